"""Calls are read, placed and written down: out of the files of each come its brief, its pieces and its problems.

This is the work that grows with the catalogue, so it is shared out over processes, and nothing of a call stays in
memory but its brief.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest, pack, sealed, unpack
from oproep.cache.stamps import content_of
from oproep.catalogue.brief import Brief, brief_of
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import gather
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.rules import check_call
from oproep.model.problem import Problem, has_errors
from oproep.reading.record import Record, read_bytes, record_of
from oproep.rendering.edition import Design, Edition, a_list, row_key
from oproep.rendering.troubles import links_of, troubles_of

Rows = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The files of one call: their names, each with the digest it had when it was last read.

    `doubtful`: nothing else is known to have changed, so that there is nothing to do if its files are what they were.
    """

    slug: str
    files: tuple[tuple[str, bytes], ...]
    doubtful: bool = False


@dataclass(slots=True)
class Surveyed:
    """What came of some calls, ready to be kept."""

    calls: list[tuple[str, Brief | None, list[Problem]]]  # by slug; without those that turned out to be what they were
    digests: list[tuple[str, bytes]]  # of every file that was read
    sources: Rows
    prose: Rows
    pieces: Rows


@dataclass(frozen=True, kw_only=True)
class Surveyor:
    """Surveys calls in the light of all the other records, which an edition without calls holds."""

    root: Path
    edition: Edition
    uses: Callable[[Brief], bytes]
    exists: Callable[[str, str], bool]  # whether there is a record of this kind and slug
    slugs: AbstractSet[str]  # of all calls
    data: bool  # what is published as data is wanted too

    @property
    def catalogue(self) -> Catalogue:
        """Everything but the calls."""
        return self.edition.catalogue

    def survey(self, sheets: Sequence[Sheet]) -> Surveyed:
        """Reads and writes down these calls."""
        found = Surveyed([], [], [], [], [])
        with self.edition.ledger.reading():
            for sheet in sheets:
                self.one(sheet, found)
        found.prose = list(self.edition.proses.fresh)
        self.edition.proses.fresh.clear()
        return found

    def one(self, sheet: Sheet, found: Surveyed) -> None:
        """Adds one call to what was found; one that cannot be read adds its problems alone."""
        if sheet.doubtful and self.unchanged(sheet):
            return
        records, digests = [], []
        problems: list[Problem] = []
        for name, before in sheet.files:
            record, now, wrong = self.read(name, before, found)
            problems.extend(wrong)
            digests.append((name, now))
            if record:
                records.append(record)
        found.digests.extend(digests)
        entries, wrong = gather(records, self.catalogue.languages, self.slugs)
        problems.extend(wrong)
        entry, brief = entries.get("calls", {}).get(sheet.slug), None
        if entry:
            call = self.catalogue.place(entry)
            problems.extend(check_call(self.catalogue, call))
            problems.extend(troubles_of(self.edition.proses, entry, self.exists))
            brief = brief_of(call, self.catalogue.now, self.catalogue.settings)
            if not has_errors(problems):
                brief = self.write(call, brief, own_digest(digests), found)
        found.calls.append((sheet.slug, brief, problems))

    def unchanged(self, sheet: Sheet) -> bool:
        """The files of a call hold what they held."""
        folder = self.root / "content" / "calls"
        return all(digest(content_of(folder / name)) == before for name, before in sheet.files)

    def read(self, name: str, before: bytes, found: Surveyed) -> tuple[Record | None, bytes, list[Problem]]:
        """The record in a file, from the cache when the file is what it was."""
        file = f"content/calls/{name}"
        path = self.root / file
        raw = content_of(path)
        now = digest(raw)
        if now == before and (kept := kept_record(self.edition.ledger, self.edition.design, path, file, "calls", now)):
            return kept, now, []
        record, problems = read_bytes(raw, path, file, "calls", frozenset(self.catalogue.languages))
        if record:
            found.sources.append(source_row(self.edition.design, record, now))
        return record, now, problems

    def write(self, call: LinkedCall, brief: Brief, own: bytes, found: Surveyed) -> Brief:
        """Writes down what lists and data show of a call; answers its brief with what that depends on."""
        edition = self.edition
        rows = {}
        for code, of in edition.rows.items():
            rows[code] = edition.templates.row(code, of.call(call), a_list(code)).encode()
            found.pieces.append((row_key(code, call.slug), sealed(rows[code])))
        data: dict[str, bytes] = {}
        if self.data:
            from oproep.outputs.written import pieces_of  # a look at pages alone does without

            data = {name: text.encode() for name, text in pieces_of(edition, call).items()}
        found.pieces.extend((name.encode(), sealed(text)) for name, text in data.items())
        return brief._replace(
            own=own,
            uses=self.uses(brief),
            rows=digest(*rows.values()),
            facts=digest(*data.values()) if data else b"",
            links=links_of(edition.proses, call.entry),
        )


def piece_names(edition: Edition, slug: str) -> list[bytes]:
    """What the pieces of a call are kept by."""
    from oproep.outputs.written import names_of

    return [*(row_key(code, slug) for code in edition.rows), *(name.encode() for name in names_of(edition, slug))]


def own_digest(digests: Sequence[tuple[str, bytes]]) -> bytes:
    """What changes with any file of a record."""
    return digest(*(part for name, found in sorted(digests) for part in (name.encode(), found)))


def kept_record(ledger: Ledger, design: Design, path: Path, file: str, kind: str, now: bytes) -> Record | None:
    """The record in a file as it was read before, if the file still holds what it did and is read in the same way."""
    kept = ledger.get("sources", file.encode())
    if not kept or kept[:16] != digest(design.reading, now):
        return None
    return record_of(unpack(kept[16:]), path, file, kind)


def source_row(design: Design, record: Record, now: bytes) -> tuple[bytes, bytes]:
    """What is kept of a record whose file has this digest."""
    return record.source.file.encode(), digest(design.reading, now) + pack(record.essence)
