"""A call becomes what there is to tell of it to those who follow: it is new, it changed, it closes soon.

What is told has a time of its own, which the content says and never the clock: followers hear of it once, and what they
were told does not change because a day has gone by.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from oproep.catalogue.linked import LinkedCall
from oproep.model.call import Call
from oproep.model.moment import Moment


class Tiding(StrEnum):
    """What is told of a call."""

    NEW = "new"
    CHANGED = "changed"
    CLOSING = "closing"


class News(NamedTuple):
    """One thing to tell: of one day, once for each kind. Instants are UTC."""

    tiding: Tiding
    day: date  # on which it was published, changed, or closes
    begins: datetime  # it is told from then on
    ends: datetime | None = None  # until then, if not for good


def news_of(call: LinkedCall, zone: ZoneInfo) -> Iterator[News]:
    """Everything that there ever is to tell of a call.

    It is new until it is over: nobody is sent to what has closed. It closes soon from `closing_days` before each
    deadline that a newcomer can meet, or since it opened, until that deadline, or until it is withdrawn.
    """
    facts, line = call.facts, call.timeline
    last = max(line.closes, default=line.until)
    over = min((moment for moment in (last, line.cancelled) if moment), default=None)
    begins = Moment(facts.published).begins(zone) if facts.published else None
    if facts.published and begins and (over is None or begins < over):
        yield News(Tiding.NEW, facts.published, begins, over)
    for day in days_of_change(facts):
        yield News(Tiding.CHANGED, day, Moment(day).begins(zone))
    for day, moments in closings(facts).items():
        begins = moments[0].ends(zone) - timedelta(days=line.closing_days)
        ends = moments[-1].ends(zone)
        begins, ends = max(begins, line.opens or begins), min(ends, line.cancelled or ends)
        if begins < ends:
            yield News(Tiding.CLOSING, day, begins, ends)


def told(call: LinkedCall, zone: ZoneInfo, now: datetime) -> Iterator[News]:
    """What there is to tell of a call at `now` (aware)."""
    for news in news_of(call, zone):
        if news.begins <= now and (news.ends is None or now < news.ends):
            yield news


def days_of_change(facts: Call) -> list[date]:
    """The days on which a call changed, in order; the last may be the one on which it was withdrawn."""
    days = {change.date for change in facts.changes}
    return sorted(days | {facts.cancelled} if facts.cancelled else days)


def closings(facts: Call) -> Mapping[date, tuple[Moment, ...]]:
    """The deadlines that a newcomer can meet, by day."""
    found: dict[date, tuple[Moment, ...]] = {}
    for moment in facts.deadline.entries:
        found[moment.at.day] = (*found.get(moment.at.day, ()), moment.at)
    return found
