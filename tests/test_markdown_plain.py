"""What is made of a plain text at once is what python-markdown makes of it, of everything there is and of what is made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.rendering.anchors import Anchors
from oproep.rendering.markdown_html import MarkdownHtml
from oproep.rendering.markdown_plain import PlainText
from oproep.rendering.markdown_typography import DoubtfulText
from tests.prose_texts import committed, drafts, made_up

MAKER = MarkdownHtml(Anchors({"budget": "budget"}))
CONTENT, MADE_UP = committed("content"), made_up()
TEXTS = {**CONTENT, **committed("tests/example", "tests/broken"), **drafts(), **MADE_UP}
BEGINNINGS = [
    "", "", "- ", "* ", "1. ", "2. ", "    - ", "    1. ", "        - ", "  - ", "   1. ", "# ", "## ", "#", "> ", "  ", "    ", "| ", "[^1]: ", "[^2]: ", "[^1]:",
    "| a | b |\n|---|--:|\n| ", "|a|b|\n|:-:|-|\n|c|", "---", "***", "===", "- - -",
]  # fmt: skip
WORDS = [
    "a", "woord", "Twee woorden", "'", '"', "**", "*", "***", "**vet**", "*em*", "***b***", "[l](x.md)", "[l *e*](https://x.org/a_b?c=1&d=2)", "[^1]", "[^2]",
    "\\*", "\\_", "\\[", "\\.", "\\-", "\\#", "\\|", "\\", "--", "---", "...", "....", ". ", ", ", "(", ")", "[", "]", "[x]", "!", "_", "&", "R&D", ">",
    "<https://x.org/a_b?c&d>", "'t", "'s", "80s", "'80s", "s ", "x'y", " ", "  ", "é", "“", "–", "\u00a0", "\u2028", "3", "1.", "#", ":", ";", "-", "+", "=", "|",
]  # fmt: skip
ENDS = ["\n", "\n\n", "\n\n", "\n\n\n", " \n", " |\n", " | ", "\n    ", "\n  ", ""]
LINE = st.tuples(
    st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WORDS), max_size=5).map("".join), st.sampled_from(ENDS)
)


def plain(text: str) -> str | None:
    """What is made of a text at once, or None when it is not plain."""
    MAKER.anchors.begin()
    try:
        return PlainText(MAKER.anchors.take).made(text)
    except DoubtfulText:
        return None


@pytest.mark.parametrize("name", TEXTS)
def test_every_plain_text_becomes_what_python_markdown_makes_of_it(name: str) -> None:
    assert plain(TEXTS[name]) in (None, MAKER.by_python_markdown(TEXTS[name]))


def test_what_editors_write_is_plain() -> None:
    assert [name for name, text in {**CONTENT, **MADE_UP}.items() if plain(text) is None] == []


@given(st.lists(LINE, max_size=8))
@settings(max_examples=1500, deadline=None)
def test_any_plain_text_becomes_what_python_markdown_makes_of_it(lines: list[tuple[str, str, str]]) -> None:
    text = "".join(part for line in lines for part in line)
    assert plain(text) in (None, MAKER.by_python_markdown(text))


@given(st.text("ab'\"-. s8&>“\u00a0", max_size=12))
@settings(max_examples=1500, deadline=None)
def test_any_quotes_and_dashes_become_what_smarty_makes_of_them(text: str) -> None:
    assert plain(f"a{text}") in (None, MAKER.by_python_markdown(f"a{text}"))


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>", "`x`", "![x](y)", "x  \ny", "\tx", "&amp;", "&#65", "a_b", "*a *b*", "**a", "[x][y]\n\n[y]: z", "[x](y 'z')", "[[x](y)](z)", "[^1]",
        "a[^1] b[^1]\n\n[^1]: c", "- a\n\n- b", "- a\n\n    b", "    a", "> a", "a\n===", "---", "#a#b", "|a|b|\n|-|-|", "a | b\n- | -\n1 | 2",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_python_markdown(text: str) -> None:
    assert plain(text) is None
    assert MAKER.make(text) == MAKER.by_python_markdown(text)
