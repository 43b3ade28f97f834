"""For each call, those most like it: first those a reader can still use, with most themes in common, and the fund.

Of equals those come first that will stay as they are for longest, by seasons: a reader has most time for them, and
the pages that show them need not be made again soon. Of those of one season the choice is by lot, drawn from the names
of both: every call is shown, and when one closes, only the pages that showed it change, not those of its whole theme.
Of very many equals the lot decides among some of the longest: else the one that lasts longest would stand on all those
pages, and a word in its title would change them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from zlib import crc32

from oproep.catalogue.brief import NEVER, Brief
from oproep.model.status import Status

RELATED = 4
CHOICE = 32  # more equals than this are very many, and this is how many the lot then decides among
LOOKED_AT = 128  # of each list: the work per call stays the same as lists grow
SEASON = 90 * 24 * 60 * 60  # seconds


Candidate = tuple[int, str]  # the season until which the row of a call stays as it is, and its slug
Head = tuple[tuple[Candidate, ...], tuple[Candidate, ...]]  # of a list: those a reader can still use, and others
Ranks = list[list[str]]  # the names of calls, equals together


def heads_of(by_topic: Mapping[tuple[str, str], Iterable[Brief]]) -> dict[tuple[str, str], Head]:
    """Of every fund and theme those that stay as they are for longest; some, where there are many.

    Those that are over are left out where there are others enough.
    """
    found = {}
    for name, briefs in by_topic.items():
        if name[0] != "beneficiaries":
            usable = [(season_of(brief), brief.slug) for brief in briefs if not brief.status.over]
            over = [(0, brief.slug) for brief in briefs if brief.status.over] if len(usable) <= RELATED else []
            found[name] = (longest(usable), longest(over))
    return found


def season_of(brief: Brief) -> int:
    """The season in which the status or the next deadline of a call becomes another; 0 if nobody says when it opens."""
    if brief.status is Status.FORTHCOMING and brief.opens is None:
        return 0
    turns = [moment for moment, _ in brief.later[:1]]
    if brief.next_deadline is not None:
        turns.append(brief.next_deadline)
    return min(turns, default=NEVER) // SEASON


def longest(calls: list[Candidate]) -> tuple[Candidate, ...]:
    """Those that stay as they are for longest."""
    if len(calls) <= LOOKED_AT:
        return tuple(calls)
    return tuple(nsmallest(LOOKED_AT, calls, key=lambda call: (-call[0], lot(call[1]))))


def lot(name: str) -> tuple[int, str]:
    """A name's place in a draw that is the same every time."""
    return crc32(name.encode()), name


class Likeness:
    """Finds what is most like a call."""

    def __init__(self, heads: Mapping[tuple[str, str], Head]) -> None:
        self.heads = heads
        self.ranked: dict[tuple[str | None, tuple[str, ...]], Ranks] = {}

    def related(self, call: Brief) -> tuple[str, ...]:
        """The slugs of at most RELATED calls, the likeliest first."""
        like = (call.fund, call.themes)
        if like not in self.ranked:
            self.ranked[like] = self.ranks(like)
        found: list[str] = []
        for equals in self.ranked[like]:
            lacking = RELATED - len(found)
            if not lacking:
                break
            others = [slug for slug in equals if slug != call.slug]
            if len(others) > 1:
                others = nsmallest(lacking, others, key=lambda slug: lot(f"{call.slug} {slug}"))
            found.extend(others)
        return tuple(found)

    def ranks(self, like: tuple[str | None, tuple[str, ...]]) -> Ranks:
        """Equals after equals, by how much they have in common with this fund and these themes, then by season.

        There are enough of them to choose from, whichever call it is for.
        """
        found: Ranks = []
        for side in (0, 1):
            for equals in self.equals(like, side):
                if sum(map(len, found)) > RELATED:
                    return found
                found.append(equals)
        return found

    def equals(self, like: tuple[str | None, tuple[str, ...]], side: int) -> Ranks:
        """The ranks of those that a reader can still use, or of the others."""
        fund, themes = like
        common: dict[Candidate, int] = {}
        for name in (*(("themes", theme) for theme in themes), ("funds", fund or "")):
            for call in self.heads.get(name, ((), ()))[side]:
                common[call] = common.get(call, 0) + 1
        ranks: dict[int, dict[int, list[str]]] = {}
        for call, count in common.items():
            season, slug = call
            ranks.setdefault(count, {}).setdefault(season, []).append(slug)
        found: Ranks = []
        for _, seasons in sorted(ranks.items(), reverse=True):
            lasting = [slugs for _, slugs in sorted(seasons.items(), reverse=True)]
            found += lasting if sum(map(len, lasting)) <= CHOICE else choices(lasting)
        return found


def choices(ranks: Ranks) -> Iterator[list[str]]:
    """The same, with as many ranks in one as make a choice."""
    choice: list[str] = []
    for slugs in ranks:
        choice.extend(slugs)
        if len(choice) >= CHOICE:
            yield choice
            choice = []
    if choice:
        yield choice
