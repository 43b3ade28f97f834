/* The search page, and nothing else: what is asked stands in the address, what is found stands below it.
 *
 * search-engine.js finds, search-rows.js makes rows of it.
 */
(function () {
  "use strict";

  const AT_A_TIME = 20;
  const PAUSE = 150; // milliseconds after the last key
  const MOST_TARGETS = 6;

  const oproep = window.oproep;
  const form = document.getElementById("search");
  const box = form.elements.q;
  const sorting = form.elements.sort;
  const words = JSON.parse(form.dataset.words);
  const top = new URL("./", new URL(form.dataset.top, document.baseURI)).href;
  const bundle = new URL("./", new URL(form.dataset.bundle, document.baseURI)).href;
  const answer = oproep.openSearch(top, bundle, JSON.parse(form.dataset.joined || "[]"));
  const find = (selector) => document.querySelector(selector);
  const panel = find(".search-filters");
  const line = find(".search-status");
  const list = find(".search-results");
  const targets = find(".search-targets");
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
    const search = parameters.toString() && "?" + parameters;
    history.replaceState({ shown }, "", location.pathname + search + location.hash);
    for (const link of document.querySelectorAll(".languages a")) link.search = search; // the same question there
    form.dispatchEvent(new CustomEvent("asked", { detail: search }));
  }

  /* Showing ------------------------------------------------------------------------------------- */

  /* The themes, kinds of applicant and funds whose names have every word of the query. */
  function showTargets(query) {
    let shown = 0;
    for (const target of targets.children) {
      const isFound = oproep.namesAll(target.querySelector("a").textContent + " " + target.dataset.names, query);
      target.hidden = !isFound || shown >= MOST_TARGETS;
      if (!target.hidden) shown += 1;
    }
    targets.hidden = shown === 0;
  }

  function showCounts(counts, isAll) {
    for (const name of filterNames) {
      for (const input of panel.querySelectorAll(`[data-filter="${name}"] input`)) {
        const count = counts[name + ":" + input.value] || 0;
        const label = input.closest("label");
        label.querySelector(".count").textContent = count === 0 ? "" : numbers.format(count);
        label.classList.toggle("is-empty", count === 0 && isAll);
      }
    }
  }

  function showChosen(chosen) {
    const number = Object.values(chosen).flat().length;
    find("[data-chosen]").textContent = number ? numbers.format(number) : "";
    panel.querySelector("[data-clear]").hidden = number === 0;
  }

  const NOTHING = { question: null, query: "", results: [], counts: {}, isAll: true, late: 0, isLacking: false, shown: 0 };
  let current = NOTHING;

  /* What was found, so many rows of it; those that are there already stay. The first of the new ones is returned. */
  async function showMore(upTo, run) {
    const { question, query, results, isAll, shown } = current;
    const made = results.slice(shown, upTo).map((result) => oproep.searchRow(result, query, words));
    const rows = await Promise.all(made);
    if (run !== lastRun) return null;
    if (shown === 0) list.replaceChildren();
    list.append(...rows);
    oproep.renew(list);
    current.shown = shown + rows.length;
    more.parentElement.hidden = isAll && current.shown >= results.length;
    intoAddress(question, current.shown);
    return rows[0] || null;
  }

  function showNothing(text) {
    current = NOTHING;
    list.replaceChildren();
    more.parentElement.hidden = true;
    without.hidden = true;
    say(text);
  }

  /* A text, and whether another catalogue could not be asked. */
  const told = (text) => (current.isLacking ? text + " " + words.lacking : text);

  /* How many were found, of which question. */
  function sayFound() {
    const { question, query, results, isAll } = current;
    const all = counted(results.length);
    const number = isAll ? all : filled(words.soFar, { n: all });
    say(told(query === question.query ? number : filled(words.mended, { n: number, query })));
  }

  /* Shows so many rows. What is over stands in late shards: those are asked one after the other, the newest first,
   * until this is enough, and what each brings comes behind the rest. The first of the new rows is returned. */
  async function showUpTo(upTo, isEnough, run) {
    let first = false;
    for (;;) {
      const row = current.shown < Math.min(upTo, current.results.length) && (await showMore(upTo, run));
      first = first || row;
      if (run !== lastRun || current.isAll || isEnough(current)) return first;
      const found = await answer(current.question, current.late + 1);
      if (run !== lastRun) return false;
      current = { ...current, ...found };
      showCounts(current.counts, current.isAll);
    }
  }

  /* One search after the other: what a slower, older one still brings is dropped ------------------ */

  let lastRun = 0;

  async function run(shownBefore) {
    const mine = ++lastRun;
    const question = asked();
    const upTo = Math.max(AT_A_TIME, shownBefore || 0);
    showChosen(question.chosen);
    showTargets(question.query);
    intoAddress(question, 0);
    const isEmpty = !question.query && Object.keys(question.chosen).length === 0;
    const isEnough = ({ results, late }) =>
      results.length >= upTo || (isEmpty && late === 0) || (late > 0 && results.length >= (shownBefore || 1));
    const slow = setTimeout(() => mine === lastRun && say(words.searching), 1000);
    current = { ...NOTHING, question, isAll: false, late: -1 };
    try {
      await showUpTo(isEmpty ? 0 : upTo, isEnough, mine);
      if (mine !== lastRun) return;
      const { results, query, unfiltered } = current;
      showTargets(query);
      if (isEmpty) {
        showNothing(words.hint);
      } else if (results.length === 0) {
        showNothing(told(targets.hidden ? words.none : words.noneBut));
        without.hidden = Object.keys(question.chosen).length === 0;
        without.firstElementChild.textContent =
          unfiltered > 0 ? filled(words.noneWithFilters, { n: counted(unfiltered) }) : words.clear;
      } else {
        without.hidden = true;
        more.parentElement.hidden = current.isAll && current.shown >= results.length;
        sayFound();
      }
    } catch (error) {
      if (mine !== lastRun) return;
      showNothing(words.failed);
      console.error(error);
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

  box.addEventListener("input", () => answer.begin(), { once: true }); // not before: many come to choose, and never type
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
    const mine = ++lastRun;
    const upTo = current.shown + AT_A_TIME;
    try {
      const first = await showUpTo(upTo, ({ results }) => results.length >= upTo, mine);
      if (mine !== lastRun) return;
      more.parentElement.hidden = current.isAll && current.shown >= current.results.length;
      if (!first) return sayFound();
      first.querySelector("a").focus();
      const values = { shown: numbers.format(current.shown), n: numbers.format(current.results.length) };
      say(told(filled(current.isAll ? words.shown : words.shownSoFar, values)));
    } catch (error) {
      if (mine !== lastRun) return;
      say(words.failed); // what is in the list stays there
      console.error(error);
    }
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
