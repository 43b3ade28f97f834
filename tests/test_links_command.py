"""`links` asks the pages elsewhere; here a local server is the web, with every way in which it answers or does not."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from oproep.elsewhere.addresses import Place, addresses, in_text
from oproep.elsewhere.asking import Answer, Asker, Verdict
from oproep.elsewhere.connecting import is_public
from oproep.elsewhere.rounds import along, ask_all, in_lanes, nobody_answered
from oproep.elsewhere.telling import MOST_TOLD, Found, as_markdown
from oproep.reading.site import read_settings
from tests.broken.tiny import GOOD, write
from tests.front_door import EXAMPLE, call

Reply = Callable[[BaseHTTPRequestHandler], None]
AGENT = "oproep-links/test (+https://example.org/)"


def status(code: int, **headers: str) -> Reply:
    def reply(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return reply


def only_by_get(code: int) -> Reply:
    """A host that turns HEAD away."""
    return lambda request: status(200 if request.command == "GET" else code)(request)


def silent(_: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(0.5)


def silent_to_head(request: BaseHTTPRequestHandler) -> None:
    silent(request) if request.command == "HEAD" else status(200)(request)


def hung_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


def nonsense(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"what?\r\n\r\n")
    request.close_connection = True


def turns() -> Reply:
    """A host that has a bad moment, and then answers."""
    asked: list[str] = []

    def reply(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.command)
        status(200 if len(asked) > 2 else 503)(request)

    return reply


@dataclass
class Web:
    """A local server: what each path is answered with, and what it was asked."""

    replies: dict[str, Reply]
    asked: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, user agent
    at: str = ""

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


@pytest.fixture
def web() -> Iterator[Web]:
    held = Web({})

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append((self.command, self.path, self.headers["User-Agent"]))
            held.replies.get(self.path, status(200))(self)

        do_HEAD = do_GET  # noqa: N815 - the names are the library's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    held.at = f"http://127.0.0.1:{server.server_port}"
    yield held
    server.shutdown()
    server.server_close()


def asker(**more: Any) -> Asker:
    return Asker(user_agent=AGENT, **{"private": True, "patience": 0.2, "pause": 0.0, "sleep": lambda _: None, **more})


CASES = {
    "there": (status(200), Verdict.ALIVE, "200 OK"),
    "only by GET": (only_by_get(405), Verdict.ALIVE, "200 OK"),
    "HEAD is said to be gone": (only_by_get(404), Verdict.ALIVE, "200 OK"),
    "HEAD is never answered": (silent_to_head, Verdict.ALIVE, "200 OK"),
    "a bad moment": (turns(), Verdict.ALIVE, "200 OK"),
    "leads on": (status(301, Location="/other"), Verdict.ALIVE, "200 OK"),
    "not found": (status(404), Verdict.DEAD, "404 Not Found"),
    "gone": (status(410), Verdict.DEAD, "410 Gone"),
    "leads on to what is gone": (status(302, Location="/gone"), Verdict.DEAD, "410 Gone"),
    "programs are turned away": (status(403), Verdict.UNKNOWN, "403 Forbidden"),
    "to be entered with a name": (status(401), Verdict.UNKNOWN, "401 Unauthorized"),
    "asked too much": (status(429, Retry_After="5"), Verdict.UNKNOWN, "429 Too Many Requests"),
    "broken": (status(500), Verdict.UNKNOWN, "500 Internal Server Error"),
    "away": (status(503), Verdict.UNKNOWN, "503 Service Unavailable"),
    "a status nobody knows": (status(499), Verdict.UNKNOWN, "499"),
    "in a circle": (status(302, Location="/"), Verdict.UNKNOWN, "leads on more than 8 times"),
    "out of the web": (status(302, Location="file:///etc/passwd"), Verdict.UNKNOWN, "which is no page of the web"),
    "slow": (silent, Verdict.UNKNOWN, "did not answer in 0.2 seconds"),
    "hung up": (hung_up, Verdict.UNKNOWN, "did not answer"),
    "nonsense": (nonsense, Verdict.UNKNOWN, "did not answer"),
}


@pytest.mark.parametrize("case", CASES)
def test_dead_is_only_what_says_so_itself(web: Web, case: str) -> None:
    reply, verdict, said = CASES[case]
    web.replies = {"/": reply, "/gone": status(410)}
    answer = asker().ask(f"{web.at}/")
    assert (answer.verdict, said in answer.said) == (verdict, True), answer


def test_whoever_is_asked_is_told_who_asks(web: Web) -> None:
    asker().ask(f"{web.at}/a%20b?c=é")
    assert web.asked == [("HEAD", "/a%20b?c=%C3%A9", AGENT)]


def test_a_host_that_asks_for_a_rest_gets_it_and_a_short_one(web: Web) -> None:
    slept: list[float] = []
    web.replies = {"/": status(429, Retry_After="7"), "/long": status(429, Retry_After="86400")}
    asker(sleep=slept.append).ask(f"{web.at}/")
    asker(sleep=slept.append).ask(f"{web.at}/long")
    assert slept == [7, 7, 30, 30]


def test_a_host_that_wants_no_more_is_asked_no_more(web: Web) -> None:
    web.replies = {"/1": status(429)}
    answers = dict(along(asker(), [f"{web.at}/{number}" for number in range(1, 5)]))
    assert {path for path in web.paths() if path != "/1"} == set()
    assert {answer.verdict for answer in answers.values()} == {Verdict.UNKNOWN}
    assert len(answers) == 4


def test_a_page_that_is_gone_says_nothing_of_the_others(web: Web) -> None:
    web.replies = {"/1": status(404)}
    answers = dict(ask_all(asker(), [f"{web.at}/{number}" for number in range(1, 5)]))
    assert [answers[f"{web.at}/{number}"].verdict for number in range(1, 5)] == ["dead", "alive", "alive", "alive"]


def test_one_host_is_asked_two_things_at_a_time_and_every_address_once() -> None:
    asked = [f"https://a.example/{number}" for number in range(5)] + ["https://b.example/", "http://[broken"]
    lanes = in_lanes(asked)
    assert sorted(address for lane in lanes for address in lane) == sorted(asked)
    assert [len(lane) for lane in lanes] == [3, 2, 1, 1]


def test_between_two_questions_to_one_host_there_is_a_pause(web: Web) -> None:
    slept: list[float] = []
    list(along(asker(pause=1.5, sleep=slept.append), [f"{web.at}/1", f"{web.at}/2", f"{web.at}/3"]))
    assert slept == [1.5, 1.5]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/latest", "http://192.168.1.1/",
     "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
     "http://[fe80::1]/", "http://[fd00::1]/", "http://100.64.0.1/", "http://2130706433/"],
)  # fmt: skip
def test_no_machine_inside_a_network_is_asked(address: str) -> None:
    answer = asker(private=False).ask(address)
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.said.startswith("not asked")


def test_no_page_leads_on_to_a_machine_inside_a_network(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is public here by decree; what it leads to is not."""
    monkeypatch.setattr("oproep.elsewhere.connecting.is_public", lambda number: number == "127.0.0.1")
    web.replies = {"/": status(302, Location="http://169.254.169.254/latest/meta-data")}
    answer = asker(private=False).ask(f"{web.at}/")
    assert answer.said.startswith("not asked")
    assert not answer.whole_host


def test_the_connection_goes_to_the_number_that_was_judged(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for another machine the second time is looked up once."""
    looked_up: list[str] = []

    def look_up(host: str, port: int, **_: Any) -> list[Any]:
        looked_up.append(host)
        number = "127.0.0.1" if len(looked_up) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr("oproep.elsewhere.connecting.is_public", lambda number: number == "127.0.0.1")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: real(host, *a, **k) if host[0].isdigit() else look_up(host, *a, **k),
    )
    answer = asker(private=False).ask(web.at.replace("127.0.0.1", "twice.example") + "/")
    assert (answer.verdict, looked_up) == (Verdict.ALIVE, ["twice.example"])


def test_public_is_what_anyone_can_reach() -> None:
    assert is_public("193.191.1.1")
    assert is_public("2a01:690::1")
    assert not is_public("224.0.0.1")
    assert not is_public("fe80::1%eth0")


@pytest.mark.parametrize(("error", "verdict"), [(socket.EAI_NONAME, Verdict.DEAD), (socket.EAI_AGAIN, Verdict.UNKNOWN)])
def test_a_host_that_does_not_exist_is_dead_and_one_that_nobody_could_look_up_is_not(
    monkeypatch: pytest.MonkeyPatch, error: int, verdict: Verdict
) -> None:
    def look_up(*_: Any, **__: Any) -> None:
        raise socket.gaierror(error, "no")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    answer = asker().ask("https://gone.example/")
    assert (answer.verdict, answer.heard) == (verdict, False)


def test_where_there_is_no_secure_connection_nothing_is_known(web: Web) -> None:
    answer = asker().ask(web.at.replace("http:", "https:"))
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.said.startswith("has no secure connection")


def test_nothing_listens_there() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        answer = asker().ask(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert (answer.verdict, answer.heard, answer.whole_host) == (Verdict.UNKNOWN, False, True)


# What is asked -------------------------------------------------------------------------------------


def test_every_address_of_facts_texts_and_settings_is_found_at_its_line() -> None:
    settings, _ = read_settings(EXAMPLE)
    assert settings
    found, problems = addresses(EXAMPLE, settings, ["nl", "en"])
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert Place("content/site.toml", 7) in found["https://git.example.org/luchtpost"]
    for address, places in found.items():
        assert address.startswith(("http://", "https://"))
        assert "#" not in address
        for place in places:
            line = (EXAMPLE / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
            assert address in line or place.file.endswith("site.toml"), (address, place)
    typed = {
        match.rstrip(".,") for path in (EXAMPLE / "content").rglob("*.md")
        for match in re.findall(r"^ *(?:url|source|apply): (https?://\S+?)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }  # fmt: skip
    assert typed
    assert {address.split("#")[0] for address in typed} <= set(found)


def test_a_text_links_as_markdown_says() -> None:
    text = "See [a](https://a.example/?x=1&y=2),\n<https://b.example/>,\n[c][c] and `https://no.example/`.\n\n"
    text += "[c]: https://c.example/\n\n[mail](mailto:a@b.example) [there](../funds/x.md)"
    assert list(in_text(text, 10)) == [
        ("https://a.example/?x=1&y=2", 10), ("https://b.example/", 11), ("https://c.example/", 14),
    ]  # fmt: skip


# The command ---------------------------------------------------------------------------------------

LEADING = """---
title: A call that leads elsewhere
language: nl
deadline: 2027-03-01
links:
  source: {at}/there
  documents:
    - label: {{nl: Gids, en: Guide}}
      url: {at}/gone.pdf
---

Een tekst met [een pagina]({at}/there#deel) en [nog een]({at}/closed).
"""


@pytest.fixture
def leading(web: Web, tmp_path: Path) -> Path:
    web.replies = {"/gone.pdf": status(404), "/closed": status(403)}
    site = re.sub(r"(?m)^(url|licence)\b.*https?://.*$", "", GOOD["site.toml"])
    files = {**GOOD, "site.toml": f'url = "https://oproep.example.org/"\n{site}'}
    return write(tmp_path / "root", {**files, "calls/leading.md": LEADING.format(at=web.at)})


def asked_for(root: Path, *more: str) -> Any:
    return call(
        "links", "--root", root, "--private", "--pause", "0", "--timeout", "2", *more, "content/calls/leading.md"
    )


def test_a_dead_link_is_named_at_its_place_and_stands_in_the_exit_code(web: Web, leading: Path) -> None:
    done = asked_for(leading)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"content/calls/leading.md:12: unknown: {web.at}/closed (403 Forbidden)",
        f"content/calls/leading.md:9: dead: {web.at}/gone.pdf (404 Not Found)",
        "3 addresses: 1 alive, 1 dead, 1 unknown.",
    ]
    assert web.paths().count("/there") == 1


def test_what_is_unknown_is_not_dead(web: Web, leading: Path) -> None:
    web.replies["/gone.pdf"] = status(503)
    assert asked_for(leading).returncode == 0


def test_the_same_in_json(web: Web, leading: Path) -> None:
    told = json.loads(asked_for(leading, "--format", "json").stdout)
    assert told[1] == {
        "url": f"{web.at}/gone.pdf", "verdict": "dead", "said": "404 Not Found",
        "places": [{"file": "content/calls/leading.md", "line": 9}],
    }  # fmt: skip
    assert told[0]["places"] == [{"file": "content/calls/leading.md", "line": line} for line in (6, 12)]


def test_the_same_as_the_text_of_an_issue(web: Web, leading: Path) -> None:
    text = asked_for(leading, "--format", "markdown").stdout
    assert f"- <{web.at}/gone.pdf>: 404 Not Found. In `content/calls/leading.md:9`" in text
    assert text.index("## Dead") < text.index("<details>") < text.index("403 Forbidden")


def test_without_a_network_nothing_is_called_dead(leading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    done = asked_for(leading)
    assert (done.returncode, done.stdout) == (3, "")
    assert "addresses answered" in done.stderr


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_asked(leading: Path) -> None:
    (leading / "content" / "calls" / "broken.md").write_text("---\ntitle: x\n", encoding="utf-8")
    done = asked_for(leading)
    assert done.returncode == 1
    assert "content/calls/broken.md" in done.stderr


def found(address: str, said: str = "404 Not Found", verdict: Verdict = Verdict.DEAD) -> Found:
    return Found(address, Answer(verdict, said), (Place("content/calls/a.md", 3),))


def test_no_word_of_a_host_or_an_editor_is_markup_in_the_issue() -> None:
    hostile = found("https://a.example/`<script>`[x](y)", "@everyone <img src=x> #1 `` ` ``")
    text = as_markdown([hostile])
    (line,) = [line for line in text.splitlines() if line.startswith("- ")]
    assert re.fullmatch(r"- `[^`]*`: `[^`]*`\. In `content/calls/a\.md:3`", line)


def test_an_issue_has_room_for_all_that_is_said() -> None:
    many = [found(f"https://a.example/{'x' * 150}{number}") for number in range(2000)]
    many += [found(f"https://b.example/{'x' * 150}{number}", "503", Verdict.UNKNOWN) for number in range(2000)]
    text = as_markdown(many)
    assert len(text) < 65_536
    assert f"and {2000 - MOST_TOLD} more" in text


def test_nothing_to_ask_is_no_broken_network() -> None:
    assert not nobody_answered([])
    assert nobody_answered([Answer(Verdict.DEAD, "", heard=False), Answer(Verdict.UNKNOWN, "", heard=False)])
    assert not nobody_answered([Answer(Verdict.DEAD, ""), Answer(Verdict.UNKNOWN, "", heard=False)])
