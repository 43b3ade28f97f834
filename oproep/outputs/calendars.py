"""The events of calls go out as calendars (RFC 5545 and 7986): of all calls, of every list of them, and of each call.

A calendar to subscribe to asks a program to look again twice a day and has no alarms; the one of a single call is to be
taken along once, and reminds its reader. No time zone is defined in any: all instants are UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from oproep.cache.packing import digest
from oproep.catalogue.catalogue import ALL
from oproep.catalogue.linked import LinkedCall
from oproep.outputs.artefact import Artefact, Pieces, Topics
from oproep.outputs.calendar_events import events_of
from oproep.outputs.content_lines import content_line, text_line
from oproep.rendering.calendar_parts import CalendarPart
from oproep.rendering.edition import Edition
from oproep.rendering.layout import TOPICS

REFRESH = "PT12H"
COLOUR = "teal"  # a name of CSS (RFC 7986, 5.9), near the colour of the pages
ALARM = re.compile("BEGIN:VALARM\r\n.*?\r\nEND:VALARM\r\n", re.DOTALL)
START = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
END = b"END:VCALENDAR\r\n"


def calendar_names(edition: Edition, slug: str) -> list[str]:
    """What the events of a call are kept by, language by language."""
    return [calendar_name(code, slug) for code in edition.tongues]


def calendar_name(language: str, slug: str) -> str:
    """What the events of a call are kept by in one language."""
    return f"{slug} ics {language}"


def calendar_pieces(edition: Edition, call: LinkedCall) -> list[str]:
    """The events of a call in every language, with their alarms."""
    return ["".join(event.text(alarms=True) for event in events_of(edition, call, code)) for code in edition.tongues]


class Listed(NamedTuple):
    """A list of calls: its language, its page and title, the files of its calendar, and the old names of its page."""

    language: str
    page: str
    title: str
    parts: Sequence[CalendarPart]
    before: tuple[str, ...] = ()


def calendars(edition: Edition, topics: Topics | None = None) -> Iterator[Artefact]:
    """The calendars of many calls: those of all, and of each fund, theme and kind of beneficiary or of these alone."""
    for code, layout in edition.layouts.items():
        scribe, at, lists = layout.scribe, edition.addresses, layout.all_lists
        title = scribe.tongue.text("title-calls")
        yield from files_of(edition, Listed(code, at.all(code, "calls"), title, lists.calendar(*ALL)))
        for kind in TOPICS:
            for slug, entry in edition.catalogue.of_kind(kind).items():
                if topics is None or (kind, slug) in topics:
                    before = tuple(at.record(code, kind, alias) for alias in entry.facts.aliases)
                    words, parts = scribe.title(entry).text, lists.calendar(kind, slug)
                    yield from files_of(edition, Listed(code, scribe.address(entry), words, parts, before))


def files_of(edition: Edition, of: Listed) -> Iterator[Artefact]:
    """The calendar of a list, and what is over beside it; at its old names too: no program is led on from there."""
    briefs, calendar = edition.catalogue.briefs, edition.addresses.calendar
    for part in of.parts:
        head = head_of(edition, of, part.name)
        key = digest(head, *(briefs[slug].facts for slug in part.slugs))
        make = partial(joined, head, part.slugs, of.language, Pieces(edition.ledger))
        for page in (of.page, *of.before):
            yield Artefact(calendar(page, part.name), key, make)


def joined(head: bytes, slugs: Iterable[str], language: str, pieces: Pieces) -> Iterator[bytes]:
    """The calendar of these calls, a call at a time."""
    yield head
    for slug in slugs:
        yield ALARM.sub("", pieces.get(calendar_name(language, slug))).encode()
    yield END


def calendar_of_call(edition: Edition, slug: str, language: str) -> list[bytes]:
    """The calendar of one call, with its alarms.

    It has no name of its own: with one, Outlook opens a new calendar instead of adding to the reader's.
    """
    events = Pieces(edition.ledger).get(calendar_name(language, slug))
    return [f"{START}{product(language)}CALSCALE:GREGORIAN\r\n{events}".encode(), END]


def product(language: str) -> str:
    """What made a calendar (RFC 5545, 3.7.3), in which language."""
    return f"PRODID:-//Oproep//Oproep//{language.upper()}\r\n"


def head_of(edition: Edition, of: Listed, part: str) -> bytes:
    """What stands before the events; the names beginning with X are those that older programs know."""
    scribe = edition.layouts[of.language].scribe
    site = scribe.label(edition.catalogue.settings.name)
    title = f"{of.title} {part}" if part else of.title
    name = scribe.tongue.text("calendar-of", title=title, site=site.text) if site else title
    about = scribe.tongue.text("calendar-about")
    lines = (
        START,
        product(of.language),
        "CALSCALE:GREGORIAN\r\n",
        content_line("URL", edition.absolute(of.page)),
        content_line("SOURCE;VALUE=URI", edition.absolute(edition.addresses.calendar(of.page, part))),
        text_line("NAME", name, of.language),
        text_line("X-WR-CALNAME", name),
        text_line("DESCRIPTION", about, of.language),
        text_line("X-WR-CALDESC", about),
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\nX-PUBLISHED-TTL:{REFRESH}\r\n",
        f"COLOR:{COLOUR}\r\n",
    )
    return "".join(lines).encode()
