"""Where the guide for editors explains a problem: an address at the repository, else the file beside the content.

Whoever writes in a language that has a guide of its own is led to that one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from oproep.model.problem import Problem
from oproep.reading.site import read_settings
from oproep.rendering.forge import repository_of

FILE = "CONTRIBUTING.md"  # it has a heading for each code
GUIDES: Mapping[str, str] = {FILE: "en", "BIJDRAGEN.md": "nl"}
NAMED = re.compile(r"\.([a-z]{2,3})\.md$")  # a translation says its language in its name, a record among its keys
DECLARED = re.compile(r"^ ?language:[ \t]*['\"]?([a-z]{2,3})\b", re.MULTILINE)


class Guide(NamedTuple):
    """The guide for editors: its address, and those of the same in other languages where they are known."""

    address: str = FILE
    root: Path | None = None
    others: Mapping[str, str] = {}

    @property
    def online(self) -> bool:
        """It can be opened from anywhere."""
        return self.address.startswith(("https://", "http://"))

    def on(self, problem: Problem) -> str:
        """The place that explains a problem, in the language of its record if there is a guide in that."""
        found = self.others.get(language_of(self.root, problem), self.address) if self.root else self.address
        return f"{found}#{problem.code}"


def guide_of(root: Path) -> Guide:
    """The guide of the catalogue at `root`, whose settings may be what is wrong."""
    settings, _ = read_settings(root)
    repository = repository_of(settings) if settings else None
    there = [file for file in GUIDES if file != FILE and (root / file).is_file()]
    others = {GUIDES[file]: repository.view(file) if repository else file for file in there}
    return Guide(repository.view(FILE) if repository else FILE, root, others)


def language_of(root: Path, problem: Problem) -> str:
    """The language that the file of a problem is in, as far as it says so; empty where it does not."""
    if not problem.file.endswith(".md"):
        return ""
    if named := NAMED.search(problem.file):
        return named[1]
    try:
        text = (root / problem.file).read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return ""
    declared = DECLARED.search(text.partition("\n---")[0])
    return declared[1] if declared else ""
