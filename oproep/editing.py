"""What an editor asks the program to write into content/: a new record, a new translation, the mark of an original."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from oproep.model import KINDS
from oproep.model.headings import HEADINGS
from oproep.model.mark import typed
from oproep.model.shape import LONGEST_SLUG, names_a_record, taken_by
from oproep.model.skeleton import skeleton, translation_skeleton
from oproep.reading.record import Record, read_record
from oproep.rendering.anchors import folded
from oproep.rendering.tongue import Tongue

SINGULAR = {"call": "calls", "fund": "funds", "theme": "themes", "contact": "contacts", "beneficiary": "beneficiaries"}
# The headings of a text that a new record begins with, of those that texts have in common.
BODIES = {"calls": tuple(HEADINGS), "funds": ("objectives", "activities", "beneficiaries")}

FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)  # code, in which a ‘#’ is no heading
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
    title = slug.replace("-", " ").capitalize()
    headings = [(tongue.text(f"heading-{name}"), HEADINGS[name]) for name in BODIES.get(folder, ())]
    known = {each: names_of(root, each) for each in KINDS}
    text = skeleton(KINDS[folder], tongue.code, title, tongue.help, tongue.text, known, headings)
    return write_new(root / "content" / folder / f"{slug}.md", text)


def names_of(root: Path, kind: str) -> list[str]:
    """The names of the records of a kind that there are, whatever is in them."""
    return sorted(path.stem for path in (root / "content" / kind).glob("*.md") if names_a_record(path.stem))


def new_translation(root: Path, file: Path, language: str, tongues: Mapping[str, Tongue]) -> Path:
    """Writes a translation to fill in: the words of the original to replace, its headings, its mark."""
    original = read(root, file, frozenset(tongues))
    if original.translation or original.language is None:
        raise CannotEdit(f"{file} has no words of its own to translate: name the file without a language in its name.")
    if language == original.language:
        raise CannotEdit(f"{file} is in ‘{language}’ already.")
    if language not in tongues:
        raise CannotEdit(f"There is no language ‘{language}’: there is {', '.join(sorted(tongues))}.")
    facts = original.facts
    headings = headings_in(original.body, tongues[original.language], tongues[language])
    path = original_path(root, original).with_name(f"{original.slug}.{language}.md")
    text = translation_skeleton(facts.title, facts.summary, original.mark, headings, tongues[language].help)
    return write_new(path, text)


def headings_in(body: str, own: Tongue, other: Tongue) -> Iterator[str]:
    """The headings of a text, in another language where they are those that texts have in common."""
    words = {folded(own.text(f"heading-{name}")): other.text(f"heading-{name}") for name in HEADINGS}
    for marks, heading in re.findall(r"^(#{1,6}) +(.+?)(?: +#+)? *$", FENCED.sub("", body), re.MULTILINE):
        yield f"{marks} {words.get(folded(heading), heading)}"


def accept(root: Path, files: Iterable[Path], languages: frozenset[str]) -> list[tuple[Path, bool]]:
    """Writes into translations the marks of their originals as they are now: each with whether that changed it.

    A folder stands for the translations in it. Where one of them cannot be accepted, none is.
    """
    named = [each for file in files for each in translations_at(root, file)]
    writers = [(file, accepted(root, file, languages)) for file in named]
    return [(file, write()) for file, write in writers]


def translations_at(root: Path, file: Path) -> list[Path]:
    """The translations in a folder; of a file, itself."""
    folder = located(root, file)
    if not folder.is_dir():
        return [file]
    found = sorted(path for path in folder.rglob("*.*.md"))
    if not found:
        raise CannotEdit(f"There is no translation in {file}: their names end in a language, such as my-call.en.md.")
    return [file / path.relative_to(folder) for path in found]


def accepted(root: Path, file: Path, languages: frozenset[str]) -> Callable[[], bool]:
    """What writes into a translation the mark of its original, and answers whether that changed the file."""
    translation = read(root, file, languages)
    if not translation.translation:
        raise CannotEdit(f"{file} is an original: name the translation, such as {translation.slug}.en.md.")
    original = read(root, original_path(root, translation), languages)
    if translation.text.blank and not original.text.blank:
        raise CannotEdit(f"{file} has no text yet, and {original.slug}.md has one: translate it first.")
    path = root / translation.source.file
    text = path.read_bytes().decode("utf-8")
    fresh = with_mark(text, original.mark)

    def write() -> bool:
        if fresh != text:
            path.write_bytes(fresh.encode())
        return fresh != text

    return write


def with_mark(text: str, mark: str) -> str:
    """The text of a translation with `translates: <mark>` in its front matter; nothing else is touched."""
    lines = LINE.split(text)
    end = next(at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    for at in range(1, end):
        if lines[at].startswith("translates:"):
            lines[at] = re.sub(r"^translates:([ \t]+[^\s#]+)?", f"translates: {typed(mark)}", lines[at])
            return "".join(lines)
    line_end = lines[0].removeprefix("\ufeff").lstrip("- \t")
    return "".join([*lines[:end], f"translates: {typed(mark)}{line_end}", *lines[end:]])


def original_path(root: Path, record: Record) -> Path:
    """The file of the record that a translation translates."""
    return root / "content" / record.kind / f"{record.slug}.md"


def located(root: Path, file: Path) -> Path:
    """Where a file is that was named from the root of the catalogue, or from the folder one stands in."""
    return file if file.is_absolute() else root / file if (root / file).exists() else Path.cwd() / file


def read(root: Path, file: Path, languages: frozenset[str]) -> Record:
    """The record in a file below content/."""
    path = located(root, file)
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
