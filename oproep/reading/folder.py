"""The folder content/ becomes records and problems; no file in it is passed over silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oproep.model import KINDS
from oproep.model.problem import Problem, Severity, did_you_mean
from oproep.reading.record import Record, read_record


def read_content(root: Path, languages: frozenset[str]) -> tuple[list[Record], list[Problem]]:
    """Every record below content/, in the order of their paths, and every problem."""
    records: list[Record] = []
    problems: list[Problem] = []
    content = root / "content"
    for path in sorted(content.rglob("*"), key=lambda found: found.relative_to(content).as_posix()):
        file = path.relative_to(root).as_posix()
        found = list(out_of_place(path, content, file))
        problems.extend(found)
        if found or not is_record(path, content):
            continue
        record, wrong = read_record(path, file, path.parent.name, languages)
        problems.extend(wrong)
        if record:
            records.append(record)
    return records, problems


def is_record(path: Path, content: Path) -> bool:
    """A Markdown file that is not hidden, nor stands in a hidden folder."""
    hidden = any(part.startswith(".") for part in path.relative_to(content).parts)
    return path.suffix == ".md" and not hidden and path.is_file()


def out_of_place(path: Path, content: Path, file: str) -> Iterator[Problem]:
    """Every file stands in the folder of its kind, ends in `.md`, and is a file of its own rather than a link."""
    inside = path.relative_to(content).parts
    if any(part.startswith(".") for part in inside) or inside == ("site.toml",):
        return
    if path.is_symlink():
        yield at(file, "symlink", "This is a link to another file.", "Put the file itself here.")
    elif path.is_dir():
        if len(inside) == 1 and inside[0] not in KINDS:
            message = f"There is no kind of record called ‘{inside[0]}’."
            yield at(file, "unknown-folder", message, did_you_mean(inside[0], KINDS))
    elif len(inside) != 2 or inside[0] not in KINDS:
        known = inside[0] if inside[0] in KINDS else "calls"
        yield at(file, "out-of-place", "No record is read from here.", f"Move it to content/{known}/{path.name}.")
    elif path.suffix != ".md":
        if path.suffix.lower() in (".md", ".markdown", ".mdown", ".txt"):
            fix = f"Rename it to {path.stem.lower()}.md."
            yield at(file, "file-name", f"‘{path.name}’ does not end in ‘.md’.", fix)
        else:
            message = f"‘{path.name}’ is not a record, so nothing is made of it."
            yield at(file, "not-a-record", message, "Move it out of content/.", Severity.HINT)


def at(file: str, code: str, message: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem with a file as a whole."""
    return Problem(file=file, line=1, column=1, code=code, message=message, fix=fix, severity=severity)
