/* The page with the form for a new call: checks what is typed, shows the file, and hands it on.
 *
 * form-rules.js judges, form-fields.js reads the page, form-notices.js tells what is no fault, form-text.js takes over
 * what was pasted, form-markdown.js writes the file, form-hand.js hands it on.
 */
(function () {
  "use strict";

  const PAUSE = 400; // milliseconds after the last key

  const { form, kept } = window.oproep;
  const root = document.getElementById("form");
  const rules = JSON.parse(root.dataset.rules);
  form.common = rules.forms;
  const words = JSON.parse(root.dataset.words);
  const counts = JSON.parse(root.dataset.counts);
  const headings = JSON.parse(root.dataset.headings);
  const target = JSON.parse(root.dataset.target || "null");
  const top = new URL("./", new URL(root.dataset.top, document.baseURI));
  const DRAFT = "oproep.form " + (top.protocol === "file:" ? top.href : top.pathname); // a disk is one store for all files
  const find = (selector) => root.querySelector(selector);
  const name = document.getElementById("f-name");
  const body = document.getElementById("f-body");
  const title = document.getElementById("f-title");
  const language = document.getElementById("f-language");
  const shown = find(".form-shown code");
  const errors = find(".form-errors");
  const told = find(".form-told");
  const prefilled = headings.map((heading) => "## " + heading + "\n").join("\n\n");

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, part) => values[part] ?? whole);
  const plurals = new Intl.PluralRules(rules.locale);
  const say = (text) => (told.textContent = text);

  /* The file ------------------------------------------------------------------------------------ */

  const fileName = () => name.value.trim() + ".md";
  const markdown = () => form.markdown(form.call(root), rules.keys, form.withoutEmpty(body.value, headings));

  /* Faults: told of a field that somebody has been in, of every field once the file is asked for. - */

  const visited = new Set();
  const marked = new Map(); // what each field is told to be wrong
  const taken = new Map(); // names that were asked for
  let isAsked = false;

  function nameFault() {
    if (!name.value.trim() && !title.value.trim()) return null; // that the title is lacking says enough
    const fault = form.judgeName(name.value.trim(), rules.name);
    return fault || (taken.get(name.value.trim()) ? { code: "file-taken" } : null);
  }

  function allFaults() {
    const bodyFault = form.judgeBody(body.value, rules.body);
    const named = nameFault();
    return [
      ...form.faults(root),
      ...(bodyFault ? [{ field: find("[data-body]"), ...bodyFault }] : []),
      ...(named ? [{ field: find("[data-name]"), ...named }] : []),
    ];
  }

  function sentence(fault) {
    const said = filled(words["fault-" + fault.code], fault);
    const more = ["meant", "line"].filter((part) => fault[part]).map((part) => filled(words["form-" + part], fault));
    return [said, ...more].join(" ");
  }

  function mark(field, text) {
    const place = field.querySelector(".field__fault");
    if (!place || marked.get(field) === text) return;
    marked.set(field, text);
    place.textContent = text;
    place.hidden = text === "";
    field.classList.toggle("field--wrong", text !== "");
    for (const control of field.querySelectorAll("input, select, textarea")) {
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  function tell(faults) {
    const wrong = new Map(faults.map((fault) => [fault.field, fault]));
    for (const field of root.querySelectorAll("[data-key], [data-body], [data-name]")) {
      const fault = wrong.get(field);
      const isTold = fault && (isAsked || (visited.has(field) && fault.code !== "missing-key"));
      mark(field, isTold ? sentence(fault) : "");
    }
    if (isAsked) list(faults);
  }

  /* What a field is called, with what it belongs to. */
  function labelOf(field) {
    const names = [];
    for (let each = field; each && names.length < 2; each = each.parentElement.closest(".field")) {
      const label = each.querySelector(":scope > .field__label");
      if (label) names.unshift(label.firstChild.textContent.trim());
    }
    return names.join(", ");
  }

  function list(faults) {
    const rows = faults.map((fault) => {
      const link = document.createElement("a");
      const control = form.control(fault.field);
      link.href = "#" + control.id;
      link.textContent = labelOf(fault.field) + ": " + sentence(fault);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        for (let fold = control.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
        control.focus();
      });
      const row = document.createElement("li");
      row.append(link);
      return row;
    });
    const all = document.createElement("ul");
    all.append(...rows);
    errors.querySelector("[data-list]").replaceChildren(all);
    errors.hidden = rows.length === 0;
  }

  /* A name that is taken has a page. From a disk nobody can ask: `check` will say it. */
  async function askForName() {
    const asked = name.value.trim();
    if (!top.protocol.startsWith("http") || taken.has(asked) || form.judgeName(asked, rules.name)) return;
    try {
      const page = new URL(asked + ".html", new URL(root.dataset.calls, document.baseURI));
      const answer = await fetch(page, { method: "HEAD" });
      taken.set(asked, answer.ok);
    } catch (error) {
      return; // without a network the forge will say it
    }
    if (taken.get(asked)) whenReleased(show);
  }

  /* What is typed ------------------------------------------------------------------------------- */

  let isNamed = false; // by somebody, so that the title no longer does it

  function show() {
    if (!isNamed) name.value = form.nameFrom(title.value, rules.name);
    shown.textContent = markdown();
    tell(allFaults());
  }

  let isTouched = false; // until then nothing is kept that nobody asked for
  for (const act of ["input", "change", "click"]) root.addEventListener(act, () => (isTouched = true), true);

  function keep() {
    if (!isTouched) return;
    try {
      const draft = { ...form.draft(root), isNamed, body: body.value === prefilled ? null : body.value };
      kept.set(DRAFT, JSON.stringify(draft));
    } catch (error) {
      /* storage refused: the draft lives as long as the page */
    }
  }

  function forget() {
    try {
      kept.remove(DRAFT);
    } catch (error) {
      /* storage refused: there is nothing to forget */
    }
  }

  /* A new call: today's facts, in the language of the page. */
  function begin() {
    root.reset();
    for (const each of root.querySelectorAll('[data-form="list"]')) form.resize(each, 0);
    document.getElementById("f-published").value = form.today();
    for (const line of root.querySelectorAll(".field__words")) line.textContent = "";
    language.value = document.documentElement.lang;
    body.value = prefilled;
    isNamed = false;
    isAsked = false;
    visited.clear();
    errors.hidden = true;
  }

  function resume() {
    try {
      const draft = JSON.parse(kept.get(DRAFT));
      if (!draft) return;
      form.restore(root, draft);
      if (draft.body === null) body.value = prefilled;
      isNamed = draft.isNamed;
    } catch (error) {
      /* storage refused, or a draft that cannot be read: an empty form is as good */
    }
  }

  const refresh = () => {
    for (const field of root.querySelectorAll('[data-form="deadline"]')) form.showDeadline(field);
    form.showDates(root, rules, words);
    show();
    keep();
  };
  let waiting = 0;

  /* Nothing moves while a button is held down, or it would no longer be under the pointer that is let go. */
  let isPressed = false;
  const owed = [];
  const whenReleased = (act) => (isPressed ? owed.push(act) : act());
  function release() {
    isPressed = false;
    for (const act of owed.splice(0)) act();
  }
  document.addEventListener("mousedown", () => (isPressed = true), true);
  for (const end of ["mouseup", "dragend"]) document.addEventListener(end, () => setTimeout(release), true);
  for (const end of ["keydown", "input"]) document.addEventListener(end, release, true); // a select keeps its mouseup

  root.addEventListener("input", (event) => {
    if (event.target === name) isNamed = name.value !== "";
    say("");
    clearTimeout(waiting);
    waiting = setTimeout(() => whenReleased(refresh), PAUSE);
  });

  root.addEventListener("change", (event) => {
    tidy(event.target);
    clearTimeout(waiting);
    whenReleased(refresh);
  });

  root.addEventListener("focusout", (event) => {
    const field = event.target.closest("[data-key], [data-body], [data-name]");
    if (!field || field.contains(event.relatedTarget)) return;
    whenReleased(() => {
      visited.add(field);
      tell(allFaults());
      if (event.target === name || event.target === title) askForName();
    });
  });

  /* What can only be meant in one way is written so at once. */
  function tidy(control) {
    if (control === body) takeOver();
    const field = control.closest("[data-key]");
    if (!field || control.dataset.value === undefined || control.matches("select, textarea, [type=date]")) return;
    const fault = control.value && form.judge(field.dataset.form, JSON.parse(field.dataset.rule || "{}"), control.value);
    if (fault && fault.sure && fault.meant) control.value = fault.meant;
  }

  /* A text from a word processor, and what of it is now written otherwise. */
  function takeOver() {
    const { text, taken: found } = form.tidied(body.value, headings);
    if (text !== body.value) body.value = text;
    const some = Object.entries(found).filter(([, count]) => count > 0);
    const what = some.map(([part, count]) => filled(counts[part][plurals.select(count)], { n: count })).join(", ");
    whenReleased(() => form.note(find("[data-body]"), what && filled(words["form-taken"], { what })));
  }

  root.addEventListener("click", (event) => {
    release();
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.add !== undefined) {
      const item = form.addTo(button.closest('[data-form="list"]'));
      form.control(item).focus();
    }
    if (button.dataset.remove !== undefined) form.removeFrom(button.closest(".form-item"));
    if (button.dataset.clear !== undefined && window.confirm(words["form-clear-sure"])) {
      begin();
      refresh();
      forget();
      say(words["form-cleared"]);
      title.focus();
    } else if (button.dataset.do) hand(button.dataset.do);
    else refresh();
  });
  root.addEventListener("submit", (event) => event.preventDefault());

  /* Handing on ---------------------------------------------------------------------------------- */

  async function hand(how) {
    isAsked = true;
    await askForName();
    refresh();
    if (!errors.hidden) {
      say("");
      errors.focus();
      return;
    }
    if (how === "save") form.save(fileName(), markdown());
    const word = {
      open: () => form.open(target, fileName(), markdown(), shown),
      copy: async () => ((await form.copy(markdown(), shown)) ? "form-copied" : "form-not-copied"),
      save: () => "form-saved",
    };
    say(filled(words[await word[how]()], { name: fileName() }));
  }

  const bundle = new URL("./", new URL(root.dataset.bundle, document.baseURI));
  form.watchCode(document.getElementById("f-identifier"), top.href, bundle.href, words, whenReleased);
  begin();
  resume();
  root.hidden = false;
  refresh();
  kept.watch((changed) => {
    if (changed !== DRAFT || isTouched) return; // what stands here is newer
    begin();
    resume();
    refresh();
  });
})();
