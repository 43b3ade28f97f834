"""The bundle opened from a disk in Firefox, with no network: everything that a reader does with the hosted site.

Playwright drives only a Firefox that it has changed; this is the one that readers have, driven by its own Marionette.
"""

from __future__ import annotations

import base64
import gc
import json
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests import browser as browsers
from tests.test_browser_disk import ASK, CALL, SEARCH, questions

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from marionette_driver.marionette import Marionette

NOWHERE = "127.0.0.1"
PATIENCE = 30  # seconds
READY = "Promise.resolve(window.oproep && window.oproep.kept.ready).then(() => arguments[0]())"
SHOWN = "return [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility())"


@contextmanager
def forgiven() -> Iterator[None]:
    """The driver leaves sockets open while it waits for Firefox; they are gone when this ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


class Firefox:
    """A Firefox with a profile of its own and no network, and what a reader does in it."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.downloads = folder / "downloads"
        settings: dict[str, Any] = {
            "network.proxy.type": 1,  # whatever is asked of another host ends at a port where nobody listens
            "browser.download.folderList": 2,
            "browser.download.dir": str(self.downloads),
            "browser.helperApps.neverAsk.saveToDisk": "text/csv,text/markdown,text/calendar,text/plain",
        }
        for kind in ("http", "ssl", "socks"):
            settings |= {f"network.proxy.{kind}": NOWHERE, f"network.proxy.{kind}_port": 9}
        log = str(folder / "log.txt")
        with forgiven():
            self.driver = Marionette(bin=str(program), port=0, headless=True, prefs=settings, gecko_log=log)
            self.driver.start_session()

    def quit(self) -> None:
        """Ends it and removes its profile."""
        with forgiven():
            self.driver.quit()
            self.driver.cleanup()

    def open(self, address: str) -> None:
        """Opens an address and waits until it is loaded, and knows what other pages kept."""
        self.driver.navigate(address)
        self.driver.execute_async_script(READY, sandbox=None, script_timeout=1000 * PATIENCE)

    def run(self, script: str, *given: Any) -> Any:
        """What a script answers that runs in the page."""
        return self.driver.execute_script(script, script_args=given, sandbox=None)

    def until(self, met: Callable[[], Any]) -> Any:
        """The first answer that is something."""
        end = time.monotonic() + PATIENCE
        while not (found := met()):
            assert time.monotonic() < end, self.driver.get_url()
            time.sleep(0.05)
        return found

    def shown(self, css: str) -> list[Any]:
        """What is to be seen of this now."""
        return self.driver.execute_script(SHOWN, script_args=(css,))  # type: ignore[no-any-return]

    def one(self, css: str) -> Any:
        """The first of this that is to be seen."""
        return self.until(lambda: self.shown(css))[0]

    def click(self, css: str) -> None:
        """Clicks on the first of this."""
        self.one(css).click()

    def texts(self, css: str) -> list[str]:
        """What is read of each of this."""
        return [each.text for each in self.shown(css)]

    def saved(self, ending: str) -> Path:
        """A file with this ending that was downloaded, once there is something in it."""
        return self.until(  # type: ignore[no-any-return]
            lambda: next((each for each in self.downloads.glob(f"*{ending}") if each.stat().st_size), None)
        )


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox, where this machine has one; `make test` has tried to get it."""
    if (program := browsers.find_firefox()) is None:
        pytest.skip(browsers.FIREFOX_REMEDY)
    running = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield running
    running.quit()


def test_one_reads_from_page_to_page(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "index.html").as_uri())
    firefox.click('a[hreflang="nl"]')
    assert firefox.one("h1").text
    firefox.click(".call-row a")
    assert firefox.one(".deadline").text
    firefox.click('nav a[hreflang="en"]')
    firefox.until(lambda: firefox.run("return document.documentElement.lang") == "en")
    title = firefox.one("h1").text
    firefox.click(".main-nav a")
    firefox.until(lambda: firefox.texts("h1") not in ([], [title]))


def test_it_says_how_old_it_is(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/index.html").as_uri())
    assert "Kopie van 22 november 2026." in firefox.one(".copy-strip").text


def test_one_searches_filters_sorts_and_shares(firefox: Firefox, disk: Path) -> None:
    rows = ".search-results .call-row h3"
    firefox.open((disk / "nl/index.html").as_uri())
    firefox.one("#search-home").send_keys("burgerschap", "\ue007")
    assert "burgerschap" in firefox.one(rows).text
    many = len(firefox.texts(rows))
    firefox.click('[data-filter="status"] input[value="closed"]')
    firefox.until(lambda: 0 < len(firefox.texts(rows)) < many)
    firefox.run("""const by = document.getElementById("search-sort");
        by.value = "deadline"; by.dispatchEvent(new Event("change", { bubbles: true }));""")
    firefox.until(lambda: "sort=deadline" in firefox.driver.get_url())
    firefox.one(rows)
    shared, titles = firefox.driver.get_url(), firefox.texts(rows)
    firefox.open("about:blank")
    firefox.open(shared)
    firefox.until(lambda: firefox.texts(rows) == titles)
    firefox.click(f"{rows} a")
    firefox.until(lambda: firefox.texts("h1") == titles[:1])


@pytest.mark.parametrize("language", SEARCH)
def test_a_question_has_the_same_answer_in_firefox(
    language: str, firefox: Firefox, browser: Browser, built: Path, disk: Path
) -> None:
    asked = questions(built, language)
    where = (disk / SEARCH[language]).as_uri()
    firefox.open(where)
    script = f"({ASK})(JSON.parse(arguments[0])).then((found) => arguments[1](JSON.stringify(found)))"
    found = firefox.driver.execute_async_script(
        script, script_args=(json.dumps(asked),), sandbox=None, script_timeout=1000 * PATIENCE
    )
    page = browser.new_page()
    page.goto(where)
    assert page.evaluate(ASK, asked) == json.loads(found)
    page.close()


def test_one_follows(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/themas/klimaat-en-milieu.html").as_uri())
    firefox.click(".follow button")
    firefox.click(".mine-way a")
    firefox.one('[data-list="coming"] .call-row')
    firefox.open((disk / "nl/mijn-oproepen.html").as_uri())  # kept by the browser, not by the page
    firefox.one('[data-list="coming"] .call-row')


def test_one_keeps_compares_and_takes_along(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/oproepen/index.html").as_uri())
    for row in firefox.shown(".keep")[:2]:
        row.click()
    firefox.click(".shortlist-way a")
    firefox.until(lambda: len(firefox.shown(".sheet-frame .sheet__call")) == 2)
    for name, ending in (("Tabel (CSV)", ".csv"), ("Markdown", ".md"), ("Deadlines in uw agenda", ".ics")):
        next(each for each in firefox.shown("button") if each.text == name).click()
        assert firefox.saved(ending)


def test_what_one_page_keeps_every_page_knows(firefox: Firefox, disk: Path) -> None:
    """Firefox has a store for each file; a page that was left with an older copy takes nothing back."""
    number = ".shortlist-way .count"
    firefox.open((disk / "nl/mijn-lijstje.html").as_uri())
    firefox.one("[data-do=clear], .shortlist-empty")
    if firefox.shown("[data-do=clear]"):
        firefox.click("[data-do=clear]")
        firefox.one(".shortlist-empty")
    listed = (disk / "nl/oproepen/index.html").as_uri()
    firefox.open(listed)
    firefox.until(lambda: not firefox.shown(number))
    firefox.click(".call-row .keep")
    firefox.until(lambda: firefox.texts(number) == ["1"])
    firefox.open((disk / CALL).as_uri())
    firefox.until(lambda: firefox.texts(number) == ["1"])
    firefox.click(".keep")
    firefox.until(lambda: firefox.texts(number) == ["2"])
    firefox.driver.go_back()
    firefox.until(lambda: firefox.texts(number) == ["2"])
    firefox.open(listed)
    firefox.until(lambda: firefox.texts(number) == ["2"])
    firefox.shown(".call-row .keep")[2].click()
    firefox.open((disk / "en/index.html").as_uri())
    firefox.until(lambda: firefox.texts(number) == ["3"])


def test_one_finds_out_what_fits(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/iets-voor-mij.html").as_uri() + "?theme=klimaat-en-milieu")
    firefox.one(".finder .call-row")


def test_a_calendar_stands_beside_the_page(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / CALL).as_uri())
    links = [each.get_property("href") for each in firefox.shown('a[href$=".ics"]')]
    assert links == [(disk / CALL).with_suffix(".ics").as_uri()]


def test_the_form_writes_a_call(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/oproep-voorstellen.html").as_uri())
    firefox.one("#f-title").send_keys("Een nieuwe oproep")
    firefox.click("[name=deadline-kind][value=rolling]")
    firefox.click("[data-do=save]")
    text = firefox.saved("een-nieuwe-oproep.md").read_text("utf-8")
    assert text.startswith("---\ntitle: Een nieuwe oproep\nlanguage: nl\ndeadline: rolling\n")


def test_a_draft_goes_along_to_the_other_language_until_it_is_cleared(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / "nl/oproep-voorstellen.html").as_uri())
    firefox.one("#f-title").clear()
    firefox.one("#f-title").send_keys("Luchtbrug")
    firefox.until(lambda: firefox.run("return Object.values(localStorage).some((text) => text.includes('Luchtbrug'))"))
    firefox.open((disk / "en/propose-a-call.html").as_uri())
    title = "return document.getElementById('f-title').value"
    firefox.until(lambda: firefox.run(title) == "Luchtbrug")
    firefox.click("[data-clear]")
    firefox.driver.switch_to_alert().accept()
    firefox.until(lambda: firefox.run(title) == "")
    firefox.open((disk / "nl/oproep-voorstellen.html").as_uri())
    firefox.until(lambda: firefox.run(title) == "")


def test_it_prints(firefox: Firefox, disk: Path) -> None:
    firefox.open((disk / CALL).as_uri())
    paper = firefox.driver._send_message("WebDriver:Print", {}, key="value")  # noqa: SLF001 - there is no method for it
    assert base64.b64decode(paper).startswith(b"%PDF")
