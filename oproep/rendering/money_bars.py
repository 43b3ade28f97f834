"""The money of open and announced calls becomes bars, one for each fund or theme, on a scale that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from oproep.catalogue.counts import Counts
from oproep.catalogue.entry import Entry
from oproep.catalogue.sums import Sum, Sums, currencies_of, sums_of
from oproep.model.money import Money
from oproep.rendering.later import instant
from oproep.rendering.parts import Link
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import TimedWords


class MoneyRow(NamedTuple):
    """What the calls of a fund or a theme have to divide. A width is a share of the longest bar, 0 to 100."""

    link: Link
    counts: Counts  # the row is left out when no call is open or announced any more
    amount: TimedWords  # "€ 12,000,000", of several currencies each; empty when none is known
    unknown: TimedWords  # "3 calls without an amount", or empty
    width: str | None  # None: there is nothing to draw
    widths: tuple[tuple[str, str], ...]  # from which instant on it is another


class MoneyBars(NamedTuple):
    """The bars of a list. `currency` is what they are drawn in, told where there are others beside it."""

    rows: tuple[MoneyRow, ...]
    counts: Counts  # of all calls: without any that is open or announced there is no picture
    currency: str | None


def money_bars(scribe: Scribe, entries: Iterable[Entry[Any]]) -> MoneyBars | None:
    """The bars of these funds or themes, in this order; None where no call says how much it has."""
    catalogue = scribe.catalogue
    found = [(entry, sums_of(catalogue.calls_of(entry.kind, entry.slug))) for entry in entries]
    shown = [(entry, sums) for entry, sums in found if sums.now != Sum()]
    currencies = currencies_of(catalogue.briefs.values())
    if not shown or not currencies:
        return None
    drawn = currencies[0]
    longest = max(amount_in(sums.now, drawn) for _, sums in shown)
    return MoneyBars(
        rows=tuple(row(scribe, entry, sums, drawn, longest) for entry, sums in shown),
        counts=catalogue.all_counts,
        currency=drawn if len(currencies) > 1 else None,
    )


def row(scribe: Scribe, entry: Entry[Any], sums: Sums, drawn: str, longest: Decimal) -> MoneyRow:
    """One bar."""
    tongue = scribe.tongue

    def amount(of: Sum) -> str:
        return " + ".join(tongue.money(Money(currency, each)) for currency, each in of.amounts)

    def unknown(of: Sum) -> str:
        return tongue.text("money-unknown", n=of.unknown) if of.unknown else ""

    def width(of: Sum) -> str:
        exact = amount_in(of, drawn) * 100 / (longest or 1)
        return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))

    said, told = steps(sums, amount), steps(sums, unknown)
    return MoneyRow(
        link=scribe.link(entry),
        counts=scribe.catalogue.counts_of(entry.kind, entry.slug),
        amount=TimedWords(text=said[0], later=said[1]),
        unknown=TimedWords(text=told[0], later=told[1]),
        width=width(sums.now) if amount_in(sums.now, drawn) else None,
        widths=steps(sums, width)[1],
    )


def steps(sums: Sums, say: Callable[[Sum], str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What is said of the sum now, and what else from which instant on (RFC 3339, UTC)."""
    first = before = say(sums.now)
    later = []
    for moment, of in sums.later:
        if (said := say(of)) != before:
            later.append((instant(datetime.fromtimestamp(moment, UTC)), said))
            before = said
    return first, tuple(later)


def amount_in(of: Sum, currency: str) -> Decimal:
    """What is to be divided in one currency."""
    return dict(of.amounts).get(currency, Decimal(0))
