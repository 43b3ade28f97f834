"""Texts of the commonest parts become HTML at once: what python-markdown makes of them, to the byte.

Headings, paragraphs, lists, tables, notes, links and emphasis, each in its plainest form, are most of what is written.
Whatever else a text holds, or could be meant to hold, is python-markdown's to judge: then nothing is made of it here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from oproep.rendering.markdown_forms import HEADING, ITEM, NUMBERED, OTHER_LINE, PARAGRAPH
from oproep.rendering.markdown_typography import DoubtfulText, escaped, typographic

# Code, pictures, line breaks, tabs, what python-markdown marks with, and where notes would go.
DOUBTFUL = ("`", "![", "  \n", "\t", "\r", "\x02", "\x03", "///Footnotes")
ENTITY = re.compile(r"&(?:#|[a-zA-Z0-9][-.a-zA-Z0-9]*;)")
BLANK = re.compile(r"(?<=\n) +\n")
MARK = re.compile(r"[\\\[\]*_<]")
ESCAPE = r"\\[\\`*_{}\[\]()>#+\-.!|]"
SHOWN = r"<https?://[^\s<>'\"\\\[\]]+>"  # an address that is shown as it is
ADDRESS = r"[^\s()<>'\"\\]*"
LABEL = rf"(?>[^\[\]\\<]++|{ESCAPE})*+"
WITHIN = rf"(?>[^\\\[\]*_<]++|{ESCAPE}|{SHOWN}|\[(?!\^){LABEL}\]\({ADDRESS}\)|\[\^[\w-]+\]|\[|\](?!\())++"
# Each branch begins with its letter, so that `re` skips at once to the next of these letters. Brackets that make no
# link and no note are text; `](` outside of a link could end one that is not as plain as these.
INLINE = re.compile(
    rf"\\(?P<escape>{ESCAPE[2:]})|\[\^(?P<note>[\w-]+)\]|\[(?!\^)(?P<label>{LABEL})\]\((?P<address>{ADDRESS})\)"
    rf"|<(?P<shown>{SHOWN[1:-1]})>|\*\*\*(?![\s*])(?P<both>{WITHIN})(?<![\s*])\*\*\*(?!\*)"
    rf"|\*\*(?![\s*])(?P<strong>{WITHIN})(?<![\s*])\*\*(?!\*)|\*(?![\s*])(?P<em>{WITHIN})(?<![\s*])\*(?!\*)"
    r"|\[(?P<open>)|\](?P<close>(?!\())|\\|\]|\*|_|<"
)
ANY_SHOWN = re.compile(SHOWN)
NOTE = re.compile(r"\[\^([\w-]+)\]: *(.*)")
BESIDE_ESCAPE = re.compile(rf"['\"&]\\|{ESCAPE}['\"]")
ITEMS = {"ul": re.compile(r" {0,3}[-+*] +(.*)"), "ol": re.compile(r" {0,3}\d+\. +(.*)")}
MARKED = re.compile(r" {0,3}(?:[-+*]|\d+\.) ")
INDENT = "    "
ROW = re.compile(r"\|([^\\]*)\| *")
SIDES = {(True, True): ' class="center"', (False, True): ' class="right"'}


class PlainText:
    """What becomes of one text; `id_of` gives a heading of these words its id."""

    def __init__(self, id_of: Callable[[str], str]) -> None:
        self.id_of = id_of
        self.notes: dict[str, str] = {}
        self.noted: set[str] = set()

    def made(self, text: str) -> str:
        """The HTML of a text, or `DoubtfulText`."""
        for mark in DOUBTFUL:
            if mark in text:
                raise DoubtfulText
        if ("&" in text and ENTITY.search(text)) or ("<" in text and len(ANY_SHOWN.findall(text)) < text.count("<")):
            raise DoubtfulText
        text += "\n\n"
        if " \n" in text:
            text = BLANK.sub("\n", text)
        blocks = [block for part in text.split("\n\n") if (block := part.strip("\n"))]
        if "]:" in text:
            blocks = [block for block in blocks if not self.took_notes(block)]
        parts, before = list[str](), ""
        for block in blocks:
            kind, made = self.block(block)
            if kind == before in ITEMS:
                raise DoubtfulText  # one list, with paragraphs for items
            parts.append(made)
            before = kind
        if self.notes:
            parts.append(self.notes_below())
        return "\n".join(parts)

    def took_notes(self, block: str) -> bool:
        """Whether a block is nothing but notes; keeps them."""
        if "]:" not in block:
            return False
        if "|" in block or OTHER_LINE.search(block):
            raise DoubtfulText
        name = ""
        for line in block.split("\n"):
            if found := NOTE.match(line):
                name = found[1]
                if name in self.notes:
                    raise DoubtfulText
                self.notes[name] = found[2]
            elif not name or "]:" in line:
                raise DoubtfulText
            else:
                self.notes[name] += "\n" + line.removeprefix(INDENT)
        return True

    def block(self, block: str) -> tuple[str, str]:
        """The kind and the HTML of a block."""
        several = "\n" in block
        if several and "|" in block:
            return "table", self.table(block)
        if not several and (heading := HEADING.match(block)):
            return "h", self.heading(len(heading[1]), heading[2].strip())
        if several and OTHER_LINE.search(block):
            raise DoubtfulText
        if PARAGRAPH.match(block):
            return "p", f"<p>{self.inline(block)}</p>"
        if ITEM.match(block):
            return "ul", self.list_of("ul", block)
        if NUMBERED.match(block):
            return "ol", self.list_of("ol", block)
        raise DoubtfulText

    def heading(self, level: int, words: str) -> str:
        """A heading with its id."""
        if MARK.search(words) or "&" in words:
            raise DoubtfulText
        made, level = typographic(words), max(level, 2)
        return f'<h{level} id="{self.id_of(html.unescape(made))}">{made}</h{level}>'

    def list_of(self, tag: str, block: str) -> str:
        """A list without blank lines, with the lists below its items."""
        items, own = list[tuple[str, str]](), ITEMS[tag]
        for line in block.split("\n"):
            if item := own.match(line):
                items.append((item[1], ""))
                continue
            text, below = items[-1]
            nested = line.startswith(INDENT)
            if MARKED.match(line, len(INDENT) if nested else 0):
                if not nested or line[len(INDENT)] == " ":
                    raise DoubtfulText
                items[-1] = text, f"{below}\n{line[len(INDENT) :]}" if below else line[len(INDENT) :]
            elif below:
                items[-1] = text, f"{below}\n{line.removeprefix(INDENT)}"
            else:
                items[-1] = f"{text}\n{line}", ""
        first = block.partition(".")[0] if tag == "ol" else "1"
        start = "" if first == "1" else f' start="{first}"'
        return f"<{tag}{start}>\n" + "\n".join([self.item(text, below) for text, below in items]) + f"\n</{tag}>"

    def item(self, text: str, below: str) -> str:
        """An item, and the list below it."""
        if not PARAGRAPH.match(text) or ("\n" in text and OTHER_LINE.search(text)):
            raise DoubtfulText
        if not below:
            return f"<li>{self.inline(text)}</li>"
        kind, made = self.block(below)
        if kind not in ITEMS:
            raise DoubtfulText
        return f"<li>{self.inline(text)}{made}\n</li>"

    def table(self, block: str) -> str:
        """A table whose every row has both its borders."""
        rows = [row[1].split("|") for line in block.split("\n") if (row := ROW.fullmatch(line))]
        if len(rows) != block.count("\n") + 1 or len(rows) < 3 or len(rows[1]) != len(rows[0]):
            raise DoubtfulText
        if not {*"".join(rows[1])} <= {*":- "}:
            raise DoubtfulText
        sides = [SIDES.get((cell.strip(" ")[:1] == ":", cell.strip(" ")[-1:] == ":"), "") for cell in rows[1]]
        head = self.row("th", rows[0], sides)
        body = "\n".join([self.row("td", row, sides) for row in rows[2:]])
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def row(self, tag: str, cells: list[str], sides: list[str]) -> str:
        """A row of a table, with as many cells as its head has."""
        cells = [*cells, *[""] * len(sides)]
        made = [
            f"<{tag}{side}>{self.inline(cell.strip(' '))}</{tag}>" for cell, side in zip(cells, sides, strict=False)
        ]
        return "<tr>\n" + "\n".join(made) + "\n</tr>"

    def notes_below(self) -> str:
        """The notes, with ways back."""
        items = []
        for number, (name, content) in enumerate(self.notes.items(), start=1):
            text = content.rstrip()
            if not PARAGRAPH.match(text) or OTHER_LINE.search(text) or "]:" in text:
                raise DoubtfulText
            back = f'<a class="footnote-backref" href="#fnref:{name}" title="↩ {number}">↩</a>'
            items.append(f'<li id="fn:{name}">\n<p>{self.inline(text)}&#160;{back}</p>\n</li>')
        return '<div class="footnote">\n<hr />\n<ol>\n' + "\n".join(items) + "\n</ol>\n</div>"

    def inline(self, text: str) -> str:
        """A piece of text with what stands in it."""
        if not MARK.search(text):
            return typographic(text)
        if "\\" in text and BESIDE_ESCAPE.search(text):
            raise DoubtfulText
        parts, at = list[str](), 0
        for found in INLINE.finditer(text):
            kind = found.lastgroup
            if kind in ("open", "close"):
                continue
            if at < found.start():
                parts.append(typographic(text[at : found.start()]))
            parts.append(self.piece(kind, found))
            at = found.end()
        if at < len(text):
            parts.append(typographic(text[at:]))
        return "".join(parts)

    def piece(self, kind: str | None, found: re.Match[str]) -> str:
        """What stands in a text, by the name of its group in INLINE."""
        match kind:
            case "escape":
                return escaped(found["escape"])
            case "note":
                return self.note(found["note"])
            case "address":
                return f'<a href="{escaped(found["address"])}">{self.inline(found["label"])}</a>'
            case "shown":
                address = escaped(found["shown"])
                return f'<a href="{address}">{address}</a>'
            case "both":
                return f"<strong><em>{self.inline(found['both'])}</em></strong>"
            case "strong" | "em" as tag:
                return f"<{tag}>{self.inline(found[tag])}</{tag}>"
        raise DoubtfulText

    def note(self, name: str) -> str:
        """The mark of a note, which stands once."""
        if name not in self.notes or name in self.noted:
            raise DoubtfulText
        self.noted.add(name)
        number = list(self.notes).index(name) + 1
        return f'<sup id="fnref:{name}"><a class="footnote-ref" href="#fn:{name}">{number}</a></sup>'
