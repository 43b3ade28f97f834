"""Dates, and dates with a time, as an editor writes them; they mean the catalogue's time zone, which is an argument."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from oproep.model.problem import quoted, wrong
from oproep.model.shape import Json, Raw, Shape, text_of

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
ISO_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2}))?")
# The other ways in which people write a day and a time, for a message that says which one was meant.
YEAR_FIRST, DAY_FIRST = r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"
LOOSE_TIME = r"([0-9]{1,2})[.:hu]?([0-9]{2})?(?::00)?(?: ?uur)?"
LOOSE = re.compile(rf"(?:{YEAR_FIRST}|{DAY_FIRST})(?:[ T]+{LOOSE_TIME})?")
CLOCK = re.compile(r"([0-9]{1,2})[:.hu]([0-9]{2})(?: ?uur)?")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
IN_WORDS = re.compile(
    rf"([0-9]{{1,2}})\.?[ -]({'|'.join(MONTHS)})\.?[ -]([0-9]{{4}})(?: (?:om|at)(?= ))?", re.IGNORECASE
)
RECENT = 4096  # days and moments that are not worked out again: calls have many in common
EARLIEST, LATEST = 1990, 2100  # outside these a year is a slip of the hand


@dataclass(frozen=True)
class Moment:
    """A day, and a time of day when one was given, in the catalogue's zone."""

    day: date
    time: time | None = None

    def begins(self, zone: ZoneInfo) -> datetime:
        """The UTC instant at which it begins: its time, or the start of the day."""
        return instant_of(self.day, self.time, zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The UTC instant from which it is past: its time, or the start of the next day."""
        if self.time is not None:
            return self.begins(zone)
        return instant_of(self.day + timedelta(days=1), None, zone)

    def __str__(self) -> str:
        """As an editor writes it."""
        return f"{self.day} {self.time:%H:%M}" if self.time is not None else str(self.day)

    def __lt__(self, other: Moment) -> bool:
        """Earlier; a day without a time counts as its end."""
        return (self.day, self.time or time.max) < (other.day, other.time or time.max)


@lru_cache(RECENT)
def instant_of(day: date, at: time | None, zone: ZoneInfo) -> datetime:
    """The UTC instant of a day and a time on it, or of its start."""
    return datetime.combine(day, at or time.min, zone).astimezone(UTC)


@lru_cache(RECENT)
def read_day(text: str) -> date:
    """The day written `2026-03-31`; `Wrong` says what is the matter and, where it can, what was meant."""
    if found := ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
        if not EARLIEST <= year <= LATEST:
            raise wrong("date-far", f"The year {year} is out of reach.", f"Write a year from {EARLIEST} to {LATEST}.")
        if not 1 <= month <= 12:
            meant_so = f"{year}-{day:02}-{month:02}" if 1 <= day <= 12 < month <= 31 else "2026-03-31"
            raise wrong("date-form", f"{quoted(text)} has a month {month}.", f"Write year-month-day: {meant_so}.")
        if not 1 <= day <= 28 and not 1 <= day <= calendar.monthrange(year, month)[1]:
            name, longest = f"{calendar.month_name[month]} {year}", calendar.monthrange(year, month)[1]
            raise wrong("date-form", f"{quoted(text)} does not exist: {name} has {longest} days.", "Check the day.")
        return date(year, month, day)
    raise wrong("date-form", f"{quoted(text)} is not a date.", remedy(text), certain(text))


def in_figures(text: str) -> str:
    """A day whose month stands there in words as year-month-day; whatever follows it, and all else, as it is."""
    found = IN_WORDS.match(text)
    return f"{found[3]}-{MONTHS[found[2].lower()]:02}-{int(found[1]):02}{text[found.end() :]}" if found else text


def meant(text: str) -> Moment | None:
    """The moment that was probably meant by something in another form, when there is one such moment."""
    if not (found := LOOSE.fullmatch(in_figures(text))):
        return None
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    hour, minute = found.group(7, 8)
    try:
        clock = time(int(hour), int(minute or 0)) if hour else None
        return Moment(date(int(year), int(month), int(day)), clock)
    except ValueError:
        return None


def other_way_round(text: str) -> Moment | None:
    """The moment with its day and month exchanged, where somebody from elsewhere may have meant that: `03/04/2026`."""
    found, moment = LOOSE.fullmatch(in_figures(text)), meant(text)
    if not found or not moment or found[1] or "." in text[: found.end(6)]:
        return None
    day = moment.day
    return (
        None if day.day > 12 or day.day == day.month else Moment(day.replace(day=day.month, month=day.day), moment.time)
    )


def certain(text: str) -> str:
    """The only moment that can be meant by something in another form, as it is written; empty where there are more."""
    text = in_figures(text)
    found, moment = LOOSE.fullmatch(text), meant(text)
    if not found or not moment or other_way_round(text) or not EARLIEST <= moment.day.year <= LATEST:
        return ""
    clock = text[found.end(3) if found[1] else found.end(6) :]
    return str(moment) if not clock or re.search(r"[.:hu]", clock) else ""  # `2026-03-31 17` may be cut off


def remedy(text: str) -> str:
    """What to write instead of something that is not a date."""
    if (moment := meant(text)) and (other := other_way_round(text)):
        names = [f"{each} for {each.day.day} {calendar.month_name[each.day.month]}" for each in (moment, other)]
        return f"Write year-month-day: {names[0]}, {names[1]}."
    if moment := meant(text):
        return f"Write year-month-day: {moment}."
    if (clock := CLOCK.fullmatch(text)) and int(clock[1]) < 24 and int(clock[2]) < 60:
        return f"A time needs its day before it: 2026-03-31 {int(clock[1]):02}:{clock[2]}."
    return "Write year-month-day, with a time if there is one: 2026-03-31 or 2026-03-31 17:00."


@lru_cache(RECENT)
def read_moment(text: str) -> Moment:
    """The moment written `2026-03-31` or `2026-03-31 17:00`; `Wrong` as with a day."""
    found = ISO_MOMENT.fullmatch(text)
    if not found:
        if ISO_DATE.match(text) and (moment := meant(text)):
            raise wrong("time-form", f"{quoted(text)} has a time in another form.", f"Write {moment}.", certain(text))
        return Moment(read_day(text))
    day = read_day(found[1])
    if found[2] is None:
        return Moment(day)
    try:
        return Moment(day, time(int(found[2]), int(found[3])))
    except ValueError:
        fix = "Write a time from 00:00 to 23:59; for the end of a day leave the time out."
        raise wrong("time-form", f"There is no {found[2]}:{found[3]} on the clock.", fix) from None


class Day(Shape[date]):
    """A date: `2026-03-31`."""

    def read(self, raw: Raw) -> date:
        text = text_of(raw)
        if not ISO_DATE.fullmatch(text) and (moment := meant(text)) and moment.time is not None:
            raise wrong("date-form", f"{quoted(text)} holds a time.", f"Write the day alone: {moment.day}.")
        return read_day(text)

    def data(self, value: date) -> Json:
        return value.isoformat()

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "format": "date"}


class MomentShape(Shape[Moment]):
    """A date, or a date and time: `2026-03-31 17:00`."""

    def read(self, raw: Raw) -> Moment:
        return read_moment(text_of(raw))

    def data(self, value: Moment) -> Json:
        return value.day.isoformat() + (f"T{value.time:%H:%M}" if value.time is not None else "")

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?$"}

    def published(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"}


@dataclass(frozen=True)
class Period:
    """A run of whole years, such as 2014-2020."""

    first: int
    last: int

    def ends(self, zone: ZoneInfo) -> datetime:
        """The UTC instant from which the period is over: midnight after its last 31 December."""
        return Moment(date(self.last, 12, 31)).ends(zone)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class PeriodShape(Shape[Period]):
    """A period: `2014-2020`."""

    def read(self, raw: Raw) -> Period:
        text = text_of(raw)
        found = re.fullmatch(r"([0-9]{4})\s*[-–]\s*([0-9]{4})", text)
        if not found:
            raise wrong("period-form", f"{quoted(text)} is not a period.", "Write its years: 2021-2027.")
        first, last = int(found[1]), int(found[2])
        if not EARLIEST <= first <= last <= LATEST:
            raise wrong("period-form", f"{quoted(text)} ends before it begins, or is out of reach.", "Check the years.")
        return Period(first, last)

    def data(self, value: Period) -> Json:
        return str(value)

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[0-9]{4}\s*[-–]\s*[0-9]{4}$"}

    def published(self) -> dict[str, Json]:
        return {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"}


DAY = Day()
MOMENT = MomentShape()
PERIOD = PeriodShape()
