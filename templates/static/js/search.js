/* The search page, and nothing else: what is asked stands in the address, what is found stands below it.
 *
 * Searching is Pagefind's; `openEngine` is the only place that knows how it is loaded. What it finds is
 * shown as text, never as markup, because an excerpt holds whatever an editor typed.
 */
(function () {
  "use strict";

  const AT_A_TIME = 20;
  const PAUSE = 150; // milliseconds after the last key
  const SHORTEST_CODE = 4;

  const oproep = window.oproep;
  const form = document.getElementById("search");
  const box = form.elements.q;
  const sorting = form.elements.sort;
  const words = JSON.parse(form.dataset.words);
  const top = new URL(form.dataset.top, document.baseURI);
  const bundle = new URL("./", new URL(form.dataset.bundle, document.baseURI)).href;
  const find = (selector) => document.querySelector(selector);
  const panel = find(".search-filters");
  const line = find(".search-status");
  const list = find(".search-results");
  const more = find("[data-more]");
  const without = find(".search-without");
  const filterNames = Array.from(panel.querySelectorAll("[data-filter]"), (each) => each.dataset.filter);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const plurals = new Intl.PluralRules(document.documentElement.lang);

  /* Words --------------------------------------------------------------------------------------- */

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const counted = (n) => filled(words[plurals.select(n)] || words.other, { n: numbers.format(n) });

  function say(text) {
    if (line.textContent !== text) line.textContent = text; // told twice, a screen reader reads it twice
  }

  /* What is asked: the form, the address and history hold the same ------------------------------- */

  function asked() {
    const chosen = {};
    for (const name of filterNames) {
      const values = Array.from(panel.querySelectorAll(`[data-filter="${name}"] input:checked`), (each) => each.value);
      if (values.length > 0) chosen[name] = values;
    }
    return { query: box.value.trim(), chosen, sort: sorting.value };
  }

  function fromAddress() {
    const parameters = new URLSearchParams(location.search);
    box.value = parameters.get("q") || "";
    sorting.value = parameters.get("sort") === "deadline" ? "deadline" : "";
    for (const name of filterNames) {
      const values = parameters.getAll(name);
      for (const input of panel.querySelectorAll(`[data-filter="${name}"] input`)) {
        input.checked = values.includes(input.value);
      }
    }
  }

  function intoAddress(question, shown) {
    const parameters = new URLSearchParams();
    if (question.query) parameters.set("q", question.query);
    for (const [name, values] of Object.entries(question.chosen)) {
      for (const value of values) parameters.append(name, value);
    }
    if (question.sort) parameters.set("sort", question.sort);
    const search = parameters.toString();
    history.replaceState({ shown }, "", location.pathname + (search ? "?" + search : "") + location.hash);
  }

  /* The engine ---------------------------------------------------------------------------------- */

  class NotFromDisk extends Error {}

  /* The engine of one bundle. A browser loads no modules from a disk. */
  async function openEngine(base) {
    if (location.protocol === "file:") throw new NotFromDisk();
    const pagefind = await import(base + "pagefind.js");
    // Without a worker: it would be one more way of loading, with a security policy of its own.
    const engine = pagefind.createInstance({ basePath: base, baseUrl: "/", noWorker: true });
    await engine.init();
    await engine.filters(); // counts come only for filters that were loaded
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

  const engineOpened = once(() => openEngine(bundle));

  /* What one of the two scripts beside the engine hands over. */
  const handedOver = (name) =>
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

  const identifiersOpened = handedOver("identifiers");
  const vocabularyOpened = handedOver("vocabulary");

  /* Identifiers: the rule is that of `found` in oproep/outputs/search_identifiers.py -------------- */

  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const hasDigit = (text) => /\p{Nd}/u.test(text);

  /* The results whose identifier is meant, and whether the query is the whole of one. */
  async function meant(query) {
    const code = bare(query);
    // A code without digit or separator is one word, which Pagefind finds by itself.
    if (!code || !(hasDigit(code) || /[-_./]/.test(query))) return { names: [], whole: false };
    const rows = await identifiersOpened();
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
  async function mended(query) {
    const known = (await vocabularyOpened()).split(" ");
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

  /* Searching ----------------------------------------------------------------------------------- */

  const anyOf = (chosen) =>
    Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, { any: values }]));

  /* What answers a question: results, the number beside each choice, and the words that were looked for. */
  async function found(question, query) {
    const engine = await engineOpened();
    const { chosen } = question;
    const byDeadline = question.sort === "deadline" || !query; // without words nothing is more relevant
    const options = byDeadline ? { sort: { deadline: "asc" } } : {};
    const search = (text, filters) => engine.search(text || null, { ...options, filters: anyOf(filters) });
    let { results, filters: counts } = await search(query, chosen);
    counts = { ...counts };
    // The number beside a choice says what it would bring, so its own filter does not count against it.
    for (const name of Object.keys(chosen)) {
      const { [name]: own, ...others } = chosen;
      counts[name] = (await search(query, others)).filters[name];
    }
    const codes = await meant(query);
    if (codes.names.length > 0) {
      const names = new Set(codes.names);
      const first = (await search(null, chosen)).results.filter((result) => names.has(result.id));
      const rest = codes.whole ? [] : results.filter((result) => !names.has(result.id));
      results = [...first, ...rest];
    }
    return { results, counts, query };
  }

  /* The answer to a question; when there is none, to the same with its words mended, or without filters. */
  async function answer(question) {
    const asIs = await found(question, question.query);
    if (asIs.results.length > 0 || !question.query) return { ...asIs, unfiltered: 0 };
    const isFiltered = Object.keys(question.chosen).length > 0;
    const withoutFilters = isFiltered ? await found({ ...question, chosen: {} }, question.query) : asIs;
    if (withoutFilters.results.length > 0) return { ...asIs, unfiltered: withoutFilters.results.length };
    const better = await mended(question.query);
    return { ...(better ? await found(question, better) : asIs), unfiltered: 0 };
  }

  /* Showing ------------------------------------------------------------------------------------- */

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /* Pagefind's excerpt as nodes: its own <mark> becomes an element, all else is text. */
  function excerptNodes(excerpt) {
    const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    return excerpt.split(/(<mark>.*?<\/mark>)/s).map((part) => {
      const marked = /^<mark>(.*)<\/mark>$/s.exec(part);
      return marked ? element("mark", "", plain(marked[1])) : plain(part);
    });
  }

  /* A title as nodes, with the words marked that begin like one that was asked. */
  function titleNodes(title, query) {
    const terms = folded(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return title.split(/([\p{L}\p{M}\p{N}]+)/u).map((part, index) => {
      const isWord = index % 2 === 1;
      return isWord && terms.some((term) => folded(part).startsWith(term)) ? element("mark", "", part) : part;
    });
  }

  function labelled(className, label, text) {
    return element("span", className, element("span", "unseen", label + ": "), text);
  }

  function statusElement(moments) {
    const status = element("span", "status");
    status.dataset.moments = moments;
    return element("span", "call-row__status", status);
  }

  async function row(result, query) {
    const data = await result.data();
    const at = data.url.indexOf("#"); // behind it stands what is only shown
    const address = data.url.slice(0, at).replace(/^\/+/, "");
    const shown = JSON.parse(data.url.slice(at + 1));
    const link = element("a", "", ...titleNodes(data.meta.title, query));
    link.href = new URL(address, top).href;
    if (shown.lang) link.lang = shown.lang;
    const made = element("li", "call-row", element("h3", "call-row__title", link));
    const when = element("p", "call-row__when");
    if (shown.deadline) when.append(labelled("call-row__deadline", words.deadline, shown.deadline), " ");
    if (shown.moments) when.append(statusElement(shown.moments));
    if (when.hasChildNodes()) made.append(when);
    if (shown.budget) {
      const budget = element("p", "call-row__budget", element("span", "unseen", words.budget + ": "), shown.budget);
      made.append(budget);
    }
    const origin = element("p", "call-row__origin");
    if (shown.fund) origin.append(element("span", "call-row__fund", shown.fund), " ");
    if (shown.identifier) origin.append(element("span", "call-row__identifier", shown.identifier));
    if (origin.hasChildNodes()) made.append(origin);
    const excerpt = element("p", "call-row__excerpt", ...excerptNodes(data.excerpt));
    if (shown.lang) excerpt.lang = shown.lang;
    made.append(excerpt);
    return made;
  }

  function showCounts(counts) {
    for (const name of filterNames) {
      for (const input of panel.querySelectorAll(`[data-filter="${name}"] input`)) {
        const count = (counts[name] || {})[input.value] || 0;
        const label = input.closest("label");
        label.querySelector(".count").textContent = numbers.format(count);
        label.classList.toggle("is-empty", count === 0);
      }
    }
  }

  function showChosen(chosen) {
    const number = Object.values(chosen).flat().length;
    find("[data-chosen]").textContent = number ? numbers.format(number) : "";
    panel.querySelector("[data-clear]").hidden = number === 0;
  }

  let current = { question: null, query: "", results: [], shown: 0 };

  /* Another twenty below those that are there; the first of the new ones is returned. */
  async function showMore(upTo, run) {
    const { question, query, results, shown } = current;
    const rows = await Promise.all(results.slice(shown, upTo).map((result) => row(result, query)));
    if (run !== lastRun) return null;
    if (shown === 0) list.replaceChildren();
    list.append(...rows);
    oproep.repaint(list);
    current.shown = shown + rows.length;
    more.parentElement.hidden = current.shown >= results.length;
    intoAddress(question, current.shown);
    return rows[0] || null;
  }

  function showNothing(text) {
    current = { question: null, query: "", results: [], shown: 0 };
    list.replaceChildren();
    more.parentElement.hidden = true;
    without.hidden = true;
    say(text);
  }

  /* One search after the other: what a slower, older one still brings is dropped ------------------ */

  let lastRun = 0;

  async function run(shownBefore) {
    const mine = ++lastRun;
    const question = asked();
    showChosen(question.chosen);
    intoAddress(question, 0);
    const isEmpty = !question.query && Object.keys(question.chosen).length === 0;
    const slow = setTimeout(() => mine === lastRun && say(words.searching), 1000);
    try {
      const { results, counts, query, unfiltered } = await answer(question);
      if (mine !== lastRun) return;
      showCounts(counts);
      if (isEmpty) {
        showNothing(words.hint);
      } else if (results.length === 0) {
        showNothing(words.none);
        without.hidden = unfiltered === 0;
        without.firstElementChild.textContent = filled(words.noneWithFilters, { n: counted(unfiltered) });
      } else {
        without.hidden = true;
        current = { question, query, results, shown: 0 };
        await showMore(Math.max(AT_A_TIME, shownBefore || 0), mine);
        if (mine !== lastRun) return;
        const number = counted(results.length);
        say(query === question.query ? number : filled(words.mended, { n: number, query }));
      }
    } catch (error) {
      if (mine !== lastRun) return;
      showNothing(error instanceof NotFromDisk ? words.disk : words.failed);
      if (!(error instanceof NotFromDisk)) console.error(error);
    } finally {
      clearTimeout(slow);
    }
  }

  let pause;

  function soon() {
    clearTimeout(pause);
    pause = setTimeout(run, PAUSE);
  }

  function now() {
    clearTimeout(pause);
    run();
  }

  /* What the reader does ------------------------------------------------------------------------ */

  box.addEventListener("input", (event) => event.isComposing || soon());
  box.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
  });
  panel.addEventListener("change", now);
  sorting.addEventListener("change", now);
  for (const button of document.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      for (const input of panel.querySelectorAll("input")) input.checked = false;
      box.focus(); // the button goes away
      now();
    });
  }
  more.addEventListener("click", async () => {
    const total = numbers.format(current.results.length);
    const first = await showMore(current.shown + AT_A_TIME, lastRun);
    if (!first) return;
    first.querySelector("a").focus();
    say(filled(words.shown, { shown: numbers.format(current.shown), n: total }));
  });
  window.addEventListener("popstate", (event) => {
    fromAddress();
    run(event.state && event.state.shown);
  });

  const slash = find("[data-slash]");
  slash.checked = oproep.slash.isOn();
  slash.addEventListener("change", () => oproep.slash.set(slash.checked));

  for (const selector of [".search-filters", ".search-sort", ".search-slash"]) find(selector).hidden = false;
  panel.open = window.matchMedia("(min-width: 62rem)").matches;
  fromAddress();
  if (!location.search) box.focus();
  run(history.state && history.state.shown);
})();
