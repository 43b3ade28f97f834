"""The money that calls have to divide is added up, now and from each later turn on; currencies stay apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from oproep.catalogue.brief import Brief

MOST_TURNS = 30  # later sums that a page carries along: a catalogue of many calls is built again before these are over


class Sum(NamedTuple):
    """What some calls have to divide in all."""

    amounts: tuple[tuple[str, Decimal], ...] = ()  # of each currency (ISO 4217), by its code
    unknown: int = 0  # how many of them do not say how much they have


class Sums(NamedTuple):
    """What is to be divided by the calls that are open or announced; a call that closes leaves the sum."""

    now: Sum
    later: tuple[tuple[int, Sum], ...] = ()  # seconds since 1970, and the sum from then on


def sums_of(briefs: Iterable[Brief]) -> Sums:
    """The sums of these calls."""
    amounts, unknown = dict[str, Decimal](), 0
    ends: dict[int, list[tuple[str, Decimal] | None]] = {}
    for brief in briefs:
        if brief.status.over:
            continue
        if brief.total:
            amounts[brief.total[0]] = amounts.get(brief.total[0], Decimal(0)) + brief.total[1]
        else:
            unknown += 1
        if end := next((moment for moment, status in brief.later if status.over), None):
            ends.setdefault(end, []).append(brief.total)
    now, later = Sum(settled(amounts), unknown), []
    for moment, gone in sorted(ends.items())[:MOST_TURNS]:
        for total in gone:
            if total:
                amounts[total[0]] -= total[1]
        unknown -= gone.count(None)
        later.append((moment, Sum(settled(amounts), unknown)))
    return Sums(now, tuple(later))


def currencies_of(briefs: Iterable[Brief]) -> tuple[str, ...]:
    """The currencies (ISO 4217) of calls, whatever their status: first that of most calls, the others by their code."""
    used = Counter(brief.total[0] for brief in briefs if brief.total)
    first = min(used, key=lambda currency: (-used[currency], currency), default="")
    return (first, *sorted(used.keys() - {first})) if first else ()


def settled(amounts: dict[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    """The amounts that are left, by currency."""
    return tuple(sorted((currency, amount) for currency, amount in amounts.items() if amount))
