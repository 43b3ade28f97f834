"""Our parser makes what python-markdown makes with the same extensions, of everything there is and of what is made up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown, serializers
from markdown.extensions import smarty
from markdown.extensions.footnotes import FootnoteExtension

from oproep.rendering import markdown_typography
from oproep.rendering.markdown_inline import HOLDS
from oproep.rendering.markdown_parser import new_parser
from tests.prose_texts import committed, drafts, made_up

USUAL = Markdown(
    extensions=[
        "tables",
        FootnoteExtension(BACKLINK_TEXT="↩", BACKLINK_TITLE="↩ {}"),
        "sane_lists",
        "smarty",
    ]
)
OURS = new_parser()
TEXTS = {**committed("content", "tests/example", "tests/broken"), **drafts(), **made_up()}
INLINE = [
    "`", "\\", "[", "[^", "[^1]", "][", "](", ")", "!", "<", ">", "&amp;", "&", "*", "**", "_", "--", "---", "...", "'", '"', "  \n", "\n\n",
    "a", "woord", " ", "\n", "<https://x.org>", "<a@x.org>", "[x](y.md 'z')", '[x](<y> "z")', "[x](https://y.org/a_(b))", "[x][y]", "[y]",
    "<b>", "</b>", "'90s", "\u00a0", "\r\n", "\t", "\x02", "\x03", "é",
]  # fmt: skip
BLOCKS = [
    "[^1]: noot\n", "[y]: https://y.org 'z'\n", "| a | b |\n|---|:-:|\n| c | d |\n", "a|b\n-|-:\n\\||`|`\n", "# Kop\n", "Kop\n===\n", "Kop\n---\n",
    "##", "## Kop ##\n", "- ", "* ", "+ ", "1. ", "2) ", "    ", "  ", "> ", ">", "***\n", "- - -\n", "_ _ _\n", "-\n", "=\n", "<p>", "</p>\n", "<hr>", "<!-- -->\n",
    "    code\n", "\n    code\n", "- een\n- twee\n", "- een\n    - twee\n", "1. een\n2. twee\n", "**Vet.** woord\n", "///Footnotes Go Here///",
]  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_becomes_what_python_markdown_makes_of_it(name: str) -> None:
    assert OURS.reset().convert(TEXTS[name]) == USUAL.reset().convert(TEXTS[name])


@given(st.lists(st.sampled_from(INLINE + BLOCKS), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_text_becomes_what_python_markdown_makes_of_it(text: str) -> None:
    assert OURS.reset().convert(text) == USUAL.reset().convert(text)


@given(
    st.lists(
        st.tuples(st.sampled_from(["", *BLOCKS]), st.sampled_from(INLINE), st.sampled_from(["\n", "\n\n", " "])),
        max_size=14,
    )
)
@settings(max_examples=400, deadline=None)
def test_any_blocks_become_what_python_markdown_makes_of_them(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(part for line in parts for part in line)
    assert OURS.reset().convert(text) == USUAL.reset().convert(text)


def test_no_pattern_asks_what_it_stands_in() -> None:
    assert not [pattern for of in ("inline", "smarty") for pattern in patterns(of) if pattern.ANCESTOR_EXCLUDES]


def test_every_pattern_that_may_be_skipped_is_one_that_python_markdown_has() -> None:
    named = [name for name in HOLDS if any(name in patterns(of) for of in ("inline", "smarty"))]
    assert named == list(HOLDS)
    assert len(named) == sum(len(patterns(of)) for of in ("inline", "smarty")), "a pattern is tried on everything"


def patterns(of: str) -> Any:
    """The inline patterns of one step of the parser."""
    return getattr(OURS.treeprocessors[of], "inlinePatterns")  # noqa: B009 - the published types do not have it


def test_what_is_punctuation_to_us_is_so_to_python_markdown() -> None:
    assert smarty.punctClass == markdown_typography.PUNCTUATION
    assert smarty.closeClass == markdown_typography.BEFORE_CLOSING
    ours = markdown_typography.LONE_AMPERSAND
    assert (ours.pattern, ours.flags) == (serializers.RE_AMP.pattern, serializers.RE_AMP.flags)
