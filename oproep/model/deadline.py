"""The deadline of a call in all its forms: one moment, two stages, cut-offs, or none that has a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from oproep.model.keys import Group, key, required
from oproep.model.moment import MOMENT, Moment
from oproep.model.problem import Fault, Wrong, did_you_mean, quoted, wrong
from oproep.model.shape import Json, ListOf, Pattern, Raw, Shape, text_of
from oproep.model.words import LABEL, Label


class Undated(StrEnum):
    """A deadline without a date."""

    ROLLING = "rolling"
    UNTIL_SPENT = "until-spent"
    TO_BE_ANNOUNCED = "to-be-announced"
    UNKNOWN = "unknown"


DATED = ("single-stage", "two-stage", "multiple cut-off")  # models of a deadline that has dates
# What is said of a deadline that is published.
MODEL = "The kind of deadline, or why it has no date."
ALL_MOMENTS = "Every moment, in order; empty when there is no date."
STAGE = Pattern(r"^[1-9]$", "stage-form", "the number of a stage", "Write 1 or 2.", longest=1, number=True)


@dataclass(frozen=True, kw_only=True)
class DeadlineMoment:
    """One moment of a deadline."""

    at: Moment = required(MOMENT, "The moment, in the catalogue's time zone.", "2026-03-31 17:00")
    stage: str | None = key(STAGE, "Which stage ends here, when there is more than one.", "1")
    label: Label | None = key(LABEL, "What it is the deadline of.", "{nl: Eerste ronde, en: First round}")
    extended_from: Moment | None = key(MOMENT, "The moment it was before it was extended.", "2026-03-15 17:00")


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When a proposal may arrive at the latest: `moments` in order, or the reason why there are none."""

    undated: Undated | None = None
    moments: tuple[DeadlineMoment, ...] = ()

    @property
    def staged(self) -> bool:
        """Proposals go through stages; only those invited after one may take part in the next."""
        return any(moment.stage for moment in self.moments)

    @property
    def entries(self) -> tuple[DeadlineMoment, ...]:
        """The moments that a newcomer can still meet: the first stage alone, or every cut-off."""
        return self.moments[:1] if self.staged else self.moments

    @property
    def model(self) -> str:
        """In the EU portal's terms `single-stage`, `two-stage` or `multiple cut-off`, else the undated word."""
        if self.undated:
            return str(self.undated)
        return "two-stage" if self.staged else "multiple cut-off" if len(self.moments) > 1 else "single-stage"


class DeadlineShape(Shape[Deadline]):
    """A moment; `rolling`, `until-spent`, `to-be-announced` or `unknown`; or a list of moments."""

    def __init__(self) -> None:
        self.moments = ListOf(Group(DeadlineMoment, lead="at"), most=60)

    def read(self, raw: Raw) -> Deadline:
        if isinstance(raw, str):
            text = text_of(raw)
            if text in list(Undated):
                return Deadline(undated=Undated(text))
            if text[:1].isalpha():
                known = did_you_mean(text, list(Undated))
                fix = f"{known} Or write a date, with its time if there is one: 2026-03-31 17:00."
                message = f"{quoted(text)} is no date, and no word for a deadline without one."
                raise wrong("deadline-form", message, fix)
        moments = self.moments.read(raw)
        if faults := [*out_of_order(moments), *stages_out_of_step(moments)]:
            raise Wrong(faults)
        return Deadline(moments=moments)

    def data(self, value: Deadline) -> Json:
        moments: list[Json] = [MOMENTS.data(moment) for moment in value.moments]
        return {"model": value.model, "moments": moments}

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [{"enum": list[Json](self.choices())}, self.moments.schema()]}

    def published(self) -> dict[str, Json]:
        parts: dict[str, Json] = {
            "model": {"enum": [*DATED, *map(str, Undated)], "description": MODEL},
            "moments": {**self.moments.published(), "description": ALL_MOMENTS},
        }
        return {"type": "object", "properties": parts, "required": ["model", "moments"]}

    def record(self) -> type | None:
        return self.moments.record()

    def listed(self) -> bool:
        return True

    def choices(self) -> Mapping[str, str]:
        return {str(word): f"deadline-{word}-short" for word in Undated}


def out_of_order(moments: tuple[DeadlineMoment, ...]) -> list[Fault]:
    """Moments stand in the order of time."""
    return [
        Fault(
            code="deadline-order",
            message=f"{after.at} comes after {before.at} in the list but not in time.",
            fix="Put the earliest first.",
            path=(position,),
        )
        for position, (before, after) in enumerate(pairwise(moments), start=1)
        if not before.at < after.at
    ]


def stages_out_of_step(moments: tuple[DeadlineMoment, ...]) -> list[Fault]:
    """Either no moment has a stage, or they are numbered 1, 2, …"""
    stages = [moment.stage for moment in moments]
    if not any(stages) or stages == [str(number + 1) for number in range(len(stages))]:
        return []
    found = ", ".join(stage or "none" for stage in stages)
    message = f"The stages read {found}."
    return [Fault(code="stage-order", message=message, fix="Number them 1, 2, … or leave ‘stage’ out everywhere.")]


MOMENTS = Group(DeadlineMoment, lead="at")
DEADLINE = DeadlineShape()
