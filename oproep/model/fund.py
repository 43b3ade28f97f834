"""A fund in one of its periods, key by key; the periods of one programme are funds of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oproep.model.budget import BUDGET, Budget
from oproep.model.contact import CONTACTS, LINKS, Contact, Links, SlugOrContact
from oproep.model.keys import Group, key, required
from oproep.model.moment import DAY, PERIOD, Period
from oproep.model.place import PLACE
from oproep.model.shape import Choice, ListOf, SlugOf
from oproep.model.words import LABEL, LANGUAGE, LINE, SUMMARY, Label, SearchWords


class ProjectType(StrEnum):
    """What kind of work a fund pays for."""

    RESEARCH = "research"
    IMPLEMENTATION = "implementation"
    INFRASTRUCTURE = "infrastructure"
    INTERNATIONAL_COOPERATION = "international-cooperation"
    NETWORKING = "networking"
    TRAINING = "training"
    MOBILITY = "mobility"
    INVESTMENT = "investment"


class AuthorityRole(StrEnum):
    """What a body is to a fund, in the terms of Regulation (EU) 2021/1060."""

    RESPONSIBLE = "responsible-authority"
    DELEGATED = "delegated-authority"
    MANAGING = "managing-authority"
    INTERMEDIATE = "intermediate-body"
    CONTACT_POINT = "contact-point"


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A body that runs a fund, or a part of it."""

    contact: str | Contact = required(SlugOrContact(), "Which body.", "ibz-europese-fondsen")
    role: AuthorityRole = required(Choice(AuthorityRole, "role"), "What it is to the fund.", "responsible-authority")
    scope: Label | None = key(LABEL, "For which part of the fund.", "{nl: luik Integratie, en: Integration strand}")


@dataclass(frozen=True, kw_only=True)
class Fund:
    """A fund in one period."""

    title: str = required(LINE, "The name of the fund.", "Fonds voor asiel, migratie en integratie", words=True)
    summary: str | None = key(SUMMARY, "What it is for, in one or two sentences.", "Steun voor …", words=True)
    language: str = required(LANGUAGE, "The language of this file.", "nl")
    abbreviation: str | None = key(LINE, "The short name.", "AMIF")
    programme: str | None = key(SlugOf(""), "The family that its periods share; the same word in each.", "amif")
    period: Period | None = key(PERIOD, "Its years.", "2021-2027", panel=True)
    budget: Budget | None = key(BUDGET, "The money.", "EUR 9 900 000 000")
    project_types: tuple[ProjectType, ...] = key(
        ListOf(Choice(ProjectType, "project-type")), "What kind of work it pays for.", "[research]", panel=True
    )
    beneficiaries: tuple[str, ...] = key(ListOf(SlugOf("beneficiaries")), "Who may apply.", "[ngos]", panel=True)
    countries: tuple[str, ...] = key(ListOf(PLACE), "Where an applicant must be.", "[EU]", panel=True)
    themes: tuple[str, ...] = key(ListOf(SlugOf("themes")), "What it is about.", "[migratie]", panel=True)
    authorities: tuple[Authority, ...] = key(
        ListOf(Group(Authority)), "The bodies that run it.", "[{contact: ibz, role: managing-authority}]"
    )
    contacts: tuple[str | Contact, ...] = key(CONTACTS, "Whom to ask, when not an authority.", "[ibz]")
    links: Links | None = key(LINKS, "Pages elsewhere.", "{source: https://example.org/fund}")
    notice: Label | None = key(LABEL, "What readers must see first.", "{nl: nog niet zeker, en: provisional}")
    keywords: tuple[tuple[str, str], ...] = key(
        SearchWords(), "Words people search for.", "{nl: [asiel], en: [asylum]}"
    )
    published: date | None = key(DAY, "When it first stood here.", "2026-01-05")
    verified: date | None = key(DAY, "When its facts were last checked against the source.", "2026-02-01")
    aliases: tuple[str, ...] = key(
        ListOf(SlugOf("")), "Old names of this file, the oldest first; they lead here.", "[oude-naam]"
    )
