"""A reader searches, in a real browser, on a site that is served below a sub-path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

CALL = "amif-actief-en-gedeeld-burgerschap"
SEARCH = {"nl": "nl/zoeken.html", "en": "en/search.html"}
Serve = Callable[[Path], str]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page that fails its test when a script fails or a request leaves for another host."""
    context = browser.new_context(locale="nl-BE", timezone_id="Europe/Brussels")
    context.set_default_timeout(20_000)
    opened = context.new_page()
    wrong: list[str] = []

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # an icon that was still on its way when the page was left
            wrong.append(f"{request.url}: {request.failure}")

    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    opened.on("request", lambda request: wrong.append(request.url) if "127.0.0.1" not in request.url else None)
    opened.on("requestfailed", failed)
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def content(serve: Serve, built: Path) -> str:
    return serve(built)


@pytest.fixture
def example(serve: Serve, example_built: Path) -> str:
    return serve(example_built)


def titles(page: Page) -> list[str]:
    return page.locator(".search-results .call-row__title").all_inner_texts()


def choice(page: Page, label: str) -> Locator:
    """A box of the filters, whatever it counts."""
    return page.get_by_role("checkbox", name=re.compile(rf"^{label}\b"))


def asked(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


@pytest.mark.parametrize(
    ("language", "word", "title"),
    [("nl", "burgerschap", "Actief en gedeeld burgerschap"), ("en", "citizenship", "Active and shared citizenship")],
)
def test_a_word_finds_the_call(language: str, word: str, title: str, page: Page, content: str) -> None:
    page.goto(content + SEARCH[language])
    page.get_by_role("searchbox").press_sequentially(word)
    first = page.locator(".search-results .call-row").first
    expect(first.locator(".call-row__title")).to_have_text(title)
    expect(first.locator("mark").first).to_have_text(re.compile(word, re.IGNORECASE))
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ resulta|^\d+ result"))
    assert asked(page) == [("q", word)]
    first.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(title)
    assert page.url.startswith(content + language)


def test_the_box_of_any_page_leads_to_the_answer(page: Page, content: str) -> None:
    page.goto(f"{content}en/calls/{CALL}.html")
    page.get_by_role("searchbox").fill("migration")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(f"{content}en/search.html?q=migration")
    expect(page.locator(".search-results .call-row").first).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("migration")


@pytest.mark.parametrize("typed", ["AMIF-2017-AG-INTE-01", "2017-AG", "amif 2017 ag", "inte-01"])
def test_a_part_of_an_identifier_finds_its_call_first(typed: str, page: Page, content: str) -> None:
    page.goto(content + SEARCH["en"])
    page.get_by_role("searchbox").press_sequentially(typed)
    first = page.locator(".search-results .call-row").first
    expect(first.locator(".call-row__identifier")).to_have_text("AMIF-2017-AG-INTE-01")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("dulcinea", "Windmolens tegen Don Quichot"),
        ("loket tegenwind", "Windmolens tegen Don Quichot"),
        ("bureau luchtkasteel", "Een luchtbrug van suikerspin"),
        ("bries", "Windmolens tegen Don Quichot"),
        ("vzw", "Windmolens tegen Don Quichot"),
    ],
)
def test_whom_to_ask_and_other_names_of_themes_and_applicants_find_calls(
    typed: str, title: str, page: Page, example: str
) -> None:
    page.goto(f"{example}{SEARCH['nl']}?q={quote(typed)}")
    expect(page.locator(".search-results .call-row__title", has_text=title)).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("wind", "Wind"),
        ("briesjes", "Wind"),
        ("vzw’s", "Verenigingen"),
        ("flk", "Fonds voor Luchtkastelen 2021-2027"),
        ("luchtkastelen 2014", "Fonds voor Luchtkastelen 2014-2020"),
    ],
)
def test_a_theme_an_applicant_or_a_fund_that_is_called_so_stands_above_the_calls(
    typed: str, title: str, page: Page, example: str
) -> None:
    page.goto(f"{example}{SEARCH['nl']}?q={quote(typed)}")
    link = page.locator(".search-targets").get_by_role("link", name=title, exact=True)
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_theme_without_calls_is_not_said_to_be_nothing(page: Page, example: str) -> None:
    page.goto(f"{example}{SEARCH['en']}?q=cities")
    expect(page.locator(".search-targets").get_by_role("link", name="Cities")).to_be_visible()
    page.goto(f"{example}{SEARCH['en']}?q=cities&status=cancelled&theme=wind")
    expect(page.get_by_role("status")).to_have_text("No call found, but perhaps you are looking for this:")


def test_of_themes_and_funds_only_those_are_shown_that_were_meant(page: Page, example: str) -> None:
    page.goto(example + SEARCH["en"])
    targets = page.locator(".search-targets li").filter(visible=True)
    expect(page.get_by_role("status")).not_to_be_empty()
    expect(targets).to_have_count(0)
    page.get_by_role("searchbox").fill("water")
    expect(targets).to_have_text(["Theme Water"])
    page.get_by_role("searchbox").fill("water windmills")
    expect(targets).to_have_count(0)


def test_a_result_tells_what_the_call_is_about_whatever_was_found_in_it(page: Page, example: str) -> None:
    page.goto(f"{example}{SEARCH['nl']}?q=vzw")  # a word for whom it is for, in no summary
    rows = page.locator(".search-results .call-row")
    summary = "Steun voor molens die zich tegen dolende ridders moeten beschermen."
    expect(rows.filter(has_text="Windmolens").locator(".call-row__summary")).to_have_text(summary)
    opening = "Deze tekst bestaat alleen in het Nederlands."
    expect(rows.filter(has_text="Regenbogen").locator(".call-row__summary")).to_have_text(opening)
    expect(rows.filter(has_text="Vliegers").locator(".call-row__summary")).to_have_count(0)


def test_the_dutch_side_does_not_answer_with_english_pages(page: Page, content: str) -> None:
    page.goto(content + SEARCH["nl"] + "?q=citizenship")
    status = page.get_by_role("status")
    expect(status).not_to_be_empty()
    expect(page.locator(".search-results a[href*='/en/']")).to_have_count(0)


def test_filters_narrow_the_answer_and_stand_in_the_address(page: Page, example: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(example + SEARCH["en"])
    choice(page, "Water").check()
    expect(page.locator(".search-results .call-row")).to_have_count(4)
    choice(page, "Cancelled").check()
    expect(page.locator(".search-results .call-row")).to_have_count(1)
    assert titles(page) == ["Soap bubbles"]
    assert sorted(asked(page)) == [("status", "cancelled"), ("theme", "water")]
    choice(page, "Closed").check()
    expect(page.locator(".search-results .call-row")).to_have_count(2)


def test_an_address_that_was_shared_gives_the_same_search(page: Page, example: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(example + SEARCH["en"] + "?theme=water&status=cancelled&status=closing&sort=deadline")
    expect(page.locator(".search-results .call-row")).to_have_count(2)
    assert titles(page) == ["Regenbogen", "Soap bubbles"]
    expect(choice(page, "Water")).to_be_checked()
    page.locator(".search-results a").first.click()
    expect(page.locator("h1")).to_have_text("Regenbogen")
    page.go_back()
    expect(page.locator(".search-results .call-row")).to_have_count(2)
    expect(choice(page, "Cancelled")).to_be_checked()


def test_every_filter_counts_what_it_would_bring(page: Page, example: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(example + SEARCH["nl"])
    water = page.locator("[data-filter=theme] label", has_text="Water")
    expect(water.locator(".count")).to_have_text("4")
    statuses = page.locator("[data-filter=status] .count")
    expect(statuses).to_have_text(["2", "3", "2", "2", "1"])  # what closes soon is open as well


def test_it_works_by_keyboard_alone(page: Page, example: str) -> None:
    page.goto(f"{example}en/calls/windmolens.html")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("candles")
    page.keyboard.press("Enter")
    expect(page.locator(".search-results .call-row")).to_have_count(1)
    link = page.locator(".search-results a").first
    for _ in range(80):
        if link.evaluate("each => each === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Candles in the wind")


def test_nothing_found_is_said_in_words(page: Page, example: str) -> None:
    page.goto(example + SEARCH["en"] + "?q=zzzzqqqq")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(page.locator(".search-results .call-row")).to_have_count(0)


def test_nothing_found_with_filters_gives_the_way_out(page: Page, example: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(example + SEARCH["en"] + "?theme=water&status=cancelled&year=2027")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(page.locator(".search-filters .count").filter(has_text=re.compile(r"^0$"))).to_have_count(0)
    page.locator(".search-without").get_by_role("button", name="Clear all filters").click()
    expect(choice(page, "Water")).not_to_be_checked()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator(".search-without")).to_be_hidden()
    page.goto(example + SEARCH["en"] + "?q=candles&status=cancelled")
    page.get_by_role("button", name="Without filters: 1 result").click()
    expect(page.locator(".search-results .call-row")).to_have_count(1)


def test_the_switch_of_languages_asks_the_same_question(page: Page, example: str) -> None:
    page.goto(example + SEARCH["nl"] + "?q=wind")
    page.set_viewport_size({"width": 1280, "height": 900})
    choice(page, "Geannuleerd").check()
    choice(page, "Deadline nadert").check()
    page.get_by_role("searchbox").fill("windmolens & zo")
    expect(page).to_have_url(re.compile("%26"))
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/search\.html\?"))
    expect(page.get_by_role("searchbox")).to_have_value("windmolens & zo")
    assert sorted(asked(page)) == [("q", "windmolens & zo"), ("status", "cancelled"), ("status", "closing")]
    page.get_by_role("link", name="Nederlands").click()
    assert sorted(asked(page)) == [("q", "windmolens & zo"), ("status", "cancelled"), ("status", "closing")]


def test_a_deadline_without_a_date_is_called_one(page: Page, example: str) -> None:
    page.goto(example + SEARCH["en"] + "?q=candles")
    expect(page.locator(".call-row__deadline")).to_have_text("Deadline: until budget spent")
    expect(page.locator(".call-row__label")).to_be_visible()


def test_without_javascript_a_sentence_leads_to_the_lists(browser: Browser, example: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(example + SEARCH["en"])
    # A browser that is driven with its scripts off still reads <noscript> as if they were on.
    assert re.search(r"<noscript><p[^>]*>[^<]*JavaScript[^<]*</p></noscript>", page.content())
    page.locator("main").get_by_role("link", name="Calls", exact=True).click()
    expect(page.locator(".call-row")).to_have_count(8)
    context.close()
