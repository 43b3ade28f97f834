"""What feeds say (Atom, RFC 4287): their names, and the words in which news of a call is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.news import Tiding, closings, news_of
from oproep.model.call import Call
from oproep.model.deadline import Deadline
from oproep.rendering.moments import in_zone
from oproep.rendering.parts import Link, Outlink
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words


class FeedEntry(NamedTuple):
    """One thing told of one call. Addresses are whole, `updated` is UTC (RFC 3339)."""

    id: str
    title: Words
    page: str
    updated: str
    tiding: str
    label: str  # of its kind, in words
    summary: Words


class FeedView(NamedTuple):
    """A feed but for its entries and its time. Addresses are whole, but for that of the style sheet."""

    language: str
    address: str
    page: str
    title: str
    subtitle: str
    author: str
    site: str
    email: str | None
    licence: Outlink | None
    style: str


def feed_links(scribe: Scribe, entry: Entry[Any] | None = None) -> tuple[Link, ...]:
    """The feeds of a record that calls are listed by; without one those of all calls."""
    at, tongue, language = scribe.addresses, scribe.tongue, scribe.language
    if entry:
        title = tongue.text("feed-of", of=scribe.title(entry).text)
        return (Link(address=at.feed(language, entry.kind, entry.slug), words=Words(text=title)),)
    return (
        Link(address=at.feed(language), words=Words(text=tongue.text("feed-all"))),
        Link(address=at.closing_feed(language), words=Words(text=tongue.text("feed-closing"))),
    )


def news_words(scribe: Scribe, call: LinkedCall) -> Iterator[tuple[Tiding, date, Words]]:
    """Whatever there is to tell of a call, in words that stay the same while its files do."""
    for news in news_of(call, scribe.catalogue.settings.zone):
        yield news.tiding, news.day, in_words(scribe, call, news.tiding, news.day)


def in_words(scribe: Scribe, call: LinkedCall, tiding: Tiding, day: date) -> Words:
    """One thing told of a call."""
    if tiding is Tiding.NEW:
        summary, until = scribe.summary(call.entry), deadline_words(scribe, call.facts.deadline)
        return Words(text=f"{summary.text} {until}", lang=summary.lang) if summary else Words(text=until)
    if tiding is Tiding.CHANGED:
        return change_words(scribe, call.facts, day)
    moments = " / ".join(in_zone(scribe, moment) for moment in closings(call.facts)[day])
    return Words(text=scribe.tongue.text("feed-deadline", when=moments))


def change_words(scribe: Scribe, facts: Call, day: date) -> Words:
    """What changed on a day, in the words of its editors; that it was withdrawn, where they do not say what changed."""
    said = [scribe.label(change.what) for change in facts.changes if change.date == day]
    found = [words for words in said if words]
    if not found:
        return Words(text=scribe.tongue.text("feed-withdrawn"))
    lang = found[0].lang if len({words.lang for words in found}) == 1 else None
    return Words(text=" ".join(sentence(words.text) for words in found), lang=lang)


def sentence(text: str) -> str:
    """A text with a sign at its end."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def deadline_words(scribe: Scribe, deadline: Deadline) -> str:
    """Every deadline that a newcomer can meet, past or to come; or why there is no date."""
    if deadline.undated:
        return sentence(scribe.tongue.text(f"deadline-{deadline.undated}"))
    return scribe.tongue.text("feed-deadline", when=" / ".join(in_zone(scribe, one.at) for one in deadline.entries))
