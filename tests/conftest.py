"""What tests are handed: a built catalogue, a copy of the example, a browser, and a server below a sub-path."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import browser as browsers
from tests.front_door import EXAMPLE, ROOT, Html, build, copy_of_example, pages

SUB_PATH = "/some/base/"
FOLDER = "Oproepen & fondsen #1 é"
Serve = Callable[[Path], str]


# Their tests take longest: begun last, each would be waited for by all other processors.
SLOW = ("test_browser_access.py", "test_promises.py", "test_many_calls.py", "test_cache.py", "test_html.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first; else in the order of their files."""
    items.sort(key=lambda item: item.path.name not in SLOW)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed content, built once."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "public")


@pytest.fixture(scope="session")
def built_pages(built: Path) -> Mapping[str, Html]:
    """Its pages by address."""
    return pages(built)


@pytest.fixture(scope="session")
def example_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built once."""
    return build(EXAMPLE, tmp_path_factory.mktemp("example") / "public")


@pytest.fixture(scope="session")
def example_pages(example_built: Path) -> Mapping[str, Html]:
    """Its pages by address."""
    return pages(example_built)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example to change."""
    return copy_of_example(tmp_path / "example")


@pytest.fixture(scope="session")
def disk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the committed catalogue, unpacked into a folder with a name that is hard on addresses, read-only."""
    folder = tmp_path_factory.mktemp("stick") / FOLDER
    with zipfile.ZipFile(built / "oproep.zip") as bundle:
        bundle.extractall(folder)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder / "oproep"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. Without one a laptop leaves these tests out and says so; an integration run fails."""
    try:
        program = browsers.required()
    except browsers.NoBrowserError as problem:
        if os.environ.get("CI"):
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=browsers.ARGUMENTS)
        yield running
        running.close()


class Below(SimpleHTTPRequestHandler):
    """Serves a site below a sub-path, as a static host does, without a word in the log."""

    def do_HEAD(self) -> None:
        """Whether there is such a file."""
        if self.finds():
            super().do_HEAD()
        else:
            self.send_error(404)

    def finds(self) -> bool:
        """The site has a file of this address, which counts from the sub-path; from now on from the top."""
        below = self.path.startswith(SUB_PATH)
        self.path = "/" + self.path.removeprefix(SUB_PATH)
        return below and Path(self.translate_path(self.path)).exists()

    def do_GET(self) -> None:
        """A file of the site; its 404 page, and the status, for any other address."""
        if self.finds():
            super().do_GET()
            return
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves a built site; answers its address, which ends in the sub-path."""
    running: dict[Path, ThreadingHTTPServer] = {}

    def start(site: Path) -> str:
        if site not in running:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Below, directory=str(site)))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            running[site] = server
        return f"http://127.0.0.1:{running[site].server_port}{SUB_PATH}"

    yield start
    for server in running.values():
        server.shutdown()
        server.server_close()
