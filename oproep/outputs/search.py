"""The calls of the edition go out as a search index, one for every language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from textwrap import shorten

from oproep.cache.packing import digest
from oproep.catalogue.brief import deadline_years, latest_first
from oproep.catalogue.linked import LinkedCall
from oproep.outputs.artefact import Artefact
from oproep.outputs.pagefind import Entry, index
from oproep.rendering.edition import Edition
from oproep.rendering.page import Page
from oproep.rendering.pages import CallPage
from oproep.rendering.parts import CallRow, Prose
from oproep.rendering.prose import plain

OPENING = 240  # letters


def search(edition: Edition, jobs: int = 1) -> Iterator[Artefact]:
    """The search index of every language, at most `jobs` of them made at once. Raises SearchFailed."""
    briefs = edition.catalogue.briefs.values()
    over = sorted((brief for brief in briefs if brief.status.over), key=latest_first)
    listed = [*(brief for brief in briefs if not brief.status.over), *over]
    order = {brief.slug: place for place, brief in enumerate(listed)}

    def indexed(language: str) -> list[tuple[str, bytes]]:
        pages = map(
            edition.layouts[language].call_page, map(edition.catalogue.calls.__getitem__, edition.catalogue.briefs)
        )
        return list(index((call_entry(edition, page, order[page.slug]) for page in pages), language))

    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        for files in pool.map(indexed, edition.tongues):
            for address, content in files:
                yield Artefact(address, digest(content), partial(list, [content]))


def call_entry(edition: Edition, page: Page, order: int) -> Entry:
    """A call as search knows it: the words of its page, and what people search for that it does not say."""
    call: LinkedCall = edition.catalogue.calls[page.slug]
    view: CallPage = page.view
    return Entry(
        address=page.address,
        language=page.language,
        title=view.title.text,
        text=text_of(edition, call, view, page.language),
        identifier=view.identifier,
        meta=meta_of(view, edition.rows[page.language].call(call)),
        standing=json.dumps(call.status) if call.status.over else view.standing.moments,
        filters={
            "theme": tuple(call.held("themes").value),
            "fund": (call.fund.slug,) if call.fund else (),
            "beneficiary": tuple(call.held("beneficiaries").value),
            "year": deadline_years(call),
        },
        order=order,
    )


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


def opening(body: Prose | None) -> str | None:
    """The first words of a text, for a call without a summary."""
    return shorten(plain(body.html), OPENING, placeholder=" …") if body else None


def meta_of(view: CallPage, row: CallRow) -> dict[str, str]:
    """What a result shows beside its words."""
    shown = {
        "moments": view.standing.moments,
        "deadline": view.deadline.short.text,
        "iso": view.deadline.short.iso,
        "later": json.dumps(view.deadline.short.later) if view.deadline.short.later else None,
        "fund": view.fund.title.text if view.fund else None,
        "budget": row.budget,
        "summary": view.summary.text if view.summary else opening(view.body),
        "identifier": view.identifier,
        "lang": view.title.lang,
    }
    return {name: text for name, text in shown.items() if text}
