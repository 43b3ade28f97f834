"""What a source says of one call, before it is a record: the same for every source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from oproep.model.call import Call
from oproep.model.keys import read_keys
from oproep.model.moment import PERIOD
from oproep.model.shape import Raw
from oproep.model.status import timeline

LONGEST_SLUG = 80


@dataclass(frozen=True, kw_only=True)
class FundDraft:
    """A fund that a draft belongs to, for when the catalogue has none of its programme and period."""

    slug: str
    facts: Mapping[str, Raw]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A call as a source has it. `facts` are keys of the front matter, as an editor would type them."""

    slug: str
    identifier: str
    title: str
    language: str
    facts: Mapping[str, Raw]
    body: str
    fund: FundDraft | None = None
    notes: tuple[str, ...] = ()  # what of the source could not be taken over, in words
    fullness: int = 0  # how much the source says; of two answers on one call the fuller is kept
    seen: str = ""  # when the source last touched it, for telling two answers apart


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A result that no record can be made of."""

    where: str  # which result: file and position, or identifier
    reason: str


class Source(Protocol):
    """Where calls come from: answers every result it holds, as a draft or with the reason why not."""

    def results(self) -> Iterator[Draft | Rejected]:
        """Every result, in the order of the source."""


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


def slug_of(text: str) -> str:
    """A name for a file: a-z, 0-9 and `-`, at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


Results = Iterable["Draft | Rejected"]


def tally(source: Source, watch: Callable[[Results], Results] = lambda results: results) -> Tally:
    """One draft a call. Of two results on one call the fuller is kept, then the one seen last, then the first.

    `watch` is handed the results as they come.
    """
    found = Tally()
    kept: dict[str, Draft] = {}
    for result in watch(source.results()):
        if isinstance(result, Rejected):
            found.rejected.append(result)
            continue
        other = kept.get(result.slug)
        if other is None:
            kept[result.slug] = result
            continue
        better, worse = (result, other) if rank(result) > rank(other) else (other, result)
        kept[result.slug] = better
        found.merged.append((worse.identifier, difference(better, worse)))
    found.drafts = list(kept.values())
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
