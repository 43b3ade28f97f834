"""Pages in a real browser: read without JavaScript, at every width, on paper, and at any time after the build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

Serve = Callable[[Path], str]
KINDS = {
    "home": {"nl": "nl/index.html", "en": "en/index.html"},
    "list": {"nl": "nl/oproepen/index.html", "en": "en/calls/index.html"},
    "call": {"nl": "nl/oproepen/windmolens.html", "en": "en/calls/windmolens.html"},
    "silent call": {"nl": "nl/oproepen/kaarsen.html", "en": "en/calls/regenbogen.html"},
    "fund": {"nl": "nl/fondsen/luchtkastelen-2021-2027.html", "en": "en/funds/luchtkastelen-2021-2027.html"},
    "funds": {"nl": "nl/fondsen/index.html", "en": "en/funds/index.html"},
    "theme": {"nl": "nl/themas/wind.html", "en": "en/themes/wind.html"},
    "themes": {"nl": "nl/themas/index.html", "en": "en/themes/index.html"},
    "beneficiary": {"nl": "nl/begunstigden/steden.html", "en": "en/beneficiaries/steden.html"},
    "search": {"nl": "nl/zoeken.html?q=wind", "en": "en/search.html?q=wind"},
    "year": {"nl": "nl/kalender.html", "en": "en/calendar.html"},
    "finder": {"nl": "nl/iets-voor-mij.html?theme=wind", "en": "en/is-it-for-me.html?theme=wind"},
    "mine": {"nl": "nl/mijn-oproepen.html", "en": "en/my-calls.html"},
    "shortlist": {"nl": "nl/mijn-lijstje.html", "en": "en/my-shortlist.html"},
    "about": {"nl": "nl/over.html", "en": "en/about.html"},
    "data": {"nl": "nl/open-data.html", "en": "en/open-data.html"},
    "form": {"nl": "nl/oproep-voorstellen.html", "en": "en/propose-a-call.html"},
    "accessibility": {"nl": "nl/toegankelijkheid.html", "en": "en/accessibility.html"},
    "chooser": {"nl": "index.html"},
    "404": {"nl": "404.html"},
}
ADDRESSES = [(kind, address) for kind, places in KINDS.items() for address in places.values()]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(width: int, browser: Browser, serve: Serve, example_built: Path, built: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    real = "oproepen/amif-actief-en-gedeeld-burgerschap.html"
    places = [serve(example_built) + address for _, address in ADDRESSES]
    places += [serve(built) + f"nl/{name}" for name in (real, "fondsen/amif-2014-2020.html", "index.html")]
    for place in places:
        page.goto(place)
        found = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if found[0] > found[1]:
            wide.append(f"{place}: {found[0]} px on a screen of {found[1]}")
    context.close()
    assert wide == []


def test_every_page_is_read_without_javascript(browser: Browser, serve: Serve, example_built: Path) -> None:
    base = serve(example_built)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    for kind, address in ADDRESSES:
        page.goto(base + address)
        expect(page.locator("h1")).to_be_visible()
        if kind == "call":
            for text in ("30 november 2026", "dulcinea@example.org", "+32 2 555 01 23", "62"):
                expect(page.get_by_text(re.compile(re.escape(text), re.IGNORECASE)).first).to_be_visible()
            expect(page.locator(".key__status .status")).to_be_visible()
            expect(page.locator(".contact").first).to_be_visible()
            expect(page.locator(".prose").first).to_be_visible()
        for fold in page.locator(".subscribe summary").all():
            fold.click()
        for link in page.locator("main a:not([hidden] *, .lanes a, .year__group a)").all()[:20]:
            expect(link).to_be_visible()
        for choice in page.locator(".year__choice input").all():
            choice.check()
            for link in page.locator(f".year__group--{choice.get_attribute('value')} a:not(.lanes a)").all():
                expect(link).to_be_visible()
    context.close()


def test_what_decides_is_seen_first(browser: Browser, serve: Serve, example_built: Path) -> None:
    """On a laptop the title, the status, the deadline and the money stand on the first screen of a call."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(serve(example_built) + KINDS["call"]["nl"])
    for selector in ("h1", ".key__status .status", ".deadline", ".figure", ".run-on"):
        expect(page.locator(selector).first).to_be_in_viewport()
    context.close()


def test_a_status_is_that_of_the_moment_it_is_read(browser: Browser, serve: Serve, example_built: Path) -> None:
    """A page is built once and read for days: what has closed since is not shown as open."""
    context = browser.new_context()
    page = context.new_page()
    status = page.locator(".key__status .status")
    for now, label in (
        ("2026-11-30T15:59:00Z", "Deadline approaching"),
        ("2026-11-30T16:00:00Z", "Closed"),
        ("2026-08-31T21:00:00Z", "Forthcoming"),
        ("2026-10-01T12:00:00Z", "Open"),
    ):
        page.clock.set_fixed_time(now)
        page.goto(serve(example_built) + KINDS["call"]["en"])
        expect(status).to_have_text(label)
    context.close()


def test_an_address_that_leads_nowhere_gives_the_way_back(browser: Browser, serve: Serve, built: Path) -> None:
    """At any depth; the committed catalogue is published at the top of its host."""
    base = serve(built)
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(base + "nl/oproepen/bestaat-niet.html")
    assert answer
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("404")
    found = page.locator("main a").evaluate_all("links => links.map(each => new URL(each.href).pathname)")
    assert "/nl/oproepen/index.html" in found
    context.close()


def test_an_old_address_arrives(browser: Browser, serve: Serve, example_built: Path) -> None:
    base = serve(example_built)
    context = browser.new_context()
    page = context.new_page()
    page.goto(base + "nl/oproepen/reuzen.html")
    expect(page).to_have_url(base + "nl/oproepen/windmolens.html")
    context.close()


def test_on_paper_there_are_no_menus_and_every_address_is_read(
    browser: Browser, serve: Serve, example_built: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(example_built) + KINDS["call"]["nl"])
    page.emulate_media(media="print")
    for selector in (".main-nav", ".search-box", ".languages"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.get_by_text("dulcinea@example.org")).to_be_visible()
    expect(page.get_by_text("www.example.org/tegenwind")).to_be_visible()
    context.close()


def test_a_page_that_is_read_days_later_does_not_list_a_closed_call_as_open(
    browser: Browser, serve: Serve, example_built: Path
) -> None:
    page = browser.new_page()
    page.clock.install(time="2026-12-01T12:00:00Z")
    page.goto(f"{serve(example_built)}en/calls/index.html")
    windmills = page.locator(".call-row", has_text="Windmills")
    expect(page.locator(".section--calls-closed").locator(windmills)).to_have_count(1)
    expect(page.locator(".section--calls-open").locator(windmills)).to_have_count(0)
    expect(page.locator("#calls-open .count")).to_have_text(str(page.locator(".section--calls-open .call-row").count()))
    page.close()
