"""The calls of a list become its calendar: one file for all of them, or what is over by year where that is much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from oproep.catalogue.brief import Brief

MOST = 1_000  # calls in one file: a program that subscribes takes all of it each time


class CalendarPart(NamedTuple):
    """One file of a calendar. The first has no name; the others are years."""

    name: str  # "" or "2024"
    slugs: tuple[str, ...]  # of calls that have an event, in an order that time does not change


def calendar_names(briefs: Iterable[Brief], zone: ZoneInfo) -> tuple[str, ...]:
    """The names of the files of a calendar."""
    return tuple(by_file(briefs, zone))


def calendar_parts(briefs: Iterable[Brief], zone: ZoneInfo) -> tuple[CalendarPart, ...]:
    """The files of a calendar; none when no call has a date."""
    files = by_file(briefs, zone).items()
    return tuple(CalendarPart(name, tuple(sorted(brief.slug for brief in found))) for name, found in files)


def by_file(briefs: Iterable[Brief], zone: ZoneInfo) -> dict[str, list[Brief]]:
    """The calls with a date in each file of a calendar, by its name.

    Of many calls the first file holds those that are not over, and those that were over in the latest year: a deadline
    stays in the calendar of a subscriber for a while when it is past.
    """
    dated = [brief for brief in briefs if brief.events]
    if len(dated) <= MOST:
        return {"": dated} if dated else {}
    over: dict[int, list[Brief]] = {}
    for brief in dated:
        if brief.status.over:
            over.setdefault(year_of(brief.ended, zone), []).append(brief)
    latest, *others = sorted(over, reverse=True) or [0]
    first = [brief for brief in dated if not brief.status.over]
    return {"": first + over.get(latest, []), **{str(year): over[year] for year in others}}


@cache
def year_of(moment: int, zone: ZoneInfo) -> int:
    """The year in this zone; calls end at few different moments, and each stands in several lists."""
    return datetime.fromtimestamp(moment, UTC).astimezone(zone).year
