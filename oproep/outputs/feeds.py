"""What there is to tell of calls goes out as Atom feeds (RFC 4287), for all calls and for every record they belong to.

Nothing in a feed comes from the clock: it becomes another when an entry comes, goes, or says something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from oproep.cache.packing import digest
from oproep.catalogue.brief import Brief
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.news import Tiding
from oproep.outputs.artefact import Artefact, Pieces, Topics
from oproep.rendering.address import relative
from oproep.rendering.edition import Edition
from oproep.rendering.feeds import FeedEntry, FeedView, feed_links, news_words
from oproep.rendering.later import instant
from oproep.rendering.layout import TOPICS
from oproep.rendering.parts import Link, Outlink
from oproep.rendering.templates import Templates
from oproep.rendering.words import Words

MOST = 100  # entries of a feed: who asks once a week misses nothing of a catalogue with a hundred news a week
STYLE = "static/css/feed.css"
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML 1.0, chapter 2.2
IN_A_TAG = "/%:@!$&'()*+,;=~"  # beside letters, figures and -._ (RFC 4151, RFC 3986)


class Item(NamedTuple):
    """One thing told of one call, as feeds choose and order them; the newest is the least."""

    before: int  # seconds before 1970 (UTC) at which it was first told, so mostly negative
    slug: str
    tiding: str
    day: str
    name: str  # by which the call was first known


def feed_names(_edition: Edition, slug: str) -> tuple[str]:
    """What is kept of a call for feeds."""
    return (piece_name(slug),)


def piece_name(slug: str) -> str:
    """What the news of a call are kept by."""
    return f"{slug} news"


def feed_pieces(edition: Edition, call: LinkedCall) -> tuple[str]:
    """The news of a call in words: by language its title, and what is told by kind and day."""
    found = {}
    for code, rows in edition.rows.items():
        said = {f"{tiding} {day}": words for tiding, day, words in news_words(rows.scribe, call)}
        found[code] = [rows.scribe.title(call.entry), said] if said else []
    return (json.dumps(found, ensure_ascii=False),)


def feeds(edition: Edition, topics: Topics | None = None) -> Iterator[Artefact]:
    """The feeds of every language; of `topics` alone, beside those of all calls."""
    catalogue = edition.catalogue
    everything = list(newest(catalogue.briefs.values()))
    closing = list(newest(catalogue.briefs.values(), Tiding.CLOSING))
    for code in edition.tongues:
        page = edition.addresses.all(code, "calls")
        for link, items in zip(feed_links(edition.rows[code].scribe), (everything, closing), strict=True):
            yield feed(edition, code, link, page, items)
    for kind in TOPICS:
        for slug, entry in catalogue.of_kind(kind).items():
            if topics is None or (kind, slug) in topics:
                yield from feeds_of_record(edition, entry)


def feeds_of_record(edition: Edition, entry: Entry[Any]) -> Iterator[Artefact]:
    """The feed of a record in every language, at its old names too: nobody who follows it need know of the new one."""
    items = list(newest(edition.catalogue.calls_of(entry.kind, entry.slug)))
    for code, rows in edition.rows.items():
        (link,) = feed_links(rows.scribe, entry)
        found = feed(edition, code, link, rows.scribe.address(entry), items)
        yield found
        for alias in entry.facts.aliases:
            yield Artefact(edition.addresses.feed(code, entry.kind, alias), found.key, found.make)


def newest(briefs: Iterable[Brief], tiding: Tiding | None = None) -> list[Item]:
    """What was told last of these calls, the newest first; of one kind, where it is given."""
    items = (
        Item(-since, brief.slug, kind, day, brief.aliases[0] if brief.aliases else brief.slug)
        for brief in briefs
        for since, kind, day in brief.news
        if tiding in (None, kind)
    )
    return sorted(items)[:MOST]


def feed(edition: Edition, language: str, link: Link, page: str, items: list[Item]) -> Artefact:
    """One feed, which stands for a page."""
    view = head(edition, language, link, page)
    shown = (edition.catalogue.briefs[slug].facts for slug in dict.fromkeys(item.slug for item in items))
    key = digest(edition.design.version, repr((view, items)).encode(), *shown)
    return Artefact(link.address, key, partial(atom, edition, view, items))


def head(edition: Edition, language: str, link: Link, page: str) -> FeedView:
    """What a feed says of itself."""
    settings, scribe = edition.catalogue.settings, edition.rows[language].scribe
    site, keeper, licence = scribe.label(settings.name), scribe.label(settings.publisher), settings.licence
    name = site.text if site else ""
    return FeedView(
        language=language,
        address=edition.absolute(link.address),
        page=edition.absolute(page),
        title=f"{link.words.text} | {name}",
        subtitle=scribe.tongue.text("feed-how"),
        author=keeper.text if keeper else name,
        site=edition.absolute(edition.addresses.home(language)),
        email=settings.email,
        licence=Outlink(url=licence.url, words=Words(text=licence.name)) if licence else None,
        style=relative(STYLE, link.address),
    )


def atom(edition: Edition, view: FeedView, items: list[Item]) -> list[bytes]:
    """The XML of a feed."""
    pieces = Pieces(edition.ledger)
    entries = [entry_of(edition, view.language, item, json.loads(pieces.get(piece_name(item.slug)))) for item in items]
    return [as_xml(edition.templates, view, entries)]


def as_xml(templates: Templates, view: FeedView, entries: list[FeedEntry]) -> bytes:
    """A feed as it is published; it was updated when its newest entry was, and one without entries never."""
    updated = entries[0].updated if entries else said_at(0)
    return UNFIT.sub("", templates.feed(view.language, view, entries, updated)).encode()


def entry_of(edition: Edition, language: str, item: Item, news: dict[str, Any]) -> FeedEntry:
    """An entry, from what was written of its call."""
    text = edition.tongues[language].text
    title, said = news[language]
    words = Words(*title)
    return FeedEntry(
        id=tag(edition.catalogue.settings.url, language, item),
        title=Words(text=text(f"feed-title-{item.tiding}", title=words.text), lang=words.lang),
        page=edition.absolute(edition.addresses.record(language, "calls", item.slug)),
        updated=said_at(-item.before),
        tiding=item.tiding,
        label=text(f"feed-{item.tiding}-label"),
        summary=Words(*said[f"{item.tiding} {item.day}"]),
    )


def said_at(seconds: int) -> str:
    """An instant by RFC 3339, in UTC, from seconds since 1970."""
    return instant(datetime.fromtimestamp(seconds, UTC))


def tag(url: str, language: str, item: Item) -> str:
    """The name of an entry for ever (a tag URI, RFC 4151), whatever its call is called later."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    path = quote(parts.path.lstrip("/"), safe=IN_A_TAG)
    year = said_at(-item.before)[:4]  # no later one: its host may be another's by then
    return f"tag:{host},{year}:{path}{language}/calls/{item.name}/{item.tiding}/{item.day}"
