"""Pages come in; the files of an index of them go out, as Pagefind made them: the same bytes for the same pages."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from oproep.outputs.pagefind_bundle import Bundle, bundle
from oproep.outputs.pagefind_service import nothing, service
from oproep.outputs.search_failed import SearchFailed

ZERO_WIDTH_SPACE = "\u200b"  # makes Pagefind take a text for one that has no spaces between its words
COMMAND = "___PAGEFIND_"  # what its own marks inside a text begin with


class Indexed(NamedTuple):
    """A page to be found by the words of its title and its text."""

    address: str  # unique
    title: str
    text: str


def index(pages: Sequence[Indexed], language: str, watch: Callable[[], None] = nothing) -> Bundle:
    """An index of pages, which are found as `<language>_<number>`, numbered in this order from 0.

    `watch` is called all the while, and may raise. Raises SearchFailed when Pagefind is missing, fails, or has changed
    in a way this program does not know.
    """
    with (
        tempfile.TemporaryDirectory(prefix="oproep-search-") as place,
        service(language, Path(place), watch) as pagefind,
    ):
        for page in pages:
            pagefind.add(
                address=page.address,
                text=plain(page.text).strip() or plain(page.title),  # Pagefind leaves out a page without words
                meta={"title": plain(page.title)},
            )
        written = pagefind.files()
    found = bundle(written, language)
    if found.addresses != [page.address for page in pages]:
        raise SearchFailed(
            f"Pagefind indexed {len(found.addresses)} pages in “{language}” where {len(pages)} were given, "
            "or in another order."
        )
    return found


def plain(text: str) -> str:
    """The text without what Pagefind would take for more than text."""
    return text.replace(ZERO_WIDTH_SPACE, "").replace(COMMAND, COMMAND.strip("_"))
