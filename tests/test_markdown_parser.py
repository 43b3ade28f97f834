"""Our parser makes what python-markdown makes with the same extensions, of everything there is and of what is made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension

from oproep.rendering.markdown_parser import HOLDS, new_parser
from tests.front_door import ROOT

USUAL = Markdown(
    extensions=[
        "tables",
        FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="↩ {}"),
        "sane_lists",
        "smarty",
    ]
)
OURS = new_parser()
TEXTS = sorted(
    path for folder in ("content", "tests/example", "tests/broken") for path in (ROOT / folder).rglob("*.md")
)
PIECES = st.sampled_from(
    ["`", "\\", "[", "[^", "[^1]", "](", ")", "!", "<", ">", "&amp;", "&", "*", "**", "_", "--", "---", "...", "'", '"', "  \n", "\n\n",
     "a", "woord", " ", "\n", "<https://x.org>", "<a@x.org>", "[^1]: noot\n", "| a | b |\n|---|:-:|\n| c | d |\n", "# Kop\n", "- ", "1. ", "    ", "'90s"]
)  # fmt: skip


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_committed_text_becomes_what_python_markdown_makes_of_it(path: Path) -> None:
    body = path.read_text(encoding="utf-8", errors="replace").split("\n---\n", 1)[-1]
    assert OURS.reset().convert(body) == USUAL.reset().convert(body)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_becomes_what_python_markdown_makes_of_it(text: str) -> None:
    assert OURS.reset().convert(text) == USUAL.reset().convert(text)


def test_every_pattern_that_may_be_skipped_is_one_that_python_markdown_has() -> None:
    named = [name for name in HOLDS if any(name in patterns(of) for of in ("inline", "smarty"))]
    assert named == list(HOLDS)
    assert len(named) == sum(len(patterns(of)) for of in ("inline", "smarty")), "a pattern is tried on everything"


def patterns(of: str) -> Any:
    """The inline patterns of one step of the parser."""
    return getattr(OURS.treeprocessors[of], "inlinePatterns")  # noqa: B009 - the published types do not have it
