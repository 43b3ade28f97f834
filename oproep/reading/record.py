"""One file becomes a record, or its problems with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from oproep.cache.packing import digest
from oproep.model import KINDS
from oproep.model.keys import keys_of, read_keys
from oproep.model.mark import mark_of
from oproep.model.problem import Fault, Path, Problem, Wrong, did_you_mean, quoted
from oproep.model.shape import Raw, names_a_record, plain_slug, taken_by
from oproep.model.topic import Translation
from oproep.reading.frontmatter import Parts, WrongAt, decode, split, wrong_at
from oproep.reading.marked import Marked
from oproep.reading.plain_yaml import read_plain_yaml

NAME = re.compile(r"([^.]*)(?:\.([^.]*))?\.md")
RUNS = re.compile(r"\[{20}|<{20}|\*{200}|_{200}|`{200}|>(?: ?>){50}|(?:^|\n) {80,}")
SUSPICIOUS = ("[" * 20, "<" * 20, "*" * 200, "_" * 200, "`" * 200, " " * 80)  # without any of these there is no run
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MOST_MARKS = 1000
MOST_LINES = 1500


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a record was read, so that whatever is found out about it later can name line and column.

    The places of its keys are worked out when they are asked for: few records are ever wrong.
    """

    file: str  # from the root, with forward slashes
    path: FilePath = field(compare=False, repr=False)
    body_line: int = 1

    @cached_property
    def marked(self) -> Marked:
        """The front matter with the place of every key, as it stands in the file now."""
        try:
            parts = split(decode(self.path.read_bytes()))
            return marked_keys(parts)
        except (OSError, WrongAt):  # it is being saved at this moment
            return Marked()

    def problem(self, fault: Fault) -> Problem:
        """The fault at its place in this file."""
        return located(self.file, self.marked, fault)


def located(file: str, marked: Marked, fault: Fault) -> Problem:
    """The fault at its place in a file."""
    line, column = marked.place(fault.path, at_key=fault.at_key)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=fault.code,
        message=fault.message,
        fix=fault.fix,
        severity=fault.severity,
    )


class ChangedMeanwhile(OSError):
    """A file is no longer what it was when it was read."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """The Markdown of a record, read when it is asked for: a large catalogue does not fit into memory."""

    digest: bytes
    blank: bool  # there is nothing to read in it, though it may have headings
    source: Source = field(compare=False)
    held: str | None = field(default=None, compare=False, repr=False)

    @property
    def markdown(self) -> str:
        """The text; raises ChangedMeanwhile when it is another by now."""
        if self.held is not None:
            return self.held
        try:
            found = body_of(split(decode(self.source.path.read_bytes())))
        except WrongAt as error:
            raise ChangedMeanwhile(f"{self.source.file} was changed while it was read") from error
        if digest(found.encode()) != self.digest:
            raise ChangedMeanwhile(f"{self.source.file} was changed while it was read")
        return found


@dataclass(frozen=True, kw_only=True)
class Record:
    """A record as one file says it: its facts, and its words in the language of the file.

    In a translation `facts` is a `Translation`. A contact has no words, and no language. `mark` is what a
    translation of these words says it was made from; nothing is made from a translation, so it has none.
    """

    kind: str
    slug: str
    language: str | None
    facts: Any
    text: Text
    mark: str
    source: Source

    @property
    def translation(self) -> bool:
        """It holds the words of another record in another language."""
        return isinstance(self.facts, Translation)

    @property
    def body(self) -> str:
        """The Markdown of its text."""
        return self.text.markdown

    @property
    def essence(self) -> tuple[Any, ...]:
        """All that its file says but the text itself, for `record_of`."""
        return (self.language, self.facts, self.mark, self.text.digest, self.text.blank, self.source.body_line)


def record_of(essence: tuple[Any, ...], path: FilePath, file: str, kind: str) -> Record:
    """The record of this essence, read before from the same file."""
    language, facts, mark, digest, blank, body_line = essence
    source = Source(file=file, path=path, body_line=body_line)
    text = Text(digest=digest, blank=blank, source=source)
    slug = path.name.split(".", 1)[0]
    return Record(kind=kind, slug=slug, language=language, facts=facts, text=text, mark=mark, source=source)


def read_record(path: FilePath, file: str, kind: str, languages: frozenset[str]) -> tuple[Record | None, list[Problem]]:
    """The record in a file, or None and every problem in it."""
    return read_bytes(path.read_bytes(), path, file, kind, languages)


def read_bytes(
    raw: bytes, path: FilePath, file: str, kind: str, languages: frozenset[str]
) -> tuple[Record | None, list[Problem]]:
    """The record in what a file holds, or None and every problem in it."""
    parts = None
    try:
        slug, language = read_name(path.name, kind, languages)
        parts = split(decode(raw))
        typed = front_matter(parts)
        bounded(parts.body, parts.body_line)
        facts = read_translation(kind, slug, typed) if language else read_keys(KINDS[kind], typed)
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
        marked = marked_keys(parts) if parts else Marked()
        return None, [located(file, marked, fault) for fault in error.faults]
    source = Source(file=file, path=path, body_line=parts.body_line)
    body = body_of(parts)
    text = Text(digest=digest(body.encode()), blank=not has_words(body), source=source, held=body)
    mark = mark_of(facts.title, facts.summary, body) if own and not language else ""
    return Record(kind=kind, slug=slug, language=own, facts=facts, text=text, mark=mark, source=source), []


def body_of(parts: Parts) -> str:
    """The text of a record without the empty lines around it."""
    return parts.body.strip("\n")


def has_words(body: str) -> bool:
    """Something stands in a text beside headings, and comments on what belongs below them."""
    read = COMMENT.sub("", body) if "<!--" in body else body
    return any(line and not line.startswith("#") for line in map(str.strip, read.split("\n")))


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
        fix = f"Rename the file. {did_you_mean(language, languages)}"
        raise Wrong([Fault(code="language", message=message, fix=fix)])
    return slug, language


def front_matter(parts: Parts) -> Raw:
    """The keys of a record as typed; `WrongAt` where they cannot be read."""
    plain = read_plain_yaml(parts.front)
    return marked_keys(parts).raw if plain is None else plain


def marked_keys(parts: Parts) -> Marked:
    """The keys with their places; `WrongAt` where they cannot be read."""
    from oproep.reading.yaml import read_yaml  # few records need it

    return read_yaml(parts.front, parts.front_line)


def read_translation(kind: str, slug: str, raw: Raw) -> Translation:
    """The words of a translation; a fact in it is wrong, for it would stand in two places."""
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
    suspicious = any(mark in body for mark in SUSPICIOUS) or body.count(">") > 50
    if suspicious and (run := RUNS.search(body)):
        line = first_line + body.count("\n", 0, run.start() + 1)
        fix = "Remove those that are not links or notes."
        raise wrong_at("too-many-marks", "Too many brackets, marks or spaces stand in a row.", fix, line)
    if (marks := sum(map(body.count, "[]<`"))) > MOST_MARKS:
        fix = "Remove those that are not links, notes or code."
        raise wrong_at("too-many-marks", f"The text has {marks} of ‘[’, ‘]’, ‘<’ and ‘`’.", fix, first_line)
    if (lines := body.count("\n") + 1) > MOST_LINES:
        fix = f"Shorten it to {MOST_LINES} lines: a reader wants what matters, and a link to the rest."
        raise wrong_at("body-too-long", f"The text has {lines} lines.", fix, first_line)
