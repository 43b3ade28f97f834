/* Searching: a question comes in, its results come out. Knows no page; search.js shows what is found.
 *
 * The calls are divided into shards: those that can still change, which every search asks, and late ones of what is
 * over, which are asked one after the other when the others have too few answers. search-shards.js loads them, and
 * vocabulary.js mends words.
 */
(function () {
  "use strict";

  const SHORTEST_CODE = 4;
  const OVER = ["closed", "cancelled"];
  const oproep = (window.oproep = window.oproep || {});
  const { once, load, openEngine, openIndex } = oproep.searchFiles;

  /* Identifiers: the rule is that of `found` in oproep/outputs/search_identifiers.py -------------- */

  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const hasDigit = (text) => /\p{Nd}/u.test(text);

  /* The calls whose identifier is meant, as shard and row, and whether the query is the whole of one. */
  async function meant(query, shards) {
    const code = bare(query);
    // A code without digit or separator is one word, which Pagefind finds by itself.
    if (!code || !(hasDigit(code) || /[-_./]/.test(query))) return { places: [], isWhole: false };
    const lists = await Promise.all(shards.map((shard) => shard.codes()));
    const where = (isMeant) =>
      lists.flatMap((codes, at) =>
        codes.flatMap((each, row) => (each && isMeant(each) ? [{ shard: shards[at], row }] : [])),
      );
    const same = where((each) => each === code);
    if (same.length > 0) return { places: same, isWhole: true };
    if (code.length < SHORTEST_CODE || !hasDigit(code)) return { places: [], isWhole: false };
    return { places: where((each) => each.includes(code)), isWhole: false };
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
  function mended(query, vocabulary) {
    const known = vocabulary.split(" ");
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

  /* The calls of a shard in its order, each with the labels it is found by, such as “status:open”. */
  async function callsOf(shard, now) {
    const { labels, rows, together } = await shard.calls();
    return rows.map(([standing, numbers], row) => {
      const wasOver = typeof standing === "string"; // it will not change any more
      const status = wasOver ? standing : oproep.status(standing, now);
      const isOver = OVER.includes(status);
      const statuses = status === "closing" ? ["open", "closing"] : [status]; // what closes soon is open as well
      return {
        top: shard.top,
        part: shard.isLate ? shard.at : -1,
        labels: [...numbers.map((number) => labels[number]), ...statuses.map((each) => "status:" + each)],
        group: wasOver ? 2 : Number(isOver),
        weight: wasOver ? 0 : oproep.weight(standing, now), // what was over comes in the order of the index
        place: [shard.at, row],
        data: async () => (await shard.shown(Math.floor(row / together)))[row % together],
      };
    });
  }

  /* What can still be met, the soonest first; then what is over, the latest first. Infinity less Infinity is no
   * number, and so as good as equal. */
  const byDeadline = (one, other) =>
    one.group - other.group ||
    one.weight - other.weight ||
    one.place[0] - other.place[0] ||
    one.place[1] - other.place[1];

  /* The calls that have a chosen value of every filter, and the number beside each choice: it says what the
   * choice would bring, so what is chosen of its own filter does not count against it. */
  function narrowed(calls, chosen) {
    const counts = {};
    const results = calls.filter(({ labels }) => {
      const lacking = Object.keys(chosen).filter(
        (name) => !chosen[name].some((value) => labels.includes(name + ":" + value)),
      );
      for (const label of labels) {
        if (lacking.every((name) => label.startsWith(name + ":"))) counts[label] = (counts[label] || 0) + 1;
      }
      return lacking.length === 0;
    });
    return { results, counts };
  }

  /* Searching ----------------------------------------------------------------------------------- */

  /* Whether late shards are all asked at once: for what is over, and where calls of several catalogues stand in one
   * order, so that none comes before what is on the screen. */
  function needsAll({ query, chosen, sort }, shards) {
    if ((chosen.status || []).some((each) => OVER.includes(each))) return true;
    return shards.some((shard) => shard.isJoined) && (query ? sort === "deadline" : Object.keys(chosen).length > 0);
  }

  /* A function that answers questions from the catalogue at `top`, whose index is at `bundle`, and from those that are
   * joined with it: the words, what was chosen of each filter, and the order. Nothing is loaded before the first one. */
  oproep.openSearch = function (top, bundle, paths) {
    const index = once(() => openIndex(top, bundle, paths));
    let engine = once(() => openEngine(bundle));
    let joined = new Map(); // the shards that the engine searches, or soon will
    let atHand = 0; // how many late shards were asked once, and so are there

    /* The engine once it has joined these shards. */
    async function joinedTo(shards) {
      const opened = await engine();
      for (const shard of shards) if (!joined.has(shard)) joined.set(shard, shard.join(opened));
      await Promise.all(shards.map((shard) => joined.get(shard)));
      return opened;
    }

    /* The calls that Pagefind finds in these shards, the best first; those of each late shard after the others. What a
     * late shard says of its calls is loaded when one of them is found. */
    async function matching(query, shards, callsIn) {
      try {
        for (const shard of shards) if (!shard.isLate) callsIn(shard).catch(() => {});
        const { results } = await (await joinedTo(shards)).search(query);
        const hits = results.map(({ id }) => id.split("_")); // the shard, and the row in it
        const hit = shards.filter(({ code }) => hits.some(([each]) => each === code));
        const calls = new Map(await Promise.all(hit.map(async (shard) => [shard.code, await callsIn(shard)])));
        const found = hits.map(([code, row]) => calls.get(code)?.[row]).filter(Boolean);
        return found.sort((one, other) => one.part - other.part);
      } catch (error) {
        engine = once(() => openEngine(bundle)); // one that has joined half a shard is of no more use
        joined = new Map();
        throw error;
      }
    }

    /* What answers a question: results, the number beside each choice, the words that were looked for, how many
     * late shards were asked, and whether that is all of them. */
    async function found(question, query, isAlone) {
      const { shards, isLacking } = await index();
      const all = isAlone ? shards.filter((shard) => !shard.isJoined) : shards;
      const codes = await meant(query, all);
      const late = all.filter((shard) => shard.isLate);
      if (needsAll(question, all)) atHand = Infinity;
      const asked = codes.isWhole ? [] : all.filter((shard) => !shard.isLate || late.indexOf(shard) < atHand);
      const now = Date.now();
      const calls = new Map();
      const callsIn = (shard) => calls.get(shard) || calls.set(shard, callsOf(shard, now)).get(shard);
      const first = await Promise.all(codes.places.map(async ({ shard, row }) => (await callsIn(shard))[row]));
      const others = query ? await matching(query, asked, callsIn) : (await Promise.all(asked.map(callsIn))).flat();
      const rest = first.length > 0 ? others.filter((call) => !first.includes(call)) : others;
      // Without words nothing is more relevant.
      if (question.sort === "deadline" || !query) for (const part of [first, rest]) part.sort(byDeadline);
      const isAll = codes.isWhole || asked.length === all.length;
      const asIs = narrowed([...first, ...rest], question.chosen);
      return { ...asIs, query, isAll, late: Math.min(atHand, late.length), isLacking: isLacking || isAlone };
    }

    /* The answer to a question; when there is none, to the same with its words mended, or without filters. */
    async function best(question, isAlone) {
      const asIs = await found(question, question.query, isAlone);
      if (!asIs.isAll || asIs.results.length > 0 || !question.query) return { ...asIs, unfiltered: 0 };
      const isFiltered = Object.keys(question.chosen).length > 0;
      const withoutFilters = isFiltered ? await found({ ...question, chosen: {} }, question.query, isAlone) : asIs;
      if (withoutFilters.results.length > 0) return { ...asIs, unfiltered: withoutFilters.results.length };
      const bundles = new Set(isAlone ? [bundle] : (await index()).shards.map((shard) => shard.bundle));
      const vocabularies = await Promise.all(Array.from(bundles, (each) => load(each + "vocabulary.js")));
      const better = mended(question.query, vocabularies.join(" "));
      return { ...(better ? await found(question, better, isAlone) : asIs), unfiltered: 0 };
    }

    /* The answer, which may leave out what is in late shards (`isAll` tells): so many of them are asked, and those that
     * are at hand. When another catalogue fails, this one answers alone (`isLacking`). */
    async function answer(question, lateOnes) {
      atHand = Math.max(atHand, lateOnes);
      if (question.query) answer.begin();
      try {
        return await best(question, false);
      } catch (error) {
        if (paths.length === 0) throw error;
        return best(question, true);
      }
    }

    /* Loads the program, which is nine tenths of all that is loaded: it will be needed soon. A failure is told then. */
    answer.begin = () => engine().catch(() => {});
    return answer;
  };
})();
