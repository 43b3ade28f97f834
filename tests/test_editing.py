"""What the program writes for an editor: a new record, a new translation, the mark of an original."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oproep.editing import with_mark
from oproep.mending import mended
from oproep.model import KINDS
from oproep.model.keys import keys_of
from oproep.model.skeleton import SENTENCES, translation_skeleton
from oproep.reading.frontmatter import split
from oproep.reading.yaml import read_yaml
from oproep.site import read_tongues
from tests.front_door import LANGUAGES, ROOT, call, files

FOLDERS = {"call": "calls", "fund": "funds", "theme": "themes", "contact": "contacts", "beneficiary": "beneficiaries"}
TONGUES = read_tongues((ROOT / "templates",), ())[0]

each_kind = pytest.mark.parametrize("kind", FOLDERS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def new(root: Path, kind: str, language: str, slug: str = "iets-nieuws") -> Path:
    """The file that `new` has written."""
    done = call("new", kind, slug, "--language", language, "--root", root)
    assert done.returncode == 0, done.stderr
    path = root / "content" / FOLDERS[kind] / f"{slug}.md"
    assert f" {path}" in done.stdout
    return path


def errors(root: Path, *paths: Path) -> list[dict[str, Any]]:
    """What stops a build in these files, hints left out."""
    found = json.loads(call("check", "--root", root, "--format", "json", *paths).stdout)
    return [each for each in found if each["severity"] == "error"]


def keys_in(text: str) -> dict[str, Any]:
    """The keys of a record as typed."""
    parts = split(text)
    raw = read_yaml(parts.front, parts.front_line).raw
    assert isinstance(raw, dict)
    return raw


def with_each_key_alone(text: str) -> Iterator[tuple[str, str]]:
    """The record again for each key in its comments, with that key taken out of them as an editor does it."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if started := re.match(r"# ([a-z_]+):(?: |$)", line):
            end = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith("#  "))
            used = [row.removeprefix("# ") for row in lines[at:end]]
            above = [row for row in lines[:at] if not row.startswith(f"{started[1]}: ")]
            yield started[1], "\n".join([*above, *used, *lines[end:]])


# new


@each_kind
@each_language
def test_a_new_record_passes_the_check(kind: str, language: str, example: Path) -> None:
    path = new(example, kind, language)
    assert errors(example) == []
    raw = path.read_bytes()
    assert raw.count(b"\r") == 0
    assert raw.endswith(b"\n")


@each_kind
@each_language
def test_each_key_of_a_new_record_may_be_used_as_it_stands(kind: str, language: str, example: Path) -> None:
    """In short and in full: what the comments show is what an editor copies."""
    path = new(example, kind, language)
    shown = list(with_each_key_alone(path.read_text(encoding="utf-8")))
    for number, (name, text) in enumerate(shown):
        assert name in keys_in(text)
        path.with_name(f"iets-{number}.md").write_text(text, encoding="utf-8")
    assert errors(example) == []
    optional = {name for name, key in keys_of(KINDS[FOLDERS[kind]]).items() if not key.required}
    assert optional - {"organisation"} <= {name for name, _ in shown}


@each_kind
def test_a_new_record_explains_every_key_in_the_language_of_the_editor(kind: str, example: Path) -> None:
    dutch = TONGUES["nl"].help
    text = new(example, kind, "nl").read_text(encoding="utf-8")
    for key in keys_of(KINDS[FOLDERS[kind]]).values():
        assert f"# {'Verplicht. ' if key.required else ''}{dutch(key.help)}" in text
        assert key.help not in text
    assert not [sentence for sentence in SENTENCES if sentence in text]


@each_kind
def test_a_new_record_is_in_the_order_that_mending_keeps_whichever_of_its_keys_are_used(
    kind: str, example: Path
) -> None:
    path = new(example, kind, "nl")
    blank = path.read_text(encoding="utf-8")
    for text in (blank, *(used for _, used in with_each_key_alone(blank))):
        assert mended(text.encode(), FOLDERS[kind], path.name) == (text.encode(), ())


def test_a_new_call_shows_what_is_inside_a_group_and_which_words_and_records_there_are(example: Path) -> None:
    text = new(example, "call", "en").read_text(encoding="utf-8")
    assert re.search(r"^#   total: EUR 5 000 000 +# All there is to divide\.$", text, re.MULTILINE)
    assert re.search(r"^#     max: EUR 250 000 +# The most a project may ask\.$", text, re.MULTILINE)
    assert "# One of: rolling (at any time), until-spent (until budget spent), " in text
    assert "# There are now: luchtkastelen-2014-2020, luchtkastelen-2021-2027\n" in text
    assert "# themes: [water]\n" in text


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("nl", ["Doelstellingen", "Activiteiten", "Budget", "Wie kan indienen", "Contact"]),
        ("en", ["Objectives", "Activities", "Budget", "Who may apply", "Contact"]),
    ],
)
def test_a_new_call_has_the_headings_that_calls_have(language: str, headings: list[str], example: Path) -> None:
    text = new(example, "call", language).read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == headings
    assert text.count("\n<!-- ") == len(headings)


def test_a_new_record_never_takes_the_place_of_one(example: Path) -> None:
    before = files(example)
    done = call("new", "call", "kaarsen", "--root", example)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert files(example) == before


# new translation


@pytest.mark.parametrize(
    "title",
    ["Regenbogen", "AMIF: een titel met: meer", "'t Is # geen commentaar", '"Aanhaling" en \\ meer', "- [x] {y}"],
)
def test_a_new_translation_holds_the_words_to_replace_and_is_accepted(title: str, example: Path) -> None:
    source = example / "content" / "calls" / "regenbogen.md"
    quoted = json.dumps(title, ensure_ascii=False)
    head = f"---\ntitle: {quoted}\nsummary: {quoted}\nlanguage: nl\ndeadline: rolling\n---\n"
    source.write_text(f"{head}\n## Woorden\n\nWoorden.\n", encoding="utf-8")
    done = call("new", "translation", source, "--language", "en", "--root", example)
    assert done.returncode == 0, done.stderr
    path = source.with_name("regenbogen.en.md")
    assert {**keys_in(path.read_text(encoding="utf-8")), "translates": ""} == {
        "title": title, "summary": title, "translates": ""
    }  # fmt: skip
    checked = json.loads(call("check", "--root", example, path, "--format", "json").stdout)
    assert [each["code"] for each in checked] == ["not-translated"]
    again = call("new", "translation", source, "--language", "en", "--root", example)
    assert again.returncode == 2


BODY = """Vooraf.

## Doelstellingen

- woorden

### Voor wie?

## wie kan  indienen ##

```sh
# geen kop
```

## Iets anders
"""


def test_a_new_translation_has_the_headings_of_its_original_and_help_in_its_own_language(example: Path) -> None:
    source = example / "content" / "calls" / "regenbogen.md"
    facts = "language: nl\nidentifier: LUCHT-9\ndeadline: rolling\nthemes: [water]"
    source.write_text(f"---\ntitle: Regenbogen\n{facts}\n---\n\n{BODY}", encoding="utf-8")
    call("new", "translation", source, "--language", "en", "--root", example)
    text = source.with_name("regenbogen.en.md").read_text(encoding="utf-8")
    assert re.findall(r"^##.*$", text, re.MULTILINE) == [
        "## Objectives", "### Voor wie?", "## Who may apply", "## Iets anders"
    ]  # fmt: skip
    assert "# The title in this language.\n" in text
    assert "Vooraf" not in text
    assert set(keys_in(text)) == {"title", "translates"}


def test_help_in_a_new_translation_is_in_the_language_it_is_translated_into(example: Path) -> None:
    source = example / "content" / "calls" / "paper-boats.md"
    source.with_name("paper-boats.nl.md").unlink()
    call("new", "translation", source, "--language", "nl", "--root", example)
    text = source.with_name("paper-boats.nl.md").read_text(encoding="utf-8")
    assert "# De titel in deze taal.\n" in text
    assert errors(example) == []


# accept


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"translates: 00000000", b"translates: '00000000'  # as of May", b"", b"translates:"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_accepting_writes_the_mark_and_nothing_else(line_end: bytes, mark: bytes, start: bytes, example: Path) -> None:
    path = example / "content" / "calls" / "paper-boats.nl.md"
    lines = [b"---", b"title: 'Bootjes --- van papier'", *([mark] if mark else []), b"---", b"", b"Doelstellingen",
             b"", b"translates: dit is tekst.", b"---", b""]  # fmt: skip
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
    stale = json.loads(call("check", "--root", example, path, "--format", "json").stdout)
    assert "stale-translation" not in {each["code"] for each in stale}
    again = call("accept", path, "--root", example)
    assert (again.returncode, again.stdout) == (0, f"{path}: was accepted already\n")


@pytest.mark.parametrize(
    ("mark", "line"),
    [("97328e27", "'97328e27'"), ("12345678", "'12345678'"), ("e1234567", "e1234567"), ("4e0eae60", "4e0eae60")],
)
def test_a_mark_that_other_programs_take_for_a_number_stands_between_quotes(mark: str, line: str) -> None:
    """An editor that writes all keys anew, as Front Matter CMS does, would make 9.7328e+31 of it."""
    assert with_mark("---\ntitle: X\n---\n", mark) == f"---\ntitle: X\ntranslates: {line}\n---\n"
    assert with_mark("---\ntranslates: 00000000\n---\n", mark) == f"---\ntranslates: {line}\n---\n"
    assert f"\ntranslates: {line}\n" in translation_skeleton("X", None, mark, [], str)


def stale(example: Path) -> set[str]:
    """The translations that were made from other words than their originals have now."""
    found = json.loads(call("check", "--root", example, "--format", "json").stdout)
    return {Path(each["file"]).name for each in found if each["code"] == "stale-translation"}


def change(example: Path, *slugs: str) -> None:
    """Other words in these calls."""
    for slug in slugs:
        path = example / "content" / "calls" / f"{slug}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Nieuwe ", 1), encoding="utf-8")


def test_several_files_are_accepted_at_once(example: Path) -> None:
    before = stale(example)
    change(example, "kaarsen", "vliegers", "windmolens")
    assert stale(example) - before == {"kaarsen.en.md", "vliegers.en.md", "windmolens.en.md"}
    names = ["content/calls/kaarsen.en.md", "content/calls/vliegers.en.md"]
    done = call("accept", *names, "--root", example)
    assert done.stdout == "".join(f"{name}: accepted\n" for name in names)
    assert stale(example) - before == {"windmolens.en.md"}


def test_a_folder_stands_for_the_translations_in_it(example: Path) -> None:
    change(example, "kaarsen", "vliegers")
    done = call("accept", "content/calls", "--root", example)
    assert done.returncode == 0, done.stderr
    there = sorted((example / "content" / "calls").glob("*.*.md"))
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [f"content/calls/{path.name}" for path in there]
    assert "content/calls/kaarsen.en.md: accepted\n" in done.stdout
    assert not stale(example)


def test_a_translation_that_nobody_has_written_yet_is_not_accepted(example: Path) -> None:
    (example / "content" / "calls" / "windmolens.en.md").unlink()
    call("new", "translation", "content/calls/windmolens.md", "--language", "en", "--root", example)
    before = files(example)
    done = call("accept", "content/calls/windmolens.en.md", "--root", example)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "content/calls/windmolens.en.md has no text yet, and windmolens.md has one: translate it first." in done.stderr
    )
    assert files(example) == before


@pytest.mark.parametrize("wrong", ["content/calls/vliegers.md", "content/calls/geen.en.md", "content/contacts"])
def test_where_one_cannot_be_accepted_none_is(wrong: str, example: Path) -> None:
    change(example, "kaarsen")
    before = files(example)
    done = call("accept", "content/calls/kaarsen.en.md", wrong, "--root", example)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert files(example) == before
