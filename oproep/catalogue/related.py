"""For each call, those most like it: first those a reader can still use, with most themes in common, and the fund.

Of equals the choice is by lot, drawn from the names of both: so every call is shown about as often as another, and
when one closes, only the pages that showed it change, not those of its whole theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nsmallest
from itertools import chain
from zlib import crc32

from oproep.catalogue.brief import Brief

RELATED = 4
LOOKED_AT = 32  # of each list: the work per call stays the same as lists grow

Head = tuple[tuple[str, ...], tuple[str, ...]]  # of a list: those a reader can still use, and others


def heads_of(by_topic: Mapping[tuple[str, str], Iterable[Brief]]) -> dict[tuple[str, str], Head]:
    """Of every fund and theme some calls, drawn by lot from their names alone."""
    found = {}
    for name, briefs in by_topic.items():
        if name[0] != "beneficiaries":
            sides: tuple[list[str], list[str]] = ([], [])
            for brief in briefs:
                sides[brief.status.over].append(brief.slug)
            found[name] = (drawn(sides[0]), drawn(sides[1]))
    return found


def drawn(slugs: list[str]) -> tuple[str, ...]:
    """Some of these."""
    return tuple(slugs if len(slugs) <= LOOKED_AT else nsmallest(LOOKED_AT, slugs, key=lot))


def lot(name: str) -> tuple[int, str]:
    """A name's place in a draw that is the same every time."""
    return crc32(name.encode()), name


class Likeness:
    """Finds what is most like a call."""

    def __init__(self, heads: Mapping[tuple[str, str], Head]) -> None:
        self.heads = heads
        self.ranked: dict[tuple[str | None, tuple[str, ...]], tuple[list[list[str]], list[list[str]]]] = {}

    def related(self, call: Brief) -> tuple[str, ...]:
        """The slugs of at most RELATED calls, the likeliest first."""
        like = (call.fund, call.themes)
        if like not in self.ranked:
            self.ranked[like] = (self.ranks(like, 0), self.ranks(like, 1))
        found: list[str] = []
        for equals in chain(*self.ranked[like]):
            lacking = RELATED - len(found)
            if not lacking:
                break
            others = [slug for slug in equals if slug != call.slug]
            if len(others) > 1:
                others = nsmallest(lacking, others, key=lambda slug: lot(f"{call.slug} {slug}"))
            found.extend(others[:lacking])
        return tuple(found)

    def ranks(self, like: tuple[str | None, tuple[str, ...]], side: int) -> list[list[str]]:
        """Calls by how much they have in common with this fund and these themes, those with most first."""
        fund, themes = like
        common: dict[str, int] = {}
        for name in (*(("themes", theme) for theme in themes), ("funds", fund or "")):
            for slug in self.heads.get(name, ((), ()))[side]:
                common[slug] = common.get(slug, 0) + 1
        equals: dict[int, list[str]] = {}
        for slug, count in common.items():
            equals.setdefault(count, []).append(slug)
        return [equals[count] for count in sorted(equals, reverse=True)]
