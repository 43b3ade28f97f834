"""A python-markdown parser with the extensions that records use; what it makes is python-markdown's own, to the byte.

Most of python-markdown's time goes to looking for what is not there. Each part that did was replaced by one that does
not, in this module and those named after it. `tests/test_markdown_parser.py` compares the two on everything there is.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import LINK_RE
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.util import ETX, STX

from oproep.rendering.markdown_blocks import QuickBlocks
from oproep.rendering.markdown_inline import QuickInline, QuickLink
from oproep.rendering.markdown_output import BLOCKS, QuickPrettify, QuickRawHtml, QuickUnescape, to_xhtml

BLANK = re.compile(r"(?<=\n) +\n")


class QuickMarkdown(Markdown):
    """A parser whose parts do only what a text asks for."""

    def build_parser(self) -> QuickMarkdown:
        """Puts together what does not come from an extension."""
        super().build_parser()
        quick = QuickBlocks(self)
        quick.blockprocessors = self.parser.blockprocessors
        for processor in list[Any](quick.blockprocessors):  # the published types do not say that it is iterable
            processor.parser = quick
        self.parser = quick
        self.preprocessors.register(QuickWhitespace(self), "normalize_whitespace", 30)
        self.preprocessors.register(QuickHtmlBlocks(self), "html_block", 20)
        self.treeprocessors.register(QuickPrettify(self), "prettify", 10)
        self.treeprocessors.register(QuickUnescape(self), "unescape", 0)
        self.postprocessors.register(QuickRawHtml(self), "raw_html", 30)
        return self

    def is_block_level(self, tag: Any) -> bool:
        """Whether this is the name of an element that is a block."""
        return tag in BLOCKS or tag.lower().rstrip("/") in BLOCKS


class QuickWhitespace(NormalizeWhitespace):
    """The same line ends everywhere, spaces for tabs, and nothing on a blank line."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines of a text."""
        source = "\n".join(lines)
        if STX in source or ETX in source:
            source = source.replace(STX, "").replace(ETX, "")
        if "\r" in source:
            source = source.replace("\r\n", "\n").replace("\r", "\n")
        source += "\n\n"
        if "\t" in source:
            source = source.expandtabs(4)
        if " \n" in source:
            source = BLANK.sub("\n", source)
        return source.split("\n")


class QuickHtmlBlocks(HtmlBlockPreprocessor):
    """Blocks of HTML are put aside, where there can be any."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines without them."""
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


def new_parser() -> Markdown:
    """A parser for the Markdown of records: tables, footnotes, sane lists, typographic marks."""
    markdown = QuickMarkdown(
        extensions=[
            TableExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="↩ {}"),
            SaneListExtension(),
            SmartyExtension(),
        ]
    )
    markdown.serializer = to_xhtml
    markdown.inlinePatterns.register(QuickLink(LINK_RE, markdown), "link", 160)
    for name, priority in (("inline", 20), ("smarty", 6)):  # as python-markdown and its extension register them
        usual: Any = markdown.treeprocessors[name]
        markdown.treeprocessors.register(QuickInline(markdown, usual.inlinePatterns), name, priority)
    return markdown
