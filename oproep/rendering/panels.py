"""Facts become what a reader sees of them: the facts panel, the money, the sessions, the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import Held
from oproep.model import KINDS
from oproep.model.budget import Budget, Share
from oproep.model.call import Change
from oproep.model.contact import Event, Links
from oproep.model.fund import Fund
from oproep.model.keys import Key, keys_of
from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.model.place import Place
from oproep.model.shape import Choice, ListOf, Shape, SlugOf
from oproep.model.words import Label
from oproep.rendering.moments import past_mark, until, when
from oproep.rendering.parts import BudgetView, ChangeView, EventView, Fact, Link, MoneyPart, Outlink, Shown
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

DECIDING = frozenset({"beneficiaries", "countries"})  # without these nobody knows whether a call is for them
PANEL = {kind: tuple(key for key in keys_of(record).values() if key.panel) for kind, record in KINDS.items()}


def facts(
    scribe: Scribe,
    entry: Entry[Any],
    held: Callable[[str], Held],
    fund: Entry[Fund] | None = None,
    links: Links | None = None,
) -> tuple[Fact, ...]:
    """The facts panel: every key that is declared to stand there and has a value, in the declared order.

    Where a key that nobody can do without has none, `links` may lead to it.
    """
    found = []
    for key in PANEL[entry.kind]:
        of = held(key.name)
        if of.value is not None and of.value != ():
            each = fact(scribe, key, of.value, scribe.link(fund) if fund and of.inherited else None)
            if each.values:
                found.append(each)
                continue
        if key.name in DECIDING and (elsewhere := conditions(scribe, links)):
            found.append(fact_of(scribe, key, elsewhere))
    return tuple(found)


def apart(found: tuple[Fact, ...]) -> tuple[Fact | None, tuple[Fact, ...]]:
    """Who may apply, for the head of a page, and the other facts, for its panel."""
    who = next((each for each in found if each.key == "beneficiaries"), None)
    return who, tuple(each for each in found if each is not who)


def fact(scribe: Scribe, key: Key, value: Any, inherited: Link | None) -> Fact:
    """A row of the panel; what names other records or places is the same on many pages."""
    if isinstance(key.shape.item if isinstance(key.shape, ListOf) else key.shape, SlugOf | Place):
        what = ("fact", key.name, value, inherited.address if inherited else None)
        return scribe.once(what, lambda: fact_of(scribe, key, tuple(shown(scribe, key, value)), inherited))
    return fact_of(scribe, key, tuple(shown(scribe, key, value)), inherited)


def fact_of(scribe: Scribe, key: Key, values: tuple[Shown, ...], inherited: Link | None = None) -> Fact:
    """A row of the panel with these values."""
    return Fact(key=key.name, label=scribe.tongue.text(f"key-{key.name}"), values=values, inherited=inherited)


def conditions(scribe: Scribe, links: Links | None) -> tuple[Shown, ...]:
    """Where a reader finds what the catalogue does not know of a call: its call document, else its official page."""
    word = scribe.tongue.text("call-document")
    for document in links.documents if links else ():
        if (label := scribe.label(document.label)) and label.text == word:
            return (Shown(words=Words(text=scribe.tongue.text("see-call-document")), url=document.url),)
    if links and links.source:
        return (Shown(words=Words(text=scribe.tongue.text("see-official-page")), url=links.source),)
    return ()


def shown(scribe: Scribe, key: Key, value: Any) -> Iterable[Shown]:
    """The value of a key as the panel shows it."""
    if isinstance(key.shape, ListOf):
        return [part for one in value for part in one_shown(scribe, key.shape.item, one)]
    return one_shown(scribe, key.shape, value)


def one_shown(scribe: Scribe, shape: Shape[Any], value: Any) -> list[Shown]:
    """One value: a link to a record, a place by name, a date in words, a word of a closed list, or its text."""
    if isinstance(shape, SlugOf) and shape.kind:
        entry = getattr(scribe.catalogue, shape.kind).get(value)
        return [Shown(words=scribe.title(entry), address=scribe.address(entry))] if entry else []
    if isinstance(shape, Place):
        return [Shown(words=Words(text=scribe.tongue.place(value, scribe.regions)))]
    if isinstance(value, Moment | date):
        found = when(scribe, value)
        return [Shown(words=Words(text=found.text), iso=found.iso)]
    if isinstance(shape, Choice):
        return [Shown(words=Words(text=scribe.tongue.text(f"{shape.prefix}-{value}")))]
    if isinstance(value, Label):
        found_words = scribe.label(value)
        return [Shown(words=found_words)] if found_words else []
    return [Shown(words=Words(text=str(value)))]


def budget(
    scribe: Scribe, money: Budget | None, cofinancing: Held | None = None, inherited: Link | None = None
) -> BudgetView | None:
    """The money of a call or a fund; None when nothing is known of it."""
    share = cofinancing.value if cofinancing else money.cofinancing if money else None
    if money is None and share is None:
        return None
    found = money or Budget()
    tongue = scribe.tongue
    rate = None
    if share:
        rate = tongue.percent(share.rate)
        if share.up_to:
            rate = tongue.text("rate-up-to", rate=rate, up_to=tongue.percent(share.up_to))
    return BudgetView(
        total=tongue.money(found.total) if found.total else None,
        parts=tuple(money_parts(scribe, found.parts, found.total)),
        earmarked=tuple(money_parts(scribe, found.earmarked, found.total)),
        grant=grant(scribe, found),
        expected_grants=tongue.number(int(found.expected_grants)) if found.expected_grants else None,
        cofinancing=rate,
        cofinancing_note=scribe.label(share.note) if share else None,
        cofinancing_inherited=inherited if cofinancing and cofinancing.inherited else None,
        note=scribe.label(found.note),
    )


def money_parts(scribe: Scribe, parts: Iterable[Share], total: Money | None) -> Iterator[MoneyPart]:
    """The parts of a budget, each with its piece of the bar, which begins where the one before it ends."""
    start = Decimal(0)
    for part in parts:
        found = MoneyPart(label=scribe.label(part.label) or Words(text=""), amount=scribe.tongue.money(part.amount))
        if total and total.amount and total.currency == part.amount.currency:
            share = part.amount.amount * 100 / total.amount
            percent = scribe.tongue.percent(tenths(share))
            found = found._replace(percent=percent, start=str(tenths(start)), share=str(tenths(share)))
            start += share
        yield found


def tenths(number: Decimal) -> Decimal:
    """To one decimal."""
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def grant(scribe: Scribe, money: Budget) -> str | None:
    """What one project may ask: from, to, or both; one amount when they are equal."""
    if not money.grant:
        return None
    least, most, tongue = money.grant.min, money.grant.max, scribe.tongue
    if least and most and least != most:
        return tongue.text("money-from-to", min=tongue.money(least), max=tongue.money(most))
    if least and most:
        return tongue.money(most)
    if least:
        return tongue.text("money-from", min=tongue.money(least))
    return tongue.text("money-to", max=tongue.money(most)) if most else None


def in_short(scribe: Scribe, money: Budget | None) -> str | None:
    """Money in a list: what one project may ask, else the total, and which of the two it is."""
    if money and (asked := grant(scribe, money)):
        return f"{asked} {scribe.tongue.text('per-project')}"
    return f"{scribe.tongue.money(money.total)} {scribe.tongue.text('in-total')}" if money and money.total else None


def event(scribe: Scribe, of: Event) -> EventView:
    """An information session."""
    last = of.ends or of.starts
    return EventView(
        title=scribe.label(of.title) or Words(text=""),
        when=when(scribe, of.starts),
        until=until(scribe, of.starts, of.ends) if of.ends else None,
        place=scribe.label(of.place),
        url=of.url,
        past=scribe.catalogue.now >= last.ends(scribe.catalogue.settings.zone),
        past_mark=past_mark(scribe, last),
    )


def documents(scribe: Scribe, links: Links | None) -> tuple[Outlink, ...]:
    """The documents of a call or a fund."""
    return tuple(
        Outlink(url=document.url, words=scribe.label(document.label) or Words(text=""), hreflang=document.language)
        for document in (links.documents if links else ())
    )


def changes(scribe: Scribe, found: Iterable[Change]) -> tuple[ChangeView, ...]:
    """What changed in a call, the newest first; of one day in the order of the file."""
    return tuple(
        ChangeView(day=when(scribe, change.date), what=scribe.label(change.what) or Words(text=""))
        for change in sorted(found, key=lambda change: change.date, reverse=True)
    )
