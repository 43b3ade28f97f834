/* What the form tells of a field that is no fault: a date in words, one that is past, a code that a call has already.
 *
 * A browser shows a date in the order of its own language; in words nobody takes the fifth of April for the fourth of May.
 */
(function () {
  "use strict";

  const oproep = window.oproep;
  const form = oproep.form;

  const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  /* The line below a field; it is there from the beginning, or a screen reader would not hear what is put there. */
  function lineOf(field) {
    const found = field.querySelector(":scope > .field__words");
    if (found) return found;
    const made = document.createElement("p");
    made.className = "field__words";
    made.setAttribute("aria-live", "polite");
    field.append(made);
    return made;
  }

  form.note = function (field, ...said) {
    const line = lineOf(field);
    const text = said.map((each) => each.textContent ?? each).join("");
    if (line.textContent !== text) line.replaceChildren(...said);
  };

  /* A day as it is written, with its time if there is one, in words; nothing as long as it is no date. */
  function inWords(text, rules, words) {
    const [day, time] = text.split(" ");
    const said = new Intl.DateTimeFormat(rules.locale, { dateStyle: "full", timeZone: "UTC" }).format(new Date(day + "T00:00Z"));
    return time ? words["at-time"].replace("{day}", said).replace("{time}", time) : said;
  }

  /* Below every date: which day that is; and of a deadline whether it is past. */
  form.showDates = function (root, rules, words) {
    for (const field of root.querySelectorAll('[data-form="moment"], [data-form="day"]')) {
      const text = form.valueIn(field);
      const isDate = text && !form.judge(field.dataset.form, {}, text);
      const isPast = isDate && field.closest('[data-form="deadline"]') && field.dataset.key === "at" && text.slice(0, 10) < form.today();
      form.note(field, isDate ? inWords(text, rules, words) + (isPast ? ". " + words["form-past"] : "") : "");
    }
  };

  /* The call that has this code, whatever stands between its letters: its title and its page. */
  async function callOf(code, open) {
    const { shards } = await open();
    for (const shard of shards) {
      const at = (await shard.codes()).indexOf(code);
      if (at < 0) continue;
      const { together } = await shard.calls();
      const [address, title] = (await shard.shown(Math.floor(at / together)))[at % together];
      return { title, page: new URL(address, shard.top).href };
    }
    return null;
  }

  /* Asks for a code when its field is left; the index of the search page knows them all. `tell` is given when to tell. */
  form.watchCode = function (control, top, bundle, words, tell) {
    const field = control.closest("[data-key]");
    const open = oproep.searchFiles.once(() => oproep.searchFiles.openIndex(top, bundle, []));
    lineOf(field);
    control.addEventListener("change", async () => {
      const code = bare(control.value);
      let found = null;
      try {
        found = code && (await callOf(code, open));
      } catch (error) {
        return; // without the index, `check` will say it
      }
      if (bare(control.value) !== code) return;
      const link = Object.assign(document.createElement("a"), { href: found ? found.page : "", textContent: found ? found.title : "" });
      const [before, after] = words["form-code-taken"].split("{title}");
      tell(() => (found ? form.note(field, before, link, after) : form.note(field, "")));
    });
  };
})();
