/* Words that are typed, and a result as a row of the list: text, never markup, because a summary holds whatever an
 * editor typed.
 */
(function () {
  "use strict";

  const SHORTEST = 3; // letters of a word that need not be typed whole
  const STEM = 5; // letters of a name that may have an ending behind it
  const oproep = (window.oproep = window.oproep || {});

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

  function deadlineElement(shown, words) {
    const deadline = shown.iso ? element("time", "", shown.deadline) : element("span", "open-ended", shown.deadline);
    if (shown.iso) deadline.dateTime = shown.iso;
    if (shown.later) deadline.dataset.later = shown.later;
    const label = element("span", shown.iso ? "unseen" : "call-row__label", words.deadline + ": ");
    const made = element("span", "call-row__deadline", label, deadline);
    if (shown.extended) made.append(" ", element("span", "extended", shown.extended));
    return made;
  }

  function statusElement(moments) {
    const status = element("span", "status");
    status.dataset.moments = moments;
    return element("span", "call-row__status", status);
  }

  /* A result as a row; `words` are those of the page. */
  oproep.searchRow = async function (result, query, words) {
    const [address, title, shown] = await result.data();
    const link = element("a", "", ...markedNodes(title, query));
    link.href = new URL(address, result.top).href;
    if (shown.lang) link.lang = shown.lang;
    const made = element("li", "call-row", element("h3", "call-row__title", link));
    const when = element("p", "call-row__when");
    if (shown.deadline) when.append(deadlineElement(shown, words), " ");
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
    if (oproep.shortlist) oproep.shortlist.offer(made);
    return made;
  };

  /* Whether a text has every word of the query. */
  oproep.namesAll = function (text, query) {
    const terms = termsOf(query);
    const names = wordsOf(text);
    return terms.length > 0 && terms.every((term) => names.some((name) => isMeant(term, name)));
  };
})();
