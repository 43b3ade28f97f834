/* Pictures as they are now: a year says where today is and which dates are past, and bars of money are as long as what
 * is left. Without this script a picture stands as it was built.
 *   data-first, data-end   the days between which a year runs; data-past is its word for a date that is over
 *   data-day               the day of a row of its tables
 *   data-widths            how long a bar will be: [[from when on, share of the width in percent]]
 */
(function () {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const SVG = "http://www.w3.org/2000/svg";

  /* The day of the reader's calendar, as the pages write days. */
  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function drawToday(svg, x) {
    svg.querySelectorAll(".lane__today").forEach((each) => each.remove());
    const group = document.createElementNS(SVG, "g");
    const line = group.appendChild(document.createElementNS(SVG, "line"));
    group.setAttribute("class", "lane__today");
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    line.setAttribute("y1", svg.closest(".lane--months") ? "22" : "0");
    line.setAttribute("y2", "100%");
    svg.insertBefore(group, svg.querySelector("a")); // below the marks, which can be pressed
  }

  function renewYear(year, day) {
    const { first, end, past } = year.dataset;
    const from = Date.parse(first);
    const share = ((Date.parse(day) - from) / DAY + 0.5) / ((Date.parse(end) - from) / DAY);
    const within = share >= 0 && share < 1;
    for (const svg of year.querySelectorAll(".lane__year")) if (within) drawToday(svg, `${(share * 100).toFixed(2)}%`);
    for (const key of year.querySelectorAll(".year__today")) key.hidden = !within;
    for (const row of year.querySelectorAll("[data-day]")) {
      if (row.dataset.day >= day || row.classList.contains("is-past")) continue;
      row.classList.add("is-past");
      const word = document.createElement("span");
      word.className = "past-mark";
      word.textContent = past;
      row.querySelector(".year-table__what").append(" ", word);
    }
  }

  function renewBar(bar, now) {
    const come = JSON.parse(bar.dataset.widths).filter(([from]) => Date.parse(from) <= now).pop();
    if (come) bar.setAttribute("width", `${come[1]}%`);
  }

  function renew() {
    const day = today();
    for (const year of document.querySelectorAll(".year")) {
      if (year.dataset.drawn === day) continue;
      year.dataset.drawn = day;
      renewYear(year, day);
    }
    for (const bar of document.querySelectorAll("[data-widths]")) renewBar(bar, Date.now());
  }

  renew();
  setInterval(renew, 60 * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || renew()); // timers sleep in the background
  window.addEventListener("pageshow", renew);
})();
