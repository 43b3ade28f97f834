"""The preview, as an editor has it: a file is saved in one window, and a real browser shows it in the other."""

from __future__ import annotations

import gc
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread, Timer

import pytest
import watchfiles
from playwright.sync_api import Browser, Page, Route, expect

from oproep.outputs.search import SearchIndex
from oproep.rendering.templates import Templates
from oproep.serve.building import Round, Stopped, build_whenever
from oproep.serve.watching import matters, watch_folders
from oproep.site import NotOurs
from oproep.site.design import OWN_DESIGN
from tests.front_door import ROOT, run

PATIENCE = 30.0  # seconds; what is waited for takes one or two
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
WINDOWS = sys.platform == "win32"
MOST_LOOKS = 1000  # at whether Pagefind has answered: ten seconds
OF_TWO_BUILDS = 4  # a build has its templates twice: for the rows of calls, then for pages

expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True)
class Preview:
    """A preview that runs in a process of its own, with what it says on its terminal."""

    root: Path
    port: int
    process: subprocess.Popen[bytes]
    terminal: Path

    @property
    def call(self) -> str:
        return f"http://127.0.0.1:{self.port}/nl/oproepen/kaarsen.html"

    @property
    def said(self) -> str:
        return self.terminal.read_text(encoding="utf-8")

    @property
    def builds(self) -> int:
        return self.said.count("Built in")

    def file(self, name: str = "calls/kaarsen.md") -> Path:
        return self.root / "content" / name

    def rename_call(self, title: str) -> None:
        """Gives the call another title, as an editor that writes into the file itself."""
        path = self.file()
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^title: .*$", f"title: {title}", text, flags=re.MULTILINE), encoding="utf-8")


def wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def preview(example: Path, tmp_path: Path) -> Iterator[Preview]:
    port, terminal = free_port(), tmp_path / "terminal.txt"
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(example), f"--port={port}", "--no-open"]
    with terminal.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        running = Preview(example, port, process, terminal)
        try:
            wait_until(lambda: running.builds > 0 or "failed" in running.said, "the first build is done")
            assert running.builds == 1, running.said
            yield running
        finally:
            process.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a context of its own, on which nothing may go wrong unseen."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [said for said in complaints if "404 (Not Found)" not in said]  # a call that is deleted is missing


def test_what_is_saved_is_on_screen_by_itself(preview: Preview, page: Page) -> None:
    title = page.locator("h1")
    page.goto(preview.call)
    expect(title).to_have_text("Kaarsen in de wind")
    assert preview.builds == 1, "it is built once at the start"

    preview.rename_call("Kaarsen uit de wind")
    expect(title).to_have_text("Kaarsen uit de wind")
    assert preview.builds == 2, "one change is one build"
    assert "1 hint: python build.py check" in preview.said or "hints: python build.py check" in preview.said

    draft = preview.file("calls/.kaarsen.md.swp")
    draft.write_text(preview.file().read_text(encoding="utf-8").replace("uit de wind", "bij de wind"), encoding="utf-8")
    draft.replace(preview.file())  # as vim and others save: a file of another name takes its place
    expect(title).to_have_text("Kaarsen bij de wind")

    preview.file("calls/kaarsen-2.md").write_bytes(preview.file().read_bytes())
    page.goto(f"http://127.0.0.1:{preview.port}/nl/oproepen/kaarsen-2.html")
    expect(title).to_have_text("Kaarsen bij de wind")
    preview.file("calls/kaarsen-2.md").unlink()
    expect(title).not_to_have_text("Kaarsen bij de wind")  # the site's own page for what is missing

    assert not (preview.root / "public").exists(), "only `build` publishes"


def test_two_saves_at_once_are_both_seen(preview: Preview, page: Page) -> None:
    page.goto(preview.call)
    for number in range(2):
        preview.rename_call(f"Kaars {number}")
        time.sleep(0.09)  # the two saves of an impatient editor
        summary = preview.file()
        text = summary.read_text(encoding="utf-8")
        summary.write_text(re.sub(r"^summary: .*$", f"summary: Lont {number}.", text, flags=re.MULTILINE), "utf-8")
        expect(page.locator("h1")).to_have_text(f"Kaars {number}")
        expect(page.locator("main")).to_contain_text(f"Lont {number}.")


def test_a_reader_of_a_long_page_stays_where_they_were(preview: Preview, page: Page) -> None:
    long = "\n\n".join(f"Alinea {number}." for number in range(200))
    preview.file().write_text(preview.file().read_text(encoding="utf-8") + f"\n{long}\n", encoding="utf-8")
    wait_until(lambda: preview.builds == 2, "the long page is built")
    page.goto(preview.call)
    page.get_by_text("Alinea 120.", exact=True).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 1000
    preview.rename_call("Nog steeds lang")
    expect(page.locator("h1")).to_have_text("Nog steeds lang")
    page.wait_for_function("before => Math.abs(scrollY - before) < 2", arg=before)


def test_search_in_the_preview_finds_what_was_saved(preview: Preview, page: Page) -> None:
    preview.rename_call("Fakkeldragers gevraagd")
    wait_until(lambda: preview.builds == 2, "the change is built")
    wait_until(lambda: preview.said.rfind("Search knows") > preview.said.rfind("Built in"), "search is made again")
    page.goto(f"http://127.0.0.1:{preview.port}/nl/zoeken.html?q=fakkeldragers")
    expect(page.get_by_role("link", name="Fakkeldragers gevraagd")).to_be_visible()


def test_a_page_that_was_loading_while_the_site_was_built_is_not_left_behind(preview: Preview, page: Page) -> None:
    held: list[Route] = []
    page.route(re.compile(r"/livereload\.js"), lambda route: route.continue_() if held else held.append(route))
    page.goto(preview.call, wait_until="commit")
    expect(page.locator("h1")).to_have_text("Kaarsen in de wind")
    wait_until(lambda: page.evaluate("1") == 1 and len(held) > 0, "the page asks for livereload")
    preview.rename_call("Te laat gekomen")
    wait_until(lambda: preview.builds == 2, "the change is built")
    held[0].continue_()
    expect(page.locator("h1")).to_have_text("Te laat gekomen")


def test_a_mistake_in_the_content_is_read_in_the_browser_until_it_is_mended(preview: Preview, page: Page) -> None:
    page.goto(preview.call)
    good = preview.file().read_text(encoding="utf-8")
    preview.file().write_text(good.replace("deadline: until-spent", "deadline: 2026-02-30"), encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("Not built: ")
    line = good.split("\n").index("deadline: until-spent") + 1
    problem = page.locator("li").filter(has_text=f"content/calls/kaarsen.md:{line}:")
    expect(problem).to_contain_text("‘2026-02-30’ does not exist")
    expect(problem.locator("pre")).to_contain_text("deadline: 2026-02-30")
    expect(problem.locator(".fix")).to_have_text("Check the day.")
    assert f"content/calls/kaarsen.md:{line}:" in preview.said

    preview.file().write_text(good.replace("title:", "title: ["), encoding="utf-8")  # YAML itself breaks
    expect(page.locator("li").filter(has_text="content/calls/kaarsen.md:")).to_contain_text("[")
    expect(problem).to_have_count(0)

    preview.file().write_text(good, encoding="utf-8")
    expect(page.locator("h1")).to_have_text("Kaarsen in de wind")


def test_a_broken_template_is_named_and_does_not_end_the_preview(preview: Preview, page: Page) -> None:
    page.goto(preview.call)
    template = preview.root / "templates" / "pages" / "call.html"
    good = (OWN_DESIGN / "pages" / "call.html").read_text(encoding="utf-8")
    template.parent.mkdir(parents=True)  # a catalogue gets templates of its own while it is shown
    template.write_text("{# ours #}\n{% if %}\n" + good, encoding="utf-8")
    expect(page.locator("li code")).to_have_text("templates/pages/call.html:2:1")

    misspelt = good.replace("{% block main %}", "{% block main %}\n{{ view.titel }}")
    assert misspelt != good
    template.write_text(misspelt, encoding="utf-8")
    expect(page.locator("li")).to_contain_text("titel")

    template.write_text(good.replace("{% block main %}", "{% block main %}<p>Ons eigen ontwerp</p>"), encoding="utf-8")
    expect(page.locator("main")).to_contain_text("Ons eigen ontwerp")

    shutil.rmtree(template.parent.parent)
    expect(page.locator("main")).not_to_contain_text("Ons eigen ontwerp")
    expect(page.locator("h1")).to_have_text("Kaarsen in de wind")


def test_a_whole_other_content_as_of_a_checkout_is_seen_and_watched(preview: Preview, page: Page) -> None:
    page.goto(preview.call)
    content, other = preview.root / "content", preview.root / "other"
    shutil.copytree(content, other)
    content.rename(preview.root / "before")
    other.rename(content)
    preview.rename_call("Van een andere tak")
    expect(page.locator("h1")).to_have_text("Van een andere tak")
    shutil.rmtree(content)
    expect(page.locator("li code").first).to_contain_text("content/site.toml:1:1")
    (preview.root / "before").rename(content)
    expect(page.locator("h1")).to_have_text("Kaarsen in de wind")
    preview.rename_call("Weer thuis")
    expect(page.locator("h1")).to_have_text("Weer thuis")


@pytest.mark.skipif(WINDOWS, reason="Windows has another Ctrl-C")
def test_ctrl_c_ends_it_at_once_during_a_build_too(preview: Preview) -> None:
    preview.rename_call("Nog net niet af")
    time.sleep(0.15)  # it may be building now, and may not: both must do
    began = time.monotonic()
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(PATIENCE) == 0, preview.said
    assert time.monotonic() - began < 2
    assert preview.said.endswith("The preview has ended.\n")
    assert "Traceback" not in preview.said


def test_a_taken_port_is_said_with_the_remedy(example: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = run("serve", "--root", example, "--port", str(port), "--no-open")
    assert answer.returncode == 3
    assert answer.stderr.startswith(f"Port {port} is taken")
    assert re.search(r"python build\.py serve --port \d+$", answer.stderr.strip())


def test_only_this_machine_is_answered(preview: Preview) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), timeout=5):
        pass
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.2", preview.port), timeout=5)


def a_round(root: Path, clock: Callable[[], datetime], said: list[str], stop: Event) -> Round:
    return Round(root=root, out=root / "out", clock=clock, base_url="http://127.0.0.1/", say=said.append, stop=stop)


def test_a_mistake_of_the_program_is_a_page_too_and_the_next_round_goes_on(example: Path) -> None:
    wanted, stop = Event(), Event()
    said: list[str] = []
    shown: list[str | None] = []
    moments = ["never", NOW.isoformat(), NOW.isoformat()]
    build = a_round(example, lambda: datetime.fromisoformat(moments.pop(0)), said, stop)
    thread = Thread(target=build_whenever, args=(wanted, stop, build, shown.append))
    thread.start()
    wanted.set()
    wait_until(lambda: len(shown) == 1, "the mistake is shown")
    wanted.set()
    wait_until(lambda: len(shown) == 2, "the site is shown")
    stop.set()
    wanted.set()
    thread.join(PATIENCE)
    assert shown[0] is not None
    assert "The program made a mistake: ValueError" in shown[0]
    assert "oproep/serve/building.py:" in shown[0]
    assert "Traceback" in said[0]
    assert shown[1] is None


def test_pages_are_there_first_and_search_and_data_follow(example: Path) -> None:
    build = a_round(example, lambda: NOW, [], Event())
    page, out = example / "out/nl/oproepen/kaarsen.html", example / "out"
    call = example / "content/calls/kaarsen.md"

    def of_search() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (out / "nl/pagefind").rglob("*") if path.is_file()}

    assert build.pages() is None
    assert page.exists()
    assert not of_search()
    build.rest(Event())
    before = of_search()
    assert before

    call.write_text(call.read_text(encoding="utf-8").replace("Kaarsen in de wind", "Fakkels"), encoding="utf-8")
    assert build.pages() is None
    assert "Fakkels" in page.read_text(encoding="utf-8")
    assert of_search() == before, "search waits"
    assert "Fakkels" not in (out / "data/calls/kaarsen.json").read_text(encoding="utf-8")

    newer = Event()
    newer.set()
    with pytest.raises(Stopped):
        build.rest(newer)
    assert of_search() == before, "what is saved meanwhile goes before"
    build.rest(Event())
    assert of_search() != before
    assert "Fakkels" in (out / "data/calls/kaarsen.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("first", ["shards", "program"])
def test_making_the_index_does_not_hold_up_what_is_saved_meanwhile(
    example: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    """However long Pagefind takes for any part of it: here it never answers."""
    looks = count()

    def never(_pipe: object) -> bool:
        time.sleep(0.01)
        assert next(looks) < MOST_LOOKS, "nobody asks whether it is still wanted"
        return False

    parts = vars(SearchIndex)["parts"].func
    step = 1 if first == "shards" else -1
    monkeypatch.setattr(SearchIndex, "parts", property(lambda search: parts(search)[::step]))
    monkeypatch.setattr("oproep.outputs.pagefind_service.ready", never)
    build, newer = a_round(example, lambda: NOW, [], Event()), Event()
    assert build.pages() is None
    Timer(0.5, newer.set).start()
    with pytest.raises(Stopped):
        build.rest(newer)


@pytest.mark.parametrize("lines", ["Zin {}.\n", "[Zin {}](nergens.md)\n"], ids=["built", "refused"])
def test_a_preview_that_builds_all_day_forgets_what_it_built(example: Path, lines: str) -> None:
    """What shows a page holds itself: only the collector, which a build rests, takes it back."""
    wanted, stop = Event(), Event()
    call = example / "content/calls/kaarsen.md"
    shown: list[str | None] = []

    def show(page: str | None) -> None:
        shown.append(page)
        if len(shown) == 5:
            stop.set()
        call.write_text(f"{call.read_text(encoding='utf-8')}\n{lines.format(len(shown))}", encoding="utf-8")
        wanted.set()

    wanted.set()
    gc.disable()  # it shall not happen to run
    try:
        build_whenever(wanted, stop, a_round(example, lambda: NOW, [], stop), show)
        alive = sum(isinstance(found, Templates) for found in gc.get_objects())
    finally:
        gc.enable()
    assert [bool(page) for page in shown] == [False, *["nergens" in lines] * 4]
    assert alive <= OF_TWO_BUILDS


def test_a_full_disk_is_not_called_a_mistake_of_the_program(example: Path) -> None:
    (example / "out").write_text("in the way", encoding="utf-8")
    said: list[str] = []
    build = a_round(example, lambda: NOW, said, Event())
    with pytest.raises(NotOurs) as caught:
        build.pages()
    page = build.failed(caught.value)
    assert "The machine failed" in page
    assert not any("Traceback" in line for line in said)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("calls/x.md", True),
        ("calls", True),
        ("", True),
        ("calls/.x.md.swp", False),
        (".git/index", False),
        ("calls/x.md~", False),
        ("calls/.#x.md", False),
        ("calls/#x.md#", False),
    ],
)
def test_what_editors_keep_beside_a_file_is_no_change(name: str, shown: bool) -> None:  # noqa: FBT001
    folder = Path("/a/.hidden/root/content")
    assert matters(folder / name, [folder]) is shown


def test_a_system_that_allows_no_watches_is_asked_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_more(*folders: Path, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise OSError(28, "inotify watch limit reached")
        return watchfiles.watch(*folders, force_polling=True, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("oproep.serve.watching.watch", no_more)
    changes: list[None] = []
    said: list[str] = []
    stop = Event()
    thread = Thread(target=watch_folders, args=(lambda: [tmp_path], lambda: changes.append(None), stop, said.append))
    thread.start()
    try:
        wait_until(lambda: len(changes) == 1, "it watches")
        (tmp_path / "new.md").write_text("new", encoding="utf-8")
        wait_until(lambda: len(changes) > 1, "the change is told")
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert len(said) == 1
    assert "inotify watch limit reached" in said[0]
