"""The files that stand for one call: its page and its calendar in every language, and its facts as data."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial

from oproep.outputs.artefact import Artefact, Pieces
from oproep.outputs.pages import page_file
from oproep.rendering.edition import Edition


def addresses_of_call(edition: Edition, slug: str, outputs: AbstractSet[str]) -> Iterator[tuple[str, bytes]]:
    """The address and the key of each file of a call, without opening the call."""
    brief = edition.catalogue.briefs[slug]
    if "pages" in outputs:
        for code, layout in edition.layouts.items():
            yield edition.addresses.record(code, "calls", slug), layout.call_key(brief)
    if "data" in outputs:
        from oproep.outputs.data import data_address

        yield data_address(slug), brief.facts
        for _, where in calendars_of_call(edition, slug):
            yield where, brief.facts


def files_of_call(edition: Edition, slug: str, outputs: AbstractSet[str]) -> Iterator[Artefact]:
    """The same with what it takes to make them."""
    if "pages" in outputs:
        for page in edition.pages_of(slug):
            yield page_file(edition, page)
    if "data" in outputs:
        from oproep.outputs.calendars import calendar_of_call
        from oproep.outputs.data import data_address, json_name

        pieces = Pieces(edition.ledger)
        yield Artefact(
            data_address(slug),
            edition.catalogue.briefs[slug].facts,
            partial(lambda: [pieces.get(json_name(slug)).encode() + b"\n"]),
        )
        for code, where in calendars_of_call(edition, slug):
            made = partial(calendar_of_call, edition, slug, code)
            yield Artefact(where, edition.catalogue.briefs[slug].facts, made)


def calendars_of_call(edition: Edition, slug: str) -> Iterator[tuple[str, str]]:
    """Each language with the address of the calendar of a call, where the call has an event."""
    if edition.catalogue.briefs[slug].events:
        for code in edition.layouts:
            yield code, edition.addresses.calendar(edition.addresses.record(code, "calls", slug))
