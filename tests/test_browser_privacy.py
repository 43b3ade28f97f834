"""What a page asks of the world and leaves behind: nothing of other hosts, no cookie, and no more than its policy allows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.test_browser_pages import ADDRESSES

Serve = Callable[[Path], str]
# Told by the browser itself, whatever the page does with its console.
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (e) => broken.push(`${e.violatedDirective}: ${e.blockedURI}`));
"""


def test_a_reader_is_known_to_nobody(browser: Browser, serve: Serve, example_built: Path) -> None:
    """Every kind of page, searched and scrolled: one host is asked, nothing is stored that the reader did not ask for."""
    base = serve(example_built)
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    broken: list[str] = []
    for _, address in ADDRESSES:
        page.goto(base + address, wait_until="networkidle")
        page.mouse.wheel(0, 3000)
        broken += [f"{address}: {one}" for one in page.evaluate("broken")]
        stored = page.evaluate("[localStorage.length, sessionStorage.length]")
        assert stored == [0, 0], address
    assert broken == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(base).netloc}
    assert context.cookies() == []
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert page.evaluate("caches.keys().then((found) => found.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0
    context.close()


def test_a_page_runs_nothing_that_is_not_a_file_of_the_site(
    browser: Browser, serve: Serve, example_built: Path
) -> None:
    """The policy holds: what somebody managed to write into a page is neither run nor loaded, nor does it send a form."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(serve(example_built) + "nl/index.html")
    page.evaluate(
        """() => {
          document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = 1" }));
          document.body.append(Object.assign(document.createElement("img"), { src: "https://example.org/x.png" }));
          document.body.append(Object.assign(document.createElement("div"), { innerHTML: "<p style='color: red'>" }));
        }"""
    )
    page.wait_for_function("broken.length >= 3")
    assert page.evaluate("window.ran") is None
    found = {one.split(":")[0] for one in page.evaluate("broken")}
    assert {"img-src", "script-src-elem", "style-src-attr"} <= found
    context.close()
