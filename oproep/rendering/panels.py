"""Facts become what a reader sees of them: the facts panel, the deadline, the money, the sessions, the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from oproep.catalogue.catalogue import Held, LinkedCall
from oproep.catalogue.entry import Entry
from oproep.model.budget import Budget, Share
from oproep.model.contact import Event, Links
from oproep.model.deadline import DeadlineMoment, Undated
from oproep.model.fund import Fund
from oproep.model.keys import Key, keys_of
from oproep.model.moment import Moment
from oproep.model.place import Place
from oproep.model.shape import Choice, ListOf, Shape, SlugOf
from oproep.model.status import Status, Timeline
from oproep.model.words import Label
from oproep.rendering.later import Saying, instant, timed
from oproep.rendering.parts import (
    BudgetView,
    DeadlineLine,
    DeadlineView,
    EventView,
    Fact,
    Link,
    MoneyPart,
    Outlink,
    Shown,
    Standing,
    TimedWords,
    When,
    Words,
)
from oproep.rendering.scribe import Scribe


def when(scribe: Scribe, moment: Moment | date) -> When:
    """A moment in words; for machines its instant when it has a time, else its date."""
    found = moment if isinstance(moment, Moment) else Moment(moment)
    zone = scribe.catalogue.settings.zone
    iso = found.day.isoformat() if found.time is None else instant(found.begins(zone))
    return When(text=scribe.tongue.moment(found), iso=iso)


def in_zone(scribe: Scribe, moment: Moment) -> str:
    """A deadline as a sentence, with the city whose time it is."""
    city = scribe.tongue.city(scribe.catalogue.settings.zone.key)
    words = scribe.tongue.moment(moment)
    return (
        scribe.tongue.text("end-of-day", day=words, city=city)
        if moment.time is None
        else scribe.tongue.text("in-zone", moment=words, city=city)
    )


def deadline(scribe: Scribe, call: LinkedCall) -> DeadlineView:
    """The deadline: the next moment a newcomer can meet, else the last one, or in words why there is none."""
    facts, line_of_time, text = call.facts.deadline, call.timeline, scribe.tongue.text
    zone, now = scribe.catalogue.settings.zone, scribe.catalogue.now
    changes = {*line_of_time.changes(), *(moment.at.ends(zone) for moment in facts.moments)}

    def undated(at: datetime) -> str:
        over = line_of_time.at(at).over and facts.undated is not Undated.UNKNOWN
        return "deadline-over" if over else f"deadline-{facts.undated}"

    if facts.undated:
        return DeadlineView(
            sentence=timed(lambda at: (text(undated(at)),), now, changes),
            short=timed(lambda at: (text(f"{undated(at)}-short"),), now, changes),
        )

    def coming(at: datetime) -> Moment:
        return next((moment.at for moment in facts.entries if at < moment.at.ends(zone)), facts.entries[-1].at)

    def sentence(at: datetime) -> Saying:
        stage = stage_to_come(call, zone, at)
        if stage is None:
            return in_zone(scribe, coming(at)), when(scribe, coming(at)).iso
        moment = scribe.tongue.moment(stage.at)
        return text("deadline-next-stage", number=stage.stage, moment=moment), when(scribe, stage.at).iso

    def short(at: datetime) -> Saying:
        return scribe.tongue.moment(coming(at), short=True), when(scribe, coming(at)).iso

    several = len(facts.moments) > 1 or any(moment.label or moment.extended_from for moment in facts.moments)
    return DeadlineView(
        sentence=timed(sentence, now, changes),
        short=timed(short, now, changes),
        lines=tuple(
            line(scribe, moment, at, staged=facts.staged)
            for at, moment in enumerate(facts.moments, len(facts.moments) > 1 or facts.staged)
            if several
        ),
        note=scribe.tongue.text("deadline-second-stage") if facts.staged else None,
    )


def stage_to_come(call: LinkedCall, zone: ZoneInfo, at: datetime) -> DeadlineMoment | None:
    """The next stage of a call that is closed to newcomers: only those invited can still meet it."""
    if not call.facts.deadline.staged or call.timeline.at(at) is not Status.CLOSED:
        return None
    return next((moment for moment in call.facts.deadline.moments if at < moment.at.ends(zone)), None)


def line(scribe: Scribe, moment: DeadlineMoment, position: int, *, staged: bool) -> DeadlineLine:
    """One moment of a deadline that has several; `position` is 0 for the only one, which needs no number."""
    number = moment.stage or str(position)
    own = Words(text=scribe.tongue.text("stage-n" if staged else "cutoff-n", number=number)) if position else None
    return DeadlineLine(
        when=When(text=in_zone(scribe, moment.at), iso=when(scribe, moment.at).iso),
        label=scribe.label(moment.label) or own,
        past=past_mark(scribe, moment.at),
        extended_from=when(scribe, moment.extended_from) if moment.extended_from else None,
    )


def past_mark(scribe: Scribe, moment: Moment) -> TimedWords:
    """The word beside a moment that is past."""
    end = moment.ends(scribe.catalogue.settings.zone)
    return timed(lambda at: (scribe.tongue.text("past") if at >= end else "",), scribe.catalogue.now, (end,))


def standing(scribe: Scribe, call: LinkedCall) -> Standing:
    """The status at the build, with the instants by which the browser works it out again."""
    label = scribe.tongue.text(f"status-{call.status}")
    return Standing(code=str(call.status), label=label, moments=moments(call.timeline))


def moments(line: Timeline) -> str:
    """A timeline as the browser reads it."""
    return json.dumps(
        {
            "opens": instant(line.opens) if line.opens else None,
            "closes": [instant(moment) for moment in line.closes],
            "until": instant(line.until) if line.until else None,
            "announced": line.announced,
            "cancelled": instant(line.cancelled) if line.cancelled else None,
            "closing_days": line.closing_days,
        },
        separators=(",", ":"),
    )


def facts(
    scribe: Scribe, entry: Entry[Any], held: dict[str, Held], fund: Entry[Fund] | None = None
) -> tuple[Fact, ...]:
    """The facts panel: every key that is declared to stand there and has a value, in the declared order."""
    return tuple(
        Fact(
            key=key.name,
            label=scribe.tongue.text(f"key-{key.name}"),
            values=values,
            inherited=scribe.link(fund) if fund and held[key.name].inherited else None,
        )
        for key in keys_of(type(entry.facts)).values()
        if key.panel and (values := tuple(shown(scribe, key, held[key.name].value)))
    )


def shown(scribe: Scribe, key: Key, value: Any) -> Iterable[Shown]:
    """The value of a key as the panel shows it."""
    if isinstance(key.shape, ListOf):
        return [part for one in value for part in one_shown(scribe, key.shape.item, one)]
    return [] if value is None else one_shown(scribe, key.shape, value)


def one_shown(scribe: Scribe, shape: Shape[Any], value: Any) -> list[Shown]:
    """One value: a link to a record, a place by name, a date in words, a word of a closed list, or its text."""
    if isinstance(shape, SlugOf) and shape.kind:
        entry = getattr(scribe.catalogue, shape.kind).get(value)
        return [Shown(words=scribe.title(entry), address=scribe.address(entry))] if entry else []
    if isinstance(shape, Place):
        regions = {code: label.best((scribe.language,))[0] for code, label in scribe.catalogue.settings.regions}
        return [Shown(words=Words(text=scribe.tongue.place(value, regions)))]
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
        parts=tuple(money_part(scribe, part, found) for part in found.parts),
        earmarked=tuple(money_part(scribe, part, found) for part in found.earmarked),
        grant=grant(scribe, found),
        expected_grants=tongue.number(int(found.expected_grants)) if found.expected_grants else None,
        cofinancing=rate,
        cofinancing_note=scribe.label(share.note) if share else None,
        cofinancing_inherited=inherited if cofinancing and cofinancing.inherited else None,
        note=scribe.label(found.note),
    )


def money_part(scribe: Scribe, part: Share, of: Budget) -> MoneyPart:
    """A part of a budget, with its share of the total in percent."""
    share = None
    if of.total and of.total.amount:
        exact = part.amount.amount * 100 / of.total.amount
        share = str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
    label = scribe.label(part.label) or Words(text="")
    return MoneyPart(label=label, amount=scribe.tongue.money(part.amount), share=share)


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
        until=when(scribe, of.ends) if of.ends else None,
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
