"""The line that a problem is about, as it can be shown in a column of its own, and where in it the mistake stands."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from oproep.model.problem import Problem

WIDEST = 160  # columns that are shown of a line
BEFORE = 60  # letters that are shown before a mistake which stands further to the right
TAB = 4
NAMED = re.compile("‘([^’]+)’")


class Shown(NamedTuple):
    """A line, and below it the sign that points: `before` counts columns, not letters."""

    line: str
    before: int
    width: int

    @property
    def caret(self) -> str:
        """What stands below the line."""
        return " " * self.before + "^" * self.width


def shown(root: Path, problem: Problem) -> Shown | None:
    """The line that a problem is about, or None when it cannot be shown."""
    line = source_line(root, problem)
    if not line.strip():
        return None
    start = min(problem.column - 1, len(line))
    end = start + max(length(line, problem), 1)
    cut = start - BEFORE if start > WIDEST - BEFORE else 0
    sign = "…" if cut else ""
    visible = [*sign, *map(printable, line[cut:])]
    places = [0]
    for letter in visible:
        places.append(places[-1] + (TAB - places[-1] % TAB if letter == "\t" else columns(letter)))
    kept = sum(place <= WIDEST for place in places[1:])
    first, last = (min(at - cut + len(sign), len(visible)) for at in (start, end))
    text = "".join(
        " " * (after - before) if letter == "\t" else letter
        for letter, before, after in zip(visible[:kept], places, places[1:], strict=False)
    )
    return Shown(text.rstrip(), places[first], max(places[min(last, kept)] - places[first], 1))


def source_line(root: Path, problem: Problem) -> str:
    """The line that a problem is about as it is typed, empty when there is none."""
    try:
        text = (root / problem.file).read_text(encoding="utf-8-sig", errors="replace")
        return text.split("\n")[problem.line - 1].rstrip()  # not `splitlines`, which knows more line ends than YAML
    except (OSError, IndexError, ValueError):
        return ""


def length(line: str, problem: Problem) -> int:
    """How many letters of its line are the mistake, as far as its message names them; 0 where it does not."""
    rest = line[problem.column - 1 :]
    named = NAMED.search(problem.message)
    if not named:
        return 0
    quote = rest[:1] if rest[:1] in ("'", '"') else ""
    return len(quote + named[1] + quote) if rest.startswith(quote + named[1]) else 0


def printable(letter: str) -> str:
    """The letter, where it can be seen; tabs are laid out."""
    return letter if letter == "\t" or letter.isprintable() else "?"


def columns(letter: str) -> int:
    """How many columns a terminal gives to a letter (UAX 11): two to a wide one, none to an accent of its own."""
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
