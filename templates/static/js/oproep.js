/* Every page: what it says as it is now, in the reader's own time, and the way to the search box.
 *
 * A page is built once and read for days. When it opens, and every minute, this script makes it say what it
 * would say if it were built now:
 *   data-moments   the moments a status hangs on. The rule is also written in Python; tests/status-cases.json
 *                  holds the two equal
 *   data-later     the words that come in the place of those that are there: [[from when on, text, moment]]
 *   data-calls     how many calls there will be: [[from when on (seconds), open, forthcoming, closed]]; inside,
 *                  data-number and data-words show a number of them, and data-if hides what would count none
 *   data-group     a list of the calls of some statuses: rows go to the list that their status belongs to
 */
(function () {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const GROUPS = {
    forthcoming: "calls-forthcoming",
    open: "calls-open",
    closing: "calls-open",
    closed: "calls-closed",
    cancelled: "calls-closed",
  };
  const page = document.documentElement;
  const oproep = (window.oproep = window.oproep || {});

  const at = (moment) => (moment ? Date.parse(moment) : null);

  /* The status at `now` (milliseconds) of a call with these moments (instants in UTC, or null):
   *   opens         from when one can apply
   *   closes        the ends that a new applicant can still meet; closed from that very instant on
   *   until         the end of the fund's period: the end of a call that has no dated deadline
   *   announced     false while the deadline is still to be announced
   *   cancelled     from when it is withdrawn
   *   closing_days  how many days before an end it is near */
  oproep.status = function (moments, now) {
    const ends = (moments.closes || []).map(at);
    const opens = at(moments.opens);
    const until = at(moments.until);
    const cancelled = at(moments.cancelled);
    if (cancelled !== null && now >= cancelled) return "cancelled";
    if (ends.length > 0 && now >= Math.max(...ends)) return "closed";
    if (ends.length === 0 && until !== null && now >= until) return "closed";
    if (opens !== null && now < opens) return "forthcoming";
    if (ends.length === 0 && opens === null && moments.announced === false) return "forthcoming";
    const next = Math.min(...ends.filter((end) => end > now));
    return next - now <= moments.closing_days * DAY ? "closing" : "open";
  };

  /* By what lists are ordered, the least first: the next moment that a newcomer can meet; of a call that is
   * over, when that was, the latest first. Also written in Python: `in_order` and `latest_first`. */
  oproep.weight = function (moments, now) {
    const ends = (moments.closes || []).map(at);
    if (GROUPS[oproep.status(moments, now)] !== "calls-closed") return Math.min(...ends.filter((end) => end > now));
    return -(at(moments.cancelled) ?? (ends.length > 0 ? Math.max(...ends) : (at(moments.until) ?? -Infinity)));
  };

  /* What an attribute holds, or null: data that cannot be read leaves its element as it was built. */
  function held(element, name) {
    try {
      return JSON.parse(element.dataset[name]);
    } catch (error) {
      return null;
    }
  }

  /* The last of the steps [[from when on, …]] that has come. */
  const instant = (from) => (typeof from === "number" ? from * 1000 : Date.parse(from));
  const come = (steps, now) => (steps || []).filter(([from]) => instant(from) <= now).pop();

  function repaint(element, now) {
    const moments = held(element, "moments");
    const code = moments && oproep.status(moments, now);
    const word = (held(page, "statusWords") || {})[code];
    if (!word || element.classList.contains("status--" + code)) return;
    element.classList.remove(...Object.keys(GROUPS).map((each) => "status--" + each));
    element.classList.add("status", "status--" + code);
    element.textContent = word;
  }

  function reword(element, now) {
    const [, text, moment] = come(held(element, "later"), now) || [];
    if (text === undefined || element.textContent === text) return;
    element.textContent = text;
    if (moment) element.dateTime = moment;
  }

  function recount(element, now) {
    const [, open, forthcoming, closed] = come(held(element, "calls"), now) || [];
    if (open === undefined) return;
    const numbers = { open, forthcoming, closed, both: open + forthcoming };
    const forms = held(page, "countWords") || {};
    for (const part of [element, ...element.querySelectorAll("[data-if], [data-number], [data-words]")]) {
      const { if: condition, number: figure, words } = part.dataset;
      if (condition) part.hidden = numbers[condition] === 0;
      if (!figure && !words) continue;
      const number = numbers[figure || words];
      const shown = new Intl.NumberFormat(page.lang).format(number);
      const texts = forms[words] || {};
      const text = texts[new Intl.PluralRules(page.lang).select(number)] || texts.other;
      part.textContent = figure ? shown : text.replace("{n}", shown);
    }
  }

  /* Bring everything inside `root` that hangs on time up to now. */
  oproep.renew = function (root) {
    const now = Date.now();
    for (const element of root.querySelectorAll("[data-moments]")) repaint(element, now);
    for (const element of root.querySelectorAll("[data-later]")) reword(element, now);
    for (const element of root.querySelectorAll("[data-calls]")) recount(element, now);
  };

  function placed(row, own, now) {
    const moments = held(row.querySelector("[data-moments]"), "moments");
    if (!moments) return { row, group: own, weight: Infinity };
    const group = GROUPS[oproep.status(moments, now)];
    const opens = group === "calls-closed" ? 0 : (at(moments.opens) ?? Infinity);
    const slug = row.querySelector("a").href.split("/").pop();
    return { row, group, weight: oproep.weight(moments, now), opens, slug };
  }

  // Infinity less Infinity is no number, and so as good as equal.
  const inOrder = (one, other) =>
    one.weight - other.weight || one.opens - other.opens || (one.slug < other.slug ? -1 : 1);

  /* Every row stands in the list of its status, in order; where the page has no such list it is hidden. */
  function regroup(now) {
    const lists = {};
    for (const section of document.querySelectorAll("[data-group]")) {
      lists[section.dataset.group] = { section, list: section.querySelector(".call-list"), rows: [] };
    }
    for (const [own, { list }] of Object.entries(lists)) {
      for (const row of list.children) {
        const found = placed(row, own, now);
        row.hidden = !(found.group in lists);
        lists[row.hidden ? own : found.group].rows.push(found);
      }
    }
    for (const { section, list, rows } of Object.values(lists)) {
      rows.sort(inOrder);
      const stands = rows.length === list.children.length && rows.every(({ row }, i) => row === list.children[i]);
      if (!stands) list.append(...rows.map(({ row }) => row)); // only then: a row that moves loses the focus
      section.hidden = rows.every(({ row }) => row.hidden);
    }
  }

  function renewAll() {
    oproep.renew(document);
    regroup(Date.now());
  }

  renewAll();
  setInterval(renewAll, 60 * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || renewAll()); // timers sleep in the background
  window.addEventListener("pageshow", renewAll); // a page that comes back from the browser's memory

  /* From a disk this is a copy, which says how old it is. */
  if (location.protocol === "file:" && page.dataset.copyWords) {
    const script = document.createElement("script");
    script.src = new URL("copy.js", document.currentScript.src).href;
    document.head.append(script);
  }

  /* The key / leads to the search box, unless somebody is typing, or has switched it off on the search
   * page (WCAG 2.1.4: speech input types letters that nobody meant as a command). */
  const SWITCHED_OFF = "oproep.slash-off";

  oproep.slash = {
    isOn() {
      try {
        return oproep.kept.get(SWITCHED_OFF) === null;
      } catch (error) {
        return true; // storage refused: the key works, and cannot be switched off for longer than this page
      }
    },
    set(on) {
      try {
        if (on) oproep.kept.remove(SWITCHED_OFF);
        else oproep.kept.set(SWITCHED_OFF, "1");
      } catch (error) {
        /* storage refused: nothing to remember it in */
      }
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    const box = document.querySelector('input[type="search"]');
    if (!box || !oproep.slash.isOn()) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
