/* The reasons of the finder in words: what a verdict of finder-rule.js says to a reader. */
(function () {
  "use strict";

  const DAY = 24 * 60 * 60 * 1000;
  const FEW_DAYS = 14; // until then days are counted, then weeks
  const oproep = (window.oproep = window.oproep || {});

  /* Answers `said(verdict, call)`, `counted(name, n)` and `word(name, parts)` in the words of the page; `names` are those
   * of themes, kinds of organisation and places. */
  oproep.finderWords = function (words, counts, names, locale) {
    const plurals = new Intl.PluralRules(locale);
    const numbers = new Intl.NumberFormat(locale);
    const word = (name, parts) => words[name].replace(/\{(\w+)\}/g, (whole, part) => (parts || {})[part] ?? whole);
    const counted = (name, n) => (counts[name][plurals.select(n)] || counts[name].other).replace("{n}", numbers.format(n));
    const listed = (question, values) => values.map((value) => names[question][value] || value).join(", ");

    function money(amount, currency) {
      const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
      return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits }).format(amount);
    }

    function grant({ currency, min, max }) {
      const [least, most] = [min, max].map((amount) => amount !== null && money(amount, currency));
      let amount = least || most;
      if (least && most && min !== max) amount = word("money-from-to", { min: least, max: most });
      else if (!most) amount = word("money-from", { min: least });
      else if (!least) amount = word("money-to", { max: most });
      return amount + " " + words["per-project"];
    }

    function left(milliseconds) {
      const days = Math.floor(milliseconds / DAY);
      if (days < 1) return words["finder-less-than-a-day"];
      return days < FEW_DAYS ? counted("days", days) : counted("weeks", Math.floor(days / 7));
    }

    const place = (values) => listed("place", values);
    const sayings = {
      beneficiary: {
        fits: ({ values }) => listed("beneficiary", values),
        out: ({ values }) => word("finder-not-beneficiary", { names: listed("beneficiary", values) }),
      },
      place: {
        fits: ({ values }) => place(values),
        unknown: ({ values }) =>
          values.length > 0 ? word("finder-near-place", { places: place(values) }) : words["finder-unknown-place"],
        out: ({ values }) => word("finder-not-place", { places: place(values) }),
      },
      theme: {
        fits: ({ values }) => listed("theme", values),
        out: ({ values }) => word("finder-not-theme", { names: listed("theme", values) }),
      },
      amount: {
        fits: (_, call) => grant(call.money),
        unknown: ({ why }, call) =>
          why === "currency"
            ? word("finder-other-currency", { currency: call.money.currency })
            : words["finder-unknown-amount"],
        out: ({ why }, { money: { currency, total, ...asked } }) =>
          why === "total"
            ? word("finder-not-total", { amount: money(total, currency) })
            : grant({ currency, ...asked }),
      },
      weeks: {
        fits: (verdict) => (verdict.left === undefined ? words["finder-rolling"] : left(verdict.left)),
        out: (verdict) => left(verdict.left),
      },
      forthcoming: { out: () => words["finder-not-forthcoming"] },
    };

    function said(verdict, call) {
      const say = sayings[verdict.question][verdict.verdict];
      return say ? say(verdict, call) : words["finder-unknown-" + verdict.question];
    }

    return { said, counted, word };
  };
})();
