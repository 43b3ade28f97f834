"""No amount, date or rate differs between a page and any data made of it, in any language; and nothing is missing anywhere.

Pages are read by lxml, their words by the few lines here: nothing of the program tells these tests what it meant.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from tests.built_index import shards_in
from tests.front_door import LANGUAGES

SITES = ("built", "example_built")
MARKS = {"nl": (".", ","), "en": (",", ".")}  # between thousands, and before the decimals
TIME = r"(\d{1,2})[:.](\d\d)"
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
Moment = date | datetime


class Shown(NamedTuple):
    """A call as one of its pages shows it."""

    language: str
    html: BeautifulSoup

    def texts(self, selector: str) -> list[str]:
        return [each.get_text(" ", strip=True) for each in self.html.select(selector)]

    @property
    def money(self) -> str:
        """All that its figures say: in the head of the page, and below."""
        head = ".key:not(.key--deadline):not(:has(.run-on)) :is(.figure, .remark)"
        return " | ".join(self.texts(f"{head}, .figures dd.figure, .parts__amount"))

    def numbers(self, *, rates: bool) -> set[Decimal]:
        """The numbers among its figures, or those of them that are percentages."""
        group, point = (re.escape(mark) for mark in MARKS[self.language])
        form = rf"(\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{point}(\d+))?(\s*%)?"
        return {
            Decimal(re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else ""))
            for whole, decimals, percent in re.findall(form, self.money)
            if bool(percent) is rates
        }

    def moments(self, selector: str) -> set[Moment]:
        """The moments it names, as machines read them; the words beside them say the same."""
        found = set()
        said = ""
        for time in self.html.select(selector):
            iso = str(time["datetime"])
            moment = datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
            words = time.get_text(" ", strip=True).replace("\u00a0", " ")
            is_whole = bool(re.search(r"\d{4}", words))
            said = words if is_whole else re.sub(TIME, words, said)  # a time is of the day that was named before it
            assert self.read(said) == (moment.astimezone(BRUSSELS) if isinstance(moment, datetime) else moment), iso
            found.add(moment)
        return found

    def read(self, words: str) -> Moment:
        """The moment that words name."""
        told = re.search(rf"(\d{{1,2}}) (\w+) (\d{{4}})(?:\D+{TIME})?", words)
        assert told, words
        day = date(int(told[3]), MONTHS[self.language].index(told[2]) + 1, int(told[1]))
        if told[4] is None:
            return day
        return datetime(day.year, day.month, day.day, int(told[4]), int(told[5]), tzinfo=BRUSSELS)

    @property
    def linked(self) -> dict[str, Any]:
        """Its JSON-LD."""
        scripts = self.html.select('script[type="application/ld+json"]')
        assert len(scripts) == 1
        found: dict[str, Any] = json.loads(scripts[0].get_text())
        return found


BRUSSELS = ZoneInfo("Europe/Brussels")


class Site(NamedTuple):
    """A built catalogue, as whoever uses its data has it."""

    folder: Path
    calls: dict[str, dict[str, Any]]
    rows: dict[str, dict[str, str]]
    opportunities: dict[str, dict[str, dict[str, Any]]]  # by language and slug

    def pages(self) -> Iterator[tuple[str, Shown]]:
        """Every page of a call, found by the address that its data give."""
        for slug, call in self.calls.items():
            for language, url in call["urls"].items():
                yield slug, Shown(language, BeautifulSoup(self.file_of(url).read_bytes(), "lxml"))

    def file_of(self, url: str) -> Path:
        """The file behind an address of the site."""
        top = next(iter(self.calls.values()))["urls"]["nl"].partition("/nl/")[0]
        return self.folder / url.removeprefix(f"{top}/")


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> Site:
    folder: Path = request.getfixturevalue(request.param)
    calls = json.loads((folder / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    with (folder / "data" / "calls.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    shared = {}
    for language in LANGUAGES:
        found = json.loads((folder / "data" / f"commongrants.{language}.json").read_text(encoding="utf-8"))
        slugs = {call["urls"][language]: call["slug"] for call in calls}
        shared[language] = {slugs[item["customFields"]["url"]["value"]]: item for item in found["items"]}
    return Site(folder, {call["slug"]: call for call in calls}, rows, shared)


@pytest.fixture(scope="module")
def pages(site: Site) -> list[tuple[str, Shown]]:
    return list(site.pages())


def amounts_in(found: Any) -> Iterator[Decimal]:
    """Every amount in JSON, at any depth."""
    if isinstance(found, dict):
        if "amount" in found and "currency" in found:
            yield Decimal(found["amount"])
        for each in found.values():
            yield from amounts_in(each)
    elif isinstance(found, list):
        for each in found:
            yield from amounts_in(each)


def rates_in(found: dict[str, Any] | None) -> set[Decimal]:
    """The rates of co-financing."""
    return {Decimal(found[name].removesuffix("%")) for name in ("rate", "up_to") if name in (found or {}) and found}


def moment_of(typed: str) -> Moment:
    """A moment as the data write one: a day, or a time of the catalogue's zone."""
    if "T" not in typed:
        return date.fromisoformat(typed)
    return datetime.fromisoformat(typed).replace(tzinfo=BRUSSELS).astimezone(UTC)


def test_every_amount_of_a_call_is_on_its_page_and_no_other(site: Site, pages: list[tuple[str, Shown]]) -> None:
    for slug, page in pages:
        budget = site.calls[slug].get("budget", {})
        expected = {Decimal(budget["expected_grants"])} if "expected_grants" in budget else set()
        assert page.numbers(rates=False) == {*amounts_in(budget), *expected}, (slug, page.language)


def test_every_rate_of_a_call_is_on_its_page_and_no_other(site: Site, pages: list[tuple[str, Shown]]) -> None:
    for slug, page in pages:
        assert page.numbers(rates=True) == rates_in(site.calls[slug].get("cofinancing")), (slug, page.language)


def test_every_date_of_a_call_is_on_its_page_and_no_other(site: Site, pages: list[tuple[str, Shown]]) -> None:
    for slug, page in pages:
        call = site.calls[slug]
        moments = call["deadline"]["moments"]
        given = {moment_of(each[name]) for each in moments for name in ("at", "extended_from") if name in each}
        assert page.moments(".deadline time, .deadline-lines time, .extension time") == given, (slug, page.language)
        sessions = {
            moment_of(each[name]) for each in call.get("events", []) for name in ("starts", "ends") if name in each
        }
        assert page.moments(".event__when time") == sessions, (slug, page.language)
        days = {
            ".fact--opens time": "opens", ".key--deadline .deadline-note time": "verified", ".fact--cancelled time": "cancelled",
        }  # fmt: skip
        for selector, name in days.items():
            assert page.moments(selector) == ({moment_of(call[name])} if name in call else set()), (slug, name)


def test_a_row_says_the_same_as_the_page(site: Site) -> None:
    for slug, row in site.rows.items():
        call = site.calls[slug]
        budget = call.get("budget", {})
        told = [budget.get("total"), budget.get("grant", {}).get("min"), budget.get("grant", {}).get("max")]
        assert [row[name] for name in ("budget_total", "grant_min", "grant_max")] == [
            each["amount"] if each else "" for each in told
        ]
        assert {each["currency"] for each in told if each} == ({row["currency"]} if row["currency"] else set())
        assert row["cofinancing"] == call.get("cofinancing", {}).get("rate", "")
        moments = [each for each in row["deadlines"].split("; ") if each]
        assert [moment_of(each.replace(" ", "T")) for each in moments] == [
            moment_of(each["at"]) for each in call["deadline"]["moments"]
        ]
        for name in ("opens", "published", "verified"):
            assert row[name].replace(" ", "T") == call.get(name, "")


def event_moment(event: dict[str, Any], prefix: str = "") -> Moment:
    """A moment as CommonGrants writes one."""
    names = (f"{prefix}Date", f"{prefix}Time") if prefix else ("date", "time")
    time = event.get(names[1])
    return moment_of(f"{event[names[0]]}T{time}" if time else event[names[0]])


def test_the_shape_of_commongrants_says_the_same_as_the_page(site: Site, pages: list[tuple[str, Shown]]) -> None:
    for slug, page in pages:
        call, item = site.calls[slug], site.opportunities[page.language][slug]
        budget, funding = call.get("budget", {}), item.get("funding", {})
        names = {
            "totalAmountAvailable": budget.get("total"),
            "minAwardAmount": budget.get("grant", {}).get("min"),
            "maxAwardAmount": budget.get("grant", {}).get("max"),
        }
        assert {name: funding.get(name) for name in names} == names
        assert set(amounts_in(funding)) <= page.numbers(rates=False)
        assert str(funding.get("estimatedAwardCount", "")) == budget.get("expected_grants", "")
        rates = item["customFields"].get("cofinancing", {}).get("value")
        assert rates_in(rates) == page.numbers(rates=True)
        dates = item["keyDates"]
        shown = page.moments(".deadline time, .deadline-lines time")
        if call["deadline"]["moments"]:
            assert event_moment(dates["closeDate"]) in shown
            if call["next_deadline"]:
                ends = [each for each in call["deadline"]["closes"] if each == call["next_deadline"]]
                position = call["deadline"]["closes"].index(ends[0])
                assert event_moment(dates["closeDate"]) == moment_of(call["deadline"]["moments"][position]["at"])
        else:
            assert dates["closeDate"]["details"] == page.texts(".deadline")[0]
            assert not shown
        others = dates.get("otherDates", {})
        several = {event_moment(each) for name, each in others.items() if name.startswith(("stage", "cutoff"))}
        given = {moment_of(each["at"]) for each in call["deadline"]["moments"]}
        assert several == (given if len(given) > 1 else set())
        assert {event_moment(each) for name, each in others.items() if name == "opens"} == page.moments(
            ".fact--opens time"
        )
        sessions = {
            event_moment(each, part)
            for name, each in others.items()
            if name.startswith("session")
            for part in (("start", "end") if each["eventType"] == "dateRange" else ("",))
        }
        assert sessions == page.moments(".event__when time")


def test_the_linked_data_of_a_page_say_the_same_as_the_page(site: Site, pages: list[tuple[str, Shown]]) -> None:
    for slug, page in pages:
        call, found = site.calls[slug], page.linked
        grant = found["mainEntity"]
        told = {
            Decimal(each[name])
            for each in grant.get("amount", [])
            for name in ("value", "minValue", "maxValue")
            if name in each
        }
        budget = call.get("budget", {})
        assert told == {*amounts_in({name: budget.get(name) for name in ("total", "grant")})}, slug
        assert told <= page.numbers(rates=False)
        assert grant["name"] == page.texts("h1")[0]
        applying = grant.get("potentialAction", {})
        entries = (
            call["deadline"]["moments"][:1] if call["deadline"]["model"] == "two-stage" else call["deadline"]["moments"]
        )
        if entries and call["status"] != "cancelled":
            last, end = moment_of(entries[-1]["at"]), datetime.fromisoformat(applying["endTime"])
            assert last == (end if isinstance(last, datetime) else end.date()), slug
            assert isinstance(last, datetime) or (end.hour, end.minute, end.second) == (23, 59, 59)
        else:
            assert "endTime" not in applying
        if "startTime" in applying:
            opens, begin = moment_of(call["opens"]), datetime.fromisoformat(applying["startTime"])
            assert opens == (begin if isinstance(opens, datetime) else begin.date()), slug
        assert {found.get("lastReviewed")} == {call.get("verified")}
        assert {found.get("datePublished")} == {call.get("published")}


def test_nothing_is_missing_anywhere(site: Site) -> None:
    """Calls in = pages = JSON = files of their own = rows = opportunities = entries of search = places in the sitemap."""
    slugs = set(site.calls)
    assert slugs
    assert {path.stem for path in (site.folder / "data" / "calls").glob("*.json")} == slugs
    assert site.rows.keys() == slugs
    places = {loc.text for loc in ET.parse(site.folder / "sitemap.xml").iter() if loc.tag.endswith("}loc")}  # noqa: S314 - our own
    for language in LANGUAGES:
        assert site.opportunities[language].keys() == slugs
        urls = {call["urls"][language] for call in site.calls.values()}
        assert len(urls) == len(slugs)
        assert urls <= places
        assert all(site.file_of(url).is_file() for url in urls)
        folder = site.file_of(next(iter(urls))).parent
        lists = {path.name for path in folder.glob("index*.html")}
        leading_on = {path.name for path in folder.glob("*.html") if 'http-equiv="refresh"' in path.read_text("utf-8")}
        assert {path.name for path in folder.glob("*.html")} - lists - leading_on == {f"{slug}.html" for slug in slugs}
        found = [slug for shard in shards_in(site.folder, language) for slug in shard.slugs]
        assert sorted(found) == sorted(slugs)
