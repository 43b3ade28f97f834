"""Whom to ask: bodies and persons with the addresses they publish, information sessions, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from oproep.model.keys import Group, key, required
from oproep.model.moment import DAY, MOMENT, Moment
from oproep.model.problem import quoted, wrong
from oproep.model.shape import Json, ListOf, Pattern, Raw, Reference, Shape, SlugOf, text_of
from oproep.model.words import LABEL, LANGUAGE, LINE, NAME, Label

EMAIL = Pattern(
    r"^[A-Za-z0-9._+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
    "email-form",
    "an e-mail address",
    "Write one address, such as info@example.org.",
    longest=254,
)


SLUG_OF_CONTACT = "The name of its file, when the contact has one."
LONGEST_URL = 2000
PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]*[A-Za-z0-9](?:/[^\s<>\"'`\\]*)?")  # most are: it asks no more of them


class Url(Shape[str]):
    """The address of a page on the web: http or https, with a host."""

    def read(self, raw: Raw) -> str:
        text = text_of(raw)
        if len(text) <= LONGEST_URL and PLAIN_URL.fullmatch(text):
            return text
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"'`\\]", text)
        except ValueError:
            good = False
        if not good or len(text) > LONGEST_URL:
            bare = re.fullmatch(r"(www\.)?[\w-]+(\.[\w-]+)+(/\S*)?", text)
            fix = f"Write https://{text}." if bare else "Write the whole address, beginning with https://."
            spaced = text.replace(" ", "%20")
            if len(spaced) <= LONGEST_URL and spaced != text and PLAIN_URL.fullmatch(spaced):
                fix = f"Write {spaced}."
            raise wrong("url-form", f"{quoted(text)} is not the address of a page.", fix)
        return text

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": LONGEST_URL}


def is_international(text: str) -> bool:
    """A plus sign, the code of a country and at most 15 digits in all, with single spaces between groups."""
    return bool(re.fullmatch(r"\+[1-9]( ?[0-9])+", text)) and 7 <= sum(map(str.isdigit, text)) <= 15


class Telephone(Shape[str]):
    """A telephone number in international form (E.123, at most the 15 digits of E.164): `+32 2 500 24 60`."""

    def read(self, raw: Raw) -> str:
        text = " ".join(text_of(raw).split())
        if not is_international(text):
            bare = " ".join(re.sub(r"\(0\)|[()/.\-]", " ", text).split())
            with_country = re.sub(r"^(00 ?)(?=[1-9])", "+", bare)
            national = re.sub(r"^0 ?", "+32 ", bare)
            if is_international(with_country):
                fix = f"Write {with_country}."
            elif is_international(national):
                fix = f"Write it with the country: {national}."
            else:
                fix = "Write it with the country and spaces: +32 2 500 24 60."
            raise wrong("phone-form", f"{quoted(text)} is not a telephone number in international form.", fix)
        return text

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^\+[1-9][0-9 ]{6,20}$"}


URL = Url()
TELEPHONE = Telephone()


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A body or a person that a source publishes as the contact, with where and when it did."""

    organisation: Label | None = key(NAME, "The body's own name.", "FOD Binnenlandse Zaken")
    person: str | None = key(LINE, "The person, when the source publishes one as the contact.", "An Peeters")
    role: Label | None = key(LABEL, "What they do there.", "{nl: dossierbeheerder, en: programme officer}")
    email: str | None = key(EMAIL, "E-mail address.", "info@example.org")
    phone: tuple[str, ...] = key(ListOf(TELEPHONE, most=5), "Telephone, with the country.", "+32 2 500 24 60")
    url: str | None = key(URL, "Their page.", "https://www.example.org")
    address: str | None = key(LINE, "Postal address, on one line.", "Havenlaan 88, 1000 Brussel")
    source: Label | None = key(LABEL, "Which page says so, and of when.", "{nl: fondspagina 2018, en: fund page 2018}")
    verified: date | None = key(DAY, "When these details were last seen at their source.", "2026-10-01")


class SlugOrContact(Shape[str | Contact]):
    """The slug of a record in content/contacts/, or a contact written out."""

    def __init__(self) -> None:
        self.slug, self.contact = SlugOf("contacts"), Group(Contact)

    def read(self, raw: Raw) -> str | Contact:
        if isinstance(raw, str):
            return self.slug.read(raw)
        found = self.contact.read(raw)
        if not (found.organisation or found.person or found.email):
            raise wrong("nameless", "This contact has no name.", "Add ‘organisation:’, ‘person:’ or ‘email:’.")
        return found

    def data(self, value: str | Contact) -> Json:
        return value if isinstance(value, str) else self.contact.data(value)

    def schema(self) -> dict[str, Json]:
        return {"anyOf": [self.slug.schema(), self.contact.schema()]}

    def published(self) -> dict[str, Json]:
        """Written out, since nobody can look up a slug of a contact: those have no pages."""
        whole = self.contact.published()
        slug: Json = {**self.slug.published(), "description": SLUG_OF_CONTACT}
        named = whole["properties"]
        return {**whole, "properties": {"slug": slug, **named}} if isinstance(named, dict) else whole

    def record(self) -> type | None:
        return self.contact.record()

    def named(self) -> str | None:
        return self.slug.named()

    def references(self, value: str | Contact) -> Iterator[Reference]:
        if isinstance(value, str):
            yield from self.slug.references(value)


@dataclass(frozen=True, kw_only=True)
class Event:
    """An information session."""

    title: Label = required(LABEL, "What it is.", "{nl: Infosessie, en: Information session}")
    starts: Moment = required(MOMENT, "When it begins.", "2026-01-16 13:00")
    ends: Moment | None = key(MOMENT, "When it ends.", "2026-01-16 15:00")
    place: Label | None = key(NAME, "Where it is, or ‘online’.", "Ellipsgebouw, Brussel")
    url: str | None = key(URL, "Where to enrol or take part.", "https://example.org/enrol")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document to read at its source."""

    label: Label = required(NAME, "What it is.", "{nl: Handleiding, en: Guide for applicants}")
    url: str = required(URL, "Where it is.", "https://example.org/guide.pdf")
    language: str | None = key(LANGUAGE, "The language it is in.", "en")


@dataclass(frozen=True, kw_only=True)
class Links:
    """Pages of the call or fund elsewhere."""

    apply: str | None = key(URL, "Where to hand in a proposal.", "https://example.org/apply")
    source: str | None = key(URL, "The official page these facts come from.", "https://example.org/call")
    documents: tuple[Document, ...] = key(
        ListOf(Group(Document)), "Documents.", "[{label: {nl: Handleiding, en: Guide}, url: https://example.org/g.pdf}]"
    )


CONTACTS = ListOf(SlugOrContact(), most=30)
EVENTS = ListOf(Group(Event), most=50)
LINKS = Group(Links)
