"""Each code that the program can say is explained, in every language that editors are promised."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from oproep.rendering.tongue import CODE
from oproep.report import CODES
from oproep.site import read_tongues
from tests.front_door import ROOT

MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "oproep").rglob("*.py"))}
EXPLAINS = {"code", "fix"}  # what has both of these tells an editor something


def parameters(function: ast.FunctionDef) -> list[str]:
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in names if name != "self"] + [argument.arg for argument in function.args.kwonlyargs]


def tellers() -> Iterator[tuple[str, int]]:
    """Every function and class that takes a code and a fix, with the place of the code among its arguments."""
    for tree in MODULES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and set(parameters(node)) >= EXPLAINS:
                yield node.name, parameters(node).index("code")
            if isinstance(node, ast.ClassDef):
                fields = [part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)]  # fmt: skip
                own = [parameters(part) for part in node.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"]  # fmt: skip
                for names in [fields, *own]:
                    if set(names) >= EXPLAINS:
                        yield node.name, names.index("code")


TELLERS = set(tellers())


def named(call: ast.Call) -> str:
    """What is called, by its last name; of `super().__init__` the one class that is built upon so."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return "Pattern"
        case ast.Attribute(attr=name):
            return name
    return ""


def codes() -> Iterator[tuple[Path, ast.expr]]:
    """What stands for the code in every call that tells something."""
    for path, tree in MODULES.items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call):
                continue
            places = {place for name, place in TELLERS if name == named(call)}
            given = [word.value for word in call.keywords if word.arg == "code" and places]
            given += [call.args[place] for place in places if place < len(call.args)]
            if given:
                yield path, given[0]


def said() -> set[str]:
    return {each.value for _, each in codes() if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def test_every_code_that_the_program_can_say_is_explained_and_none_is_left_over() -> None:
    assert set(CODES) == said()


def test_a_code_is_written_out_where_it_is_told() -> None:
    for path, tree in MODULES.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and {name for name, _ in TELLERS} & {named(call)}:
                for word in call.keywords:
                    passed_on = ast.unparse(word.value).rpartition(".")[2] == "code"
                    written = isinstance(word.value, ast.Constant)
                    assert word.arg != "code" or written or passed_on, f"{path}:{call.lineno}"


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_is_one_or_two_sentences(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    sentences = re.findall(r"[.?](?: |$)", CODES[code])
    assert 1 <= len(sentences) <= 2, CODES[code]
    assert CODES[code][-1] == "."
    assert "invalid" not in CODES[code].lower()


def test_every_explanation_stands_in_dutch_and_none_is_left_over() -> None:
    with (ROOT / "templates" / "words" / "nl.po").open("rb") as file:
        translated = {str(word.id): str(word.string) for word in read_po(file) if word.context == CODE and word.string}
    assert set(translated) == set(CODES.values())
    assert len(set(translated.values())) == len(translated)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_explanation_is_said_in_the_language_of_the_editor(language: str) -> None:
    tongues, _ = read_tongues((ROOT / "templates",), (language,))
    explained = tongues[language].explained(CODES["empty-file"])
    assert (explained == CODES["empty-file"]) is (language == "en")
