/* What a reader follows, kept in this browser alone, and which calls are new to them.
 *
 * Something that is followed is a text: “theme:asiel”, “fund:amif-2021-2027”, “beneficiary:ngos”, or a search as the address
 * of the search page says it, “?q=opvang&theme=asiel”. Whatever comes from elsewhere passes `understood` first.
 *
 * A call is new while the day on which it was published or last changed is not before the day from which the reader
 * follows one of its labels, and it has not been shown to them with that day. What the page of their calls showed counts as
 * shown from their next visit on another day, or when they say so. Editors publish some calls later than they were
 * dated, so the day is set back by a margin: nothing is missed, and nothing is told twice.
 */
(function () {
  "use strict";

  const FORM = 1;
  const MOST = 100; // that are followed
  const MARGIN = 30; // days
  const KEPT = 2 * MARGIN; // days that we remember what was shown
  const LONGEST = 200; // letters of a search
  const DAY = /^\d{4}-\d\d-\d\d$/;
  const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const TOPICS = ["theme", "fund", "beneficiary"];
  const CHOICES = {
    beneficiary: SLUG,
    fund: SLUG,
    status: /^(forthcoming|open|closing|closed|cancelled)$/,
    theme: SLUG,
    year: /^(\d{4}|none)$/,
  };
  const EMPTY = { follows: [], shown: [], visit: null, last: null };
  const oproep = (window.oproep = window.oproep || {});

  /* The day of the reader's calendar so many days ago, as 2026-11-22. */
  function day(ago) {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - ago)).toISOString().slice(0, 10);
  }

  /* From when on calls are new to a reader who begins to follow something: what there is already, they see now. */
  const tomorrow = () => day(-1);

  const isSlug = (text) => text.length <= 80 && SLUG.test(text);
  const unlike = (list) => Array.from(new Set(list));

  /* What a search asks: its words, and what is chosen of each filter. */
  function asked(what) {
    const parameters = new URLSearchParams(what.slice(1));
    const query = (parameters.get("q") || "").replace(/[\p{C}\s]+/gu, " ").trim().slice(0, LONGEST).trim();
    const chosen = {};
    for (const [name, form] of Object.entries(CHOICES)) {
      const values = parameters.getAll(name).filter((value) => value.length <= 80 && form.test(value));
      if (values.length > 0) chosen[name] = unlike(values).sort().slice(0, 20);
    }
    return { query, chosen, sort: "deadline" };
  }

  function searchOf({ query, chosen }) {
    const parameters = new URLSearchParams(query ? { q: query } : {});
    for (const [name, values] of Object.entries(chosen)) for (const value of values) parameters.append(name, value);
    const text = parameters.toString();
    return text && "?" + text;
  }

  /* The one way to write what can be followed; null for anything else. */
  function understood(what) {
    if (typeof what !== "string") return null;
    if (what.startsWith("?")) return searchOf(asked(what)) || null;
    const [kind, slug, more] = what.split(":");
    return TOPICS.includes(kind) && slug && more === undefined && isSlug(slug) ? what : null;
  }

  /* The same after records were given other names. */
  function renamed(what, aliases) {
    const now = (kind, slug) => (Object.hasOwn(aliases[kind] || {}, slug) ? aliases[kind][slug] : slug);
    if (!what.startsWith("?")) {
      const [kind, slug] = what.split(":");
      return understood(kind + ":" + now(kind, slug));
    }
    const { query, chosen } = asked(what);
    for (const [name, values] of Object.entries(chosen)) {
      chosen[name] = unlike(values.map((value) => now(name, value))).sort();
    }
    return searchOf({ query, chosen });
  }

  /* What is kept ---------------------------------------------------------------------------------- */

  const texts = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

  /* Each once, as [what, day], whatever a list holds. */
  function sound(follows) {
    const found = new Map();
    for (const each of Array.isArray(follows) ? follows : []) {
      const [what, since] = Array.isArray(each) ? each : [];
      if (understood(what) === what && what && DAY.test(since) && !found.has(what)) found.set(what, since);
    }
    return Array.from(found).slice(0, MOST);
  }

  const drawer = oproep.drawer({
    name: "following",
    form: FORM,
    empty: EMPTY,
    renewed: (whats) => ({ ...EMPTY, follows: texts(whats).map((what) => [understood(what), tomorrow()]) }), // 0: names alone
  });

  function kept() {
    const value = drawer.read() || EMPTY;
    const visit = value.visit && DAY.test(value.visit.day) ? value.visit : null;
    return {
      follows: sound(value.follows),
      shown: texts(value.shown),
      visit: visit && { day: visit.day, marks: texts(visit.marks), whats: texts(visit.whats) },
      last: DAY.test(value.last) ? value.last : null,
    };
  }

  /* Follow exactly these, each from a day on; answers whether it stays beyond this page. */
  const put = (follows) => drawer.write({ ...kept(), follows: sound(follows) });

  const all = () => kept().follows;
  const has = (what) => all().some(([each]) => each === what);
  const follow = (what, since) => put([...all().filter(([each]) => each !== what), [what, since || tomorrow()]]);
  const unfollow = (what) => put(all().filter(([each]) => each !== what));

  /* What is new ----------------------------------------------------------------------------------- */

  /* What was shown of a call: its slug and the day that it is of. */
  const markOf = (slug, of) => slug + "@" + of;
  const isRecent = (mark, ago) => mark.slice(mark.lastIndexOf("@") + 1) >= day(ago);

  /* A function that tells whether a call of a day, found by some of what is followed, is new; `unseen`: and has not been
   * on the page of the reader's calls either. */
  function newness(unseen) {
    const { follows, shown, visit } = kept();
    const known = new Set(unseen && visit ? [...shown, ...visit.marks] : shown);
    const since = new Map(follows);
    return (slug, of, whats) => !known.has(markOf(slug, of)) && whats.some((what) => of && of >= since.get(what));
  }

  /* What was shown on the last visit, of what was followed then, is known from now on. */
  function settled(value) {
    if (!value.visit) return value;
    const { marks, whats, day: then } = value.visit;
    const back = day(MARGIN);
    const follows = value.follows.map(([what, since]) => [what, whats.includes(what) ? back : since]);
    const shown = unlike([...value.shown, ...marks]).filter((mark) => isRecent(mark, KEPT));
    return { follows, shown, visit: null, last: then };
  }

  /* The page of the reader's calls opens: a visit of another day is over. */
  function arrive() {
    const value = kept();
    if (value.visit && value.visit.day !== day(0)) drawer.write(settled(value));
  }

  /* The page shows these calls, [slug, day], of all that is followed but what could not be looked for. */
  function show(calls, failed) {
    const value = kept();
    if (value.follows.length === 0) return; // nothing is stored that nobody asked for
    const recent = calls.map(([slug, of]) => markOf(slug, of)).filter((mark) => isRecent(mark, MARGIN));
    const before = value.visit ? value.visit.marks : [];
    const whats = value.follows.map(([what]) => what).filter((what) => !failed.includes(what));
    const visit = { day: day(0), marks: unlike([...before, ...recent]), whats };
    if (JSON.stringify(visit) !== JSON.stringify(value.visit)) drawer.write({ ...value, visit });
  }

  const seen = () => drawer.write(settled(kept()));

  /* Whether a call with these labels is meant by what is followed; of a search with words nobody can tell. */
  function means(what, labels) {
    if (!what.startsWith("?")) return labels.includes(what);
    const { query, chosen } = asked(what);
    const isChosen = ([name, values]) => values.some((value) => labels.includes(name + ":" + value));
    return query === "" && Object.entries(chosen).every(isChosen);
  }

  /* What the catalogue says of it ------------------------------------------------------------------ */

  const way = document.querySelector(".mine-way");
  const top = way && new URL("./", new URL(way.dataset.top, document.baseURI)).href;

  function loaded(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /* What a script of the catalogue hands over, not older than an hour; nothing where it cannot be loaded. */
  async function told(name, nothing) {
    try {
      if (!oproep.searchFiles) await loaded(top + "static/js/search-shards.js");
      return await oproep.searchFiles.load(top + "data/following/" + name + ".js?" + Math.floor(Date.now() / 3600000));
    } catch (error) {
      return nothing;
    }
  }

  /* Old names become those of today; resolves when that is done. */
  async function rename() {
    await oproep.kept.ready;
    const aliases = await told("aliases", {});
    const before = all();
    const after = before.map(([what, since]) => [renamed(what, aliases), since]);
    if (JSON.stringify(after) !== JSON.stringify(before)) put(after);
    return aliases;
  }

  /* How many calls are new that the reader has not seen, beside the way to them. */
  async function count() {
    const place = way.querySelector("[data-number]");
    const whats = all().map(([what]) => what);
    way.hidden = whats.length === 0;
    const { labels, rows } = whats.length > 0 ? await told("news", { labels: [], rows: [] }) : { labels: [], rows: [] };
    const isNew = newness(true);
    const number = rows.filter(([slug, of, numbers]) => {
      const found = numbers.map((each) => labels[each]);
      return isNew(slug, of, whats.filter((what) => means(what, found)));
    }).length;
    place.hidden = number === 0;
    place.firstElementChild.textContent = new Intl.NumberFormat(document.documentElement.lang).format(number);
  }

  oproep.following = {
    MOST, all, has, put, follow, unfollow, understood, asked, means, newness, arrive, show, seen, rename, day, tomorrow,
    renamed, visits: kept, watch: drawer.watch,
  };

  if (way && top) {
    document.addEventListener("DOMContentLoaded", async () => {
      await oproep.kept.ready;
      if (all().length > 0) await rename();
      drawer.watch(count);
      count();
    });
  }
})();
