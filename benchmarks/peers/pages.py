"""A catalogue becomes the pages that a peer shows: one for each call, fund and theme in each language.

Each has all its facts, as other builders want it: there a translation takes nothing from its original.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oproep.model.budget import Budget
from oproep.model.call import Call
from oproep.reading.folder import read_content
from oproep.reading.record import Record

LANGUAGES = ("nl", "en")
KINDS = ("calls", "funds", "themes")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page shows: words in its language, and of a call its facts as text, numbers and lists of them."""

    kind: str
    slug: str
    language: str
    title: str
    summary: str
    body: str
    facts: Mapping[str, Any]


def pages_of(root: Path, kinds: Sequence[str] = KINDS) -> Iterator[Page]:
    """Every page of these kinds of a catalogue that has no errors."""
    records, problems = read_content(root, frozenset(LANGUAGES))
    if problems:
        raise ValueError(f"{root} is not a catalogue without problems: {problems[0].message}")
    wanted = [record for record in records if record.kind in kinds]
    originals = {(record.kind, record.slug): record for record in wanted if not record.translation}
    for record in wanted:
        original = originals[record.kind, record.slug].facts
        yield page(record, facts_of(original, originals) if isinstance(original, Call) else {})


def page(record: Record, facts: Mapping[str, Any]) -> Page:
    """The page of a record."""
    return Page(
        kind=record.kind,
        slug=record.slug,
        language=record.language or "",
        title=record.facts.title,
        summary=record.facts.summary or "",
        body=record.body,
        facts=facts,
    )


def facts_of(call: Call, originals: Mapping[tuple[str, str], Record]) -> dict[str, Any]:
    """The facts that every page of a call shows. `closes` is what lists are sorted by; times are as typed."""
    fund = originals["funds", call.fund or ""]
    moments = [str(moment.at) for moment in call.deadline.moments]
    last = moments[-1] if moments else f"{fund.facts.period.last}-12-31 23:59"
    return {
        "identifier": call.identifier,
        "fund": call.fund,
        "themes": list(call.themes or fund.facts.themes),
        "closes": last.replace(" ", "T") + ":00",
        "deadline": [moment.replace(" ", "T") + ":00" for moment in moments],
        "undated": str(call.deadline.undated or ""),
        "budget": money_of(call.budget) if call.budget else {},
        "source": call.links.source if call.links else "",
    }


def money_of(budget: Budget) -> dict[str, int]:
    """Whole euros: the total, and the least and the most that a project may ask."""
    grant = budget.grant
    amounts = {
        "total": budget.total,
        "min": grant.min if grant else None,
        "max": grant.max if grant else None,
    }
    return {name: int(money.amount) for name, money in amounts.items() if money}
