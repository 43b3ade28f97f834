"""The money of a call or a fund: a total and its parts, what one project may ask, the co-financing rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oproep.model.keys import Group, key, required
from oproep.model.money import COUNT, MONEY, PERCENTAGE, Money
from oproep.model.shape import ListOf
from oproep.model.words import LABEL, Label


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a budget."""

    label: Label = required(LABEL, "What this part is.", "{nl: Vlaamse cofinanciering, en: Flemish co-financing}")
    amount: Money = required(MONEY, "How much it is.", "EUR 625 000")


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one project may ask."""

    min: Money | None = key(MONEY, "The least a project may ask.", "EUR 100 000")
    max: Money | None = key(MONEY, "The most a project may ask.", "EUR 250 000")


@dataclass(frozen=True, kw_only=True)
class Cofinancing:
    """The share of the costs that the fund pays, at most."""

    rate: Decimal = required(PERCENTAGE, "The share of the costs that is paid, at most.", "75%")
    up_to: Decimal | None = key(PERCENTAGE, "The share in exceptional cases.", "100%")
    note: Label | None = key(LABEL, "When another share holds.", "{nl: uitzonderlijk, en: in exceptional cases}")


SHARES = ListOf(Group(Share))
COFINANCING = Group(Cofinancing, lead="rate")


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Money, exact."""

    total: Money | None = key(MONEY, "All there is to divide.", "EUR 5 000 000")
    parts: tuple[Share, ...] = key(
        SHARES, "Where the total comes from or goes to.", "[{label: {nl: AMIF, en: AMIF}, amount: EUR 1 875 000}]"
    )
    earmarked: tuple[Share, ...] = key(
        SHARES, "Set aside inside the total.", "[{label: {nl: monitoring, en: monitoring}, amount: EUR 200 000}]"
    )
    grant: Grant | None = key(Group(Grant), "What one project may ask.", "{min: EUR 100 000, max: EUR 250 000}")
    cofinancing: Cofinancing | None = key(COFINANCING, "The share of the costs that is paid.", "75%")
    expected_grants: str | None = key(COUNT, "How many projects are expected to be funded.", "12")
    note: Label | None = key(LABEL, "What else to know.", "{nl: onder voorbehoud, en: subject to approval}")


BUDGET = Group(Budget, lead="total")
