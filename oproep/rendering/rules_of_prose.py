"""What must hold of texts beside facts and originals: each rule is a generator whose docstring is the rule.

They look at the HTML that a text became, which is kept, so that no text is read again for their sake.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from oproep.catalogue.entry import Entry, Wording
from oproep.catalogue.rules_of_links import NOT_HTTPS, not_safe
from oproep.catalogue.rules_of_money import budget_of
from oproep.model.headings import HEADINGS
from oproep.model.problem import Severity, quoted
from oproep.rendering.prose import Trouble, plain
from oproep.rendering.said_of_money import contradictions

BULLET = re.compile(r"(?:<p>|\n)([•·\uf0b7][ \t\u00a0]*[^\s<]*)")
CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
UNSEEN = re.compile("[\u00ad\u200b]")  # where a word may be cut, which nobody sees and no search passes over
UNSAFE = re.compile(r'<a [^>]*?\bhref="(http:[^"]*)"', re.IGNORECASE)
HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)
END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|dd|dt|div|blockquote|pre)>")


class Heading(NamedTuple):
    """A heading of a text: its level, its name where every call has it, and its words."""

    level: int
    name: str
    words: str

    @property
    def place(self) -> tuple[int, str]:
        """What it has in common with its translations."""
        return self.level, self.name


def hint(code: str, message: str, fix: str, needle: str) -> Trouble:
    """What may well be meant, where `needle` stands in a text."""
    return Trouble(code, message, fix, needle, Severity.HINT)


def links_are_safe(text: str) -> Iterator[Trouble]:
    """A link leads to an address with https, so that nobody on the way can read or change the page."""
    found = UNSAFE.findall(text) if '"http:' in text else ()
    for address in dict.fromkeys(html.unescape(each) for each in found):
        yield hint(NOT_HTTPS, *not_safe(address), address)


def lists_are_lists(text: str) -> Iterator[Trouble]:
    """What begins with a sign of a word processor is no list to Markdown: its lines run on as one paragraph."""
    if any(sign in text for sign in "•·\uf0b7") and (found := BULLET.search(CODE.sub("", text))):
        message = f"{quoted(found[1][0])} begins this line, and Markdown makes no list of that: its lines run on."
        fix = "Begin each of them with ‘- ’, below an empty line; ‘check --fix’ does that."
        yield hint("bullet-typed", message, fix, html.unescape(found[1]))


def letters_are_seen(text: str) -> Iterator[Trouble]:
    """No mark stands in a word that nobody sees: who searches for the word would not find it."""
    if ("\u00ad" in text or "\u200b" in text) and (found := UNSEEN.search(text)):
        message = f"The text holds a hidden character (U+{ord(found[0]):04X}), which keeps a word from being found."
        yield hint("unseen-mark", message, "Delete it and type the word anew; ‘check --fix’ does that.", found[0])


def headings_are_those_of_the_original(entry: Entry[Any], original: str, translation: str) -> Iterator[Trouble]:
    """A translation has the headings of its original, in the same order and of the same levels."""
    own, file = headings_of(translation), entry.source.file.rpartition("/")[2]
    before = ""
    for theirs, ours in zip_longest(headings_of(original), own):
        if theirs and ours and theirs.place == ours.place:
            before = ours.words
            continue
        if ours is None:
            message = f"{file} goes on with the heading ‘{theirs.words}’, and this text does not."
        elif theirs is None:
            message = f"{file} has no heading where ‘{ours.words}’ stands here."
        elif theirs.name == ours.name:
            marks = f"‘{'#' * theirs.level}’, not ‘{'#' * ours.level}’"
            message = f"‘{theirs.words}’ is a heading with {marks} in {file}."
        else:
            message = f"‘{ours.words}’ stands here where {file} has ‘{theirs.words}’."
        fix = "Give both texts the same headings in the same order."
        here = ours.words if ours else before
        yield hint("headings-differ", message, fix, f"# {here}" if here else "")
        return


def amounts_are_those_of_the_facts(entry: Entry[Any], wording: Wording, text: str) -> Iterator[Trouble]:
    """What a text gives as the whole budget, or as the most or the least for a project, is what the facts say."""
    budget = budget_of(entry)
    if budget is None:
        return
    for mention, what, meant in contradictions(blocks_of(text), plain, wording.language, budget):
        message = f"‘{mention.typed}’ is given here as {what}, which is {meant} in the facts."
        fix = f"Correct the text, or ‘budget’ in {entry.source.file}."
        yield hint("amount-differs", message, fix, mention.typed)


def headings_of(text: str) -> list[Heading]:
    """The headings of a text, in order."""
    return [
        Heading(int(level), name if (name := re.sub(r"-\d+$", "", anchor)) in HEADINGS else "", plain(words))
        for level, anchor, words in HEADING.findall(text)
    ]


def blocks_of(text: str) -> list[str]:
    """The HTML of a text, each paragraph, item and cell apart."""
    return END_OF_BLOCK.split(text)
