"""Calls are counted by what one can do with them, now and from each later turn on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from oproep.catalogue.brief import Brief
from oproep.model.status import Status


class Counts(NamedTuple):
    """How many calls are open, announced and over; and for the browser how many there will be from when on."""

    open: int
    forthcoming: int
    closed: int
    later: tuple[tuple[int, int, int, int], ...]  # instant, open, forthcoming, closed

    @property
    def both(self) -> int:
        """How many one can use, now or later."""
        return self.open + self.forthcoming


def counts_of(briefs: Iterable[Brief]) -> Counts:
    """The counts of these calls."""
    now = [0, 0, 0]
    changes: dict[int, list[int]] = {}
    for brief in briefs:
        before = place(brief.status)
        now[before] += 1
        for moment, status in brief.later:
            after = place(status)
            if after != before:
                change = changes.setdefault(moment, [0, 0, 0])
                change[before] -= 1
                change[after] += 1
                before = after
    numbers, later = tuple(now), []
    for moment, change in sorted(changes.items()):
        if any(change):
            numbers = tuple(number + by for number, by in zip(numbers, change, strict=True))
            later.append((moment, numbers[0], numbers[1], numbers[2]))
    return Counts(now[0], now[1], now[2], tuple(later))


def place(status: Status) -> int:
    """Which of the three numbers a call counts for."""
    return 0 if status.is_open else 2 if status.over else 1
