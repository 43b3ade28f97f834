"""The text of a record becomes its front matter and its body, each with the line it begins on.

python-frontmatter fails open: without a fence, or with a list for keys, it answers with no keys and no error,
and it strips blank lines, so that line numbers shift. Its split is used, behind guards; its parsing is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from oproep.model.hidden import hidden_in
from oproep.model.problem import Fault

LONGEST_FILE = 400_000  # bytes
LONGEST_BODY = 40_000  # characters; much of Markdown takes the square of the length (100,000: half a minute)
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The two parts of a record. Lines count from 1."""

    front: str
    front_line: int
    body: str
    body_line: int


class WrongAt(Exception):
    """Something is wrong at a line and column of a file (from 1), whatever record it may hold."""

    def __init__(self, fault: Fault, line: int, column: int = 1) -> None:
        super().__init__(fault.message)
        self.fault, self.line, self.column = fault, line, column


def wrong_at(code: str, message: str, fix: str, line: int, column: int = 1) -> WrongAt:
    """A `WrongAt` from its words."""
    return WrongAt(Fault(code=code, message=message, fix=fix), line, column)


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8, any line ends, a byte-order mark forgiven."""
    if len(raw) > LONGEST_FILE:
        fix = f"Keep it below {LONGEST_FILE // 1000} KB: link to long texts instead of holding them."
        raise wrong_at("file-too-long", f"The file has {len(raw)} bytes.", fix, 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        found = raw[error.start]
        fix = "Save the file as UTF-8 and type the letter anew."
        raise wrong_at(
            "not-utf-8", f"A letter is not saved as UTF-8 here (byte 0x{found:02X}).", fix, line, column
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def split(text: str) -> Parts:
    """Front matter and body of a record, or `WrongAt` with the place where the fences go wrong."""
    if not text.strip():
        raise wrong_at("empty-file", "The file is empty.", "Begin with ‘---’, the keys, and ‘---’ again.", 1)
    first = text.split("\n", 1)[0]
    if not FENCE.fullmatch(first):
        shown = first.strip()[:40] or "an empty line"
        fix = "Put ‘---’ alone on the first line, above the keys."
        raise wrong_at("missing-fence", f"The file begins with ‘{shown}’ instead of ‘---’.", fix, 1)
    try:
        front, body = divided(text)
    except ValueError:
        fix = "Put ‘---’ alone on a line below the last key."
        raise wrong_at("missing-fence", "The keys begin with ‘---’ but nothing closes them.", fix, 1) from None
    body, gap = body.lstrip("\n"), len(body) - len(body.lstrip("\n"))
    body_line = 1 + front.count("\n") + gap  # the fence before `front` is line 1; `front` begins with its newline
    if hidden := hidden_in(text):
        line = text.count("\n", 0, hidden.start()) + 1
        column = hidden.start() - (text.rfind("\n", 0, hidden.start()) + 1) + 1
        message = f"The text holds a hidden character (U+{ord(hidden[0]):04X})."
        raise wrong_at("hidden-character", message, "Delete it and type the text around it anew.", line, column)
    if len(body) > LONGEST_BODY:
        fix = f"Shorten it to {LONGEST_BODY} characters: a reader wants what matters, and a link to the rest."
        raise wrong_at("body-too-long", f"The text has {len(body)} characters.", fix, body_line)
    return Parts(front=front, front_line=1, body=body, body_line=body_line)


def divided(text: str) -> tuple[str, str]:
    """What stands between the fences of a text that begins with one, and what after; ValueError when nothing does.

    Nearly every record has its fences plain; to load a library for those would take longer than to read them all.
    """
    end = text.find("\n---", 3)
    if text.startswith("---\n") and text.startswith("\n", end + 4) and end >= 0:
        return text[3 : end + 1], text[end + 4 :]
    from frontmatter.default_handlers import YAMLHandler

    front, body = YAMLHandler(fm_boundary=FENCE).split(text)
    return front, body
