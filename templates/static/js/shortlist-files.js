/* A shortlist becomes a file, in the browser: CSV (RFC 4180), Markdown, or a calendar (RFC 5545).
 *
 * Each takes what `sheetTexts` answers: [{ title, published, note, facts: [[label, lines]] }]; `published` is the address of
 * the call's page.
 */
(function () {
  "use strict";

  const END = "\r\n";
  const oproep = (window.oproep = window.oproep || {});

  /* What a spreadsheet would take for a formula gets a ' before it: the same rule as that of the published CSV. */
  const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? "'" + text : text);

  const quoted = (text) => (/[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);

  const csvRow = (cells) => cells.map((cell) => quoted(harmless(cell))).join(",") + END;

  /* One row a call. The mark at the beginning says UTF-8: Excel takes it for another encoding without. */
  function csv(calls, words) {
    const labels = calls.length > 0 ? calls[0].facts.map(([label]) => label) : [];
    const rows = calls.map(({ title, published, note, facts }) => [
      title, published, ...facts.map(([, lines]) => lines.join("; ")), note.replace(/\r\n?/g, "\n"),
    ]);
    return "\ufeff" + [[words.call, words.address, ...labels, words.note], ...rows].map(csvRow).join("");
  }

  /* A text as Markdown that says that text and nothing else, to any program: signs that may be escaped are, others are
   * written as numbers, and so are those by which GitHub makes a link of what looks like one. */
  function plain(text) {
    const numbered = (sign) => "&#" + sign.charCodeAt(0) + ";";
    return text
      .replace(/\s+/g, " ").trim()
      .replace(/[&<>~|$@]|:(?=\/\/)|(?<=www)\./gi, numbered)
      .replace(/[\\`*_{}[\]#]/g, "\\$&")
      .replace(/^(?:[-+]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? sign : "\\" + sign))
      .replace(/^(\d+)([.)])/, (_, digits, sign) => digits + numbered(sign));
  }

  /* A line of its own, or several below it. */
  function item(label, lines) {
    const found = lines.filter(Boolean);
    if (found.length === 0) return "";
    if (found.length === 1) return `- **${plain(label)}:** ${plain(found[0])}\n`;
    return `- **${plain(label)}:**\n` + found.map((line) => `    - ${plain(line)}\n`).join("");
  }

  function markdown(calls, words, day) {
    const parts = calls.map(({ title, published, note, facts }) => {
      const items = [...facts, [words.note, note.split(/[\r\n]+/)]].map(([label, lines]) => item(label, lines));
      return `## [${plain(title)}](<${new URL(published).href}>)\n\n` + items.join("");
    });
    return [`# ${plain(words.title)}\n\n${plain(day)}\n`, ...parts].join("\n");
  }

  /* The events of all calls that have any: those of their published calendars, so that none is there twice. */
  function calendar(columns) {
    const events = columns.map(({ sheet }) => sheet.events || "").join("");
    const product = "-//Oproep//Oproep//" + document.documentElement.lang.toUpperCase();
    const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + product, "CALSCALE:GREGORIAN"].join(END) + END;
    return events && head + events + "END:VCALENDAR" + END;
  }

  /* Hands a file to the reader. */
  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60 * 1000);
  }

  oproep.shortlistFiles = { csv, markdown, calendar, save };
})();
