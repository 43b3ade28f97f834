"""The calls of a list become its pages: what can still be met, then what is over, by year where there is much of it.

A year that is past changes no more, so a call that is added touches few pages; and no page grows without end. On a
page calls stand by their numbers in the order of all, so that how they were laid out can be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from oproep.cache.packing import digest
from oproep.catalogue.brief import Brief, latest_first
from oproep.catalogue.catalogue import ALL, Catalogue, index
from oproep.catalogue.counts import Counts
from oproep.catalogue.sums import currencies_of, sums_of
from oproep.model.status import Status
from oproep.rendering.calendar_parts import CalendarPart, calendar_names, calendar_parts, year_of

MOST = 200  # rows of one kind on a page
Name = tuple[str, str]  # of a list: a kind and a slug, or ALL
Numbers = tuple[int, ...]  # of calls in the order of all


class Leaf(NamedTuple):
    """One page of a list. The first has no `part`; `year` is that of calls which are over and stand here alone."""

    part: str  # of its address: "" for the list's own page, else "2", "2025", "2025.2"
    year: int | None = None
    open: Numbers = ()
    forthcoming: Numbers = ()
    closed: Numbers = ()

    @property
    def groups(self) -> tuple[Numbers, Numbers, Numbers]:
        """Its calls, by what a reader can do with them."""
        return self.open, self.forthcoming, self.closed


class Pages(NamedTuple):
    """The pages of a list, and what the files of its calendar are called."""

    leaves: tuple[Leaf, ...]
    calendars: tuple[str, ...]


class Order(NamedTuple):
    """Every call in the order of lists, what is over last; and the digest of its rows."""

    slugs: Sequence[str]
    rows: Sequence[bytes]

    def numbers(self, slugs: AbstractSet[str]) -> frozenset[int]:
        """The numbers of these calls."""
        return frozenset(number for number, slug in enumerate(self.slugs) if slug in slugs)


@dataclass(frozen=True, kw_only=True)
class CallList:
    """A list of calls, page by page, with how many there are of each kind in all."""

    order: Order
    leaves: tuple[Leaf, ...]
    calendars: tuple[str, ...]
    counts: Counts

    def slugs(self, numbers: Numbers) -> Iterator[str]:
        """Calls by name."""
        return (self.order.slugs[number] for number in numbers)

    def shown(self, leaf: Leaf) -> bytes:
        """What the rows on a page depend on, and which of its groups each stands in."""
        rows = self.order.rows
        return digest(*(b"".join([rows[number] for number in group]) for group in leaf.groups))

    def has(self, leaf: Leaf, numbers: AbstractSet[int]) -> bool:
        """One of these calls stands on a page."""
        return not all(numbers.isdisjoint(group) for group in leaf.groups)

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


def pages_of(numbers: Numbers, briefs: Sequence[Brief], zone: ZoneInfo) -> Pages:
    """The pages of a list of these of all calls: the first holds all, if that is not too much."""
    open_calls = [number for number in numbers if briefs[number].status.is_open]
    forthcoming = [number for number in numbers if briefs[number].status is Status.FORTHCOMING]
    over = [number for number in numbers if briefs[number].status.over]
    few = tuple(over) if len(over) <= MOST else ()
    leaves = [Leaf("", None, tuple(open_calls[:MOST]), tuple(forthcoming[:MOST]), few)]
    for number, start in enumerate(range(MOST, max(len(open_calls), len(forthcoming)), MOST), 2):
        end = start + MOST
        leaves.append(Leaf(str(number), None, tuple(open_calls[start:end]), tuple(forthcoming[start:end])))
    if not few:
        leaves.extend(leaves_by_year(over, briefs, zone))
    return Pages(tuple(leaves), calendar_names([briefs[number] for number in numbers], zone))


def leaves_by_year(over: Iterable[int], briefs: Sequence[Brief], zone: ZoneInfo) -> Iterator[Leaf]:
    """Calls that are over, the latest first, a page or more for each year."""
    for year, found in groupby(over, key=lambda number: year_of(briefs[number].ended, zone)):
        calls = list(found)
        for number, start in enumerate(range(0, len(calls), MOST), 1):
            part = f"{year}" if number == 1 else f"{year}.{number}"
            yield Leaf(part, year, closed=tuple(calls[start : start + MOST]))


def as_listed(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """Calls in the order of lists, but what is over comes last, the latest first."""
    listed = list(briefs)
    over = sorted((brief for brief in listed if brief.status.over), key=latest_first)
    return (*(brief for brief in listed if not brief.status.over), *over)


class Lists:
    """Every list of calls there is, each laid out once for all languages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.known: dict[Name, CallList] = {}
        self.keys: dict[str, bytes] = {}

    @cached_property
    def briefs(self) -> tuple[Brief, ...]:
        """Every call, put in order once for all lists."""
        return as_listed(self.catalogue.briefs.values())

    @cached_property
    def order(self) -> Order:
        """The same by name."""
        return Order([brief.slug for brief in self.briefs], [brief.rows for brief in self.briefs])

    @cached_property
    def numbers(self) -> Mapping[Name, Numbers]:
        """The calls of every fund, theme and kind of beneficiary."""
        return {**index(self.briefs), ALL: tuple(range(len(self.briefs)))}

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the catalogue."""
        return self.catalogue.settings.zone

    def pages(self, name: Name) -> Pages:
        """The pages of a list."""
        return pages_of(self.numbers.get(name, ()), self.briefs, self.zone)

    def of(self, kind: str, slug: str) -> CallList:
        """The calls of a fund, a theme or a kind of beneficiary."""
        name = (kind, slug)
        if name not in self.known:
            leaves, calendars = self.pages(name)
            counts = self.catalogue.counts_of(kind, slug)
            self.known[name] = CallList(order=self.order, leaves=leaves, calendars=calendars, counts=counts)
        return self.known[name]

    @property
    def everything(self) -> CallList:
        """All calls."""
        return self.of(*ALL)

    def calendar(self, kind: str, slug: str) -> tuple[CalendarPart, ...]:
        """The files of the calendar of a list."""
        return calendar_parts([self.briefs[number] for number in self.numbers.get((kind, slug), ())], self.zone)

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
