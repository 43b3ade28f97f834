"""The commands as anyone types them: exit codes, words, and what they write."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.front_door import EXAMPLE, NOW, call, copy_of_the_project, files, run

COMMANDS = (
    ("build",),
    ("check",),
    ("serve",),
    ("new", "call"),
    ("new", "fund"),
    ("new", "theme"),
    ("new", "contact"),
    ("new", "translation"),
    ("accept",),
    ("schema",),
)
KINDS = {"call": "calls", "fund": "funds", "theme": "themes", "contact": "contacts", "beneficiary": "beneficiaries"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_with_an_example(command: tuple[str, ...]) -> None:
    done = call(*command, "--help")
    assert done.returncode == 0, done.stderr
    assert "Example: python build.py " + " ".join(command) in done.stdout
    assert "--root" in done.stdout


def test_without_a_command_it_builds(tmp_path: Path) -> None:
    root = copy_of_the_project(tmp_path / "clone")
    done = subprocess.run([sys.executable, "build.py"], cwd=root, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert (root / "public" / "index.html").is_file()


def test_a_build_says_what_it_made_and_what_to_open(tmp_path: Path) -> None:
    done = run("build", "--root", EXAMPLE, "--out", tmp_path / "public", "--now", NOW)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    made = r"8 calls in 2 languages: \d+ pages, \d+ files \(\d+ new, 0 changed, 0 removed\) in [\d.]+ s\. "
    assert re.match(made, line)
    assert line.endswith(f"Open {tmp_path / 'public' / 'index.html'}")


@pytest.mark.parametrize(
    "wrong",
    [
        ("biuld",),
        ("build", "--now", "tomorrow"),
        ("build", "--now", "2026-02-30T09:00"),
        ("build", "--now", "0001-01-01T00:00"),
        ("build", "--jobs", "0"),
        ("build", "--root", "/nowhere/at/all"),
        ("check", "--format", "xml"),
        ("check", "no-such-file.md"),
        ("build", "--base-url", "example.org"),
        ("build", "--base-url", "javascript:alert(1)"),
        ("check", str(EXAMPLE.parent / "conftest.py")),
        ("check", "/etc/hostname"),
        ("new", "call", "Not A Slug"),
        ("new", "call", "../../escape"),
        ("new", "call", "x" * 81),
        ("new", "call", "aux"),
        ("new", "call", "index"),
        ("new", "contact", "com1"),
        ("new", "call", "fresh", "--language", "xx"),
        ("new", "poem", "fresh"),
        ("new", "translation", "content/calls/kaarsen.md", "--language", "nl"),
        ("new", "translation", "content/calls/kaarsen.md", "--language", "xx"),
        ("new", "translation", "content/calls/no-such.md", "--language", "en"),
        ("new", "translation", "content/site.toml", "--language", "en"),
        ("new", "translation", "content/contacts/bureau-luchtkasteel.md", "--language", "en"),
        ("accept", "content/calls/kaarsen.md"),
        ("accept", "content/calls/no-such.en.md"),
        ("accept", "/etc/hostname"),
        ("accept",),
        ("schema", "poems"),
        ("serve", "--port", "70000"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_said_and_changes_nothing(wrong: tuple[str, ...], example: Path) -> None:
    before = files(example)
    knows_its_root = "--root" in wrong or wrong == ("biuld",)
    done = call(*wrong) if knows_its_root else call(*wrong, "--root", example)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert files(example) == before


def test_a_build_does_not_publish_into_its_own_sources(example: Path) -> None:
    before = files(example)
    for out in ("content/calls/site", "content", "templates", "."):
        done = call("build", "--root", example, "--out", example / out)
        assert (done.returncode, files(example)) == (2, before), out


def test_a_folder_stands_for_every_file_below_it_and_no_check_overlooks_the_settings(example: Path) -> None:
    (example / "content" / "calls" / "fout.md").write_text("---\ntitle: Fout\nlanguage: nl\n---\n")
    assert call("check", "--root", example, "content/calls").returncode == 1
    assert call("check", "--root", example, "content/themes").returncode == 0
    (example / "content" / "site.toml").write_text("x = = 1\n")
    done = call("check", "--root", example, "content/themes/water.md")
    assert done.returncode == 1
    assert "content/site.toml:1" in done.stderr


def test_what_is_said_fits_a_console_of_another_alphabet(example: Path) -> None:
    (example / "content" / "calls" / "fout.md").write_text("---\ntitle: Ελλάδα\nlanguage: nl\nαβγ: x\n---\n", "utf-8")
    for form in ("json", "text", "github"):
        done = run("check", "--root", example, "--format", form, PYTHONIOENCODING="ascii")
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_a_moment_that_is_no_number_of_seconds_is_a_wrong_call(tmp_path: Path) -> None:
    done = run("build", "--root", EXAMPLE, "--out", tmp_path / "public", SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 2
    assert "'yesterday'" in done.stderr


# check


@pytest.fixture
def broken(example: Path) -> Path:
    """The example with mistakes of several kinds."""
    calls = example / "content" / "calls"
    (calls / "fout-een.md").write_text("---\ntitle: Fout, 100% ‘echt’\nlanguage: nl\ndeadline: 2026-02-30\n---\n")
    (calls / "fout-twee.md").write_text("title: geen hek\n")
    (calls / "fout-drie.md").write_text("---\ntitle: x\nlanguage: no\ndeadline: 17:00\ntitle: y\n---\n")
    (calls / "kaarsen.en.md").write_text("---\ntitle: Candles\nbudget: EUR 1\ntranslates: 00000000\n---\n")
    (example / "content" / "calls" / "Leeg.md").write_text("")
    return example


Found = tuple[str, int, int, str]


def in_text(text: str) -> set[Found]:
    found = re.findall(r"^(\S[^:]*):(\d+):(\d+): (?:error|hint): .* \[([\w-]+)\]$", text, re.MULTILINE)
    return {(file, int(line), int(column), code) for file, line, column, code in found}


def in_annotations(text: str) -> set[Found]:
    pattern = r"^::(?:error|warning) file=([^,]+),line=(\d+),col=(\d+),title=([\w-]+)::.+$"
    lines = text.splitlines()
    found = [re.match(pattern, line) for line in lines]
    assert all(found), "a line that is no annotation"
    return {(each[1], int(each[2]), int(each[3]), each[4]) for each in found if each}


def test_every_form_of_the_check_says_the_same(broken: Path) -> None:
    text, annotations, data = (
        call("check", "--root", broken, "--now", NOW, "--format", form) for form in ("text", "github", "json")
    )
    assert [text.returncode, annotations.returncode, data.returncode] == [1, 1, 1]
    problems = json.loads(data.stdout)
    assert all(
        list(problem) == ["file", "line", "column", "code", "severity", "message", "fix"] for problem in problems
    )
    found = {(each["file"], each["line"], each["column"], each["code"]) for each in problems}
    assert len(found) == len(problems) > 5
    assert in_text(text.stderr) == found
    assert in_annotations(annotations.stdout) == found
    hints = {each["code"] for each in problems if each["severity"] == "hint"}
    assert hints == {"stale-translation", "missing-translation", "day-off"}
    assert f"{len(problems) - sum(p['severity'] == 'hint' for p in problems)} errors and " in text.stdout


def test_every_problem_has_its_place_and_a_remedy(broken: Path) -> None:
    problems = json.loads(call("check", "--root", broken, "--now", NOW, "--format", "json").stdout)
    places = {(each["file"].rpartition("/")[2], each["line"], each["column"], each["code"]) for each in problems}
    assert places >= {
        ("fout-een.md", 4, 11, "date-form"),
        ("fout-twee.md", 1, 1, "missing-fence"),
        ("fout-drie.md", 5, 1, "duplicate-key"),
        ("kaarsen.en.md", 3, 1, "fact-in-translation"),
        ("Leeg.md", 1, 1, "file-name"),
    }
    for each in problems:
        assert each["message"].endswith((".", "?", "!"))
        assert each["fix"]
        assert "invalid" not in each["message"].lower()


def test_a_check_of_some_files_says_only_theirs(broken: Path) -> None:
    done = call("check", "--root", broken, "--format", "json", "content/calls/fout-twee.md")
    assert done.returncode == 1
    assert {each["file"] for each in json.loads(done.stdout)} == {"content/calls/fout-twee.md"}
    done = call("check", broken / "content/calls/vliegers.md", "--root", broken)
    assert (done.returncode, done.stdout) == (0, "No problems.\n")


def test_hints_stop_nothing_unless_they_are_asked_to(example: Path) -> None:
    assert call("check", "--root", example).returncode == 0
    assert call("check", "--root", example, "--strict").returncode == 1


def test_a_check_writes_nothing(broken: Path) -> None:
    before = files(broken)
    call("check", "--root", broken)
    assert files(broken) == before


# new


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_record_passes_the_check(kind: str, language: str, example: Path) -> None:
    done = call("new", kind, "iets-nieuws", "--language", language, "--root", example)
    assert done.returncode == 0, done.stderr
    path = example / "content" / KINDS[kind] / "iets-nieuws.md"
    assert str(path) in done.stdout
    checked = call("check", "--root", example)
    assert checked.returncode == 0, checked.stderr
    assert path.read_bytes().count(b"\r") == 0


@pytest.mark.parametrize("kind", ["call", "fund", "theme", "beneficiary"])
def test_every_key_of_a_new_record_may_be_taken_as_it_stands(kind: str, example: Path) -> None:
    """The examples in the skeleton are what an editor copies: each is in the right form."""
    call("new", kind, "iets-nieuws", "--root", example)
    path = example / "content" / KINDS[kind] / "iets-nieuws.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^# (\w+: )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    problems = json.loads(call("check", "--root", example, "--format", "json", path).stdout)
    names_nothing = {"dangling-slug", "missing-translation", "unknown-region"}
    assert [each for each in problems if each["code"] not in names_nothing] == []


def test_a_new_record_never_takes_the_place_of_one(example: Path) -> None:
    before = files(example)
    done = call("new", "call", "kaarsen", "--root", example)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert files(example) == before


@pytest.mark.parametrize(
    "title",
    ["Regenbogen", "AMIF: een titel met: meer", "'t Is # geen commentaar", '"Aanhaling" en \\ meer', "- [x] {y}"],
)
def test_a_new_translation_holds_the_words_to_replace_and_is_accepted(title: str, example: Path) -> None:
    source = example / "content" / "calls" / "regenbogen.md"
    quoted = json.dumps(title, ensure_ascii=False)
    head = f"---\ntitle: {quoted}\nsummary: {quoted}\nlanguage: nl\ndeadline: rolling\n---\n"
    source.write_text(f"{head}\n## Doelstellingen\n\nWoorden.\n", encoding="utf-8")
    done = call("new", "translation", source, "--language", "en", "--root", example)
    assert done.returncode == 0, done.stderr
    path = source.with_name("regenbogen.en.md")
    assert "## Doelstellingen" in path.read_text(encoding="utf-8")
    checked = call("check", "--root", example, path, "--strict")
    assert checked.returncode == 0, checked.stderr
    again = call("new", "translation", source, "--language", "en", "--root", example)
    assert again.returncode == 2


# accept


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"translates: 00000000", b"translates: '00000000'  # as of May", b"", b"translates:"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_accepting_writes_the_mark_and_nothing_else(line_end: bytes, mark: bytes, start: bytes, example: Path) -> None:
    path = example / "content" / "calls" / "paper-boats.nl.md"
    lines = [b"---", b"title: 'Bootjes --- van papier'", *([mark] if mark else []), b"---", b"", b"## Doelstellingen",
             b"", b"translates: dit is tekst.", b"", b"---", b""]  # fmt: skip
    path.write_bytes(start + line_end.join(lines))
    before = files(example)
    done = call("accept", path, "--root", example)
    assert (done.returncode, done.stdout) == (0, f"{path}: accepted\n")
    after = path.read_bytes()
    found = re.search(rb"translates: ([0-9a-f]{8})", after)
    assert found
    fresh = b"translates: " + found[1] + (b"  # as of May" if b"#" in mark else b"")
    lines[2 : 3 if mark else 2] = [fresh]
    assert after == start + line_end.join(lines)
    changed = [name for name, data in files(example).items() if before[name] != data]
    assert changed == ["content/calls/paper-boats.nl.md"]
    assert call("check", "--strict", "--root", example, path).returncode == 0
    again = call("accept", path, "--root", example)
    assert (again.returncode, again.stdout) == (0, f"{path}: was accepted already\n")


# schema


def test_the_schema_is_the_one_that_is_published(example_built: Path) -> None:
    one = json.loads(call("schema", "calls").stdout)
    published = json.loads((example_built / "data" / "schema" / "calls.json").read_text(encoding="utf-8"))
    published.pop("$id")
    assert one == published
    assert set(json.loads(call("schema").stdout)) == {*KINDS.values(), "pages"}
