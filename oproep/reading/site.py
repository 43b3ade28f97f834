"""content/site.toml becomes the settings of the catalogue, or problems with their line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from oproep.model.keys import read_keys
from oproep.model.problem import Problem, Wrong
from oproep.model.settings import Settings
from oproep.model.shape import Raw

FILE = "content/site.toml"


def read_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings, or None and every problem in them."""
    try:
        text = (root / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        fix = 'Make it, with at least ‘name = "…"’ and ‘url = "https://…/"’.'
        return None, [problem(1, 1, "missing-file", f"There is no {FILE}.", fix)]
    except UnicodeDecodeError:
        return None, [problem(1, 1, "not-utf-8", "The file is not UTF-8.", "Save it as UTF-8.")]
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (text.count("\n") + 1, 1)
        said = str(error).split(" (at")[0]
        message = "There is no value here that TOML knows." if said == "Invalid value" else f"This is no TOML: {said}."
        return None, [problem(line, column, "toml", message, 'Put text between double quotes: key = "text".')]
    try:
        return read_keys(Settings, as_typed(found)), []
    except Wrong as error:
        return None, [
            problem(*place_of(text, fault.path), fault.code, fault.message, fault.fix) for fault in error.faults
        ]


def as_typed(value: Any) -> Raw:
    """A TOML value as text, lists and groups."""
    if isinstance(value, dict):
        return {name: as_typed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_typed(part) for part in value]
    return str(value)


def place_of(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column where the deepest key of a path that can be found stands."""
    for name in reversed([step for step in path if isinstance(step, str)]):
        if found := re.search(rf"^[ \t]*\[?[\"']?{re.escape(name)}\b", text, re.MULTILINE):
            line = text.count("\n", 0, found.start()) + 1
            return line, 1
    return 1, 1


def problem(line: int, column: int, code: str, message: str, fix: str) -> Problem:
    """A problem in site.toml."""
    return Problem(file=FILE, line=line, column=column, code=code, message=message, fix=fix)
