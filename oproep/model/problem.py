"""What is wrong with what an editor wrote: a `Fault` inside one record, a `Problem` once its place is known.

Whatever reads a value raises `Wrong`, a ValueError that holds every fault of that value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and positions from the top of a record down to one value: `("events", 0, "starts")`."""


MOST_NAMES = 30  # that a remedy lists


class Severity(StrEnum):
    """An error stops a merge and a build; a hint never does."""

    ERROR = "error"
    HINT = "hint"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with a value: a stable code, what was found, and what to write instead.

    `instead` is the value to write in its place, where only one can be meant.
    """

    code: str
    message: str
    fix: str
    path: Path = ()
    at_key: bool = False  # the key itself is the matter, not what stands behind it
    severity: Severity = Severity.ERROR
    instead: str = ""


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """A fault at its place: `file` is relative to the root, `line` and `column` count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    fix: str
    severity: Severity = Severity.ERROR


class Wrong(ValueError):
    """A value cannot be used. Its faults gather their path while it rises."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))

    def under(self, step: str | int) -> Wrong:
        """The same faults, seen from one level higher."""
        return Wrong(replace(fault, path=(step, *fault.path)) for fault in self.faults)


def wrong(code: str, message: str, fix: str, instead: str = "") -> Wrong:
    """A `Wrong` with a single fault."""
    return Wrong([Fault(code=code, message=message, fix=fix, instead=instead)])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near."""
    import difflib  # few words are ever wrong

    folded = {each.lower(): each for each in sorted(known)}
    found = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """One remedy in words: the nearest known word, or the words there are."""
    choices = sorted(known)
    near = nearest(word, choices)
    if near:
        return f"Did you mean ‘{near}’?"
    if not choices:
        return "There is none yet."
    shown = ", ".join(choices[:12])
    return f"Write one of: {shown}{', …' if len(choices) > 12 else '.'}"


def which_of(name: str, titles: Mapping[str, str]) -> str:
    """One remedy in words: the names that hold this one, or whose titles do; else the nearest, or the names there are.

    Those that begin with it come first.
    """
    words = name.replace("-", " ").casefold()
    begin = [known for known in sorted(titles) if known.startswith(name)]
    within = [known for known in sorted(titles) if name in known or words in titles[known].casefold()]
    like = list(dict.fromkeys([*begin, *within])) or [each for each in (nearest(name, titles),) if each]
    if len(like) == 1:
        return f"Did you mean ‘{like[0]}’?"
    found = like or sorted(titles)
    if not found:
        return "There is none yet."
    return f"Write one of: {', '.join(found[:MOST_NAMES])}{', …' if len(found) > MOST_NAMES else '.'}"


def quoted(raw: object) -> str:
    """What was found, quoted and cut to a length a message can bear; what cannot be seen is written as its code."""
    if isinstance(raw, list):
        return f"a list of {len(raw)}"
    if isinstance(raw, dict):
        return "a group of keys"
    text = "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in str(raw)[:100])
    return f"‘{text if len(text) <= 60 else text[:57] + '…'}’"


def has_errors(problems: Iterable[Problem]) -> bool:
    """Something stops a build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
