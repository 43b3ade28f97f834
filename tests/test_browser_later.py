"""A page is built once and read for days: then it says what it would say if it were built at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.front_door import EXAMPLE, build, squeezed

Serve = Callable[[Path], str]
PLACES = (
    "nl/index.html",
    "en/calls/index.html",
    "nl/fondsen/luchtkastelen-2021-2027.html",
    "en/themes/wind.html",
    "nl/themas/index.html",
    "nl/oproepen/regenbogen.html",
    "en/calls/luchtbrug.html",
    "nl/oproepen/kaarsen.html",
)
# What the home page and a call choose to list is chosen at the build.
CHOSEN = "section:has(> #newest), section:has(> #closing), section:has(> #section-related)"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(timezone_id="Europe/Brussels")
    opened = context.new_page()
    yield opened
    context.close()


def read(page: Page, address: str) -> str:
    """All that is seen of a page but what is CHOSEN."""
    page.goto(address)
    page.evaluate("selector => document.querySelectorAll(selector).forEach(each => each.remove())", CHOSEN)
    return squeezed(page.locator("main").inner_text())


# After a deadline and an opening; after a cut-off; after the second stage; after the fund's period.
@pytest.mark.parametrize("moment", ["2026-12-01T12:00", "2026-12-02T09:00", "2027-03-16T09:00", "2028-01-02T09:00"])
def test_a_page_says_what_it_would_say_if_it_were_built_now(
    moment: str, page: Page, serve: Serve, example_built: Path, tmp_path: Path
) -> None:
    early, late = serve(example_built), serve(build(EXAMPLE, tmp_path / "public", now=moment))
    page.clock.set_fixed_time(f"{moment}:00+01:00")
    different = []
    for place in PLACES:
        then, now = read(page, early + place), read(page, late + place)
        if then != now:
            different.append(f"{place}\n  built earlier: {then}\n  built now:     {now}")
    assert not different, "\n".join(different)


def test_a_list_that_stays_open_follows_the_clock(page: Page, serve: Serve, example_built: Path) -> None:
    page.clock.install(time="2026-11-30T15:58:00Z")
    page.goto(f"{serve(example_built)}en/calls/index.html")
    open_calls, closed = page.locator(".section--calls-open"), page.locator(".section--calls-closed")
    jumps = page.locator(".jumps .count")
    windmills, boats = (page.locator(".call-row", has_text=title) for title in ("Windmills", "Paper boats"))
    expect(open_calls.locator(windmills)).to_have_count(1)
    expect(jumps).to_have_text(["3", "2", "3"])
    page.clock.fast_forward("03:00")
    expect(closed.locator(windmills)).to_have_count(1)
    expect(closed.locator(".call-row").first).to_have_text(windmills.inner_text(), use_inner_text=True)
    expect(jumps).to_have_text(["2", "2", "4"])
    page.clock.fast_forward("16:00:00")  # the boats open on the first of December
    expect(open_calls.locator(boats)).to_have_count(1)
    expect(jumps).to_have_text(["3", "1", "4"])
    expect(page.locator(".section__title .count")).to_have_text(["3", "1", "4"])


def test_a_group_that_was_empty_is_shown_when_a_call_comes_into_it(
    page: Page, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    page.goto(f"{base}en/calls/index.html")
    page.clock.set_fixed_time("2028-01-02T09:00:00Z")
    page.reload()
    expect(page.locator(".section--calls-open")).to_be_hidden()
    expect(page.locator(".jumps li").filter(visible=True)).to_have_text(["Closed 8"])
    page.goto(f"{base}en/index.html")
    expect(page.get_by_text("0 open calls").first).to_be_visible()
    expect(page.locator("#closing")).to_be_hidden()


def test_a_cut_off_that_has_passed_is_marked_and_the_next_one_stands_first(
    page: Page, serve: Serve, example_built: Path
) -> None:
    page.clock.set_fixed_time("2026-12-02T09:00:00Z")
    page.goto(f"{serve(example_built)}en/calls/regenbogen.html")
    expect(page.locator(".past-mark").filter(has_text="past")).to_have_count(2)
    expect(page.locator(".deadline")).to_contain_text("1 June 2027")
    expect(page.locator(".deadline time")).to_have_attribute("datetime", "2027-06-01")


@pytest.mark.parametrize(
    ("now", "status", "sentence"),
    [
        ("2026-11-05T09:00", "Deadline approaching", "15 November 2026 at 17:00 (Brussels time)"),
        ("2026-12-01T09:00", "Closed", "Closed to new proposals; stage 2 (by invitation only): 15 March 2027 at 17:00"),
        ("2027-03-15T18:00", "Closed", "15 November 2026 at 17:00 (Brussels time)"),
    ],
)
def test_between_its_stages_a_call_says_for_whom_it_still_goes_on(
    now: str, status: str, sentence: str, page: Page, serve: Serve, tmp_path: Path
) -> None:
    """The same whether it was built then, or long before and read then."""
    page.clock.set_fixed_time(f"{now}:00+01:00")
    for number, built in enumerate((now, "2026-10-01T09:00")):
        site = build(EXAMPLE, tmp_path / str(number), now=built)
        page.goto(f"{serve(site)}en/calls/luchtbrug.html")
        expect(page.locator(".key__status")).to_have_text(status)
        expect(page.locator(".deadline")).to_have_text(sentence)


def test_search_filters_counts_and_sorts_by_the_status_of_the_moment(
    page: Page, serve: Serve, example_built: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.clock.set_fixed_time("2026-12-02T09:00:00Z")  # the windmills have closed, the paper boats have opened
    search = f"{serve(example_built)}en/search.html"
    titles, counts = page.locator(".search-results .call-row__title"), page.locator("[data-filter=status] .count")
    page.goto(f"{search}?status=open")
    expect(titles).to_have_text(["Paper boats", "Regenbogen", "Candles in the wind"])
    expect(page.locator(".search-results .call-row__when").nth(1)).to_contain_text("1 Jun 2027")
    expect(counts).to_have_text(["1", "3", "", "3", "1"])
    page.goto(f"{search}?status=closed")
    expect(titles).to_have_text(["Windmills against Don Quixote", "An airlift of candyfloss", "Catching shadows"])
    page.goto(f"{search}?q=wind&sort=deadline")
    over = ["Windmills against Don Quixote", "An airlift of candyfloss"]
    expect(titles).to_have_text(["Paper boats", "Regenbogen", "Candles in the wind", "Kites", *over])
    page.goto(f"{search}?theme=wind&status=closed")
    expect(page.locator("[data-filter=fund] .count").last).to_have_text("2")


def test_a_warning_of_old_facts_comes_and_goes_in_time(page: Page, serve: Serve, example: Path, tmp_path: Path) -> None:
    settings = example / "content" / "site.toml"
    told = settings.read_text(encoding="utf-8").replace("closing_days = 14", "closing_days = 14\nstale_days = 24")
    settings.write_text(told, encoding="utf-8")
    address = (
        f"{serve(build(example, tmp_path / 'public'))}en/calls/windmolens.html"  # checked on the first of November
    )
    warning = page.locator(".notice", has_text="24 days")
    for now, seen in (("2026-11-25T22:00Z", 0), ("2026-11-26T09:00Z", 1), ("2026-11-30T17:00Z", 0)):
        page.clock.set_fixed_time(now)
        page.goto(address)
        expect(warning.filter(visible=True)).to_have_count(seen)


def test_a_session_that_is_over_is_marked(page: Page, serve: Serve, example_built: Path) -> None:
    page.clock.set_fixed_time("2026-11-25T14:30:00Z")
    page.goto(f"{serve(example_built)}en/calls/windmolens.html")
    expect(page.locator("section:has(> #section-sessions) .past-mark")).to_have_text("past")
