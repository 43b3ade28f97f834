"""From a good catalogue with one mistake put in, exactly the problems that an editor is shown, and nothing published."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from oproep.model.problem import Problem, Severity
from oproep.rendering import prose
from oproep.site import Refused, build, check
from oproep.site.design import OWN_DESIGN
from tests.broken.tiny import GOOD, HOSTILE, write, write_hostile

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HERE = Path(__file__).parent / "broken"
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))["case"]


def name_of(case: dict[str, Any]) -> str:
    return " ".join(str(case[part]) for part in ("file", "at", "body", "link") if part in case)


def put(root: Path, case: dict[str, Any]) -> None:
    """Puts the file of a case into the catalogue at `root`, longer or as a link where the case says so."""
    source, target = HERE / case["file"], root / "content" / case["at"]
    if case.get("link"):
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(source)
        return
    text = source.read_text(encoding="utf-8")
    if longest := case.get("body"):
        text += "x" * (longest - len(text.rpartition("---\n\n")[2]))
    write(root, {case["at"]: text})


def told(problem: Problem) -> dict[str, object]:
    """A problem as the table writes it."""
    return {
        "file": problem.file.removeprefix("content/"),
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "fix": problem.fix,
    }


def test_nothing_is_wrong_with_the_catalogue_that_mistakes_are_put_into(tmp_path: Path) -> None:
    assert check(write(tmp_path, GOOD), NOW) == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_is_named_with_its_place_and_its_remedy(case: dict[str, Any], tmp_path: Path) -> None:
    put(write(tmp_path, GOOD), case)
    problems = check(tmp_path, NOW)
    found = [told(problem) for problem in problems if problem.code != "missing-translation"]
    assert found == [{"file": case["at"], "severity": "error", **said} for said in case["says"]]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_publishes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    if all(said.get("severity") == "hint" for said in case["says"]):
        return
    put(write(tmp_path, GOOD), case)
    out = tmp_path / "public"
    with pytest.raises(Refused):
        build(tmp_path, out, NOW)
    assert not out.exists()


def test_every_file_of_the_folder_is_in_the_table() -> None:
    assert {path.name for path in HERE.glob("*.md")} == {case["file"] for case in CASES}


def test_every_remedy_says_what_to_do() -> None:
    for case in CASES:
        for said in case["says"]:
            assert said["message"][-1] == ".", said
            assert said["fix"][-1] in ".?…" or "python build.py accept" in said["fix"], said
            assert "invalid" not in said["message"].lower()


def test_all_mistakes_together_are_named_together(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    expected = set()
    plain = [case for case in CASES if case["at"] == "calls/fout.md" and set(case) == {"file", "at", "says"}]
    for number, case in enumerate(plain):
        if case["file"].startswith(("alias", "identifier")):
            continue  # they speak of the file that they collide with
        at = f"calls/fout-{number}.md"
        put(tmp_path, {**case, "at": at})
        grave = [said for said in case["says"] if said.get("severity") != "hint"]
        expected |= {(f"content/{at}", said["line"], said["column"], said["code"]) for said in grave}
    problems = check(tmp_path, NOW)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert {(each.file, each.line, each.column, each.code) for each in errors} == expected
    assert errors == sorted(errors)


def test_words_that_make_two_lists_one_address_are_named_at_their_file(tmp_path: Path) -> None:
    words = (OWN_DESIGN / "words" / "nl.po").read_text(encoding="utf-8").replace('"fondsen"', '"oproepen"')
    (tmp_path / "templates" / "words").mkdir(parents=True)
    (tmp_path / "templates" / "words" / "nl.po").write_text(words, encoding="utf-8")
    problems = check(write(tmp_path, GOOD), NOW)
    assert [(each.file, each.line, each.code) for each in problems] == [("templates/words/nl.po", 1, "address-taken")]


def test_a_text_that_takes_too_long_is_named_with_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "SECONDS", 0.05)
    gc.disable()  # what it calls would lose the exception
    slow = "---\ntitle: Traag\nlanguage: nl\ndeadline: unknown\n---\n" + "*a**b " * 4000
    problems = check(write(tmp_path, {**GOOD, "calls/traag.md": slow}), NOW)
    gc.enable()
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert [(each.file, each.line, each.code) for each in errors] == [("content/calls/traag.md", 6, "prose-too-hard")]


FORMS = ("nl/oproep-voorstellen.html", "en/propose-a-call.html")  # they have fields of their own


class Parts(HTMLParser):
    """What a browser would run, load or follow in a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module", params=["\n", "\r\n"], ids=["LF", "CRLF"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_hostile(tmp_path_factory.mktemp("hostile"))
    for path in (root / "content").rglob("vijandig*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", request.param.encode()))
    out = tmp_path_factory.mktemp("published")
    build(root, out, NOW, outputs={"pages"})
    return out


def hostile_pages(out: Path) -> Iterator[tuple[str, Parts]]:
    for path in sorted(out.rglob("*.html")):
        parts = Parts()
        parts.feed(path.read_text(encoding="utf-8"))
        yield path.relative_to(out).as_posix(), parts


def test_nothing_an_editor_types_becomes_a_script(hostile: Path) -> None:
    for address, parts in hostile_pages(hostile):
        for tag, attributes in parts.tags:
            assert tag not in {"iframe", "object", "embed", "math", "plaintext"}, address
            own = address in FORMS and (tag == "template" or attributes.get("id", "").startswith("f-"))
            assert own or tag not in {"template", "textarea"}, address
            assert tag != "base" or address == "404.html", address
            assert not [name for name in attributes if name.startswith("on") or name in {"style", "srcdoc"}], (
                address,
                tag,
            )
            if tag == "script":
                assert "static/js/" in attributes.get("src", "") or "json" in attributes.get("type", ""), address
            if tag == "img":
                assert attributes.get("src", "").startswith(("../", "static/")), address
            for link in (attributes.get("href", ""), attributes.get("src", ""), attributes.get("action", "")):
                scheme, colon, _ = link.partition("#")[0].partition(":")
                assert not colon or scheme in {"https", "mailto", "tel"}, (address, link)


def test_what_an_editor_types_is_shown_as_it_was_typed(hostile: Path) -> None:
    text = dict(hostile_pages(hostile))["nl/oproepen/vijandig.html"].text
    for typed in (
        "</title></script><script>window.hostile=1</script>",
        '{{7*7}} {% include "x" %} ${7*7} ]]> --> &lt;b&gt; &amp;amp;',
        "' onmouseover='window.hostile=1' x='",
        "=cmd|' /C calc'!A0",
        "<svg onload=window.hostile=1>",
    ):
        assert typed in text


def test_the_ids_of_a_page_are_its_own(hostile: Path) -> None:
    for address, parts in hostile_pages(hostile):
        ids = [attributes["id"] for _, attributes in parts.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), address


def test_hostile_records_are_of_every_kind_with_a_page_and_of_contacts() -> None:
    assert {path.parent.name for path in HOSTILE.rglob("*.md")} == {
        "beneficiaries",
        "calls",
        "contacts",
        "funds",
        "themes",
    }
