"""The benchmarks compare what others publish with what we do: they must see all of it."""

from __future__ import annotations

import re
from pathlib import Path

import frontmatter
import pytest

from benchmarks.shown import read_page
from tests.front_door import ROOT

CALLS = sorted(path for path in (ROOT / "content/calls").glob("*.md") if "." not in path.stem)


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_the_whole_text_of_a_call_is_compared(path: Path, built: Path) -> None:
    """A page divides a text, so that figures and contacts stand below their headings."""
    call = frontmatter.load(str(path))
    folder = {"nl": "nl/oproepen", "en": "en/calls"}[str(call["language"])]
    page = read_page(built, f"{folder}/{path.stem}.html", {"oproepen": "calls"})
    assert page.counts["headings"] == len(re.findall(r"^#{2,} ", call.content, re.MULTILINE))
    assert page.counts["items"] >= len(re.findall(r"^ *(?:[-*]|\d+\.) ", call.content, re.MULTILINE))
