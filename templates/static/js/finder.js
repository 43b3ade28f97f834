/* “Is it for me?”: the answers stand in the form and in the address, what fits stands below them.
 *
 * finder-rule.js judges, finder-words.js says why, calls.js knows the calls, search-rows.js makes rows of them.
 */
(function () {
  "use strict";

  const AT_A_TIME = 20;
  const MINUTE = 60 * 1000;
  const QUESTIONS = ["beneficiary", "place", "theme", "amount", "weeks", "forthcoming"];
  const GROUP_OF = { fits: "fits", unknown: "perhaps", out: "out" };

  const oproep = window.oproep;
  const find = (selector) => document.querySelector(selector);
  const form = find("#finder-form");
  const status = find("#finder-status");
  const message = find(".finder-message");
  const data = (name) => JSON.parse(form.dataset[name]);
  const top = new URL("./", new URL(form.dataset.top, document.baseURI)).href;
  const bundle = new URL("./", new URL(form.dataset.bundle, document.baseURI)).href;
  const calls = oproep.openCalls(top, bundle);
  const words = data("words");
  const { said, counted } = oproep.finderWords(words, data("counts"), namesOf(), form.dataset.locale);

  function namesOf() {
    const inputs = (name) => Array.from(form.querySelectorAll(`input[name="${name}"]`));
    const called = (name) => inputs(name).map((input) => [input.value, input.nextElementSibling.textContent]);
    const places = Array.from(form.elements.place.options, (option) => [option.value, option.textContent]);
    return {
      beneficiary: Object.fromEntries(called("beneficiary")),
      theme: Object.fromEntries(called("theme")),
      place: { ...Object.fromEntries(places), ...data("unions") },
    };
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /* Told twice, a screen reader reads it twice. */
  function say(line, text) {
    if (line.textContent !== text) line.textContent = text;
  }

  /* The answers: the form, the address and history hold the same --------------------------------- */

  const given = (name) => new FormData(form).getAll(name).filter(Boolean);

  function answers() {
    const place = form.elements.place.selectedOptions[0];
    const [amount] = given("amount");
    const [from, to] = (amount || "").split("-");
    return {
      beneficiary: given("beneficiary"),
      theme: given("theme"),
      place: place && place.value ? { code: place.value, covered: place.dataset.covered.split(" ") } : null,
      amount: amount ? { from: Number(from), to: to ? Number(to) : Infinity } : null,
      weeks: Number(given("weeks")[0] || 0),
      forthcoming: form.elements.forthcoming.checked,
    };
  }

  function asAddress() {
    const parameters = new URLSearchParams();
    for (const name of QUESTIONS) {
      if (name !== "forthcoming") for (const value of given(name)) parameters.append(name, value);
      else if (!form.elements.forthcoming.checked) parameters.append(name, "no");
    }
    return parameters.toString() && "?" + parameters;
  }

  const isMeant = (control, value) =>
    control.value === value || (control.dataset.aliases || "").split(" ").includes(value);

  /* Takes what the address says and the page knows; answers whether that was all of it. */
  function fromAddress() {
    const parameters = new URLSearchParams(location.search);
    form.reset();
    let isAll = true;
    for (const name of QUESTIONS) {
      for (const value of parameters.getAll(name)) {
        const options = name === "place" ? form.elements.place.options : form.querySelectorAll(`input[name="${name}"]`);
        const control = Array.from(options).find((each) => each.value !== "" && isMeant(each, value));
        if (name === "forthcoming" && value === "no") form.elements.forthcoming.checked = false;
        else if (name === "place" && control) control.selected = true;
        else if (control) control.checked = true;
        else isAll = isAll && value === "";
      }
    }
    return isAll;
  }

  function showAddress() {
    for (const link of document.querySelectorAll(".languages a")) link.search = asAddress(); // the same answers there
  }

  /* What fits ----------------------------------------------------------------------------------- */

  /* Every call that is not over with what is said of it, the surest first, then the next deadline. */
  function judged(current, now) {
    const given = answers();
    const found = current
      .filter((call) => call.moments && !["closed", "cancelled"].includes(call.status(now)))
      .map((call) => {
        const verdicts = oproep.finderVerdicts(call, given, now);
        const unknown = verdicts.filter(({ verdict }) => verdict === "unknown").length;
        const reasons = verdicts.map((each) => ({ ...each, text: said(each, call) }));
        const weight = oproep.weight(call.moments, now);
        return { call, reasons, unknown, weight, group: GROUP_OF[oproep.finderVerdict(verdicts)] };
      });
    const order = (one, other) =>
      one.unknown - other.unknown || one.weight - other.weight || (one.call.slug < other.call.slug ? -1 : 1);
    return found.sort(order);
  }

  /* The only question that rules a call out, or “several”. */
  function ruledOutBy({ reasons }) {
    const out = reasons.filter(({ verdict }) => verdict === "out");
    return out.length === 1 ? out[0].question : "several";
  }

  function reasonElement({ verdict, text }) {
    const mark = element("span", "unseen", words["finder-mark-" + verdict] + " ");
    return element("li", "reason reason--" + verdict, mark, text);
  }

  async function rowOf({ call, reasons }) {
    const row = await oproep.searchRow({ data: call.shown, top }, "", {
      deadline: words["key-deadline"],
      budget: words["key-budget"],
    });
    row.insertBefore(element("ul", "reasons", ...reasons.map(reasonElement)), row.querySelector(".call-row__origin"));
    return row;
  }

  /* Puts rows of these calls into `place`, twenty at a time. */
  function fill(place, entries) {
    const list = element("ul", "call-list");
    const button = element("button", "button button--quiet", words["finder-more"]);
    const more = element("p", "more", button);
    button.type = "button";
    let shown = 0;

    async function add() {
      const next = entries.slice(shown, shown + AT_A_TIME);
      shown += next.length;
      const rows = await Promise.all(next.map(rowOf));
      list.append(...rows);
      oproep.renew(list);
      more.hidden = shown >= entries.length;
      return rows[0];
    }

    more.hidden = true;
    button.addEventListener("click", () => add().then((first) => first.querySelector("a").focus(), failed));
    place.replaceChildren(list, more);
    return add();
  }

  /* Why calls are left out, and how many for each reason; which ones, when it is opened. */
  function leftOut(place, entries) {
    const parts = [...QUESTIONS, "several"].map((why) => {
      const those = entries.filter((entry) => ruledOutBy(entry) === why);
      if (those.length === 0) return null;
      const rows = element("div", "");
      const part = element("details", "finder-out", element("summary", "", counted("out-" + why, those.length)), rows);
      part.addEventListener("toggle", () => fill(rows, those).catch(failed), { once: true });
      return part;
    });
    place.replaceChildren(...parts.filter(Boolean));
  }

  function showGroups(groups) {
    const rows = [];
    for (const [name, entries] of Object.entries(groups)) {
      const section = find(`[data-found="${name}"]`);
      const place = section.querySelector("[data-list]");
      section.hidden = entries.length === 0;
      section.querySelector(".count").textContent = new Intl.NumberFormat(form.dataset.locale).format(entries.length);
      if (name === "out") leftOut(place, entries);
      else if (entries.length > 0) rows.push(fill(place, entries));
      else place.replaceChildren();
    }
    return Promise.all(rows);
  }

  /* The first number names the calls, the others count on. */
  function inNumbers({ fits, perhaps, out }) {
    const first = fits.length === 0 && perhaps.length > 0 ? "perhaps-only" : "fits";
    const numbers = [counted(first, first === "fits" ? fits.length : perhaps.length)];
    if (first === "fits" && perhaps.length > 0) numbers.push(counted("perhaps", perhaps.length));
    if (out.length > 0) numbers.push(counted("out", out.length));
    return numbers.join(" · ");
  }

  function failed(error) {
    say(status, words["finder-failed"]);
    find("#finder-lists").hidden = false;
    console.error(error);
  }

  let lastRun = 0;
  let onScreen = null; // what was said last: nothing moves while that stays true
  let isUnread = false; // part of the address was not understood

  async function show() {
    const mine = ++lastRun;
    showAddress();
    try {
      const current = await calls.current();
      if (mine !== lastRun) return;
      const found = judged(current, Date.now());
      const isAsked = asAddress() !== "";
      const told = JSON.stringify([isAsked, isUnread, found.map(({ call, reasons }) => [call.slug, reasons])]);
      if (told === onScreen) return;
      onScreen = told;
      const groups = { fits: [], perhaps: [], out: [] };
      if (isAsked) for (const entry of found) groups[entry.group].push(entry);
      const isNone = isAsked && groups.fits.length + groups.perhaps.length === 0;
      const notice = [isUnread && words["finder-unread"], isNone && words["finder-none"]].filter(Boolean).join(" ");
      message.textContent = isAsked ? notice : [notice, words["finder-no-answers"]].join(" ").trim();
      message.hidden = message.textContent === "";
      for (const part of document.querySelectorAll(".finder-bar__see, .finder-actions, .finder-sieve")) {
        part.hidden = !isAsked;
      }
      say(find(".finder-copied"), "");
      find(".finder-by-hand").hidden = true;
      await showGroups(groups);
      if (mine !== lastRun) return;
      say(status, isAsked ? inNumbers(groups) : counted("all", found.length));
    } catch (error) {
      if (mine === lastRun) failed(error);
    }
  }

  /* What the reader does ------------------------------------------------------------------------ */

  function answered() {
    isUnread = false;
    history.pushState(null, "", location.pathname + asAddress());
    show();
  }

  form.addEventListener("change", answered);
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", () => {
    isUnread = !fromAddress();
    show();
  });
  find(".finder-bar__see").addEventListener("click", (event) => {
    event.preventDefault();
    find("#finder-result").scrollIntoView();
    find("#finder-result").focus({ preventScroll: true });
  });
  find("[data-clear]").addEventListener("click", () => {
    form.reset();
    answered();
    form.querySelector("input, select").focus(); // the button goes away
  });
  find("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(find(".finder-copied"), words["finder-copied"]);
    } catch {
      const box = find("#finder-link");
      box.value = location.href;
      find(".finder-by-hand").hidden = false;
      box.select();
    }
  });
  setInterval(show, MINUTE); // what closes meanwhile fits no longer
  window.addEventListener("pageshow", (event) => event.persisted && show());

  find("#finder-lists").hidden = true;
  find("#finder").hidden = false;
  isUnread = !fromAddress();
  show();
})();
