/* The files of the search index: scripts that hand over what they hold, the program that searches, and the shards.
 *
 * The words are Pagefind's, and `openEngine` is the only place that knows how it is loaded. The scripts of a shard say
 * what Pagefind cannot: calls.js what each call can be chosen by, names.js what Pagefind calls it, codes.js its identifier,
 * shown/ what a result shows of it.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});

  oproep.isFromDisk = location.protocol === "file:"; // from there a browser loads no modules

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

  /* The program that searches, with no calls yet. */
  async function openEngine(base) {
    const pagefind = await import(base + "pagefind.js");
    // Without a worker: it would be one more way of loading, with a security policy of its own.
    const engine = pagefind.createInstance({ basePath: base, baseUrl: "/", noWorker: true });
    await engine.init();
    return engine;
  }

  /* A part of the index; its folder never changes, so that a copy that the browser has is as good. */
  const shardAt = (base, code, isLate, at) => ({
    code,
    at,
    isLate,
    calls: once(() => load(base + "calls.js")),
    codes: once(() => load(base + "codes.js")),
    names: once(() => load(base + "names.js")),
    shown: (number) => load(base + "shown/" + number + ".js"),
    join: (engine) => engine.mergeIndex(base, { language: code, baseUrl: "/", metaCacheTag: code }),
  });

  /* The shards that are listed at this address, the latest first. */
  const shardsAt = async (bundle) =>
    (await load(bundle + "shards.js?" + Date.now())).map(([folder, code, isLate], at) =>
      shardAt(bundle + folder, code, isLate, at),
    );

  oproep.searchFiles = { once, load, openEngine, shardsAt };
})();
