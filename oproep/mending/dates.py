"""A value in another form, of which there is no doubt how it is meant, is written as it should be."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from oproep.mending.layout import laid_out, meaning
from oproep.model.keys import read_keys
from oproep.model.problem import Fault, Path, Wrong
from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt


def with_dates(text: str, record: type) -> str:
    """The text with its dates and times as year-month-day and hours:minutes, where only one can be meant."""
    laid = laid_out(text)
    lines, meant = list(laid.keys), deepcopy(laid.marked.raw)
    found = [(laid.marked.values[fault.path], fault) for fault in certain_faults(record, laid.marked.raw)]
    if not found:
        return text
    for (line, column), fault in sorted(found, key=lambda each: each[0], reverse=True):  # from right to left
        typed = str(value_at(meant, fault.path))
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        quote = after[:1] if after[:1] in ("'", '"') else ""
        if after.startswith(quote + typed):
            lines[line - 1] = before + quote + fault.instead + after[len(quote + typed) :]
            put(meant, fault.path, fault.instead)
    fresh = "\n".join([*lines, *laid.below])
    try:
        same = meaning(laid_out(fresh).marked.raw) == meaning(meant)
    except WrongAt:
        return text
    return fresh if same else text


def certain_faults(record: type, raw: Raw) -> list[Fault]:
    """What is wrong with values and can be written in one way alone."""
    try:
        read_keys(record, raw)
    except Wrong as error:
        return [fault for fault in error.faults if fault.instead]
    return []


def value_at(raw: Any, path: Path) -> Any:
    """The value at a path."""
    for step in path:
        raw = raw[step]
    return raw


def put(raw: Any, path: Path, value: str) -> None:
    """Writes a value at a path."""
    value_at(raw, path[:-1])[path[-1]] = value
