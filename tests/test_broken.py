"""From a good catalogue with one mistake put in, exactly the problems that an editor is shown, and nothing published."""

from __future__ import annotations

import gc
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from oproep.model.problem import Severity
from oproep.rendering import prose
from oproep.site import Refused, build, check
from oproep.site.design import OWN_DESIGN
from tests.broken.mending import mend, put
from tests.broken.tiny import GOOD, HOSTILE, write, write_hostile
from tests.front_door import call

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HERE = Path(__file__).parent / "broken"
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))["case"]


def name_of(case: dict[str, Any]) -> str:
    return " ".join(str(case[part]) for part in ("file", "at", "body", "link") if part in case)


def test_nothing_is_wrong_with_the_catalogue_that_mistakes_are_put_into(tmp_path: Path) -> None:
    assert check(write(tmp_path, GOOD), NOW) == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_publishes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    if all(said.get("severity") == "hint" for said in case["says"]):
        return
    put(write(tmp_path, GOOD), case)
    out = tmp_path / "public"
    with pytest.raises(Refused):
        build(tmp_path, out, NOW)
    assert not out.exists()


def expected(case: dict[str, Any]) -> list[dict[str, object]]:
    """What every form must say of a case, named as JSON names it, in the order of files and lines."""
    listed = [{"file": case["at"], "severity": "error", **said} for said in case["says"]]
    return [{**said, "file": f"content/{said['file']}"} for said in listed]


Said = tuple[str, str, str, str, str]  # place, severity, code, message, remedy


def as_said(problem: dict[str, object]) -> Said:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}"
    return (place, str(problem["severity"]), str(problem["code"]), str(problem["message"]), str(problem["fix"]))


def in_text(text: str) -> list[Said]:
    """The problems that the text form says; each has its line with a caret, or no line that can be shown."""
    found = []
    for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]:
        head, *source, fix, guide = block.rstrip("\n").split("\n")
        named = re.fullmatch(r"(.+:\d+:\d+): (error|hint): (.+) \[([a-z0-9-]+)\]", head)
        assert named, head
        assert guide == f"    CONTRIBUTING.md#{named[4]}"
        assert not source or (len(source) == 2 and re.fullmatch(r" {4} *\^+", source[1])), source
        found.append((named[1], named[2], named[4], named[3], fix.removeprefix("    ")))
    return found


def in_annotations(text: str) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    """What annotations say, message and remedy in one, and what other lines there are."""
    found: list[tuple[str, str, str, str]] = []
    others = []
    for line in text.splitlines():
        named = re.fullmatch(
            r"::(error|warning) file=(.+),line=(\d+),col=(\d+)(?:,endLine=\3,endColumn=\d+)?,title=([a-z0-9-]+)::(.+)",
            line,
        )
        if not named:
            others.append(line)
            continue
        severity = "hint" if named[1] == "warning" else "error"
        file, message = (unescaped(named[at]) for at in (2, 6))
        found.append((f"{file}:{named[3]}:{named[4]}", severity, named[5], message))
    return found, others


def unescaped(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_is_named_with_its_place_and_its_remedy_in_every_form(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(write(tmp_path, GOOD), case)
    monkeypatch.setattr("oproep.site.check", cache(check))  # once for all three
    forms = [
        call("check", "--root", tmp_path, "--now", NOW.isoformat(), "--format", form)
        for form in ("json", "text", "github")
    ]
    wanted = [as_said(said) for said in expected(case)]
    code = int(any(said[1] == "error" for said in wanted))
    assert [form.returncode for form in forms] == [code] * 3
    assert "Traceback" not in "".join(form.stderr for form in forms)
    data, text, annotations = forms
    assert [as_said(each) for each in json.loads(data.stdout) if each["code"] != "missing-translation"] == wanted
    assert sorted(each for each in in_text(text.stderr) if each[2] != "missing-translation") == sorted(wanted)
    shown, others = in_annotations(annotations.stdout)
    shown = [each for each in shown if each[2] != "missing-translation"]
    everything = [(place, severity, code, f"{message} {fix}") for place, severity, code, message, fix in wanted]
    errors = sum(said[1] == "error" for said in wanted)
    assert set(shown) <= set(everything)
    assert len(shown) == min(errors, 10) + len(wanted) - errors
    more = errors - 10
    told = f"There are {more} more error{'s' if more > 1 else ''}. All: python build.py check."
    assert [unescaped(line) for line in others] == ([f"::notice title=check::{told}"] if more > 0 else [])


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_goes_away_when_its_remedy_is_followed(case: dict[str, Any], tmp_path: Path) -> None:
    put(write(tmp_path, GOOD), case)
    mended = mend(tmp_path, case)
    codes = {said["code"] for said in case["says"]}
    left = [problem for problem in check(tmp_path, NOW) if problem.severity is Severity.ERROR or problem.code in codes]
    assert left == []
    if mended:
        for said in case["says"]:
            for words in told_to_write(said["fix"]):
                assert words in mended, f"the remedy is to write {words}"


def told_to_write(fix: str) -> list[str]:
    """What a remedy asks for to the letter."""
    exact = re.findall(
        r"^Write ((?:https://|EUR |[a-z-]+$|[A-Z]{2,3}$|[0-9])[^;]*?)(?: or .*|, or .*| without .*| if .*)?\.$", fix
    )
    meant = re.findall(r"Did you mean ‘(.+?)’\?", fix)
    named = re.findall(r"(?:Rename it to|Move it to) (\S+?\.md)\b", fix)
    return [*exact, *meant, *named]


def test_there_are_fifty_files_with_one_mistake_and_some_with_ten() -> None:
    assert sum(len(case["says"]) == 1 for case in CASES) >= 50
    assert sum(len(case["says"]) >= 10 for case in CASES) >= 2


def test_every_file_of_the_folder_is_in_the_table() -> None:
    there = {path.name for path in HERE.iterdir() if path.suffix in {".md", ".toml"} and path.name != "expected.toml"}
    assert there == {case["file"] for case in CASES}


def test_every_remedy_says_what_to_do() -> None:
    for case in CASES:
        for said in case["says"]:
            assert said["message"][-1] == ".", said
            assert said["fix"][-1] in '.?…"' or "python build.py accept" in said["fix"], said
            assert "invalid" not in said["message"].lower()


def test_all_mistakes_together_are_named_together(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    expected = set()
    plain = [case for case in CASES if case["at"] == "calls/fout.md" and set(case) <= {"file", "at", "says", "mend"}]
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
                assert not colon or scheme in {"https", "mailto", "tel", "webcal"}, (address, link)


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
