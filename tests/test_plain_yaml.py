"""The fast reader finds what the YAML parser finds, in all there is and in what is made up, or leaves the text to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt, decode, split
from oproep.reading.plain_yaml import LONGEST, read_plain_yaml
from oproep.reading.yaml import read_yaml
from tests.front_door import ROOT
from tests.portal.asking import portal

RECORDS = [*(ROOT / "content").rglob("*.md"), *(ROOT / "tests" / "example").rglob("*.md")]
BROKEN = [*(ROOT / "tests" / "broken").rglob("*.md")]


def fronts(paths: list[Path]) -> list[str]:
    """The front matter of these files, of those that have one."""
    found = []
    for path in paths:
        try:
            found.append(split(decode(path.read_bytes())).front)
        except WrongAt:
            continue
    return found


def laid_out(raw: Raw) -> str:
    """A value with the order of its keys, which does not count in comparing."""
    return repr(raw)


def agreed(text: str) -> bool:
    """The fast reader reads the text, and reads what the other does."""
    plain = read_plain_yaml(text)
    if plain is None:
        return False
    assert laid_out(plain) == laid_out(read_yaml(text).raw)
    return True


def test_committed_records_are_read_alike_and_nearly_all_of_them_fast() -> None:
    texts = fronts(RECORDS)
    assert sum(map(agreed, texts)) > 0.9 * len(texts)


def test_broken_records_are_read_alike() -> None:
    assert any(map(agreed, fronts(BROKEN)))


def test_drafts_of_an_import_are_read_alike_and_nearly_all_of_them_fast(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    settings = ROOT / "tests" / "example" / "content" / "site.toml"
    (tmp_path / "content" / "site.toml").write_bytes(settings.read_bytes())
    assert portal(tmp_path).returncode == 0
    texts = fronts([*(tmp_path / "content" / "calls").glob("*.md")])
    assert len(texts) == 13
    assert sum(map(agreed, texts)) == 12  # a title of one holds quotes


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "\na: b\n",
        "a:",
        "a: ~\nb: null\nc: [~, null]\nd: {e: ~}",
        "a: '~'\nb: \"null\"",
        "a: https://example.org/x?y=z#w",
        "a: R&D, it's 75% [of] {it}, a-b - c ? d | e > f",
        'a: "it\'s: [x]"\nb: \'say "x": y\'',
        "a: 'it''s'\nb: ''''\nc: ''\nd: \"\"",
        "a: [\"b\", 'c: d', e]",
        "a: {b: [c, 'd'], e: {f: g}, h: [{i: j}, {k: l}]}",
        'a: "  two  spaces  "',
        "a: [b c, d-e, f_g, h's, 2-3]",
        "a: {nl: b c, en: d's}",
        "a: [{en: b c}]",
        "a:\n  b:\n    c: d\n  e: f\ng: h",
        "a:\n    - b\n    - c",
        "a:\n  - b: c\n    d:\n      e: f\n    g: h\n  - i: j\nk: l",
        "a:\n  - b: >-\n      c: d\n      - [e\n    f: g",
        "a: >-\n   b: c\n   'd\n   & e: {\nf: g",
        "a: >-\n  - b\n  - c",
        "a:\nb:\n  c:\nd:",
        "no: yes\n_1: 2\nA9: =",
    ],
)
def test_the_subset_is_read(text: str) -> None:
    assert agreed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a",
        "a:b",
        "- a",
        "a: b # c",
        "# a\nb: c",
        "a: b\n\nc: d",
        "a: b ",
        "a:  b",
        "a:\tb",
        "a: b: c",
        "a: b:",
        "a: b\n  c",
        "a: b\n  c: d",
        "a: 'b'c",
        'a: "b\\n"',
        "a: 'b",
        "a: '",
        "a: &x b",
        "a: *x",
        "a: !x b",
        "a: |\n  b",
        "a: >\n  b",
        "a: >-\nb: c",
        "a: >-\n  b\n   c",
        "a: >-\n   b\n  c",
        "a: >-",
        "a:\n  - b: >-\n    c",
        "a:\n- b",
        "a:\n  -  b",
        "a:\n  - - b",
        "a:\n  -",
        "a:\n  - b\n  c: d",
        "a:\n  b: c\n  - d",
        "a:\n  b: c\n d: e",
        " a: b",
        "a: []",
        "a: {}",
        "a: [b",
        "a: [b,c]",
        "a: [b , c]",
        "a: [b, ]",
        "a: [ b]",
        "a: [b ]",
        "a: [b,, c]",
        "a: [b, -c]",
        "a: [b: c]",
        "a: [b]c",
        "a: [b, [c]",
        "a: [b, [c]]]",
        "a: ['b'c]",
        "a: ['b': c]",
        "a: {'b': c}",
        "a: {b: c]",
        "a: 'b'''c'",
        "a: b #c",
        "a: [[[[[[b]]]]]]",
        "a: {b}",
        "a: {b: c: d}",
        "a: {b:c}",
        "a: {b: c, b: d}",
        "a: b\na: c",
        "a: b\n---\nc: d",
        "a: b\n...",
        "é: b",
        "? a\n: b",
        "a: b\u00a0c",
        "a: b\u2028c: d",
        "a: b\x85c: d",
        "a: \ufeffb",
        "".join(f"{'  ' * depth}a:\n" for depth in range(20)),
    ],
)
def test_what_is_outside_is_left_to_the_parser(text: str) -> None:
    assert read_plain_yaml(text) is None


@pytest.mark.parametrize("line", ["k{}: v", "k{}: {{a: b}}", "k{}: [a, b, c]", "k{}:", "k{}:\n  - a\n  - b: c"])
def test_the_longest_text_has_fewer_events_than_the_parser_takes(line: str) -> None:
    text = ""
    for number in range(LONGEST):
        if len(text) + len(more := line.format(number) + "\n") > LONGEST:
            break
        text += more
    assert agreed(text)
    assert agreed("a: [" + "b, " * ((LONGEST - 7) // 3) + "b]")
    assert read_plain_yaml("a: " + "b" * LONGEST) is None


KEYS = st.sampled_from(["a", "b", "nl", "title", "_x", "no"])
TEXTS = st.text("ab c-.é/2'", min_size=1, max_size=12).map(str.strip).filter(bool)
VALUES = st.recursive(
    TEXTS,
    lambda part: st.lists(part, min_size=1, max_size=3) | st.dictionaries(KEYS, part, min_size=1, max_size=3),
    max_leaves=8,
)
SIGNS = st.sampled_from(
    [*"ab:-#&*!|>'\"%@`{}[],?\\ \n\t~é=", ": ", "- ", "  ", "\n  ", "\n- ", ", ", "''", ">-", "\n\n"]
)
PLACES = st.integers(0, 10_000)


def written(value: Raw, spaces: str) -> str:
    """A value behind its key, as records are laid out."""
    if isinstance(value, str):
        return f" {value}"
    if isinstance(value, list):
        return "".join(f"\n{spaces}- {written(item, spaces + '  ').lstrip()}" for item in value)
    return "".join(f"\n{spaces}{key}:{written(part, spaces + '  ')}" for key, part in value.items())


def marred(text: str, changes: list[tuple[int, str, int]]) -> str:
    """A text in which at some places signs are put in, for so many that were there."""
    for place, sign, length in changes:
        at = place % (len(text) + 1)
        text = text[:at] + sign + text[at + length :]
    return text


CHANGES = st.lists(st.tuples(PLACES, SIGNS, st.integers(0, 2)), max_size=3)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), CHANGES)
def test_laid_out_front_matter_is_read_alike_however_it_is_marred(
    record: dict[str, Raw], changes: list[tuple[int, str, int]]
) -> None:
    agreed(marred(written(record, ""), changes))


@given(st.sampled_from(fronts(RECORDS)), PLACES, st.integers(1, 12), CHANGES)
def test_lines_of_committed_records_are_read_alike_however_they_are_marred(
    text: str, place: int, length: int, changes: list[tuple[int, str, int]]
) -> None:
    lines = text.split("\n")
    first = place % len(lines)
    agreed(marred("\n".join(lines[first : first + length]), changes))
