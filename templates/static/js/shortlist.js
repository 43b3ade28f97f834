/* Every page: the calls that a reader ticked, kept in this browser alone, and the button beside each call to do so.
 *
 * What stands on the list is a slug, the title it had then (to name a call that is gone), and a note. Whatever comes from
 * the store or from a link passes `sound` first. */
(function () {
  "use strict";

  const FORM = 1;
  const MOST = 60; // calls
  const LONGEST = { slug: 80, title: 300, note: 2000 }; // letters
  const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const EMPTY = { calls: [], isByHand: false };
  const oproep = (window.oproep = window.oproep || {});
  const way = document.querySelector(".shortlist-way");
  if (!way) return; // a page of all languages at once

  const words = JSON.parse(way.dataset.words);
  const counts = JSON.parse(way.dataset.counts);
  const page = way.querySelector("a").href;
  const folder = new URL("./", new URL(way.dataset.calls, document.baseURI)).href;
  const drawer = oproep.drawer({ name: "shortlist", form: FORM, empty: EMPTY, renewed: (value) => value });
  let isKept = true; // beyond this page

  /* Words in the form that a number asks for. */
  oproep.counted = function (forms, n) {
    const text = forms[new Intl.PluralRules(document.documentElement.lang).select(n)] || forms.other;
    return text.replace("{n}", new Intl.NumberFormat(document.documentElement.lang).format(n));
  };

  const cut = (text, length) => (typeof text === "string" ? text.slice(0, length) : "");

  /* Of anything, the calls that it names, each once. */
  function sound(list) {
    const found = new Map();
    for (const each of Array.isArray(list) ? list : []) {
      const { slug, title, note } = each || {};
      if (typeof slug !== "string" || slug.length > LONGEST.slug || !SLUG.test(slug) || found.has(slug)) continue;
      if (found.size < MOST) found.set(slug, { slug, title: cut(title, LONGEST.title), note: cut(note, LONGEST.note) });
    }
    return Array.from(found.values());
  }

  const calls = () => sound((drawer.read() || EMPTY).calls);
  const isByHand = () => Boolean((drawer.read() || EMPTY).isByHand);
  const has = (slug) => calls().some((call) => call.slug === slug);

  function put(list, byHand = isByHand()) {
    isKept = drawer.write({ calls: sound(list), isByHand: byHand });
  }

  /* The address of the page with these calls: what is behind the # never reaches a server. */
  const linkTo = (slugs, address = page) => address.replace(/#.*/, "") + "#calls=" + slugs.join(",");

  /* The calls that such an address names; null where it is about something else. */
  function linked(hash) {
    if (!hash.startsWith("#calls=")) return null;
    const slugs = hash.slice("#calls=".length).replace(/%2C/gi, ",").split(","); // mail programs write a comma so
    return sound(slugs.map((slug) => ({ slug })));
  }

  /* The buttons --------------------------------------------------------------------------------- */

  function paint(button) {
    const isOn = has(button.dataset.keep);
    button.setAttribute("aria-pressed", String(isOn));
    button.firstChild.textContent = isOn ? words.kept : words.keep;
  }

  function buttonFor(slug, title, lang) {
    const button = document.createElement("button");
    const about = document.createElement("span");
    about.className = "unseen";
    about.textContent = ": " + title;
    if (lang) about.lang = lang;
    button.type = "button";
    button.className = "keep";
    button.dataset.keep = slug;
    button.append(document.createTextNode(""), about);
    paint(button);
    button.addEventListener("click", () => {
      const rest = calls().filter((call) => call.slug !== slug);
      if (has(slug)) put(rest);
      else if (rest.length < MOST) put([...rest, { slug, title }]);
      tell(rest.length >= MOST && !has(slug) ? words.full : "");
    });
    return button;
  }

  /* Adds the button to a row, if it is that of a call of this catalogue: others may be searched along with it. */
  function offer(row) {
    const link = row.querySelector("a");
    if (!link || !link.href.startsWith(folder) || row.querySelector(".keep")) return;
    const slug = link.href.slice(folder.length).replace(/\.html$/, "");
    if (SLUG.test(slug)) row.append(buttonFor(slug, link.textContent, link.lang));
  }

  function offerHead(head) {
    const title = head.querySelector("h1");
    let place = head.querySelector(".actions");
    if (!place) {
      place = document.createElement("p");
      place.className = "actions";
      title.parentElement.append(place);
    }
    place.append(buttonFor(head.dataset.call, title.textContent, title.lang));
  }

  /* What was done is told at the foot of the window, with the way to the list. */
  const bar = document.createElement("div");
  bar.className = "shortlist-bar";
  bar.setAttribute("aria-live", "polite");

  function tell(text) {
    const number = calls().length;
    const link = document.createElement("a");
    link.href = isKept ? page : linkTo(calls().map((call) => call.slug));
    link.textContent = words.compare;
    const told = [text || oproep.counted(counts.own, number), ...(isKept ? [] : [words.unkept])].join(" ");
    const row = document.createElement("p");
    row.className = "wide shortlist-bar__row";
    row.append(told, " ", ...(number > 0 ? [link] : []));
    bar.replaceChildren(row);
    document.documentElement.classList.add("has-shortlist-bar");
  }

  function show() {
    const number = calls().length;
    way.hidden = number === 0;
    way.querySelector(".count").textContent = number;
    way.querySelector("a").href = isKept ? page : linkTo(calls().map((call) => call.slug));
    for (const button of document.querySelectorAll("[data-keep]")) paint(button);
  }

  oproep.shortlist = { calls, has, put, isByHand, sound, linkTo, linked, offer, watch: drawer.watch, isKept: () => isKept };

  drawer.watch(show);
  window.addEventListener("pageshow", (event) => event.persisted && show()); // it slept while others changed the list
  document.querySelectorAll(".call-row").forEach(offer);
  document.querySelectorAll("[data-call]").forEach(offerHead);
  document.getElementById("main").append(bar);
  show();
})();
