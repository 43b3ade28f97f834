"""An edition becomes files: those that are not there as they must be are made, by several processes, and published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from oproep.cache.unchanged import BUNDLE, DATA, OUTPUTS, PAGES, SEARCH
from oproep.catalogue.catalogue import topics_of
from oproep.outputs.artefact import Artefact, Topics
from oproep.outputs.bundle import ABOUT
from oproep.outputs.hosting import HEADERS
from oproep.outputs.of_calls import addresses_of_call, files_of_call
from oproep.outputs.pages import page_file, pages, statics
from oproep.rendering.address import PAGEFIND
from oproep.rendering.edition import Edition
from oproep.site.preparing import Change
from oproep.site.published import Published
from oproep.site.publishing import Made, Publishing, Written, make, publishing_into
from oproep.site.workers import shared_out

T = TypeVar("T")
Watch = Callable[[int, int], None]  # told how many files are done, and of how many
Outputs = AbstractSet[str]
EVERYTHING: Outputs = frozenset(OUTPUTS)  # the sitemap goes with the data
IN_SEARCH, IN_DATA, DATA_ENDS = f"/{PAGEFIND}/", ("data/", HEADERS), (".xml", ".ics", ".txt")
SELDOM = 100  # parts, or files, between two looks at whether they are still wanted
Wanted = tuple[str, AbstractSet[str] | None]  # a call, and which of its files are to be made; None: all of them


def output_of(address: str) -> str:
    """Which of the outputs a file belongs to."""
    if IN_SEARCH in address:
        return SEARCH
    if address.endswith(".zip") or address == ABOUT:
        return BUNDLE
    return DATA if address.startswith(IN_DATA) or address.endswith(DATA_ENDS) else PAGES


def watched(artefact: Artefact, watch: Callable[[], None]) -> Artefact:
    """The same, with somebody who watches while many parts are made, and may raise."""

    def parts(found: Iterable[bytes]) -> Iterator[bytes]:
        for number, part in enumerate(found):
            if number % SELDOM == 0:
                watch()
            yield part

    def made() -> Iterable[bytes]:
        found = artefact.make()
        return found if isinstance(found, list) else parts(found)

    return Artefact(artefact.address, artefact.key, made)


def in_silence(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, kw_only=True)
class Press:
    """Makes the files of an edition."""

    edition: Edition
    out: Path
    jobs: int
    outputs: Outputs = EVERYTHING
    later: Outputs = frozenset()
    watch: Watch = in_silence

    def publish(self, edition: bytes, change: Change | None, stands: bytes = b"") -> Written:
        """Publishes the edition of this name; raises BrokenTemplate, NotOurs, SearchFailed or OSError.

        `change` says what makes it another than one before; `stands` is the sum of the record of what was published,
        when that was seen to stand. Nothing has changed when an error is raised.
        """
        ledger = self.edition.ledger
        published = Published.read(ledger, self.out)
        with publishing_into(self.out, published, stands=bool(stands) and stands == published.sum) as publishing:
            little = change is not None and all(published.editions.get(one) == change.before for one in self.known)
            if not (little and change and self.make_changed(publishing, change)):
                self.leave_for_later(publishing)
                self.make_all(publishing)
        self.edition.templates.compiled.keep()
        left = {one: name for one, name in published.editions.items() if one in self.later}
        now = publishing.now(left | dict.fromkeys(self.outputs, edition))
        record = published.sum if now == published else now.write(ledger, self.out)
        return replace(publishing.done, record=record)

    @property
    def known(self) -> Outputs:
        """What of the outputs a change of the edition tells all about; search and bundle know by themselves."""
        return self.outputs - {SEARCH, BUNDLE}

    def leave_for_later(self, publishing: Publishing) -> None:
        """Leaves the files of outputs that are made later as they are."""
        if self.later:
            publishing.leave(address for address in publishing.before if output_of(address) in self.later)

    def make_changed(self, publishing: Publishing, change: Change) -> bool:
        """Makes what may be another since the edition before; False when some other file is not as it was."""
        if publishing.stands and self.known == self.outputs and publishing.made <= self.outputs | self.later:
            publishing.keep_rest()
        listing = self.edition.pages_listing(change.listed) if PAGES in self.outputs else ()
        topics = {topic for slug in change.calls for topic in topics_of(self.edition.catalogue.briefs[slug])}
        others = [*(page_file(self.edition, page) for page in listing), *self.joined(topics)]
        if not publishing.rest and not self.kept_but(publishing, change.calls, others):
            return False
        self.make_these(publishing, change.calls, others)
        return True

    def kept_but(self, publishing: Publishing, calls: Iterable[str], others: Iterable[Artefact]) -> bool:
        """Every file but those of these calls and these others stays; False when one is not as it was."""
        apart = {artefact.address for artefact in others}
        for slug in calls:
            apart.update(address for address, _ in addresses_of_call(self.edition, slug, self.outputs))
        if not publishing.keep(at for at in publishing.before if at not in apart and output_of(at) in self.known):
            return False
        self.leave_for_later(publishing)
        return True

    def make_all(self, publishing: Publishing) -> None:
        """Makes all that is lacking."""
        self.make_these(publishing, self.edition.catalogue.briefs, self.other_files())

    def make_these(self, publishing: Publishing, calls: Iterable[str], others: Iterable[Artefact]) -> None:
        """Makes what is lacking of the files of these calls, of these others, and of what is made last."""
        wanted: list[Wanted] = []
        total = 0
        for slug in self.now_and_then(calls):
            files = list(addresses_of_call(self.edition, slug, self.outputs))
            lacking = frozenset(address for address, key in files if publishing.lacks(address, key))
            if lacking:
                wanted.append((slug, None if len(lacking) == len(files) else lacking))
                total += len(lacking)
        rest = [each for each in self.now_and_then(others) if publishing.lacks(each.address, each.key)]
        if wanted:
            self.edition.templates.load("pages/call.html")
        total += len(rest)
        done = 0
        for made in shared_out(wanted, self.make_calls, self.jobs):
            for each in made:
                publishing.take(each)
            done += len(made)
            self.watch(done, total)

        def make_rest(numbers: Sequence[int]) -> list[Made]:
            with self.edition.ledger.reading():
                return [make(self.out, watched(rest[number], lambda: self.watch(done, total))) for number in numbers]

        for made in shared_out(range(len(rest)), make_rest, self.jobs):
            for each in made:
                publishing.take(each)
            done += len(made)
            self.watch(done, total)
        self.make_last(publishing, lambda: self.watch(done, total))

    def now_and_then(self, these: Iterable[T]) -> Iterator[T]:
        """These, one by one, while somebody watches who may raise: to see what is lacking takes a while too."""
        for number, each in enumerate(these):
            if number % SELDOM == 0:
                self.watch(0, 1)
            yield each

    def make_last(self, publishing: Publishing, watch: Callable[[], None]) -> None:
        """Makes what knows by itself what it lacks: search; then the bundle, of all the rest."""
        if SEARCH in self.outputs:
            from oproep.site.pressing_search import make_search

            make_search(self.edition, publishing, self.jobs, watch)
        if BUNDLE in self.outputs:
            from oproep.site.pressing_bundle import Bundling

            Bundling(self.edition, publishing, watch).make()

    def make_calls(self, wanted: Sequence[Wanted]) -> list[Made]:
        """Makes files of these calls."""
        with self.edition.ledger.reading():
            return [
                make(self.out, artefact)
                for slug, lacking in wanted
                for artefact in files_of_call(self.edition, slug, self.outputs)
                if lacking is None or artefact.address in lacking
            ]

    def other_files(self) -> Iterator[Artefact]:
        """Every file that does not stand for one call."""
        if PAGES in self.outputs:
            yield from statics(self.edition)
            yield from pages(self.edition)
            if self.edition.catalogue.settings.web_editor:
                from oproep.outputs.web_editor import web_editor  # few catalogues have one

                yield from web_editor(self.edition)
        yield from self.joined()
        if DATA in self.outputs:
            from oproep.outputs import hosting, opensearch, sitemap

            yield from sitemap.sitemap(self.edition)
            yield from hosting.hosting(self.edition)
            yield from opensearch.opensearch(self.edition)

    def joined(self, topics: Topics | None = None) -> Iterator[Artefact]:
        """The files of data that are joined of many calls: all of them, or those that list calls of these topics."""
        if DATA in self.outputs:
            from oproep.outputs.written import lists

            yield from lists(self.edition, topics)
