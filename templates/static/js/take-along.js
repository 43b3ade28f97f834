/* Where the catalogue is offered as one file: of which day it is, and how large. */
(function () {
  "use strict";

  const place = document.getElementById("take-along");
  const script = document.createElement("script");

  function sizeOf(bytes) {
    const units = ["kilobyte", "megabyte", "gigabyte"];
    const at = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length) || 1;
    const shown = { style: "unit", unit: units[at - 1], unitDisplay: "short", maximumSignificantDigits: 2 };
    return new Intl.NumberFormat(document.documentElement.lang, shown).format(bytes / 1000 ** at);
  }

  function told({ made, bytes }) {
    if (!bytes) return; // this is the bundle itself
    const day = new Intl.DateTimeFormat(place.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
    const text = place.dataset.size.replace("{day}", day.format(Date.parse(made))).replace("{size}", sizeOf(bytes));
    place.querySelector(".take-along__size").textContent = text;
  }

  document.addEventListener("edition", (event) => told(event.detail), { once: true });
  script.src = place.dataset.edition;
  document.head.append(script);
})();
