/* The page of a call: beside the official sentence, how long there still is, and what that moment is where the reader
 * is. Both are the reader's alone, so no build could say them.
 */
(function () {
  "use strict";

  const MINUTE = 60 * 1000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  const MOST_DAYS = 60; // from then on months say enough

  const oproep = window.oproep;

  /* The day on which an instant falls in a time zone, as the instant at which that day begins in UTC. */
  function dayOf(instant, zone) {
    const fields = { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" };
    const found = {};
    for (const { type, value } of new Intl.DateTimeFormat("en", fields).formatToParts(instant)) found[type] = value;
    return Date.UTC(found.year, found.month - 1, found.day);
  }

  /* Whole months from one day to a later one. */
  function months(from, to) {
    const [one, other] = [new Date(from), new Date(to)];
    const between = (other.getUTCFullYear() - one.getUTCFullYear()) * 12 + other.getUTCMonth() - one.getUTCMonth();
    return other.getUTCDate() < one.getUTCDate() ? between - 1 : between;
  }

  /* How long from `now` to a moment that belongs to the day of the instant `dayNamed`, in words; never longer than it is. */
  function howLong(now, moment, dayNamed, locale, zone) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
    const named = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const [today, then] = [dayOf(now, zone), dayOf(dayNamed, zone)];
    const days = Math.round((then - today) / DAY);
    if (days > MOST_DAYS) return words.format(months(today, then), "month");
    if (days > 1) return words.format(days, "day");
    if (days === 1) return named.format(1, "day");
    const left = moment - now;
    const time =
      left >= HOUR ? words.format(Math.floor(left / HOUR), "hour") : words.format(Math.floor(left / MINUTE), "minute");
    return named.format(0, "day") + ", " + time;
  }

  /* What a moment is where the reader is; nothing where clocks show the same as in the catalogue's zone. */
  function whereReaderIs(moment, locale, zone, official) {
    const fields = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" };
    const shown = (timeZone) => new Intl.DateTimeFormat(locale, { ...fields, timeZone }).format(moment);
    if (shown(zone) === shown(official)) return "";
    const named = { ...fields, timeZone: zone, timeZoneName: "short" };
    return new Intl.DateTimeFormat(locale, named).format(moment);
  }

  /* For a call with these moments (see oproep.status), at `now` (milliseconds): which of them comes next (“opens” or
   * “deadline”), how long until then, and what it is where the reader is, in words; null when none comes.
   * `zone` is the reader's (IANA), `official` that of the catalogue. A deadline that is a day ends as its last day does,
   * and is counted to that day. */
  oproep.countdown = function (moments, now, { locale, zone, official }) {
    const status = oproep.status(moments, now);
    if (status === "closed" || status === "cancelled") return null;
    const isComing = status === "forthcoming";
    const ends = (moments.closes || []).map(Date.parse).filter((end) => end > now);
    const moment = isComing ? Date.parse(moments.opens ?? "") : Math.min(...ends);
    if (!Number.isFinite(moment)) return null;
    return {
      next: isComing ? "opens" : "deadline",
      when: howLong(now, moment, isComing ? moment : moment - 1, locale, zone),
      here: whereReaderIs(moment, locale, zone, official),
    };
  };

  const place = document.querySelector("[data-countdown]");
  const standing = place && place.querySelector("[data-moments]");
  if (!standing) return;
  const words = JSON.parse(place.dataset.countdown);
  const moments = JSON.parse(standing.dataset.moments);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const line = document.createElement("p");
  line.className = "countdown";
  const [long, here] = [document.createElement("strong"), document.createElement("span")];
  place.querySelector(".deadline").after(line);

  function renew() {
    const found = oproep.countdown(moments, Date.now(), { ...words, zone });
    line.hidden = found === null;
    if (!found) return;
    const when = words[found.next].replace("{when}", found.when);
    long.textContent = when.charAt(0).toLocaleUpperCase(words.locale) + when.slice(1);
    here.textContent = found.here && words.here.replace("{moment}", found.here);
    line.replaceChildren(long, ...(found.here ? [" ", here] : []));
  }

  renew();
  setInterval(renew, MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
  window.addEventListener("pageshow", renew);
})();
