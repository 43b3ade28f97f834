"""The calls of a catalogue are divided into shards: the parts of the search index that are made, and loaded, alone.

What can still change is one shard, which every search asks. What is over stays as it is, and so is divided by time:
a call that closes leaves the first shard and comes into the latest of the others, and no other is touched. A browser
asks these one after the other when the first has too few answers. Each costs a reader some 15 KB, so there are few; and
a changed call makes the whole of its shard anew, so none is large.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from oproep.catalogue.brief import Brief, latest_first

MOST = 1500  # calls: what Pagefind indexes in two to three seconds, with 300 MiB
NOW = "now"
PARTS = (1, 2, 4, 12)  # that a year is divided into
Period = tuple[int, int]  # a year, and which part of it


class Shard(NamedTuple):
    """A part of the index: its name, whether it is only asked when others have too few answers, and its calls."""

    name: str  # letters, digits and hyphens, no more than eight between two hyphens
    late: bool
    slugs: tuple[str, ...]


def divided(briefs: Iterable[Brief]) -> list[Shard]:
    """The shards of these calls, in the order in which they are asked: the latest of what is over first."""
    listed = list(briefs)
    coming = [brief for brief in listed if not brief.status.over]
    over = sorted((brief for brief in listed if brief.status.over), key=latest_first)
    if len(listed) <= MOST:
        return [Shard(NOW, late=False, slugs=slugs_of([*coming, *over]))] if listed else []
    shards = [Shard(name, late=False, slugs=slugs_of(part)) for name, part in by_lot(coming)]
    past = [Shard(name, late=True, slugs=slugs_of(part)) for name, part in by_time(over)]
    return shards + past if shards else [past[0]._replace(late=False), *past[1:]]


def slugs_of(briefs: Iterable[Brief]) -> tuple[str, ...]:
    """The names of calls."""
    return tuple(brief.slug for brief in briefs)


def by_lot(briefs: list[Brief]) -> Iterator[tuple[str, list[Brief]]]:
    """Calls in as many parts as it takes, twice as many whenever one becomes too large; a call stays where it is."""
    number = 1
    while number * MOST < len(briefs):
        number *= 2
    parts: list[list[Brief]] = [[] for _ in range(number)]
    for brief in briefs:
        parts[int.from_bytes(blake2b(brief.slug.encode(), digest_size=4).digest()) % number].append(brief)
    for at, part in enumerate(parts):
        if part:
            yield f"{NOW}-{at}" if at else NOW, part


def by_time(briefs: list[Brief]) -> Iterator[tuple[str, list[Brief]]]:
    """Calls that are over, the latest first, in parts of whole years, or of a part of one; the latest part first.

    Years are put together from the oldest on, so that what is added at the end leaves the others as they are.
    """
    place = placing(briefs)
    names = named(Counter(map(place, briefs)))
    found: dict[str, list[Brief]] = {}
    for brief in briefs:
        found.setdefault(names[place(brief)], []).append(brief)
    yield from found.items()


def placing(briefs: Iterable[Brief]) -> Callable[[Brief], Period]:
    """How to find the period that a call belongs to: its year, in the fewest parts of which none is too large."""
    years: dict[int, Counter[int]] = {}
    for brief in briefs:
        year, month = ended(brief)
        years.setdefault(year, Counter())[month] += 1

    def largest(months: Counter[int], parts: int) -> int:
        sizes: Counter[int] = Counter()
        for month, count in months.items():
            sizes[month * parts // 12] += count
        return max(sizes.values())

    parts = {
        year: next((each for each in PARTS if largest(months, each) <= MOST), PARTS[-1])
        for year, months in years.items()
    }

    def place(brief: Brief) -> Period:
        year, month = ended(brief)
        return year, month * parts[year] // 12

    return place


def ended(brief: Brief) -> tuple[int, int]:
    """The year in which a call was over, and its month from 0 on."""
    moment = datetime.fromtimestamp(brief.ended, UTC)
    return moment.year, moment.month - 1


def named(sizes: Mapping[Period, int]) -> dict[Period, str]:
    """The shard of each period: that of the one before as long as there is room, else one that is called by its own."""
    names: dict[Period, str] = {}
    name, room = "", 0
    for period, size in sorted(sizes.items()):
        if size > room:
            year, part = period
            name, room = f"{year}-{part}" if part else str(year), MOST
        names[period] = name
        room -= size
    return names
