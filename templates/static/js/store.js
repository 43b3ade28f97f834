/* What a reader keeps in this browser: what they follow, which calls they ticked. No server ever sees it.
 *
 * A browser has one store for all files that it opens from a disk, and one for all sites of a host; so every name begins
 * with the catalogue's own (`data-catalogue`), whose pages may stand anywhere. What is kept carries the number of its form:
 * a program that finds an older one brings it up to date, and leaves a newer one alone.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const own = "oproep " + document.documentElement.dataset.catalogue + " ";

  /* A drawer of the store.
   *   form     the number of the form in which it keeps things now
   *   empty    what is in it before anything was put there
   *   renewed  function (value, form) that answers what an older form comes to; what it cannot read is as good as empty
   * `read` answers what is in it, `write` puts something there and answers whether it stays beyond this page: a browser may
   * refuse to store anything, and one that knows a newer form of this is not written over. `watch` calls back with what is
   * in it whenever that becomes another, in this page or in any other one. */
  oproep.drawer = function ({ name, form, empty, renewed }) {
    const watchers = [];
    let here = null; // what this page was told, where nothing can be stored

    function kept() {
      try {
        return JSON.parse(localStorage.getItem(own + name));
      } catch (error) {
        return null; // refused, or spoilt by somebody else
      }
    }

    function read() {
      if (here !== null) return here;
      const found = kept();
      if (!found || typeof found.form !== "number" || found.form > form) return empty;
      if (found.form === form) return found.value;
      try {
        return renewed(found.value, found.form);
      } catch (error) {
        return empty;
      }
    }

    function tell() {
      for (const watcher of watchers) watcher(read());
    }

    function write(value) {
      const found = kept();
      here = value;
      try {
        if (found && found.form > form) return false;
        localStorage.setItem(own + name, JSON.stringify({ form, value }));
        here = null;
        return true;
      } catch (error) {
        return false;
      } finally {
        tell();
      }
    }

    window.addEventListener("storage", (event) => (event.key === own + name || event.key === null) && tell());
    return { read, write, watch: (watcher) => watchers.push(watcher) };
  };
})();
