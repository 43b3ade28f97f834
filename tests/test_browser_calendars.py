"""Calendars as ical.js reads them, which Thunderbird reads calendars with, and the way to them in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.calendar_readers import LISTED, OF_CALLS, calls_in, dates_of, events
from tests.front_door import LANGUAGES, ROOT

ICAL_JS = ROOT / "tests" / "vendor" / "ical.js" / "ical.es5.min.cjs"
READ = """texts => texts.map(text => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map(component => {
  const event = new ICAL.Event(component);
  const last = name => String(component.getFirstPropertyValue(name));
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location,
    sequence: event.sequence,
    starts: event.startDate.toString(),
    ends: component.hasProperty("dtend") ? event.endDate.toString() : null,
    status: last("status"),
    url: last("url"),
    alarms: component.getAllSubcomponents("valarm").map(alarm => String(alarm.getFirstPropertyValue("trigger"))),
  };
}))"""
WEBCAL = re.compile(r"^webcal://voorbeeld\.example\.org/some/base/.*\.ics$")
every_language = pytest.mark.parametrize("language", LANGUAGES)
Serve = Callable[[Path], str]


def read_by_ical_js(browser: Browser, paths: list[Path]) -> list[list[dict[str, Any]]]:
    """The events of each of these calendars."""
    page = browser.new_page()
    page.add_script_tag(path=ICAL_JS)
    found: list[list[dict[str, Any]]] = page.evaluate(READ, [path.read_bytes().decode() for path in paths])
    page.close()
    return found


@every_language
def test_two_readers_find_the_same_in_every_calendar(
    language: str, browser: Browser, built: Path, example_built: Path
) -> None:
    for site in (built, example_built):
        paths = sorted((site / language).rglob("*.ics"))
        for path, found in zip(paths, read_by_ical_js(browser, paths), strict=True):
            theirs = {event["uid"]: event for event in found}
            ours = events(path)
            assert len(found) == len(ours)
            assert theirs.keys() == ours.keys()
            for uid, event in ours.items():
                other = theirs[uid]
                assert other["summary"] == str(event["SUMMARY"])
                assert other["description"] == str(event["DESCRIPTION"])
                assert other["location"] == (str(event["LOCATION"]) if "LOCATION" in event else None)
                assert other["sequence"] == event.sequence
                assert other["status"] == event["STATUS"]
                assert other["url"] == event["URL"]
                assert len(other["alarms"]) == len(event.walk("VALARM"))
                assert other["starts"] == event.decoded("DTSTART").isoformat().replace("+00:00", "Z")
                end = event.decoded("DTEND").isoformat().replace("+00:00", "Z") if "DTEND" in event else None
                assert other["ends"] == end


@every_language
def test_every_date_of_every_call_is_read(language: str, browser: Browser, built: Path) -> None:
    calls = calls_in(built)
    (found,) = read_by_ical_js(browser, [built / language / "calendar.ics"])
    assert len(found) == sum(map(dates_of, calls.values()))
    leads_to = {event["url"].rpartition("/")[2].removesuffix(".html") for event in found}
    assert len(calls) == len(leads_to) + sum(not dates_of(call) for call in calls.values())


@every_language
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_how_to_subscribe_is_told_without_a_script(
    language: str, scheme: Any, browser: Browser, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    for where in (f"{LISTED[language][0]}/wind.html", f"{OF_CALLS[language]}/index.html"):
        page.goto(f"{base}{language}/{where}")
        page.locator(".subscribe summary").click()
        expect(page.locator(".subscribe a.button")).to_be_visible()
        expect(page.locator(".subscribe a.button")).to_have_attribute("href", WEBCAL)
        for name in ("Outlook", "Google", "Apple"):
            expect(page.locator(".subscribe")).to_contain_text(name)
    context.close()
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{base}{language}/{LISTED[language][0]}/wind.html")
    page.locator(".subscribe summary").press("Enter")
    expect(page.locator(".subscribe a.button")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()


def test_a_call_is_taken_along_from_beside_its_deadline(browser: Browser, serve: Serve, example_built: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.clock.install(time="2026-11-22T08:00:00Z")
    page.goto(f"{serve(example_built)}nl/oproepen/windmolens.html")
    with page.expect_download() as download:
        page.locator(".key--deadline").get_by_role("link", name="Zet in uw agenda").click()
    assert download.value.suggested_filename == "windmolens.ics"
    page.clock.set_fixed_time("2026-12-01T08:00:00Z")
    page.reload()
    expect(page.get_by_role("link", name="Zet in uw agenda")).to_be_hidden()
    context.close()
