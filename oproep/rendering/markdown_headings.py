"""In python-markdown's tree, headings get their ids and their level, and cells their side as a class."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from oproep.rendering.anchors import Anchors

MARKER = re.compile("\x02[^\x03]*\x03")  # of the parser, for what it has put aside
LEVELS = {"h1": "h2"} | {f"h{level}": f"h{level}" for level in range(2, 7)}  # a page has its own h1


class MarkHeadings(Treeprocessor):
    """The last step on the tree: what was escaped is text again."""

    md: Markdown

    def __init__(self, md: Markdown, anchors: Anchors) -> None:
        super().__init__(md)
        self.anchors = anchors

    def run(self, root: Element) -> None:
        """Changes headings and cells."""
        for element in root.iter():
            tag = element.tag
            if tag in LEVELS:
                element.tag = LEVELS[tag]
                element.set("id", self.anchors.take(self.words_of(element)))
            elif tag in ("td", "th") and (style := element.attrib.pop("style", "")):
                side = style.removeprefix("text-align: ").rstrip(";")
                if side in ("right", "center"):
                    element.set("class", side)

    def words_of(self, element: Element) -> str:
        """What a reader sees of a heading; the parser has put HTML and typographic quotes aside."""
        aside = [str(part) for part in self.md.htmlStash.rawHtmlBlocks]
        whole = HTML_PLACEHOLDER_RE.sub(lambda mark: aside[int(mark[1])], "".join(element.itertext()))
        return html.unescape(MARKER.sub("", re.sub(r"<[^>]*>", "", whole)))
