"""The file of a record becomes the same record, typed as it should be: safe repairs, which touch no word.

A repair is kept only where the file then says exactly what it said before; whatever cannot be read is left alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from oproep.mending.dates import with_dates
from oproep.mending.order import in_order
from oproep.mending.pasted import with_lists, without_unseen
from oproep.mending.space import (
    text_without_trailing_space,
    with_one_end,
    without_space_before_keys,
    without_trailing_space,
)
from oproep.model import KINDS
from oproep.model.topic import Translation
from oproep.reading.folder import look
from oproep.reading.frontmatter import WrongAt, decode

LINE = re.compile(r"[^\n]*\n|[^\n]+")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Each takes a text and what its record is, or a text, and answers it with one thing mended.
OF_KEYS: dict[str, Callable[..., str]] = {
    "spaces before keys": without_space_before_keys,
    "dates": with_dates,
    "the order of keys": in_order,
}
OF_SPACE: dict[str, Callable[[str], str]] = {
    "signs of lists": with_lists,
    "characters that nobody sees": without_unseen,
    "spaces beside keys": without_trailing_space,
    "spaces in the text": text_without_trailing_space,
    "the end of the file": with_one_end,
}


class Mended(NamedTuple):
    """A file of which something can be mended: what it holds, what it should, and what that changes."""

    file: str  # from the root, with forward slashes
    before: bytes
    after: bytes
    repairs: tuple[str, ...]

    def diff(self) -> list[str]:
        """The change as a unified diff, without line ends."""
        old, new = (LINE.findall(raw.decode("utf-8-sig")) for raw in (self.before, self.after))
        lines: list[str] = []
        for line in difflib.unified_diff(old, new, self.file, self.file):
            lines.append(line.rstrip("\r\n"))
            if not line.endswith("\n"):
                lines.append("\\ No newline at end of file")
        return lines


def mended(raw: bytes, kind: str, name: str) -> tuple[bytes, tuple[str, ...]]:
    """What the file of a record of this kind should hold, and what that mends; raises WrongAt when it is unreadable."""
    text = decode(raw)
    done = []
    if as_bytes(text, raw) != raw:
        done.append("line ends")
    record = Translation if name.count(".") > 1 else KINDS[kind]
    steps = {what: partial(repair, record=record) for what, repair in OF_KEYS.items()} | OF_SPACE
    for what, step in steps.items():
        fresh = step(text)
        if fresh != text:
            done.append(what)
        text = fresh
    return as_bytes(text, raw), tuple(done)


def as_bytes(text: str, raw: bytes) -> bytes:
    """A text as the file of `raw` holds it: every line ends as the first does there, and a byte-order mark stays."""
    end = "\r\n" if raw[: raw.find(b"\n") + 1].endswith(b"\r\n") else "\n"
    mark = BYTE_ORDER_MARK if raw.startswith(BYTE_ORDER_MARK) else b""
    return mark + text.replace("\n", end).encode()


def find_repairs(root: Path, wanted: Callable[[str], bool]) -> Iterator[Mended | str]:
    """What can be mended in the wanted files of records; of a file that cannot be read, its name."""
    for kind, names in sorted(look(root).names.items()):
        for name in names:
            file = f"content/{kind}/{name}"
            if not wanted(file):
                continue
            raw = (root / file).read_bytes()
            try:
                after, done = mended(raw, kind, name)
            except WrongAt:
                yield file
                continue
            if after != raw:
                yield Mended(file, raw, after, done)


def write(root: Path, found: Mended) -> bool:
    """Writes what a file should hold, unless it was changed meanwhile; answers whether it did."""
    path = root / found.file
    if path.read_bytes() != found.before:
        return False
    path.write_bytes(found.after)
    return True
