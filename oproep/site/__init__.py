"""The pipeline, from the folder to the published site.

Files become records, records a catalogue, the catalogue an edition, the edition files; nothing is published before
all of it is known to be right, and what is published stays whole until the new edition is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from oproep.cache.collector import at_rest
from oproep.cache.ledger import FILE, Ledger, for_once, kept_at, remove
from oproep.cache.packing import Damaged
from oproep.cache.stamps import moment
from oproep.cache.standing import standing
from oproep.cache.unchanged import CACHE, DATA, Looked, Summary, asked, remember
from oproep.model.problem import Problem, has_errors
from oproep.rendering.edition import Edition
from oproep.rendering.templates import BrokenTemplate
from oproep.site.design import first_languages, folders_of, read_tongues
from oproep.site.places import NotOurs, apart_from_sources, in_turn
from oproep.site.preparing import prepare
from oproep.site.pressing import EVERYTHING, Outputs, Press, Watch, in_silence
from oproep.site.publishing import Written

__all__ = [
    "CACHE",
    "EVERYTHING",
    "Built",
    "Edition",
    "NotOurs",
    "Outputs",
    "Refused",
    "Watch",
    "Written",
    "build",
    "check",
    "first_languages",
    "folders_of",
    "has_errors",
    "looked_at",
    "read_tongues",
]


class Built(NamedTuple):
    """What a build made, and what is worth a hint."""

    edition: Edition
    written: Written
    problems: list[Problem]
    summary: Summary


class Refused(Exception):
    """There are errors in the content or the design; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problems")


@at_rest()
def build(  # noqa: PLR0913 - what a command can be asked
    root: Path,
    out: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    jobs: int = 1,
    cache: Path | None = CACHE,
    under: Path | None = None,
    outputs: Outputs = EVERYTHING,
    later: Outputs = frozenset(),
    looked: Looked | None = None,
    stands: bytes = b"",
    watch: Watch = in_silence,
) -> Built:
    """Builds and publishes; raises Refused, NotOurs, SearchFailed or OSError, and then nothing has changed.

    `cache` is a folder below `root`; None: nothing is taken from an earlier build, and nothing left for a later one.
    `under` is another that is read and not written.
    Of the `outputs` those that are named are made, those that are for `later` left as they are, and the others taken
    away. `looked` is how files stand, where somebody has looked already; else `stands` is the record of an edition of
    which every file is known to stand as it was published. `watch` is told how far it is.
    """
    apart_from_sources(root.resolve(), out.resolve())

    def attempt(ledger: Ledger) -> Built:
        stood = looked.seen if looked else standing(root, moment(ledger.path))
        edition, problems, state, change = prepare(
            root, now, base_url, ledger, jobs, data=DATA in outputs | later, seen=stood
        )
        if edition is None or has_errors(problems):
            raise Refused(problems)
        try:
            press = Press(edition=edition, out=out, jobs=jobs, outputs=outputs, later=later, watch=watch)
            written = press.publish(state.edition, change, looked.stands if looked else stands)
        except BrokenTemplate as error:
            raise Refused([error.problem]) from error
        languages = len(edition.tongues)
        summary = Summary(state.calls, languages, state.calls * languages + state.other_pages, written.files)
        if not later:
            remember(ledger, stood, asked(out, base_url, outputs, int(now.timestamp())), state.span, summary)
        return Built(edition, written, problems, summary)

    if cache is None:
        with for_once() as ledger:
            return attempt(ledger)
    with in_turn(root / cache):
        try:
            with kept_at(root / cache, root / under if under else None) as ledger:
                return attempt(ledger)
        except Damaged:  # it is of no further use, and nothing depends on it
            remove(root / cache / FILE)
            with kept_at(root / cache, root / under if under else None) as ledger:
                return attempt(ledger)


def check(root: Path, now: datetime, *, jobs: int = 1) -> list[Problem]:
    """Every problem of a catalogue; writes nothing. What the last build found out is made use of."""
    try:
        with looked_at(root, now, under=root / CACHE, jobs=jobs) as (_, problems):
            return problems
    except Damaged:
        with looked_at(root, now, jobs=jobs) as (_, problems):
            return problems


@contextmanager
def looked_at(
    root: Path, now: datetime, *, under: Path | None = None, jobs: int = 1
) -> Iterator[tuple[Edition | None, list[Problem]]]:
    """The edition of a catalogue, unless its design is broken, with every problem; both for as long as this lasts."""
    with at_rest(), for_once(under) as ledger:
        edition, problems, *_ = prepare(root, now, None, ledger, jobs)
        yield edition, problems
