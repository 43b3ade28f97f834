"""What an editor does to one call, done to the folder of anyone measured."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.contenders import Contender, Ours
from benchmarks.peers.pages import LANGUAGES

WORDS = (f"Nieuwwoord{number}" for number in itertools.count(1))  # each is in no catalogue
DAYS = itertools.count(1)
PLAIN_DEADLINE = re.compile(r"^deadline: 202[78]-\d\d-\d\d", re.MULTILINE)


def call_to_edit(root: Path) -> str:
    """A call whose deadline is still to come, and is one moment: the first there is in a catalogue of ours."""
    files = sorted(file for file in (root / "content" / "calls").glob("*.md") if "." not in file.stem)
    return next(file.stem for file in files if PLAIN_DEADLINE.search(file.read_text(encoding="utf-8")))


def change_body(contender: Contender, slug: str) -> str:
    """Adds a word to the English text; answers the word. The original stays, so that no translation grows stale."""
    word = next(WORDS)
    file = contender.source("en", slug)
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{word}.\n", encoding="utf-8")
    return word


def change_title(contender: Contender, slug: str) -> str:
    """Gives the call another English title; answers a word of it. Every list that names the call changes with it."""
    word = next(WORDS)
    change(contender.source("en", slug), r'^("?title"?: ).*?(,?)$', rf'\g<1>"{word} after all"\g<2>')
    return word


def change_deadline(contender: Contender, slug: str) -> str:
    """Moves the deadline to another day of 2028; with us that is one line, with the peers one in each language."""
    number = next(DAYS)
    day = f"2028-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
    if isinstance(contender, Ours):
        change(contender.source("nl", slug), PLAIN_DEADLINE.pattern, rf"deadline: {day}")
        return day
    for language in LANGUAGES:
        change(contender.source(language, slug), r'^(deadline: \[|"?date"?: )"202\d-\d\d-\d\d', rf'\g<1>"{day}')
    return day


def change(file: Path, pattern: str, wanted: str) -> None:
    """Replaces every line's match in a file; there must be one."""
    text, count = re.subn(pattern, wanted, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if not count:
        raise ValueError(f"{file} has nothing like {pattern}")
    file.write_text(text, encoding="utf-8")


EDITS: dict[str, Callable[[Contender, str], str]] = {
    "body": change_body,
    "title": change_title,
    "deadline": change_deadline,
}
