/* The fields of the form, as the page has them: what stands in each, what is wrong with it, and lists that grow.
 *
 * data-key   the name under which a value is written    data-form   how it is filled in
 * data-rule  what it is checked by                       data-lead   the key inside that may stand for all of them
 */
(function () {
  "use strict";

  const oproep = window.oproep;
  const form = oproep.form;
  const ITEM = "N"; // in the ids of a template
  let made = 0;

  const ruleOf = (field) => JSON.parse(field.dataset.rule || "{}");
  const typedIn = (field, selector = "[data-value]") => field.querySelector(selector).value;
  const linesOf = (text) => text.split("\n").map(form.squeezed).filter(Boolean);

  /* The fields directly inside an element, however deep in the page they stand. */
  const within = (element) =>
    Array.from(element.querySelectorAll("[data-key]")).filter((each) => each.parentElement.closest("[data-key], .form-item") === element);
  const fieldsIn = (root) => Array.from(root.querySelectorAll("[data-key]")).filter((each) => !each.parentElement.closest("[data-key]"));
  const itemsOf = (list) => Array.from(list.querySelector(".form-items").children);
  const momentsOf = (deadline) => deadline.querySelector('[data-form="list"]');
  const kindOf = (deadline) => deadline.querySelector('[name="deadline-kind"]:checked').value;

  /* What is written of a field; undefined when nothing is. --------------------------------------- */

  function momentIn(field) {
    const [day, time] = [typedIn(field, "[data-day]"), typedIn(field, "[data-time]").slice(0, 5)];
    return (day && time ? day + " " + time : day || time) || undefined;
  }

  const inLanguages = (field) =>
    Array.from(field.querySelectorAll("[data-language]"), (input) => [input.dataset.language, form.squeezed(input.value)]).filter(
      ([, text]) => text,
    );

  function labelIn(field) {
    const texts = inLanguages(field);
    if (texts.length === 0) return undefined;
    const same = ruleOf(field).plain && texts.every(([, text]) => text === texts[0][1]);
    return same ? texts[0][1] : Object.fromEntries(texts);
  }

  function wordsIn(field) {
    const words = inLanguages(field).map(([code, text]) => [code, text.split(",").map(form.squeezed).filter(Boolean)]);
    const some = words.filter(([, each]) => each.length > 0);
    return some.length > 0 ? Object.fromEntries(some) : undefined;
  }

  function groupIn(element) {
    const values = within(element).map((field) => [field.dataset.key, form.valueIn(field)]);
    const some = values.filter(([, value]) => value !== undefined);
    return some.length > 0 ? Object.fromEntries(some) : undefined;
  }

  function itemIn(item) {
    const [only, ...more] = within(item);
    return only && only.dataset.key === "" && more.length === 0 ? form.valueIn(only) : groupIn(item);
  }

  const listIn = (field) => {
    const items = itemsOf(field).map(itemIn).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  };

  function deadlineIn(field) {
    if (kindOf(field)) return kindOf(field);
    const staged = field.querySelector("[data-stages]").checked;
    const items = listIn(momentsOf(field)) || [];
    const moments = items.map(({ at, ...more }, i) =>
      at === undefined ? more : staged && items.length > 1 ? { at, stage: i + 1, ...more } : { at, ...more },
    );
    const alone = moments.length === 1 && Object.keys(moments[0]).length === 1 ? moments[0].at : undefined;
    return alone || (moments.length > 0 ? moments : undefined);
  }

  form.today = function () {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const READERS = {
    moment: momentIn,
    label: labelIn,
    words: wordsIn,
    list: listIn,
    deadline: deadlineIn,
    choices: (field) => some(Array.from(field.querySelectorAll("input:checked"), (box) => box.value)),
    lines: (field) => some(linesOf(typedIn(field))),
    today: (field) => (field.querySelector("input").checked ? form.today() : undefined),
    joined: (field) => some(within(field).flatMap((part) => listIn(part) || [])),
    group(field) {
      const value = groupIn(field);
      const alone = value && Object.keys(value).length === 1 ? value[field.dataset.lead] : undefined;
      return typeof alone === "string" ? alone : value;
    },
  };
  const some = (values) => (values.length > 0 ? values : undefined);

  function textIn(field) {
    const text = form.squeezed(typedIn(field));
    return ruleOf(field).number && /^(?:0|[1-9][0-9]*)$/.test(text) ? Number(text) : text || undefined;
  }

  form.valueIn = (field) => (READERS[field.dataset.form] || textIn)(field);

  /* The call, as it will be written. A group may stand in two parts of the page. */
  form.call = function (root) {
    const call = {};
    for (const field of fieldsIn(root)) {
      const [key, value] = [field.dataset.key, form.valueIn(field)];
      if (value !== undefined) call[key] = typeof call[key] === "object" ? { ...call[key], ...value } : value;
    }
    return call;
  };

  /* What is wrong with what was typed: [{field, code, …}]. --------------------------------------- */

  function judged(field) {
    const rule = ruleOf(field);
    const kind = field.dataset.form;
    if (["choice", "choices", "today"].includes(kind)) return null;
    if (kind === "lines") {
      const lines = linesOf(typedIn(field));
      const first = lines.map((line) => form.judge(rule.form, rule.item, line)).find(Boolean);
      return first || (lines.length > rule.maxItems ? { code: "too-many", length: lines.length, longest: rule.maxItems } : null);
    }
    if (kind === "words" || kind === "label") {
      const inputs = Array.from(field.querySelectorAll("[data-language]"), (input) => input.value);
      const texts = kind === "words" ? inputs.flatMap((text) => text.split(",")) : inputs;
      return texts.filter(form.squeezed).map((text) => form.judge("line", rule, text)).find(Boolean) || null;
    }
    if (Array.from(field.querySelectorAll("input")).some((input) => input.validity.badInput)) return { code: "date-form" };
    const text = kind === "moment" ? momentIn(field) : typedIn(field);
    return text && form.squeezed(text) ? form.judge(kind, rule, text) : null;
  }

  const INNER = ["group", "list", "deadline", "joined"];
  const isLeaf = (field) => !INNER.includes(field.dataset.form);
  const isUnused = (field) => {
    const deadline = field.closest('[data-form="deadline"]');
    return deadline && deadline !== field && kindOf(deadline) !== "";
  };

  /* A field that a call must have, or the group or the item that it stands in, once something of that is there. */
  function isLacking(field) {
    if (field.dataset.required === undefined || form.valueIn(field) !== undefined) return false;
    const around = field.parentElement.closest("[data-key], .form-item");
    if (!around) return true;
    return around.matches(".form-item") ? itemIn(around) !== undefined : groupIn(around) !== undefined;
  }

  /* The field at a place of the call that is written; of a group or a list its first. */
  function fieldAt(root, path) {
    const named = fieldsIn(root).filter((each) => each.dataset.key === path[0]);
    const isInside = (group) => within(group).some((each) => each.dataset.key === path[1]);
    let field = named.find(isInside) || named[0];
    for (const step of path.slice(1)) {
      if (!field) return null;
      if (typeof step === "string") {
        field = within(field).find((each) => each.dataset.key === step);
        continue;
      }
      if (field.dataset.form === "choices" || field.dataset.form === "lines") return field;
      const lists = field.dataset.form === "joined" ? within(field) : [field.dataset.form === "deadline" ? momentsOf(field) : field];
      const items = lists.flatMap(itemsOf).filter((item) => itemIn(item) !== undefined);
      field = items[step];
    }
    while (field && (!field.dataset.form || !isLeaf(field))) {
      field = field.dataset.form === "list" ? itemsOf(field)[0] : within(field)[0];
    }
    return field;
  }

  form.faults = function (root) {
    const all = Array.from(root.querySelectorAll("[data-key]")).filter((field) => !isUnused(field));
    const found = [];
    for (const field of all) {
      const fault = isLeaf(field) ? judged(field) : null;
      if (fault) found.push({ field, ...fault });
      else if (isLacking(field)) found.push({ field: isLeaf(field) ? field : firstLeaf(field), code: "missing-key" });
    }
    const told = new Set(found.map(({ field }) => field));
    for (const { path, code } of form.between(form.call(root))) {
      const field = fieldAt(root, path);
      if (field && !told.has(field)) found.push({ field, code });
      told.add(field);
    }
    return found.filter(({ field }, at) => found.findIndex((other) => other.field === field) === at);
  };

  function firstLeaf(field) {
    return Array.from(field.querySelectorAll("[data-key]")).find(isLeaf) || field;
  }

  /* Where the cursor goes when a field is to be mended. */
  form.control = (field) => field.querySelector("input:not([type=radio]), select, textarea, button") || field;

  /* Lists ---------------------------------------------------------------------------------------- */

  function number(list) {
    const items = itemsOf(list);
    for (const [at, item] of items.entries()) {
      for (const place of item.querySelectorAll("[data-number]")) place.textContent = items.length > 1 || at > 0 ? at + 1 : "";
    }
    if (list.dataset.first === undefined) return;
    for (const item of items) item.querySelector("[data-remove]").hidden = items.length === 1;
    list.parentElement.querySelector(".form-stages").hidden = items.length < 2;
  }

  form.addTo = function (list) {
    made += 1;
    const around = document.createElement("template");
    around.innerHTML = list.querySelector("template").innerHTML.replace(new RegExp(`-${ITEM}(?=[-" ])`, "g"), "-" + made);
    const item = around.content.firstElementChild;
    list.querySelector(".form-items").append(item);
    number(list);
    return item;
  };

  form.removeFrom = function (item) {
    const list = item.closest('[data-form="list"]');
    const next = item.nextElementSibling || item.previousElementSibling;
    item.remove();
    number(list);
    (next || list.querySelector("[data-add]")).focus();
  };

  /* As many items as this; a deadline has one at least. */
  form.resize = function (list, length) {
    const wanted = Math.max(length, list.dataset.first === undefined ? 0 : 1);
    while (itemsOf(list).length > wanted) itemsOf(list).pop().remove();
    while (itemsOf(list).length < wanted) form.addTo(list);
    number(list);
  };

  form.showDeadline = function (field) {
    const list = momentsOf(field);
    list.hidden = kindOf(field) !== "";
    field.querySelector(".form-stages").hidden = list.hidden || itemsOf(list).length < 2;
  };

  /* The draft: what every control holds, by its place in the call, which is the same in every language. ----- */

  /* What was done today is not kept: tomorrow it would no longer be true. */
  const controls = (root) =>
    Array.from(root.querySelectorAll("input, select, textarea")).filter((each) => !each.closest('[data-form="today"]'));
  const lists = (root) => Array.from(root.querySelectorAll('[data-form="list"]'));
  const isTicked = (control) => control.matches("[type=checkbox], [type=radio]");

  function placeOf(element) {
    const steps = [];
    for (let each = element; each; each = each.parentElement.closest("[data-key], .form-item")) {
      if (each.dataset.key !== undefined) steps.unshift(each.dataset.key);
      else if (each.matches(".form-item")) steps.unshift(Array.from(each.parentElement.children).indexOf(each));
    }
    return steps.join(".");
  }

  function nameOf(control) {
    const { language, day, time, value } = control.dataset;
    const own = language || (day !== undefined && "day") || (time !== undefined && "time") || (value !== undefined && "value");
    return placeOf(control) + " " + (own || (isTicked(control) && control.value !== "on" ? "=" + control.value : control.id || "on"));
  }

  form.draft = (root) => ({
    lists: Object.fromEntries(lists(root).map((list) => [placeOf(list), itemsOf(list).length])),
    values: Object.fromEntries(controls(root).map((each) => [nameOf(each), isTicked(each) ? each.checked : each.value])),
  });

  /* Fills the form in again; what it no longer has is left out. */
  form.restore = function (root, draft) {
    for (const list of lists(root)) form.resize(list, draft.lists[placeOf(list)] || 0);
    for (const each of controls(root)) {
      const kept = draft.values[nameOf(each)];
      if (kept === undefined) continue;
      if (isTicked(each)) each.checked = kept;
      else each.value = kept;
    }
  };
})();
