/* A page that was opened from a disk, and only such a one: of which day this copy is, how many calls have closed since, and
 * the way to what is new. oproep.js loads it.
 */
(function () {
  "use strict";

  const page = document.documentElement;
  const words = JSON.parse(page.dataset.copyWords);
  const own = document.currentScript;

  function counted(n) {
    if (n === 0) return words.same;
    const text = words.closed[new Intl.PluralRules(page.lang).select(n)] || words.closed.other;
    return text.replace("{n}", new Intl.NumberFormat(page.lang).format(n));
  }

  function told({ made, ends }) {
    const strip = document.createElement("aside");
    const line = document.createElement("p");
    const link = document.createElement("a");
    const day = new Intl.DateTimeFormat(words.locale, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(made));
    const canonical = document.querySelector('link[rel="canonical"]');
    strip.className = "copy-strip";
    line.className = "wide";
    link.href = canonical ? canonical.href : page.dataset.catalogue;
    link.textContent = words.live;
    link.className = "outlink";
    strip.setAttribute("aria-label", words.of.replace("{day}", day));

    function renew() {
      const closed = ends.filter((end) => end * 1000 <= Date.now()).length;
      line.replaceChildren(words.of.replace("{day}", day), " ", counted(closed), " ", link);
    }

    renew();
    setInterval(renew, 60 * 1000);
    strip.append(line);
    document.getElementById("main").before(strip);
  }

  const script = document.createElement("script");
  document.addEventListener("edition", (event) => told(event.detail), { once: true });
  script.src = new URL("../../edition.js", own.src).href;
  document.head.append(script);
})();
