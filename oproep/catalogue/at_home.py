"""The calls on the first page: the next deadlines, and those that are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple

from oproep.catalogue.brief import Brief

SHOWN = 6


class AtHome(NamedTuple):
    """What the first page shows of calls."""

    closing: tuple[Brief, ...]
    newest: tuple[Brief, ...]


def at_home(briefs: Iterable[Brief], now: int) -> AtHome:
    """Of these, which are in the order of lists; `now` in seconds since 1970."""
    listed = list(briefs)
    closing = islice((brief for brief in listed if brief.status.is_open and brief.next_deadline is not None), SHOWN)
    return AtHome(tuple(closing), newest(listed, now))


def newest(briefs: list[Brief], now: int) -> tuple[Brief, ...]:
    """By the day a call first stood here, the last first; those that do not say come at the end.

    Of one day those that are over come last, then every fund has its turn before one has a second, and those that
    open next come before those that are open already, the longest open last. Which come first changes only when a
    call opens or closes.
    """
    latest = nsmallest(SHOWN, (-brief.published for brief in briefs))
    new = [brief for brief in briefs if latest and -brief.published <= latest[-1]]

    def opening(brief: Brief) -> tuple[bool, int, str]:
        opens = brief.opens or 0
        coming = opens > now
        return (not coming, opens if coming else -opens, brief.slug)

    turns = Counter[tuple[int, bool, str | None]]()
    ranked: list[tuple[int, bool, int, int, Brief]] = []
    for place, brief in enumerate(sorted(new, key=opening)):
        turn = (-brief.published, brief.status.over, brief.fund)
        turns[turn] += 1
        ranked.append((-brief.published, brief.status.over, turns[turn], place, brief))
    return tuple(brief for *_, brief in nsmallest(SHOWN, ranked, key=lambda each: each[:4]))
