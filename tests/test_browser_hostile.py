"""A catalogue of records that try to break out, opened page by page: nothing runs, nothing leaves, nothing breaks."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Dialog, Request, expect

from tests.broken.tiny import write_hostile
from tests.front_door import build, files, pages

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built of them."""
    root = write_hostile(tmp_path_factory.mktemp("hostile"))
    return build(root, tmp_path_factory.mktemp("hostile-site") / "public")


def test_nothing_an_editor_typed_runs_or_leaves(hostile: Path, browser: Browser, serve: Serve) -> None:
    base = serve(hostile)
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    here = ""

    def dialog(found: Dialog) -> None:
        told.append(f"{here}: a dialog: {found.message}")
        found.dismiss()

    def request(asked: Request) -> None:
        if not asked.url.startswith(base) and not asked.url.endswith("/favicon.ico"):
            told.append(f"{here}: a request for {asked.url}")

    page.on("dialog", dialog)
    page.on("request", request)
    page.on("console", lambda line: told.append(f"{here}: {line.type}: {line.text}") if line.type != "log" else None)
    page.on("pageerror", lambda error: told.append(f"{here}: {error}"))
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
    )
    for name, read in pages(hostile).items():
        if name == "404.html":
            continue  # its links and style count from the top of the host, which is not where it is served here
        here = name
        page.goto(base + name)
        if read.leads_on:
            page.wait_for_url(base + read.leads_on)
        if page.evaluate("window.hostile"):
            told.append(f"{here}: a script of an editor ran")
        if page.locator("main").count() != 1 or page.locator("#main").count() != 1:
            told.append(f"{here}: the page is broken open")
    context.close()
    assert told == []


@pytest.mark.parametrize("typed", ["vijandig", "script", "window.hostile", "<img src=x onerror=window.hostile=1>"])
def test_a_result_shows_what_was_typed_as_text(typed: str, hostile: Path, browser: Browser, serve: Serve) -> None:
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(serve(hostile) + "nl/zoeken.html")
    page.get_by_role("searchbox").fill(typed)
    expect(page.get_by_role("status")).not_to_be_empty()
    page.wait_for_function("!document.querySelector('.search-status').textContent.startsWith('Bezig')")
    assert page.evaluate("window.hostile") is None
    assert page.locator(".search-results script, .search-results img, .search-results svg").count() == 0
    context.close()
    assert told == []


def test_the_data_can_be_read_and_harms_no_spreadsheet(hostile: Path) -> None:
    for name, data in files(hostile).items():
        if name.endswith(".json"):
            json.loads(data)
        if name.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 - our own
    text = (hostile / "data" / "calls.csv").read_bytes().decode()
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")] == []
    assert any(cell.startswith("'=cmd|") for cell in cells)


def test_no_file_gets_a_name_that_an_editor_did_not_give_it(hostile: Path) -> None:
    known = {"vijandig", "vijandig-oud"}
    made = {Path(name).stem for name in files(hostile) if name.startswith(("nl/oproepen/", "data/calls/"))}
    assert made - {"index"} <= known | {Path(name).stem for name in files(hostile) if name.startswith("data/calls/")}
