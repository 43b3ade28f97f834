"""The text of a record becomes lines, its keys with their places, and what they mean: no repair may change that."""

from __future__ import annotations

from typing import NamedTuple

from oproep.model.shape import Raw
from oproep.reading.frontmatter import split
from oproep.reading.marked import Marked
from oproep.reading.record import body_of, marked_keys


class Laid(NamedTuple):
    """The lines of the keys, from the first fence to the last, and the text below them."""

    keys: list[str]
    below: list[str]
    marked: Marked
    body: str


def laid_out(text: str) -> Laid:
    """How a text is laid out; raises WrongAt where it is not that of a record."""
    parts = split(text)
    lines = text.split("\n")
    fence = parts.front.count("\n")  # `front` begins with the line end of the first fence
    return Laid(lines[: fence + 1], lines[fence + 1 :], marked_keys(parts), body_of(parts))


def meaning(raw: Raw) -> object:
    """Keys as they are typed, so that two are equal where they mean the same: languages in their order, keys in any."""
    return {name: repr(value) for name, value in raw.items()} if isinstance(raw, dict) else raw
