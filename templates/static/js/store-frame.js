/* Stands unseen in each page that was opened from a disk, and keeps for all of them what store.js hands it. Messages are
 * objects of texts by name; a text without letters is what was taken away. */
(function () {
  "use strict";

  const OWN = "oproep";
  const page = window.parent;
  if (location.protocol !== "file:" || page === window) return; // a host has one store for all its pages

  const tell = (kept) => page.postMessage(kept, "*"); // files have no origin that could be named

  function all() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(OWN));
    tell(Object.fromEntries(names.map((name) => [name, localStorage.getItem(name)])));
  }

  window.addEventListener("message", ({ source, data }) => {
    if (source !== page) return;
    for (const [name, text] of Object.entries(data)) if (name.startsWith(OWN)) localStorage.setItem(name, text);
  });
  window.addEventListener("storage", ({ key, newValue }) => key && key.startsWith(OWN) && tell({ [key]: newValue || "" }));
  window.addEventListener("pageshow", all); // when it is there, and when the page comes back from the browser's memory
})();
