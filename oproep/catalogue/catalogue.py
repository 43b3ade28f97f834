"""Entries become the linked set as it stands at an instant: funds found, facts inherited, statuses worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from oproep.catalogue.at_home import AtHome, at_home
from oproep.catalogue.brief import Brief, brief_of, in_order
from oproep.catalogue.counts import Counts, counts_of
from oproep.catalogue.days_off import DaysOff, days_off
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.model.call import Call
from oproep.model.contact import Contact
from oproep.model.fund import Fund
from oproep.model.moment import Moment
from oproep.model.settings import Settings
from oproep.model.status import timeline
from oproep.model.topic import Beneficiary, Theme

ALL = ("calls", "")


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything there is, linked, as it stands at `now` (aware, UTC).

    Of the calls it holds what concerns the catalogue as a whole, their briefs, in the order of lists; `calls` opens
    one when it is asked for, since a large catalogue does not fit into memory.
    """

    settings: Settings
    now: datetime
    languages: tuple[str, ...]
    calls: Mapping[str, LinkedCall]
    briefs: Mapping[str, Brief]
    funds: Mapping[str, Entry[Fund]]
    themes: Mapping[str, Entry[Theme]]
    beneficiaries: Mapping[str, Entry[Beneficiary]]
    contacts: Mapping[str, Entry[Contact]]
    pages: Mapping[str, Entry[Any]]
    counted: Callable[[], Mapping[tuple[str, str], Counts]] | None = None  # where it is known how many there are
    homed: Callable[[], AtHome] | None = None  # and where it is known which of them stand on the first page
    days_known: DaysOff | None = None  # where they have been worked out before

    @cached_property
    def days_off(self) -> DaysOff:
        """The days on which offices are closed where the catalogue is at home, from the year of `now` on."""
        return self.days_known or days_off(self.settings.zone, self.now.year)

    @property
    def month(self) -> tuple[datetime, datetime]:
        """When this month begins where the catalogue is at home, and when the next one does (aware)."""
        first = self.now.astimezone(self.settings.zone).date().replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return Moment(first).begins(self.settings.zone), Moment(following).begins(self.settings.zone)

    @cached_property
    def by_topic(self) -> Mapping[tuple[str, str], tuple[Brief, ...]]:
        """The calls of every fund, theme and kind of beneficiary, in the order of lists."""
        return grouped(self.briefs.values())

    def calls_of(self, kind: str, slug: str) -> tuple[Brief, ...]:
        """The calls of a fund, a theme or a kind of beneficiary, in the order of lists."""
        return self.by_topic.get((kind, slug), ())

    @cached_property
    def at_home(self) -> AtHome:
        """The calls on the first page."""
        if self.homed:
            return self.homed()
        return at_home(self.briefs.values(), int(self.now.timestamp()))

    @cached_property
    def counts(self) -> Mapping[tuple[str, str], Counts]:
        """How many calls each fund, theme and kind of beneficiary has, and how many there are in all."""
        if self.counted:
            return self.counted()
        found = {name: counts_of(briefs) for name, briefs in self.by_topic.items()}
        return {**found, ALL: counts_of(self.briefs.values())}

    @property
    def all_counts(self) -> Counts:
        """How many calls there are."""
        return self.counts[ALL]

    def counts_of(self, kind: str, slug: str) -> Counts:
        """How many calls a fund, a theme or a kind of beneficiary has."""
        return self.counts.get((kind, slug)) or counts_of(())

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        """What there is of a kind, by slug; of calls their briefs."""
        found: Mapping[str, Any] = self.briefs if kind == "calls" else getattr(self, kind)
        return found

    def contact(self, named: str | Contact) -> Contact:
        """A contact, whether named by its slug or written out."""
        return self.contacts[named].facts if isinstance(named, str) else named

    def sisters(self, fund: Entry[Fund]) -> tuple[Entry[Fund], ...]:
        """The other periods of the same programme, newest first."""
        family = fund.facts.programme
        found = [other for other in self.funds.values() if family and other.facts.programme == family]
        others = [other for other in found if other.slug != fund.slug]
        return tuple(sorted(others, key=newest_period_first))

    def place(self, entry: Entry[Call]) -> LinkedCall:
        """A call beside its fund, with its status."""
        fund = self.funds.get(entry.facts.fund or "")
        line = timeline(entry.facts, fund.facts.period if fund else None, self.settings.zone, self.settings.days)
        return LinkedCall(
            entry=entry, fund=fund, timeline=line, status=line.at(self.now), next_deadline=line.next(self.now)
        )

    def with_calls(self, calls: Mapping[str, LinkedCall], briefs: Iterable[Brief]) -> Catalogue:
        """The same with these calls."""
        ordered = sorted(briefs, key=in_order)
        return replace(self, calls=calls, briefs={brief.slug: brief for brief in ordered})


def newest_period_first(fund: Entry[Fund]) -> tuple[int, str]:
    """Sorts funds by period, the newest first; those without one last."""
    return (-fund.facts.period.last if fund.facts.period else 0, fund.slug)


def without_calls(
    entries: Mapping[str, Mapping[str, Entry[Any]]],
    settings: Settings,
    languages: tuple[str, ...],
    now: datetime,
    days_known: DaysOff | None = None,
) -> Catalogue:
    """The catalogue at `now` (aware) before its calls are put in."""
    return Catalogue(
        settings=settings,
        now=now,
        languages=languages,
        calls={},
        briefs={},
        funds=entries.get("funds", {}),
        themes=entries.get("themes", {}),
        beneficiaries=entries.get("beneficiaries", {}),
        contacts=entries.get("contacts", {}),
        pages=entries.get("pages", {}),
        days_known=days_known,
    )


def link(
    entries: Mapping[str, Mapping[str, Entry[Any]]], settings: Settings, languages: tuple[str, ...], now: datetime
) -> Catalogue:
    """The catalogue at `now` (aware). Slugs that name nothing are left out here and reported by `check`."""
    catalogue = without_calls(entries, settings, languages, now)
    calls = {slug: catalogue.place(entry) for slug, entry in entries.get("calls", {}).items()}
    return catalogue.with_calls(calls, [brief_of(call, now, settings) for call in calls.values()])


def grouped(briefs: Iterable[Brief]) -> dict[tuple[str, str], tuple[Brief, ...]]:
    """The calls of every fund, theme and kind of beneficiary."""
    listed = list(briefs)
    return {name: tuple(listed[number] for number in numbers) for name, numbers in index(listed).items()}


def index(briefs: Iterable[Brief]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Which calls, by their numbers, there are of every fund, theme and kind of beneficiary."""
    funds, themes, beneficiaries = (defaultdict[str, list[int]](list) for _ in range(3))
    for number, brief in enumerate(briefs):
        if brief.fund:
            funds[brief.fund].append(number)
        for theme in brief.themes:
            themes[theme].append(number)
        for kind in brief.beneficiaries:
            beneficiaries[kind].append(number)
    found = {"funds": funds, "themes": themes, "beneficiaries": beneficiaries}
    return {(kind, slug): tuple(listed) for kind, of in found.items() for slug, listed in of.items()}


def topics_of(brief: Brief) -> Iterator[tuple[str, str]]:
    """The fund, the themes and the kinds of beneficiary that a call is listed by: kind and slug."""
    if brief.fund:
        yield "funds", brief.fund
    for theme in brief.themes:
        yield "themes", theme
    for kind in brief.beneficiaries:
        yield "beneficiaries", kind
