"""A call for proposals, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oproep.model.budget import BUDGET, Budget
from oproep.model.contact import CONTACTS, EVENTS, LINKS, Contact, Event, Links
from oproep.model.deadline import DEADLINE, Deadline
from oproep.model.keys import Group, key, required
from oproep.model.moment import DAY, MOMENT, Moment
from oproep.model.place import PLACE
from oproep.model.shape import ListOf, SlugOf
from oproep.model.words import LABEL, LANGUAGE, LINE, NAME, SUMMARY, Label, SearchWords


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of a fact after the call was published."""

    date: date = required(DAY, "When it changed.", "2026-02-01")
    what: Label = required(LABEL, "What changed.", "{nl: Deadline verlengd, en: Deadline extended}")


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call for proposals. What it leaves out of the inherited keys, its fund says."""

    title: str = required(LINE, "The name of the call.", "Samen sterk in de wijk", words=True)
    summary: str | None = key(SUMMARY, "What it is about, in one or two sentences.", "Steun voor …", words=True)
    language: str = required(LANGUAGE, "The language of this file.", "nl")
    official_title: Label | None = key(
        NAME, "The title at the source, where ours is another.", "{en: Raising Awareness}", panel=True
    )
    identifier: str | None = key(LINE, "The official code.", "AMIF-2017-AG-INTE-01", panel=True)
    fund: str | None = key(SlugOf("funds"), "The fund that pays.", "amif-2021-2027", panel=True)
    types_of_action: tuple[Label, ...] = key(
        ListOf(NAME), "The kind of grant, in the source's own terms.", "[{en: LIFE Project Grants}]", panel=True
    )
    opens: Moment | None = key(MOMENT, "From when proposals are taken.", "2026-01-05", panel=True)
    deadline: Deadline = required(DEADLINE, "Last moment a proposal may arrive.", "2026-09-30 17:00")
    budget: Budget | None = key(BUDGET, "The money.", "EUR 5 000 000")
    beneficiaries: tuple[str, ...] = key(
        ListOf(SlugOf("beneficiaries")), "Who may apply.", "[ngos, local-authorities]", panel=True, inherited=True
    )
    countries: tuple[str, ...] = key(
        ListOf(PLACE), "Where an applicant must be.", "[BE-VLG]", panel=True, inherited=True
    )
    themes: tuple[str, ...] = key(
        ListOf(SlugOf("themes")), "What it is about.", "[migratie]", panel=True, inherited=True
    )
    contacts: tuple[str | Contact, ...] = key(CONTACTS, "Whom to ask.", "[esf-vlaanderen]", inherited=True)
    events: tuple[Event, ...] = key(
        EVENTS, "Information sessions.", "[{title: {nl: Infosessie, en: Session}, starts: 2026-01-16 13:00}]"
    )
    links: Links | None = key(LINKS, "Pages elsewhere.", "{source: https://example.org/call}")
    notice: Label | None = key(LABEL, "What readers must see first.", "{nl: onder voorbehoud, en: provisional}")
    keywords: tuple[tuple[str, str], ...] = key(
        SearchWords(), "Words people search for.", "{nl: [vrijwilliger], en: [volunteer]}"
    )
    changes: tuple[Change, ...] = key(
        ListOf(Group(Change)), "What changed since.", "[{date: 2026-02-01, what: {nl: Verlengd, en: Extended}}]"
    )
    corrected: tuple[str, ...] = key(
        ListOf(LINE), "Facts in which we know better than the source: an import leaves them.", "[budget]"
    )
    published: date | None = key(DAY, "When it first stood here.", "2026-01-05")
    verified: date | None = key(DAY, "When its facts were last checked against the source.", "2026-02-01")
    cancelled: date | None = key(DAY, "When it was withdrawn.", "2026-02-15", panel=True)
    aliases: tuple[str, ...] = key(
        ListOf(SlugOf("")), "Old names of this file, the oldest first; they lead here.", "[oude-naam]"
    )

    @property
    def seen(self) -> date | None:
        """The last day on which it is known to have been published, checked or changed."""
        days = (self.published, self.verified, *(change.date for change in self.changes))
        return max((day for day in days if day), default=None)
