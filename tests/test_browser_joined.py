"""A reader searches two catalogues that were built apart and stand side by side: in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from oproep import site
from tests.broken.tiny import GOOD, SITE, write
from tests.built_index import shards_in

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LACKING = "(Een deel van de catalogus is nu niet bereikbaar.)"
BESIDE = {"current": "past", "past": "current"}
DAYS = {"current": ("2026-12-31", "2027-02-01", "2026-03-01"), "past": ("2019-05-06", "2020-07-08", "2018-01-02")}
Serve = Callable[[Path], str]


def settings(part: str | None, joined: str) -> str:
    named = f'part = "{part}"\n' if part else ""
    return named + SITE + f'\n[[joined]]\npath = "../{joined}/"\n'


def calls(of: str) -> Iterator[tuple[str, str]]:
    for at, day in enumerate(DAYS[of]):
        text = (
            f"---\ntitle: Oproep {of} {at}\nlanguage: nl\nidentifier: {of.upper()}-{day[:4]}-CL{at}\nfund: luchtkasteel\n"
            f"deadline: {day}\n---\n\nMolens malen. {'Suikerspin.' if of == 'past' and at == 1 else ''}\n"
        )
        yield f"calls/{of}-{at}.md", text


def built(folder: Path, sources: Path, parts: Mapping[str, str | None]) -> Path:
    """A folder with a catalogue for each part, each built by itself, that looks into the other."""
    for of, part in parts.items():
        others = {name: text for name, text in GOOD.items() if not name.startswith("calls/")}
        content = write(sources / of, {**others, **dict(calls(of)), "site.toml": settings(part, BESIDE[of])})
        site.build(content, folder / of, NOW, cache=None)
    shutil.copy(folder / next(iter(parts)) / "404.html", folder)  # of the host
    return folder


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp
    return built(place("both"), place("sources"), {"current": "current", "past": "past"})


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test when a script fails."""
    opened = browser.new_page(locale="nl-BE")
    opened.set_default_timeout(20_000)
    opened.clock.set_fixed_time(NOW)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    opened.close()
    assert wrong == []


def search(page: Page, address: str, query: str) -> list[str]:
    """The titles that are found, once the answer is there."""
    page.goto(f"{address}?{query}")
    expect(page.get_by_role("status")).to_have_text(re.compile("resulta|gevonden|results|found", re.IGNORECASE))
    page.wait_for_load_state("networkidle")
    return page.locator(".search-results .call-row__title").all_inner_texts()


def test_the_name_of_a_catalogue_stands_in_the_codes_of_its_shards(both: Path) -> None:
    assert [shard.name for shard in shards_in(both / "past", "nl")] == ["past-now"]
    assert [shard.name for shard in shards_in(both / "current", "en")] == ["current-now"]


def test_a_question_finds_calls_of_both_and_links_lead_to_their_pages(page: Page, serve: Serve, both: Path) -> None:
    address = serve(both)
    titles = search(page, f"{address}current/nl/zoeken.html", "q=molens")
    assert {title[:14] for title in titles[:3]} == {"Oproep current"}, "those of the page's own catalogue come first"
    assert sorted(titles[3:]) == ["Oproep past 0", "Oproep past 1", "Oproep past 2"]
    expect(page.get_by_role("status")).to_have_text("6 resultaten")
    page.get_by_role("link", name="Oproep past 1").click()
    expect(page).to_have_url(f"{address}past/nl/oproepen/past-1.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Oproep past 1")


def test_what_only_the_other_catalogue_says_is_found_from_either_side(page: Page, serve: Serve, both: Path) -> None:
    address = serve(both)
    assert search(page, f"{address}current/nl/zoeken.html", "q=suikerspin") == ["Oproep past 1"]
    assert search(page, f"{address}past/nl/zoeken.html", "q=current-2027") == ["Oproep current 1"]
    page.get_by_role("link", name="Oproep current 1").click()
    expect(page).to_have_url(f"{address}current/nl/oproepen/current-1.html")


@pytest.mark.parametrize("typed", ["PAST-2019-CL0", "2019-cl0", "past 2019"])
def test_an_identifier_of_the_other_catalogue_brings_its_call_to_the_top(
    typed: str, page: Page, serve: Serve, both: Path
) -> None:
    assert search(page, f"{serve(both)}current/nl/zoeken.html", f"q={typed}")[0] == "Oproep past 0"


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("status=closed", ["current 2", "past 1", "past 0", "past 2"]),
        ("q=molens&status=closed&sort=deadline", ["current 2", "past 1", "past 0", "past 2"]),
        ("fund=luchtkasteel&status=open", ["current 0", "current 1"]),
        ("q=molens&sort=deadline", ["current 0", "current 1", "current 2", "past 1", "past 0", "past 2"]),
    ],
)
def test_filters_and_the_order_hold_for_all(
    question: str, titles: list[str], page: Page, serve: Serve, both: Path
) -> None:
    found = search(page, f"{serve(both)}current/nl/zoeken.html", question)
    assert found == [f"Oproep {title}" for title in titles]


def test_sorted_by_deadline_what_is_open_beside_comes_before_what_is_over_here(
    page: Page, serve: Serve, both: Path
) -> None:
    found = search(page, f"{serve(both)}past/nl/zoeken.html", "q=molens&sort=deadline")
    assert found[:2] == ["Oproep current 0", "Oproep current 1"]


def test_a_catalogue_that_is_not_there_breaks_nothing_and_is_missed(
    page: Page, serve: Serve, both: Path, tmp_path: Path
) -> None:
    shutil.copytree(both / "current", tmp_path / "current")
    shutil.copy(both / "404.html", tmp_path)
    address = f"{serve(tmp_path)}current/nl/zoeken.html"
    assert len(search(page, address, "q=molens")) == 3
    expect(page.get_by_role("status")).to_have_text(f"3 resultaten {LACKING}")
    assert search(page, address, "q=xylofoon") == []
    expect(page.get_by_role("status")).to_have_text(re.compile(f"Niets gevonden.*{re.escape(LACKING)}"))


def test_a_catalogue_that_fails_half_way_is_missed_and_found_again(page: Page, serve: Serve, both: Path) -> None:
    page.route(re.compile(r"/past/.*pf_"), lambda route: route.abort())
    assert len(search(page, f"{serve(both)}current/nl/zoeken.html", "q=molens")) == 3
    expect(page.get_by_role("status")).to_have_text(f"3 resultaten {LACKING}")
    page.unroute_all()
    page.get_by_role("searchbox").fill("molens malen")
    expect(page.get_by_role("status")).to_have_text("6 resultaten")


def test_a_language_that_the_other_lacks_is_no_failure(page: Page, serve: Serve, both: Path, tmp_path: Path) -> None:
    shutil.copytree(both, tmp_path / "site")
    shutil.rmtree(tmp_path / "site" / "past" / "en")
    assert len(search(page, f"{serve(tmp_path / 'site')}current/en/search.html", "q=molens")) == 3
    expect(page.get_by_role("status")).to_have_text("3 results")


def test_two_catalogues_of_one_name_are_not_mixed_up(page: Page, serve: Serve, tmp_path: Path) -> None:
    folder = built(tmp_path / "site", tmp_path / "sources", {"current": None, "past": None})
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    assert len(search(page, f"{serve(folder)}current/nl/zoeken.html", "q=molens")) == 3
    expect(page.get_by_role("status")).to_have_text(f"3 resultaten {LACKING}")
    assert any("needs a `part` of its own" in line for line in said)
