/* Whether a call is for a reader: the rule, and nothing else. It reads no page, no clock and no words;
 * tests/finder-cases.json says what it answers.
 *
 * What a call does not say never rules it out: it is unknown, and the reader must look.
 */
(function () {
  "use strict";

  const CURRENCY = "EUR"; // of the answers; amounts in another are told, never converted
  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const oproep = (window.oproep = window.oproep || {});

  const valuesOf = (labels, name) =>
    labels.filter((label) => label.startsWith(name + ":")).map((label) => label.slice(name.length + 1));

  /* Of several answers one is enough. */
  function byTopic(wanted, named) {
    if (named.length === 0) return { verdict: "unknown", values: [] };
    const shared = named.filter((slug) => wanted.includes(slug));
    return shared.length > 0 ? { verdict: "fits", values: shared } : { verdict: "out", values: named };
  }

  /* A place is meant by its own code and by those that cover it. A region of it may be the right one; a country that is not
   * of the Union may be associated. */
  function byPlace({ code, covered }, countries) {
    if (countries.length === 0) return { verdict: "unknown", values: [] };
    const narrowest = [code, ...covered].find((each) => countries.includes(each));
    if (narrowest) return { verdict: "fits", values: [narrowest] };
    const mayBe = (each) => each.startsWith(code + "-") || (each === "associated" && !covered.includes("EU"));
    const near = countries.filter(mayBe);
    return near.length > 0 ? { verdict: "unknown", values: near } : { verdict: "out", values: countries };
  }

  /* What one looks for and what a project may ask overlap; nobody gets more than all there is. */
  function byAmount({ from, to }, { currency, total, min, max }) {
    if (currency && currency !== CURRENCY) return { verdict: "unknown", why: "currency" };
    if (min === null && max === null) {
      return total !== null && total < from ? { verdict: "out", why: "total" } : { verdict: "unknown" };
    }
    const least = min ?? 0;
    const most = max ?? total ?? Infinity;
    return { verdict: least <= to && most >= from ? "fits" : "out" };
  }

  /* Some deadline that a newcomer can meet leaves time enough; `left` is how much (milliseconds). */
  function byTime(weeks, { moments, undated }, now) {
    const needed = now + weeks * WEEK;
    const ends = (moments.closes || []).map((end) => Date.parse(end)).sort((one, other) => one - other);
    if (ends.length > 0) {
      const end = ends.find((each) => each >= needed);
      return end ? { verdict: "fits", left: end - now } : { verdict: "out", left: ends[ends.length - 1] - now };
    }
    const until = moments.until ? Date.parse(moments.until) : Infinity;
    if (until < needed) return { verdict: "out", left: until - now };
    return { verdict: undated === "rolling" ? "fits" : "unknown" };
  }

  /* What each answer says of a call that is not over, in the order of the questions: [{ question, verdict, … }], where a
   * verdict is “fits”, “unknown” or “out”. Answers: beneficiary and theme, lists of slugs; place, { code, covered } or
   * null; amount, { from, to } or null; weeks, 0 for any; forthcoming, whether those that are not open yet count. */
  oproep.finderVerdicts = function (call, answers, now) {
    const found = [];
    const say = (question, verdict) => found.push({ question, ...verdict });
    for (const name of ["beneficiary", "theme"]) {
      if (answers[name].length > 0) say(name, byTopic(answers[name], valuesOf(call.labels, name)));
      if (name === "beneficiary" && answers.place) say("place", byPlace(answers.place, call.countries));
    }
    if (answers.amount) say("amount", byAmount(answers.amount, call.money));
    if (answers.weeks > 0) say("weeks", byTime(answers.weeks, call, now));
    if (!answers.forthcoming && call.status(now) === "forthcoming") say("forthcoming", { verdict: "out" });
    return found;
  };

  /* What all of it comes to. */
  oproep.finderVerdict = function (verdicts) {
    return ["out", "unknown"].find((each) => verdicts.some(({ verdict }) => verdict === each)) || "fits";
  };
})();
