"""The folder of a catalogue becomes its edition, with every problem found on the way.

What was worked out before is taken from the cache: a call is surveyed again only when its files, a record that it
shows, the design, or the time has made another call of it. Where no more than the texts of some calls are others,
the rest of the catalogue is not even looked at.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest, pack, unpack
from oproep.cache.stamps import moment
from oproep.cache.standing import Standing, standing
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue, link
from oproep.catalogue.entry import gather
from oproep.catalogue.related import Likeness, heads_of
from oproep.catalogue.rules import check, check_entry, check_together
from oproep.catalogue.rules_of_titles import NEAR_TITLE, titles_differ
from oproep.catalogue.values import entries_of
from oproep.model.problem import Problem
from oproep.model.settings import Settings
from oproep.reading.folder import read_content
from oproep.reading.site import read_settings
from oproep.rendering.collisions import collisions
from oproep.rendering.edition import Edition, lay_out
from oproep.rendering.laid import AsLaid, Laid
from oproep.rendering.templates import BrokenTemplate
from oproep.rendering.troubles import troubles_of
from oproep.site.design import design_of, folders_of, problems_of_web_editor, read_tongues
from oproep.site.ground import Ground
from oproep.site.known_calls import Calls
from oproep.site.misread import about_what_was_read
from oproep.site.state import (
    NO_STATE,
    Briefs,
    Kept,
    Related,
    State,
    new_name,
    read_counts,
    read_laid,
    span_of,
    write_counts,
    write_laid,
    write_state,
)
from oproep.site.surveying import Sheet, Surveyor, piece_names
from oproep.site.workers import shared_out


class Change(NamedTuple):
    """What makes an edition another than one before: words of calls, and nothing else."""

    before: bytes  # the name of that edition
    calls: frozenset[str]  # those whose own page or data may be others
    listed: frozenset[str]  # those whose rows are others, wherever they are listed


class Prepared(NamedTuple):
    """What a look at a catalogue came to."""

    edition: Edition | None  # None when its design is broken
    problems: list[Problem]
    state: State = NO_STATE
    change: Change | None = None  # None: any page may differ


def prepare(
    root: Path,
    now: datetime,
    base_url: str | None,
    ledger: Ledger,
    jobs: int,
    *,
    data: bool = False,
    seen: Standing | None = None,
) -> Prepared:
    """The edition of the catalogue at `now` (aware), and every problem found on the way; publishes nothing.

    `data`: what is published of calls as data is wanted too. `seen` is how files stand, where that is known already.
    """
    root = root.resolve()
    folders = folders_of(root)
    settings, problems = read_settings(root)
    tongues, found = read_tongues(folders, settings.languages if settings else (), ledger)
    problems += [*found, *(problems_of_web_editor(root, settings) if settings else ())]
    if settings and base_url:
        settings = dataclasses.replace(settings, url=base_url.rstrip("/") + "/")
    if settings is None or not tongues or any(problem.code.startswith(("words", "path")) for problem in problems):
        return Prepared(None, sorted({*problems, *without_design(root, settings, tuple(tongues), now)}))
    ground = Ground(
        root=root,
        now=now,
        settings=settings,
        design=design_of(root, folders, tongues, settings.url),
        ledger=ledger,
        jobs=jobs,
        data=data,
        seen=seen or standing(root, moment(ledger.path)),
    )
    try:
        prepared = look_at(ground)
    except BrokenTemplate as error:
        return Prepared(None, sorted({*problems, error.problem}))
    return prepared._replace(problems=sorted({*problems, *prepared.problems}))


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


def look_at(ground: Ground) -> Prepared:
    """The edition, and what is wrong with it."""
    found = surveyed(ground, list(ground.touched() if ground.steady else ground.stale()))
    problems = [*ground.look.problems, *ground.small.problems]
    problems += about_what_was_read(found.problems, [*problems, *found.problems])
    with ground.ledger.at_once():  # briefs that the state does not know of would pass for what is published
        prepared = as_before(ground, found, problems) if ground.steady else None
        prepared = prepared or laid_out(ground, found, problems)
        ground.ledger.put("prose", ground.proses.fresh)
        write_state(ground.ledger, prepared.state)
    ground.proses.fresh.clear()
    return prepared


def surveyed(ground: Ground, sheets: list[Sheet]) -> Calls:
    """The briefs of these calls where they are others than before, and every problem of all calls."""
    surveyor = Surveyor(
        root=ground.root,
        edition=lay_out(ground.empty, ground.design, ground.proses, {}, ground.small.digest),
        uses=ground.uses,
        exists=ground.exists,
        slugs=ground.slugs,
        data=ground.data,
    )
    found = Calls({})
    if sheets:
        surveyor.edition.templates.load("parts/call-row.html")
    for surveyed in shared_out(sheets, surveyor.survey, ground.jobs):
        for slug, brief, problems in surveyed.calls:
            found.take(slug, brief, problems)
        for file, holds in surveyed.digests:
            ground.calls.digests[file] = holds
        with ground.ledger.at_once():
            ground.ledger.put("sources", surveyed.sources)
            ground.ledger.put("prose", surveyed.prose)
            ground.ledger.put("pieces", surveyed.pieces)
            keep_problems(ground, surveyed.calls)
    found.same.clear()
    ground.ledger.fresh = False
    if not ground.steady:
        forget_what_is_gone(ground, surveyor.edition)
    for name, packed in ground.ledger.rows("problems"):
        if name.decode() not in found.surveyed:
            found.problems.extend(unpack(packed))
    return found


def keep_problems(ground: Ground, calls: Iterable[tuple[str, Brief | None, list[Problem]]]) -> None:
    """Keeps the hints of calls for as long as they are not surveyed again."""
    ground.ledger.put("problems", [(slug.encode(), pack(problems)) for slug, _, problems in calls if problems])
    ground.ledger.drop("problems", (slug.encode() for slug, _, problems in calls if not problems))


def forget_what_is_gone(ground: Ground, edition: Edition) -> None:
    """What came of calls and files that are no longer there leaves the cache."""
    lost = (ground.known.all().keys() | ground.before.wrong) - ground.slugs
    ground.ledger.drop("problems", (slug.encode() for slug in lost))
    ground.ledger.drop("pieces", (name for slug in lost for name in piece_names(edition, slug)))
    for shelf in ("sources", "prose"):
        ground.ledger.drop(shelf, (f"content/calls/{name}".encode() for name in ground.calls.gone))


def as_before(ground: Ground, found: Calls, problems: list[Problem]) -> Prepared | None:
    """The edition before with other words of some calls; None when anything else of it can be another."""
    now, kept = found.briefs, {slug: ground.known.get(slug) for slug in found.surveyed}
    told = {problem.file for problem in ground.before.problems}  # whose lines may be others by now
    if found.wrong or not all(
        was
        and but_for_words(was.brief) == but_for_words(now[slug])
        and told.isdisjoint(f"content/calls/{name}" for name in ground.files[slug])
        for slug, was in kept.items()
    ):
        return None
    listed = {slug: now[slug] for slug, was in kept.items() if was and was.brief.rows != now[slug].rows}
    laid = read_laid(ground.ledger, ground.before.laid) if listed else None
    if listed and not laid:
        return None
    alike = any(problem.code == NEAR_TITLE for problem in ground.before.problems)
    named = (listed and alike) or any(was and was.brief.title != now[slug].title for slug, was in kept.items())
    ground.known.put({slug: was._replace(brief=now[slug]) for slug, was in kept.items() if was})
    briefs = Briefs(ground.known)
    catalogue = dataclasses.replace(
        ground.empty, calls=ground.opened, briefs=briefs, counted=partial(read_counts, ground.ledger)
    )
    lists = None
    if laid:
        laid = laid.with_rows(listed)
        catalogue = dataclasses.replace(catalogue, homed=partial(laid.at_home, briefs))
        lists = AsLaid(catalogue, laid)
    edition = lay_out(catalogue, ground.design, ground.proses, Related(ground.known), ground.small.digest, lists)
    state = dataclasses.replace(
        ground.before,
        taken=ground.seen.taken,
        shelves=ground.shelves,
        problems=with_titles(catalogue, ground.before.problems) if named else ground.before.problems,
        laid=write_laid(ground.ledger, laid) if laid else ground.before.laid,
        edition=new_name() if kept else ground.before.edition,
        data=ground.before.data and all(now[slug].facts for slug in kept),
    )
    change = Change(
        before=ground.before.edition,
        calls=frozenset(kept).union(laid.showing(listed.keys()) if laid else ()),
        listed=frozenset(listed),
    )
    return Prepared(edition, [*problems, *state.problems], state, change)


def with_titles(catalogue: Catalogue, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """These problems with what is to be said of titles as they are now."""
    return (*(problem for problem in problems if problem.code != NEAR_TITLE), *titles_differ(catalogue))


def laid_out(ground: Ground, found: Calls, problems: list[Problem]) -> Prepared:
    """The edition, laid out as a whole."""
    before, same = ground.known.all(), ground.slugs - found.surveyed
    briefs = {slug: kept.brief for slug, kept in before.items() if slug in same}
    briefs |= found.briefs
    catalogue = ground.empty.with_calls(ground.opened, briefs.values())
    heads = heads_of(catalogue.by_topic)
    drawn = digest(repr(sorted(heads.items())).encode())
    related = related_calls(catalogue, heads, before if ground.before.heads == drawn else {})
    edition = lay_out(catalogue, ground.design, ground.proses, related, ground.small.digest)
    others = about_what_was_read(
        chain(
            (problem for entry in entries_of(catalogue) for problem in check_entry(catalogue, entry)),
            (
                problem
                for entry in entries_of(catalogue)
                for problem in troubles_of(ground.proses, entry, ground.exists)
            ),
            check_together(catalogue),
            collisions(edition.other_pages, catalogue),
        ),
        problems,
    )
    right = {slug: brief for slug, brief in catalogue.briefs.items() if slug not in found.wrong}
    ground.known.replace(right, related)
    write_counts(ground.ledger, catalogue.counts)
    state = State(
        version=ground.design.version,
        taken=ground.seen.taken,
        shelves=ground.shelves,
        edition=new_name(),
        today=ground.today,
        span=span_of(catalogue),
        wrong=frozenset(found.wrong),
        problems=tuple(others),
        calls=len(briefs),
        data=all(brief.facts for brief in briefs.values()),
        other_pages=len(edition.other_pages),
        heads=drawn,
        laid=write_laid(ground.ledger, Laid.of(edition.lists, related)),
    )
    return Prepared(edition, [*problems, *others], state)


def related_calls(catalogue: Catalogue, heads: Any, known: Mapping[str, Kept]) -> dict[str, tuple[str, ...]]:
    """The calls that are like each, from what is `known` where it has not become another."""
    likeness = Likeness(heads)

    def like(brief: Brief) -> tuple[str, ...]:
        was = known.get(brief.slug)
        if was and (was.brief.fund, was.brief.themes) == (brief.fund, brief.themes):
            return was.related
        return likeness.related(brief)

    return {slug: like(brief) for slug, brief in catalogue.briefs.items()}


def but_for_words(brief: Brief) -> Brief:
    """What decides where a call is listed and counted, and for how long that holds."""
    return brief._replace(own=b"", facts=b"", rows=b"", title="", links=())
