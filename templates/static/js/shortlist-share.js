/* A shortlist as a link: what is behind the # never reaches a server, and takes no note along. */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});

  /* For the page of the shortlist at `place`; `say` tells what was done, and how to undo it. */
  oproep.shareShortlist = function ({ place, words, counts, say }) {
    const { shortlist, counted } = oproep;
    const offer = place.querySelector(".shortlist-offer");
    const field = place.querySelector("#shortlist-link");
    const slugs = () => shortlist.calls().map(({ slug }) => slug);
    const sorted = (list) => list.map(({ slug }) => slug).sort().join();
    let brought = null; // by a link, until the reader says what to do with it

    /* Shows the link to the list as it is. From a disk it is the published page that others can open. */
    function show() {
      field.value = shortlist.linkTo(slugs(), location.protocol === "file:" ? place.dataset.published : location.href);
      const hash = shortlist.isKept() ? "" : shortlist.linkTo(slugs(), "");
      for (const link of document.querySelectorAll(".languages a")) link.hash = hash;
    }

    /* Puts these on the list, or leaves it as it is. */
    function settle(list) {
      if (list) shortlist.put(list);
      brought = null;
      offer.hidden = true;
      history.replaceState(null, "", location.pathname + location.search);
      document.getElementById("main").focus();
    }

    /* Takes over the list that the address brings; asks first where that would take the place of another. */
    function arrive() {
      const found = shortlist.linked(location.hash);
      if (found === null) return;
      const own = shortlist.calls();
      if (found.length === 0) say(words["offer-bad"]);
      if (found.length === 0 || own.length === 0 || sorted(found) === sorted(own)) {
        settle(own.length === 0 ? found : null);
        return;
      }
      brought = found;
      const values = { offered: counted(counts.offered, found.length), own: counted(counts.own, own.length) };
      offer.firstElementChild.textContent = words.offer.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
      offer.hidden = false;
      offer.focus();
    }

    function replace() {
      const before = { calls: shortlist.calls(), isByHand: shortlist.isByHand() };
      settle(brought.map((call) => before.calls.find(({ slug }) => slug === call.slug) || call)); // with its note
      say(words.replaced, before);
    }

    async function copy() {
      try {
        await navigator.clipboard.writeText(field.value);
        say(words.copied);
      } catch (error) {
        field.select();
        say(document.execCommand("copy") ? words.copied : words["not-copied"]);
      }
    }

    const deeds = {
      replace,
      join: () => settle([...shortlist.calls(), ...brought]),
      decline: () => settle(null),
      copy,
    };
    for (const [name, deed] of Object.entries(deeds)) {
      place.querySelector(`[data-do="${name}"]`).addEventListener("click", deed);
    }
    field.addEventListener("focus", () => field.select());
    window.addEventListener("hashchange", arrive);
    return { arrive, show };
  };
})();
