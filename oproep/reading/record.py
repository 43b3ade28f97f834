"""One file becomes a record, or its problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from oproep.model import KINDS
from oproep.model.keys import keys_of, read_keys
from oproep.model.problem import Fault, Path, Problem, Wrong, did_you_mean, quoted
from oproep.model.shape import names_a_record, plain_slug, taken_by
from oproep.model.topic import Translation
from oproep.reading.frontmatter import WrongAt, decode, split, wrong_at
from oproep.reading.yaml import Marked, read_yaml

NAME = re.compile(r"([^.]*)(?:\.([^.]*))?\.md")
RUNS = re.compile(r"\[{20}|<{20}|\*{200}|_{200}|`{200}|>(?: ?>){50}|(?:^|\n) {80,}")
MOST_MARKS = 1000
MOST_LINES = 1500


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a record was read, so that whatever is found out about it later can name line and column."""

    file: str  # from the root, with forward slashes
    marked: Marked = field(compare=False, repr=False)
    body_line: int = 1

    def problem(self, fault: Fault) -> Problem:
        """The fault at its place in this file."""
        line, column = self.marked.place(fault.path, at_key=fault.at_key)
        return Problem(
            file=self.file,
            line=line,
            column=column,
            code=fault.code,
            message=fault.message,
            fix=fault.fix,
            severity=fault.severity,
        )


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as one file says it: its facts, and its words in the language of the file.

    In a translation `facts` is a `Translation`. A contact has no words, and no language.
    """

    kind: str
    slug: str
    language: str | None
    facts: Any
    body: str
    source: Source

    @property
    def translation(self) -> bool:
        """It holds the words of another record in another language."""
        return isinstance(self.facts, Translation)


def read_record(path: FilePath, file: str, kind: str, languages: frozenset[str]) -> tuple[Record | None, list[Problem]]:
    """The record in a file, or None and every problem in it."""
    marked = Marked()
    try:
        slug, language = read_name(path.name, kind, languages)
        parts = split(decode(path.read_bytes()))
        marked = read_yaml(parts.front, parts.front_line)
        bounded(parts.body, parts.body_line)
        source = Source(file=file, marked=marked, body_line=parts.body_line)
        facts = read_translation(kind, slug, marked) if language else read_keys(KINDS[kind], marked.raw)
        own = language or getattr(facts, "language", None)
        if own and own not in languages:
            known = did_you_mean(own, languages)
            message = f"There is no language ‘{own}’."
            raise Wrong([Fault(code="language", message=message, fix=known, path=("language",))])
    except WrongAt as error:
        fault = error.fault
        found = Problem(
            file=file, line=error.line, column=error.column, code=fault.code, message=fault.message, fix=fault.fix
        )
        return None, [found]
    except Wrong as error:
        source = Source(file=file, marked=marked)
        return None, [source.problem(fault) for fault in error.faults]
    return Record(kind=kind, slug=slug, language=own, facts=facts, body=parts.body.strip("\n"), source=source), []


def read_name(name: str, kind: str, languages: frozenset[str]) -> tuple[str, str | None]:
    """The slug and, for a translation, the language that a file name says."""
    found = NAME.fullmatch(name)
    slug = found[1] if found else name
    if not found or not names_a_record(slug):
        plain, owner = plain_slug(slug), taken_by(slug)
        good = f"{plain}.{found[2].lower()}" if found and found[2] and found[2].lower() in languages else plain
        why = f": ‘{slug}’ is {owner}" if owner else ""
        message = f"{quoted(name)} cannot be the name of a record{why}."
        fix = f"Rename it to {good}.md: a-z, 0-9 and ‘-’ alone." if plain else "Rename it: a-z, 0-9 and ‘-’ alone."
        raise Wrong([Fault(code="file-name", message=message, fix=fix)])
    language = found[2]
    if language is None:
        return slug, None
    if kind == "contacts":
        message = "A contact needs no translation: its labels hold every language."
        raise Wrong([Fault(code="file-name", message=message, fix=f"Put them into {slug}.md and remove this file.")])
    if language not in languages:
        message = f"There is no language ‘{language}’."
        raise Wrong([Fault(code="language", message=message, fix=did_you_mean(language, languages))])
    return slug, language


def read_translation(kind: str, slug: str, marked: Marked) -> Translation:
    """The words of a translation; a fact in it is wrong, for it would stand in two places."""
    raw = marked.raw
    own = keys_of(Translation)
    facts: Mapping[str, Any] = {name: part for name, part in keys_of(KINDS[kind]).items() if not part.words}
    if not isinstance(raw, dict):
        return read_keys(Translation, raw)
    faults = [
        Fault(
            code="fact-in-translation",
            message=f"‘{name}’ is a fact, and facts stand once, in {slug}.md.",
            fix=f"Remove the line here; if the fact changed, change it in {slug}.md.",
            path=(name,),
            at_key=True,
        )
        for name in raw
        if name in facts and name not in own
    ]
    named: set[Path] = {fault.path for fault in faults}
    try:
        found = read_keys(Translation, {name: value for name, value in raw.items() if (name,) not in named})
    except Wrong as error:
        raise Wrong([*faults, *error.faults]) from None
    if faults:
        raise Wrong(faults)
    return found


def bounded(body: str, first_line: int) -> None:
    """Nothing in a body that makes a Markdown parser take seconds: it takes the square of some of this, or worse."""
    if run := RUNS.search(body):
        line = first_line + body.count("\n", 0, run.start() + 1)
        fix = "Remove those that are not links or notes."
        raise wrong_at("too-many-marks", "Too many brackets, marks or spaces stand in a row.", fix, line)
    if (marks := sum(map(body.count, "[]<`"))) > MOST_MARKS:
        fix = "Remove those that are not links, notes or code."
        raise wrong_at("too-many-marks", f"The text has {marks} of ‘[’, ‘]’, ‘<’ and ‘`’.", fix, first_line)
    if (lines := body.count("\n") + 1) > MOST_LINES:
        fix = f"Shorten it to {MOST_LINES} lines: a reader wants what matters, and a link to the rest."
        raise wrong_at("body-too-long", f"The text has {lines} lines.", fix, first_line)
