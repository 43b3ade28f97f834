"""A python-markdown parser with the extensions that records use; what it makes is python-markdown's own, to the byte.

Nearly half of python-markdown's time goes to patterns that cannot match: some thirty are tried on every piece of
text, and most pieces hold no bracket, quote or star at all. So a pattern is tried only where a piece holds what
every match of it holds. `tests/test_markdown_parser.py` compares the two on everything there is.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# What a match holds, by the name of its pattern. A pattern that is not named here is tried on everything.
QUOTES = {f"smarty-quotes-{number}": ("'", '"') for number in range(15)}
HOLDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    **QUOTES,
}


class QuickInline(InlineProcessor):
    """Inline patterns, each tried only on text that holds what it looks for."""

    def __init__(self, md: Markdown, patterns: Any) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        holds = {id(patterns[name]): marks for name, marks in HOLDS.items() if name in patterns}
        self.tried = [(pattern, holds.get(id(pattern), ("",))) for pattern in patterns]
        marks = {mark for _, several in self.tried for mark in several}
        self.marked = re.compile("|".join(re.escape(mark) for mark in sorted(marks)))

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - python-markdown's
        """The text with its inline marks put aside, from the pattern of this number on."""
        if isinstance(data, AtomicString) or not self.marked.search(data):
            return data
        start = 0
        while patternIndex < len(self.tried):
            pattern, marks = self.tried[patternIndex]
            for mark in marks:
                if mark in data:
                    data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                        pattern, data, patternIndex, start
                    )
                    break
            else:
                matched = False
            if not matched:
                patternIndex += 1  # noqa: N806 - the same walk as python-markdown's
                start = 0
        return data


def new_parser() -> Markdown:
    """A parser for the Markdown of records: tables, footnotes, sane lists, typographic marks."""
    markdown = Markdown(
        extensions=[
            TableExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="↩ {}"),
            SaneListExtension(),
            SmartyExtension(),
        ]
    )
    for name, priority in (("inline", 20), ("smarty", 6)):  # as python-markdown and its extension register them
        usual: Any = markdown.treeprocessors[name]
        markdown.treeprocessors.register(QuickInline(markdown, usual.inlinePatterns), name, priority)
    return markdown
