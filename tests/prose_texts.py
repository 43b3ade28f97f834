"""The texts that engines of Markdown are compared on: all that is committed, drafts of the portal, and made-up calls."""

from __future__ import annotations

from pathlib import Path

from benchmarks.calls import call_files
from oproep.importing.draft import Draft
from oproep.importing.ft_portal import read_answer
from tests.front_door import ROOT
from tests.portal.raw import PAGES

MADE_UP = 150


def body_of(record: str) -> str:
    """What stands below the facts of a record."""
    return record.split("\n---\n", 1)[-1]


def committed(*folders: str) -> dict[str, str]:
    """The text of every record below these folders, by its path."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.md"))
    return {name_of(path): body_of(path.read_text(encoding="utf-8", errors="replace")) for path in paths}


def name_of(path: Path) -> str:
    """The path of a file in the project."""
    return path.relative_to(ROOT).as_posix()


def drafts() -> dict[str, str]:
    """The text of every draft in the saved answers of the portal, by its name."""
    found = (draft for page in PAGES for draft in read_answer(page.name, page.read_bytes()))
    return {f"{draft.slug} #{at}": draft.body for at, draft in enumerate(found) if isinstance(draft, Draft)}


def made_up() -> dict[str, str]:
    """The texts of the calls of a benchmark, in both languages."""
    files = (file for number in range(1, MADE_UP + 1) for file in call_files(number))
    return {name: body_of(record) for name, record in files}
