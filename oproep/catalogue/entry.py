"""Records and their translations become entries: one thing of the catalogue, with its words in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from oproep.model.keys import Key
from oproep.model.problem import Fault, Path, Problem, Severity, did_you_mean
from oproep.model.values import values_of
from oproep.reading.record import Record, Source, Text

F = TypeVar("F")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of an entry in one language. `fresh`: they are the original, or match it as it is now."""

    language: str
    title: str
    summary: str | None
    text: Text
    fresh: bool
    source: Source


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[F]):
    """One thing of the catalogue. A contact has facts alone, and no wordings."""

    kind: str
    slug: str
    facts: F
    wordings: Mapping[str, Wording]  # the original comes first
    source: Source

    @property
    def original(self) -> Wording:
        """The words the others were made from."""
        return next(iter(self.wordings.values()))

    def wording(self, language: str) -> Wording:
        """The words in this language, else the original ones."""
        return self.wordings.get(language) or self.original

    @cached_property
    def values(self) -> tuple[tuple[Path, Key, Any], ...]:
        """Every value of its facts, with its place and its key."""
        return tuple(values_of(self.facts))

    def told(self, language: str) -> Wording:
        """The words whose text a reader of this language is shown: those of the original where its own has none."""
        found = self.wording(language)
        return self.original if found.text.blank and not self.original.text.blank else found

    def keywords(self, language: str) -> tuple[str, ...]:
        """The words people search for in this language."""
        return tuple(word for code, word in getattr(self.facts, "keywords", ()) if code in (language, "und"))


def gather(
    records: Iterable[Record], languages: Iterable[str], elsewhere: Iterable[str] = ()
) -> tuple[dict[str, dict[str, Entry[Any]]], list[Problem]]:
    """Entries by kind and slug, and every problem of translations with their originals.

    `elsewhere` are slugs that are not among the records and that one of them may have been meant for.
    """
    originals: dict[tuple[str, str], Record] = {}
    translations: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        name = (record.kind, record.slug)
        if record.translation:
            translations.setdefault(name, []).append(record)
        else:
            originals[name] = record
    problems: list[Problem] = []
    entries: dict[str, dict[str, Entry[Any]]] = {}
    for (kind, slug), record in originals.items():
        others = translations.pop((kind, slug), [])
        entry, found = join(record, others, tuple(languages))
        problems.extend(found)
        entries.setdefault(kind, {})[slug] = entry
    for (kind, _), lost in translations.items():
        known = {slug for found, slug in originals if found == kind} | set(elsewhere)
        problems.extend(orphan(record, known) for record in lost)
    return entries, problems


def orphan(record: Record, known: Iterable[str]) -> Problem:
    """A translation stands beside the record it translates."""
    message = f"This translates content/{record.kind}/{record.slug}.md, which is not there."
    fix = f"Add {record.slug}.md, or rename this file. {did_you_mean(record.slug, known)}"
    return record.source.problem(Fault(code="no-original", message=message, fix=fix))


def join(record: Record, others: list[Record], languages: tuple[str, ...]) -> tuple[Entry[Any], list[Problem]]:
    """The entry of a record and its translations, with a hint for each language that lacks fresh words."""
    facts, source = record.facts, record.source
    if record.language is None:
        return Entry(kind=record.kind, slug=record.slug, facts=facts, wordings={}, source=source), []
    problems: list[Problem] = []
    wordings = {record.language: wording(record, record.language, fresh=True)}
    for other in others:
        language = other.language or ""
        if language == record.language:
            message = f"{record.slug}.md is in ‘{language}’ itself."
            fix = "Remove this file, or correct ‘language:’ in the other."
            problems.append(other.source.problem(Fault(code="same-language", message=message, fix=fix)))
            continue
        fresh = other.facts.translates == record.mark
        wordings[language] = wording(other, language, fresh=fresh)
        if not fresh:
            message = f"The words of {record.slug}.md are not the ones that this was made from."
            fix = f"Bring it up to date, then run: python build.py accept {other.source.file}"
            stale = Fault(
                code="stale-translation", message=message, fix=fix, path=("translates",), severity=Severity.HINT
            )
            problems.append(other.source.problem(stale))
        problems.extend(left_as_it_was(record, other))
    for language in languages:
        if language not in wordings and record.kind != "contacts":
            message = f"There are no words in ‘{language}’ yet; readers are shown these, and told so."
            fix = f"Add {record.slug}.{language}.md with ‘title’, ‘summary’ and a text."
            missing = Fault(code="missing-translation", message=message, fix=fix, severity=Severity.HINT)
            problems.append(source.problem(missing))
    return Entry(kind=record.kind, slug=record.slug, facts=facts, wordings=wordings, source=source), problems


def left_as_it_was(original: Record, translation: Record) -> Iterator[Problem]:
    """A translation has words of its own: another summary, and a text where its original has one.

    A title may be the same: official names often are.
    """
    own, theirs = translation.facts, original.facts
    path: Path = ()
    if own.title == theirs.title and own.summary and own.summary == theirs.summary:
        message = f"The title and the summary are those of {original.slug}.md, letter for letter."
        path = ("title",)
    elif translation.text.blank and not original.text.blank:
        message = f"There is no text below the keys, and {original.slug}.md has one; readers are shown that."
    else:
        return
    fix = f"Translate the title, the summary and the text, or remove {translation.source.file}."
    fault = Fault(code="not-translated", message=message, fix=fix, path=path, severity=Severity.HINT)
    yield translation.source.problem(fault)


def wording(record: Record, language: str, *, fresh: bool) -> Wording:
    """The words of a record or of a translation."""
    return Wording(
        language=language,
        title=record.facts.title,
        summary=record.facts.summary,
        text=record.text,
        fresh=fresh,
        source=record.source,
    )
