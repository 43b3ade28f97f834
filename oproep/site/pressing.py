"""An edition becomes files: those that are not there as they must be are made, by several processes, and published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from oproep.cache.unchanged import OUTPUTS
from oproep.outputs.artefact import Artefact
from oproep.outputs.data import data
from oproep.outputs.of_calls import addresses_of_call, files_of_call
from oproep.outputs.pages import pages, statics
from oproep.outputs.search import Part, SearchIndex
from oproep.outputs.search_entries import Entries
from oproep.outputs.sitemap import sitemap
from oproep.rendering.edition import Edition
from oproep.site.publishing import Made, Published, Publishing, Written, make, publishing_into
from oproep.site.workers import shared_out

Watch = Callable[[int, int], None]  # told how many files are done, and of how many
Outputs = AbstractSet[str]
EVERYTHING: Outputs = frozenset(OUTPUTS)  # the sitemap goes with the data
Wanted = tuple[str, AbstractSet[str]]  # a call, and which of its files are to be made


def in_silence(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, kw_only=True)
class Press:
    """Makes the files of an edition."""

    edition: Edition
    out: Path
    jobs: int
    outputs: Outputs = EVERYTHING
    watch: Watch = in_silence

    def publish(self) -> Written:
        """Publishes the edition; raises BrokenTemplate, NotOurs, SearchFailed or OSError: then nothing has changed."""
        ledger = self.edition.ledger
        published = Published.read(ledger, self.out)
        with publishing_into(self.out, published) as publishing:
            self.make_all(publishing)
        self.edition.templates.compiled.keep()
        if publishing.files != published.files:
            Published(publishing.files).write(ledger, self.out)
        return publishing.done

    def make_all(self, publishing: Publishing) -> None:
        """Makes all that is lacking."""
        wanted: list[Wanted] = []
        for slug in self.edition.catalogue.briefs:
            files = addresses_of_call(self.edition, slug, self.outputs)
            lacking = {address for address, key in files if publishing.lacks(address, key)}
            if lacking:
                wanted.append((slug, lacking))
        rest = [artefact for artefact in self.other_files() if publishing.lacks(artefact.address, artefact.key)]
        if wanted:
            self.edition.templates.load("pages/call.html")
        total = sum(len(lacking) for _, lacking in wanted) + len(rest)
        done = 0
        for made in shared_out(wanted, self.make_calls, self.jobs):
            for each in made:
                publishing.take(each)
            done += len(made)
            self.watch(done, total)

        def make_rest(numbers: Sequence[int]) -> list[Made]:
            with self.edition.ledger.reading():
                return [make(self.out, rest[number]) for number in numbers]

        for made in shared_out(range(len(rest)), make_rest, self.jobs):
            for each in made:
                publishing.take(each)
            done += len(made)
            self.watch(done, total)
        if "search" in self.outputs:
            self.make_search(publishing)

    def make_calls(self, wanted: Sequence[Wanted]) -> list[Made]:
        """Makes files of these calls."""
        with self.edition.ledger.reading():
            return [
                make(self.out, artefact)
                for slug, lacking in wanted
                for artefact in files_of_call(self.edition, slug, self.outputs)
                if artefact.address in lacking
            ]

    def other_files(self) -> Iterator[Artefact]:
        """Every file that does not stand for one call."""
        if "pages" in self.outputs:
            yield from statics(self.edition)
            yield from pages(self.edition)
        if "data" in self.outputs:
            yield from data(self.edition)
            yield from sitemap(self.edition)

    def make_search(self, publishing: Publishing) -> None:
        """Makes what is lacking of the search index: first entries of calls, then parts, whose files come together."""
        entries = Entries(self.edition)
        for made in shared_out(entries.stale(), entries.make, self.jobs):
            entries.keep(made)
        entries.keep_all()
        search = SearchIndex(self.edition, entries)
        lacking: dict[str, bool] = {}
        wanted: list[Part] = []
        for part in search.parts:
            files = search.now[part.code].files if part.code in search.now else ()
            lacks = {address: publishing.lacks(address, key) for address, key in files}
            lacking |= lacks
            if not files or any(lacks.values()):
                wanted.append(part)
        with ThreadPoolExecutor(max(self.jobs, 1)) as pool:
            for found in pool.map(search.make, wanted):
                search.keep(found)
                for artefact in found.artefacts:
                    known = lacking.get(artefact.address)
                    if publishing.lacks(artefact.address, artefact.key) if known is None else known:
                        publishing.take(make(self.out, artefact))
        search.keep_all()
        for artefact in search.rest():
            publishing.offer(artefact)
