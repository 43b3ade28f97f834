"""Markdown becomes HTML that is not clean yet: plain texts at once, all others by python-markdown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from oproep.rendering.anchors import Anchors
from oproep.rendering.markdown_plain import PlainText
from oproep.rendering.markdown_typography import DoubtfulText

if TYPE_CHECKING:
    from markdown import Markdown


class MarkdownHtml:
    """Makes HTML of one text after another. One parser serves them all: a new one each costs more."""

    def __init__(self, anchors: Anchors) -> None:
        self.anchors = anchors

    @cached_property
    def parser(self) -> Markdown:
        """The parser, loaded when the first text needs it."""
        from oproep.rendering.markdown_headings import MarkHeadings
        from oproep.rendering.markdown_parser import new_parser

        parser = new_parser()
        parser.treeprocessors.register(MarkHeadings(parser, self.anchors), "headings", -1)  # the last
        return parser

    def make(self, text: str) -> str:
        """The HTML of a text, with the ids of its headings."""
        self.anchors.begin()
        try:
            return PlainText(self.anchors.take).made(text)
        except DoubtfulText:
            return self.by_python_markdown(text)

    def by_python_markdown(self, text: str) -> str:
        """The HTML of any text."""
        self.anchors.begin()
        return self.parser.reset().convert(text)
