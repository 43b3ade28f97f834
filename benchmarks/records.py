"""The records around the calls: funds, themes, kinds of beneficiary, contacts, pages and site.toml, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.shape import SEED
from benchmarks.vocabulary import vocabulary
from oproep.model.mark import mark_of

LANGUAGES = ("nl", "en")
PERIODS = ((2014, 2020), (2021, 2027))
# The EU's programmes by how many calls they have, and the share of a hundred.
PROGRAMMES = (
    ("horizon", 40), ("relex", 9), ("edf", 6), ("life", 6), ("erasmus", 5), ("cef", 4), ("euratom", 3), ("digital", 3),
    ("interreg", 3), ("efro", 3), ("esf", 3), ("amif", 2), ("cerv", 2), ("crea", 2), ("smp", 2), ("just", 2),
    ("isf", 2), ("i3", 1), ("jtm", 1), ("rfcs", 1),
)  # fmt: skip
THEMES = (
    ("onderzoek-en-innovatie", "Research and innovation"), ("klimaat-en-milieu", "Climate and environment"),
    ("energie", "Energy"), ("digitalisering", "Digitalisation"), ("gezondheid", "Health"), ("mobiliteit", "Mobility"),
    ("landbouw-en-voeding", "Farming and food"), ("onderwijs-en-opleiding", "Education and training"),
    ("veiligheid-en-justitie", "Security and justice"), ("ondernemerschap", "Entrepreneurship"),
    ("cultuur", "Culture"), ("migratie", "Migration"), ("sociale-inclusie", "Social inclusion"), ("werk", "Work"),
    ("integratie", "Integration"), ("wonen-en-stadsontwikkeling", "Housing and urban development"),
    ("burgerschap", "Citizenship"), ("asiel", "Asylum"), ("sport", "Sport"), ("terugkeer", "Return"),
)  # fmt: skip
BENEFICIARIES = (
    ("internationale-organisaties", "International organisations"), ("kmos", "SMEs"),
    ("koepelorganisaties", "Umbrella organisations"), ("lokale-overheden", "Local authorities"), ("ngos", "NGOs"),
    ("non-profitorganisaties", "Non-profit organisations"), ("onderzoeksinstellingen", "Research institutions"),
    ("overheden", "Public authorities"), ("private-ondernemingen", "Private companies"),
    ("publieke-ondernemingen", "Public companies"), ("regionale-overheden", "Regional authorities"),
    ("scholen", "Schools"), ("sociale-partners", "Social partners"),
    ("universiteiten-en-hogescholen", "Universities and university colleges"),
)  # fmt: skip
CONTACTS = 60
SITE = """url = "https://catalogue.example.org/"
publisher = "Example"
languages = ["nl", "en"]
time_zone = "Europe/Brussels"

[name]
nl = "Meetcatalogus"
en = "Measured catalogue"

[regions]
BE-VLG = { nl = "Vlaanderen", en = "Flanders" }
"""


@dataclass(frozen=True)
class Words:
    """What a record says in one language."""

    title: str
    summary: str
    body: str


def record(slug: str, dutch: Words, english: Words, facts: str) -> Iterator[tuple[str, str]]:
    """The two files of a record by name: Dutch is the original and has the facts, as lines of YAML."""
    mark = mark_of(dutch.title, dutch.summary, dutch.body)
    yield f"{slug}.md", file_text(dutch, f"language: nl\n{facts}")
    yield f"{slug}.en.md", file_text(english, f"translates: {mark}\n")


def file_text(words: Words, rest: str) -> str:
    """One file."""
    title = f'"{words.title}"' if ": " in words.title else words.title
    return f"---\ntitle: {title}\nsummary: >-\n  {words.summary}\n{rest}---\n\n{words.body}\n"


def records() -> Iterator[tuple[str, str]]:
    """Every file below content/ that is not a call, by its path from there."""
    yield "site.toml", SITE
    for slug, title in THEMES:
        yield from topic(f"themes/{slug}", title, f"related: [{neighbour(slug)}]\n")
    for slug, title in BENEFICIARIES:
        yield from topic(f"beneficiaries/{slug}", title, "")
    for slug, title in (("home", "Find a call"), ("about", "About this catalogue")):
        yield from topic(f"pages/{slug}", title, "")
    for at, (programme, _) in enumerate(PROGRAMMES):
        for first, last in PERIODS:
            chosen = [BENEFICIARIES[(at + step) % len(BENEFICIARIES)][0] for step in range(0, 12, 2)]
            facts = (
                f"abbreviation: {programme.upper()}\nprogramme: {programme}\nperiod: {first}-{last}\n"
                f"themes: [{THEMES[at][0]}, {neighbour(THEMES[at][0])}]\nbeneficiaries: [{', '.join(chosen)}]\n"
                f"contacts: [contact-{at + 1}]\nbudget:\n  total: EUR {40 - at} 250 000 000\n"
            )
            yield from topic(f"funds/{programme}-{first}-{last}", f"{programme.upper()} {first}-{last}", facts)
    for at in range(1, CONTACTS + 1):
        facts = f"organisation: Example office {at}\nemail: office{at}@example.org\nphone: +32 2 500 {at:02} {at:02}\n"
        yield f"contacts/contact-{at}.md", f"---\n{facts}url: https://www.example.org/office/{at}\n---\n"


def topic(path: str, title: str, facts: str) -> Iterator[tuple[str, str]]:
    """The files of a record with a few sentences in each language."""
    chance = Random(f"{SEED}/{path}")
    name = path.split("/")[1]
    titles = {"en": title, "nl": title if path.startswith("funds") else name.replace("-", " ").capitalize()}
    told = {}
    for code in LANGUAGES:
        words = vocabulary(code)
        body = f"{words.text(chance, 60)}\n\n{words.text(chance, 40)}"
        told[code] = Words(titles[code], words.sentence(chance, 18), body)
    yield from record(path, told["nl"], told["en"], facts)


def neighbour(theme: str) -> str:
    """Another theme."""
    slugs = [slug for slug, _ in THEMES]
    return slugs[(slugs.index(theme) + 1) % len(slugs)]
