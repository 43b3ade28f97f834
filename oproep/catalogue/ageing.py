"""When what stands in a call has grown too old: instants that its rules ask for, and at which it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.model.moment import Moment
from oproep.model.problem import Path

DONE = ("published", "verified")  # the keys that say on which day something was done
CHECKED_EVERY = 1  # years
PERSONS_STAY = 2  # years


def days_done(entry: Entry[Any]) -> Iterator[tuple[Path, str, date]]:
    """Every day on which a record, or a contact in it, says that it was published or verified."""
    for path, key, value in entry.values:
        if key.name in DONE and isinstance(value, date):
            yield path, key.name, value


def years_after(day: date, years: int) -> date:
    """The same day one year later or two; of 29 February, which they do not have, the day after the 28th."""
    year = day.year + years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def checked_too_long_ago(day: date, zone: ZoneInfo) -> datetime:
    """The instant from which what was checked on this day was checked over a year ago."""
    return Moment(years_after(day, CHECKED_EVERY)).ends(zone)


def last_day(call: LinkedCall, zone: ZoneInfo) -> date | None:
    """The last day of a call, after which nothing is to come: of its last deadline or stage, or before it is withdrawn.

    A deadline without a time, and the period of a fund, are over as the next day begins.
    """
    moments, line = call.facts.deadline.moments, call.timeline
    last = moments[-1].at.ends(zone) if moments else line.until
    over = min((moment for moment in (last, line.cancelled) if moment), default=None)
    return (over - timedelta(microseconds=1)).astimezone(zone).date() if over else None


def persons_may_go(last: date, zone: ZoneInfo) -> datetime:
    """The instant from which nobody needs the persons whom a call names that had its last day over two years ago."""
    return Moment(years_after(last, PERSONS_STAY)).ends(zone)


def turns_of_age(call: LinkedCall, zone: ZoneInfo) -> Iterator[datetime]:
    """Every instant at which a rule about age has something else to say of a call."""
    for _, _, day in days_done(call.entry):
        yield Moment(day).begins(zone)
        yield checked_too_long_ago(day, zone)
    last = last_day(call, zone) if call.facts.contacts else None
    if last:
        yield persons_may_go(last, zone)
