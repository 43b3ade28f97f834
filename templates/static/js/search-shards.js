/* The files of the search index: scripts that hand over what they hold, the program that searches, and the shards.
 *
 * The words are Pagefind's, and `openEngine` is the only place that knows how it is loaded: by scripts, as all the rest,
 * so that it searches from a disk too (outputs/pagefind_scripts.py). It calls what it finds by its shard and its row
 * there. The scripts of a shard say what Pagefind cannot: calls.js what each call can be chosen by, codes.js its
 * identifier, facts.js what it can be compared by, shown/ what a result shows of it, sheets/ what a shortlist does.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});

  /* Kept once it is there; a failure is forgotten, so that the next search tries again. */
  function once(open) {
    let kept = null;
    return () => {
      kept = kept || open().catch((error) => {
        kept = null;
        throw error;
      });
      return kept;
    };
  }

  const handed = new Map(); // what scripts have handed over, by their address

  /* Called by every script of the index. */
  oproep.handOver = (value) => handed.set(document.currentScript.src, value);

  /* What the script at an address hands over. */
  function load(address) {
    if (handed.has(address)) return Promise.resolve(handed.get(address));
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(handed.get(address));
      script.onerror = () => reject(new Error(address + " cannot be loaded"));
      document.head.append(script);
    });
  }

  /* A file of the index, as `fetch` would answer it: its script hands it over in base64. */
  async function fetchScript(address) {
    const file = new URL(address, document.baseURI); // Pagefind leaves the host out of what it asks for
    file.search = "";
    const text = atob(await load(file.href + ".js"));
    return new Response(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
  }

  /* The program that searches, with no calls yet. */
  async function openEngine(base) {
    const pagefind = (await load(base + "pagefind.js"))(fetchScript);
    // Without a worker: it would be one more way of loading, which a browser refuses from a disk.
    const engine = pagefind.createInstance({ basePath: base, baseUrl: "/", noWorker: true });
    await engine.init();
    return engine;
  }

  /* A part of the index; its folder never changes, so that a copy that the browser has is as good. */
  const shardAt = (base, code) => ({
    code,
    calls: once(() => load(base + "calls.js")),
    codes: once(() => load(base + "codes.js")),
    facts: once(() => load(base + "facts.js")),
    shown: (number) => load(base + "shown/" + number + ".js"),
    sheets: (number) => load(base + "sheets/" + number + ".js"),
    join: (engine) => engine.mergeIndex(base, { language: code, baseUrl: "/", metaCacheTag: code }),
  });

  /* The shards of the catalogue at `top`, the latest first, whose index stands at `bundle`. */
  async function shardsOf(top, bundle, isJoined) {
    const listed = await load(bundle + "shards.js?" + Date.now());
    return listed.map(([folder, code, isLate]) => ({
      ...shardAt(bundle + folder, code),
      top,
      bundle,
      isJoined,
      isLate: isLate || isJoined,
    }));
  }

  /* The shards of another catalogue: none when it lacks the language, null when it cannot be reached. */
  async function shardsBeside(top, bundle) {
    try {
      return await shardsOf(top, bundle, true);
    } catch {
      const first = await fetch(top + "index.html").catch(() => ({ ok: false }));
      return first.ok ? [] : null;
    }
  }

  /* All shards: those of the catalogue at `top`, then those of catalogues beside it, which are all late; and whether one
   * of these is lacking. Two whose shards are called the same cannot be searched together. */
  async function openIndex(top, bundle, joined) {
    const beside = joined.map((path) => new URL(path, top).href);
    const others = beside.map((other) => shardsBeside(other, other + bundle.slice(top.length)));
    const shards = await shardsOf(top, bundle, false);
    let isLacking = false;
    for (const found of await Promise.all(others)) {
      const isClear = found && !found.some(({ code }) => shards.some((shard) => shard.code === code));
      if (found && !isClear) console.error(found[0].top + " needs a `part` of its own in content/site.toml.");
      if (isClear) shards.push(...found);
      else isLacking = true;
    }
    shards.forEach((shard, at) => (shard.at = at));
    return { shards, isLacking };
  }

  oproep.searchFiles = { once, load, openEngine, openIndex };
})();
