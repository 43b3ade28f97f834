"""What must hold of budgets: each rule is a generator whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.values import found, hint
from oproep.model.budget import Budget
from oproep.model.money import Money
from oproep.model.problem import Path, Problem

SMALL, MILLION = 1000, 1_000_000


def budget_of(entry: Entry[Any]) -> Budget | None:
    """The budget of a call or a fund."""
    budget: Budget | None = getattr(entry.facts, "budget", None)
    return budget


def amounts_fit(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """Within one budget: one currency, no part and no grant above the total, the least grant not above the most."""
    budget = budget_of(entry)
    if budget is None:
        return
    amounts = list(amounts_of(budget))
    first = amounts[0][1] if amounts else None
    for path, money in amounts:
        if first and money.currency != first.currency:
            message = f"{money} stands beside {first}."
            yield found(entry, "two-currencies", message, f"Write all amounts in {first.currency}.", path)
        elif budget.total and money.amount > budget.total.amount:
            message = f"{money} is more than the total, {budget.total}."
            yield found(entry, "above-total", message, "Correct one of the two.", path)
    grant = budget.grant
    if grant and grant.min and grant.max and grant.min.amount > grant.max.amount:
        message = f"The least, {grant.min}, is above the most, {grant.max}."
        yield found(entry, "grant-order", message, "Exchange the two.", ("budget", "grant", "min"))


def parts_add_up(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """The parts of a budget, where there are two or more, add up to its total."""
    budget = budget_of(entry)
    total = budget.total if budget else None
    if budget is None or total is None or len(budget.parts) < 2:
        return
    if any(part.amount.currency != total.currency for part in budget.parts):
        return
    parts = Money(total.currency, sum((part.amount.amount for part in budget.parts), Decimal(0)))
    if parts.amount > total.amount:
        message = f"The parts add up to {parts}, more than the total, {total}."
        yield found(entry, "above-total", message, "Correct a part or the total.", ("budget", "parts"))
    elif parts.amount < total.amount:
        # a source may leave a small part out, so this is no error
        left = Money(total.currency, total.amount - parts.amount)
        message = f"The parts add up to {parts}, which leaves {left} of the total, {total}."
        fix = "Correct a part or the total, or add the part that is missing."
        yield hint(entry, "below-total", message, fix, ("budget", "parts"))


def amounts_of(budget: Budget) -> Iterator[tuple[Path, Any]]:
    """Every amount of a budget with its place."""
    if budget.total:
        yield ("budget", "total"), budget.total
    for name in ("parts", "earmarked"):
        for position, share in enumerate(getattr(budget, name)):
            yield ("budget", name, position, "amount"), share.amount
    for name in ("min", "max"):
        if budget.grant and getattr(budget.grant, name):
            yield ("budget", "grant", name), getattr(budget.grant, name)


def cofinancing_rises(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """The co-financing rate of exceptional cases is not below the usual one."""
    budget = budget_of(entry)
    share = budget.cofinancing if budget else None
    if share and share.up_to is not None and share.up_to < share.rate:
        message = f"In exceptional cases it is up to {share.up_to}%, which is below the rate, {share.rate}%."
        path = ("budget", "cofinancing", "up_to")
        yield found(entry, "cofinancing-order", message, "Exchange the two, or correct one.", path)


def total_is_a_sum_for_projects(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A whole budget is no amount that a single purchase would take: ‘EUR 3.2’ is 3.2 million cut short."""
    budget = budget_of(entry)
    total = budget.total if budget else None
    if total and total.amount < SMALL:
        message = f"{total} is very little for a whole budget."
        millions = Money(total.currency, (total.amount * MILLION).to_integral_value())
        fix = f"Write {millions} if you mean {total.amount:f} million."
        yield hint(entry, "amount-small", message, fix, ("budget", "total"))


ENTRY_RULES_OF_MONEY = (amounts_fit, parts_add_up, cofinancing_rises, total_is_a_sum_for_projects)
