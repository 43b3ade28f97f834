/* What a reader keeps in this browser: what they follow, which calls they ticked. No server ever sees it.
 *
 * A browser has one store for all sites of a host, so every name begins with the catalogue's own (`data-catalogue`), whose
 * pages may stand anywhere. From a disk some browsers have one store for all files, and others, as Firefox, one for each: there
 * the pages keep things through one file, static/store.htm, which stands unseen in all of them. What is kept carries the
 * number of its form: a program that finds an older one brings it up to date, and leaves a newer one alone.
 */
(function () {
  "use strict";

  const OWN = "oproep";
  const PATIENCE = 2000; // milliseconds that a page waits for that file
  const oproep = (window.oproep = window.oproep || {});
  const own = OWN + " " + document.documentElement.dataset.catalogue + " ";
  const others = []; // who wants to know that something changed

  const tell = (name) => others.forEach((other) => other(name));
  let handOn = null; // to the file that keeps it for all; null where the browser's own store does

  /* Texts by name.
   *   ready   resolves when what other pages kept is here, at once but from a disk
   *   get     the text, or null; throws where the browser refuses to store anything, as do `set` and `remove`
   *   watch   calls back with a name whenever something else has changed its text; null: any of them */
  oproep.kept = {
    ready: location.protocol === "file:" ? shared() : Promise.resolve(),
    get: (name) => localStorage.getItem(name) || null,
    set(name, text) {
      localStorage.setItem(name, text);
      if (handOn) handOn({ [name]: text });
    },
    remove(name) {
      localStorage.removeItem(name);
      if (handOn) handOn({ [name]: "" });
    },
    watch: (other) => others.push(other),
  };

  window.addEventListener("storage", (event) => tell(event.key));

  /* Every page has a copy of what is kept, that of the file counts, and what only the copy has is handed on to it. */
  function shared() {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = new URL("../store.htm", document.currentScript.src).href;
    const found = new Promise((resolve) => {
      window.addEventListener("message", ({ source, data }) => {
        if (source !== frame.contentWindow) return;
        const isFirst = handOn === null;
        handOn = (texts) => frame.contentWindow.postMessage(texts, "*"); // files have no origin that could be named
        for (const [name, text] of Object.entries(data)) {
          if (localStorage.getItem(name) === text || (text === "" && localStorage.getItem(name) === null)) continue;
          localStorage.setItem(name, text);
          tell(name);
        }
        const mine = Object.keys(localStorage).filter((name) => name.startsWith(OWN) && !(name in data));
        if (isFirst) handOn(Object.fromEntries(mine.map((name) => [name, localStorage.getItem(name)])));
        resolve();
      });
      setTimeout(resolve, PATIENCE);
    });
    document.body.append(frame);
    return found;
  }

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
        return JSON.parse(oproep.kept.get(own + name));
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

    function renew() {
      for (const watcher of watchers) watcher(read());
    }

    function write(value) {
      const found = kept();
      here = value;
      try {
        if (found && found.form > form) return false;
        oproep.kept.set(own + name, JSON.stringify({ form, value }));
        here = null;
        return true;
      } catch (error) {
        return false;
      } finally {
        renew();
      }
    }

    oproep.kept.watch((changed) => (changed === own + name || changed === null) && renew());
    return { read, write, watch: (watcher) => watchers.push(watcher) };
  };
})();
