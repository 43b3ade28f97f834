"""A catalogue becomes all that our page of a call shows, ready to be laid out by others.

What takes working out (statuses, dates and amounts in words, what is inherited, which calls are alike) is done for
them: whoever is measured with this has less to do than we have. The head and the foot of pages come as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from benchmarks.peers.pages import KINDS, Page, pages_of
from benchmarks.shape import NOW
from oproep.catalogue.linked import LinkedCall
from oproep.rendering.edition import Edition
from oproep.rendering.linked_data import linked_data
from oproep.rendering.parts import Prose
from oproep.rendering.tongue import Tongue
from oproep.site import looked_at

FRAME = (
    "words-for-scripts", "head-site", "assets", "masthead", "masthead-search", "main-nav", "countdown-words", "footer",
)  # fmt: skip
TOLD_OTHERWISE = ("title", "summary", "body", "fund_intro", "related", "facts", "linked")
WORDS = (
    "key-deadline", "add-to-calendar", "check-official", "key-budget", "per-project", "in-total", "who-may-apply",
    "apply", "official-page", "documents", "facts", "fund-in-brief", "related-calls", "key-published",
    "heading-budget", "budget-total", "budget-grant", "budget-expected-grants", "key-cofinancing", "heading-contact",
    "notice", "extended", "extended-from", "until", "event-link", "key-period", "languages-label",
)  # fmt: skip


def write_site(root: Path, site: Path, hugo: Callable[[Page], tuple[str, str]]) -> None:
    """Writes the pages, the words and the frame for Hugo; `hugo` says where a page stands, and how."""
    now = datetime.fromisoformat(NOW).replace(tzinfo=ZoneInfo("Europe/Brussels"))
    with looked_at(root, now, jobs=os.cpu_count() or 1) as (edition, _):
        if edition is None:
            raise ValueError(f"{root} is not a catalogue without problems")
        for page in pages_of(root, (*KINDS, "beneficiaries")):
            call = edition.catalogue.calls[page.slug] if page.kind == "calls" else None
            more = shown(edition, call, page.language) if call else {}
            path, text = hugo(replace(page, facts={**page.facts, **more}))
            keep(site / path, text + "\n")
        for language, tongue in edition.tongues.items():
            words = {name.replace("-", "_"): str(tongue(name)) for name in WORDS}
            keep(site / "data" / f"{language}.json", json.dumps(words, ensure_ascii=False))
            for name, text in frame(edition, language):
                keep(site / "layouts" / "_partials" / "frame" / language / f"{name}.html", text)


def keep(file: Path, text: str) -> None:
    """Writes a file, with the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def frame(edition: Edition, language: str) -> Iterator[tuple[str, str]]:
    """The parts that are the same on all pages of calls."""
    slug = next(iter(edition.catalogue.briefs))
    page = next(page for page in edition.pages_of(slug) if page.language == language)
    edition.templates.render(page)
    for name in FRAME:
        yield name, moved(edition.templates.fixed(language, f"parts/{name}.html"), edition, language)


def shown(edition: Edition, call: LinkedCall, language: str) -> dict[str, Any]:
    """What the page of a call shows beside its title, its texts and other records, and what its row does."""
    page = next(page for page in edition.pages_of(call.slug) if page.language == language)
    view, tongue = page.view, edition.tongues[language]
    row = edition.rows[language].call(call)
    found = {name: plain(value) for name, value in view._asdict().items() if name not in TOLD_OTHERWISE}
    found["cuts"] = list(cuts(view.body)) if view.body else []
    found["intro"] = f"/funds/{call.fund.slug}" if call.fund and view.fund_intro else ""
    ready = {
        "beneficiaries": list(call.held("beneficiaries").value),
        "alike": list(edition.layouts[language].related.get(call.slug, ())),
        "view": emptied({**found, **sentences(view, tongue)}),
        "row": emptied(
            {
                "status": plain(row.standing),
                "when": str(escape(row.deadline.short)),
                "extended": bool(row.deadline.extended_from),
                "dated": bool(row.deadline.short.iso),
                "budget": row.budget,
                "fund": plain(row.fund),
            }
        ),
    }
    linked = json.dumps(linked_data(edition.frames[language], page, view), ensure_ascii=False)
    return {**json.loads(moved(json.dumps(ready), edition, language)), "linked": linked}


def moved(text: str, edition: Edition, language: str) -> str:
    """Links from a page of a call, with the folders that Hugo has: the names of kinds, in every language."""
    for kind in (*KINDS, "beneficiaries"):
        own = edition.addresses.record(language, kind, "x").removesuffix("x.html")
        text = text.replace(f"../{own.removeprefix(f'{language}/')}", f"../{kind}/")
        text = text.replace(f'"{own}', f'"../{kind}/')
    return text


def cuts(body: Prose) -> Iterator[dict[str, Any]]:
    """The sections of a text that figures or contacts follow, and how many headings of the second level end there."""
    headings = 0
    for part in body.parts:
        headings += part.html.count("<h2")
        if part.name:
            yield {"name": part.name, "end": headings + 1}


def sentences(view: Any, tongue: Tongue) -> dict[str, str]:
    """What our templates say in words of some value."""
    budget, whose = view.budget, view.who.inherited if view.who else None
    return {
        "as_of": str(tongue("facts-as-of", day=view.verified)) if view.verified else "",
        "of_total": str(tongue("of-total", total=budget.total)) if budget and budget.total else "",
        "covers": str(tongue("grant-covers", rate=budget.cofinancing)) if budget and budget.cofinancing else "",
        "at_most": str(tongue("at-most", rate=budget.cofinancing)) if budget and budget.cofinancing else "",
        "who_from": inherited(tongue, whose),
        "rate_from": inherited(tongue, budget.cofinancing_inherited if budget else None),
        "contacts_from": inherited(tongue, view.contacts_inherited),
        "sessions": str(tongue("events", n=sum(not event.past for event in view.events))) if view.events else "",
        "past_sessions": str(tongue("events-past", n=sum(event.past for event in view.events))) if view.events else "",
    }


def inherited(tongue: Tongue, fund: Any) -> str:
    """Whose the facts are that a call takes over."""
    if not fund:
        return ""
    link = Markup('<a href="{}">{}</a>').format(fund.address, fund.words.text)
    return str(tongue("inherited", fund=link))


def plain(value: Any) -> Any:
    """Text, lists and mappings; words are HTML."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if hasattr(value, "__html__"):
        return str(escape(value))
    if hasattr(value, "_asdict"):
        return emptied({name: plain(each) for name, each in value._asdict().items()})
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


def emptied(found: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not there."""
    return {name: value for name, value in found.items() if value not in (None, "", [], {}, False)}
