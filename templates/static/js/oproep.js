/* Every page: the status of a call as it is now, in the reader's own time, and the way to the search box.
 *
 * A page is built once and read for days. `data-moments` holds the moments a status hangs on, and this
 * script works it out again when the page opens and every minute. The rule is also written in Python;
 * tests/status-cases.json holds the two equal.
 */
(function () {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const CODES = ["forthcoming", "open", "closing", "closed", "cancelled"];
  const oproep = (window.oproep = window.oproep || {});

  /* The status at `now` (milliseconds) of a call with these moments (instants in UTC, or null):
   *   opens         from when one can apply
   *   closes        the ends that a new applicant can still meet; closed from that very instant on
   *   until         the end of the fund's period: the end of a call that has no dated deadline
   *   announced     false while the deadline is still to be announced
   *   cancelled     from when it is withdrawn
   *   closing_days  how many days before an end it is near */
  oproep.status = function (moments, now) {
    const at = (moment) => (moment ? Date.parse(moment) : null);
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

  /* Paint one element that shows a status. Data that cannot be read leaves it as it was built. */
  function repaint(element, words, now) {
    let code;
    try {
      code = oproep.status(JSON.parse(element.dataset.moments), now);
    } catch (error) {
      return;
    }
    if (!words[code] || element.classList.contains("status--" + code)) return;
    element.classList.remove(...CODES.map((each) => "status--" + each));
    element.classList.add("status", "status--" + code);
    element.textContent = words[code];
  }

  /* Paint every status inside `root` as it is now. */
  oproep.repaint = function (root) {
    const words = JSON.parse(document.documentElement.dataset.statusWords || "{}");
    for (const element of root.querySelectorAll("[data-moments]")) repaint(element, words, Date.now());
  };

  /* A call that is over meanwhile leaves the lists of what is open, for the closed ones where they are shown. */
  function moveWhatIsOver() {
    const closed = document.querySelector(".section--calls-closed .call-list");
    for (const section of document.querySelectorAll("[data-until-over]")) {
      for (const row of section.querySelectorAll(".call-row:has(.status--closed, .status--cancelled)")) {
        if (closed) closed.prepend(row);
        else row.remove();
      }
    }
    for (const section of document.querySelectorAll("[data-until-over], .section--calls-closed")) {
      const rows = section.querySelectorAll(".call-row").length;
      const count = section.querySelector(".section__title .count");
      if (count) count.textContent = rows;
      section.hidden = rows === 0;
    }
  }

  const repaintAll = () => {
    oproep.repaint(document);
    moveWhatIsOver();
  };
  repaintAll();
  setInterval(repaintAll, 60 * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || repaintAll()); // timers sleep in the background
  window.addEventListener("pageshow", repaintAll); // a page that comes back from the browser's memory

  /* The key / leads to the search box, unless somebody is typing, or has switched it off on the search
   * page (WCAG 2.1.4: speech input types letters that nobody meant as a command). */
  const SWITCHED_OFF = "oproep.slash-off";

  oproep.slash = {
    isOn() {
      try {
        return localStorage.getItem(SWITCHED_OFF) === null;
      } catch (error) {
        return true; // storage refused: the key works, and cannot be switched off for longer than this page
      }
    },
    set(on) {
      try {
        if (on) localStorage.removeItem(SWITCHED_OFF);
        else localStorage.setItem(SWITCHED_OFF, "1");
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
