"""What a build leaves for the next: how every file stood, the brief of every call, and which calls are alike."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, ValuesView
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

from oproep.cache.large import get_large, put_large, sum_of_large
from oproep.cache.ledger import Ledger
from oproep.cache.packing import Damaged, pack, unpack
from oproep.cache.stamps import Shelf
from oproep.catalogue.brief import LONG_AGO, NEVER, Brief, in_order
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.counts import Counts
from oproep.model.problem import Problem
from oproep.rendering.laid import Laid

NAME, COUNTS, LAID = b"state", b"counts", b"laid"
SHARES = 256  # that the calls are kept in: one that changed is read and written with few others


class Span(NamedTuple):
    """The seconds (since 1970) between which nothing that is shown of any call becomes another by itself."""

    since: int = LONG_AGO
    until: int = NEVER

    def holds(self, moment: int) -> bool:
        """The moment is within it."""
        return self.since <= moment < self.until


ALWAYS = Span()


def span_of(catalogue: Catalogue) -> Span:
    """When nothing of these calls turns by itself, nor does the month, which a year of deadlines begins with."""
    briefs = catalogue.briefs.values()
    begins, ends = (int(moment.timestamp()) for moment in catalogue.month)
    since, until = (brief.since for brief in briefs), (brief.until for brief in briefs)
    return Span(max((begins, *since)), min((ends, *until)))


@dataclass(frozen=True, kw_only=True)
class State:
    """How things stood."""

    version: bytes = b""  # of the design
    taken: int = 0  # when files were looked at, ns since 1970
    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    edition: bytes = b""  # a name for all that was published; another edition has another
    today: int = 0  # day of the calendar since the year 1, where the catalogue is at home
    span: Span = ALWAYS
    wrong: frozenset[str] = frozenset()  # calls with errors, of which nothing is known
    problems: tuple[Problem, ...] = ()  # but those of single calls
    calls: int = 0
    data: bool = False  # what is published as data is known of every call
    other_pages: int = 0  # but those of calls
    heads: bytes = b""  # of the lists that related calls are drawn from
    laid: bytes = b""  # the sum of how they were laid out


NO_STATE = State()


def read_state(ledger: Ledger) -> State:
    """The state that the last build left, or an empty one. Raises Damaged."""
    found = get_large(ledger, NAME)
    if not found:
        return NO_STATE
    return State(**{**found, "span": Span(*found["span"])})


def write_state(ledger: Ledger, state: State) -> None:
    """Leaves a state for the next build."""
    put_large(ledger, NAME, {**vars(state), "span": tuple(state.span)})


def read_counts(ledger: Ledger) -> Mapping[tuple[str, str], Counts]:
    """How many calls each fund, theme and kind of beneficiary had at the last build. Raises Damaged."""
    kept = ledger.get("about", COUNTS)
    if not kept:
        raise Damaged("the counts are not in the cache")
    return {name: Counts(*found) for name, found in unpack(kept).items()}


def write_counts(ledger: Ledger, counts: Mapping[tuple[str, str], Counts]) -> None:
    """Leaves them for the next build."""
    ledger.put("about", [(COUNTS, pack({name: tuple(found) for name, found in counts.items()}))])


def read_laid(ledger: Ledger, laid: bytes) -> Laid | None:
    """How calls were laid out in lists, where what is kept of that has this sum. Raises Damaged."""
    return Laid(*get_large(ledger, LAID)) if laid and sum_of_large(ledger, LAID) == laid else None


def write_laid(ledger: Ledger, laid: Laid) -> bytes:
    """Leaves that for the next build; answers its sum."""
    return put_large(ledger, LAID, tuple(laid))


def new_name() -> bytes:
    """A name that no edition had."""
    return os.urandom(16)


class Kept(NamedTuple):
    """What is known of a call without reading it."""

    brief: Brief
    related: tuple[str, ...]


def number_of(slug: str) -> int:
    """The share that a call is kept in."""
    return crc32(slug.encode()) % SHARES


class Known:
    """What is known of all calls without errors, read share by share when one is asked for. Raises Damaged."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._shares: dict[int, dict[str, Kept]] = {}

    def get(self, slug: str) -> Kept | None:
        """What is known of a call."""
        return self._share(number_of(slug)).get(slug)

    def all(self) -> dict[str, Kept]:
        """What is known of every call."""
        return {slug: kept for number in range(SHARES) for slug, kept in self._share(number).items()}

    def put(self, known: Mapping[str, Kept]) -> None:
        """Keeps this of these calls."""
        for slug, kept in known.items():
            self._share(number_of(slug))[slug] = kept
        self._write({number: self._shares[number] for number in {number_of(slug) for slug in known}})

    def replace(self, briefs: Mapping[str, Brief], related: Mapping[str, tuple[str, ...]]) -> None:
        """Keeps these, and nothing else; share by share, and none of them stays in memory."""
        slugs: list[list[str]] = [[] for _ in range(SHARES)]
        for slug in briefs:
            slugs[number_of(slug)].append(slug)
        for number, named in enumerate(slugs):
            now = {slug: Kept(briefs[slug], related[slug]) for slug in named}
            if now != self._shares.pop(number, None):
                self._write({number: now})

    def _share(self, number: int) -> dict[str, Kept]:
        if number not in self._shares:
            kept = self._ledger.get("known", b"%d" % number)
            listed = unpack(kept) if kept else ()
            self._shares[number] = {brief[0]: Kept(brief, related) for brief, related in listed}
        return self._shares[number]

    def _write(self, shares: Mapping[int, Mapping[str, Kept]]) -> None:
        rows = ((number, [tuple(kept) for kept in share.values()]) for number, share in sorted(shares.items()))
        self._ledger.put("known", [(b"%d" % number, pack(row)) for number, row in rows])


class Briefs(Mapping[str, Brief]):
    """The briefs of all calls in the order of lists, each read when it is asked for."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._ordered: dict[str, Brief] = {}

    def __getitem__(self, slug: str) -> Brief:
        if kept := self._known.get(slug):
            return kept.brief
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def values(self) -> ValuesView[Brief]:
        """All of them, without asking for each by its name."""
        return self._all().values()

    def _all(self) -> dict[str, Brief]:
        if not self._ordered:
            briefs = (kept.brief for kept in self._known.all().values())
            self._ordered = {brief.slug: brief for brief in sorted(briefs, key=in_order)}
        return self._ordered


class Related(Mapping[str, tuple[str, ...]]):
    """The calls that are like each, read when they are asked for."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __getitem__(self, slug: str) -> tuple[str, ...]:
        if kept := self._known.get(slug):
            return kept.related
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.all())

    def __len__(self) -> int:
        return len(self._known.all())
