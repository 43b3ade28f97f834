/* A call becomes the text of its file. Whatever was typed is read back as that text and nothing else: a value is
 * written bare only when nothing in it can mean anything to YAML.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const form = (oproep.form = oproep.form || {});

  const WIDTH = 100; // a longer text goes on below its key
  const BARE = /^(?:[\p{L}\p{N}]|\+(?=[0-9]))(?:[\p{L}\p{M}\p{N} .,;()/%+&€’‘“”–—…'"=?!_@-]|:(?=[^\s,;]))*$/u;
  const BARE_IN_A_LIST = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._-])*$/u;
  // What other readers of YAML take for something else than text.
  const NO_TEXT = /^(?:y|yes|n|no|true|false|on|off|null|[-+.]?[0-9][0-9_.,]*(?:e[-+]?[0-9]+)?|0[xo][0-9a-f_]+|[0-9]+(?::[0-9]+)+)$/i;

  const quoted = (text) => "'" + text.replaceAll("'", "''") + "'";
  const isBare = (text, pattern) => pattern.test(text) && !NO_TEXT.test(text);
  const scalar = (text) => (isBare(text, BARE) ? text : quoted(text));

  /* A long text in lines: below `>-` every line is text, whatever is in it. */
  function folded(text, pad) {
    const lines = [];
    for (const word of text.split(" ")) {
      const last = lines.length - 1;
      if (last >= 0 && lines[last].length + word.length < WIDTH) lines[last] += " " + word;
      else lines.push(pad + word);
    }
    return lines;
  }

  function keyLines(key, value, pad) {
    const head = pad + key + ":";
    if (typeof value === "number") return [head + " " + value];
    if (typeof value === "string") {
      return value.length > WIDTH && value.includes(" ")
        ? [head + " >-", ...folded(value, pad + "  ")]
        : [head + " " + scalar(value)];
    }
    if (!Array.isArray(value)) return [head, ...groupLines(value, pad + "  ")];
    const inner = value.every((item) => typeof item === "string" && isBare(item, BARE_IN_A_LIST)) && value.join(", ");
    if (inner && inner.length < WIDTH) return [head + " [" + inner + "]"];
    return [head, ...value.flatMap((item) => itemLines(item, pad + "  "))];
  }

  function itemLines(item, pad) {
    if (typeof item === "string") return [pad + "- " + scalar(item)];
    const [first, ...rest] = groupLines(item, pad + "  ");
    return [pad + "- " + first.slice(pad.length + 2), ...rest];
  }

  const groupLines = (group, pad) => Object.entries(group).flatMap(([name, value]) => keyLines(name, value, pad));

  /* The text without those of these headings that have nothing below them. */
  form.withoutEmpty = function (body, headings) {
    const lines = body.split("\n");
    const isOurs = (line) => headings.includes(line.replace(/^## /, "").trim()) && line.startsWith("## ");
    const hasText = (at) => {
      for (let next = at + 1; next < lines.length; next += 1) {
        if (/^## /.test(lines[next])) return false;
        if (lines[next].trim()) return true;
      }
      return false;
    };
    return lines.filter((line, at) => !isOurs(line) || hasText(at)).join("\n");
  };

  /* The file: the keys in this order, then the text. */
  form.markdown = function (call, keys, body) {
    const ordered = Object.fromEntries(keys.filter((key) => key in call).map((key) => [key, call[key]]));
    const text = body.replace(/^(?:[ \t]*\n)+|\s+$/g, "");
    return ["---", ...groupLines(ordered, ""), "---", ...(text ? ["", text] : []), ""].join("\n");
  };
})();
