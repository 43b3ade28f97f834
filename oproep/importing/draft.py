"""What a source says of one call, before it is a record: the same for every source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from oproep.model.shape import DEVICES, LONGEST_SLUG, Raw, plain_slug


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


def slug_of(text: str) -> str:
    """A name for a file: a-z, 0-9 and `-`, at most 80 characters, and not one that Windows keeps for itself."""
    slug = plain_slug(text[:1000])
    return f"{slug}-1" if slug in DEVICES else slug


def numbered(slug: str, number: int) -> str:
    """The slug for the first of a name, and one with a number for those after it."""
    end = f"-{number}"
    return slug if number == 1 else f"{slug[: LONGEST_SLUG - len(end)].rstrip('-')}{end}"
