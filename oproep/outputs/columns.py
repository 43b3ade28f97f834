"""A call becomes a row of calls.csv: a cell for each declared column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from oproep.catalogue.linked import LinkedCall
from oproep.model.published import COLUMNS
from oproep.rendering.edition import Edition
from oproep.rendering.later import instant

Cell = Callable[[LinkedCall], str | None]


def names_of_columns(edition: Edition) -> list[str]:
    """The head of the table."""
    return [
        f"{column.name}_{code}" if code else column.name
        for column in COLUMNS
        for code in (edition.tongues if column.by_language else ("",))
    ]


def row_of(edition: Edition, call: LinkedCall) -> list[str]:
    """The cells of a call, in the order of the columns."""
    found: list[str | None] = []
    for column in COLUMNS:
        if column.by_language:
            found.extend(BY_LANGUAGE[column.name](edition, call, code) for code in edition.tongues)
        else:
            found.append(CELLS[column.name](call))
    return [harmless(cell) for cell in found]


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as RFC 4180 has them, in UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def harmless(cell: str | None) -> str:
    """The cell as text that no spreadsheet runs: what it would take for a formula gets a `'` before it."""
    text = cell or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def money(*path: str) -> Cell:
    """An amount of the budget, by the keys that lead to it: decimal text."""

    def cell(call: LinkedCall) -> str | None:
        found: Any = call.facts.budget
        for name in path:
            found = getattr(found, name, None)
        return str(found.amount) if found else None

    return cell


def currency(call: LinkedCall) -> str | None:
    """The currency of the amounts in a row."""
    budget = call.facts.budget
    grant = budget.grant if budget else None
    known = (budget.total if budget else None, grant.max if grant else None, grant.min if grant else None)
    return next((amount.currency for amount in known if amount), None)


def several(name: str) -> Cell:
    """The words of a list, with a space between them."""
    return lambda call: " ".join(call.held(name).value)


def typed(name: str) -> Cell:
    """A value as an editor writes it."""

    def cell(call: LinkedCall) -> str | None:
        found = getattr(call.facts, name)
        return str(found) if found else None

    return cell


CELLS: Mapping[str, Cell] = {
    "slug": lambda call: call.slug,
    "identifier": typed("identifier"),
    "status": lambda call: str(call.status),
    "fund": typed("fund"),
    "opens": typed("opens"),
    "deadline_model": lambda call: call.facts.deadline.model,
    "deadlines": lambda call: "; ".join(str(moment.at) for moment in call.facts.deadline.moments),
    "next_deadline_utc": lambda call: instant(call.next_deadline) if call.next_deadline else None,
    "currency": currency,
    "budget_total": money("total"),
    "grant_min": money("grant", "min"),
    "grant_max": money("grant", "max"),
    "cofinancing": lambda call: f"{call.cofinancing.value.rate}%" if call.cofinancing.value else None,
    "beneficiaries": several("beneficiaries"),
    "countries": several("countries"),
    "themes": several("themes"),
    "published": typed("published"),
    "verified": typed("verified"),
}
BY_LANGUAGE: Mapping[str, Callable[[Edition, LinkedCall, str], str]] = {
    "title": lambda _edition, call, code: call.entry.wording(code).title,
    "url": lambda edition, call, code: edition.absolute(edition.addresses.record(code, "calls", call.slug)),
}
