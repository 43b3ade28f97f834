"""What must hold of dates and times: each rule is a generator whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.values import found, hint
from oproep.model.deadline import Undated
from oproep.model.moment import Moment
from oproep.model.problem import Problem


def opens_before_it_closes(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A call opens before its deadline."""
    zone = catalogue.settings.zone
    opens, moments = call.facts.opens, call.facts.deadline.moments
    if opens and moments and moments[0].at.ends(zone) <= opens.begins(zone):
        message = f"It opens on {opens}, after its deadline of {moments[0].at}."
        yield found(call.entry, "opens-late", message, "Correct one of the two dates.", ("opens",))


def event_ends_after_it_starts(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """An information session ends after it starts."""
    zone = catalogue.settings.zone
    for position, event in enumerate(call.facts.events):
        if event.ends and event.ends.ends(zone) <= event.starts.begins(zone):
            message = f"It ends at {event.ends}, before it starts at {event.starts}."
            yield found(call.entry, "event-order", message, "Correct one of the two.", ("events", position, "ends"))


def event_comes_before_the_deadline(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """An information session begins before the last moment at which a newcomer can apply."""
    zone, entries = catalogue.settings.zone, call.facts.deadline.entries
    for position, event in enumerate(call.facts.events):
        if entries and event.starts.begins(zone) >= entries[-1].at.ends(zone):
            message = f"It begins on {event.starts}, after the deadline of {entries[-1].at}."
            fix = "Check both dates at the source."
            yield hint(call.entry, "event-late", message, fix, ("events", position, "starts"))


def extension_is_later(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A deadline is extended to a later moment."""
    zone = catalogue.settings.zone
    for position, moment in enumerate(call.facts.deadline.moments):
        before = moment.extended_from
        if before and moment.at.ends(zone) <= before.ends(zone):
            message = f"It was extended from {before}, which is not before {moment.at}."
            path = ("deadline", position, "extended_from")
            yield found(call.entry, "extension-order", message, "Correct one of the two, or exchange them.", path)


def time_is_on_the_clock(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A time is one that the clock shows, and shows once: it skips an hour in spring and repeats one in autumn."""
    zone = catalogue.settings.zone
    for path, _, value in entry.values:
        if not isinstance(value, Moment) or value.time is None:
            continue
        typed = datetime.combine(value.day, value.time, zone)
        again = typed.replace(fold=1).utcoffset()
        if again == typed.utcoffset():  # as it is but for those two hours a year
            continue
        shown = typed.astimezone(UTC).astimezone(zone)
        if shown.replace(tzinfo=None) != typed.replace(tzinfo=None):
            message = f"There is no {value} in {zone.key}: the clocks go forward over it."
            yield found(entry, "time-skipped", message, f"Write {shown:%Y-%m-%d %H:%M}, or another time.", path)
        else:
            message = f"{value} comes twice in {zone.key}, where the clocks go back; the first is taken."
            yield hint(entry, "time-twice", message, "Write a time outside that hour.", path)


def midnight_is_said_otherwise(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A deadline is not at 00:00, the first moment of a day, which readers take for its last."""
    for position, moment in enumerate(call.facts.deadline.moments):
        if moment.at.time == time.min:
            day, eve = moment.at.day, moment.at.day - timedelta(days=1)
            message = f"{moment.at} is when {day} begins; readers take it for the end of that day."
            fix = f"Write {day} without a time for the end of that day, or {eve} 23:59 for its beginning."
            yield hint(call.entry, "midnight", message, fix, ("deadline", position, "at"))


def deadline_is_on_a_working_day(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A deadline still to come is not in a weekend or on a public holiday, when nobody answers a question."""
    zone = catalogue.settings.zone
    for position, moment in enumerate(call.facts.deadline.moments):
        if moment.at.ends(zone) > catalogue.now and (why := catalogue.days_off.why(moment.at.day)):
            message = f"{moment.at.day} is {why}."
            fix = "Check the day at the source; leave it if that says so."
            yield hint(call.entry, "day-off", message, fix, ("deadline", position, "at"))


def closes_some_day(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A call whose deadline has no date closes with the period of its fund, so its fund has one."""
    lasting = (Undated.ROLLING, Undated.UNTIL_SPENT, Undated.UNKNOWN)
    word = call.facts.deadline.undated
    if word in lasting and call.timeline.until is None and call.facts.cancelled is None:
        message = f"A deadline that is ‘{word}’ ends with the fund's period, and there is none: it never closes."
        fix = f"Add ‘period:’ to {call.fund.source.file}." if call.fund else "Add ‘fund:’, or write a date."
        yield hint(call.entry, "never-closes", message, fix, ("deadline",))


CALL_RULES_OF_TIME = (
    opens_before_it_closes,
    event_ends_after_it_starts,
    event_comes_before_the_deadline,
    extension_is_later,
    midnight_is_said_otherwise,
    deadline_is_on_a_working_day,
    closes_some_day,
)
ENTRY_RULES_OF_TIME = (time_is_on_the_clock,)
