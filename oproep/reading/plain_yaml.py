r"""Plain front matter becomes text, lists and groups as typed, in a quarter of the time that parsing YAML takes.

Only a subset of YAML is read here, in which a line can be judged by itself and by the columns of those above it. Of
anything outside it nothing is said: `read_yaml` reads it, or says what is wrong. In the subset are

- characters that can be seen, spaces, and `\n`; no tabs, no ` #`, no empty lines, no spaces at the end of a line;
- `key: value`, with a key of letters, digits and `_`; the keys of a group begin in one column, and none comes twice;
- a group or a list below its key, further to the right; an item of a list begins with `- ` and is a value or a group;
- as a value plain text that begins with no sign of YAML's and holds no `: `; text between quotes, without a backslash;
  `>-` above lines that begin in one column, further to the right than their key;
- as a value on one line `[a, b]` and `{nl: a, en: b}`, one in another if need be, with `, ` between parts. Parts are
  text between quotes, or plain text without `,`, `:`, `?`, `#` and brackets.

`tests/test_plain_yaml.py` holds the two readers equal.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from oproep.model.shape import Raw

LONGEST = 15_000  # characters: a parser finds fewer events in them than it may
DEEPEST = 6  # groups and lists that are open at once, but for those on one line
DEEPEST_IN_LINE = 5  # those on one line
KEY = "([A-Za-z_][A-Za-z0-9_]{0,60}):"
QUOTED = "\"[^\"\\\\]*\"|'(?:[^']|'')*'"
WORD = "[^-?:,[\\]{}#&*!|>'\"%@` ][^?:,[\\]{}#]*(?<! )"  # plain text inside brackets
LINE = re.compile(rf"^( *)(- )?(?:{KEY}(?: |$))?(.*)$", re.MULTILINE)
SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@` ")  # no plain text begins with one of them
WORDS = re.compile(rf"\[{WORD}(?:, {WORD})*\]")
PART = re.compile(f"{QUOTED}|{WORD}")
KEY_OF_PART = re.compile(f"{KEY} ")
NOTHING = frozenset({"~", "null"})
Line: TypeAlias = tuple[str, str, str, str]  # the spaces before it, `- `, a key, and what follows
Open: TypeAlias = "list[Raw] | dict[str, Raw]"


class NotPlain(Exception):
    """The text is outside the subset."""


def read_plain_yaml(text: str) -> dict[str, Raw] | None:
    """What `read_yaml` finds in this text; None when it is for that to read."""
    text = text.strip("\n")
    if not text or len(text) > LONGEST or " \n" in text or "\n\n" in text or " #" in text or text[-1] == " ":
        return None
    try:
        return groups(text) if text.replace("\n", "").isprintable() else None
    except NotPlain:
        return None


class Stack:
    """The groups and lists that are open at a line, the innermost with the column that it begins in."""

    def __init__(self, top: dict[str, Raw]) -> None:
        self.holder: Open = top
        self.column = 0
        self.above: list[tuple[Open, int]] = []
        self.key = ""  # of the innermost group, whose value may begin on the next line

    def enter(self, inner: Open, column: int) -> None:
        """A group or a list begins in this column."""
        if len(self.above) == DEEPEST:
            raise NotPlain
        self.above.append((self.holder, self.column))
        self.holder, self.column = inner, column

    def move(self, column: int, inner: Open) -> None:
        """A line begins in another column: the value of the last key begins with it, or groups and lists have ended."""
        if column > self.column and self.key and isinstance(self.holder, dict):
            self.holder[self.key] = inner
            self.enter(inner, column)
        while column < self.column:
            self.holder, self.column = self.above.pop()
        if column != self.column:
            raise NotPlain

    def append(self, item: Raw) -> None:
        """An item of the list."""
        if not isinstance(self.holder, list):
            raise NotPlain
        self.holder.append(item)


def groups(text: str) -> dict[str, Raw]:
    """The keys in this text; raises NotPlain."""
    lines: list[Line] = LINE.findall(text)
    top: dict[str, Raw] = {}
    stack = Stack(top)
    first = 0  # the next line that is not part of a text
    for at, (spaces, dash, key, rest) in enumerate(lines):
        if at < first:
            continue
        if len(spaces) != stack.column:
            stack.move(len(spaces), [] if dash else {})
        stack.key = ""
        if dash and not key:
            stack.append(value(rest))
            continue
        if dash:
            item: dict[str, Raw] = {}
            stack.append(item)
            stack.enter(item, stack.column + len(dash))
        group = stack.holder
        if not key or isinstance(group, list) or key in group:
            raise NotPlain
        if rest == ">-":
            first = end_of_text(lines, at + 1, stack.column)
            group[key] = " ".join(map(str.lstrip, text.split("\n")[at + 1 : first]))
        elif rest:
            group[key] = value(rest)
        else:
            group[key] = ""
            stack.key = key
    return top


def end_of_text(lines: list[Line], first: int, column: int) -> int:
    """Behind the last line of a text whose lines begin where its first does, to the right of this column."""
    begins = lines[first][0] if first < len(lines) else ""
    if len(begins) <= column:
        raise NotPlain
    at = first
    while at < len(lines) and len(lines[at][0]) > column:
        if lines[at][0] != begins:
            raise NotPlain
        at += 1
    return at


def value(text: str) -> Raw:
    """The value that a line ends with; raises NotPlain."""
    if text[0] not in SIGNS:
        if text[-1] == ":" or ": " in text:
            raise NotPlain
        return "" if text in NOTHING else text
    if WORDS.fullmatch(text):
        return ["" if word in NOTHING else word for word in text[1:-1].split(", ")]
    found, end = part(text, 0, 0) if text[0] in "[{\"'" else ("", 0)
    if end < len(text):
        raise NotPlain
    return found


def part(text: str, at: int, depth: int) -> tuple[Raw, int]:
    """The value that begins here in a line, and where it ends; raises NotPlain."""
    opens = text[at : at + 1]
    if not opens or opens not in "[{":
        found = PART.match(text, at)
        if not found:
            raise NotPlain
        return unquoted(found[0]), found.end()
    if depth == DEEPEST_IN_LINE:
        raise NotPlain
    items: list[Raw] = []
    keys: dict[str, Raw] = {}
    while True:
        at += 1 if not items else 2
        key = KEY_OF_PART.match(text, at) if opens == "{" else None
        if opens == "{" and (not key or key[1] in keys):
            raise NotPlain
        item, at = part(text, key.end() if key else at, depth + 1)
        items.append(item)
        if key:
            keys[key[1]] = item
        if text.startswith("}" if key else "]", at):
            return keys if key else items, at + 1
        if not text.startswith(", ", at):
            raise NotPlain


def unquoted(text: str) -> str:
    """The text that is written so."""
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    return text[1:-1] if text[0] == '"' else "" if text in NOTHING else text
