"""The results of a source become one sound draft a call, and an account of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from oproep.importing.draft import Draft, Rejected, Source
from oproep.importing.sound import sound
from oproep.model.call import Call
from oproep.model.keys import read_keys
from oproep.model.moment import PERIOD
from oproep.model.status import timeline

Results = Iterable["Draft | Rejected"]


@dataclass
class Tally:
    """What became of every result; results = drafts + merged + rejected."""

    drafts: list[Draft] = field(default_factory=list)
    merged: list[tuple[str, str]] = field(default_factory=list)  # identifier, how the copies differed
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def results(self) -> int:
        """How many results there were."""
        return len(self.drafts) + len(self.merged) + len(self.rejected)


def tally(source: Source, watch: Callable[[Results], Results] = lambda results: results) -> Tally:
    """One draft a call. Of two results on one call the fuller is kept, then the one seen last, then the first.

    `watch` is handed the results as they come. What the catalogue would refuse of a draft is left out, with a note.
    """
    found = Tally()
    kept: dict[str, Draft] = {}
    for result in watch(source.results()):
        if isinstance(result, Rejected):
            found.rejected.append(result)
            continue
        code = result.identifier.casefold()
        other = kept.get(code)
        if other is None:
            kept[code] = result
            continue
        better, worse = (result, other) if rank(result) > rank(other) else (other, result)
        kept[code] = better
        found.merged.append((worse.identifier, difference(better, worse)))
    found.drafts = [sound(draft) for draft in kept.values()]
    return found


def still_to_come(draft: Draft, now: datetime, zone: ZoneInfo) -> bool:
    """Proposals are taken at `now` (aware), or will be."""
    facts = {name: draft.facts[name] for name in ("opens", "deadline") if name in draft.facts}
    call = read_keys(Call, {"title": draft.title, "language": draft.language, **facts})
    years = str(draft.fund.facts.get("period", "")) if draft.fund else ""
    return not timeline(call, PERIOD.read(years) if years else None, zone, 14).at(now).over


def rank(draft: Draft) -> tuple[int, str]:
    """How much a draft is to be preferred to another on the same call."""
    return (draft.fullness, draft.seen)


def difference(kept: Draft, dropped: Draft) -> str:
    """How two results on one call differ, in words."""
    keys = sorted({*kept.facts, *dropped.facts})
    differing = [key for key in keys if key in dropped.facts and dropped.facts[key] != kept.facts.get(key)]
    return f"kept the fuller one; they differ in {', '.join(differing)}" if differing else "the same facts"
