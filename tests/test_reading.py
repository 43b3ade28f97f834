"""From the bytes and the name of one file, a record with its lines, or what is wrong with it and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.model.call import Call
from oproep.model.problem import Problem, Severity
from oproep.model.topic import Theme, Translation
from oproep.reading.folder import read_content
from oproep.reading.frontmatter import LONGEST_BODY, LONGEST_FILE, WrongAt, decode, split
from oproep.reading.record import MOST_LINES, MOST_MARKS, Record, read_record
from oproep.reading.site import read_settings

LANGUAGES = frozenset({"nl", "en"})
THEME = "---\ntitle: Water\nlanguage: nl\n---\n"


def read(
    tmp_path: Path, text: str | bytes, name: str = "x.md", kind: str = "themes"
) -> tuple[Record | None, list[Problem]]:
    """What is read from a file of this text and name."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_record(path, f"content/{kind}/{name}", kind, LANGUAGES)


def record(tmp_path: Path, text: str | bytes, name: str = "x.md", kind: str = "themes") -> Record:
    found, problems = read(tmp_path, text, name, kind)
    assert problems == []
    assert found
    return found


def problem(tmp_path: Path, text: str | bytes, name: str = "x.md", kind: str = "themes") -> tuple[int, int, str, str]:
    found, problems = read(tmp_path, text, name, kind)
    assert found is None
    (only,) = problems
    assert only.file == f"content/{kind}/{name}"
    assert only.message
    return only.line, only.column, only.code, only.fix


def test_a_file_becomes_a_record(tmp_path: Path) -> None:
    found = record(tmp_path, THEME + "\nWat *nat* is.\n")
    assert (found.kind, found.slug, found.language, found.translation) == ("themes", "x", "nl", False)
    assert found.facts == Theme(title="Water", language="nl")
    assert found.body == "Wat *nat* is."


def test_a_translation_has_the_language_of_its_name(tmp_path: Path) -> None:
    found = record(tmp_path, "---\ntitle: Water\ntranslates: 1f0c9a3e\n---\nWet.\n", "x.en.md")
    assert (found.slug, found.language, found.translation) == ("x", "en", True)
    assert found.facts == Translation(title="Water", translates="1f0c9a3e")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_are_forgiven(tmp_path: Path, ends: str, mark: str) -> None:
    text = mark + (THEME + "Een.\n\nTwee.\n").replace("\n", ends)
    found = record(tmp_path, text)
    assert found.body == "Een.\n\nTwee."
    assert found.source.marked.place(("language",)) == (3, 11)


def test_keys_without_a_text_below_them_are_a_record(tmp_path: Path) -> None:
    assert record(tmp_path, THEME).body == ""
    assert record(tmp_path, THEME.rstrip("\n")).body == ""


@pytest.mark.parametrize("gap", [0, 1, 2, 5])
def test_a_text_knows_on_which_line_it_begins(gap: int) -> None:
    parts = split(THEME + "\n" * gap + "Een.\nTwee.\n")
    assert parts.body.startswith("Een.")
    assert parts.body_line == 5 + gap


def test_a_rule_in_the_text_is_not_a_fence(tmp_path: Path) -> None:
    assert record(tmp_path, THEME + "Een.\n\n---\n\nTwee.\n").body == "Een.\n\n---\n\nTwee."


FENCE = "Put ‘---’ alone on the first line, above the keys."


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "fix"),
    [
        ("", 1, 1, "empty-file", "Begin with ‘---’, the keys, and ‘---’ again."),
        (" \n\t\n", 1, 1, "empty-file", "Begin with ‘---’, the keys, and ‘---’ again."),
        ("title: Water\nlanguage: nl\n", 1, 1, "missing-fence", FENCE),
        ("title: Water\n---\nText.\n", 1, 1, "missing-fence", FENCE),
        ("\n\n" + THEME, 1, 1, "missing-fence", FENCE),
        (" " + THEME, 1, 1, "missing-fence", FENCE),
        ("\ufeff\ufeff" + THEME, 1, 1, "missing-fence", FENCE),
        ('{"title": "Water"}\n', 1, 1, "missing-fence", FENCE),
        ('+++\ntitle = "Water"\n+++\n', 1, 1, "missing-fence", FENCE),
        ("----\ntitle: Water\n----\n", 1, 1, "missing-fence", FENCE),
        ("---\ntitle: Water\nlanguage: nl\n", 1, 1, "missing-fence", "Put ‘---’ alone on a line below the last key."),
        ("---\ntitle: Water\nlanguage: nl\n----\nText.", 1, 1, "missing-fence", "Put ‘---’ alone on a line below the last key."),
        ("---\n- title\n- language\n---\n", 2, 1, "not-keys", "Write ‘title:’, ‘summary:’, ‘language:’, ‘contact:’, each on a line of its own."),
        ("---\nWater\n---\n", 2, 1, "not-keys", "Write ‘title:’, ‘summary:’, ‘language:’, ‘contact:’, each on a line of its own."),
        ("---\n---\n", 1, 1, "not-keys", "Write ‘title:’, ‘summary:’, ‘language:’, ‘contact:’, each on a line of its own."),
        ('---\n{"title": "Water"}\n---\n', 2, 1, "missing-key", "Add a line such as ‘language: nl’."),
        ("---\ntitle: Water\nlanguage: no\n---\n", 3, 11, "language", "Write one of: en, nl."),
        ("---\ntitle: Water\nlanguage: nl\ncontent: x\n---\n", 4, 1, "unknown-key", "Did you mean ‘contact’?"),
        ("---\ntitle: Water\nlanguage: nl\nhandler: x\n---\n", 4, 1, "unknown-key", "Write one of: aliases, contact, keywords, language, related, summary, title."),
        ("---\ntitle: Water\nlanguage: nl\nno: x\n---\n", 4, 1, "unknown-key", "Write one of: aliases, contact, keywords, language, related, summary, title."),
        ("---\ntitle: Water\nlanguage: nl\n1: x\n---\n", 4, 1, "unknown-key", "Write one of: aliases, contact, keywords, language, related, summary, title."),
        ("---\ntitle: Water\ntitle: Wind\nlanguage: nl\n---\n", 3, 1, "duplicate-key", "Keep one of the two."),
        ("---\ntitle: Water\nlanguage: nl\n---\nEen \u202etwee.\n", 5, 5, "hidden-character", "Delete it and type the text around it anew."),
        ("---\ntitle: Wa\u200fter\nlanguage: nl\n---\n", 2, 10, "hidden-character", "Delete it and type the text around it anew."),
        ("---\ntitle: Wa\u0000ter\nlanguage: nl\n---\n", 2, 10, "hidden-character", "Delete it and type the text around it anew."),
        ("---\ntitle: Wa\ufffeter\nlanguage: nl\n---\n", 2, 10, "hidden-character", "Delete it and type the text around it anew."),
        ("---\ntitle: Water\nlanguage: nl\n---\n\n\nEen\n" + "[" * 20, 8, 1, "too-many-marks", "Remove those that are not links or notes."),
        (THEME + "[a] " * (MOST_MARKS // 2 + 1), 5, 1, "too-many-marks", "Remove those that are not links, notes or code."),
        (THEME + "\n" + "a " * LONGEST_BODY, 6, 1, "body-too-long", f"Shorten it to {LONGEST_BODY} characters: a reader wants what matters, and a link to the rest."),
        (THEME + "a\n" * (MOST_LINES + 1), 5, 1, "body-too-long", f"Shorten it to {MOST_LINES} lines: a reader wants what matters, and a link to the rest."),
        ("x" * (LONGEST_FILE + 1), 1, 1, "file-too-long", "Keep it below 400 KB: link to long texts instead of holding them."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_named_at_its_place(
    tmp_path: Path, text: str, line: int, column: int, code: str, fix: str
) -> None:
    assert problem(tmp_path, text) == (line, column, code, fix)


def test_a_byte_that_is_not_utf_8_is_named_at_its_place(tmp_path: Path) -> None:
    text = "---\ntitle: Fünf\nlanguage: nl\n---\n".encode("latin-1")
    assert problem(tmp_path, text) == (2, 9, "not-utf-8", "Save the file as UTF-8 and type the letter anew.")


def test_sixteen_bit_text_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path, THEME.encode("utf-16")) == (
        1,
        1,
        "not-utf-8",
        "Save the file as UTF-8 and type the letter anew.",
    )


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("Water.md", "Rename it to water.md: a-z, 0-9 and ‘-’ alone."),
        ("Water.EN.md", "Rename it to water.en.md: a-z, 0-9 and ‘-’ alone."),
        ("water en wind.md", "Rename it to water-en-wind.md: a-z, 0-9 and ‘-’ alone."),
        ("wäter.md", "Rename it to water.md: a-z, 0-9 and ‘-’ alone."),
        ("water_2.md", "Rename it to water-2.md: a-z, 0-9 and ‘-’ alone."),
        ("-water.md", "Rename it to water.md: a-z, 0-9 and ‘-’ alone."),
        ("a.b.c.md", "Rename it to a-b-c.md: a-z, 0-9 and ‘-’ alone."),
        ("con.md", "Rename it to con-1.md: a-z, 0-9 and ‘-’ alone."),
        ("lpt1.en.md", "Rename it to lpt1-1.en.md: a-z, 0-9 and ‘-’ alone."),
        ("…….md", "Rename it: a-z, 0-9 and ‘-’ alone."),
        ("水.md", "Rename it: a-z, 0-9 and ‘-’ alone."),
        ("a" * 81 + ".md", f"Rename it to {'a' * 80}.md: a-z, 0-9 and ‘-’ alone."),
    ],
)
def test_a_name_that_cannot_be_a_record_is_put_right(tmp_path: Path, name: str, fix: str) -> None:
    assert problem(tmp_path, THEME, name) == (1, 1, "file-name", fix)


def test_a_translation_into_a_language_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path, "---\ntitle: Eau\n---\n", "water.fr.md") == (
        1,
        1,
        "language",
        "Rename the file. Write one of: en, nl.",
    )


def test_a_contact_has_no_translation(tmp_path: Path) -> None:
    line = problem(tmp_path, "---\nperson: An\n---\n", "an.en.md", "contacts")
    assert line == (1, 1, "file-name", "Put them into an.md and remove this file.")


def test_every_fact_in_a_translation_is_named(tmp_path: Path) -> None:
    text = "---\ntitle: Water\ndeadline: unknown\nlanguage: en\ntitel: x\ntranslates: today\n---\n"
    found, problems = read(tmp_path, text, "x.en.md", "calls")
    assert found is None
    assert [(each.line, each.column, each.code) for each in problems] == [
        (3, 1, "fact-in-translation"),
        (4, 1, "fact-in-translation"),
        (5, 1, "unknown-key"),
        (6, 13, "translates-form"),
    ]
    assert problems[0].fix == "Remove the line here; if the fact changed, change it in x.md."


def test_every_value_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\nlanguage: nl\ndeadline:\n  - 2026-02-30\n  - {at: 17:00}\nbudget: {total: veel}\n"
        "themes: [Water, wind]\ncountries: no\n---\n"
    )
    found, problems = read(tmp_path, text, "x.md", "calls")
    assert found is None
    assert [(each.line, each.column, each.code, each.fix) for each in problems] == [
        (5, 5, "date-form", "Check the day."),
        (6, 10, "date-form", "A time needs its day before it: 2026-03-31 17:00."),
        (7, 17, "money-form", "Write the currency and the amount: EUR 5 000 000."),
        (8, 10, "slug-form", "Write water."),
        (9, 12, "country-code", "Write NO."),
    ]


def test_values_that_yaml_guesses_at_are_text_in_the_record(tmp_path: Path) -> None:
    text = "---\ntitle: no\nlanguage: nl\nidentifier: 01234567\ncountries: [NO]\nsummary: 1_000_000\ndeadline: 2026-03-31 08:30\n---\n"
    facts = record(tmp_path, text, kind="calls").facts
    assert isinstance(facts, Call)
    assert (facts.title, facts.identifier, facts.countries, facts.summary) == ("no", "01234567", ("NO",), "1_000_000")
    assert str(facts.deadline.moments[0].at) == "2026-03-31 08:30"


@settings(deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: f"---\n{text}\n---\n".encode()))
def test_any_bytes_are_split_or_refused(raw: bytes) -> None:
    try:
        parts = split(decode(raw))
    except WrongAt as error:
        assert error.line >= 1
        assert error.column >= 1
    else:
        assert parts.body_line >= 2


def folder(tmp_path: Path, *files: str) -> list[tuple[str, str, str, Severity]]:
    """The problems of a content folder with these files, each a good theme."""
    for file in files:
        path = tmp_path / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(THEME, encoding="utf-8")
    _, problems = read_content(tmp_path, LANGUAGES)
    return [(each.file.removeprefix("content/"), each.code, each.fix, each.severity) for each in problems]


@pytest.mark.parametrize(
    ("file", "code", "fix", "severity"),
    [
        ("theme/water.md", "unknown-folder", "Did you mean ‘themes’?", "error"),
        ("water.md", "out-of-place", "Move it to content/calls/water.md.", "error"),
        ("themes/nat/water.md", "out-of-place", "Move it to content/themes/water.md.", "error"),
        ("themes/water.MD", "file-name", "Rename it to water.md.", "error"),
        ("themes/water.markdown", "file-name", "Rename it to water.md.", "error"),
        ("themes/water.txt", "file-name", "Rename it to water.md.", "error"),
        ("themes/water.pdf", "not-a-record", "Move it out of content/.", "hint"),
    ],
)
def test_no_file_is_passed_over_silently(tmp_path: Path, file: str, code: str, fix: str, severity: str) -> None:
    assert (file if code != "unknown-folder" else "theme", code, fix, severity) in folder(tmp_path, file)


def test_hidden_files_are_not_looked_at(tmp_path: Path) -> None:
    assert folder(tmp_path, "themes/.water.md.swp", ".obsidian/x.md", "themes/.DS_Store", "themes/good.md") == []


def test_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    folder(tmp_path, "themes/good.md")
    (tmp_path / "secret").write_text("---\ntitle: secret\nlanguage: nl\n---\n", encoding="utf-8")
    (tmp_path / "content/themes/link.md").symlink_to(tmp_path / "secret")
    (tmp_path / "content/themes/lost.md").symlink_to(tmp_path / "nowhere")
    records, problems = read_content(tmp_path, LANGUAGES)
    assert [found.slug for found in records] == ["good"]
    assert [(each.file, each.code) for each in problems] == [
        ("content/themes/link.md", "symlink"),
        ("content/themes/lost.md", "symlink"),
    ]


def test_records_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    folder(tmp_path, "themes/b.md", "themes/a.md", "beneficiaries/c.md")
    records, _ = read_content(tmp_path, LANGUAGES)
    assert [found.source.file for found in records] == [
        "content/beneficiaries/c.md",
        "content/themes/a.md",
        "content/themes/b.md",
    ]


BESIDE = "Write it from the top of this catalogue, with a slash at its end: ../past/."
SITE = 'name = "Oproep"\nurl = "https://example.org/a"\n'


def site(tmp_path: Path, text: str | bytes | None) -> list[tuple[int, str, str]]:
    if text is not None:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/site.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    found, problems = read_settings(tmp_path)
    assert (found is None) == bool(problems)
    return [(each.line, each.code, each.fix) for each in problems]


def test_the_settings_of_the_site_are_read(tmp_path: Path) -> None:
    assert site(tmp_path, SITE + 'closing_days = 7\n[regions]\nBE-VLG = { nl = "Vlaanderen" }\n') == []
    settings_read, _ = read_settings(tmp_path)
    assert settings_read
    assert (settings_read.url, settings_read.days, settings_read.zone.key) == (
        "https://example.org/a/",
        7,
        "Europe/Brussels",
    )
    assert [code for code, _ in settings_read.regions] == ["BE-VLG"]


def test_the_catalogues_that_are_searched_together_are_read(tmp_path: Path) -> None:
    joined = '[[joined]]\npath = "../past/"\n[[joined]]\npath = "../../"\n[[joined]]\npath = "oud/2014-2020/"\n'
    assert site(tmp_path, SITE + 'part = "now"\n' + joined) == []
    found, _ = read_settings(tmp_path)
    assert found
    assert found.part == "now"
    assert [each.path for each in found.joined] == ["../past/", "../../", "oud/2014-2020/"]


@pytest.mark.parametrize(
    ("text", "line", "code", "fix"),
    [
        (None, 1, "missing-file", 'Make it, with at least ‘name = "…"’ and ‘url = "https://…/"’.'),
        (b'name = "\xe9"', 1, "not-utf-8", "Save it as UTF-8."),
        ("name = Oproep\n", 1, "toml", 'Put text between double quotes: key = "text".'),
        (SITE + 'time_zone = "Europe/Brusels"\n', 3, "time-zone", "Write Europe/Brussels."),
        (SITE + "closing_days = 1.5\n", 3, "count-form", "Write a whole number: 14."),
        (SITE + 'nmae = "x"\n', 3, "unknown-key", "Did you mean ‘name’?"),
        ('name = "x"\nurl = "example.org"\n', 2, "url-form", "Write https://example.org."),
        ('name = "x"\n', 1, "missing-key", "Add a line such as ‘url: https://oproep.example.org/’."),
        (SITE + '[regions]\nVLG = { nl = "x" }\n', 4, "region-code", "Write one: BE-VLG."),
        (SITE + 'part = "archive-1"\n', 3, "part-form", "Write a short one: past."),
        (SITE + '[[joined]]\npath = "https://example.org/past/"\n', 4, "path-form", BESIDE),
        (SITE + '[[joined]]\npath = "../past"\n', 4, "path-form", BESIDE),
        (SITE + '[[joined]]\npath = "//example.org/"\n', 4, "path-form", BESIDE),
        (SITE + '[[joined]]\npath = "../past/../../"\n', 4, "path-form", BESIDE),
        (SITE + "[regions]\nBE-VLG = {}\n", 4, "empty", "Write them by language: {nl: …, en: …}."),
    ],
)
def test_what_is_wrong_with_the_settings_is_named_at_its_line(
    tmp_path: Path, text: str | bytes | None, line: int, code: str, fix: str
) -> None:
    assert site(tmp_path, text) == [(line, code, fix)]
