"""Whatever it takes to write the pages of one language: its words, the catalogue, the addresses, the prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.model.contact import Contact
from oproep.model.fund import Fund
from oproep.model.words import Label
from oproep.rendering.address import Addresses, relative
from oproep.rendering.forge import Repository, repository_of
from oproep.rendering.parts import ContactCard, Link, Outlink, Phone, Prose, TranslationNotice
from oproep.rendering.proses import LINKED, RECORD, Proses
from oproep.rendering.tongue import Tongue
from oproep.rendering.words import Words

T = TypeVar("T")
LONGEST_SAID = 40
MOST_KEPT = 5_000
APART = re.compile(r"[\s-]+")


@dataclass(frozen=True, kw_only=True)
class Scribe:
    """Writes one language."""

    tongue: Tongue
    catalogue: Catalogue
    addresses: Addresses
    proses: Proses
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False)  # what many pages show, once made

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """What `make` answers, kept for the next time: the same funds, themes and moments stand on many pages."""
        found: T | None = self.kept.get(what)
        if found is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = self.kept[what] = make()
        return found

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.tongue.code

    def words(self, text: str, language: str) -> Words:
        """Text marked with its language when that is not the page's."""
        return Words(text=text, lang=None if language in (self.language, "und") else language)

    def label(self, label: Label | None) -> Words | None:
        """A label in this language, else in the first of the catalogue's that it has."""
        return self.words(*label.best((self.language, *self.catalogue.languages))) if label else None

    def title(self, entry: Entry[Any]) -> Words:
        """The title of an entry."""
        wording = entry.wording(self.language)
        return self.words(wording.title, wording.language)

    def summary(self, entry: Entry[Any]) -> Words | None:
        """The summary of an entry."""
        wording = entry.wording(self.language)
        return self.words(wording.summary, wording.language) if wording.summary else None

    def abbreviation(self, fund: Entry[Fund]) -> str | None:
        """What a fund is called for short, unless its title says so already."""
        short = fund.facts.abbreviation
        said = APART.split(fund.wording(self.language).title.casefold())
        return None if short is None or short.casefold() in said else short

    def address(self, entry: Entry[Any]) -> str:
        """The page of an entry in this language."""
        return self.address_in(self.language, entry.kind, entry.slug)

    def address_in(self, language: str, kind: str, slug: str) -> str:
        """The page of an entry in any language."""
        if kind != "pages":
            return self.addresses.record(language, kind, slug)
        if slug == "home":  # its words stand on the first page
            return self.addresses.home(language)
        return self.addresses.page(language, slug)

    def link(self, entry: Entry[Any]) -> Link:
        """A link to the page of an entry."""
        return self.once(
            ("link", entry.kind, entry.slug), lambda: Link(address=self.address(entry), words=self.title(entry))
        )

    @cached_property
    def repository(self) -> Repository | None:
        """Where the files of the catalogue are changed."""
        return repository_of(self.catalogue.settings)

    def edit(self, entry: Entry[Any] | None) -> str | None:
        """Where the file is changed whose words a page of the entry shows, if there is such a place."""
        found = self.repository
        return found.edit(entry.wording(self.language).source.file) if found and entry else None

    def outlink(self, url: str | None, text: str, hreflang: str | None = None) -> Outlink | None:
        """A link to another site, if there is one."""
        return Outlink(url=url, words=Words(text=text), hreflang=hreflang) if url else None

    def notice(self, entry: Entry[Any]) -> TranslationNotice | None:
        """What a reader must know of the translation: that there is none, or that it may be behind."""
        wording, original = entry.told(self.language), entry.original
        if wording.fresh and wording.language == self.language:
            return None
        word = "translation-stale" if wording.language == self.language else "translation-missing"
        text = self.tongue.text(word, language=self.tongue.name_of(original.language))
        title = self.words(original.title, original.language)
        link = Link(address=self.address_in(original.language, entry.kind, entry.slug), words=title)
        return TranslationNotice(text=text, original=link)

    def prose(self, entry: Entry[Any]) -> Prose | None:
        """The text of an entry, as it stands on its own page."""
        rough = self.rough(entry)
        return Prose(html=self.settled(rough.html, self.address(entry)), lang=rough.lang) if rough else None

    def rough(self, entry: Entry[Any]) -> Prose | None:
        """The text of an entry, its links to records without an address yet."""
        wording = entry.told(self.language)
        if wording.text.blank:
            return None
        lang = None if wording.language == self.language else wording.language
        return Prose(html=self.proses.of(wording.text, entry.kind).html, lang=lang)

    def settled(self, html: Markup, here: str) -> Markup:
        """The same, its links to records leading from the page at `here` to those of this language."""
        if RECORD not in html:
            return html

        def led(found: re.Match[str]) -> str:
            return relative(self.address_in(self.language, found[1], found[2]), here) + (found[3] or "")

        return Markup(LINKED.sub(led, html))  # noqa: S704 - an address of ours in the place of another

    @cached_property
    def regions(self) -> dict[str, str]:
        """The regions that the catalogue names itself, by code."""
        return {code: label.best((self.language,))[0] for code, label in self.catalogue.settings.regions}

    def card(self, contact: Contact, heading: str | None = None, scope: Label | None = None) -> ContactCard:
        """A contact as it is shown."""
        return ContactCard(
            heading=heading,
            scope=self.label(scope),
            organisation=self.label(contact.organisation),
            person=contact.person,
            role=self.label(contact.role),
            email=contact.email,
            phones=tuple(Phone(text=number, url=f"tel:{number.replace(' ', '')}") for number in contact.phone),
            url=self.outlink(contact.url, self.called(contact.url)) if contact.url else None,
            address_lines=tuple(part.strip() for part in (contact.address or "").split(",") if part.strip()),
            source=self.label(contact.source),
        )

    def called(self, url: str) -> str:
        """A page of a contact as people say it: its address, or only whose it is when the address is long."""
        said = url.split("://", 1)[-1].rstrip("/")
        return said if len(said) <= LONGEST_SAID else self.tongue.text("website-of", host=said.split("/")[0])
