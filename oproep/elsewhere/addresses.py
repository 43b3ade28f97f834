"""The folder content/ comes in; out go the addresses of pages elsewhere, each with every place that names it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag

from oproep.model.contact import Url
from oproep.model.problem import Problem
from oproep.model.settings import Settings
from oproep.model.values import values_of
from oproep.reading.folder import read_content
from oproep.reading.record import Record
from oproep.reading.site import FILE, place_of
from oproep.rendering.anchors import Anchors
from oproep.rendering.markdown_html import MarkdownHtml
from oproep.rendering.prose import HREF, SECONDS
from oproep.rendering.timelimit import TookTooLong, within

SCHEMES = ("http://", "https://")


class Place(NamedTuple):
    """Where an address stands: a file, from the root, and its line, from 1."""

    file: str
    line: int


def addresses(
    root: Path, settings: Settings, languages: Iterable[str], wanted: Callable[[str], bool] = lambda _: True
) -> tuple[dict[str, list[Place]], list[Problem]]:
    """Every address of a page elsewhere in the files that are wanted, without its fragment, in the order of its places.

    What cannot be read comes back as problems: nobody knows which addresses it holds.
    """
    found: dict[str, list[Place]] = {}
    records, problems = read_content(root, frozenset(languages))
    named = [one for record in records if wanted(record.source.file) for one in named_in(record)]
    if wanted(FILE):
        named += in_settings(root, settings)
    for address, place in named:
        places = found.setdefault(urldefrag(address).url, [])
        if place not in places:
            places.append(place)
    return found, problems


def named_in(record: Record) -> Iterator[tuple[str, Place]]:
    """The addresses in the facts of a record, then those in its text."""
    file = record.source.file
    for path, key, value in values_of(record.facts):
        if isinstance(key.shape, Url):
            yield value, Place(file, record.source.marked.place(path)[0])
    for address, line in in_text(record.body, record.source.body_line):
        yield address, Place(file, line)


def in_settings(root: Path, settings: Settings) -> Iterator[tuple[str, Place]]:
    """The addresses in content/site.toml."""
    text = (root / FILE).read_text(encoding="utf-8-sig")
    for path, key, value in values_of(settings):
        if isinstance(key.shape, Url):
            yield value, Place(FILE, place_of(text, path)[0])


def in_text(markdown: str, first_line: int) -> Iterator[tuple[str, int]]:
    """The addresses that a text links to, as Markdown understands it, each with the line that holds it."""
    if "://" not in markdown:
        return
    try:
        made = within(SECONDS, lambda: MarkdownHtml(Anchors({})).make(markdown))
    except (TookTooLong, RecursionError):
        return  # `check` says so, and the page shows nothing of it
    for parts in HREF.findall(made):
        address = html.unescape("".join(parts)).strip()
        if address.lower().startswith(SCHEMES):
            at = max(markdown.find(address), markdown.find(html.escape(address)), 0)
            yield address, first_line + markdown.count("\n", 0, at)
