"""A draft becomes the text of a record, or changes the facts of a record that is there and none of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from oproep.model.shape import Raw
from oproep.reading.frontmatter import decode, split
from oproep.reading.yaml import read_yaml

NEEDS_QUOTES = re.compile(
    r"^[\s>|%@`!&*?{}\[\],#'\"-]|:\s|:$|\s#|\s$|[\n\r\t\x85\u2028\u2029]|^(~|null|true|false|yes|no|on|off|)$",
    re.IGNORECASE,
)
INSIDE = re.compile(r"[,\[\]{}:]")  # what ends a value that stands in a list or a group on one line
ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\x85": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
}
LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")  # after each line end, whatever system it is of


def scalar(text: str, *, inside: bool = False) -> str:
    """A plain value in YAML, in quotes where it would be taken for something else."""
    if not NEEDS_QUOTES.search(text) and not (inside and INSIDE.search(text)):
        return text
    return f'"{"".join(ESCAPES.get(letter, letter) for letter in text)}"'


def flow(value: Raw) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(name, inside=True)}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value, inside=True)


def block(name: str, value: Raw, width: int = 110) -> str:
    """A key and its value, on one line when it fits and over several when it does not."""
    key = scalar(name, inside=True)
    if isinstance(value, str):
        return f"{key}: {scalar(value)}\n"
    line = f"{key}: {flow(value)}\n"
    if len(line) <= width or not value:
        return line
    lines = [f"{key}:\n"]
    if isinstance(value, list):
        lines += [f"  - {flow(part)}\n" for part in value]
    else:
        for inner, part in value.items():
            lines += [f"  {row}\n" for row in block(inner, part, width - 2).rstrip("\n").split("\n")]
    return "".join(lines)


def front_matter(facts: Mapping[str, Raw]) -> str:
    """Keys and values between their fences."""
    return "---\n" + "".join(block(name, value) for name, value in facts.items()) + "---\n"


def with_fact(text: str, name: str, value: Raw) -> str:
    """The text of a record with another value for one key; line ends, comments and every other key stay as they are."""
    lines = LINE.split(text)
    parts = split(decode(text.encode()))
    fence = parts.front.count("\n")  # the position of the fence that closes the keys
    keys = {path[0]: place for path, place in read_yaml(parts.front, parts.front_line).keys.items() if len(path) == 1}
    margin = " " * (min((column for _, column in keys.values()), default=1) - 1)
    line_end = lines[0].removeprefix("\ufeff").lstrip("- \t") or "\n"
    fresh = [f"{margin}{row}{line_end}" for row in block(name, value).rstrip("\n").split("\n")]
    if name not in keys:
        return "".join([*lines[:fence], *fresh, *lines[fence:]])
    first = keys[name][0] - 1
    last = min((line - 1 for line, _ in keys.values() if line - 1 > first), default=fence)
    while last > first + 1 and re.match(r"\s*(#|$)", lines[last - 1]):
        last -= 1  # what stands between two keys is not part of the value above it
    beside, *others = (comments(line) for line in lines[first:last])
    kept = [f"{margin}{comment}{line_end}" for comment in others if comment]
    if beside:
        fresh[0] = f"{fresh[0].removesuffix(line_end)}  {beside}{line_end}"
    return "".join([*lines[:first], *kept, *fresh, *lines[last:]])


def comments(line: str) -> str:
    """The comment at the end of a line of YAML, empty when there is none; a `#` between quotes is none."""
    quote = ""
    for at, letter in enumerate(line):
        before = line[at - 1] if at else " "
        if quote:
            if letter == quote and not (quote == '"' and before == "\\"):
                quote = ""
        elif letter in "'\"" and before in " \t[{,:-":
            quote = letter
        elif letter == "#" and before in " \t":
            return line[at:].rstrip()
    return ""
