"""YAML becomes text, lists and groups exactly as typed, with the line and column of every key and value.

YAML 1.1 guesses types (`no` is False, `17:00` is 1020, `01234567` is octal); here every scalar stays text.
It is read from the parser's events in one pass: anchors, aliases, tags and depth are refused before
anything is built, since an alias bomb of 289 bytes unfolds to 254 MB and deep nesting crashes the C loader.
"""

from __future__ import annotations

import re

import yaml

from oproep.model.problem import Path, quoted
from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt, wrong_at
from oproep.reading.marked import Marked

DEEPEST = 16
MOST_EVENTS = 20_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What the parser says, what an editor is told instead, and the remedy.
IN_PLAIN_WORDS = (
    ("mapping values are not allowed", "A second colon stands in this line.", "Put the value between quotes."),
    ("could not find expected ':'", "This line has no colon after its key.", "Write ‘key: value’."),
    ("found unexpected end of stream", "A quote is opened and never closed.", "Close the quote."),
    ("did not find expected ',' or ']'", "A list is opened with ‘[’ and not closed.", "Close it with ‘]’."),
    ("did not find expected ',' or '}'", "A group is opened with ‘{’ and not closed.", "Close it with ‘}’."),
    ("did not find expected node content", "A value is missing here, or a ‘[’ or ‘{’ above it is not closed.",
     "Write the value, or close the list or group."),
    ("did not find expected key", "This line does not line up with the keys above it.",
     "Begin keys of one group in the same column; put values with special characters between quotes."),
    ("did not find expected <document start>", "The keys end above this line, at one that is ‘...’.",
     "Remove the line with ‘...’."),
    ("did not find expected '-' indicator", "This line does not line up with the list above it.",
     "Begin each item with ‘- ’ in the same column."),
)  # fmt: skip

NOT_SHORT = "Write the value itself, or put it between quotes if it really begins so."
FURTHER_RIGHT = (
    "This line begins further to the right than the key above it, which has a value already.",
    "Begin keys of one group in the same column.",
)
TOO_DEEP = (
    "Lists or groups stand inside each other, deeper than any key asks for.",
    "Remove the brackets, or the spaces before the line, that are too many.",
)

# A key and its value without the space that makes them so: YAML takes both for the beginning of one long text.
# A key that lost the ‘#’ before it, and not the space.
LONE = re.compile(r" ([A-Za-z_]+):(?:\s|$)")
LONGEST_SHOWN = 60  # letters of a value in a remedy
GLUED = re.compile(r"[ \t]*(?:- +)?([A-Za-z_]+):(?=[^\s:/])")


class Builder:
    """Builds a `Marked` from the parser's events."""

    def __init__(self, first_line: int) -> None:
        self.marked = Marked()
        self.first_line = first_line
        self.open: list[tuple[Path, list[Raw] | dict[str, Raw]]] = []
        self.key: list[str | None] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """One event more, or `WrongAt` when it is one that records do not use."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refused(event, "two-documents", "A second group of keys begins.", "Remove this line.")
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refused(event, "yaml-anchor", "‘&’ and ‘*’ are not used here.", NOT_SHORT)
        elif getattr(event, "tag", None):
            raise self.refused(event, "yaml-tag", "‘!’ is not used here.", "Put the value between quotes.")
        elif isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(self.open) == DEEPEST:
                raise self.refused(event, "too-deep", *TOO_DEEP)
            holder: list[Raw] | dict[str, Raw] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self.open.append((self.add(event, holder), holder))
            self.key.append(None)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.open.pop()
            self.key.pop()

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """A plain value, or the key of the value that follows."""
        if self.open and isinstance(self.open[-1][1], dict) and self.key[-1] is None:
            path, holder = self.open[-1]
            if event.value in holder:
                line = self.marked.keys[(*path, event.value)][0]
                message = f"The key {quoted(event.value)} stands here twice, first on line {line}."
                raise self.refused(event, "duplicate-key", message, "Keep one of the two.")
            self.key[-1] = event.value
            self.marked.keys[(*path, event.value)] = self.place(event)
        else:
            nothing = not event.style and event.value in ("", "~", "null")
            self.add(event, "" if nothing else event.value)

    def add(self, event: yaml.Event, value: Raw) -> Path:
        """Puts a value where it belongs and answers its path."""
        path: Path = ()
        if not self.open:
            self.marked.raw = value
        else:
            above, holder = self.open[-1]
            if isinstance(holder, list):
                path = (*above, len(holder))
                holder.append(value)
            else:
                key = self.key[-1]
                if key is None:
                    message = "A list or group stands where a key belongs."
                    raise self.refused(event, "yaml", message, "Write ‘key: value’.")
                path = (*above, key)
                holder[key] = value
                self.key[-1] = None
        self.marked.values[path] = self.place(event)
        return path

    def place(self, event: yaml.Event) -> tuple[int, int]:
        """Line and column of an event in its file, from 1."""
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark else (self.first_line, 1)

    def refused(self, event: yaml.Event, code: str, message: str, fix: str) -> WrongAt:
        """A `WrongAt` at the place of an event."""
        return wrong_at(code, message, fix, *self.place(event))


def read_yaml(text: str, first_line: int = 1) -> Marked:
    """The value of one YAML document whose first line is `first_line` of its file, or `WrongAt`."""
    builder = Builder(first_line)
    try:
        for count, event in enumerate(yaml.parse(text, Loader=LOADER)):
            if count > MOST_EVENTS:
                raise builder.refused(event, "too-many-keys", "The keys go on for too long.", "Keep what matters.")
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = str(error.problem or "")
        otherwise = (f"The keys cannot be read here: {found}.", "Put the value between quotes.")
        message, fix = next(((said, remedy) for needle, said, remedy in IN_PLAIN_WORDS if needle in found), otherwise)
        if "cannot start any token" in found and mark:
            message, fix = cannot_begin(text.split("\n")[mark.line][mark.column : mark.column + 1])
        if ("opened" in message or "no colon" in message) and error.context_mark:
            mark = error.context_mark  # where it begins; what is not there shows further down only
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if found.startswith(("mapping values", "could not find expected ':'")):
            refuse_glued(text.split("\n"), line + 1 if "no colon" in message else line, first_line)
        if found.startswith("mapping values") and re.fullmatch(r" +[\w-]+", text.split("\n")[line][:column]):
            message, fix = FURTHER_RIGHT
        refuse_lone(text.split("\n"), line, first_line, first=line > 0 and "document start" in found)
        raise wrong_at("yaml", message, fix, line + first_line, column + 1) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow: it knows no line
        found = str(error).partition("\n")[0]
        raise wrong_at("yaml", f"The keys cannot be read: {found}.", "Type the keys anew.", first_line) from None
    if isinstance(builder.marked.raw, str):
        lines = text.split("\n")
        refuse_glued(lines, len(lines), first_line)
    return builder.marked


def cannot_begin(letter: str) -> tuple[str, str]:
    """What is said of a character that no value can begin with, and the remedy."""
    if letter == "\t":
        return "A tab stands here.", "Put spaces in its place."
    return f"{quoted(letter)} cannot begin a value.", "Put the value between quotes."


def refuse_lone(lines: list[str], line: int, first_line: int, *, first: bool) -> None:
    """No space stands before a key; `WrongAt` where one does, in this line or, with `first`, before the first key."""
    keys = [at for at, each in enumerate(lines[:line]) if each.strip() and not each.lstrip().startswith("#")]
    at = keys[0] if first and keys else line
    if at < len(lines) and (found := LONE.match(lines[at])):
        message = f"A space stands before {quoted(found[1])}, so it does not line up with the other keys."
        raise wrong_at("yaml", message, f"Remove the space: the line begins with ‘{found[1]}:’.", at + first_line)


def refuse_glued(lines: list[str], end: int, first_line: int) -> None:
    """A space stands between the colon of a key and its value; `WrongAt` at the first key above `end` without."""
    found = None
    for at in reversed(range(min(end, len(lines)))):
        match = GLUED.match(lines[at])
        if lines[at].strip() and not match:
            break
        found = (at, match) if match else found
    if found and found[1]:
        at, match = found
        message = f"A space belongs after the colon of {quoted(match[1])}."
        value = lines[at][match.end() :].strip()
        shown = value if len(value) <= LONGEST_SHOWN and value.isprintable() else "…"
        raise wrong_at("yaml", message, f"Write ‘{match[1]}: {shown}’.", at + first_line, match.end() + 1)
