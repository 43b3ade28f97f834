"""What a build stands on: the files of a catalogue beside how they stood, and what was known of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from oproep.cache.ledger import Ledger
from oproep.cache.packing import pack, unpack
from oproep.cache.stamps import Compared, Shelf, compared
from oproep.cache.standing import Standing
from oproep.catalogue.catalogue import Catalogue, without_calls
from oproep.catalogue.days_off import DaysOff, days_off
from oproep.model.settings import Settings
from oproep.reading.folder import Look, look, slug_in
from oproep.rendering.edition import Design
from oproep.rendering.prose import ProseMaker
from oproep.rendering.proses import Proses
from oproep.site.known_calls import FilesOfCalls, Opened, Uses
from oproep.site.small_records import Small, read_small
from oproep.site.state import Known, State, read_state
from oproep.site.surveying import Sheet

DAYS_OFF = b"days off"


@dataclass(kw_only=True)
class Ground:
    """A catalogue whose settings and design are sound, before its calls are looked at."""

    root: Path
    now: datetime
    settings: Settings
    design: Design
    ledger: Ledger
    jobs: int
    data: bool  # what is published as data is wanted too
    seen: Standing

    @cached_property
    def before(self) -> State:
        """How things stood at the last build."""
        return read_state(self.ledger)

    @cached_property
    def known(self) -> Known:
        """What the last build knew of calls."""
        return Known(self.ledger)

    @cached_property
    def look(self) -> Look:
        """The files of records."""
        return look(self.root, self.seen.folders)

    @cached_property
    def small(self) -> Small:
        """Every record but the calls."""
        return read_small(self.root, self.look, self.before, self.design, self.ledger)

    @cached_property
    def empty(self) -> Catalogue:
        """The catalogue before its calls are put in."""
        languages = tuple(self.design.tongues)
        return without_calls(self.small.entries, self.settings, languages, self.now, self.days_off)

    @cached_property
    def days_off(self) -> DaysOff:
        """The days on which offices are closed: to work them out takes longer than to survey a call."""
        zone, since = self.settings.zone, self.now.year
        kept = self.ledger.get("about", DAYS_OFF)
        found: DaysOff | None = unpack(kept) if kept else None
        if found is None or (found.zone, found.since) != (zone.key, since):
            found = days_off(zone, since)
            self.ledger.put("about", [(DAYS_OFF, pack(found))])
        return found

    @cached_property
    def calls(self) -> Compared:
        """The files of calls beside how they stood."""
        was = self.before.shelves.get("calls", Shelf())
        return compared(self.look.names["calls"], self.look.stamps["calls"], was, self.before.taken)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Of all calls."""
        return frozenset(self.look.slugs("calls"))

    @cached_property
    def files(self) -> Mapping[str, list[str]]:
        """The names of the files of each call."""
        return FilesOfCalls(self.look.names["calls"])

    @cached_property
    def proses(self) -> Proses:
        """What makes prose."""
        return Proses(maker=ProseMaker(self.design.headings), ledger=self.ledger, version=self.design.prose)

    @cached_property
    def uses(self) -> Uses:
        """What changes with the records that a call shows."""
        return Uses(self.empty, self.small.digests)

    def exists(self, kind: str, slug: str) -> bool:
        """There is such a record."""
        return slug in self.slugs if kind == "calls" else slug in self.empty.of_kind(kind)

    @property
    def moment(self) -> int:
        """Now, in seconds since 1970."""
        return int(self.now.timestamp())

    @property
    def today(self) -> int:
        """The day of the calendar."""
        return self.now.astimezone(self.settings.zone).toordinal()

    @cached_property
    def steady(self) -> bool:
        """Since the last build nothing can have become another but what stands in the files of some calls."""
        before = self.before
        return (
            before.version == self.design.version
            and self.small.same
            and before.shelves["calls"].names == self.look.names["calls"]
            and before.span.holds(self.moment)
            and before.today == self.today
            and (before.data or not self.data)
        )

    def touched(self) -> Iterator[Sheet]:
        """The calls whose files may be others; nothing else has changed."""
        slugs = {slug_in(name) for name in self.calls.doubtful}
        yield from (self.sheet(slug, doubtful=slug not in self.before.wrong) for slug in slugs | self.before.wrong)

    def stale(self) -> Iterator[Sheet]:
        """The calls that may have become others."""
        before = self.known.all() if self.before.version == self.design.version else {}
        moment, calls = self.moment, self.calls
        touched = {slug_in(name) for name in calls.doubtful}
        shrunk = {slug_in(name) for name in calls.gone}
        for slug, names in self.files.items():
            brief = before[slug].brief if slug in before else None
            stale = (
                brief is None
                or slug in shrunk
                or not brief.since <= moment < brief.until
                or brief.uses != self.uses(brief)
                or (self.data and not brief.facts)
                or not all(self.exists(kind, other) for kind, other in brief.links)
                or not all(calls.digests[name] for name in names)
            )
            if stale or slug in touched:
                yield self.sheet(slug, doubtful=not stale)

    def sheet(self, slug: str, *, doubtful: bool) -> Sheet:
        """The files of a call."""
        return Sheet(slug, tuple((name, self.calls.digests[name]) for name in self.files[slug]), doubtful=doubtful)

    @property
    def opened(self) -> Opened:
        """The calls, each read from the cache when it is asked for."""
        return Opened(self.root, self.ledger, self.design, self.empty, self.files, self.calls.digests)

    @property
    def shelves(self) -> dict[str, Shelf]:
        """How all files stand."""
        calls = Shelf(self.look.names["calls"], self.look.stamps["calls"], bytes(self.calls.digests.joined))
        return {**self.small.shelves, "calls": calls}
