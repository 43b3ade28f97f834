"""The budget overview of the EU portal becomes the money of one topic: the overview holds every topic of its call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from oproep.importing.markdown_text import plain_text
from oproep.model.shape import Raw


def topic_budget(overview: Any, identifier: str, notes: list[str]) -> dict[str, Raw]:
    """Total, parts, grant and number of grants of the topic with this identifier; what is 0 is not known."""
    actions = list(actions_of(overview, identifier))
    found: dict[str, Raw] = {}
    parts = [(str(action["action"]).partition(" - ")[2].strip(), yearly_total(action)) for action in actions]
    total = sum((amount for _, amount in parts), Decimal(0))
    if total:
        found["total"] = in_euro(total)
    if len(set(parts)) == len(parts) > 1 and all(amount for _, amount in parts):
        found["parts"] = [
            {"label": {"en": plain_text(label)[:300] or identifier}, "amount": in_euro(amount)}
            for label, amount in parts
        ]
    if grant := grant_of(actions, total, notes):
        found["grant"] = grant
    grants = sum(whole_number(action.get("expectedGrants")) for action in actions)
    if grants:
        found["expected_grants"] = str(grants)
    return found


def actions_of(overview: Any, identifier: str) -> list[Mapping[str, Any]]:
    """The actions of an overview that are this topic's: their text begins with its identifier."""
    groups = overview.get("budgetTopicActionMap") if isinstance(overview, dict) else None
    return [
        action
        for group in (groups.values() if isinstance(groups, dict) else ())
        for action in (group if isinstance(group, list) else ())
        if isinstance(action, dict) and str(action.get("action", "")).partition(" - ")[0].strip() == identifier
    ]


def yearly_total(action: Mapping[str, Any]) -> Decimal:
    """The budget of an action over all its years."""
    years = action.get("budgetYearMap")
    amounts = (amount_of(amount) for amount in (years.values() if isinstance(years, dict) else ()))
    return sum((amount for amount in amounts if amount), Decimal(0))


def grant_of(actions: list[Mapping[str, Any]], total: Decimal, notes: list[str]) -> dict[str, Raw]:
    """What one project may ask, over all actions; not what contradicts the budget, which is noted."""
    least = [amount for action in actions if (amount := amount_of(action.get("minContribution")))]
    most = [amount for action in actions if (amount := amount_of(action.get("maxContribution")))]
    if most and total and max(most) > total:
        notes.append(f"the largest grant, {in_euro(max(most))}, is more than the budget, {in_euro(total)}: left out")
        return {}
    grant: dict[str, Raw] = {}
    if least and (not most or min(least) <= max(most)) and (not total or min(least) <= total):
        grant["min"] = in_euro(min(least))
    if most:
        grant["max"] = in_euro(max(most))
    return grant


def amount_of(value: Any) -> Decimal | None:
    """An amount above zero, to the cent; the interface writes numbers and text, and 0 where it does not know."""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    try:
        amount = Decimal(str(value).strip()).quantize(Decimal("0.01"))
    except (InvalidOperation, ValueError):
        return None
    return amount if amount.is_finite() and 0 < amount < Decimal(10) ** 15 else None


def whole_number(value: Any) -> int:
    """A count; 0 for anything else."""
    text = str(value) if isinstance(value, str | int) else ""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


def in_euro(amount: Decimal) -> str:
    """An amount as an editor writes it."""
    return f"EUR {grouped(amount)}"


def grouped(amount: Decimal) -> str:
    """Thousands apart, cents only when there are any."""
    whole = amount == amount.to_integral_value()
    return f"{amount:,.0f}".replace(",", " ") if whole else f"{amount:,.2f}".replace(",", " ")
