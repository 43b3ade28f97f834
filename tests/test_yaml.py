"""From front matter in the forms that YAML guesses at, explodes on or forgives: text as typed, or where it is wrong."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt
from oproep.reading.yaml import DEEPEST, read_yaml

QUOTES = "Put the value between quotes."
NOT_SHORT = "Write the value itself, or put it between quotes if it really begins so."


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "on", "true", "17:00", "08:30", "01234567", "0x1F", "1.10", "1_000_000", "1e3", ".inf", "2026-02-30",
     "2026-03-31", "2026-03-31 17:00", "12:30:45", "NULL", "=", "+32 2 500", "75%", "EUR 5 000 000", "https://a.be/#x"],
)  # fmt: skip
def test_a_value_is_the_text_that_was_typed(typed: str) -> None:
    assert read_yaml(f"key: {typed}").raw == {"key": typed}
    assert read_yaml(f"key: [{typed}]").raw == {"key": [typed]}
    assert read_yaml(f"key: '{typed}'").raw == {"key": typed}


@pytest.mark.parametrize("key", ["no", "1", "content", "handler", "~", "y", "2026-01-01", "3.10"])
def test_a_key_is_the_text_that_was_typed(key: str) -> None:
    assert read_yaml(f"{key}: x").raw == {key: "x"}


@pytest.mark.parametrize("typed", ["", "~", "null", "''", '""', "# a remark"])
def test_nothing_is_nothing_however_it_is_written(typed: str) -> None:
    assert read_yaml(f"key: {typed}").raw == {"key": ""}


@pytest.mark.parametrize("typed", ["'~'", '"null"'])
def test_a_word_between_quotes_is_that_word(typed: str) -> None:
    assert read_yaml(f"key: {typed}").raw == {"key": typed[1:-1]}


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("a: >-\n  een\n  twee", {"a": "een twee"}),
        ("a: |\n  een\n  twee\n", {"a": "een\ntwee\n"}),
        ("a:\n- b\n- c: d", {"a": ["b", {"c": "d"}]}),
        ("a: {nl: b, en: 'c, d'}", {"a": {"nl": "b", "en": "c, d"}}),
        ("- a\n- b", ["a", "b"]),
        ("a", "a"),
        ("", ""),
        ("# only a remark", ""),
        ("a:\tb", {"a": "b"}),
    ],
)
def test_lists_and_groups_are_read(text: str, raw: Raw) -> None:
    assert read_yaml(text).raw == raw


def test_a_colon_inside_a_text_is_that_of_the_text() -> None:
    assert read_yaml("a: >-\n  b:c\nd: [e:f]\ng: h:i").raw == {"a": "b:c", "d": ["e:f"], "g": "h:i"}


def test_every_key_and_value_knows_its_line_and_column() -> None:
    marked = read_yaml("\ntitle: x\nevents:\n  - starts: y\n    place: {nl: z}\n", first_line=1)
    assert marked.place(("title",)) == (2, 8)
    assert marked.place(("title",), at_key=True) == (2, 1)
    assert marked.place(("events", 0, "place", "nl")) == (5, 17)
    assert marked.place(("events", 0, "place", "en")) == (5, 12)  # the nearest thing above it
    assert marked.place(("nothing",)) == marked.place(())
    assert read_yaml("").place(("title",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "fix"),
    [
        ("a: 1\nb: 2\na: 3", 3, 1, "duplicate-key", "Keep one of the two."),
        ("a: {b: 1, c: 2, b: 3}", 1, 17, "duplicate-key", "Keep one of the two."),
        ("a: &x b", 1, 4, "yaml-anchor", NOT_SHORT),
        ("a: *x", 1, 4, "yaml-anchor", NOT_SHORT),
        ("b: c\n<<: *x", 2, 5, "yaml-anchor", NOT_SHORT),
        ("a: !!python/object:os.system x", 1, 4, "yaml-tag", QUOTES),
        ("a: !x b", 1, 4, "yaml-tag", QUOTES),
        ("a: ! b", 1, 4, "yaml-tag", QUOTES),
        ("a: 1\n--- \nb: 2", 2, 1, "two-documents", "Remove this line."),
        ("\ta: b", 1, 1, "yaml", "Put spaces in its place."),
        ("a:\n\t- b", 2, 1, "yaml", "Put spaces in its place."),
        ("a: @b", 1, 4, "yaml", QUOTES),
        ("a: `b`", 1, 4, "yaml", QUOTES),
        ("a: %b", 1, 4, "yaml", QUOTES),
        ("a: b: c", 1, 5, "yaml", QUOTES),
        ("a: b\nc\nd: e", 2, 1, "yaml", "Write ‘key: value’."),
        ("a: 'b\nc: d", 1, 4, "yaml", "Close the quote."),
        ("a: [b\nc: d", 1, 4, "yaml", "Close it with ‘]’."),
        ("a: {b\nc: [d]", 1, 4, "yaml", "Close it with ‘}’."),
        ("a: [", 2, 1, "yaml", "Write the value, or close the list or group."),
        ("a: b\n c: d", 2, 1, "yaml", "Remove the space: the line begins with ‘c:’."),
        ("- a\nb: c", 2, 1, "yaml", "Begin each item with ‘- ’ in the same column."),
        ("? [a]\n: b", 1, 3, "yaml", "Write ‘key: value’."),
        ("{a: b}: c", 1, 1, "yaml", "Write ‘key: value’."),
        ("a:b", 1, 3, "yaml", "Write ‘a: b’."),
        (f"a:{'b' * 90}", 1, 3, "yaml", "Write ‘a: …’."),
        ("a:b\nc: d", 1, 3, "yaml", "Write ‘a: b’."),
        ("a: b\n\nc:d\n\ne: f", 3, 3, "yaml", "Write ‘c: d’."),
        ("a: b\nc:'d'\n", 2, 3, "yaml", "Write ‘c: 'd'’."),
        ("a: b\nc:d\ne:f\ng: h", 2, 3, "yaml", "Write ‘c: d’."),
        ("a:\n  b:c\n  d: e", 2, 5, "yaml", "Write ‘b: c’."),
        ("a:\n  - b:c\n    d: e", 2, 7, "yaml", "Write ‘b: c’."),
    ],
)
def test_what_records_do_not_use_is_refused_at_its_place(
    text: str, line: int, column: int, code: str, fix: str
) -> None:
    with pytest.raises(WrongAt) as caught:
        read_yaml(text)
    found = caught.value
    assert (found.line, found.column, found.fault.code, found.fault.fix) == (line, column, code, fix)
    assert "\n" not in found.fault.message


def refused(text: str) -> str:
    """The code of what is wrong with a text; it is found within a second."""
    before = time.monotonic()
    with pytest.raises(WrongAt) as caught:
        read_yaml(text)
    assert time.monotonic() - before < 1
    return caught.value.fault.code


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
        for before, after in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert refused(bomb) == "yaml-anchor"


@pytest.mark.parametrize("bracket", ["[", "{", "{a: ", "- ", "[[", "? "])
def test_a_hundred_thousand_nested_brackets_are_refused(bracket: str) -> None:
    assert refused("a:\n " + bracket * 100_000) in ("too-deep", "yaml")


def test_the_deepest_group_that_is_read() -> None:
    deepest = DEEPEST - 1  # the keys of the record are a group themselves
    assert read_yaml("a: " + "[" * deepest + "]" * deepest).raw
    assert refused("a: " + "[" * (deepest + 1) + "]" * (deepest + 1)) == "too-deep"


def test_keys_without_end_are_refused() -> None:
    assert refused("".join(f"k{n}: x\n" for n in range(20_000))) == "too-many-keys"
    assert refused("a: [" + "x," * 100_000 + "]") == "too-many-keys"


@settings(deadline=None)
@given(st.text("ab:-#&*!|>'\"%@`{}[],?\\ \n\t~.é", max_size=60) | st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_yaml(text)
    except WrongAt as error:
        assert error.line >= 1
        assert error.column >= 1
        assert "\n" not in error.fault.message
