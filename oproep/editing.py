"""What an editor asks the program to write into content/: a new record, a new translation, the mark of an original."""

from __future__ import annotations

import re
from pathlib import Path

from oproep.model import KINDS
from oproep.model.shape import LONGEST_SLUG, names_a_record, taken_by
from oproep.model.skeleton import skeleton, translation_skeleton
from oproep.reading.record import Record, read_record
from oproep.rendering.tongue import Tongue

SINGULAR = {"call": "calls", "fund": "funds", "theme": "themes", "contact": "contacts", "beneficiary": "beneficiaries"}

LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")  # after each line end, whatever system it is of


class CannotEdit(Exception):
    """What was asked cannot be done; the message says why and what to do."""


def new_record(root: Path, kind: str, slug: str, tongue: Tongue) -> Path:
    """Writes a skeleton with comments in the language of its words; refuses to overwrite."""
    if not names_a_record(slug):
        owner = taken_by(slug)
        why = f"that is {owner}" if owner else f"write a-z, 0-9 and ‘-’ alone, at most {LONGEST_SLUG} of them"
        raise CannotEdit(f"‘{slug}’ cannot be the name of a record: {why}.")
    folder = SINGULAR[kind]
    path = root / "content" / folder / f"{slug}.md"
    title = slug.replace("-", " ").capitalize()
    return write_new(path, skeleton(KINDS[folder], tongue.code, title, tongue.help))


def new_translation(root: Path, file: Path, language: str, languages: frozenset[str]) -> Path:
    """Writes a translation to fill in: the words of the original to replace, its headings, its mark."""
    original = read(root, file, languages)
    if original.translation or original.language is None:
        raise CannotEdit(f"{file} has no words of its own to translate: name the file without a language in its name.")
    if language == original.language:
        raise CannotEdit(f"{file} is in ‘{language}’ already.")
    if language not in languages:
        raise CannotEdit(f"There is no language ‘{language}’: there is {', '.join(sorted(languages))}.")
    facts = original.facts
    headings = re.findall(r"^#{1,6} .+$", original.body, re.MULTILINE)
    path = original_path(root, original).with_name(f"{original.slug}.{language}.md")
    return write_new(path, translation_skeleton(facts.title, facts.summary, original.mark, headings))


def accept(root: Path, file: Path, languages: frozenset[str]) -> bool:
    """Writes into a translation the mark of its original as it is now; answers whether that changed the file."""
    translation = read(root, file, languages)
    if not translation.translation:
        raise CannotEdit(f"{file} is an original: name the translation, such as {translation.slug}.en.md.")
    source = original_path(root, translation)
    original = read(root, source, languages)
    path = root / translation.source.file
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    fresh = with_mark(text, original.mark)
    if fresh == text:
        return False
    path.write_bytes(fresh.encode())
    return True


def with_mark(text: str, mark: str) -> str:
    """The text of a translation with `translates: <mark>` in its front matter; nothing else is touched."""
    lines = LINE.split(text)
    end = next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    for at in range(1, end):
        if lines[at].startswith("translates:"):
            lines[at] = re.sub(r"^translates:([ \t]+[^\s#]+)?", f"translates: {mark}", lines[at])
            return "".join(lines)
    line_end = lines[0].removeprefix("\ufeff").lstrip("- \t")
    return "".join([*lines[:end], f"translates: {mark}{line_end}", *lines[end:]])


def original_path(root: Path, record: Record) -> Path:
    """The file of the record that a translation translates."""
    return root / "content" / record.kind / f"{record.slug}.md"


def read(root: Path, file: Path, languages: frozenset[str]) -> Record:
    """The record in a file below content/."""
    path = file if file.is_absolute() else root / file if (root / file).exists() else Path.cwd() / file
    try:
        inside = path.resolve().relative_to((root / "content").resolve())
    except ValueError:
        raise CannotEdit(f"{file} is not in {root / 'content'}.") from None
    if not path.is_file():
        raise CannotEdit(f"There is no {file}.")
    if len(inside.parts) != 2 or inside.parts[0] not in KINDS:
        raise CannotEdit(f"{file} is not a record: records stand in content/<kind>/.")
    name = f"content/{inside.as_posix()}"
    record, problems = read_record(path, name, inside.parts[0], languages)
    if record is None:
        first = problems[0]
        raise CannotEdit(f"{first.file}:{first.line}:{first.column}: {first.message} {first.fix}")
    return record


def write_new(path: Path, text: str) -> Path:
    """Writes a file that is not there yet."""
    if path.exists():
        raise CannotEdit(f"{path} is there already; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
