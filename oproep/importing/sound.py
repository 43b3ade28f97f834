"""A draft becomes one that the catalogue accepts: what it would refuse is left out, and a note says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from oproep.importing.draft import Draft
from oproep.model.budget import Budget
from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.model.problem import Path, Wrong
from oproep.model.shape import Raw
from oproep.reading.frontmatter import LONGEST_BODY, WrongAt
from oproep.reading.record import MOST_LINES, bounded

MOST_FAULTS = 400
UTC = ZoneInfo("UTC")


def sound(draft: Draft) -> Draft:
    """The draft without what the catalogue would refuse; a deadline that it would refuse is unknown."""
    notes = list(draft.notes)
    facts: dict[str, Raw] = {}
    for name, value in draft.facts.items():
        accepted = without_faults(name, value, notes)
        if accepted not in (None, "", [], {}):
            facts[name] = accepted
    facts.setdefault("deadline", "unknown")
    if "budget" in facts:
        facts["budget"] = fitting(facts["budget"], notes)
    opens_in_time(facts, notes)
    return replace(draft, facts=facts, body=fitting_body(draft.body, notes), notes=tuple(dict.fromkeys(notes)))


def without_faults(name: str, value: Any, notes: list[str]) -> Any:
    """A value without the parts that cannot be read, each of which is noted; None when nothing is left."""
    shape = keys_of(Call)[name].shape
    for _ in range(MOST_FAULTS):
        if value in (None, "", [], {}):
            return None
        try:
            shape.read(value)
        except Wrong as error:
            fault = error.faults[0]
            notes.append(f"{name}: {fault.message} Left out.")
            value = without(value, fault.path)
        else:
            return value
    return None


def without(value: Any, path: Path) -> Any:
    """A value without what stands at a path inside it; None for the value itself."""
    if not path or not isinstance(value, dict | list):
        return None
    step = path[0]
    if isinstance(value, list):
        inner = without(value[int(step)], path[1:])
        return [*value[: int(step)], *([] if inner in (None, {}, []) else [inner]), *value[int(step) + 1 :]]
    inner = without(value.get(str(step)), path[1:])
    return {key: inner if key == step else part for key, part in value.items() if key != step or inner is not None}


def fitting(budget: Any, notes: list[str]) -> Any:
    """A budget whose amounts are of one currency and do not contradict each other: the total leads, then the most."""
    read: Budget = keys_of(Call)["budget"].shape.read(budget)
    if read.grant is None or not isinstance(budget, dict):
        return budget
    least, most, total = read.grant.min, read.grant.max, read.total
    limits = dict(budget["grant"])
    for side, amount in (("max", most), ("min", least)):
        other = total or (most if side == "min" else None)
        if amount and other and amount.currency != other.currency:
            notes.append(f"the grant of {amount} is in another currency than {other}: left out")
            del limits[side]
        elif amount and total and amount.amount > total.amount:
            size = "largest" if side == "max" else "smallest"
            notes.append(f"the {size} grant, {amount}, is more than the budget, {total}: left out")
            del limits[side]
    if "min" in limits and "max" in limits and least and most and least.amount > most.amount:
        notes.append(f"the smallest grant, {least}, is more than the largest, {most}: left out")
        del limits["min"]
    return {key: limits if key == "grant" else part for key, part in budget.items() if key != "grant" or limits}


def opens_in_time(facts: dict[str, Raw], notes: list[str]) -> None:
    """An opening on or after the first deadline is left out."""
    if "opens" not in facts:
        return
    opens = keys_of(Call)["opens"].shape.read(facts["opens"])
    moments = keys_of(Call)["deadline"].shape.read(facts["deadline"]).moments
    if moments and moments[0].at.ends(UTC) <= opens.begins(UTC):  # both are of one zone, whichever it is
        notes.append(f"it opens on {opens}, after its deadline of {moments[0].at}: left out")
        del facts["opens"]


def fitting_body(body: str, notes: list[str]) -> str:
    """A body that is not too long to be read; one that cannot be read is left out."""
    longest = LONGEST_BODY - 1000
    if len(body) > longest or body.count("\n") >= MOST_LINES:
        notes.append(f"the text of {len(body)} characters was cut")
        body = "\n".join(body[:longest].split("\n")[: MOST_LINES - 1])
    try:
        bounded(body, 1)
    except WrongAt as error:
        notes.append(f"the text was left out: {error}")
        return ""
    return body
