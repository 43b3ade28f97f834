"""The catalogue becomes the page that asks a reader a few questions and finds the calls that fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from oproep.catalogue.entry import Entry
from oproep.model.money import Money
from oproep.model.place import BESIDE_MEMBERS, COUNTRIES, MEMBERS, OVERSEAS, PARTS_OF_MEMBERS, UNIONS, covering
from oproep.model.shape import plain_slug
from oproep.rendering.parts import TopicBrief
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.tongue import Tongue
from oproep.rendering.words import Words

CURRENCY = "EUR"  # amounts in another are told, never converted
STEPS = (100_000, 500_000, 2_000_000, 5_000_000)  # between what one looks for in a project
WEEKS = (2, 4, 8, 12, 26)  # to prepare
QUESTIONS = ("beneficiary", "place", "theme", "amount", "weeks", "forthcoming")
COUNTS = {
    "fits": "finder-fits", "perhaps": "finder-perhaps", "perhaps-only": "finder-perhaps-only",
    "out": "finder-out", "all": "finder-all",
    "days": "finder-days-left", "weeks": "finder-weeks-left",
    **{f"out-{question}": f"finder-out-{question}" for question in QUESTIONS}, "out-several": "finder-out-several",
}  # fmt: skip
SAID = (
    *(f"finder-unknown-{question}" for question in ("beneficiary", "place", "theme", "amount", "weeks")),
    *(f"finder-not-{question}" for question in ("beneficiary", "place", "theme", "total", "forthcoming")),
    "finder-near-place", "finder-other-currency", "finder-less-than-a-day", "finder-rolling", "finder-no-answers",
    "finder-none", "finder-unread", "finder-failed", "finder-copied", "finder-copy-by-hand", "finder-mark-fits",
    "finder-mark-unknown", "finder-mark-out", "finder-more", "money-from-to", "money-from", "money-to", "per-project",
    "key-deadline", "key-budget",
)  # fmt: skip


class TopicChoice(NamedTuple):
    """A theme or a kind of organisation to choose, and its old names, which shared addresses may hold."""

    value: str
    words: Words
    aliases: str


class PlaceChoice(NamedTuple):
    """A country or a region to choose, and what else covers it: “BE EU EEA world”."""

    value: str
    label: str
    covered: str


class PlaceGroup(NamedTuple):
    """Places under a heading."""

    label: str
    places: tuple[PlaceChoice, ...]


class AmountChoice(NamedTuple):
    """What somebody looks for in a project: “100000-500000”, either end of which may be open."""

    value: str
    label: str


class FinderPage(NamedTuple):
    """The questions, and what the script says in answer to them."""

    calls: int  # 0: there is nothing to find
    beneficiaries: tuple[TopicChoice, ...]
    themes: tuple[TopicChoice, ...]
    places: tuple[PlaceGroup, ...]
    amounts: tuple[AmountChoice, ...]
    weeks: tuple[tuple[int, str], ...]
    unions: Mapping[str, str]  # by code, what calls name beside countries and regions
    words: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]
    locale: str  # by which a browser writes amounts as the other pages do (BCP 47)
    kinds: tuple[TopicBrief, ...]  # the ways in for who has no JavaScript
    subjects: tuple[TopicBrief, ...]


def finder_page(rows: Rows) -> FinderPage:
    """The questions in one language."""
    scribe = rows.scribe
    catalogue, tongue = scribe.catalogue, scribe.tongue
    return FinderPage(
        calls=len(catalogue.briefs),
        beneficiaries=topics(scribe, catalogue.beneficiaries.values()),
        themes=topics(scribe, catalogue.themes.values()),
        places=tuple(group for group in places(scribe) if group.places),
        amounts=tuple(amounts(tongue)),
        weeks=tuple((number, tongue.text("finder-weeks-n", n=number)) for number in WEEKS),
        unions={code: tongue.place(code, {}) for code in sorted(UNIONS)},
        words={word: tongue.left_open(word) for word in SAID},
        counts=tongue.forms(COUNTS),
        locale=str(tongue.locale).replace("_", "-"),
        kinds=rows.topics(catalogue.beneficiaries.values()),
        subjects=rows.topics(catalogue.themes.values()),
    )


def topics(scribe: Scribe, entries: Iterable[Entry[Any]]) -> tuple[TopicChoice, ...]:
    """All there are, by name: who is of a kind that no call names is served by those that name none."""
    found = (TopicChoice(each.slug, scribe.title(each), " ".join(each.facts.aliases)) for each in entries)
    return tuple(sorted(found, key=lambda choice: choice.words.text.casefold()))


def places(scribe: Scribe) -> tuple[PlaceGroup, ...]:
    """Where an applicant may be: the countries whose regions the catalogue names first, with these.

    Who is overseas chooses the state that it belongs to, for no rule says whether a call for the Union is for them.
    """
    tongue, regions = scribe.tongue, scribe.regions
    near = {code[:2] for code in regions}
    union = MEMBERS | PARTS_OF_MEMBERS

    def group(label: str, codes: Iterable[str]) -> PlaceGroup:
        found = (PlaceChoice(code, tongue.place(code, regions), " ".join(covering(code))) for code in codes)
        return PlaceGroup(label, tuple(sorted(found, key=lambda place: plain_slug(place.label))))

    return (
        *(group(tongue.place(country, {}), regions_of(country, regions)) for country in sorted(near)),
        group(tongue.text("finder-places-EU"), union - near),
        group(tongue.text("finder-places-EEA"), BESIDE_MEMBERS - near),
        group(tongue.text("finder-places-other"), COUNTRIES - union - BESIDE_MEMBERS - OVERSEAS - near),
    )


def regions_of(country: str, regions: Mapping[str, str]) -> tuple[str, ...]:
    """A country and those of its regions that the catalogue names."""
    return (country, *(code for code in regions if code.startswith(f"{country}-")))


def amounts(tongue: Tongue) -> Iterable[AmountChoice]:
    """What one may look for, from the least to the most, in euros."""

    def said(amount: int) -> str:
        return tongue.money(Money(currency=CURRENCY, amount=Decimal(amount)))

    yield AmountChoice(f"-{STEPS[0]}", tongue.text("money-to", max=said(STEPS[0])))
    for least, most in pairwise(STEPS):
        yield AmountChoice(f"{least}-{most}", tongue.text("money-from-to", min=said(least), max=said(most)))
    yield AmountChoice(f"{STEPS[-1]}-", tongue.text("finder-more-than", amount=said(STEPS[-1])))
