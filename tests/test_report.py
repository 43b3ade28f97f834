"""What is said of a problem points at the letter in question, fits where it is shown, and carries nothing in with it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from oproep import report, site
from oproep.cli.asked import painter
from oproep.model.problem import Problem, Severity
from tests.broken.tiny import GOOD, write
from tests.front_door import NOW, call

HINT, ERROR = Severity.HINT, Severity.ERROR


def problem(file: str = "content/calls/x.md", line: int = 1, column: int = 1, message: str = "Found.", severity: Severity = ERROR, fix: str = "Mend it.") -> Problem:  # fmt: skip
    return Problem(file=file, line=line, column=column, code="some-code", message=message, fix=fix, severity=severity)


def drawn(tmp_path: Path, text: str, column: int, message: str = "Found.") -> list[str]:
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    lines = report.as_lines([problem("x.md", 1, column, message)], tmp_path)
    return [line.removeprefix("    ") for line in lines[1:-2]]


# The line and its caret


@pytest.mark.parametrize(
    ("text", "column", "message", "shown", "caret"),
    [
        ("title: a", 8, "Found.", "title: a", "       ^"),
        ("date: 31/03/26", 7, "‘31/03/26’ is no date.", "date: 31/03/26", "      ^^^^^^^^"),
        ('date: "31/03/26"', 7, "‘31/03/26’ is no date.", 'date: "31/03/26"', "      ^^^^^^^^^^"),
        ("a: 漢字 x", 7, "‘x’", "a: 漢字 x", "        ^"),
        ("a: 漢字 x", 4, "‘漢字’", "a: 漢字 x", "   ^^^^"),
        ("a: e\u0301e\u0301 x", 9, "‘x’", "a: e\u0301e\u0301 x", "      ^"),
        ("a: 😀 x", 6, "‘x’", "a: 😀 x", "      ^"),
        ("a:\tx", 4, "‘x’", "a:  x", "    ^"),
        ("\tx", 1, "Found.", "    x", "^^^^"),
        ("a: \u202ex", 5, "‘x’", "a: ?x", "    ^"),
        ("a: \x1b[31mx", 9, "‘x’", "a: ?[31mx", "        ^"),
        ("a:", 9, "Found.", "a:", "  ^"),
    ],
)
def test_the_caret_stands_below_the_letter(
    tmp_path: Path, text: str, column: int, message: str, shown: str, caret: str
) -> None:
    assert drawn(tmp_path, text, column, message) == [shown, caret]


def test_of_a_long_line_the_part_around_the_mistake_is_shown(tmp_path: Path) -> None:
    text = f"a: {'b' * 500}X{'c' * 500}"
    shown, caret = drawn(tmp_path, text, 504, "‘X’")
    assert len(shown) <= 160
    assert shown[0] == "…"
    assert shown[caret.index("^")] == "X"


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_a_line_that_is_empty_is_not_shown(tmp_path: Path, text: str) -> None:
    assert drawn(tmp_path, text, 1) == []


def test_a_file_that_is_not_there_has_no_line(tmp_path: Path) -> None:
    assert len(report.as_lines([problem("gone.md")], tmp_path)) == 3


# Colour


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [StringIO(), Terminal()], ids=["file", "terminal"])
@pytest.mark.parametrize("off", [{}, {"NO_COLOR": "1"}, {"NO_COLOR": ""}, {"TERM": "dumb"}], ids=str)
def test_colour_is_for_terminals_that_want_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stream: StringIO, off: dict[str, str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in off.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "x.md").write_text("title: a\n", encoding="utf-8")
    plain = report.as_lines([problem("x.md", 1, 8)], tmp_path)
    painted = report.as_lines([problem("x.md", 1, 8)], tmp_path, paint=painter(stream))
    assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in painted] == plain
    wanted = stream.isatty() and (not off or off == {"NO_COLOR": ""})
    assert ("\x1b[" in "".join(painted)) is wanted


# The guide


@pytest.mark.parametrize(
    ("repository", "guide"),
    [
        ("", "CONTRIBUTING.md#missing-key"),
        ("https://github.com/a/b", "https://github.com/a/b/blob/main/CONTRIBUTING.md#missing-key"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/blob/main/CONTRIBUTING.md#missing-key"),
        ("https://codeberg.org/a/b/", "https://codeberg.org/a/b/src/branch/main/CONTRIBUTING.md#missing-key"),
        ("https://git.example.org/a", "CONTRIBUTING.md#missing-key"),
    ],
)
def test_a_problem_leads_to_its_place_in_the_guide(tmp_path: Path, repository: str, guide: str) -> None:
    site = f'repository = "{repository}"\n{GOOD["site.toml"]}'
    write(tmp_path, {**GOOD, "site.toml": site, "calls/fout.md": "---\ntitle: x\nlanguage: nl\n---\n"})
    text, annotations = (
        call("check", "--root", tmp_path, "--now", NOW, "--format", form) for form in ("text", "github")
    )
    assert f"    {guide}\n" in text.stderr
    assert (f"%0A{guide}\n" in annotations.stdout) is guide.startswith("https://")


@pytest.mark.parametrize(
    ("file", "text", "language"),
    [
        ("calls/fout.md", "---\ntitle: x\nlanguage: nl\n---\n", "nl"),
        ("calls/fout.md", "---\ntitle: x\nlanguage: en\n---\n\nlanguage: nl\n", "en"),
        ("calls/fout.md", "---\nlanguage: nl\ntitle: [\n", "nl"),  # it cannot be read, and says so much
        ("calls/goed.nl.md", "---\ntitle: x\n---\n", "nl"),
        ("calls/goed.en.md", "---\ndeadline: unknown\n---\n", "en"),
    ],
)
@pytest.mark.parametrize("repository", ["", "https://github.com/a/b"])
@pytest.mark.parametrize("there", [["CONTRIBUTING.md", "BIJDRAGEN.md"], ["CONTRIBUTING.md"]])
def test_whoever_writes_dutch_is_led_to_the_dutch_guide_where_there_is_one(
    tmp_path: Path, file: str, text: str, language: str, repository: str, there: list[str]
) -> None:
    settings = f'repository = "{repository}"\n{GOOD["site.toml"]}'
    write(tmp_path, {**GOOD, "site.toml": settings, file: text})
    for name in there:
        (tmp_path / name).write_text("x", encoding="utf-8")
    guide = "BIJDRAGEN.md" if language == "nl" and "BIJDRAGEN.md" in there else "CONTRIBUTING.md"
    lines = call("check", "--root", tmp_path, "--now", NOW, f"content/{file}").stderr
    found = set(re.findall(r"([A-Z]+\.md)#", lines))
    assert found == {guide}
    said = call("check", "--root", tmp_path, "--now", NOW, f"content/{file}", "--format", "github").stdout
    assert set(re.findall(r"([A-Z]+\.md)#", said)) == ({guide} if repository else set())


def test_a_page_explains_in_the_language_of_the_record(tmp_path: Path) -> None:
    files = {"calls/een.md": "---\nlanguage: nl\n---\n", "calls/one.md": "---\nlanguage: en\n---\n"}
    write(tmp_path, {**GOOD, **files})
    tongues = site.read_tongues(site.folders_of(tmp_path), ())[0]
    dutch, english = (
        report.as_page([replace(problem(f"content/{name}"), code="missing-key")], "x", tmp_path, tongues)
        for name in files
    )
    assert '<p lang="nl">Een record van deze soort kan niet zonder deze sleutel.</p>' in dutch
    assert '<p lang="en">A record of this kind cannot do without this key.</p>' in english


# GitHub


def test_of_many_problems_each_file_has_its_first_before_any_has_its_second(tmp_path: Path) -> None:
    found = [problem(f"content/calls/{name}.md", line) for name in "abc" for line in range(1, 9)]
    found += [problem("content/calls/z.md", line, severity=HINT) for line in range(1, 13)]
    lines = report.as_github(found, tmp_path, full="The summary lists all.")
    places = re.findall(r"^::error file=content/calls/(.)\.md,line=(\d)", "\n".join(lines), re.MULTILINE)
    assert places == [(name, str(line)) for name, last in (("a", 4), ("b", 3), ("c", 3)) for line in range(1, last + 1)]
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert lines[-1] == "::notice title=check::There are 14 more errors and 2 more hints. The summary lists all."
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]


def test_ten_of_each_are_all_there_is_to_say(tmp_path: Path) -> None:
    found = [problem(line=line, severity=severity) for line in range(1, 11) for severity in (ERROR, HINT)]
    assert len(report.as_github(found, tmp_path)) == 20
    assert report.as_github([], tmp_path) == []


def test_an_annotation_ends_where_the_mistake_does(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("---\ndate: morgen\n", encoding="utf-8")
    found = [problem("x.md", 2, 7, "‘morgen’ is no date."), problem("x.md", 2, 1, "Found.")]
    whole, end = report.as_github(found, tmp_path)
    assert whole == "::error file=x.md,line=2,col=1,title=some-code::Found. Mend it."
    assert end == "::error file=x.md,line=2,col=7,endLine=2,endColumn=13,title=some-code::‘morgen’ is no date. Mend it."


def test_what_is_typed_ends_no_annotation_and_begins_none(tmp_path: Path) -> None:
    found = [problem("content/calls/a,b::c%.md", message="‘x’\n::error::y 100%\r::stop-commands::z")]
    lines = report.as_github(found, tmp_path)
    line = (
        "::error file=content/calls/a%2Cb%3A%3Ac%25.md,line=1,col=1,title=some-code"
        "::‘x’%0A::error::y 100%25%0D::stop-commands::z Mend it."
    )
    assert lines == [line]


# The summary

SIGNS = "|<script>alert(1)</script>[x](https://example.org)`*_~#@user ![i](y) \\| $x$ &amp; <!-- :-) www.example.org"


def test_what_is_typed_is_shown_in_the_table_and_is_no_sign() -> None:
    table = report.as_summary([problem(SIGNS, message=f"{SIGNS}\n# {SIGNS}", fix=SIGNS)], "Check")
    *_, row = table.rstrip("\n").split("\n")
    assert row.count("|") == 5
    assert not set(re.sub(r"&#\d+;", "", row.replace("| error: ", "| "))) & set("<>[]()`*_~#@!\\$&:/")
    assert "&#60;script&#62;" in row


def test_the_table_lists_all_errors_first() -> None:
    found = [problem(line=1, severity=HINT), *(problem(line=line) for line in range(2, 40))]
    rows = report.as_summary(found, "Check").split("\n")[5:]
    assert [re.findall(r"(error|hint)&?:?", row)[0] for row in rows if row] == ["error"] * 38 + ["hint"]


def test_a_table_that_is_too_long_says_so_before_github_drops_all_of_it() -> None:
    found = [problem(line=line, message="‘é’ " * 100) for line in range(1, 3000)]
    table = report.as_summary(found, "Check")
    assert 900_000 < len(table.encode()) < 1024 * 1024
    left = re.search(r"\n(\d+) more: run `python build.py check`\.\n$", table)
    assert left
    assert int(left[1]) + table.count("\n| content") == 2999
    assert report.as_summary(found, "Check", room=10) == ""


def test_the_summary_of_a_step_is_added_to_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {**GOOD, "calls/fout.md": "---\ntitle: x\nlanguage: nl\n---\n"})
    summary = tmp_path / "summary.md"
    summary.write_text("Built.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = call("check", "--root", tmp_path, "--now", NOW, "--format", "github")
    assert done.returncode == 1
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Built.\n\n## Check&#58; 1 error\n\n| where |")
    assert text.count("\n| content") == 1


# The page


def test_the_page_says_why_and_holds_nothing_that_was_typed_as_markup(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("a: <b>\n", encoding="utf-8")
    found = Problem(file="x.md", line=1, column=4, code="date-form", message="‘<b>’ is not a date.", fix="Write <i>.")
    page = report.as_page([found], "Not built", tmp_path)
    assert "<pre>a: &lt;b&gt;\n   ^^^</pre>" in page
    assert report.CODES["date-form"] in page
    assert "<b>" not in page
    assert "<i>" not in page
