"""A call in its place: beside its fund, with what it inherits and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from oproep.catalogue.entry import Entry
from oproep.model.call import Call
from oproep.model.contact import Contact
from oproep.model.fund import Authority, Fund
from oproep.model.keys import keys_of
from oproep.model.status import Status, Timeline

INHERITED = frozenset(name for name, key in keys_of(Call).items() if key.inherited)


class Held(NamedTuple):
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
        if name not in INHERITED or self.fund is None or own not in (None, ()):
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
