/* The calls of the catalogue as tools of readers need them: out of the scripts of the search index, which a browser loads
 * from a disk as well. Nothing is loaded before it is asked for; the words of the index never are.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const { openIndex, once } = oproep.searchFiles;

  /* The calls of a shard:
   *   slug, labels (“theme:asiel”, “fund:amif-2021-2027”, “beneficiary:ngos”, “year:2026”), countries,
   *   published, changed   days, or nothing
   *   money                { currency, total, min, max }: numbers, or null where nothing is known
   *   undated              why the deadline has no date (“rolling”, “until-spent”, …), or nothing
   *   moments              what a status hangs on, or null for a call that was over at the build
   *   place                [number of the shard, row in it], as in what a search finds
   *   status(now)          milliseconds
   *   shown()              a promise of [address from the top of the site, title, what a row shows]
   *   sheet()              the same of what a shortlist shows: { moments, lines by fact, events of a calendar } */
  async function callsOf(shard) {
    const [{ labels, rows, together }, facts] = await Promise.all([shard.calls(), shard.facts()]);
    return rows.map(([standing, numbers], row) => {
      const [slug, published, changed, countries, [currency, ...amounts], undated] = facts[row];
      const [total, min, max] = amounts.map((amount) => (amount === "" ? null : Number(amount)));
      const wasOver = typeof standing === "string";
      return {
        slug,
        published,
        changed,
        countries,
        labels: numbers.map((number) => labels[number]),
        money: { currency, total, min, max },
        undated,
        moments: wasOver ? null : standing,
        place: [shard.at, row],
        status: (now) => (wasOver ? standing : oproep.status(standing, now)),
        shown: async () => (await shard.shown(Math.floor(row / together)))[row % together],
        sheet: async () => (await shard.sheets(Math.floor(row / together)))[row % together],
      };
    });
  }

  /* The calls of the catalogue at `top`, whose index is at `bundle`. */
  oproep.openCalls = function (top, bundle) {
    const shards = once(async () => (await openIndex(top, bundle, [])).shards);
    const read = new Map();
    const calls = (shard) => {
      if (!read.has(shard)) read.set(shard, once(() => callsOf(shard)));
      return read.get(shard)();
    };

    /* All calls that were not over at the build, and those that were over lately. */
    async function current() {
      const found = (await shards()).filter((shard) => !shard.isLate).map(calls);
      return (await Promise.all(found)).flat();
    }

    /* The calls of these slugs by their slug, in as few shards as can be; what is gone is not among them. */
    async function bySlug(slugs) {
      const found = new Map();
      for (const shard of slugs.length > 0 ? await shards() : []) {
        for (const call of await calls(shard)) if (slugs.includes(call.slug)) found.set(call.slug, call);
        if (found.size === new Set(slugs).size) break;
      }
      return found;
    }

    return { current, bySlug };
  };
})();
