"""How long a call still is open, in the reader's own clock, beside the official sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.front_door import ROOT

Serve = Callable[[Path], str]
SCRIPTS = [ROOT / "templates" / "static" / "js" / name for name in ("oproep.js", "countdown.js")]
AT_FIVE = {"closes": ["2026-11-30T16:00:00Z"]}  # 17:00 in Brussels
ALL_DAY = {"closes": ["2026-11-30T23:00:00Z"]}  # the end of the 30th in Brussels
CUTOFFS = {"closes": ["2026-11-30T16:00:00Z", "2027-03-31T15:00:00Z"]}
COMING = {"opens": "2026-11-30T23:00:00Z", "closes": ["2027-03-31T15:00:00Z"]}
HOME, YORK, TOKYO = "Europe/Brussels", "America/New_York", "Asia/Tokyo"

# moments, now, the reader's zone, what comes next, how long until then, and what it is where the reader is
CASES: list[tuple[dict[str, Any], str, str, str | None, str, str]] = [
    (AT_FIVE, "2026-11-22T08:00:00Z", HOME, "deadline", "in 8 days", ""),
    (AT_FIVE, "2026-11-22T22:59:59Z", HOME, "deadline", "in 8 days", ""),
    (AT_FIVE, "2026-11-22T23:00:00Z", HOME, "deadline", "in 7 days", ""),
    (AT_FIVE, "2026-11-22T23:00:00Z", YORK, "deadline", "in 8 days", "30 November 2026 at 11:00 GMT-5"),
    (AT_FIVE, "2026-11-22T23:00:00Z", TOKYO, "deadline", "in 8 days", "1 December 2026 at 01:00 GMT+9"),
    (AT_FIVE, "2026-11-29T08:00:00Z", HOME, "deadline", "tomorrow", ""),
    (AT_FIVE, "2026-11-30T08:00:00Z", HOME, "deadline", "today, in 8 hours", ""),
    (AT_FIVE, "2026-11-30T14:00:01Z", HOME, "deadline", "today, in 1 hour", ""),
    (AT_FIVE, "2026-11-30T15:48:00Z", HOME, "deadline", "today, in 12 minutes", ""),
    (AT_FIVE, "2026-11-30T16:00:00Z", HOME, None, "", ""),
    # A day is counted to that day, whose end is the instant at which the next one begins.
    (ALL_DAY, "2026-11-22T08:00:00Z", HOME, "deadline", "in 8 days", ""),
    (ALL_DAY, "2026-11-30T08:00:00Z", HOME, "deadline", "today, in 15 hours", ""),
    (ALL_DAY, "2026-11-30T08:00:00Z", YORK, "deadline", "today, in 15 hours", "30 November 2026 at 18:00 GMT-5"),
    # More than two months: whole months, never more than there are.
    (AT_FIVE, "2026-09-30T12:00:00Z", HOME, "deadline", "in 2 months", ""),
    (AT_FIVE, "2026-10-01T12:00:00Z", HOME, "deadline", "in 60 days", ""),
    (AT_FIVE, "2025-12-31T12:00:00Z", HOME, "deadline", "in 10 months", ""),
    # The next of several; an opening before a deadline; nothing where there is no date.
    (CUTOFFS, "2026-11-30T16:00:00Z", HOME, "deadline", "in 4 months", ""),
    (COMING, "2026-11-29T12:00:00Z", HOME, "opens", "in 2 days", ""),
    (COMING, "2026-11-29T12:00:00Z", YORK, "opens", "tomorrow", "30 November 2026 at 18:00 GMT-5"),
    (COMING, "2026-11-30T23:00:00Z", HOME, "deadline", "in 3 months", ""),
    ({"closes": []}, "2026-11-22T08:00:00Z", HOME, None, "", ""),
    ({"closes": [], "announced": False}, "2026-11-22T08:00:00Z", HOME, None, "", ""),
    ({**AT_FIVE, "cancelled": "2026-11-01T00:00:00Z"}, "2026-11-22T08:00:00Z", HOME, None, "", ""),
]  # fmt: skip
ASK = """([moments, now, zone]) => oproep.countdown(moments, Date.parse(now),
    { locale: "en-GB", zone, official: "Europe/Brussels" })"""


def test_the_browser_says_what_the_table_says(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p></p>")
    for script in SCRIPTS:
        page.add_script_tag(path=script)
    wrong = []
    for moments, now, zone, what, when, here in CASES:
        found = page.evaluate(ASK, [{"closing_days": 14, **moments}, now, zone])
        expected = {"next": what, "when": when, "here": here} if what else None
        if found != expected:
            wrong.append(f"{now} in {zone}: {found}, not {expected}")
    page.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("address", "zone", "says"),
    [
        ("nl/oproepen/windmolens.html", HOME, "Vandaag, over 2 minuten"),
        ("en/calls/windmolens.html", YORK, "Today, in 2 minutes In your time zone: 30 November 2026 at 11:00 GMT-5"),
    ],
)  # fmt: skip
def test_a_page_counts_down_and_then_says_that_it_is_closed(
    address: str, zone: str, says: str, browser: Browser, serve: Serve, example_built: Path
) -> None:
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.install(time="2026-11-30T15:57:30Z")
    page.goto(serve(example_built) + address)
    official = page.locator(".deadline").inner_text()
    line = page.locator(".countdown")
    expect(line).to_have_text(says)
    page.clock.fast_forward("01:00")
    expect(line).to_contain_text(says.split(",", maxsplit=1)[0])
    expect(line).not_to_contain_text("2 minut")
    page.clock.fast_forward("02:00")
    expect(line).to_be_hidden()
    expect(page.locator(".key__status .status")).to_have_class("status status--closed")
    assert page.locator(".deadline").inner_text() == official
    context.close()


def test_the_script_is_told_whose_dates_and_clocks_are_official(
    browser: Browser, serve: Serve, example_built: Path
) -> None:
    page = browser.new_page()
    page.goto(serve(example_built) + "nl/oproepen/windmolens.html")
    words = json.loads(page.locator("[data-countdown]").get_attribute("data-countdown") or "")
    assert words["locale"] == "nl-BE"
    assert words["official"] == "Europe/Brussels"
    page.close()
