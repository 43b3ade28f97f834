"""`--fetch` asks the live interface page by page; here a local server replays pages, with every failure there is."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from oproep.importing import fetching
from tests.front_door import run
from tests.portal.asking import numbers, record, topic
from tests.portal.raw import PAGES

Reply = Callable[[BaseHTTPRequestHandler], None]


def good(body: bytes) -> Reply:
    """The whole answer."""

    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return reply


def status(code: int) -> Reply:
    return lambda request: request.send_error(code)


def cut_off(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "5000")
    request.end_headers()
    request.wfile.write(b'{"results": []}')


def cut_off_in_a_chunk(request: BaseHTTPRequestHandler) -> None:
    request.protocol_version = "HTTP/1.1"
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b'ff\r\n{"results"')


def silent(request: BaseHTTPRequestHandler) -> None:
    request.wfile.flush()
    threading.Event().wait(0.6)


def hung_up(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"what?\r\n")


def answer(*codes: str, total: int | None = None) -> bytes:
    results = [topic(code) for code in codes]
    return json.dumps({"totalResults": len(results) if total is None else total, "results": results}).encode()


@dataclass
class Interface:
    """A server that gives each of its replies once, in order; it keeps what it was asked."""

    replies: list[Reply]
    asked: list[tuple[dict[str, list[str]], bytes]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def interface() -> Iterator[Interface]:
    """The server, without replies yet."""
    state = Interface([])

    class Replay(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append((parse_qs(urlsplit(self.path).query), body))
            state.replies.pop(0)(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Replay)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_port}/search"
    yield state
    server.shutdown()
    server.server_close()


def fetch(interface: Interface, into: Path, slept: list[float], said: list[str], patience: float = 5) -> list[Path]:
    return fetching.fetch(into, interface.address, sleep=slept.append, patience=patience, say=said.append)


def test_every_page_is_asked_for_saved_and_imported(interface: Interface, example: Path) -> None:
    interface.replies = [good(PAGES[1].read_bytes())]
    done = run(
        "import", "ft-portal", "--root", example, "--fetch", "--interface", interface.address, "--now", "2026-11-22"
    )
    assert done.returncode == 0, done.stderr
    assert numbers(done) | {"results": 9, "rejected": 2} == numbers(done)
    assert (example / ".cache" / "ft-portal" / "page-1.json").read_bytes() == PAGES[1].read_bytes()
    text = record(example, "testaid-100001-dd-act-multi").read_text(encoding="utf-8")
    assert "verified: 2026-11-22\n" in text  # it was asked today


def test_pages_go_on_until_all_results_are_there_with_a_pause_between(interface: Interface, tmp_path: Path) -> None:
    interface.replies = [good(answer("A-1", total=150)), good(answer("A-2", total=150))]
    slept: list[float] = []
    saved = fetch(interface, tmp_path, slept, [])
    assert [path.name for path in saved] == ["page-1.json", "page-2.json"]
    assert [query["pageNumber"] for query, _ in interface.asked] == [["1"], ["2"]]
    assert slept == [fetching.PAUSE]


def test_pages_go_on_until_one_is_empty_when_no_total_is_said(interface: Interface, tmp_path: Path) -> None:
    body = json.dumps({"results": [topic()]}).encode()
    interface.replies = [good(body), good(body), good(b'{"results": []}')]
    assert len(fetch(interface, tmp_path, [], [])) == 3


def test_the_question_is_a_form_about_topics_and_external_action_in_english(
    interface: Interface, tmp_path: Path
) -> None:
    interface.replies = [good(answer("A-1"))]
    fetch(interface, tmp_path, [], [])
    query, body = interface.asked[0]
    assert query == {"apiKey": ["SEDIA"], "text": ["***"], "pageSize": ["100"], "pageNumber": ["1"]}
    parts = dict(re.findall(rb'name="(\w+)".*?\r\n\r\n(.*?)\r\n--', body, re.DOTALL))
    assert json.loads(parts[b"languages"]) == ["en"]
    assert json.loads(parts[b"query"])["bool"]["must"][0] == {"terms": {"type": ["1", "2"]}}


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (status(500), "answered 500"),
        (status(503), "answered 503"),
        (status(429), "answered 429"),
        (cut_off, "cut off after 15 of 5000 bytes"),
        (cut_off_in_a_chunk, "IncompleteRead"),
        (silent, "timed out"),
        (hung_up, "BadStatusLine"),
        (good(b"<html>busy</html>"), "JSON"),
        (good(b"[" * 100_000), "RecursionError"),
        (good(b'{"results": 7}'), "holds no results"),
        (good(b"[]"), "holds no results"),
    ],
)
def test_a_failure_that_passes_is_waited_out(interface: Interface, tmp_path: Path, failure: Reply, words: str) -> None:
    interface.replies = [failure, failure, good(answer("A-1"))]
    slept: list[float] = []
    said: list[str] = []
    assert len(fetch(interface, tmp_path, slept, said, patience=0.3)) == 1
    assert slept == [2 * fetching.PAUSE, 4 * fetching.PAUSE]
    assert len(said) == 2
    assert all(words in line and line.startswith("Page 1: ") for line in said), said


def test_a_failure_that_stays_ends_it_and_keeps_what_was_saved(interface: Interface, tmp_path: Path) -> None:
    interface.replies = [good(answer("A-1", total=500)), *[status(500)] * fetching.TRIES]
    with pytest.raises(fetching.CannotFetch, match=r"Page 2: The interface answered 500\."):
        fetch(interface, tmp_path, [], [])
    assert [path.name for path in tmp_path.iterdir()] == ["page-1.json"]


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(fetching.CannotFetch, match="refused"):
        fetch(Interface([], address="http://127.0.0.1:9/"), tmp_path, [], [])


def test_an_answer_that_is_too_large_is_refused(
    interface: Interface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10)
    interface.replies = [good(answer("A-1"))] * fetching.TRIES
    with pytest.raises(fetching.CannotFetch, match="more than 10 bytes"):
        fetch(interface, tmp_path, [], [])


def test_an_answer_that_never_ends_is_left(
    interface: Interface, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_PAGES", 3)
    interface.replies = [good(answer("A-1", total=10**6))] * 3
    with pytest.raises(fetching.CannotFetch, match="more than 3 pages"):
        fetch(interface, tmp_path, [], [])


def test_a_refusal_stops_at_once_and_in_words_and_nothing_is_imported(interface: Interface, example: Path) -> None:
    interface.replies = [status(404)]
    before = sorted(example.rglob("*.md"))
    done = run("import", "ft-portal", "--root", example, "--fetch", "--interface", interface.address)
    assert done.returncode == 3
    assert done.stderr == "The machine failed: Page 1: The interface answered 404.\n"
    assert len(interface.asked) == 1
    assert sorted(example.rglob("*.md")) == before
