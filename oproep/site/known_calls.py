"""What is known of calls without reading them all: their briefs, what each of them shows, and how to open one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from oproep.cache.ledger import Ledger
from oproep.cache.packing import Damaged, digest
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import gather
from oproep.catalogue.linked import LinkedCall
from oproep.model.problem import Problem, has_errors
from oproep.reading.folder import slug_in
from oproep.rendering.edition import Design
from oproep.site.surveying import kept_record


@dataclass
class Calls:
    """What is known of all calls in the end."""

    briefs: dict[str, Brief]
    problems: list[Problem] = field(default_factory=list)
    surveyed: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)  # those with errors
    same: dict[Any, Any] = field(default_factory=dict)  # values that many briefs have, each held once

    def take(self, slug: str, brief: Brief | None, problems: list[Problem]) -> None:
        """What came of one call."""
        self.surveyed.add(slug)
        self.problems.extend(problems)
        self.briefs.pop(slug, None)
        if brief:
            self.briefs[slug] = brief.sharing(self.same)
        if brief is None or has_errors(problems):
            self.wrong.add(slug)


@dataclass(frozen=True)
class Uses:
    """The digest of the records that a call shows beside its own: it changes with any of them."""

    catalogue: Catalogue
    digests: Mapping[tuple[str, str], bytes]
    known: dict[tuple[Any, ...], bytes] = field(default_factory=dict)

    def __call__(self, brief: Brief) -> bytes:
        like = (brief.fund, brief.themes, brief.beneficiaries, brief.contacts)
        if like not in self.known:
            names = dict.fromkeys(self.names(brief))
            self.known[like] = digest(*(self.digests.get(name, b"") for name in names))
        return self.known[like]

    def names(self, brief: Brief) -> Iterator[tuple[str, str]]:
        """Every record that the page, the row or the data of a call may show something of."""
        contacts: list[Any] = list(brief.contacts)
        if brief.fund:
            yield "funds", brief.fund
            if fund := self.catalogue.funds.get(brief.fund):
                contacts.extend(fund.facts.contacts)
                contacts.extend(authority.contact for authority in fund.facts.authorities)
        for slug in brief.themes:
            yield "themes", slug
            if theme := self.catalogue.themes.get(slug):
                contacts.append(theme.facts.contact)
        for slug in brief.beneficiaries:
            yield "beneficiaries", slug
        for contact in contacts:
            if isinstance(contact, str):
                yield "contacts", contact


@dataclass(frozen=True)
class FilesOfCalls(Mapping[str, list[str]]):
    """The names of the files of each call, looked up in those of all, which are in order."""

    names: list[str]

    def __getitem__(self, slug: str) -> list[str]:
        start = end = bisect_left(self.names, f"{slug}.")
        while end < len(self.names) and slug_in(self.names[end]) == slug:
            end += 1
        if start == end:
            raise KeyError(slug)
        return self.names[start:end]

    def __iter__(self) -> Iterator[str]:
        return (slug for slug, _ in groupby(self.names, slug_in))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Opened(Mapping[str, LinkedCall]):
    """The calls of a catalogue, each read from the cache when it is asked for."""

    root: Path
    ledger: Ledger
    design: Design
    catalogue: Catalogue  # without its calls
    names: Mapping[str, list[str]]  # the files of each
    digests: Mapping[str, bytes]  # of each file

    def __getitem__(self, slug: str) -> LinkedCall:
        records = []
        for name in self.names[slug]:
            file = f"content/calls/{name}"
            record = kept_record(self.ledger, self.design, self.root / file, file, "calls", self.digests[name])
            if record is None:
                raise Damaged(f"{file} is not in the cache")
            records.append(record)
        entries, _ = gather(records, self.catalogue.languages)
        return self.catalogue.place(entries["calls"][slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
