"""Pictures in a real browser: by eye and by ear, on any screen, on paper, in forced colours, and days after the build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

Serve = Callable[[Path], str]
YEARS = ("nl/kalender.html", "en/calendar.html")
PLACES = (*YEARS, "nl/themas/index.html", "en/funds/index.html", "nl/fondsen/luchtkastelen-2021-2027.html")
CONTRAST = """
    ([first, second]) => {
      const canvas = document.createElement("canvas").getContext("2d");
      const light = (colour) => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
        const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [low, high] = [light(first), light(second)].sort((one, other) => one - other);
      return (high + 0.05) / (low + 0.05);
    }
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Europe/Brussels")
    opened = context.new_page()
    opened.clock.set_fixed_time("2026-11-23T09:00:00Z")
    yield opened
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pictures_break_no_rule_of_axe_and_no_screen(
    scheme: str, width: int, page: Page, serve: Serve, example_built: Path
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    broken = []
    for place in PLACES:
        page.goto(serve(example_built) + place)
        broken += [f"{place}: {each['id']}: {each['help']}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            broken.append(f"{place} scrolls sideways")
    assert broken == []


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_what_is_drawn_stands_out_from_what_is_behind_it(
    colours: str, page: Page, serve: Serve, example_built: Path
) -> None:
    """Three to one, as WCAG 1.4.11 asks of graphics; a hollow mark by its rim."""
    if colours == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    drawn = {
        "nl/kalender.html": (
            ("#year-themes ~ .lanes .sign--deadline > *", "fill"), ("#year-themes ~ .lanes .sign--opens > *", "stroke"),
            ("#year-themes ~ .lanes .sign--stage > *", "stroke"), ("#year-themes ~ .lanes .lane__today line", "stroke"),
        ),
        "nl/themas/index.html": ((".bar__part", "fill"),),
        "nl/oproepen/windmolens.html": ((".split .split__part--0", "fill"), (".split pattern .split__line", "stroke")),
    }  # fmt: skip
    for place, parts in drawn.items():
        page.goto(serve(example_built) + place)
        behind = page.locator("body").evaluate("each => getComputedStyle(each).backgroundColor")
        for selector, kind in parts:
            colour = page.locator(selector).first.evaluate("(each, kind) => getComputedStyle(each)[kind]", kind)
            assert page.evaluate(CONTRAST, [colour, behind]) >= 3, f"{selector} of {place} is {colour} on {behind}"


def test_one_of_two_drawings_is_chosen_without_javascript(browser: Browser, serve: Serve, example_built: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(example_built) + "en/calendar.html")
    themes, funds = page.locator(".year__group--themes"), page.locator(".year__group--funds")
    expect(themes).to_be_visible()
    expect(funds).to_be_hidden()
    expect(page.locator(".year-table").first).to_be_visible()
    page.get_by_role("radio", name="by theme").focus()
    page.keyboard.press("ArrowRight")
    expect(funds).to_be_visible()
    expect(themes).to_be_hidden()
    context.close()


def test_a_mark_leads_to_its_call(page: Page, serve: Serve, example_built: Path) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(serve(example_built) + "en/calendar.html")
        link = page.locator(".year__group--themes .lane__year a").filter(has_text="Windmills").first
        link.locator(".sign > *").click()
        expect(page.locator("h1")).to_have_text("Windmills against Don Quixote")


def test_a_keyboard_goes_from_lane_to_lane_and_then_to_the_tables(
    page: Page, serve: Serve, example_built: Path
) -> None:
    """No mark stops it: each is also a link in a table."""
    page.goto(serve(example_built) + "en/calendar.html")
    page.locator("#main").focus()
    met = []
    for _ in range(12):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.closest('.year-table, .lanes, fieldset')?.className"))
    assert "year-table" in met
    assert page.evaluate("document.activeElement.closest('svg')") is None
    drawn = page.locator(".year__group--themes .lane__year a").evaluate_all(
        "all => all.map((each) => each.href.baseVal)"
    )
    told = page.locator(".year-table a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    assert set(drawn) == set(told)


def test_a_screen_reader_meets_tables_with_names_and_heads(page: Page, serve: Serve, example_built: Path) -> None:
    page.goto(serve(example_built) + "en/calendar.html")
    table = page.get_by_role("table", name="November 2026")
    expect(table).to_be_visible()
    expect(table.get_by_role("columnheader")).to_have_text(["Date", "Call"])
    expect(page.locator("main").get_by_role("img")).to_have_count(0)
    page.goto(serve(example_built) + "en/funds/luchtkastelen-2021-2027.html")
    expect(page.get_by_role("row").filter(has_text="Towers").get_by_role("cell")).to_have_text(["€2,000,000,000 66.7%"])


def test_today_is_drawn_and_what_is_past_is_said(page: Page, serve: Serve, example_built: Path) -> None:
    address = serve(example_built) + "en/calendar.html"
    line, past = (
        page.locator(".year__group--themes .lane__year .lane__today line"),
        page.locator(".year-table .past-mark"),
    )
    page.goto(address)
    expect(line.first).to_have_attribute("x1", "6.16%")  # 22.5 of 365 days
    expect(page.get_by_text("today", exact=True)).to_be_visible()
    before = past.count()
    page.clock.set_fixed_time("2026-12-02T09:00:00Z")
    page.reload()
    expect(past).not_to_have_count(before)
    expect(page.locator("tr", has_text="Windmills").first).to_contain_text("past")
    page.clock.set_fixed_time("2028-01-02T09:00:00Z")
    page.reload()
    expect(line).to_have_count(0)
    expect(page.get_by_text("today", exact=True)).to_be_hidden()


def test_bars_are_as_long_as_what_is_left(page: Page, serve: Serve, example_built: Path) -> None:
    page.goto(serve(example_built) + "en/funds/index.html")
    bar, row = page.locator(".money .bar__part").first, page.locator(".money tbody tr").first
    before, amount = bar.get_attribute("width"), row.locator("td").inner_text()
    page.clock.set_fixed_time("2026-12-02T09:00:00Z")  # the windmills have closed
    page.reload()
    expect(bar).not_to_have_attribute("width", before or "")
    expect(row.locator("td")).not_to_have_text(amount)
    page.clock.set_fixed_time("2028-01-02T09:00:00Z")
    page.reload()
    expect(page.locator(".money")).to_be_hidden()


def test_on_paper_a_picture_stands_with_its_table(page: Page, serve: Serve, example_built: Path) -> None:
    page.goto(serve(example_built) + "nl/kalender.html")
    page.emulate_media(media="print")
    expect(page.locator(".year__choice")).to_be_hidden()
    expect(page.locator(".year__group--themes .lane__year").nth(1)).to_be_visible()
    expect(page.locator(".year-table").first).to_be_visible()
