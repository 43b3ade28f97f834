"""The folder content/ comes in; out go the files of records with their stamps, and everything that is out of place.

No file in it is passed over silently.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from oproep.cache.standing import Folder, below
from oproep.model import KINDS
from oproep.model.problem import Problem, Severity, did_you_mean
from oproep.reading.record import Record, read_record


@dataclass(frozen=True, kw_only=True)
class Look:
    """What stands below content/: the names of the files of each kind, in order, and their stamps, three to each."""

    names: Mapping[str, list[str]]
    stamps: Mapping[str, array[int]]
    problems: list[Problem]

    def slugs(self, kind: str) -> Iterator[str]:
        """The names of the records of a kind."""
        return (name.removesuffix(".md") for name in self.names[kind] if name.count(".") == 1)


def slug_in(name: str) -> str:
    """The slug in the name of a file, whatever its language."""
    return name.split(".", 1)[0]


def look(root: Path, seen: Mapping[str, Folder] | None = None) -> Look:
    """What stands below content/, as it was `seen`, or is now; opens no file."""
    content = root / "content"
    found = {folder.path: folder for folder in below(os.fspath(content))} if seen is None else seen
    names: dict[str, list[str]] = {kind: [] for kind in KINDS}
    stamps: dict[str, array[int]] = {kind: array("q") for kind in KINDS}
    strange: list[Path] = []
    for path, folder in found.items():
        if not Path(path).is_relative_to(content):
            continue
        inside = Path(path).relative_to(content).parts
        kind = inside[0] if len(inside) == 1 else ""
        if kind in KINDS:
            names[kind], stamps[kind], others = records_in(folder)
        else:
            others = folder.names
            strange.extend([Path(path)] if inside else [])
        strange.extend(Path(path, name) for name in others)
    problems = [found for path in strange for found in out_of_place(path, content, root)]
    return Look(names=names, stamps=stamps, problems=problems)


def records_in(folder: Folder) -> tuple[list[str], array[int], list[str]]:
    """The files of records in a folder with their stamps, and what else stands in it."""
    others = [name for name in folder.names if not name.endswith(".md") or name[0] == "." or name in folder.strange]
    if not others:
        return folder.names, folder.stamps, others
    names, stamps, left = [], array("q"), set(others)
    for at, name in enumerate(folder.names):
        if name not in left:
            names.append(name)
            stamps.extend(folder.stamps[at * 3 : at * 3 + 3])
    return names, stamps, others


def read_content(root: Path, languages: frozenset[str]) -> tuple[list[Record], list[Problem]]:
    """Every record below content/, in the order of their paths, and every problem."""
    found = look(root)
    records: list[Record] = []
    problems = list(found.problems)
    for kind in sorted(found.names):
        for name in found.names[kind]:
            file = f"content/{kind}/{name}"
            record, wrong = read_record(root / file, file, kind, languages)
            problems.extend(wrong)
            if record:
                records.append(record)
    return records, sorted(problems, key=lambda problem: problem.file)


def out_of_place(path: Path, content: Path, root: Path) -> Iterator[Problem]:
    """Every file stands in the folder of its kind, ends in `.md`, and is a file of its own rather than a link."""
    inside, file = path.relative_to(content).parts, path.relative_to(root).as_posix()
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
            fix = f"Rename it to {path.stem.lower().removesuffix('.md')}.md."
            yield at(file, "file-name", f"‘{path.name}’ does not end in ‘.md’.", fix)
        else:
            message = f"‘{path.name}’ is not a record, so nothing is made of it."
            yield at(file, "not-a-record", message, "Move it out of content/.", Severity.HINT)


def at(file: str, code: str, message: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    """A problem with a file as a whole."""
    return Problem(file=file, line=1, column=1, code=code, message=message, fix=fix, severity=severity)
