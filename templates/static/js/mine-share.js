/* What a reader follows, on its way to another browser: as a link, as a picture of it, as a file.
 *
 * All of it stands behind the # of the link, which browsers keep to themselves: no server ever sees it. Whatever comes in is
 * hostile until it was understood.
 */
(function () {
  "use strict";

  const FORM = 1; // of links and files
  const BORDER = 4; // modules around a QR code, as ISO/IEC 18004 asks
  const SVG = "http://www.w3.org/2000/svg";
  const oproep = (window.oproep = window.oproep || {});
  const { following } = oproep;

  const unlike = (list) => Array.from(new Set(list));
  const sound = (whats) => unlike(whats.map(following.understood).filter(Boolean)).slice(0, following.MOST);

  /* “#follow=1,theme:asiel,…”: each as it would stand in an address by itself. */
  const linkTo = (address, whats) =>
    address.replace(/#.*/, "") + "#follow=" + [FORM, ...whats.map(encodeURIComponent)].join(",");

  function plain(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return ""; // half an escape
    }
  }

  /* What such an address asks to follow; null where it is about something else. */
  function linked(hash) {
    if (!hash.startsWith("#follow=")) return null;
    const [form, ...whats] = hash.slice("#follow=".length).replace(/%2C/gi, ",").split(","); // mail writes commas so
    return form === String(FORM) ? sound(whats.map(plain)) : [];
  }

  const fileOf = (whats) => JSON.stringify({ oproep: "following", form: FORM, follows: whats }, null, 1) + "\n";

  /* What a file asks to follow; nothing where it is another one. */
  function read(text) {
    try {
      const { oproep: kind, form, follows } = JSON.parse(text);
      return kind === "following" && form === FORM && Array.isArray(follows) ? sound(follows) : [];
    } catch (error) {
      return [];
    }
  }

  /* A text as a QR code (ISO/IEC 18004), drawn in an SVG; null when it is too long for one. */
  function picture(text, name) {
    const code = window.qrcode(0, "L"); // of the size that it needs; a screen has no scratches
    code.addData(text, "Byte");
    try {
      code.make();
    } catch (error) {
      return null;
    }
    const number = code.getModuleCount();
    const size = number + 2 * BORDER;
    let way = "";
    for (let row = 0; row < number; row++) {
      for (let column = 0; column < number; column++) {
        if (code.isDark(row, column)) way += `M${column + BORDER} ${row + BORDER}h1v1h-1z`;
      }
    }
    const svg = document.createElementNS(SVG, "svg");
    const add = (kind, attributes, parent = svg) => {
      const made = document.createElementNS(SVG, kind);
      for (const [each, value] of Object.entries(attributes)) made.setAttribute(each, value);
      parent.append(made);
      return made;
    };
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("shape-rendering", "crispEdges");
    add("title", {}).textContent = name;
    add("rect", { width: size, height: size, fill: "#fff" }); // dark on light, in the dark too: cameras want it so
    add("path", { d: way, fill: "#000" });
    return svg;
  }

  oproep.followingShare = { linkTo, linked, fileOf, read, picture };
})();
