/* What Sveltia CMS reads and writes of a record: its file becomes the whole form of its facts, and the reverse.

   Every value stays the text that was typed, as the program reads it: Sveltia's own reader would make 1.1 of `1.10`.
   `forms`, made of the declared keys, says where one value alone stands for a group; what this cannot read it refuses,
   so that a file is never written from what was half understood. Comments are not kept. */
(function () {
  "use strict";

  // ---- YAML, as far as front matter has it: text, lists and groups; no anchors, aliases, tags or several documents.
  function refuse(what) {
    throw new Error("The front matter holds " + what + ", which the web editor cannot keep: change the file by hand.");
  }

  function readYaml(text) {
    var lines = text.split("\n").map(function (line) { return line.replace(/\s+$/, ""); });
    var at = 0;

    function indent(line) { return line.length - line.trimStart().length; }
    function blank(line) { return /^\s*(#|$)/.test(line); }
    function skip() { while (at < lines.length && blank(lines[at])) at += 1; }
    // The text of a value without the comment behind it.
    function bare(rest) { return rest.replace(/(^|\s+)#.*$/, ""); }

    // Where a key ends on a line that begins at `from`, or -1.
    function keyEnd(line, from) {
      var found = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s\-?:,[\]{}#&*!|>'"%@`][^#:]*?)\s*:(?=\s|$)/.exec(line.slice(from));
      return found ? from + found[0].length : -1;
    }

    function block(column) {
      skip();
      if (at >= lines.length || indent(lines[at]) < column) return "";
      var own = indent(lines[at]);
      if (/^\s*-(\s|$)/.test(lines[at])) return list(own);
      if (keyEnd(lines[at], own) >= 0) return group(own);
      return value(lines[at].slice(own), own - 1);
    }

    function list(column) {
      var found = [];
      for (skip(); at < lines.length && indent(lines[at]) === column && /^\s*-(\s|$)/.test(lines[at]); skip()) {
        var rest = lines[at].slice(column + 1);
        if (!bare(rest).trim()) {
          at += 1;
          found.push(block(column + 1));
          continue;
        }
        // What stands behind the dash is as good as on a line of its own, in the column where it begins.
        lines[at] = " ".repeat(column + 1) + rest;
        var inner = indent(lines[at]);
        found.push(/^-(\s|$)/.test(rest.trim()) || keyEnd(lines[at], inner) >= 0
          ? block(inner) : value(lines[at].slice(inner), column));
      }
      return found;
    }

    function group(column) {
      var found = {};
      for (skip(); at < lines.length && indent(lines[at]) === column; skip()) {
        var end = keyEnd(lines[at], column);
        if (end < 0) refuse("‘" + lines[at].trim() + "’");
        var key = plain(lines[at].slice(column, end - 1).trim());
        if (Object.prototype.hasOwnProperty.call(found, key)) refuse("‘" + key + "’ twice");
        var rest = lines[at].slice(end);
        if (bare(rest).trim()) {
          found[key] = value(rest.trim(), column);
        } else {
          at += 1;
          skip();
          var below = at < lines.length ? indent(lines[at]) : -1;
          var listed = below === column && /^\s*-(\s|$)/.test(lines[at]);
          found[key] = listed ? list(column) : block(column + 1);
        }
      }
      if (at < lines.length && indent(lines[at]) > column) refuse("‘" + lines[at].trim() + "’");
      return found;
    }

    // A value that begins on this line; what continues it stands further to the right than `column`.
    function value(rest, column) {
      if (/^[|>]/.test(rest)) return folded(rest, column);
      if (/^[&*!%@`]/.test(rest) || /^\?(\s|$)/.test(rest)) refuse("‘" + rest + "’");
      var quote = /^["']/.test(rest) || /^[[{]/.test(rest);
      var parts = [quote ? rest : bare(rest)];
      at += 1;
      while (at < lines.length && (quote ? !closed(parts.join("\n")) : true)) {
        if (lines[at].trim() && indent(lines[at]) <= column) break;
        if (!quote && /^\s*#/.test(lines[at])) break;
        if (!quote && !lines[at].trim() && !lines.slice(at).some(function (line) { return line.trim(); })) break;
        if (!quote && keyEnd(lines[at], indent(lines[at])) >= 0) refuse("‘" + lines[at].trim() + "’");
        parts.push(quote ? lines[at] : bare(lines[at]));
        at += 1;
      }
      return quote ? flow(parts.join("\n")) : plain(fold(parts));
    }

    // Lines become one: an empty one is a line break, any other end of a line a space.
    function fold(parts) {
      return parts.map(function (part) { return part.trim(); }).join("\n").trim()
        .replace(/\n+/g, function (ends) { return ends.length === 1 ? " " : ends.slice(1); });
    }

    function folded(rest, column) {
      var head = /^([|>])([-+]?)\s*(#.*)?$/.exec(rest);
      if (!head) refuse("‘" + rest + "’");
      var parts = [];
      at += 1;
      while (at < lines.length && (!lines[at].trim() || indent(lines[at]) > column)) parts.push(lines[at++]);
      while (parts.length && !parts[parts.length - 1].trim()) parts.pop();
      var left = Math.min.apply(null, parts.filter(function (part) { return part.trim(); }).map(indent));
      parts = parts.map(function (part) { return part.slice(left); });
      if (head[1] === ">" && parts.some(function (part) { return /^\s/.test(part); })) refuse("indented folded text");
      var text = head[1] === "|" ? parts.join("\n") : fold(parts);
      return head[2] === "-" || !text ? text : text + "\n";
    }

    function closed(text) {
      try { flow(text); return true; } catch (error) { return error.message !== "open"; }
    }

    // Text between quotes, and lists and groups in brackets.
    function flow(text) {
      var place = 0;

      function space() {
        while (place < text.length && (/\s/.test(text[place]) || (text[place] === "#" && /\s/.test(text[place - 1] || " ")))) {
          if (text[place] === "#") while (place < text.length && text[place] !== "\n") place += 1;
          else place += 1;
        }
      }

      function part(inside) {
        space();
        if (place >= text.length) throw new Error("open");
        var sign = text[place], found;
        if (sign === "[" || sign === "{") return brackets(sign);
        var rest = text.slice(place);
        if (sign === '"' || sign === "'") {
          found = (sign === '"' ? /^"(?:[^"\\]|\\[^])*"/ : /^'(?:[^']|'')*'/).exec(rest);
          if (!found) throw new Error("open");
        } else {
          if (/^[&*!%@`|>?#]/.test(rest)) refuse("‘" + rest + "’");
          found = /^(?:[^,[\]{}:#\n]|:(?![\s,[\]{}])|#)+?(?=\s*(?:[,[\]{}\n]|:[\s,[\]{}]|\s#|$))/.exec(rest);
          if (!found || !inside) refuse("‘" + rest + "’");
        }
        place += found[0].length;
        return plain(found[0]);
      }

      function brackets(sign) {
        var close = sign === "[" ? "]" : "}", list = [], group = {};
        place += 1;
        for (space(); text[place] !== close; space()) {
          if (place >= text.length) throw new Error("open");
          var first = part(true);
          space();
          if (sign === "{") {
            if (text[place] !== ":") refuse("‘" + text + "’");
            place += 1;
            space();
            if (Object.prototype.hasOwnProperty.call(group, first)) refuse("‘" + first + "’ twice");
            group[first] = text[place] === "," || text[place] === close ? "" : part(true);
            space();
          } else {
            if (text[place] === ":") refuse("‘" + text + "’");
            list.push(first);
          }
          if (place >= text.length) throw new Error("open");
          if (text[place] === ",") place += 1;
          else if (text[place] !== close) refuse("‘" + text + "’");
        }
        place += 1;
        return sign === "[" ? list : group;
      }

      var found = part(false);
      space();
      if (place < text.length) refuse("‘" + text + "’");
      return found;
    }

    // What text between quotes, or without, stands for.
    function plain(text) {
      if (text[0] === "'") return fold(text.slice(1, -1).split("\n")).replace(/''/g, "'");
      if (text[0] !== '"') return text === "~" || text === "null" ? "" : text.trim();
      if (/\n/.test(text)) text = fold(text.split("\n"));
      try { return JSON.parse(text); } catch (error) { return refuse("‘" + text + "’"); }
    }

    skip();
    var found = at < lines.length ? block(0) : {};
    skip();
    if (at < lines.length) refuse("‘" + lines[at].trim() + "’");
    if (typeof found !== "object" || Array.isArray(found)) refuse("no keys");
    return found;
  }

  // ---- and back
  function writeText(text, inBrackets) {
    if (/[\n\t]/.test(text)) return JSON.stringify(text);
    var quoted = !text || /^[\s\-?:,[\]{}#&*!|>'"%@`=]/.test(text) || /\s$|:$|:\s|\s#/.test(text) ||
      /^(~|null)$/.test(text) || (inBrackets && /[,[\]{}:#?]/.test(text));
    return quoted ? "'" + text.replace(/'/g, "''") + "'" : text;
  }

  function writeYaml(value, spaces) {
    return Object.keys(value).map(function (key) {
      var part = value[key], head = spaces + key + ":";
      if (typeof part === "string") return head + " " + writeText(part) + "\n";
      if (!Array.isArray(part)) return head + "\n" + writeYaml(part, spaces + "  ");
      if (part.every(function (item) { return typeof item === "string"; })) {
        return head + " [" + part.map(function (item) { return writeText(item, true); }).join(", ") + "]\n";
      }
      return head + "\n" + part.map(function (item) {
        if (typeof item === "string") return spaces + "  - " + writeText(item) + "\n";
        return spaces + "  - " + writeYaml(item, spaces + "    ").trimStart();
      }).join("");
    }).join("");
  }

  // ---- the form of values
  function isGroup(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  function mapped(group, change) {
    var found = {};
    Object.keys(group).forEach(function (key) { found[key] = change(group[key], key); });
    return found;
  }

  function whole(value, form) {
    if (!form) return value;
    if ("list" in form) {
      return (Array.isArray(value) ? value : [value]).map(function (item) { return whole(item, form.list); });
    }
    if (form.undated) {
      if (form.undated.indexOf(value) >= 0) return { undated: value };
      return { moments: whole(value, form.moments) };
    }
    if (form.either) {
      return isGroup(value) ? Object.assign({ type: "written" }, whole(value, { group: form.either }))
        : { type: "record", record: value };
    }
    if (!isGroup(value)) {
      if (!form.lead) return value;
      var led = {};
      led[form.lead] = value;
      value = led;
    }
    return mapped(value, function (part, key) { return whole(part, form.every || form.group[key]); });
  }

  function empty(value) {
    return value === undefined || value === null || value === "" ||
      (typeof value === "object" && !Object.keys(value).length);
  }

  // The short form, in which nothing is empty.
  function short(value, form) {
    form = form || {};
    if (Array.isArray(value)) {
      var items = value.map(function (item) { return short(item, form.list); }).filter(function (item) { return !empty(item); });
      return items;
    }
    if (!isGroup(value)) return value === undefined || value === null ? "" : String(value).trim();
    if (form.undated) {
      var moments = short(value.moments || [], form.moments);
      if (!moments.length) return value.undated || "";
      return moments.length === 1 && typeof moments[0] === "string" ? moments[0] : moments;
    }
    if (form.either) {
      if (value.type === "record") return value.record || "";
      return short(mapped(value, function (part, key) { return key === "type" ? "" : part; }), { group: form.either });
    }
    var found = {};
    Object.keys(value).forEach(function (key) {
      var part = short(value[key], form.every || (form.group || {})[key]);
      if (!empty(part)) found[key] = part;
    });
    var keys = Object.keys(found);
    return form.lead && keys.length === 1 && keys[0] === form.lead ? found[form.lead] : found;
  }

  // ---- a record
  var FENCES = /^---[ \t]*\n([^]*?)(?:^|\n)---[ \t]*(?:\n([^]*))?$/;

  function read(text, of) {
    var parts = FENCES.exec(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
    if (!parts) refuse("no keys between ‘---’ and ‘---’");
    var found = whole(readYaml(parts[1]), { group: of.forms });
    found.body = (parts[2] || "").replace(/^\n+|\n+$/g, "");
    return found;
  }

  // `of` names the keys of a record in their order, and those of a translation: a file without a language is one.
  function write(record, of) {
    var found = short(record, { group: of.forms }), body = found.body || "", facts = {};
    (of.words && !found.language ? of.words : of.keys).forEach(function (key) { if (key in found) facts[key] = found[key]; });
    return "---\n" + writeYaml(facts, "") + "---\n" + (body ? "\n" + body + "\n" : "");
  }

  window.recordFile = { read: read, write: write };

  window.CMS_MANUAL_INIT = true; // it would begin by itself, before it knows these files
  document.addEventListener("DOMContentLoaded", function () { // all deferred scripts have run
    if (!window.CMS) return;
    var kinds = JSON.parse(document.body.dataset.recordForms);
    Object.keys(kinds).forEach(function (kind) {
      var of = kinds[kind];
      window.CMS.registerCustomFormat(kind, "md", {
        fromFile: function (text) { return read(text, of); },
        toFile: function (record) { return write(record, of); },
      });
    });
    window.CMS.init();
  });
})();
