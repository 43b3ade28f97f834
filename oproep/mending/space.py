"""Spaces that nobody sees are taken away: at the end of lines, and of a file."""

from __future__ import annotations

import re

from oproep.mending.layout import laid_out, meaning
from oproep.model.keys import keys_of
from oproep.reading.frontmatter import WrongAt
from oproep.rendering.prose import ProseMaker

BEFORE_A_KEY = re.compile(r" ([a-z_]+):(?:\s|$)")
ONE_TOO_MANY = re.compile(r"(?<=\S) $|^[ \t]+$")  # two spaces, or a tab, end a line in Markdown


def without_space_before_keys(text: str, record: type) -> str:
    """The text without the single spaces before its keys that keep it from being read, if it can be read then."""
    known, lines = keys_of(record), text.split("\n")
    while True:
        fresh = "\n".join(lines)
        try:
            laid_out(fresh)
        except WrongAt as error:
            found = BEFORE_A_KEY.match(lines[error.line - 1])
            if error.fault.code != "yaml" or not found or found[1] not in known:
                return text
            lines[error.line - 1] = lines[error.line - 1][1:]
        else:
            return fresh


def without_trailing_space(text: str) -> str:
    """The text without spaces at the end of the lines of its keys, where they are not part of a value."""
    laid = laid_out(text)
    keys = [line.rstrip(" \t") for line in laid.keys]
    if keys == laid.keys:
        return text
    fresh = "\n".join([*keys, *laid.below])
    try:
        same = meaning(laid_out(fresh).marked.raw) == meaning(laid.marked.raw)
    except WrongAt:
        return text
    return fresh if same else text


def text_without_trailing_space(text: str) -> str:
    """The text without single spaces at the end of lines below its keys, where the page shows the same without."""
    laid = laid_out(text)
    below = [ONE_TOO_MANY.sub("", line) for line in laid.below]
    if below == laid.below:
        return text
    fresh = "\n".join([*laid.keys, *below])
    before = shown(laid.body)
    return fresh if before is not None and shown(laid_out(fresh).body) == before else text


def shown(body: str) -> str | None:
    """What a browser shows of a text, which is no space before a line end but in code; None where nobody can tell."""
    made, troubles = ProseMaker({}).make(body, lambda address: address)
    if any(trouble.code == "prose-too-hard" for trouble in troubles):
        return None
    return made if "<pre" in made else re.sub(r"[ \t]+\n", "\n", made)


def with_one_end(text: str) -> str:
    """The text with one line end after its last line."""
    return text.rstrip("\n") + "\n"
