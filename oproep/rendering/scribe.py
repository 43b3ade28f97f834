"""Whatever it takes to write the pages of one language: its words, the catalogue, the addresses, the prose."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry, Wording
from oproep.model.contact import Contact
from oproep.model.fund import Fund
from oproep.model.problem import Problem
from oproep.model.words import Label
from oproep.rendering.address import Addresses, relative
from oproep.rendering.parts import ContactCard, Link, Outlink, Phone, Prose, TranslationNotice, Words
from oproep.rendering.prose import ProseMaker, Trouble
from oproep.rendering.tongue import Tongue

# A link to a heading of the same text, in Markdown or in HTML: on another page that heading may not be there.
OWN_HEADING = re.compile(r"(\]\(<?|^\[[^\]\n]+\]:[ \t]*<?|\bhref=[\"']?)#(?=\w)", re.MULTILINE)

LONGEST_SAID = 40
APART = re.compile(r"[\s-]+")


@dataclass(frozen=True, kw_only=True)
class Scribe:
    """Writes one language."""

    tongue: Tongue
    catalogue: Catalogue
    addresses: Addresses
    maker: ProseMaker
    problems: list[Problem] = field(default_factory=list)

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
        return self.address_in(self.language, entry)

    def address_in(self, language: str, entry: Entry[Any]) -> str:
        """The page of an entry in any language."""
        if entry.kind != "pages":
            return self.addresses.record(language, entry.kind, entry.slug)
        if entry.slug == "home":  # its words stand on the first page
            return self.addresses.home(language)
        return self.addresses.page(language, entry.slug)

    def link(self, entry: Entry[Any]) -> Link:
        """A link to the page of an entry."""
        return Link(address=self.address(entry), words=self.title(entry))

    def outlink(self, url: str | None, text: str, hreflang: str | None = None) -> Outlink | None:
        """A link to another site, if there is one."""
        return Outlink(url=url, words=Words(text=text), hreflang=hreflang) if url else None

    def notice(self, entry: Entry[Any]) -> TranslationNotice | None:
        """What a reader must know of the translation: that there is none, or that it may be behind."""
        wording, original = entry.wording(self.language), entry.original
        if wording.fresh and wording.language == self.language:
            return None
        word = "translation-stale" if wording.language == self.language else "translation-missing"
        text = self.tongue.text(word, language=self.tongue.name_of(original.language))
        title = self.words(original.title, original.language)
        link = Link(address=self.address_in(original.language, entry), words=title)
        return TranslationNotice(text=text, original=link)

    def prose(
        self,
        entry: Entry[Any],
        *,
        on: Entry[Any] | None = None,
        prefix: str = "",
        deeper: int = 0,
    ) -> Prose | None:
        """The body of an entry, shown on its own page, or on that of another entry; its troubles are told once."""
        wording = entry.wording(self.language)
        text = wording.body
        if not text.strip():
            return None
        if on:
            text = OWN_HEADING.sub(rf"\g<1>{entry.slug}.md#", text)
        here = self.address(on or entry)
        html, troubles = self.maker.make(
            text, lambda href: self.resolve(href, entry, here), prefix=prefix, deeper=deeper
        )
        if on is None:
            self.problems.extend(self.located(trouble, wording) for trouble in troubles)
        lang = None if wording.language == self.language else wording.language
        return Prose(html=html, lang=lang)

    def resolve(self, href: str, entry: Entry[Any], here: str) -> str | None:
        """A link to the file of a record (`../funds/x.md`) as a link from the page at `here`."""
        path, _, fragment = href.partition("#")
        folder, name = posixpath.split(posixpath.normpath(posixpath.join(entry.kind, path)))
        slug = name.removesuffix(".md").split(".")[0]
        known: Any = getattr(self.catalogue, folder, {}) if name.endswith(".md") and folder.isalpha() else {}
        found = known.get(slug) if hasattr(known, "get") and folder != "contacts" else None
        if found is None:
            return None
        target = relative(self.address(getattr(found, "entry", found)), here)
        return f"{target}#{fragment}" if fragment else target

    def located(self, trouble: Trouble, wording: Wording) -> Problem:
        """A trouble of the prose at its line."""
        at = max(wording.body.find(trouble.needle), 0)
        line = wording.source.body_line + wording.body.count("\n", 0, at)
        column = at - (wording.body.rfind("\n", 0, at) + 1) + 1
        file, code = wording.source.file, trouble.code
        return Problem(file=file, line=line, column=column, code=code, message=trouble.message, fix=trouble.fix)

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
