"""A call becomes what search knows of it in one language: the words it is found by, and what a result shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from oproep.catalogue.brief import deadline_years
from oproep.catalogue.linked import LinkedCall
from oproep.outputs.calendar_events import events_of
from oproep.outputs.search_sheet import sheet_of
from oproep.rendering.edition import Edition
from oproep.rendering.pages import CallPage
from oproep.rendering.parts import Prose
from oproep.rendering.prose import plain
from oproep.rendering.record_pages import call_page

OPENING = 240  # letters
BEGINNING = 900  # letters of a call that is over which are kept as they stand
WORD = re.compile(r"\w+")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page as search knows it.

    Searched are `title` and `text`, which need not repeat it, and nothing else. `shown` is what a result shows beside
    its title: the search page knows `summary`, `moments`, `deadline`, its `iso` moment, what it becomes `later`, the
    word that it was `extended`, `fund`, `budget`, `identifier`, `lang`. An `identifier` is found by its parts. `labels`
    are what it can be chosen by, such as “theme:asiel”. `standing` holds the moments that its status hangs on, or the
    status itself when that will not change any more. `facts` are what tools of readers compare calls by (`facts_of`).
    `sheet` is what a shortlist shows of it: see `search_sheet`; with `events`, those of a calendar (RFC 5545), until it
    is over.
    """

    address: str  # from the top of the site, "nl/oproepen/x.html"; unique
    title: str
    text: str
    shown: dict[str, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    standing: Any = None
    identifier: str | None = None
    facts: Any = None
    sheet: Any = None

    def packed(self) -> bytes:
        """The same bytes for the same entry, in whatever run: entries are compared by them."""
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @staticmethod
    def unpacked(data: bytes) -> Entry:
        """The entry in such bytes."""
        return Entry(**json.loads(data))


def entry_of(edition: Edition, call: LinkedCall, language: str) -> Entry:
    """A call as search knows it: the words of its page, and what people search for that it does not say."""
    rows = edition.rows[language]
    view = call_page(rows, call, ())
    text = text_of(edition, call, view, language)
    return Entry(
        address=edition.addresses.record(language, "calls", call.slug),
        title=view.title.text,
        text=condensed(text) if call.status.over else text,
        shown=shown_of(view, rows.call(call).budget, rows.scribe.tongue.text("extended")),
        labels=sorted(labels_of(call)),
        standing=call.status if call.status.over else json.loads(view.standing.moments),
        identifier=view.identifier,
        facts=facts_of(call),
        sheet=sheet_of(view, rows.scribe.tongue) | events_in(edition, call, language),
    )


def events_in(edition: Edition, call: LinkedCall, language: str) -> dict[str, str]:
    """The events of a call that is not over, as the calendar of that call has them."""
    events = () if call.status.over else events_of(edition, call, language)
    return {"events": "".join(event.text(alarms=True) for event in events)} if events else {}


def facts_of(call: LinkedCall) -> list[Any]:
    """Slug; the days it was published and last changed (ISO 8601, or nothing); countries; money; the undated deadline.

    Money is currency, total, least and most that a project may ask (decimal text, or nothing). Why the deadline has no
    date is `rolling` and the like, or nothing where it has one.
    """
    facts, budget = call.facts, call.facts.budget
    grant = budget.grant if budget else None
    amounts = [budget.total if budget else None, grant.min if grant else None, grant.max if grant else None]
    currency = next((amount.currency for amount in amounts if amount), "")
    return [
        call.slug,
        facts.published.isoformat() if facts.published else "",
        max((change.date.isoformat() for change in facts.changes), default=""),
        list(call.held("countries").value),
        [currency, *(f"{amount.amount}" if amount else "" for amount in amounts)],
        facts.deadline.undated or "",
    ]


def labels_of(call: LinkedCall) -> set[str]:
    """Every filter with a value of it."""
    filters = {
        "theme": call.held("themes").value,
        "fund": (call.fund.slug,) if call.fund else (),
        "beneficiary": call.held("beneficiaries").value,
        "year": deadline_years(call),
    }
    return {f"{name}:{value}" for name, values in filters.items() for value in values}


def text_of(edition: Edition, call: LinkedCall, view: CallPage, language: str) -> str:
    """Everything on the page that somebody may look for, most telling first."""
    parts = [view.summary.text if view.summary else "", plain(view.body.html) if view.body else ""]
    parts.append(view.identifier or "")
    parts.extend(value.words.text for fact in view.facts for value in fact.values)
    parts.extend(event.title.text for event in view.events)
    for card in (*view.contacts, *(card for _, card in view.theme_contacts)):
        parts.extend((card.organisation.text if card.organisation else "", card.person or ""))
    parts.extend(call.entry.keywords(language))
    if call.fund:
        parts.append(call.fund.facts.abbreviation or "")
        parts.extend(call.fund.keywords(language))
    parts.extend(topic_words(edition, call, language))
    return "\n".join(part for part in parts if part)


def topic_words(edition: Edition, call: LinkedCall, language: str) -> Iterator[str]:
    """What people call the themes of a call and those it is for; their titles stand among its facts."""
    catalogue = edition.catalogue
    for kind, known in (("themes", catalogue.themes), ("beneficiaries", catalogue.beneficiaries)):
        for slug in call.held(kind).value:
            if slug in known:
                yield from known[slug].keywords(language)


def condensed(text: str) -> str:
    """A text with every word that it has, but each once after its beginning.

    What is over is most of a catalogue, and is looked for by any of its words, not for how often they come: it takes
    two thirds of the time to index so, and two thirds of the bytes to search.
    """
    cut = SPACE.search(text, BEGINNING)
    if not cut:
        return text
    beginning, rest = text[: cut.start()], text[cut.end() :]
    known = set(WORD.findall(beginning.lower()))
    further = (word for word in dict.fromkeys(WORD.findall(rest.lower())) if word not in known)
    return f"{beginning}\n{' '.join(further)}"


def opening(body: Prose | None) -> str | None:
    """The first words of a text, for a call without a summary."""
    return shorten(plain(body.html), OPENING, placeholder=" …") if body else None


def shown_of(view: CallPage, budget: str | None, extended: str) -> dict[str, str]:
    """What a result shows beside its title."""
    shown = {
        "moments": view.standing.moments,
        "deadline": view.deadline.short.text,
        "iso": view.deadline.short.iso,
        "extended": extended if view.deadline.extended_from else None,
        "later": json.dumps(view.deadline.short.later) if view.deadline.short.later else None,
        "fund": view.fund.title.text if view.fund else None,
        "budget": budget,
        "summary": view.summary.text if view.summary else opening(view.body),
        "identifier": view.identifier,
        "lang": view.title.lang,
    }
    return {name: text for name, text in shown.items() if text}
