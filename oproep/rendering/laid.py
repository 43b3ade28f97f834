"""How calls were laid out in lists, kept for the next time: where only words change, nothing is put in order again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import NamedTuple

from oproep.cache.packing import pack, unpack
from oproep.catalogue.at_home import AtHome
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue
from oproep.rendering.lists import Lists, Name, Order, Pages

DIGEST = 16  # bytes of that of a call's rows
END = -1  # of what is related to a call


class Laid(NamedTuple):
    """The lists of an edition, as they are kept; calls by their numbers in the order of all."""

    slugs: str  # a line each
    rows: bytes
    related: bytes  # of each call those that its page shows
    pages: Mapping[Name, bytes]
    home: tuple[tuple[str, ...], tuple[str, ...]]
    keys: Mapping[str, bytes]

    @staticmethod
    def of(lists: Lists, related: Mapping[str, tuple[str, ...]]) -> Laid:
        """The lists that have been laid out."""
        slugs, rows = lists.order
        numbers = {slug: number for number, slug in enumerate(slugs)}
        shown = array("l")
        for slug in slugs:
            shown.extend(numbers[other] for other in related[slug])
            shown.append(END)
        return Laid(
            slugs="\n".join(slugs),
            rows=b"".join(rows),
            related=shown.tobytes(),
            pages={name: pack(Pages(found.leaves, found.calendars)) for name, found in lists.known.items()},
            home=tuple(tuple(brief.slug for brief in group) for group in lists.catalogue.at_home),  # type: ignore[arg-type]
            keys=lists.keys,
        )

    def at_home(self, briefs: Mapping[str, Brief]) -> AtHome:
        """The calls on the first page."""
        closing, newest = self.home
        return AtHome(tuple(briefs[slug] for slug in closing), tuple(briefs[slug] for slug in newest))

    def showing(self, slugs: AbstractSet[str]) -> Iterator[str]:
        """The calls whose pages show one of these as related."""
        names = self.slugs.split("\n")
        wanted = {number for number, slug in enumerate(names) if slug in slugs}
        shown = array("l")
        shown.frombytes(self.related)
        here = 0
        for number in shown:
            if number == END:
                here += 1
            elif number in wanted:
                yield names[here]

    def with_rows(self, changed: Mapping[str, Brief]) -> Laid:
        """The same with other words in the rows of some calls."""
        names, rows = self.slugs.split("\n"), bytearray(self.rows)
        keys = dict(self.keys)
        for slug, brief in changed.items():
            at = names.index(slug) * DIGEST
            before = repr(self.rows[at : at + DIGEST]).encode()
            keys = {page: key for page, key in keys.items() if before not in key}  # a page that names it is another
            rows[at : at + DIGEST] = brief.rows
        return self._replace(rows=bytes(rows), keys=keys)


class AsLaid(Lists):
    """Lists as they were laid out before."""

    def __init__(self, catalogue: Catalogue, laid: Laid) -> None:
        super().__init__(catalogue)
        self.laid = laid

    @cached_property
    def order(self) -> Order:
        """Every call by name."""
        rows = self.laid.rows
        return Order(self.laid.slugs.split("\n"), [rows[at : at + DIGEST] for at in range(0, len(rows), DIGEST)])

    def pages(self, name: Name) -> Pages:
        """The pages of a list."""
        kept = self.laid.pages.get(name)
        found: Pages = unpack(kept) if kept else super().pages(name)
        return found

    def depends(self, page: str, on: Callable[[Catalogue], bytes]) -> bytes:
        """What a page depends on that shows the same calls in every language."""
        return self.laid.keys.get(page) or super().depends(page, on)
