"""Where a call stands at an instant.

The browser works it out by the same rules (static/js/oproep.js); one table of cases, tests/status-cases.json,
holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from oproep.model.call import Call
from oproep.model.deadline import Undated
from oproep.model.moment import Moment, Period


class Status(StrEnum):
    """What a reader needs to know first."""

    FORTHCOMING = "forthcoming"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    over: bool  # no newcomer can apply any more
    is_open: bool  # proposals are taken now

    def __new__(cls, value: str) -> Self:
        """The status of this name. What lists ask of every call is worked out once."""
        found = str.__new__(cls, value)
        found._value_ = value
        found.over = value in ("closed", "cancelled")
        found.is_open = value in ("open", "closing")
        return found


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The instants (UTC) that decide a call's status, and nothing else of it."""

    opens: datetime | None
    closes: tuple[datetime, ...]  # every moment a newcomer can still meet; from the last on it is closed
    until: datetime | None  # end of the fund's period; decides only where no deadline has a date
    announced: bool  # False while the deadline is still to be announced
    cancelled: datetime | None
    closing_days: int

    def next(self, now: datetime) -> datetime | None:
        """The next moment a newcomer can meet."""
        return min((moment for moment in self.closes if now < moment), default=None)

    def at(self, now: datetime) -> Status:
        """The status at `now` (aware)."""
        if self.cancelled and now >= self.cancelled:
            return Status.CANCELLED
        coming = self.next(now)
        if self.closes and coming is None:
            return Status.CLOSED
        if not self.closes and self.until and now >= self.until:
            return Status.CLOSED
        if self.opens and now < self.opens:
            return Status.FORTHCOMING
        if not self.closes and not self.announced and self.opens is None:
            return Status.FORTHCOMING
        if coming and coming - now <= timedelta(days=self.closing_days):
            return Status.CLOSING
        return Status.OPEN

    def changes(self) -> tuple[datetime, ...]:
        """Every instant at which the status may become another."""
        soon = (moment - timedelta(days=self.closing_days) for moment in self.closes)
        fixed = (self.opens, self.until, self.cancelled)
        return tuple(sorted({*self.closes, *soon, *(moment for moment in fixed if moment)}))

    def turns(self, now: datetime) -> Iterator[tuple[datetime, Status]]:
        """The status at `now`, and every later one from when on it is so."""
        status = self.at(now)
        yield now, status
        for moment in self.changes():
            if moment > now and self.at(moment) is not status:
                status = self.at(moment)
                yield moment, status


def timeline(call: Call, period: Period | None, zone: ZoneInfo, closing_days: int) -> Timeline:
    """The instants that decide the status of a call whose fund has this period.

    After the first stage of a two-stage call nobody new can enter: for a reader it is closed.
    """
    deadline = call.deadline
    withdrawn: date | None = call.cancelled
    return Timeline(
        opens=call.opens.begins(zone) if call.opens else None,
        closes=tuple(moment.at.ends(zone) for moment in deadline.entries),
        until=period.ends(zone) if period else None,
        announced=deadline.undated is not Undated.TO_BE_ANNOUNCED,
        cancelled=Moment(withdrawn).begins(zone) if withdrawn else None,
        closing_days=closing_days,
    )
