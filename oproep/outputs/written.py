"""What is written down of a call when it is surveyed, so that lists are joined of it without opening the call again.

All that is published of calls beside pages and search is made of these pieces; `Brief.facts` changes with any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from oproep.catalogue.linked import LinkedCall
from oproep.outputs.artefact import Artefact, Topics
from oproep.outputs.calendars import calendar_names, calendar_pieces, calendars
from oproep.outputs.commongrants import commongrants, commongrants_names, commongrants_pieces
from oproep.outputs.data import data, data_names, data_pieces
from oproep.outputs.feeds import feed_names, feed_pieces, feeds
from oproep.outputs.following import following
from oproep.rendering.edition import Edition


class Writer(NamedTuple):
    """Writes pieces of one call: by which names they are kept, which answers without opening it, and what they say."""

    names: Callable[[Edition, str], Sequence[str]]
    texts: Callable[[Edition, LinkedCall], Sequence[str]]


WRITERS = (
    Writer(data_names, data_pieces),
    Writer(commongrants_names, commongrants_pieces),
    Writer(calendar_names, calendar_pieces),
    Writer(feed_names, feed_pieces),
)

# Each makes the files that are joined of pieces of many calls: all of them, or those that list calls of some topics.
LISTS: tuple[Callable[[Edition, Topics | None], Iterator[Artefact]], ...] = (
    data,
    commongrants,
    calendars,
    feeds,
    following,
)


def names_of(edition: Edition, slug: str) -> Iterator[str]:
    """What the pieces of a call are kept by."""
    for writer in WRITERS:
        yield from writer.names(edition, slug)


def pieces_of(edition: Edition, call: LinkedCall) -> dict[str, str]:
    """Every piece of a call, by its name."""
    found: dict[str, str] = {}
    for writer in WRITERS:
        found.update(zip(writer.names(edition, call.slug), writer.texts(edition, call), strict=True))
    return found


def lists(edition: Edition, topics: Topics | None = None) -> Iterator[Artefact]:
    """The files that are joined of pieces, or those of them that list calls of these topics."""
    for make in LISTS:
        yield from make(edition, topics)
