/* Searching: a question comes in, its results come out. Knows no page; search.js shows what is found.
 *
 * The words are Pagefind's, and `openEngine` is the only place that knows how it is loaded. Three scripts
 * beside it do what it cannot: filters.js says what each call can be chosen by, identifiers.js finds a call by
 * a part of its code, vocabulary.js mends words.
 */
(function () {
  "use strict";

  const SHORTEST_CODE = 4;
  const oproep = (window.oproep = window.oproep || {});

  /* The engine ---------------------------------------------------------------------------------- */

  oproep.isFromDisk = location.protocol === "file:"; // from there a browser loads no modules

  /* The engine of one bundle. */
  async function openEngine(base) {
    if (oproep.isFromDisk) throw new Error("Searching needs a web server.");
    const pagefind = await import(base + "pagefind.js");
    // Without a worker: it would be one more way of loading, with a security policy of its own.
    const engine = pagefind.createInstance({ basePath: base, baseUrl: "/", noWorker: true });
    await engine.init();
    return engine;
  }

  /* Kept once it is open; a failure is forgotten, so that the next search tries again. */
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

  /* What one of the scripts beside the engine hands over. */
  const handedOver = (bundle, name) =>
    once(
      () =>
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = bundle + name + ".js";
          script.onload = () => resolve(oproep[name]);
          script.onerror = () => reject(new Error(script.src + " cannot be loaded"));
          document.head.append(script);
        }),
    );

  /* Identifiers: the rule is that of `found` in oproep/outputs/search_identifiers.py -------------- */

  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const hasDigit = (text) => /\p{Nd}/u.test(text);

  /* The results whose identifier is meant, and whether the query is the whole of one. */
  async function meant(query, identifiers) {
    const code = bare(query);
    // A code without digit or separator is one word, which Pagefind finds by itself.
    if (!code || !(hasDigit(code) || /[-_./]/.test(query))) return { names: [], whole: false };
    const rows = await identifiers();
    const same = rows.filter(([identifier]) => identifier === code);
    if (same.length > 0) return { names: same.map((row) => row[1]), whole: true };
    if (code.length < SHORTEST_CODE || !hasDigit(code)) return { names: [], whole: false };
    return { names: rows.filter(([identifier]) => identifier.includes(code)).map((row) => row[1]), whole: false };
  }

  /* Words that nothing was found for -------------------------------------------------------------- */

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /* Whether one word becomes the other by at most `most` letters put in, left out or changed. */
  function isNear(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return false;
    let before = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i++) {
      const line = [i];
      for (let j = 1; j <= other.length; j++) {
        const changed = before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        line.push(Math.min(changed, before[j] + 1, line[j - 1] + 1));
      }
      before = line;
    }
    return before[other.length] <= most;
  }

  /* The query with each strange word completed or mended from the vocabulary; null when that changes nothing. */
  async function mended(query, vocabulary) {
    const known = (await vocabulary()).split(" ");
    const plain = known.map(folded);
    const terms = query.split(/\s+/).map((term) => {
      const asked = folded(term);
      if (asked.length < 3 || plain.includes(asked)) return term;
      let at = plain.findIndex((word) => word.startsWith(asked));
      if (at < 0 && asked.length > 3) {
        at = plain.findIndex((word) => isNear(word, asked, asked.length < 8 ? 1 : 2));
      }
      return at < 0 ? term : known[at];
    });
    const better = terms.join(" ");
    return better === query ? null : better;
  }

  /* Filters: by what is true now, whatever it was at the build ------------------------------------- */

  /* Every call by the name of its result: the labels it is found by, such as “status:open”, and its place in
   * the order of deadlines: what can still be met, the soonest first; then what is over, the latest first. */
  function choosable({ labels, rows }, now) {
    const calls = rows.map(([name, standing, numbers], index) => {
      const wasOver = typeof standing === "string"; // it will not change any more
      const status = wasOver ? standing : oproep.status(standing, now);
      const isOver = status === "closed" || status === "cancelled";
      const statuses = status === "closing" ? ["open", "closing"] : [status]; // what closes soon is open as well
      return {
        name,
        labels: [...numbers.map((number) => labels[number]), ...statuses.map((each) => "status:" + each)],
        group: wasOver ? 2 : Number(isOver),
        weight: wasOver ? index : oproep.weight(standing, now),
      };
    });
    // Infinity less Infinity is no number, and so as good as equal.
    calls.sort((one, other) => one.group - other.group || one.weight - other.weight || 0);
    return new Map(calls.map((call, place) => [call.name, { ...call, place }]));
  }

  /* The results that have a chosen value of every filter, and the number beside each choice: it says what the
   * choice would bring, so what is chosen of its own filter does not count against it. */
  function narrowed(results, calls, chosen) {
    const counts = {};
    const kept = results.filter((result) => {
      const { labels } = calls.get(result.id);
      const lacking = Object.keys(chosen).filter(
        (name) => !chosen[name].some((value) => labels.includes(name + ":" + value)),
      );
      for (const label of labels) {
        if (lacking.every((name) => label.startsWith(name + ":"))) counts[label] = (counts[label] || 0) + 1;
      }
      return lacking.length === 0;
    });
    return { results: kept, counts };
  }

  /* Searching ----------------------------------------------------------------------------------- */

  /* A function that answers questions from the bundle at this address: the words, what was chosen of each
   * filter, and the order. Nothing is loaded before the first question. */
  oproep.openSearch = function (bundle) {
    const opened = once(() => openEngine(bundle));
    const filters = handedOver(bundle, "filters");
    const identifiers = handedOver(bundle, "identifiers");
    const vocabulary = handedOver(bundle, "vocabulary");

    /* What answers a question: results, the number beside each choice, and the words that were looked for. */
    async function found(question, query) {
      const engine = await opened();
      const calls = choosable(await filters(), Date.now());
      const search = async (text) => (await engine.search(text)).results;
      const codes = await meant(query, identifiers);
      const names = new Set(codes.names);
      const first = names.size > 0 ? (await search(null)).filter((result) => names.has(result.id)) : [];
      const rest = codes.whole ? [] : (await search(query || null)).filter((result) => !names.has(result.id));
      const byDeadline = (one, other) => calls.get(one.id).place - calls.get(other.id).place;
      // Without words nothing is more relevant.
      if (question.sort === "deadline" || !query) for (const part of [first, rest]) part.sort(byDeadline);
      return { ...narrowed([...first, ...rest], calls, question.chosen), query };
    }

    /* The answer to a question; when there is none, to the same with its words mended, or without filters. */
    return async function answer(question) {
      const asIs = await found(question, question.query);
      if (asIs.results.length > 0 || !question.query) return { ...asIs, unfiltered: 0 };
      const isFiltered = Object.keys(question.chosen).length > 0;
      const withoutFilters = isFiltered ? await found({ ...question, chosen: {} }, question.query) : asIs;
      if (withoutFilters.results.length > 0) return { ...asIs, unfiltered: withoutFilters.results.length };
      const better = await mended(question.query, vocabulary);
      return { ...(better ? await found(question, better) : asIs), unfiltered: 0 };
    };
  };
})();
