"""From python-markdown's tree to its HTML, the same bytes: what has nothing to do is not looked for."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown.postprocessors import RawHtmlPostprocessor
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, STX, AtomicString

from oproep.rendering.markdown_typography import escaped

BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
EMPTY = frozenset({"br", "hr", "img"})  # of what is made of Markdown; HTML that was typed is no element here
ASIDE = re.compile(rf"<p>{STX}wzxhzdk:([0-9]+)\x03</p>|{STX}wzxhzdk:([0-9]+)\x03")


class QuickPrettify(PrettifyTreeprocessor):
    """Line breaks between the blocks."""

    def run(self, root: Element) -> None:
        """Puts them there."""
        prettify(root)
        for br in root.iter("br"):
            br.tail = f"\n{br.tail}" if br.tail and br.tail.strip() else "\n"
        for pre in root.iter("pre"):
            if len(pre) and pre[0].tag == "code" and not len(pre[0]) and pre[0].text is not None:
                pre[0].text = AtomicString(pre[0].text.rstrip() + "\n")


def prettify(block: Element) -> None:
    """Puts line breaks between what is below a block, and behind it."""
    if len(block) and block.tag != "pre":
        if block[0].tag in BLOCKS and (not block.text or not block.text.strip()):
            block.text = "\n"
        for child in block:
            if child.tag in BLOCKS:
                prettify(child)
    if not block.tail or not block.tail.strip():
        block.tail = "\n"


class QuickUnescape(UnescapeTreeprocessor):
    """What was escaped with a backslash becomes text again."""

    def run(self, root: Element) -> None:
        """Looks for the mark of what was put aside before anything else."""
        for element in root.iter():
            if element.text and STX in element.text and element.tag != "code":
                element.text = self.unescape(element.text)
            if element.tail and STX in element.tail:
                element.tail = self.unescape(element.tail)
            for name, value in element.items():
                if STX in value:
                    element.set(name, self.unescape(value))


class QuickRawHtml(RawHtmlPostprocessor):
    """What was put aside as HTML comes back."""

    md: Any

    def run(self, text: str) -> str:
        """The text with what was put aside in its place."""
        aside = self.md.htmlStash.rawHtmlBlocks
        if not aside:
            return text

        def back(mark: re.Match[str]) -> str:
            number = int(mark[1] or mark[2])
            if number >= len(aside):
                return mark[0]
            html = self.stash_to_string(aside[number])
            if mark[1] and not self.isblocklevel(html):
                html = f"<p>{html}</p>"
            return ASIDE.sub(back, html) if STX in html else html

        return ASIDE.sub(back, text)


def to_xhtml(root: Element) -> str:
    """The tree as XHTML, as python-markdown writes it."""
    parts: list[str] = []
    write, waiting = parts.append, list[Element | str]([root])
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            write(element)
            continue
        tag, text, tail = element.tag, element.text, element.tail
        items = element.items()
        attributes = "".join(f' {name}="{attribute(value)}"' for name, value in sorted(items)) if items else ""
        behind = escaped(tail) if tail else ""
        if tag in EMPTY:
            write(f"<{tag}{attributes} />{behind}")
        elif len(element):
            write(f"<{tag}{attributes}>{escaped(text) if text else ''}")
            waiting.append(f"</{tag}>{behind}")
            waiting.extend(reversed(element))
        else:
            write(f"<{tag}{attributes}>{escaped(text) if text else ''}</{tag}>{behind}")
    return "".join(parts)


def attribute(text: str) -> str:
    """The value of an attribute as it stands in HTML."""
    return escaped(text).replace('"', "&quot;")
