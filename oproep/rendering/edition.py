"""The catalogue becomes an edition: every page of every language with its address and all that it shows, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from oproep.cache.ledger import Ledger
from oproep.cache.packing import Damaged, digest, opened
from oproep.catalogue.catalogue import Catalogue
from oproep.rendering.address import Addresses
from oproep.rendering.frame import frame
from oproep.rendering.layout import Layout, first_pages
from oproep.rendering.lists import Lists
from oproep.rendering.page import Page
from oproep.rendering.pages import Frame
from oproep.rendering.proses import Proses
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.templates import Templates
from oproep.rendering.tongue import Tongue

PIECES = "pieces"  # the shelf of what lists and data show of a call


@dataclass(frozen=True, kw_only=True)
class Design:
    """What a catalogue is published with: its languages, its templates, and versions of all that shapes its pages."""

    folders: tuple[Path, ...]  # of templates, the first before the last
    tongues: Mapping[str, Tongue]
    headings: Mapping[str, str]  # the headings that have an id of their own, in every language
    reading: bytes  # changes with what shapes a record but its file,
    prose: bytes  # with what shapes prose but the text,
    version: bytes  # and with what shapes a page but the content


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything that is published, laid out; each output is a function of this one value."""

    catalogue: Catalogue
    design: Design
    addresses: Addresses
    rows: Mapping[str, Rows]
    frames: Mapping[str, Frame]
    templates: Templates
    proses: Proses
    layouts: Mapping[str, Layout]
    lists: Lists
    ledger: Ledger

    @property
    def tongues(self) -> Mapping[str, Tongue]:
        """The languages."""
        return self.design.tongues

    def absolute(self, where: str) -> str:
        """The address of a page on the web, for where a standard wants it whole."""
        return self.catalogue.settings.url + where

    @property
    def pages(self) -> Iterator[Page]:
        """Every page; those of calls first."""
        for slug in self.catalogue.briefs:
            yield from self.pages_of(slug)
        yield from self.other_pages

    @cached_property
    def other_pages(self) -> tuple[Page, ...]:
        """Every page but those of calls."""
        pages = [page for layout in self.layouts.values() for page in layout.other_pages()]
        return (*pages, *first_pages(list(self.layouts.values())))

    def pages_listing(self, slugs: AbstractSet[str]) -> Iterator[Page]:
        """The pages that may list one of these calls."""
        for layout in self.layouts.values() if slugs else ():
            yield from layout.pages_listing([self.catalogue.briefs[slug] for slug in slugs])

    def pages_of(self, slug: str) -> Iterator[Page]:
        """The pages of a call."""
        call = self.catalogue.calls[slug]
        for layout in self.layouts.values():
            yield layout.call_page(call)


def lay_out(
    catalogue: Catalogue,
    design: Design,
    proses: Proses,
    related: Mapping[str, tuple[str, ...]],
    small: bytes = b"",
    lists: Lists | None = None,
) -> Edition:
    """Every page and its address. `small` changes with any record that is not a call; `lists` are laid out already."""
    tongues, ledger = design.tongues, proses.ledger
    addresses = Addresses(tongues)
    rows = {}
    for code, tongue in tongues.items():
        scribe = Scribe(tongue=tongue, catalogue=catalogue, addresses=addresses, proses=proses)
        rows[code] = Rows(scribe, Written(ledger, code))
    lists = lists or Lists(catalogue)
    frames = {code: frame(of.scribe) for code, of in rows.items()}
    layouts = {
        code: Layout(
            rows=of,
            tongues=tongues,
            related=related,
            all_lists=lists,
            version=digest(design.version, code.encode(), repr(frames[code]).encode()),
            small=small,
        )
        for code, of in rows.items()
    }
    return Edition(
        catalogue=catalogue,
        design=design,
        addresses=addresses,
        rows=rows,
        frames=frames,
        templates=Templates(design.folders, tongues, frames, ledger),
        proses=proses,
        layouts=layouts,
        lists=lists,
        ledger=ledger,
    )


@dataclass(frozen=True)
class Written:
    """The rows of calls that were written before, in one language."""

    ledger: Ledger
    language: str

    def __call__(self, slug: str) -> Markup:
        """The row of a call."""
        kept = self.ledger.get(PIECES, row_key(self.language, slug))
        if kept is None:
            raise Damaged(f"the row of {slug} is not in the cache")
        return Markup(opened(kept).decode())  # noqa: S704 - a template made it


def row_key(language: str, slug: str) -> bytes:
    """What the row of a call is kept by."""
    return f"{slug} row {language}".encode()


def a_list(language: str) -> str:
    """The address of a page that lists calls: every one of them stands in a folder below that of its language."""
    return f"{language}/list/index.html"
