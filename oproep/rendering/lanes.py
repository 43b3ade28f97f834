"""Dates become lanes of a picture, one for each theme or fund: marks on their days, or columns for every month.

Along the year a place is a share of the width of the picture, 0 to 100, so that it fits any screen; heights are pixels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from oproep.catalogue.brief import Brief
from oproep.catalogue.entry import Entry
from oproep.rendering.parts import Link
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

APART = 7  # days: marks that are nearer stand on top of each other, so that both are seen on a phone
STEP = 15  # height of a mark
ROOM = 13  # above the highest mark and below the lowest, to their middles
HIGHEST = 28  # column
FIGURE = 14  # height of the number on it
GAP = 3  # days between a column and the end of its month


class YearMonth(NamedTuple):
    """A month of the picture. `year` is told with the first and with every January."""

    name: str
    short: str
    year: str | None
    x: str


class YearMark(NamedTuple):
    """The mark of a date."""

    address: str
    form: str  # opens | deadline | cutoff | stage
    said: str
    x: str = ""
    y: int = 0


class YearColumn(NamedTuple):
    """The dates of a month where they are too many for marks."""

    figure: str
    x: str
    middle: str
    width: str
    y: int
    height: int


class YearLane(NamedTuple):
    """A theme or a fund."""

    words: Words
    address: str | None  # none for the lane of calls without a theme or a fund
    height: int
    dates: int  # how many
    marks: tuple[YearMark, ...] = ()
    columns: tuple[YearColumn, ...] = ()
    counts: tuple[int, ...] = ()  # of each month, where there are columns


class YearLanes(NamedTuple):
    """The lanes by theme, or by fund; `silent` are those that would be empty."""

    kind: str  # themes | funds
    lanes: tuple[YearLane, ...]
    silent: tuple[Link, ...]


def months_of(scribe: Scribe, days: Sequence[date]) -> tuple[YearMonth, ...]:
    """The months that begin on these days; the last of them is the end."""
    return tuple(
        YearMonth(
            name=scribe.tongue.month(day),
            short=scribe.tongue.month(day, short=True).rstrip("."),
            year=str(day.year) if day.month == 1 or day == days[0] else None,
            x=share(day.toordinal(), days),
        )
        for day in days[:-1]
    )


def share(day: float, days: Sequence[date]) -> str:
    """Where a day stands in the year."""
    first, end = days[0].toordinal(), days[-1].toordinal()
    return f"{(day - first) * 100 / (end - first):.2f}"


def lanes(
    scribe: Scribe, kind: str, days: Sequence[date], dates: Sequence[tuple[int, Brief]], marks: Sequence[YearMark]
) -> YearLanes:
    """The lanes of a kind of these dates, in the order of time; with a mark for each, or columns if there are none."""
    found: dict[str, list[int]] = {}
    for number, (_, brief) in enumerate(dates):
        for slug in lanes_of(scribe, kind, brief):
            found.setdefault(slug, []).append(number)
    highest = max((max(counts_of(days, dates, numbers)) for numbers in found.values()), default=0)
    entries = in_order(scribe, scribe.catalogue.of_kind(kind).values())
    drawn = []
    for entry in (*entries, None):
        if numbers := found.get(entry.slug if entry else "", ()):
            lane = YearLane(
                words=scribe.title(entry) if entry else Words(text=scribe.tongue.text(f"year-no-{kind}")),
                address=scribe.address(entry) if entry else None,
                height=HIGHEST + FIGURE,
                dates=len(numbers),
            )
            if marks:
                lane = with_marks(lane, days, [(dates[number][0], marks[number]) for number in numbers])
            else:
                counts = counts_of(days, dates, numbers)
                lane = lane._replace(counts=counts, columns=tuple(columns(scribe, days, counts, highest)))
            drawn.append(lane)
    silent = tuple(scribe.link(entry) for entry in entries if entry.slug not in found)
    return YearLanes(kind=kind, lanes=tuple(drawn), silent=silent)


def with_marks(lane: YearLane, days: Sequence[date], dated: Iterable[tuple[int, YearMark]]) -> YearLane:
    """The lane, as high as its marks need."""
    placed = tuple(in_place(days, dated))
    height = max(each.y for each in placed) + ROOM
    return lane._replace(height=height, marks=tuple(each._replace(y=height - each.y) for each in placed))


def lanes_of(scribe: Scribe, kind: str, brief: Brief) -> Iterable[str]:
    """The lanes that the dates of a call stand in: "" where it has no theme, or no fund."""
    known = scribe.catalogue.of_kind(kind)
    slugs = brief.themes if kind == "themes" else (brief.fund or "",)
    return [slug for slug in slugs if slug in known] or [""]


def in_order(scribe: Scribe, entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Themes or funds by name."""
    return sorted(entries, key=lambda entry: (scribe.title(entry).text.casefold(), entry.slug))


def in_place(days: Sequence[date], dated: Iterable[tuple[int, YearMark]]) -> Iterator[YearMark]:
    """The marks of a lane, each as low as there is room; `y` counts from below."""
    levels: list[int] = []  # the last day on each
    for day, mark in dated:
        level = next((number for number, last in enumerate(levels) if day - last >= APART), len(levels))
        levels[level : level + 1] = [day]
        yield mark._replace(x=share(day + 0.5, days), y=ROOM + level * STEP)


def counts_of(days: Sequence[date], dates: Sequence[tuple[int, Brief]], numbers: Iterable[int]) -> tuple[int, ...]:
    """How many of these dates each month has."""
    found = Counter(date.fromordinal(dates[number][0]).replace(day=1) for number in numbers)
    return tuple(found[day] for day in days[:-1])


def columns(scribe: Scribe, days: Sequence[date], counts: Sequence[int], highest: int) -> Iterator[YearColumn]:
    """A column for each month that has dates; the highest of all lanes is HIGHEST."""
    for (first, end), count in zip(pairwise(days), counts, strict=True):
        if count:
            start, stop, height = first.toordinal(), end.toordinal(), max(1, round(count * HIGHEST / highest))
            yield YearColumn(
                figure=scribe.tongue.number(count),
                x=share(start + GAP, days),
                middle=share((start + stop) / 2, days),
                width=share(days[0].toordinal() + stop - start - 2 * GAP, days),
                y=FIGURE + HIGHEST - height,
                height=height,
            )
