"""Every record but the calls is read: they are few, and needed all the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest
from oproep.cache.stamps import Shelf, compared, content_of
from oproep.catalogue.entry import Entry, gather
from oproep.model import KINDS
from oproep.model.problem import Problem
from oproep.reading.folder import Look
from oproep.reading.record import Record, read_bytes
from oproep.rendering.edition import Design
from oproep.site.misread import about_what_was_read
from oproep.site.state import State
from oproep.site.surveying import kept_record, own_digest, source_row

SMALL = tuple(kind for kind in KINDS if kind != "calls")


@dataclass(frozen=True, kw_only=True)
class Small:
    """Every record but the calls."""

    entries: Mapping[str, Mapping[str, Entry[Any]]]
    digests: Mapping[tuple[str, str], bytes]  # of the files of each, by kind and slug
    shelves: Mapping[str, Shelf]
    problems: list[Problem]
    same: bool  # they stand as they stood at the last build

    @cached_property
    def digest(self) -> bytes:
        """Changes with any of them."""
        named = ((f"{kind}/{slug}".encode(), own) for (kind, slug), own in sorted(self.digests.items()))
        return digest(*(part for pair in named for part in pair))


def read_small(root: Path, seen: Look, before: State, design: Design, ledger: Ledger) -> Small:
    """Reads them, from the cache those that are what they were."""
    reader = Reader(root, design, ledger)
    records: list[Record] = []
    problems: list[Problem] = []
    shelves, same = {}, True
    files: dict[tuple[str, str], list[tuple[str, bytes]]] = {}
    for kind in SMALL:
        was = before.shelves.get(kind, Shelf())
        found = compared(seen.names[kind], seen.stamps[kind], was, before.taken)
        for name, known in found.digests.items():
            record, now, wrong = reader.record(kind, name, known if name not in found.doubtful else b"")
            problems.extend(wrong)
            found.digests[name] = now
            if record:
                records.append(record)
                files.setdefault((kind, record.slug), []).append((name, now))
        shelves[kind] = Shelf(seen.names[kind], seen.stamps[kind], bytes(found.digests.joined))
        same = same and (shelves[kind].names, shelves[kind].digests) == (was.names, was.digests)
    entries, found_problems = gather(records, design.tongues)
    problems += about_what_was_read(found_problems, problems)
    digests = {name: own_digest(of) for name, of in files.items()}
    return Small(entries=entries, digests=digests, shelves=shelves, problems=problems, same=same)


@dataclass(frozen=True)
class Reader:
    """Reads one record at a time."""

    root: Path
    design: Design
    ledger: Ledger

    def record(self, kind: str, name: str, known: bytes) -> tuple[Record | None, bytes, list[Problem]]:
        """The record in a file, from the cache when its digest is known or turns out to be what it was."""
        file = f"content/{kind}/{name}"
        path = self.root / file
        if known and (kept := kept_record(self.ledger, self.design, path, file, kind, known)):
            return kept, known, []
        raw = content_of(path)
        now = digest(raw)
        if kept := kept_record(self.ledger, self.design, path, file, kind, now):
            return kept, now, []
        record, problems = read_bytes(raw, path, file, kind, frozenset(self.design.tongues))
        if record:
            self.ledger.put("sources", [source_row(self.design, record, now)])
        return record, now, problems
