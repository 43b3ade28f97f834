"""Whatever an editor typed, what is mended says the same as before, keeps its comments, and needs no second look."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.mending import mended
from oproep.model import KINDS
from oproep.model.keys import keys_of
from oproep.model.moment import certain
from oproep.model.skeleton import skeleton
from oproep.reading.frontmatter import WrongAt, decode, split
from oproep.reading.record import body_of, marked_keys, read_bytes
from oproep.rendering.prose import ProseMaker
from tests.broken.tiny import GOOD, write
from tests.front_door import EXAMPLE, NOW, ROOT, build, call, files

COMMITTED = sorted((ROOT / "content").glob("*/*.md")) + sorted((EXAMPLE / "content").glob("*/*.md"))
DATED = {"opens", "deadline", "published", "verified", "cancelled"}  # of a call, as far as values are made up here
LANGUAGES = frozenset({"nl", "en"})


def shown(body: str) -> str:
    """What is shown of a text: white space outside code is shown as one space."""
    made = str(ProseMaker({}).make(body, lambda address: address)[0])
    return made if "<pre" in made else " ".join(made.split())


def said(raw: bytes) -> tuple[dict[str, str], str]:
    """What a file says: each key with its value as typed, in any order, and the page of its text."""
    parts = split(decode(raw))
    typed: Any = marked_keys(parts).raw
    return {name: repr(value) for name, value in typed.items()}, shown(body_of(parts))


def mend(text: str, kind: str = "calls", name: str = "x.md") -> str:
    return mended(text.encode(), kind, name)[0].decode()


def turned_round(raw: bytes) -> bytes:
    """A record with its keys from the last to the first."""
    _, head, rest = raw.decode().split("---\n", 2)
    keys = [key for key in re.split(r"^(?=[a-z_]+:)", head, flags=re.MULTILINE) if key]
    return "---\n".join(["", "".join(reversed(keys)), rest]).encode()


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/*.md")), ids=lambda path: path.name)
def test_there_is_nothing_to_mend_in_the_content(path: Path) -> None:
    raw = path.read_bytes()
    assert mended(raw, path.parent.name, path.name) == (raw, ())


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: f"{path.parent.name}/{path.name}")
@pytest.mark.parametrize("change", [bytes, turned_round], ids=["as it is", "turned round"])
def test_a_committed_record_stays_what_it_is(path: Path, change: Callable[[bytes], bytes]) -> None:
    raw, kind = change(path.read_bytes()), path.parent.name
    after, _ = mended(raw, kind, path.name)
    before, found = (read_bytes(each, path, path.name, kind, LANGUAGES)[0] for each in (raw, after))
    assert before
    assert found
    assert (found.facts, found.mark, shown(found.body)) == (before.facts, before.mark, shown(before.body))
    assert mended(after, kind, path.name) == (after, ())


def test_what_is_built_of_mended_files_is_what_was_built_of_them_before(
    example_built: Path, example: Path, tmp_path: Path
) -> None:
    for path in (example / "content").glob("*/*.md"):  # as an editor on Windows may leave them
        head, fence, body = path.read_text(encoding="utf-8").partition("\n---\n")
        fence = fence.replace("---", "--- ")
        keys = [f"{line}  " if line[-1:] not in (">", "|", "-") else line for line in head.split("\n")]
        path.write_bytes(("\n".join(keys) + fence + body.rstrip("\n")).replace("\n", "\r\n").encode())
    done = call("check", "--root", example, "--now", NOW, "--fix")
    assert done.returncode == 0, done.stderr
    assert all(b" \r\n---" not in path.read_bytes() for path in (example / "content").glob("*/*.md"))
    assert files(build(example, tmp_path / "out")) == files(example_built)
    before = files(example)
    assert "0 files mended." in call("check", "--root", example, "--now", NOW, "--fix").stderr
    assert files(example) == before


# What is mended


DATES = [
    ("31/03/2026", "2026-03-31"),
    ("31-03-2026", "2026-03-31"),
    ("3.4.2026", "2026-04-03"),
    ("2026/03/31", "2026-03-31"),
    ("2026-3-1", "2026-03-01"),
    ("4/4/2026", "2026-04-04"),
    ("31/03/2026 17:00", "2026-03-31 17:00"),
    ("31/03/2026 17u", "2026-03-31 17:00"),
    ("2026-03-31 17.30", "2026-03-31 17:30"),
    ("2026-03-31 17h30", "2026-03-31 17:30"),
    ("2026-03-31 9:05", "2026-03-31 09:05"),
    ("4 februari 2027", "2027-02-04"),
    ("4 February 2027", "2027-02-04"),
    ("4 feb. 2027", "2027-02-04"),
    ("4-mrt-2027", "2027-03-04"),
    ("4 mei 2027 om 17u", "2027-05-04 17:00"),
    ("4 May 2027 at 17:00", "2027-05-04 17:00"),
]  # fmt: skip
UNCERTAIN = ["03/04/2026", "3-4-2026", "31/03/26", "31 foo 2026", "31 februari 2026", "31 maart 2026 17", "maart 2026", "2026-03-31 17", "2026-02-30", "31/03/1926", "17:00", "2026-03-31 1700", "morgen", ""]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), DATES)
def test_a_date_that_can_mean_one_day_alone_is_written_so(typed: str, meant: str) -> None:
    text = "---\ntitle: x\nlanguage: nl\n{}deadline: {}  # as announced\n---\n"
    assert mend(text.format("", typed)) == text.format("", meant)
    assert mend(text.format("", f"'{typed}'")) == text.format("", f"'{meant}'")
    listed = text.replace("{}deadline: {}", "deadline: [{}, {{at: {}, stage: 2}}]")
    assert mend(listed.format(typed, typed)) == listed.format(meant, meant)


@pytest.mark.parametrize("typed", UNCERTAIN)
def test_a_date_that_may_mean_another_is_left_to_the_editor(typed: str) -> None:
    assert certain(typed) == ""
    text = f"---\ntitle: x\nlanguage: nl\ndeadline: {typed or 'unknown'}\n---\n"
    assert mend(text) == text


def test_a_time_is_never_taken_from_a_day() -> None:
    text = "---\ntitle: x\nlanguage: nl\ndeadline: unknown\npublished: 15/02/2026 12:00\n---\n"
    assert mend(text) == text


def test_dates_in_words_stay_as_they_are() -> None:
    text = "---\ntitle: 31/03/2026\nlanguage: nl\ndeadline: unknown\nnotice: {nl: voor 31/03/2026, en: x}\n---\n\n31/03/2026\n"
    assert mend(text) == text


def test_a_key_comes_into_its_place_with_its_comments() -> None:
    typed = """---
# Ask Els before you change this.

deadline: 31/03/2026  # as announced
# The fund of 2021.
fund: amif

# Its name.
title: x
language: nl
budget:
  # For both years.
  total: EUR 1
  # Not certain.
# The end.
---

Words.
"""
    meant = """---
# Ask Els before you change this.


# Its name.
title: x
language: nl
# The fund of 2021.
fund: amif
deadline: 2026-03-31  # as announced
budget:
  # For both years.
  total: EUR 1
  # Not certain.
# The end.
---

Words.
"""
    assert mend(typed) == meant


def test_a_key_typed_below_a_skeleton_comes_to_where_it_is_explained() -> None:
    blank = skeleton(KINDS["calls"], "nl", "X", str)
    assert mend(blank) == blank
    typed = blank.replace("# fund: amif-2021-2027\n", "").removesuffix("---\n") + "fund: amif-2021-2027\n---\n"
    lines = mend(typed).split("\n")
    at = lines.index("fund: amif-2021-2027")
    assert lines[at + 1 : at + 3] == ["", "# The fund that pays."]
    assert lines[-3:] == ["# aliases: [oude-naam]", "---", ""]


@pytest.mark.parametrize(
    "text",
    [
        "---\n{language: nl, title: x}\n---\n",
        "---\n? language\n: nl\n? title\n: x\n---\n",
        "---\n language: nl\n title: x\n---\n",
        "---\nlanguage: nl\ndeadline: |+\n  a\n\ntitle: x\n---\n",
    ],
)
def test_keys_in_a_form_that_cannot_be_moved_stay(text: str) -> None:
    assert mend(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("title: x\n fund: amif\n themes: [a]", "title: x\nfund: amif\nthemes: [a]"),
        (" title: x\nlanguage: nl", "title: x\nlanguage: nl"),
        ("title: x\n budget:\n   total: EUR 1", "title: x\nbudget:\n   total: EUR 1"),
        ("fund: a\n deadline:\n   - at: 2026-03-31", "fund: a\ndeadline:\n   - at: 2026-03-31"),
    ],
)
def test_a_space_that_a_comment_left_before_a_key_goes(typed: str, meant: str) -> None:
    assert mend(f"---\n{typed}\n---\n") == f"---\n{meant}\n---\n"


@pytest.mark.parametrize("typed", ["title: x\n foo: y", "title: x\n fund: amif\n  themes: [a]", "title: [x\n fund: y"])
def test_what_cannot_be_read_without_that_space_is_left_alone(typed: str) -> None:
    with pytest.raises(WrongAt):
        mend(f"---\n{typed}\n---\n")


def test_a_space_that_is_part_of_a_text_stays() -> None:
    text = "---\ntitle: x\nsummary: |\n fund: amif\n---\n"
    assert mend(text) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a \nb", "a\nb\n"),
        ("a  \nb\n\n\n", "a  \nb\n"),
        ("a\n   \nb\n", "a\n\nb\n"),
        ("a\t\nb\n", "a\t\nb\n"),
        ("    a \n    b\n", "    a \n    b\n"),
    ],
)
def test_spaces_go_where_the_page_stays_the_same(typed: str, meant: str) -> None:
    head = "---\ntitle: x\nlanguage: nl\ndeadline: unknown\n---\n\n"
    assert mend(head + typed) == head + meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("• een\n• twee\n", "- een\n- twee\n"),
        ("Voor:\n•\teen\n·  twee\n\uf0b7 drie\n", "Voor:\n\n- een\n- twee\n- drie\n"),
        ("• een\ngaat door\n• twee\n", "- een\ngaat door\n- twee\n"),
        ("a • b\n", "a • b\n"),
        ("```\n• een\n```\n", "```\n• een\n```\n"),
        ("    • een\n", "    • een\n"),
        ("•\n", "•\n"),
        ("sub\u00adsi\u200bdie\n", "subsidie\n"),
        ("`a\u00adb`\n", "`a\u00adb`\n"),
    ],
)
def test_what_a_word_processor_leaves_is_typed_as_markdown_has_it(typed: str, meant: str) -> None:
    head = "---\ntitle: x\nlanguage: nl\ndeadline: unknown\n---\n\n"
    assert mend(head + typed) == head + meant
    assert mend(head + meant) == head + meant


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (b"---\r\ntitle: x \r\n---\r\n", b"---\r\ntitle: x\r\n---\r\n"),
        (b"---\r\ntitle: x\n---", b"---\r\ntitle: x\r\n---\r\n"),
        (b"---\rtitle: x\r---\r", b"---\ntitle: x\n---\n"),
        (b"\xef\xbb\xbf---\ntitle: x\n---", b"\xef\xbb\xbf---\ntitle: x\n---\n"),
    ],
)
def test_every_line_ends_as_the_first_does(raw: bytes, meant: bytes) -> None:
    assert mended(raw, "calls", "x.md")[0] == meant


@pytest.mark.parametrize("raw", [b"", b"title: x", b"---\ntitle: x", b"---\na: [\n---\n", b"---\na: \xff\n---\n", b"---\na: 1\na: 2\n---\n"])  # fmt: skip
def test_what_cannot_be_read_is_not_mended(raw: bytes) -> None:
    with pytest.raises(WrongAt):
        mended(raw, "calls", "x.md")


# Whatever is typed

PLAIN = st.text(st.sampled_from("ab é1-/:#'\"[]{}|>*&!%, \t日😀"), max_size=12)
VALUES = st.one_of(
    st.sampled_from(["31/03/2026", "03/04/2026 17u", "2026-03-31", "nl", "EUR 1", "|\n  a \n\n  # b\n", ">-\n  a\n  b", "[a, b]", "\n  nl: x \n  en: y", "\n  - 31/03/2026\n  # c\n  - at: 1.4.2026 9:00"]),
    PLAIN,
    PLAIN.map(lambda text: "'" + text.replace("'", "''") + "'"),
)  # fmt: skip
NAMES = st.sampled_from([*keys_of(KINDS["calls"]), "translates", "titel"])
COMMENTS = st.one_of(st.just(""), st.just("\n"), PLAIN.map(lambda text: f"# {text.strip()}\n"), NAMES.map(lambda name: f"# {name}: x\n"), st.just("  # inside\n"))  # fmt: skip
KEYS = st.tuples(COMMENTS, NAMES, VALUES, st.sampled_from(["", " ", "  ", "\t", "  # beside"]))
BODIES = st.lists(st.sampled_from(["a", "a ", "a  ", "", "   ", "\t", "```", "- a ", "    a ", "> a\t", "# a ", "| a |", "[a]: b "])).map("\n".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(KEYS, max_size=7, unique_by=lambda key: key[1]), BODIES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["x.md", "x.en.md"]))  # fmt: skip
def test_whatever_is_typed_says_the_same_afterwards_and_is_mended_once(
    keys: list[tuple[str, str, str, str]], body: str, end: str, name: str
) -> None:
    head = "".join(f"{comment}{key}: {value}{after}\n" for comment, key, value, after in keys)
    raw = f"---\n{head}---\n{body}".replace("\n", end).encode()
    try:
        after, done = mended(raw, "calls", name)
    except WrongAt:
        return
    assert mended(after, "calls", name) == (after, ())
    assert bool(done) is (after != raw)
    if isinstance(marked_keys(split(decode(raw))).raw, dict):
        (before, text), (later, text_later) = said(raw), said(after)
        assert text_later == text
        assert set(before) == set(later)
        changed = {key for key, value in before.items() if later[key] != value}
        assert changed <= (DATED if name == "x.md" else set())
        assert not changed or "dates" in done
    comments = sorted(line.strip() for line in decode(raw).split("\n") if line.strip().startswith("#"))
    assert sorted(line.strip() for line in decode(after).split("\n") if line.strip().startswith("#")) == comments


# The command


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    write(tmp_path, GOOD)
    text = "---\nlanguage: nl\ntitle: Fout \ndeadline: 31/12/2026\n---\n\nWoorden."
    write(tmp_path, {"calls/fout.md": text, "calls/heel-fout.md": "geen hek\n"})
    return tmp_path


DIFF = """--- content/calls/fout.md
+++ content/calls/fout.md
@@ -1,7 +1,7 @@
 ---
+title: Fout
 language: nl
-title: Fout·
-deadline: 31/12/2026
+deadline: 2026-12-31
 ---
·
-Woorden.
\\ No newline at end of file
+Woorden.
""".replace("·", " ")


def test_what_would_be_mended_is_shown_and_not_written(untidy: Path) -> None:
    before = files(untidy)
    done = call("check", "--root", untidy, "--now", NOW, "--diff")
    assert done.returncode == 1
    assert done.stdout.startswith(DIFF)
    assert "content/calls/heel-fout.md was left alone: it cannot be read." in done.stderr
    assert "1 file to mend; nothing was written." in done.stderr
    assert files(untidy) == before


def test_what_is_mended_is_shown_and_is_no_problem_any_more(untidy: Path) -> None:
    done = call("check", "--root", untidy, "--now", NOW, "--fix", "content/calls/fout.md")
    assert (done.returncode, done.stdout.startswith(DIFF)) == (0, True)
    mending = "content/calls/fout.md: mended: dates, the order of keys, spaces beside keys, the end of the file."
    assert mending in done.stderr
    text = (untidy / "content" / "calls" / "fout.md").read_text(encoding="utf-8")
    assert text == "---\ntitle: Fout\nlanguage: nl\ndeadline: 2026-12-31\n---\n\nWoorden.\n"
    again = call("check", "--root", untidy, "--now", NOW, "--fix", "content/calls/fout.md")
    assert again.stdout == "1 hint.\n"


def test_the_diff_is_one_that_a_program_can_apply(untidy: Path) -> None:
    diff = call("check", "--root", untidy, "--now", NOW, "--diff", "content/calls/fout.md").stdout.removesuffix(
        "1 error.\n"
    )
    subprocess.run(["git", "apply", "-p0"], cwd=untidy, input=diff.encode(), check=True, capture_output=True)
    assert call("check", "--root", untidy, "--now", NOW, "--diff", "content/calls/fout.md").stdout == "1 hint.\n"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
@pytest.mark.parametrize("form", ["json", "github"])
def test_a_diff_is_text(untidy: Path, option: str, form: str) -> None:
    before = files(untidy)
    assert call("check", "--root", untidy, option, "--format", form).returncode == 2
    assert files(untidy) == before
