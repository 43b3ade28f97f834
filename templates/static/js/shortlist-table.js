/* Calls side by side: facts as rows, calls as columns. Text, never markup, because a title holds whatever an editor typed.
 *
 * A column is { slug, title, note, address, sheet }: `sheet` is what the index hands over of a call (`call.sheet()`).
 */
(function () {
  "use strict";

  const ON_PAPER = 4; // calls beside each other on A4 in landscape
  const oproep = (window.oproep = window.oproep || {});

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function linked(line, top) {
    const link = element("a", line.url ? "outlink" : "", line.text);
    link.href = line.url || new URL(line.address, top).href;
    return link;
  }

  function timed({ text, iso, later }) {
    const made = element(iso ? "time" : "span", "", text);
    if (iso) made.dateTime = iso;
    if (later) made.dataset.later = JSON.stringify(later);
    return made;
  }

  /* A line of a cell: what it was, what it is, whether that is past, and what is to be said of it. */
  function lineOf(line, { top, words }) {
    const made = element("p", "sheet__line");
    if (line.was) made.append(element("del", "", element("span", "unseen", words.extended + " "), line.was), " ");
    const shown = line.url || line.address ? linked(line, top) : timed(line);
    if (line.lang) shown.lang = line.lang;
    made.append(shown);
    if (line.past) {
      const past = timed(line.past);
      past.className = "past-mark";
      made.append(" ", past);
    }
    if (line.remark) made.append(" ", element("span", "remark", line.remark));
    return made;
  }

  function statusOf(moments) {
    const status = element("span", "status");
    status.dataset.moments = moments;
    return element("p", "sheet__line", status);
  }

  function cellOf(key, column, given) {
    const cell = element("td", "sheet__cell sheet__cell--" + key);
    const lines = (column.sheet.lines || {})[key] || [];
    if (key === "status") cell.append(statusOf(column.sheet.moments));
    else if (lines.length > 0) cell.append(...lines.map((line) => lineOf(line, given)));
    else if (key !== "notice") cell.append(element("p", "sheet__none", given.words.unknown));
    return cell;
  }

  function headOf(column, given, tools) {
    const link = element("a", "", column.title);
    link.href = new URL(column.address, given.top).href;
    if (column.sheet.lang) link.lang = column.sheet.lang;
    const head = element("th", "sheet__call", element("p", "sheet__title", link), ...tools);
    head.scope = "col";
    return head;
  }

  function labelOf(label) {
    const head = element("th", "sheet__label", label);
    head.scope = "row";
    return head;
  }

  const isSaid = (key, columns) => key === "status" || columns.some(({ sheet }) => (sheet.lines || {})[key]);

  /* The table of these columns.
   *   given   { top, rows: [[name of a fact, its label]], words }
   *   tools   function (column) that answers the buttons in its head
   *   note    function (column) that answers what its note is written in */
  oproep.sheetTable = function (columns, given, tools, note) {
    const corner = element("td", "sheet__label"); // above the labels: the heading of the page says what is compared
    const head = element("tr", "", corner, ...columns.map((column) => headOf(column, given, tools(column))));
    const body = element("tbody", "");
    for (const [key, label] of given.rows.filter(([key]) => isSaid(key, columns))) {
      const row = element("tr", "sheet__row--" + key, labelOf(label));
      row.append(...columns.map((column) => cellOf(key, column, given)));
      row.dataset.key = key;
      body.append(row);
    }
    const notes = columns.map((column) => element("td", "sheet__cell", note(column)));
    if (columns.some((column) => note !== paperNote || column.note)) {
      body.append(element("tr", "", labelOf(given.words.note), ...notes));
    }
    return element("table", "sheet", element("thead", "", head), body);
  };

  const paperNote = (column) => element("p", "sheet__written", column.note);

  /* The same on paper: as many tables as make them readable, of as equal a width as can be. */
  oproep.paperTables = function (columns, given) {
    const tables = Math.ceil(columns.length / ON_PAPER);
    const size = Math.ceil(columns.length / tables);
    const parts = Array.from({ length: tables }, (_, at) => columns.slice(at * size, (at + 1) * size));
    return parts.map((part) => oproep.sheetTable(part, given, () => [], paperNote));
  };

  /* What a table says, as text: of each call { slug, title, facts: [[label, lines]] }. */
  oproep.sheetTexts = function (table, columns) {
    const squeezed = (node) => node.textContent.replace(/\s+/g, " ").trim();
    const rows = Array.from(table.querySelectorAll("tbody tr[data-key]"));
    return columns.map((column, at) => ({
      ...column,
      facts: rows.map((row) => {
        const lines = Array.from(row.cells[at + 1].querySelectorAll(".sheet__line"));
        const source = row.dataset.key === "official" && (column.sheet.lines.official || [])[0];
        return [squeezed(row.cells[0]), source ? [source.url] : lines.map(squeezed)];
      }),
    }));
  };
})();
