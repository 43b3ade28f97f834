/* The search page, and nothing else: what is asked stands in the address, what is found stands below it.
 *
 * search-engine.js finds. What it finds is shown as text, never as markup, because a summary holds
 * whatever an editor typed.
 */
(function () {
  "use strict";

  const AT_A_TIME = 20;
  const PAUSE = 150; // milliseconds after the last key
  const MOST_TARGETS = 6;
  const SHORTEST = 3; // letters of a word that need not be typed whole
  const STEM = 5; // letters of a name that may have an ending behind it

  const oproep = window.oproep;
  const form = document.getElementById("search");
  const box = form.elements.q;
  const sorting = form.elements.sort;
  const words = JSON.parse(form.dataset.words);
  const top = new URL(form.dataset.top, document.baseURI);
  const answer = oproep.openSearch(new URL("./", new URL(form.dataset.bundle, document.baseURI)).href);
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
  }

  /* Showing ------------------------------------------------------------------------------------- */

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* The words of a query; of “vzw’s” only the first, or every s would be meant. */
  function termsOf(query) {
    const terms = wordsOf(query);
    const longer = terms.filter((term) => term.length > 1);
    return longer.length > 0 ? longer : terms;
  }

  /* Whether a word that was typed is this one, its beginning, or a longer form of it. */
  const isMeant = (term, name) =>
    name === term ||
    (term.length >= SHORTEST && name.startsWith(term)) ||
    (name.length >= STEM && term.startsWith(name));

  /* A text as nodes, with the words marked that were asked for. */
  function markedNodes(text, query) {
    const terms = termsOf(query);
    return text.split(/([\p{L}\p{M}\p{N}]+)/u).map((part, index) => {
      const isWord = index % 2 === 1;
      return isWord && terms.some((term) => isMeant(term, folded(part))) ? element("mark", "", part) : part;
    });
  }

  function deadlineElement(shown) {
    const deadline = shown.iso ? element("time", "", shown.deadline) : element("span", "open-ended", shown.deadline);
    if (shown.iso) deadline.dateTime = shown.iso;
    if (shown.later) deadline.dataset.later = shown.later;
    const label = element("span", shown.iso ? "unseen" : "call-row__label", words.deadline + ": ");
    return element("span", "call-row__deadline", label, deadline);
  }

  function statusElement(moments) {
    const status = element("span", "status");
    status.dataset.moments = moments;
    return element("span", "call-row__status", status);
  }

  async function row(result, query) {
    const [address, title, shown] = await result.data();
    const link = element("a", "", ...markedNodes(title, query));
    link.href = new URL(address, top).href;
    if (shown.lang) link.lang = shown.lang;
    const made = element("li", "call-row", element("h3", "call-row__title", link));
    const when = element("p", "call-row__when");
    if (shown.deadline) when.append(deadlineElement(shown), " ");
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
    // Never Pagefind's excerpt: it is cut from all that is searched, and much of that is bare names.
    if (shown.summary) {
      const summary = element("p", "call-row__summary", ...markedNodes(shown.summary, query));
      if (shown.lang) summary.lang = shown.lang;
      made.append(summary);
    }
    return made;
  }

  /* The themes, kinds of applicant and funds whose names have every word of the query. */
  function showTargets(query) {
    const terms = termsOf(query);
    let shown = 0;
    for (const target of targets.children) {
      const names = wordsOf(target.querySelector("a").textContent + " " + target.dataset.names);
      const isFound = terms.length > 0 && terms.every((term) => names.some((name) => isMeant(term, name)));
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

  const NOTHING = { question: null, query: "", results: [], isAll: true };
  let current = { ...NOTHING, shown: 0 };

  /* What was found, so many rows of it; those that are there already stay. The first of the new ones is returned. */
  async function showMore(upTo, run) {
    const { question, query, results, isAll, shown } = current;
    const rows = await Promise.all(results.slice(shown, upTo).map((result) => row(result, query)));
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
    current = { ...NOTHING, shown: 0 };
    list.replaceChildren();
    more.parentElement.hidden = true;
    without.hidden = true;
    say(text);
  }

  /* How many were found, of which question. */
  function sayFound() {
    const { question, query, results, isAll } = current;
    const all = counted(results.length);
    const number = isAll ? all : filled(words.soFar, { n: all });
    say(query === question.query ? number : filled(words.mended, { n: number, query }));
  }

  /* What is over may stand in a part of the index that was not asked yet; it is asked now, and comes behind the rest. */
  async function askAll(run) {
    if (current.isAll) return;
    const { results, counts, isAll } = await answer(current.question, true);
    if (run !== lastRun) return;
    current = { ...current, results, isAll };
    showCounts(counts, isAll);
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
    const slow = setTimeout(() => mine === lastRun && say(words.searching), 1000);
    try {
      let found = await answer(question, false);
      if (found.results.length === 0 && !found.isAll && mine === lastRun) found = await answer(question, true);
      if (mine !== lastRun) return;
      showCounts(found.counts, found.isAll);
      showTargets(found.query);
      if (isEmpty) {
        showNothing(words.hint);
      } else if (found.results.length === 0) {
        showNothing(targets.hidden ? words.none : words.noneBut);
        without.hidden = Object.keys(question.chosen).length === 0;
        without.firstElementChild.textContent =
          found.unfiltered > 0 ? filled(words.noneWithFilters, { n: counted(found.unfiltered) }) : words.clear;
      } else {
        without.hidden = true;
        current = { question, query: found.query, results: found.results, isAll: found.isAll, shown: 0 };
        await showMore(upTo, mine);
        if (mine !== lastRun) return;
        if (current.results.length < upTo) await askAll(mine);
        if (mine !== lastRun) return;
        await showMore(upTo, mine);
        if (mine !== lastRun) return;
        sayFound();
      }
    } catch (error) {
      if (mine !== lastRun) return;
      showNothing(oproep.isFromDisk ? words.disk : words.failed);
      if (!oproep.isFromDisk) console.error(error);
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
    const mine = lastRun;
    if (current.shown + AT_A_TIME > current.results.length) await askAll(mine);
    const first = mine === lastRun && (await showMore(current.shown + AT_A_TIME, mine));
    if (!first) return;
    first.querySelector("a").focus();
    say(filled(words.shown, { shown: numbers.format(current.shown), n: numbers.format(current.results.length) }));
  });
  window.addEventListener("popstate", (event) => {
    fromAddress();
    run(event.state && event.state.shown);
  });

  const slash = find("[data-slash]");
  slash.checked = oproep.slash.isOn();
  slash.addEventListener("change", () => oproep.slash.set(slash.checked));

  const parts = oproep.isFromDisk ? [".search-slash"] : [".search-filters", ".search-sort", ".search-slash"];
  for (const selector of parts) find(selector).hidden = false;
  panel.open = window.matchMedia("(min-width: 62rem)").matches;
  fromAddress();
  if (!location.search) box.focus();
  run(history.state && history.state.shown);
})();
