"""A reader searches a catalogue that has more calls than one shard: in a real browser, below a sub-path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from oproep import site
from oproep.outputs import search_shards
from tests.broken.tiny import GOOD, write
from tests.built_index import shards_in

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
OPEN, OF_A_YEAR, YEARS = 26, 9, (2022, 2023, 2024, 2025)
SEARCH = "nl/zoeken.html"
FEW, MANY = 10, 1500
SO_FAR = "tot nu toe; nog niet alle oproepen zijn doorzocht"
Serve = Callable[[Path], str]


def catalogue() -> dict[str, str]:
    """Open calls and those of four years; of each year one that none is like."""
    days = {f"k2027-{at}": f"2027-{1 + at % 12:02}-{10 + at // 12}" for at in range(OPEN)}
    days |= {f"k{year}-{at}": f"{year}-{1 + at:02}-15" for year in YEARS for at in range(OF_A_YEAR)}
    return {
        f"calls/{slug}.md": (
            f"---\ntitle: Oproep {slug}\nlanguage: nl\nidentifier: HORIZON-{slug[1:5]}-CL{slug[6:]}-D{at}\n"
            f"fund: luchtkasteel\ndeadline: {day}\n---\n\nMolens malen"
            f"{' bij windstilte' if slug.endswith('-0') else ''}. {'Zeldzame suikerspin.' if slug == 'k2023-4' else ''}\n"
        )
        for at, (slug, day) in enumerate(days.items())
    }


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("shards"), {**GOOD, **catalogue()})


def built_with(content: Path, out: Path, most: int) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_shards, "MOST", most)
        site.build(content, out, NOW, cache=None)
    return out


@pytest.fixture(scope="module")
def divided(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with an index of many shards."""
    return built_with(content, tmp_path_factory.mktemp("divided"), FEW)


@pytest.fixture(scope="module")
def whole(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an index of one shard."""
    return built_with(content, tmp_path_factory.mktemp("whole"), MANY)


@pytest.fixture
def asked() -> list[str]:
    """Every address that the browser asked for."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    """A page that fails its test when a script or a request fails."""
    context = browser.new_context(
        locale="nl-BE", timezone_id="Europe/Brussels", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    wrong: list[str] = []

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"{request.url}: {request.failure}")

    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    opened.on("requestfailed", failed)
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert wrong == []


def titles(page: Page) -> list[str]:
    return page.locator(".search-results .call-row__title").all_inner_texts()


def late(site_of: Path, asked: list[str]) -> set[str]:
    """The late shards that something was loaded of."""
    shards = shards_in(site_of, "nl")
    return {shard.name for shard in shards if shard.is_late and any(shard.folder.name in each for each in asked)}


def search(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}{SEARCH}?{query}")
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(page.get_by_role("status")).not_to_have_text(re.compile("Bezig"))
    page.wait_for_load_state("networkidle")


def test_there_are_shards_to_test_with(divided: Path, whole: Path) -> None:
    late_ones = {shard.name: shard.is_late for shard in shards_in(divided, "nl")}
    assert [name for name, is_late in late_ones.items() if is_late] == ["2025", "2024", "2023", "2022"]
    assert sum(not is_late for is_late in late_ones.values()) == 4
    assert len(shards_in(whole, "nl")) == 1


def test_what_is_over_is_not_loaded_while_there_is_enough_that_is_not(
    page: Page, asked: list[str], serve: Serve, divided: Path
) -> None:
    search(page, serve(divided), "q=molens")
    expect(page.get_by_role("status")).to_have_text(f"{OPEN} resultaten {SO_FAR}")
    assert len(titles(page)) == 20
    assert late(divided, asked) == set()
    page.get_by_role("button", name="Meer").click()
    expect(page.locator(".search-results .call-row")).to_have_count(40)
    assert late(divided, asked) == {"2025", "2024"}
    years = [title[8:12] for title in titles(page)]
    assert years == ["2027"] * OPEN + ["2025"] * OF_A_YEAR + ["2024"] * 5, "each shard behind the one before"
    expect(page.get_by_role("status")).to_have_text(
        f"40 van de {OPEN + 2 * OF_A_YEAR} resultaten tot nu toe staan nu in de lijst; "
        "nog niet alle oproepen zijn doorzocht."
    )
    total = OPEN + OF_A_YEAR * len(YEARS)
    page.get_by_role("button", name="Meer").click()
    expect(page.locator(".search-results .call-row")).to_have_count(60)
    expect(page.get_by_role("status")).to_have_text(f"60 van {total} resultaten staan nu in de lijst.")
    page.get_by_role("button", name="Meer").click()
    expect(page.locator(".search-results .call-row")).to_have_count(total)
    expect(page.get_by_role("button", name="Meer")).to_be_hidden()
    assert len(set(titles(page))) == total


def test_what_only_a_call_of_the_past_says_is_found(page: Page, serve: Serve, divided: Path) -> None:
    search(page, serve(divided), "q=suikerspin")
    assert titles(page) == ["Oproep k2023-4"]
    expect(page.get_by_role("status")).to_have_text(f"1 resultaat {SO_FAR}")
    page.get_by_role("button", name="Meer").click()
    expect(page.get_by_role("status")).to_have_text("1 resultaat")
    expect(page.get_by_role("button", name="Meer")).to_be_hidden()


def test_shards_of_the_past_are_asked_one_after_the_other_until_something_is_found(
    page: Page, asked: list[str], serve: Serve, divided: Path
) -> None:
    search(page, serve(divided), "q=suikerspin")
    assert late(divided, asked) == {"2025", "2024", "2023"}


def test_few_results_are_completed_by_the_newest_of_the_past_and_then_by_the_rest(
    page: Page, asked: list[str], serve: Serve, divided: Path
) -> None:
    search(page, serve(divided), "q=windstilte")
    assert titles(page) == ["Oproep k2027-0", "Oproep k2025-0"]
    expect(page.get_by_role("status")).to_have_text(f"2 resultaten {SO_FAR}")
    assert late(divided, asked) == {"2025"}
    page.get_by_role("button", name="Meer").click()
    expect(page.get_by_role("status")).to_have_text("5 van 5 resultaten staan nu in de lijst.")
    assert titles(page) == [f"Oproep k{year}-0" for year in (2027, *reversed(YEARS))]


def test_who_comes_back_sees_as_many_as_before(page: Page, serve: Serve, divided: Path) -> None:
    search(page, serve(divided), "q=windstilte")
    page.get_by_role("button", name="Meer").click()
    rows = page.locator(".search-results .call-row")
    expect(rows).to_have_count(5)
    expect(page.get_by_role("button", name="Meer")).to_be_hidden()
    rows.last.get_by_role("link").click()
    page.go_back()
    expect(rows).to_have_count(5)


@pytest.mark.parametrize("typed", ["HORIZON-2023-CL4-D{}", "cl4-d{}", "2023-cl4", "horizon 2023 cl4"])
def test_an_identifier_of_the_past_brings_its_call_to_the_top(
    typed: str, page: Page, serve: Serve, divided: Path
) -> None:
    at = list(catalogue()).index("calls/k2023-4.md")
    page.goto(serve(divided) + SEARCH)
    page.get_by_role("searchbox").press_sequentially(typed.format(at))
    first = page.locator(".search-results .call-row").first
    expect(first.locator(".call-row__identifier")).to_have_text(f"HORIZON-2023-CL4-D{at}")


def test_a_whole_identifier_needs_no_index(page: Page, asked: list[str], serve: Serve, divided: Path) -> None:
    search(page, serve(divided), "q=HORIZON-2023-CL4-D" + str(list(catalogue()).index("calls/k2023-4.md")))
    assert titles(page) == ["Oproep k2023-4"]
    assert late(divided, [each for each in asked if "pf_" in each]) == set()


@pytest.mark.parametrize(
    "question",
    [
        "q=windstilte", "q=molens&sort=deadline", "q=molens&status=closed", "q=molens&year=2024", "theme=water",
        "status=closed&sort=deadline", "year=2023&status=closed", "q=suikerspn", "status=open&year=2027",
        "q=k2024", "q=malen&year=2022&year=2027&status=closed", "q=suikerspin&status=open", "fund=luchtkasteel&status=closing",
    ],
)  # fmt: skip
def test_shards_answer_as_one_index_does(question: str, page: Page, serve: Serve, divided: Path, whole: Path) -> None:
    """The same calls; with the same numbers beside the choices, once all is loaded; in the same order by deadline."""
    answers = []
    for built in (divided, whole):
        search(page, serve(built), question)
        for _ in range(4):
            if page.get_by_role("button", name="Meer").is_visible():
                said = page.get_by_role("status").inner_text()
                page.get_by_role("button", name="Meer").click()
                expect(page.get_by_role("status")).not_to_have_text(said)
        found = titles(page)
        if "sort=deadline" not in question and "q=" in question:
            found.sort()
        counts = page.locator(".search-filters .count").all_inner_texts()
        status = page.get_by_role("status").inner_text() if not found else ""
        answers.append((found, counts, status))
    assert answers[0] == answers[1]


def test_choosing_what_is_over_loads_it(page: Page, asked: list[str], serve: Serve, divided: Path) -> None:
    search(page, serve(divided), "")
    assert late(divided, asked) == set()
    assert not [each for each in asked if each.endswith(".pf_index.js")], "without words none are loaded"
    page.get_by_role("checkbox", name=re.compile("^Gesloten")).check()
    expect(page.locator(".search-results .call-row")).to_have_count(20)
    assert titles(page)[0] == "Oproep k2025-8"
    expect(page.get_by_role("status")).to_have_text(f"{OF_A_YEAR * len(YEARS)} resultaten")


def test_typing_on_while_shards_are_loading_ends_with_what_was_typed(page: Page, serve: Serve, divided: Path) -> None:
    page.goto(serve(divided) + SEARCH)
    box = page.get_by_role("searchbox")
    for word in ("suikerspin", "windstilte", "suikerspin", "molens", quote("windstilte")):
        box.fill(word)
        box.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("resultaten")
    assert titles(page)[0] == "Oproep k2027-0"
    assert all(title.endswith("-0") for title in titles(page))


def test_a_shard_that_could_not_be_loaded_is_asked_again(browser: Browser, serve: Serve, divided: Path) -> None:
    page = browser.new_page()
    page.goto(serve(divided) + SEARCH)
    page.route(re.compile(r"/2024-[0-9a-f]+/"), lambda route: route.abort())
    page.get_by_role("searchbox").fill("suikerspin")
    expect(page.get_by_role("status")).to_contain_text("Zoeken lukt nu niet")
    page.unroute_all()
    page.get_by_role("searchbox").fill("suikerspin ")
    expect(page.get_by_role("status")).to_contain_text("1 resultaat")
    page.close()


def test_what_is_in_the_list_stays_when_more_cannot_be_loaded(browser: Browser, serve: Serve, divided: Path) -> None:
    page = browser.new_page()
    page.goto(f"{serve(divided)}{SEARCH}?q=windstilte")
    expect(page.get_by_role("status")).to_contain_text("2 resultaten")
    page.route(re.compile(r"/2023-[0-9a-f]+/"), lambda route: route.abort())
    page.get_by_role("button", name="Meer").click()
    expect(page.get_by_role("status")).to_contain_text("Zoeken lukt nu niet")
    expect(page.locator(".search-results .call-row")).to_have_count(3)
    page.unroute_all()
    page.get_by_role("button", name="Meer").click()
    expect(page.locator(".search-results .call-row")).to_have_count(5)
    page.close()
