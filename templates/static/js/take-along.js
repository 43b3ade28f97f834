/* Where the catalogue is offered as one file: the way to it, of which day it is, and how large. In the bundle itself there
 * is nothing to offer: no page of it leads to what is not there. */
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

  function told({ made, bundle, bytes }) {
    place.hidden = !bundle;
    if (!bundle) return;
    place.querySelector(".take-along__file a").href = new URL(bundle, script.src).href;
    place.querySelector(".take-along__file").hidden = false;
    const day = new Intl.DateTimeFormat(place.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
    const text = place.dataset.size.replace("{day}", day.format(Date.parse(made))).replace("{size}", sizeOf(bytes));
    place.querySelector(".take-along__size").textContent = text;
  }

  document.addEventListener("edition", (event) => told(event.detail), { once: true });
  script.src = place.dataset.edition;
  document.head.append(script);
})();
