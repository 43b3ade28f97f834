"""The guides for editors say what holds, and whatever follows from the program is committed as it would be written."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import click
import pytest

from oproep.cli import commands
from oproep.guides import files, write
from oproep.guides.front_matter_cms import FILE
from oproep.guides.handbooks import PARTS
from oproep.guides.place import tongues
from oproep.guides.reference import anchor
from oproep.model import KINDS
from oproep.model.contact import TELEPHONE, URL
from oproep.model.keys import keys_below, keys_of
from oproep.model.moment import DAY, MOMENT
from oproep.model.money import MONEY, PERCENTAGE
from oproep.model.problem import Wrong
from oproep.model.shape import ListOf, Shape, SlugOf
from oproep.model.words import LABEL, LINE
from oproep.reading.frontmatter import WrongAt
from oproep.reading.yaml import read_yaml
from oproep.report.codes import CODES
from oproep.report.guide import GUIDES
from tests.front_door import NOW, ROOT, call, copy_of_example

MADE = files()
each_guide = pytest.mark.parametrize("guide", GUIDES)


def text_of(guide: str) -> str:
    return (ROOT / guide).read_text(encoding="utf-8")


def words_of(guide: str) -> str:
    """A guide without the files that it shows."""
    return re.sub(r"^```.*?^```", "", text_of(guide), flags=re.MULTILINE | re.DOTALL)


def headings(guide: str) -> list[str]:
    return [anchor(found) for found in re.findall(r"^#+ (.*)$", words_of(guide), re.MULTILINE)]


@pytest.mark.parametrize("path", MADE)
def test_what_follows_from_the_program_is_committed_as_it_is_now(path: str) -> None:
    """Mend it with `make guides`."""
    assert (ROOT / path).read_text(encoding="utf-8") == MADE[path]


def test_nothing_is_written_where_all_is_as_it_should_be() -> None:
    assert write() == []


# the call at the top


def shown(guide: str) -> dict[str, str]:
    """The files that a guide shows as a whole, by their names in the sentences before them."""
    return dict(re.findall(r"`(content/[^`]+\.md)`(?:(?!```).)*?```markdown\n(.*?)```", text_of(guide), re.DOTALL))


@each_guide
def test_the_call_that_a_guide_opens_with_is_right_to_the_letter(guide: str, tmp_path: Path) -> None:
    """Its translation stands beside it, so not even a hint is left."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    examples = shown(guide)
    assert len(examples) == 2
    for name, text in examples.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = call("check", "--root", tmp_path, "--now", NOW, *(tmp_path / name for name in examples))
    assert (done.returncode, done.stderr) == (0, "")


@each_guide
def test_each_key_of_that_call_is_explained_or_speaks_for_itself(guide: str) -> None:
    source = next(iter(shown(guide).values()))
    front = source.split("---")[1]
    assert front.count("# ") >= 10
    assert set(re.findall(r"^(\w+):", front, re.MULTILINE)) <= set(keys_of(KINDS["calls"]))


# how values are written

ROWS: tuple[Shape[Any] | None, ...] = (
    DAY, MOMENT, MONEY, PERCENTAGE, ListOf(SlugOf("themes")), LABEL, TELEPHONE, URL, None
)  # fmt: skip


def refused(shape: Shape[Any], value: str) -> bool:
    """A value does not pass as it stands in a file."""
    try:
        raw = read_yaml(value if value.startswith("title:") else f"title: {value}", 1).raw
        assert isinstance(raw, dict)
        shape.read(raw["title"])
    except (Wrong, WrongAt):
        return True
    return False


@each_guide
def test_values_are_written_as_the_guide_says_and_not_as_it_says_they_are_not(guide: str) -> None:
    section = words_of(guide).split("\n## ")[2]
    rows = [line.strip("|").split(" | ") for line in section.split("\n") if line.startswith("| ")][2:]
    assert len(rows) == len(ROWS)
    for (*_, right, wrong), shape in zip(rows, ROWS, strict=True):
        for good in re.findall(r"`(.*?)`", right):
            assert not refused(shape or LINE, good), good
        for bad in re.findall(r"`(.*?)`", wrong):
            assert refused(shape or LINE, bad), bad


# what is made


@each_guide
def test_a_guide_has_every_part_once(guide: str) -> None:
    for name in PARTS:
        assert text_of(guide).count(f"<!-- made:{name} -->") == text_of(guide).count(f"<!-- end:{name} -->") == 1


@each_guide
def test_every_code_is_a_heading_that_messages_lead_to(guide: str) -> None:
    lines = text_of(guide).split("\n")
    assert all(f"### {code}" in lines for code in CODES)
    assert len(set(headings(guide))) == len(headings(guide))


@each_guide
def test_every_key_stands_in_the_reference(guide: str) -> None:
    table = text_of(guide).split("<!-- made:keys -->")[1].split("<!-- end:keys -->")[0]
    named = set(re.findall(r"^\| (?:&emsp;)*`(\w+)`", table, re.MULTILINE))
    assert named >= {key.name for record in KINDS.values() for _, key in keys_below(record)}


# what a guide leads to


@each_guide
def test_a_guide_leads_to_what_is_there(guide: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text_of(guide)):
        if target.startswith("#"):
            assert target[1:] in headings(guide), target
        elif not target.startswith("https://"):
            assert (ROOT / target).is_file(), target


@each_guide
def test_what_a_guide_tells_people_to_choose_is_called_so(guide: str) -> None:
    tongue = tongues()[GUIDES[guide]]
    workflow = (ROOT / ".github" / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
    asked = re.findall(r"\*([A-Z][^*\n]+)\*", words_of(guide).replace("\n", " "))
    assert tongue.text("improve-page") in asked
    assert next(name for name in asked if f"name: {name}\n" in workflow)


@each_guide
def test_the_first_commands_on_windows_are_those_of_the_readme(guide: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("```powershell\n")[1].split("\n```")[0]
    assert "<br>".join(f"`{line}`" for line in readme.split("\n")) in text_of(guide)


def understood(words: list[str]) -> None:
    """A command of the program takes these words."""
    with click.Context(commands) as context:
        name, command, rest = commands.resolve_command(context, words)
        while isinstance(command, click.Group):
            name, command, rest = command.resolve_command(context, rest)
        assert command is not None, words
        command.make_context(name, rest, parent=context)


@each_guide
def test_every_command_in_a_guide_is_one_that_there_is(guide: str) -> None:
    typed = re.findall(r"`(?:\.venv\\Scripts\\python )?build\.py ?([^`]*)`", text_of(guide))
    made = [f"{name} {words}" for name, words in re.findall(r'`make (\w+)(?: ARGS="?([^`"]*)"?)?`', text_of(guide))]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{words.split()[0]}:", makefile, re.MULTILINE) for words in made)
    kept = [words for words in [*typed, *made] if words.split() and words.split()[0] != "site"]
    assert len(kept) >= 14
    for words in kept:
        understood(words.split())


# VS Code


def test_what_check_finds_appears_in_the_list_of_problems(tmp_path: Path) -> None:
    copy_of_example(tmp_path / "example")
    path = tmp_path / "example" / "content" / "calls" / "kaarsen.md"
    path.write_text(path.read_text(encoding="utf-8").replace("until-spent", "17:00 [of later]"), encoding="utf-8")
    found = call("check", "--root", tmp_path / "example", "--now", NOW)
    data = json.loads(call("check", "--root", tmp_path / "example", "--now", NOW, "--format", "json").stdout)
    task = next(each for each in json.loads(MADE[".vscode/tasks.json"])["tasks"] if each["args"][1:] == ["check"])
    pattern = task["problemMatcher"]["pattern"]
    parts = [name for name in pattern if name != "regexp"]
    lines = [match for line in found.stderr.split("\n") if (match := re.match(pattern["regexp"], line))]
    seen = [{name: match[pattern[name]] for name in parts} for match in lines]
    wanted = [{name: str(each[name]) for name in parts} for each in data]
    assert any(each["severity"] == "error" for each in seen)
    assert sorted(seen, key=str) == sorted(wanted, key=str)


def test_every_task_is_a_command_that_there_is() -> None:
    settings = json.loads(MADE[".vscode/tasks.json"])
    asked = {f"${{input:{each['id']}}}": "nl" for each in settings["inputs"]}
    asked["${file}"] = "content/calls/my-call.md"
    for task in settings["tasks"]:
        first, *words = [asked.get(word, word) for word in task["args"]]
        assert first == "build.py"
        assert not [word for word in words if "$" in word]
        understood(words)


FIELDS = {"string", "choice", "datetime", "list", "fields"}  # those of Front Matter CMS that say what an editor types


def test_a_form_holds_the_keys_of_its_kind_in_their_order() -> None:
    types = {each["name"]: each["fields"] for each in json.loads(MADE[FILE])["frontMatter.taxonomy.contentTypes"]}
    assert list(types) == list(KINDS)
    for kind, fields in types.items():
        declared = keys_of(KINDS[kind])
        names = [field["name"] for field in fields]
        assert names == [name for name in declared if name in names]
        assert {field["name"] for field in fields if field.get("required")} == {
            name for name, key in declared.items() if key.required
        }
        assert {field["type"] for field in fields} <= FIELDS
        left_out = {declared[name].shape for name in declared if name not in names}
        assert all(shape.listed() for shape in left_out), "only lists that hold groups stay in the text"
