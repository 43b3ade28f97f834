"""The mark of an original: what a translation says it was made from."""

from __future__ import annotations

import hashlib
import re
import unicodedata

NUMBER = re.compile(r"[0-9]+(e[0-9]+)?")  # 97328e27: to others who read YAML this is the number 9.7328e+31


def mark_of(title: str, summary: str | None, body: str) -> str:
    """Eight hex digits that change when the words do, and not when only white space or line ends do.

    A content hash survives squashed commits and zips, where dates and commit names do not.
    """
    plain = "\n".join(single_spaced(unicodedata.normalize("NFC", part)) for part in (title, summary or "", body))
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def typed(mark: str) -> str:
    """A mark as it is written in YAML: between quotes where another program would take it for a number and round it."""
    return f"'{mark}'" if NUMBER.fullmatch(mark) else mark


def single_spaced(text: str) -> str:
    """The words of a text with one space between them."""
    line = " ".join([part.strip(" ") for part in text.split("\n") if part])
    if "  " in line or not line.isprintable():  # more spaces than one, or other white space: to find words takes longer
        return " ".join(text.split())
    return line.strip(" ")
