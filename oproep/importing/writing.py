"""A draft becomes the text of a record, or changes the facts of a record that is there and none of its words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from oproep.model.shape import Raw

NEEDS_QUOTES = re.compile(r"^[\s>|%@`!&*?{}\[\],#'\"-]|: |:$| #|\s$|^(~|null|true|false|yes|no|on|off)$", re.IGNORECASE)


def scalar(text: str, *, inside: bool = False) -> str:
    """A plain value in YAML, in quotes where it would be taken for something else."""
    risky = NEEDS_QUOTES.search(text) or (inside and re.search(r"[,\[\]{}:]", text)) or not text or "\n" in text
    if not risky:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def flow(value: Raw) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return scalar(value, inside=True)


def block(name: str, value: Raw, width: int = 110) -> str:
    """A key and its value, on one line when it fits and over several when it does not."""
    if isinstance(value, str):
        return f"{name}: {scalar(value)}\n"
    line = f"{name}: {flow(value)}\n"
    if len(line) <= width:
        return line
    lines = [f"{name}:\n"]
    if isinstance(value, list):
        lines += [f"  - {flow(part)}\n" for part in value]
    else:
        for key, part in value.items():
            inner = block(key, part, width - 2)
            lines += [f"  {row}\n" for row in inner.rstrip("\n").split("\n")]
    return "".join(lines)


def front_matter(facts: Mapping[str, Raw]) -> str:
    """Keys and values between their fences."""
    return "---\n" + "".join(block(name, value) for name, value in facts.items()) + "---\n"


def with_fact(text: str, name: str, value: Raw) -> str:
    """The text of a record with another value for one key; comments and every other key stay as they are."""
    end = text.index("\n---", 3)
    head, rest = text[: end + 1], text[end + 1 :]
    fresh = block(name, value)
    found = re.search(rf"^{re.escape(name)}:.*\n(?:(?:[ \t]+.*|- .*)?\n)*?(?=^[^\s-]|\Z)", head, re.MULTILINE)
    if found:
        return head[: found.start()] + fresh + head[found.end() :] + rest
    return head + fresh + rest
