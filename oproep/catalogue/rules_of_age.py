"""What must hold of the age of what is said: each rule is a generator whose docstring is the rule.

They ask `ageing` for their instants, as a brief does to know when a call is to be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oproep.catalogue.ageing import checked_too_long_ago, days_done, last_day, persons_may_go
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.values import hint
from oproep.model.problem import Problem


def dated_when_it_has_happened(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """What was published or verified was so today or before."""
    today = catalogue.now.astimezone(catalogue.settings.zone).date()
    for path, _, day in days_done(entry):
        if day > today:
            yield hint(entry, "in-the-future", f"{day} is still to come.", "Write the day on which it was done.", path)


def open_calls_were_checked_within_a_year(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """While a call is open, its facts and its contacts were checked within a year, or it was published within one."""
    if not call.status.is_open:
        return
    zone, checked = catalogue.settings.zone, call.facts.verified
    for path, name, day in days_done(call.entry):
        if catalogue.now < checked_too_long_ago(day, zone) or (name == "published" and checked):
            continue
        fix = "Check it against the source, then write the day on which you did"
        if name == "published":
            message = f"This was published on {day}, over a year ago, and not checked since; the call is open."
            yield hint(call.entry, "unchecked", message, f"{fix} under ‘verified:’.", path)
        else:
            message = f"This was last checked on {day}, over a year ago; the call is open."
            yield hint(call.entry, "unchecked", message, f"{fix}.", path)


def persons_are_named_while_they_are_needed(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """A call that ended over two years ago names no person: nobody has to write to them any more."""
    zone = catalogue.settings.zone
    last = last_day(call, zone)
    if last is None or catalogue.now < persons_may_go(last, zone):
        return
    for position, named in enumerate(call.facts.contacts):
        record = catalogue.contacts.get(named) if isinstance(named, str) else None
        facts = record.facts if record else named
        if isinstance(facts, str) or not facts.person:
            continue
        message = f"{facts.person} is named here, and the last day of the call was {last}, over two years ago."
        fix = "Remove the person, and the address and the numbers that are theirs."
        if record:
            fix = f"Remove ‘{named}’ here, and {record.source.file} too when nothing else names it."
        yield hint(call.entry, "person-stays", message, fix, ("contacts", position))


CALL_RULES_OF_AGE = (open_calls_were_checked_within_a_year, persons_are_named_while_they_are_needed)
ENTRY_RULES_OF_AGE = (dated_when_it_has_happened,)
