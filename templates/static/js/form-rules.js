/* The rules of a call as far as a browser can judge them: what may stand in a field, and what holds between fields.
 *
 * The same rules are written in Python; tests/form-cases.json holds the two equal. A fault has the code that `check`
 * says too, and `meant`: what was probably meant, as it is written; `sure` when there is no doubt about it.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const form = (oproep.form = oproep.form || {});

  /* Text ---------------------------------------------------------------------------------------- */

  // Bidi controls, tag characters, C0 and C1 but tab and newline, half of a pair: what hides or reorders other text.
  const HIDDEN =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}\ud800-\udfff]/u;

  form.squeezed = (text) => text.split(/\s+/u).filter(Boolean).join(" ");
  form.hidden = function (text) {
    const found = HIDDEN.exec(text);
    if (!found) return null;
    return { code: "hidden-character", found: "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") };
  };
  const lengthOf = (text) => Array.from(text).length;

  function fits(text, rule) {
    const length = lengthOf(text);
    const longest = rule.maxLength;
    if (!rule.pattern) return length > longest ? { code: "too-long", length, longest } : null;
    return length > longest || !new RegExp(rule.pattern).test(text) ? { code: rule.code } : null;
  }

  /* Money and shares ---------------------------------------------------------------------------- */

  const AMOUNT = /^([A-Za-z]{3}) ?([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,2}))?$/;
  const SCALES = { thousand: 3, duizend: 3, million: 6, miljoen: 6, mio: 6, mln: 6, billion: 9, miljard: 9 };

  /* The amount that was meant by one in another form, where it can be guessed without doubt. */
  function amountMeant(text) {
    const figures = text.match(/[0-9][0-9., ]*/g) || [];
    if (figures.length !== 1 || text.includes("-")) return null;
    const words = (text.match(/\p{L}+/gu) || []).map((word) => word.toLowerCase());
    const scale = Math.max(0, ...words.map((word) => (Object.hasOwn(SCALES, word) ? SCALES[word] : 0)));
    const number = figures[0].replace(/^[ .,]+|[ .,]+$/g, "").replace(/[.,]([0-9]{1,2})$/, "|$1");
    const [whole, cents = ""] = number.split("|");
    if (!/^([0-9]{1,3}([., ][0-9]{3})*|[0-9]+)$/.test(whole)) return null;
    const part = /[1-9]/.test(cents) ? cents : "";
    const digits = whole.replace(/[^0-9]/g, "") + part.padEnd(Math.max(scale, part.length), "0");
    const places = Math.max(part.length - scale, 0);
    const units = String(BigInt(digits.slice(0, digits.length - places) || "0"));
    if (units.length > 15) return null;
    const rest = places ? "." + digits.slice(digits.length - places) : "";
    return "EUR " + units.replace(/\B(?=([0-9]{3})+$)/g, " ") + rest;
  }

  function money(text, rule) {
    const found = AMOUNT.exec(text);
    if (!found) return { code: "money-form", meant: amountMeant(text), sure: true };
    const [, currency, whole] = found;
    const upper = currency.toUpperCase();
    if (!rule.currencies.includes(currency)) {
      const known = rule.currencies.includes(upper);
      return { code: "currency", meant: known ? upper + text.slice(3) : null, sure: known };
    }
    return whole.replaceAll(" ", "").length > 15 ? { code: "money-form" } : null;
  }

  /* The hundredths of a unit, and the currency. */
  function amountOf(text) {
    const found = AMOUNT.exec(text || "");
    if (!found) return null;
    return { currency: found[1], cents: BigInt(found[2].replaceAll(" ", "") + (found[3] || "").padEnd(2, "0")) };
  }

  const PERCENT = /^([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%$/;
  const shareOf = (text) => (PERCENT.test(text || "") ? parseFloat(text.replace(",", ".")) : NaN);

  function percent(text) {
    if (!PERCENT.test(text)) {
      const bare = /^([1-9][0-9]?|100)$/.test(text);
      return { code: "percent-form", meant: bare ? text + "%" : null, sure: bare };
    }
    return shareOf(text) > 0 && shareOf(text) <= 100 ? null : { code: "percent-form" };
  }

  /* Addresses and numbers ----------------------------------------------------------------------- */

  function url(text, rule) {
    const found = /^https?:\/\/(?:[^/?#]*@)?([^/?#@]*)/i.exec(text);
    const host = found ? found[1].replace(/:[0-9]*$/, "") : "";
    const bracketed = /^\[[0-9a-f:.]+\]$/i.test(host);
    const good = host !== "" && (bracketed || !/[[\]]/.test(text.slice(0, found[0].length)));
    if (good && !/[\s<>"'`\\]/.test(text) && lengthOf(text) <= rule.maxLength) return null;
    const bare = /^(www\.)?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+(\/\S*)?$/u.test(text);
    return { code: "url-form", meant: bare ? "https://" + text : null, sure: bare };
  }

  const isInternational = (text) =>
    /^\+[1-9]( ?[0-9])+$/.test(text) && text.replace(/[^0-9]/g, "").length >= 7 && text.replace(/[^0-9]/g, "").length <= 15;

  function phone(text) {
    if (isInternational(text)) return null;
    const bare = form.squeezed(text.replace(/\(0\)|[()/.-]/g, " "));
    const withCountry = bare.replace(/^(00 ?)(?=[1-9])/, "+");
    const national = bare.replace(/^0 ?/, "+32 ");
    if (isInternational(withCountry)) return { code: "phone-form", meant: withCountry, sure: true };
    return { code: "phone-form", meant: isInternational(national) ? national : null, sure: false };
  }

  /* Days and moments ---------------------------------------------------------------------------- */

  function day(text, { earliest, latest }) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!found) return { code: "date-form" };
    const [year, month, date] = found.slice(1).map(Number);
    if (year < earliest || year > latest) return { code: "date-far", earliest, latest };
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return month < 1 || month > 12 || date < 1 || date > last ? { code: "date-form" } : null;
  }

  function moment(text, rule) {
    const found = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2}))?$/.exec(text);
    if (!found) return { code: /^[0-9]{4}-[0-9]{2}-[0-9]{2}/.test(text) ? "time-form" : "date-form" };
    const fault = day(found[1], rule);
    if (fault || found[2] === undefined) return fault;
    return Number(found[2]) > 23 || Number(found[3]) > 59 ? { code: "time-form" } : null;
  }

  const DAY = 24 * 60; // minutes

  /* The minutes at which a moment begins and ends, on the clock of the catalogue; null without one. */
  function minutes(text) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2}))?$/.exec(text || "");
    if (!found) return null;
    const [year, month, date, hour, minute] = found.slice(1).map(Number);
    const midnight = Date.UTC(year, month - 1, date) / 60000;
    if (found[4] === undefined) return { begins: midnight, ends: midnight + DAY, order: midnight + DAY - 0.5 };
    const at = midnight + hour * 60 + minute;
    return { begins: at, ends: at, order: at };
  }

  /* The clock of a zone shows this moment: in spring it skips an hour. */
  function isOnTheClock(text, zone) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})[ T]([0-9]{2}):([0-9]{2})$/.exec(text || "");
    if (!found || !zone) return true;
    const [year, month, date, hour, minute] = found.slice(1).map(Number);
    const typed = Date.UTC(year, month - 1, date, hour, minute);
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    const shownAt = (instant) => {
      const [shownDate, shownMonth, shownYear, shownHour, shownMinute] = clock.format(instant).match(/[0-9]+/g).map(Number);
      return Date.UTC(shownYear, shownMonth - 1, shownDate, shownHour, shownMinute);
    };
    const offsets = [-1, 1].map((days) => typed + days * DAY * 60000).map((instant) => shownAt(instant) - instant);
    return offsets.some((offset) => shownAt(typed - offset) === typed);
  }

  /* One value ----------------------------------------------------------------------------------- */

  const FORMS = { money, percent, url, phone, day, moment };

  form.common = {}; // the rules that all fields of a form share, as the page has them

  /* What is wrong with a text in a field of this form, or null. */
  form.judge = function (kind, own, typed) {
    const rule = { ...form.common[kind], ...own };
    const hidden = form.hidden(typed);
    if (hidden) return hidden;
    const text = form.squeezed(typed);
    return FORMS[kind] ? FORMS[kind](text, rule) : fits(text, rule);
  };

  form.judgeName = function (text, rule) {
    const good = new RegExp(rule.pattern).test(text) && text.length <= rule.longest && !rule.taken.includes(text);
    return good ? null : { code: "file-name", longest: rule.longest };
  };

  // Letters that Unicode does not take apart, as they are written without them.
  const SPELT_OUT = { ß: "ss", œ: "oe", æ: "ae", ø: "o", ł: "l" };

  /* The name of a file most like a title; empty when nothing of it can stand in one. */
  form.nameFrom = function (title, rule) {
    const spelt = title.toLowerCase().replace(/\.md$/, "").replace(/[ßœæøł]/g, (letter) => SPELT_OUT[letter]);
    const letters = spelt.normalize("NFKD");
    const plain = Array.from(letters).filter((letter) => letter < "\u0080").join("");
    const name = plain.replace(/[^a-z0-9]+/g, "-").slice(0, rule.longest).replace(/^-+|-+$/g, "");
    return rule.taken.includes(name) ? name + "-1" : name;
  };

  form.judgeBody = function (text, rule) {
    const found = form.hidden(text);
    if (found) return { ...found, line: text.slice(0, HIDDEN.exec(text).index).split("\n").length };
    const body = text.replace(/^\n+|\n+$/g, "");
    if (lengthOf(body) > rule.longest || body.split("\n").length > rule.lines) return { code: "body-too-long", ...rule };
    const marks = (body.match(/[[\]<`]/g) || []).length;
    return marks > rule.marks || new RegExp(rule.runs).test(body) ? { code: "too-many-marks" } : null;
  };

  /* Between values ------------------------------------------------------------------------------ */

  const listed = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

  function* twice(value, path) {
    if (Array.isArray(value)) {
      const seen = new Set();
      for (const [at, item] of value.entries()) {
        const written = JSON.stringify(item);
        if (seen.has(written)) yield { path: [...path, at], code: "twice" };
        seen.add(written);
      }
    }
    if (path[0] === "keywords" || typeof value !== "object") return;
    for (const [name, part] of Object.entries(value)) {
      yield* twice(part, [...path, Array.isArray(value) ? Number(name) : name]);
    }
  }

  function* ofTime(call) {
    const moments = listed(call.deadline).map((each) => (typeof each === "string" ? { at: each } : each));
    const zone = (form.common.moment || {}).zone;
    const places = [
      [["opens"], call.opens],
      ...moments.flatMap((each, i) => [
        [["deadline", i, "at"], each.at],
        [["deadline", i, "extended_from"], each.extended_from],
      ]),
      ...listed(call.events).flatMap((each, i) => [
        [["events", i, "starts"], each.starts],
        [["events", i, "ends"], each.ends],
      ]),
    ];
    for (const [path, text] of places) if (!isOnTheClock(text, zone)) yield { path, code: "time-skipped" };
    const at = moments.map((each) => minutes(each.at));
    for (let i = 1; i < at.length; i += 1) {
      if (at[i - 1] && at[i] && !(at[i - 1].order < at[i].order)) yield { path: ["deadline", i], code: "deadline-order" };
    }
    const opens = minutes(call.opens);
    if (opens && at[0] && at[0].ends <= opens.begins) yield { path: ["opens"], code: "opens-late" };
    for (const [i, each] of moments.entries()) {
      const before = minutes(each.extended_from);
      if (before && at[i] && at[i].ends <= before.ends) {
        yield { path: ["deadline", i, "extended_from"], code: "extension-order" };
      }
    }
    for (const [i, event] of listed(call.events).entries()) {
      const [starts, ends] = [minutes(event.starts), minutes(event.ends)];
      if (starts && ends && ends.ends <= starts.begins) yield { path: ["events", i, "ends"], code: "event-order" };
    }
  }

  function* ofMoney(call) {
    const budget = typeof call.budget === "string" ? { total: call.budget } : call.budget || {};
    const grant = budget.grant || {};
    const parts = listed(budget.parts);
    const places = [
      [["total"], budget.total],
      ...["parts", "earmarked"].flatMap((name) => listed(budget[name]).map((each, i) => [[name, i, "amount"], each.amount])),
      [["grant", "min"], grant.min],
      [["grant", "max"], grant.max],
    ];
    const amounts = places.map(([path, text]) => [["budget", ...path], amountOf(text)]).filter(([, amount]) => amount);
    const first = amounts.length ? amounts[0][1] : null;
    const total = amountOf(budget.total);
    for (const [path, amount] of amounts) {
      if (amount.currency !== first.currency) yield { path, code: "two-currencies" };
      else if (total && amount.cents > total.cents) yield { path, code: "above-total" };
    }
    const [least, most] = [amountOf(grant.min), amountOf(grant.max)];
    if (least && most && least.cents > most.cents) yield { path: ["budget", "grant", "min"], code: "grant-order" };
    const own = parts.map((each) => amountOf(each.amount)).filter((each) => each && total && each.currency === total.currency);
    if (own.length > 1 && own.reduce((sum, each) => sum + each.cents, 0n) > total.cents) {
      yield { path: ["budget", "parts"], code: "above-total" };
    }
    const share = budget.cofinancing || {};
    if (shareOf(share.up_to) < shareOf(share.rate)) yield { path: ["budget", "cofinancing", "up_to"], code: "cofinancing-order" };
  }

  /* What does not hold between the values of a call, as they are written: [{path, code}]. */
  form.between = function (call) {
    const found = [...ofTime(call), ...ofMoney(call)];
    for (const [i, contact] of listed(call.contacts).entries()) {
      const named = typeof contact === "string" || contact.organisation || contact.person || contact.email;
      if (!named) found.push({ path: ["contacts", i], code: "nameless" });
    }
    const again = Object.entries(call).flatMap(([name, value]) => [...twice(value, [name])]);
    const covered = again.some(({ path }) => path[0] === "deadline");
    return [...found.filter(({ code }) => !(covered && code === "deadline-order")), ...again];
  };
})();
