"""Themes, kinds of beneficiary, and the catalogue's own pages: records that are mostly words."""

from __future__ import annotations

from dataclasses import dataclass

from oproep.model.contact import Contact, SlugOrContact
from oproep.model.keys import key, required
from oproep.model.shape import ListOf, Pattern, SlugOf
from oproep.model.words import LANGUAGE, LINE, SUMMARY, SearchWords

HASH = Pattern(
    r"^[0-9a-f]{8}$",
    "translates-form",
    "the mark of an original",
    "Remove this line; ‘python build.py accept’ and the name of this file write it anew.",
    longest=8,
)


@dataclass(frozen=True, kw_only=True)
class Theme:
    """What calls are about."""

    title: str = required(LINE, "The name of the theme.", "Migratie", words=True)
    summary: str | None = key(SUMMARY, "What belongs to it.", "Wie komt, blijft of terugkeert.", words=True)
    language: str = required(LANGUAGE, "The language of this file.", "nl")
    contact: str | Contact | None = key(SlugOrContact(), "The office's own contact for it.", "vleva")
    related: tuple[str, ...] = key(ListOf(SlugOf("themes")), "Neighbouring themes.", "[integratie]")
    keywords: tuple[tuple[str, str], ...] = key(
        SearchWords(), "Words people search for.", "{nl: [vluchteling], en: [refugee]}"
    )
    aliases: tuple[str, ...] = key(
        ListOf(SlugOf("")), "Old names of this file, the oldest first; they lead here.", "[oude-naam]"
    )


@dataclass(frozen=True, kw_only=True)
class Beneficiary:
    """A kind of applicant."""

    title: str = required(LINE, "What they are called.", "Lokale besturen", words=True)
    summary: str | None = key(SUMMARY, "Who belongs to it.", "Gemeenten, OCMW's en …", words=True)
    language: str = required(LANGUAGE, "The language of this file.", "nl")
    keywords: tuple[tuple[str, str], ...] = key(
        SearchWords(), "Words people search for.", "{nl: [gemeente], en: [municipality]}"
    )
    aliases: tuple[str, ...] = key(
        ListOf(SlugOf("")), "Old names of this file, the oldest first; they lead here.", "[oude-naam]"
    )


@dataclass(frozen=True, kw_only=True)
class SitePage:
    """A page of the catalogue's own: `home` and `about`."""

    title: str = required(LINE, "The heading of the page.", "Over deze catalogus", words=True)
    summary: str | None = key(SUMMARY, "What the page says.", "Waar de oproepen vandaan komen.", words=True)
    language: str = required(LANGUAGE, "The language of this file.", "nl")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The words of a record in another language, and the hash of the words they were made from."""

    title: str = required(LINE, "The title in this language.", "Stronger together", words=True)
    summary: str | None = key(SUMMARY, "The summary in this language.", "Support for …", words=True)
    translates: str | None = key(HASH, "Which words this was made from; ‘accept’ writes it.", "1f0c9a3e")
