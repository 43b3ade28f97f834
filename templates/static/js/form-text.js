/* A text that was pasted from a word processor becomes Markdown: its bullets, its numbers, its headings. */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const form = (oproep.form = oproep.form || {});

  const BULLET = /^([ \t]*)(?:[•·\uf0b7]\s*|[–o]\t\s*)(?=\S)/; // some fonts draw a bullet for U+F0B7
  const NUMBER = /^([ \t]*)([0-9]{1,3})[.)]\t\s*(?=\S)/;
  const ITEM = /^[ \t]*(?:-|[0-9]+\.) /;

  /* The text as it is written here, and how often each thing was taken over; the headings are the conventional ones. */
  form.tidied = function (text, headings) {
    const taken = { bullets: 0, numbers: 0, headings: 0, breaks: 0, characters: 0 };
    const counted = (name, written) => () => {
      taken[name] += 1;
      return written;
    };
    const plain = text.replace(/\u000b/g, counted("breaks", "\n")).replace(/[\u200b\u00ad]/g, counted("characters", ""));
    const lines = [];
    for (const line of plain.split("\n")) {
      let written = line;
      if (BULLET.test(line)) written = line.replace(BULLET, (whole, before) => before + counted("bullets", "- ")());
      else if (NUMBER.test(line)) written = line.replace(NUMBER, (whole, before, n) => before + n + counted("numbers", ". ")());
      else if (headings.includes(line.trim())) written = counted("headings", "## " + line.trim())();
      const above = lines.at(-1) || "";
      if (written !== line && ITEM.test(written) && above.trim() && !ITEM.test(above)) lines.push(""); // or it is no list
      lines.push(written);
    }
    return { text: lines.join("\n"), taken };
  };
})();
