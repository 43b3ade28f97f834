"""The status of a call in the reader's browser: the same table of cases that holds for Python, and the repainting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "templates" / "static" / "js" / "oproep.js"
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests" / "status-cases.json").read_text("utf-8"))
MOMENTS = {"opens": None, "closes": ["2026-03-31T15:00:00Z"], "until": None, "announced": True}
WORDS = {"open": "Open", "closing": "Deadline nadert", "closed": "Gesloten"}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.clock.install(time="2026-03-31T14:59:30Z")
    moments = json.dumps({**MOMENTS, "cancelled": None, "closing_days": 14})
    page.set_content(
        f"<html data-status-words='{json.dumps(WORDS)}'><body>"
        f"<span id=call class='status status--open' data-moments='{moments}'>Open</span>"
        "<span id=broken class='status status--open' data-moments='{'>Open</span>"
        "<input type=search name=q><textarea></textarea></body></html>"
    )
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def test_every_case_of_the_table_has_a_name_of_its_own() -> None:
    assert len({case["rule"] for case in CASES}) == len(CASES) >= 40


def test_the_browser_comes_to_the_status_of_the_table(page: Page) -> None:
    told = page.evaluate("cases => cases.map(c => oproep.status(c.moments, Date.parse(c.now)))", CASES)
    wrong = [
        f"{case['rule']}: {status}, not {case['status']}"
        for case, status in zip(CASES, told, strict=True)
        if status != case["status"]
    ]
    assert not wrong


def test_a_page_that_stays_open_does_not_show_a_closed_call_as_open(page: Page) -> None:
    call = page.locator("#call")
    assert (call.inner_text(), call.get_attribute("class")) == ("Deadline nadert", "status status--closing")
    page.clock.fast_forward("01:00")
    assert (call.inner_text(), call.get_attribute("class")) == ("Gesloten", "status status--closed")


def test_moments_that_cannot_be_read_leave_the_status_as_it_was_built(page: Page) -> None:
    assert page.locator("#broken").inner_text() == "Open"


def test_the_slash_leads_to_the_search_box_and_can_be_typed(page: Page) -> None:
    box, area = page.locator("input"), page.locator("textarea")
    area.press("/")
    assert area.input_value() == "/"
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("/")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("/")
    assert box.input_value() == "/"
