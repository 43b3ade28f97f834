"""The folder of a catalogue becomes its edition, with every problem found on the way.

What was worked out before is taken from the cache: a call is surveyed again only when its files, a record that it
shows, the design, or the time has made another call of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest, pack, unpack
from oproep.cache.stamps import Compared, Shelf, compared, content_of, moment
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue, link, without_calls
from oproep.catalogue.entry import Entry, gather
from oproep.catalogue.related import Likeness, heads_of
from oproep.catalogue.rules import check, check_entry, check_together
from oproep.catalogue.values import entries_of
from oproep.model import KINDS
from oproep.model.problem import Problem, Severity
from oproep.model.settings import Settings
from oproep.reading.folder import Look, look, read_content, slug_in
from oproep.reading.record import Record, read_bytes
from oproep.reading.site import read_settings
from oproep.rendering.collisions import collisions
from oproep.rendering.edition import Design, Edition, lay_out
from oproep.rendering.prose import ProseMaker
from oproep.rendering.proses import Proses
from oproep.rendering.templates import BrokenTemplate
from oproep.rendering.troubles import troubles_of
from oproep.site.design import design_of, folders_of, read_tongues
from oproep.site.known_calls import Calls, Opened, Uses
from oproep.site.state import State, read_state, write_state
from oproep.site.surveying import Sheet, Surveyor, kept_record, own_digest, piece_names, source_row
from oproep.site.workers import shared_out

SMALL = tuple(kind for kind in KINDS if kind != "calls")


def prepare(
    root: Path, now: datetime, base_url: str | None, ledger: Ledger, jobs: int
) -> tuple[Edition | None, list[Problem]]:
    """The edition of the catalogue at `now` (aware), and every problem found on the way; publishes nothing."""
    root = root.resolve()
    folders = folders_of(root)
    settings, problems = read_settings(root)
    tongues, found = read_tongues(folders, settings.languages if settings else ())
    problems += found
    if settings and base_url:
        settings = dataclasses.replace(settings, url=base_url.rstrip("/") + "/")
    if settings is None or not tongues or any(problem.code.startswith(("words", "path")) for problem in problems):
        return None, sorted({*problems, *without_design(root, settings, tuple(tongues), now)})
    design = design_of(root, folders, tongues, settings.url)
    preparation = Preparation(root=root, now=now, settings=settings, design=design, ledger=ledger, jobs=jobs)
    try:
        edition, found = preparation.edition()
    except BrokenTemplate as error:
        return None, sorted({*problems, error.problem})
    return edition, sorted({*problems, *found})


def without_design(
    root: Path, settings: Settings | None, languages: tuple[str, ...], now: datetime
) -> Iterator[Problem]:
    """What is wrong with the content, as far as that can be told without words to show it in."""
    records, problems = read_content(root, frozenset(languages))
    yield from problems
    if settings and languages:
        entries, found = gather(records, languages)
        yield from about_what_was_read(found, problems)
        yield from about_what_was_read(check(link(entries, settings, languages, now)), problems)


@dataclass(frozen=True, kw_only=True)
class Small:
    """Every record but the calls: few, and needed all the time."""

    entries: Mapping[str, Mapping[str, Entry[Any]]]
    digests: Mapping[tuple[str, str], bytes]  # of the files of each, by kind and slug
    shelves: Mapping[str, Shelf]
    problems: list[Problem]

    @cached_property
    def digest(self) -> bytes:
        """Changes with any of them."""
        named = ((f"{kind}/{slug}".encode(), own) for (kind, slug), own in sorted(self.digests.items()))
        return digest(*(part for pair in named for part in pair))


@dataclass(kw_only=True)
class Preparation:
    """One look at a catalogue whose settings and design are sound."""

    root: Path
    now: datetime
    settings: Settings
    design: Design
    ledger: Ledger
    jobs: int

    @cached_property
    def before(self) -> State:
        """How things stood at the last build."""
        return read_state(self.ledger)

    @cached_property
    def proses(self) -> Proses:
        """What makes prose."""
        return Proses(maker=ProseMaker(self.design.headings), ledger=self.ledger, version=self.design.prose)

    def edition(self) -> tuple[Edition, list[Problem]]:
        """The edition, and what is wrong with it."""
        taken, seen = moment(self.ledger.path), look(self.root)
        small = self.small(seen)
        languages = tuple(self.design.tongues)
        empty = without_calls(small.entries, self.settings, languages, self.now)
        names = frozenset(seen.slugs("calls"))

        def exists(kind: str, slug: str) -> bool:
            return slug in names if kind == "calls" else slug in empty.of_kind(kind)

        uses = Uses(empty, small.digests)
        surveyor = Surveyor(
            root=self.root,
            edition=lay_out(empty, self.design, self.proses, {}, small.digest),
            uses=uses,
            exists=exists,
            slugs=names,
        )
        calls = compared(seen.names["calls"], seen.stamps["calls"], self.shelf("calls"), self.before.taken)
        files: dict[str, list[str]] = {}
        for name in calls.digests:
            files.setdefault(slug_in(name), []).append(name)
        sheets = list(self.to_survey(calls, files, uses, exists))
        found = self.surveyed(surveyor, sheets, calls, files.keys())
        problems = [*seen.problems, *small.problems]
        problems += about_what_was_read(found.problems, [*problems, *found.problems])
        opened = Opened(self.root, self.ledger, self.design, empty, files, calls.digests)
        catalogue = empty.with_calls(opened, found.briefs.values())
        problems += about_what_was_read(
            (
                *(problem for entry in entries_of(catalogue) for problem in check_entry(catalogue, entry)),
                *(problem for entry in entries_of(catalogue) for problem in troubles_of(self.proses, entry, exists)),
                *check_together(catalogue),
            ),
            problems,
        )
        self.ledger.put("prose", self.proses.fresh)
        self.proses.fresh.clear()
        heads = heads_of(catalogue.by_topic)
        drawn = digest(repr(sorted(heads.items())).encode())
        related = self.related(catalogue, heads, drawn)
        shelf = Shelf(seen.names["calls"], seen.stamps["calls"], b"".join(calls.digests.values()))
        state = State(
            version=self.design.version,
            taken=taken,
            shelves={**small.shelves, "calls": shelf},
            briefs={slug: brief for slug, brief in catalogue.briefs.items() if slug not in found.wrong},
            heads=drawn,
            related=related,
        )
        edition = lay_out(catalogue, self.design, self.proses, related, small.digest)
        problems += about_what_was_read(collisions(edition.other_pages, catalogue), problems)
        write_state(self.ledger, state)
        return edition, problems

    def shelf(self, kind: str) -> Shelf:
        """How the files of a kind stood."""
        return self.before.shelves.get(kind) or Shelf()

    def small(self, seen: Look) -> Small:
        """Every record but the calls."""
        records: list[Record] = []
        problems: list[Problem] = []
        shelves = {}
        files: dict[tuple[str, str], list[tuple[str, bytes]]] = {}
        for kind in SMALL:
            found = compared(seen.names[kind], seen.stamps[kind], self.shelf(kind), self.before.taken)
            for name, before in found.digests.items():
                record, now, wrong = self.small_record(kind, name, before if name not in found.doubtful else b"")
                problems.extend(wrong)
                found.digests[name] = now
                if record:
                    records.append(record)
                    files.setdefault((kind, record.slug), []).append((name, now))
            shelves[kind] = Shelf(seen.names[kind], seen.stamps[kind], b"".join(found.digests.values()))
        entries, found_problems = gather(records, self.design.tongues)
        problems += about_what_was_read(found_problems, problems)
        digests = {name: own_digest(of) for name, of in files.items()}
        return Small(entries=entries, digests=digests, shelves=shelves, problems=problems)

    def small_record(self, kind: str, name: str, known: bytes) -> tuple[Record | None, bytes, list[Problem]]:
        """The record in a file, from the cache when its digest is known or turns out to be what it was."""
        file = f"content/{kind}/{name}"
        path = self.root / file
        if known and (kept := self.kept(path, file, kind, known)):
            return kept, known, []
        raw = content_of(path)
        now = digest(raw)
        if kept := self.kept(path, file, kind, now):
            return kept, now, []
        record, problems = read_bytes(raw, path, file, kind, frozenset(self.design.tongues))
        if record:
            self.ledger.put("sources", [source_row(self.design, record, now)])
        return record, now, problems

    def kept(self, path: Path, file: str, kind: str, now: bytes) -> Record | None:
        """The record that was read from such a file before."""
        return kept_record(self.ledger, self.design, path, file, kind, now)

    def to_survey(
        self, calls: Compared, files: Mapping[str, list[str]], uses: Uses, exists: Callable[[str, str], bool]
    ) -> Iterator[Sheet]:
        """The calls that may have become others."""
        before = self.before.briefs if self.before.version == self.design.version else {}
        moment = int(self.now.timestamp())
        touched = {slug_in(name) for name in calls.doubtful}
        shrunk = {slug_in(name) for name in calls.gone}
        for slug, names in files.items():
            brief = before.get(slug)
            stale = (
                brief is None
                or slug in shrunk
                or not brief.since <= moment < brief.until
                or brief.uses != uses(brief)
                or not all(exists(kind, other) for kind, other in brief.links)
                or not all(calls.digests[name] for name in names)
            )
            if stale or slug in touched:
                yield Sheet(slug, tuple((name, calls.digests[name]) for name in names), doubtful=not stale)

    def surveyed(self, surveyor: Surveyor, sheets: list[Sheet], calls: Compared, slugs: AbstractSet[str]) -> Calls:
        """The briefs of all calls, and every problem of them."""
        found = Calls({slug: brief for slug, brief in self.before.briefs.items() if slug in slugs})
        for sheet in sheets:
            if not sheet.doubtful:
                found.briefs.pop(sheet.slug, None)
        if sheets:
            surveyor.edition.templates.load("parts/call-row.html")
        for surveyed in shared_out(sheets, surveyor.survey, self.jobs):
            for slug, brief, problems in surveyed.calls:
                found.take(slug, brief, problems)
            calls.digests.update(surveyed.digests)
            with self.ledger.at_once():
                self.ledger.put("sources", surveyed.sources)
                self.ledger.put("prose", surveyed.prose)
                self.ledger.put("pieces", surveyed.pieces)
                self.keep_problems(surveyed.calls)
        self.ledger.fresh = False
        lost = self.before.briefs.keys() - slugs
        self.ledger.drop("problems", (slug.encode() for slug in lost))
        self.ledger.drop("pieces", (name for slug in lost for name in piece_names(surveyor.edition, slug)))
        for shelf in ("sources", "prose"):
            self.ledger.drop(shelf, (f"content/calls/{name}".encode() for name in calls.gone))
        unsaid = self.before.briefs.keys() - found.surveyed
        for name, packed in self.ledger.rows("problems"):
            if name.decode() in unsaid:
                found.problems.extend(unpack(packed))
        return found

    def keep_problems(self, calls: Iterable[tuple[str, Brief | None, list[Problem]]]) -> None:
        """Keeps the hints of calls for as long as they are not surveyed again."""
        self.ledger.put("problems", [(slug.encode(), pack(problems)) for slug, _, problems in calls if problems])
        self.ledger.drop("problems", (slug.encode() for slug, _, problems in calls if not problems))

    def related(self, catalogue: Catalogue, heads: Any, drawn: bytes) -> dict[str, tuple[str, ...]]:
        """The calls that are like each, taken from before as long as neither it nor the lists have changed."""
        before, known = self.before.briefs, self.before.related if self.before.heads == drawn else {}
        likeness = Likeness(heads)

        def like(brief: Brief) -> tuple[str, ...]:
            was = before.get(brief.slug)
            if was and (was.fund, was.themes) == (brief.fund, brief.themes) and brief.slug in known:
                return known[brief.slug]
            return likeness.related(brief)

        return {slug: like(brief) for slug, brief in catalogue.briefs.items()}


def about_what_was_read(later: Iterable[Problem], earlier: Iterable[Problem]) -> list[Problem]:
    """Without those that only say a record is missing which is there and could not be read."""
    unread = {PurePosixPath(problem.file) for problem in earlier if problem.severity is Severity.ERROR}
    names = {f"content/{path.parent.name}/{path.name}" for path in unread}
    return [problem for problem in later if not any(name in problem.message for name in names)]
