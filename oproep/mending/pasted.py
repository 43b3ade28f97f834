"""What a word processor leaves in a text is typed as Markdown has it: signs of lists, and marks that nobody sees."""

from __future__ import annotations

import re

from oproep.mending.layout import laid_out
from oproep.mending.space import shown
from oproep.rendering.prose import plain

SIGN = re.compile(r" {0,3}[•·\uf0b7][ \t\u00a0]*(?=\S)")
SIGNS = re.compile(r"[•·\uf0b7]")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
UNSEEN = re.compile("[\u00ad\u200b]")
CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)


def with_lists(text: str) -> str:
    """The text with ‘- ’ before what a word processor lists, where the page then has the same words and code."""
    laid = laid_out(text)
    lines: list[str] = []
    code = listed = False
    for line in laid.below:
        code ^= bool(FENCE.match(line))
        found = None if code else SIGN.match(line)
        if found and not listed and lines and lines[-1].strip():
            lines.append("")  # else the list is part of the paragraph above
        listed = bool(found) or (listed and bool(line.strip()))
        lines.append(f"- {line[found.end() :]}" if found else line)
    return kept(text, "\n".join([*laid.keys, *lines]), laid.below != lines)


def without_unseen(text: str) -> str:
    """The text below the keys without soft hyphens and spaces of no width, but for those in code."""
    laid = laid_out(text)
    lines = [UNSEEN.sub("", line) for line in laid.below]
    return kept(text, "\n".join([*laid.keys, *lines]), laid.below != lines)


def kept(text: str, fresh: str, changed: bool) -> str:  # noqa: FBT001
    """What was mended, if it says what the text said; else the text."""
    if not changed:
        return text
    before, after = shown(laid_out(text).body), shown(laid_out(fresh).body)
    same = before is not None and after is not None and words(before) == words(after)
    return fresh if same else text


def words(made: str) -> tuple[list[str], list[str]]:
    """The words of a page, and its code to the letter."""
    seen = SIGNS.sub(" ", UNSEEN.sub("", plain(made)))
    return seen.split(), [found[0] for found in CODE.finditer(made)]
