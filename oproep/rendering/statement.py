"""What is known of the catalogue's accessibility becomes the statement that public bodies publish.

Its parts are those of the model statement of Implementing Decision (EU) 2018/1523, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from oproep import __version__
from oproep.model.accessibility import LATEST_WCAG, Accessibility, Inaccessible, Method, Reason
from oproep.rendering.parts import ContactCard, Fact, Outlink, Shown
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import When, Words

NOTHING_SAID = Accessibility()


class Barrier(NamedTuple):
    """Something that not everyone can use."""

    what: Words
    instead: Words | None


class Barriers(NamedTuple):
    """Those of one reason."""

    reason: str
    found: tuple[Barrier, ...]


class StatementPage(NamedTuple):
    """The accessibility statement."""

    publisher: str  # who keeps the catalogue, else its name
    host: str  # the address it speaks of, without its scheme
    law: Words | None
    wcag: str
    conformance: str | None  # None: nobody has judged it
    barriers: tuple[Barriers, ...]
    checked: When | None
    by_others: bool
    assessor: Words | None  # the third party, where it is named
    report: Outlink | None
    prepared: When | None
    program: str  # name and version
    feedback: ContactCard | None
    email: Outlink | None  # where nobody is named for this alone
    mistake: Outlink | None  # a form on the forge
    enforcement: ContactCard | None
    panel: tuple[Fact, ...]


def statement_page(rows: Rows) -> StatementPage:
    """What people found and when, else that nobody has looked yet; what is tested; whom to turn to."""
    scribe = rows.scribe
    settings = scribe.catalogue.settings
    said = settings.accessibility or NOTHING_SAID
    publisher = scribe.label(settings.publisher) or scribe.label(settings.name)
    email = None if said.feedback else settings.email
    report = scribe.repository.report if scribe.repository and not said.feedback else None
    return StatementPage(
        publisher=publisher.text if publisher else "",
        host=settings.url.split("://", 1)[-1].rstrip("/"),
        law=scribe.label(said.law),
        wcag=said.wcag or LATEST_WCAG,
        conformance=said.conformance,
        barriers=tuple(barriers(scribe, said)),
        checked=day(scribe, said.checked),
        by_others=said.method is Method.THIRD_PARTY,
        assessor=scribe.label(said.assessor),
        report=scribe.outlink(said.report, scribe.tongue.text("statement-report")),
        prepared=day(scribe, said.prepared),
        program=f"Oproep {__version__}",
        feedback=scribe.card(said.feedback) if said.feedback else None,
        email=scribe.outlink(f"mailto:{email}", email) if email else None,
        mistake=scribe.outlink(report, scribe.tongue.text("statement-report-mistake")),
        enforcement=scribe.card(said.enforcement) if said.enforcement else None,
        panel=tuple(in_short(scribe, said)),
    )


def day(scribe: Scribe, on: date | None) -> When | None:
    """A day in words, if it is known."""
    return When(text=scribe.tongue.day(on), iso=on.isoformat()) if on else None


def barriers(scribe: Scribe, said: Accessibility) -> Iterator[Barriers]:
    """What not everyone can use, by reason, in the order of the model statement."""

    def shown(each: Inaccessible) -> Barrier:
        return Barrier(what=scribe.words(*each.what.best(order)), instead=scribe.label(each.instead))

    order = (scribe.language, *scribe.catalogue.languages)
    for reason in Reason:
        found = tuple(shown(each) for each in said.exceptions if each.reason is reason)
        if found:
            yield Barriers(scribe.tongue.text(f"statement-reason-{reason}"), found)


def in_short(scribe: Scribe, said: Accessibility) -> Iterator[Fact]:
    """The judgement, what it was held against, and when and by whom."""

    def fact(name: str, text: str, iso: str | None = None) -> Fact:
        label = scribe.tongue.text(f"statement-{name}")
        return Fact(key=name, label=label, values=(Shown(words=Words(text=text), iso=iso),))

    yield fact("conformance", scribe.tongue.text(f"statement-conformance-{said.conformance or 'unknown'}"))
    yield fact("standard", f"WCAG {said.wcag or LATEST_WCAG} AA")
    if said.checked and said.method:
        yield fact("checked", scribe.tongue.day(said.checked), said.checked.isoformat())
        yield fact("method", scribe.tongue.text(f"statement-method-{said.method}"))
