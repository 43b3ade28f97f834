"""Entries become the linked set as it stands at an instant: funds found, facts inherited, statuses worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from oproep.catalogue.entry import Entry
from oproep.model.call import Call
from oproep.model.contact import Contact
from oproep.model.fund import Authority, Fund
from oproep.model.keys import keys_of
from oproep.model.settings import Settings
from oproep.model.status import Status, Timeline, timeline
from oproep.model.topic import Beneficiary, Theme

FAR = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Held:
    """The value of a key, and whether the fund said it because the call is silent."""

    value: Any
    inherited: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkedCall:
    """A call in its place: its fund, what it inherits, and its status at the catalogue's instant."""

    entry: Entry[Call]
    fund: Entry[Fund] | None
    timeline: Timeline
    status: Status
    next_deadline: datetime | None  # UTC; None when no newcomer can meet one, or none has a date

    @property
    def slug(self) -> str:
        """The name of its file, without its ending."""
        return self.entry.slug

    @property
    def facts(self) -> Call:
        """What its own file says."""
        return self.entry.facts

    def held(self, name: str) -> Held:
        """The value of a key: the call's own, else its fund's where the key is one that calls inherit."""
        own = getattr(self.facts, name)
        if own not in (None, ()) or self.fund is None or not keys_of(Call)[name].inherited:
            return Held(value=own)
        theirs = fund_contacts(self.fund.facts) if name == "contacts" else getattr(self.fund.facts, name)
        return Held(value=theirs, inherited=theirs not in (None, ()))

    @cached_property
    def cofinancing(self) -> Held:
        """The co-financing rate: the call's own, else its fund's."""
        own = self.facts.budget.cofinancing if self.facts.budget else None
        theirs = self.fund.facts.budget.cofinancing if self.fund and self.fund.facts.budget else None
        return Held(value=own) if own or not theirs else Held(value=theirs, inherited=True)

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """The bodies of its fund, when it has no contacts of its own."""
        if self.facts.contacts or not self.fund or self.fund.facts.contacts:
            return ()
        return self.fund.facts.authorities


def fund_contacts(fund: Fund) -> tuple[str | Contact, ...]:
    """Whom a fund's calls lead to: its contacts, else its authorities."""
    return fund.contacts or tuple(authority.contact for authority in fund.authorities)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything there is, linked, as it stands at `now` (aware, UTC)."""

    settings: Settings
    now: datetime
    languages: tuple[str, ...]
    calls: Mapping[str, LinkedCall]
    funds: Mapping[str, Entry[Fund]]
    themes: Mapping[str, Entry[Theme]]
    beneficiaries: Mapping[str, Entry[Beneficiary]]
    contacts: Mapping[str, Entry[Contact]]
    pages: Mapping[str, Entry[Any]]
    by_topic: Mapping[tuple[str, str], tuple[LinkedCall, ...]] = field(default_factory=dict)

    def calls_of(self, kind: str, slug: str) -> tuple[LinkedCall, ...]:
        """The calls of a fund, a theme or a kind of beneficiary, in the order of lists."""
        return self.by_topic.get((kind, slug), ())

    def contact(self, named: str | Contact) -> Contact:
        """A contact, whether named by its slug or written out."""
        return self.contacts[named].facts if isinstance(named, str) else named

    def sisters(self, fund: Entry[Fund]) -> tuple[Entry[Fund], ...]:
        """The other periods of the same programme, newest first."""
        family = fund.facts.programme
        found = [other for other in self.funds.values() if family and other.facts.programme == family]
        others = [other for other in found if other.slug != fund.slug]
        return tuple(sorted(others, key=newest_period_first))


def newest_period_first(fund: Entry[Fund]) -> tuple[int, str]:
    """Sorts funds by period, the newest first; those without one last."""
    return (-fund.facts.period.last if fund.facts.period else 0, fund.slug)


def in_order(call: LinkedCall) -> tuple[datetime, datetime, str]:
    """The order of lists: the next deadline first; those without a date after; then by name."""
    return (call.next_deadline or FAR, call.timeline.opens or FAR, call.slug)


def link(
    entries: Mapping[str, Mapping[str, Entry[Any]]], settings: Settings, languages: tuple[str, ...], now: datetime
) -> Catalogue:
    """The catalogue at `now` (aware). Slugs that name nothing are left out here and reported by `check`."""
    funds = entries.get("funds", {})
    calls = [place(entry, funds, settings, now) for entry in entries.get("calls", {}).values()]
    calls.sort(key=in_order)
    return Catalogue(
        settings=settings,
        now=now,
        languages=languages,
        calls={call.slug: call for call in calls},
        funds=funds,
        themes=entries.get("themes", {}),
        beneficiaries=entries.get("beneficiaries", {}),
        contacts=entries.get("contacts", {}),
        pages=entries.get("pages", {}),
        by_topic=index(calls),
    )


def place(entry: Entry[Call], funds: Mapping[str, Entry[Fund]], settings: Settings, now: datetime) -> LinkedCall:
    """A call beside its fund, with its status at `now`."""
    fund = funds.get(entry.facts.fund or "")
    line = timeline(entry.facts, fund.facts.period if fund else None, settings.zone, settings.days)
    return LinkedCall(entry=entry, fund=fund, timeline=line, status=line.at(now), next_deadline=line.next(now))


def index(calls: Iterable[LinkedCall]) -> dict[tuple[str, str], tuple[LinkedCall, ...]]:
    """The calls of every fund, theme and kind of beneficiary."""
    found: dict[tuple[str, str], list[LinkedCall]] = {}
    for call in calls:
        if call.fund:
            found.setdefault(("funds", call.fund.slug), []).append(call)
        for kind in ("themes", "beneficiaries"):
            for slug in call.held(kind).value:
                found.setdefault((kind, slug), []).append(call)
    return {name: tuple(listed) for name, listed in found.items()}
