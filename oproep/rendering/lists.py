"""The calls of a list become its pages: what can still be met, then what is over, by year where there is much of it.

A year that is past changes no more, so a call that is added touches few pages; and no page grows without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from oproep.cache.packing import digest
from oproep.catalogue.brief import Brief, latest_first
from oproep.catalogue.catalogue import Catalogue, index
from oproep.catalogue.counts import Counts
from oproep.catalogue.sums import currencies_of, sums_of
from oproep.model.status import Status
from oproep.rendering.calendar_parts import CalendarPart, calendar_names, calendar_parts, year_of

MOST = 200  # rows of one kind on a page


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page of a list. The first has no `part`; `year` is that of calls which are over and stand here alone."""

    part: str  # of its address: "" for the list's own page, else "2", "2025", "2025.2"
    year: int | None = None
    open: tuple[Brief, ...] = ()
    forthcoming: tuple[Brief, ...] = ()
    closed: tuple[Brief, ...] = ()

    @property
    def briefs(self) -> tuple[Brief, ...]:
        """Every call on it, in order."""
        return self.open + self.forthcoming + self.closed

    @cached_property
    def shown(self) -> bytes:
        """What the rows on it depend on, and which of its groups each stands in."""
        groups = (self.open, self.forthcoming, self.closed)
        return digest(*(b"".join([brief.rows for brief in group]) for group in groups))


@dataclass(frozen=True, kw_only=True)
class CallList:
    """A list of calls, page by page, with how many there are of each kind in all."""

    leaves: tuple[Leaf, ...]
    counts: Counts
    briefs: tuple[Brief, ...]
    zone: ZoneInfo

    @cached_property
    def calendar(self) -> tuple[CalendarPart, ...]:
        """The files of its calendar."""
        return calendar_parts(self.briefs, self.zone)

    @cached_property
    def calendars(self) -> tuple[str, ...]:
        """What these are called."""
        return calendar_names(self.briefs, self.zone)

    def counts_on(self, leaf: Leaf) -> Counts:
        """The counts that a page of it shows: all of them, or those of the year that it is about."""
        if leaf.year is None:
            return self.counts
        return Counts(0, 0, dict(self.years)[leaf.year], ())

    def numbers(self, leaf: Leaf) -> bytes:
        """What a page of it depends on beside its rows. A past year stays as it is when calls of others close."""
        more = self.more(leaf)
        calendar = () if leaf.part else self.calendars
        return repr((tuple(self.counts_on(leaf)), self.beside(leaf), more.part if more else "", calendar)).encode()

    def more(self, leaf: Leaf) -> Leaf | None:
        """The page that goes on where this one ends."""
        at = self.leaves.index(leaf) + 1
        following = self.leaves[at] if at < len(self.leaves) else None
        return following if following and following.year == leaf.year else None

    def beside(self, leaf: Leaf) -> tuple[tuple[int, int | None], ...]:
        """The years that a page of it leads to, with how many calls each has where all of them are counted."""
        return tuple((year, None if leaf.year else count) for year, count in self.years)

    @cached_property
    def years(self) -> tuple[tuple[int, int], ...]:
        """Each year that has pages of its own, with how many calls it has."""
        dated = [leaf for leaf in self.leaves if leaf.year is not None]
        by_year = groupby(dated, key=lambda leaf: leaf.year or 0)
        return tuple((year, sum(len(leaf.closed) for leaf in found)) for year, found in by_year)


def call_list(briefs: tuple[Brief, ...], counts: Counts, zone: ZoneInfo) -> CallList:
    """The pages of a list of calls in the order of `as_listed`: the first holds all, unless there is too much of it."""
    open_calls = [brief for brief in briefs if brief.status.is_open]
    forthcoming = [brief for brief in briefs if brief.status is Status.FORTHCOMING]
    over = [brief for brief in briefs if brief.status.over]
    first = Leaf(
        part="",
        open=tuple(open_calls[:MOST]),
        forthcoming=tuple(forthcoming[:MOST]),
        closed=tuple(over) if len(over) <= MOST else (),
    )
    leaves = [first]
    for number, start in enumerate(range(MOST, max(len(open_calls), len(forthcoming)), MOST), 2):
        end = start + MOST
        leaves.append(
            Leaf(part=str(number), open=tuple(open_calls[start:end]), forthcoming=tuple(forthcoming[start:end]))
        )
    if len(over) > MOST:
        leaves.extend(leaves_by_year(over, zone))
    return CallList(leaves=tuple(leaves), counts=counts, briefs=briefs, zone=zone)


def as_listed(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """Calls in the order of lists, but what is over comes last, the latest first."""
    listed = list(briefs)
    over = sorted((brief for brief in listed if brief.status.over), key=latest_first)
    return (*(brief for brief in listed if not brief.status.over), *over)


def leaves_by_year(over: Iterable[Brief], zone: ZoneInfo) -> Iterator[Leaf]:
    """Calls that are over, the latest first, a page or more for each year."""
    for year, found in groupby(over, key=lambda brief: year_of(brief.ended, zone)):
        calls = list(found)
        for number, start in enumerate(range(0, len(calls), MOST), 1):
            part = f"{year}" if number == 1 else f"{year}.{number}"
            yield Leaf(part=part, year=year, closed=tuple(calls[start : start + MOST]))


@dataclass(frozen=True)
class Lists:
    """Every list of calls there is, each laid out once for all languages."""

    catalogue: Catalogue
    known: dict[tuple[str, str], CallList] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def ordered(self) -> tuple[Brief, ...]:
        """Every call, put in order once for all lists."""
        return as_listed(self.catalogue.briefs.values())

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], tuple[Brief, ...]]:
        """The calls of every fund, theme and kind of beneficiary, in the same order."""
        return index(self.ordered)

    def of(self, kind: str, slug: str) -> CallList:
        """The calls of a fund, a theme or a kind of beneficiary."""
        name, catalogue = (kind, slug), self.catalogue
        if name not in self.known:
            counts = catalogue.counts_of(kind, slug)
            self.known[name] = call_list(self.by_topic.get(name, ()), counts, catalogue.settings.zone)
        return self.known[name]

    @cached_property
    def everything(self) -> CallList:
        """All calls."""
        return call_list(self.ordered, self.catalogue.all_counts, self.catalogue.settings.zone)

    def depends(self, page: str, on: Callable[[Catalogue], bytes]) -> bytes:
        """What a page depends on that shows the same calls in every language; worked out once for all of them."""
        if page not in self.keys:
            self.keys[page] = on(self.catalogue)
        return self.keys[page]

    @cached_property
    def counts(self) -> bytes:
        """What the numbers of calls that pages show depend on."""
        counts = sorted((name, tuple(found)) for name, found in self.catalogue.counts.items())
        return digest(repr(counts).encode())

    @cached_property
    def sums(self) -> bytes:
        """What the sums of money depend on that the lists of funds and themes show."""
        topics = [topic for topic in self.catalogue.by_topic.items() if topic[0][0] != "beneficiaries"]
        found = sorted((name, sums_of(briefs)) for name, briefs in topics)
        return digest(repr((currencies_of(self.catalogue.briefs.values()), found)).encode())
