"""The catalogue as a whole becomes what its own pages show: home, the lists, search, about, the chooser, the 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from oproep.catalogue.brief import NO_YEAR
from oproep.catalogue.entry import Entry
from oproep.model.fund import Fund
from oproep.model.settings import Settings
from oproep.model.status import Status
from oproep.model.topic import SitePage
from oproep.rendering.linked_data import website
from oproep.rendering.money_bars import money_bars
from oproep.rendering.pages import (
    AboutPage,
    FundList,
    Greeting,
    HomePage,
    ManyTongues,
    SearchChoice,
    SearchFilter,
    SearchPage,
    SearchTarget,
    TopicList,
)
from oproep.rendering.parts import Fact, Shown
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

GREETING_WORDS = (
    "chooser-text", "chooser-go", "missing-title", "missing-text", "missing-search", "missing-calls", "missing-home",
)  # fmt: skip
PAGES_OF_THEIR_OWN = frozenset({"home", "about"})  # the others are text alone, linked in the footer


def home_page(rows: Rows) -> HomePage:
    """What closes soon, what is new, the themes, the funds."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue
    welcome = catalogue.pages.get("home")
    return HomePage(
        welcome=scribe.prose(welcome) if welcome else None,
        closing=tuple(rows.at_home(brief.slug) for brief in catalogue.at_home.closing),
        newest=tuple(rows.at_home(brief.slug) for brief in catalogue.at_home.newest),
        themes=rows.topics(catalogue.themes.values()),
        funds=rows.funds(catalogue.funds.values()),
        beneficiaries=rows.topics(catalogue.beneficiaries.values()),
        counts=catalogue.all_counts,
        total_calls=len(catalogue.briefs),
        linked=website(scribe),
    )


def about_page(rows: Rows) -> AboutPage:
    """What this catalogue is, and how much is in it."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue
    entry = catalogue.pages.get("about")
    counts = tuple(
        Fact(
            key=kind,
            label=scribe.tongue.text(f"count-{kind}"),
            values=(Shown(words=Words(text=scribe.tongue.number(len(catalogue.of_kind(kind))))),),
        )
        for kind in ("calls", "funds", "themes")
    )
    settings = catalogue.settings
    return AboutPage(
        body=scribe.prose(entry) if entry else None,
        counts=counts,
        repository=scribe.outlink(settings.repository, scribe.called(settings.repository or "")),
        report=scribe.outlink(
            scribe.repository.report if scribe.repository else None, scribe.tongue.text("report-forge-link")
        ),
        email=scribe.outlink(f"mailto:{settings.email}", settings.email) if settings.email else None,
    )


def plain_page(rows: Rows, entry: Entry[SitePage]) -> AboutPage:
    """Any other page of the catalogue's own: its text alone."""
    return AboutPage(body=rows.scribe.prose(entry), counts=())


def fund_list(rows: Rows) -> FundList:
    """All funds, and the money of their calls."""
    scribe = rows.scribe
    funds = rows.in_families(scribe.catalogue.funds.values())
    return FundList(funds=tuple(map(rows.fund, funds)), money=money_bars(scribe, funds))


def theme_list(rows: Rows) -> TopicList:
    """All themes, and the money of their calls."""
    scribe, themes = rows.scribe, rows.scribe.catalogue.themes.values()
    by_name = sorted(themes, key=lambda theme: scribe.title(theme).text.casefold())
    return TopicList(kind="theme", topics=rows.topics(themes), money=money_bars(scribe, by_name))


def beneficiary_list(rows: Rows) -> TopicList:
    """All kinds of beneficiary. Nearly every call is for several of them, so their money says little."""
    return TopicList(kind="beneficiary", topics=rows.topics(rows.scribe.catalogue.beneficiaries.values()))


def search_page(rows: Rows) -> SearchPage:
    """The filters of the search, with every value that a call has, and the pages beside those of calls."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue

    def topics(kind: str) -> tuple[SearchChoice, ...]:
        entries = [entry for slug, entry in getattr(catalogue, kind).items() if catalogue.calls_of(kind, slug)]
        choices = [SearchChoice(value=entry.slug, label=name_of(scribe, entry)) for entry in entries]
        return tuple(sorted(choices, key=lambda choice: choice.label.casefold()))

    years = sorted({year for brief in catalogue.briefs.values() for year in brief.years}, reverse=True)
    standings = [SearchChoice(value=word, label=scribe.tongue.text(f"status-{word}")) for word in Status]
    groups: tuple[tuple[str, Iterable[SearchChoice]], ...] = (
        ("status", standings),
        ("theme", topics("themes")),
        ("fund", topics("funds")),
        ("beneficiary", topics("beneficiaries")),
        ("year", [SearchChoice(value=year, label=year_label(scribe, year)) for year in years]),
    )
    return SearchPage(
        calls=len(catalogue.briefs),
        joined=tuple(each.path for each in catalogue.settings.joined),
        targets=tuple(search_targets(rows)),
        filters=tuple(
            SearchFilter(name=name, label=scribe.tongue.text(f"filter-{name}"), choices=tuple(choices))
            for name, choices in groups
        ),
    )


def search_targets(rows: Rows) -> Iterator[SearchTarget]:
    """Themes, kinds of beneficiary and funds, with what else people call them; each kind by name."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue
    groups: tuple[tuple[str, Iterable[Entry[Any]]], ...] = (
        ("kind-theme", catalogue.themes.values()),
        ("kind-beneficiary", catalogue.beneficiaries.values()),
        ("key-fund", catalogue.funds.values()),
    )
    for kind, entries in groups:
        for entry in sorted(entries, key=lambda entry: scribe.title(entry).text.casefold()):
            names = (getattr(entry.facts, "abbreviation", None), *entry.keywords(scribe.language))
            yield SearchTarget(
                kind=scribe.tongue.text(kind), link=scribe.link(entry), names=", ".join(filter(None, names))
            )


def name_of(scribe: Scribe, entry: Entry[Any]) -> str:
    """A record as a filter names it: a fund by its abbreviation too."""
    title = scribe.title(entry).text
    short = scribe.abbreviation(entry) if isinstance(entry.facts, Fund) else None
    return f"{title} ({short})" if short else title


def year_label(scribe: Scribe, year: str) -> str:
    """A year as a filter shows it."""
    return scribe.tongue.text("year-none") if year == NO_YEAR else year


def many_tongues(scribes: Iterable[Scribe], base: str | None = None) -> ManyTongues:
    """A page that speaks every language at once."""
    return ManyTongues(
        base=base,
        greetings=tuple(
            Greeting(
                language=scribe.language,
                autonym=scribe.tongue.autonym,
                home=scribe.addresses.home(scribe.language),
                search=scribe.addresses.page(scribe.language, "search"),
                calls=scribe.addresses.all(scribe.language, "calls"),
                words=tuple((word, scribe.tongue.text(word)) for word in GREETING_WORDS),
            )
            for scribe in scribes
        ),
    )


def base_path(settings: Settings) -> str:
    """The path that the catalogue is published under, with its slashes."""
    return urlsplit(settings.url).path or "/"
