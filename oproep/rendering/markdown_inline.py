"""python-markdown's inline patterns, each tried only on text that holds what every match of it holds.

Nearly half of python-markdown's time goes to patterns that cannot match: some thirty are tried on every piece of
text, and most pieces hold no bracket, quote or star at all.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

# What a match holds, by the name of its pattern. A pattern that is not named here is tried on everything.
SINGLE = {f"smarty-quotes-{number}": ("'",) for number in (0, 6, 7, 8, 9, 10)}
DOUBLE = {f"smarty-quotes-{number}": ('"',) for number in (1, 11, 12, 13, 14)}
QUOTES = SINGLE | DOUBLE | {"smarty-quotes-2": ("\"'",), "smarty-quotes-3": ("'\"",),
                            "smarty-quotes-4": ("'\"",), "smarty-quotes-5": ("\"'",)}  # fmt: skip
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
# These match only what a definition somewhere in the text names.
REFERENCES = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
BRACKET = re.compile(r"[\[\]]")
ADDRESS = re.compile(rf"\(([^\s()<>'\"{STX}]*)\)")  # without a title, and with nothing to pair or to take back


class QuickInline(InlineProcessor):
    """Inline patterns, each tried only in a text, and on a part of it, that holds what it looks for."""

    def __init__(self, md: Markdown, patterns: Any) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        self.ancestors = []  # stays empty: it is there for patterns that are not tried below some element, and none is
        names = {id(patterns[name]): name for name in HOLDS if name in patterns}
        named = ((pattern, names.get(id(pattern), "")) for pattern in patterns)
        self.named = [(pattern, name, HOLDS.get(name, ("",))) for pattern, name in named]
        self.tried: list[tuple[Any, tuple[str, ...]]] = []  # of this text: the patterns, and what a match of each holds
        self.marks: list[str] = []  # of this text: what a part of it holds if any pattern can match

    def look(self, whole: str) -> None:
        """Finds what can match in a text that has these words."""
        references = bool(self.md and self.md.references)
        self.tried = [
            (pattern, marks)
            for pattern, name, marks in self.named
            if (references or name not in REFERENCES) and any(mark in whole for mark in marks)
        ]
        marks = {mark for _, several in self.tried for mark in several if mark in whole}
        self.marks = [mark for mark in marks if not any(part in mark for part in marks - {mark})]
        if self.marks or INLINE_PLACEHOLDER_PREFIX in whole:
            self.marks.append(INLINE_PLACEHOLDER_PREFIX)

    def marked(self, text: str) -> bool:
        """Whether there is anything in a part of the text for a pattern, or something of one that was put aside."""
        for mark in self.marks:  # noqa: SIM110 - it is asked of every part, and `any` takes twice as long
            if mark in text:
                return True
        return False

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Makes elements of the marks in all texts below `tree`: python-markdown's walk, past what holds none."""
        self.stashed_nodes = {}
        self.look("".join(tree.itertext()))
        waiting = deque([tree] if self.marks else [])
        while waiting:
            above = waiting.popleft()
            made = list[tuple[Element, list[Element]]]()
            for child in above:
                text, tail = child.text, child.tail
                if text and self.marked(text) and not isinstance(text, AtomicString):
                    child.text = None
                    inside = self.elements_of(text, child, is_text=True)
                    waiting.extend(inside)
                    made.append((child, inside))
                if tail and self.marked(tail):
                    child.tail = None
                    lead = Element("d")
                    behind = self.elements_of(tail, lead, is_text=False)
                    child.tail = lead.tail or None
                    place = list(above).index(child) + 1
                    for element in reversed(behind):
                        above.insert(place, element)
                if len(child):
                    waiting.append(child)
            for child, inside in made:
                for place, element in enumerate(inside):
                    child.insert(place, element)
        return tree

    def elements_of(self, text: str, parent: Element, *, is_text: bool) -> list[Element]:
        """The elements that a text holds; what stands before the first goes to `parent`, as its text or its tail."""
        process: Any = self._InlineProcessor__processPlaceholders  # type: ignore[attr-defined]
        return [element for element, _ in process(self._InlineProcessor__handleInline(text), parent, is_text)]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - python-markdown's
        """The text with its inline marks put aside, from the pattern of this number on."""
        if isinstance(data, AtomicString):
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


class QuickLink(LinkInlineProcessor):
    """A link, found without looking at every letter of it."""

    def getText(self, data: str, index: int) -> Any:  # noqa: N802 - python-markdown's
        """The words between brackets, where they end, and whether they do."""
        depth = 1
        for bracket in BRACKET.finditer(data, index):
            depth += 1 if bracket[0] == "[" else -1
            if depth == 0:
                return data[index : bracket.start()], bracket.end(), True
        return data[index:], len(data), False

    def getLink(self, data: str, index: int) -> Any:  # noqa: N802 - python-markdown's
        """The address and the title between parentheses, where they end, and whether they do."""
        plain = ADDRESS.match(data, index)
        return (plain[1], None, plain.end(), True) if plain else super().getLink(data, index)
