"""What may be asked of an import, how it ends, and what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.front_door import call, run
from tests.portal.asking import contents, numbers, page, portal, record, topic
from tests.portal.raw import PAGES


@pytest.mark.parametrize(
    ("now", "left_out"),
    [
        ("2026-11-22T09:00", 1),  # the call of 2019; an unknown deadline lasts as long as the fund's period
        ("2027-01-20T16:59", 3),
        ("2027-01-20T17:00", 4),  # Brussels time
        ("2031-01-01T00:00", 13),
    ],
)
def test_open_only_takes_what_is_open_or_still_to_come(example: Path, now: str, left_out: int) -> None:
    done = portal(example, "--open-only", "--now", now)
    assert numbers(done)["left out"] == left_out
    assert numbers(done)["new"] == 13 - left_out
    assert not record(example, "test-2020-old-01").exists()


def test_open_only_survives_a_result_with_nothing_in_it(example: Path, tmp_path: Path) -> None:
    odd = topic(deadlineDate=["never"], programmePeriod=["2027 - 2021"], startDate=["x"])
    assert numbers(portal(example, "--open-only", page(tmp_path / "a.json", odd)))["drafts"] == 1


@pytest.mark.parametrize(("limit", "taken"), [("1", 1), ("5", 5), ("99", 13)])
def test_limit_takes_the_first(example: Path, limit: str, taken: int) -> None:
    done = portal(example, "--limit", limit)
    assert numbers(done)["new"] == taken
    assert numbers(done)["left out"] == 13 - taken
    assert record(example, "test-2027-wind-01").exists()


def test_into_a_folder_of_content(example: Path, tmp_path: Path) -> None:
    before = contents(example)
    portal(example, "--into", tmp_path / "drafts")
    assert (tmp_path / "drafts" / "calls" / "test-2027-wind-01.md").is_file()
    assert (tmp_path / "drafts" / "funds" / "life-2021-2027.md").is_file()
    assert contents(example) == before


def test_into_a_folder_that_has_content_in_it(example: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(example, tmp_path / "other"))
    before = contents(example)
    portal(example, "--into", other)
    assert record(other, "test-2027-wind-01").is_file()
    assert contents(example) == before


def test_verified_is_the_day_that_as_of_says_else_the_newest_day_of_the_answer(example: Path, tmp_path: Path) -> None:
    portal(example)
    assert "verified: 2026-06-26\n" in record(example, "test-2027-light-01").read_text(encoding="utf-8")
    portal(example, "--as-of", "2026-06-27")
    assert "verified: 2026-06-27\n" in record(example, "test-2027-light-01").read_text(encoding="utf-8")
    portal(example, "--now", "2026-11-22T09:00", page(tmp_path / "a.json", topic(esDA_IngestDate=None)))
    assert "verified: 2026-11-22\n" in record(example, "test-2027-try-01").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name at least one file."),
        (["nowhere.json"], "There is no nowhere.json."),
        (["--limit", "0", PAGES[0]], "0 is not in the range"),
        (["--as-of", "June", PAGES[0]], "--as-of June is not a day; write 2026-06-27."),
        (["--as-of", "2999-01-01", PAGES[0]], "--as-of 2999-01-01 is not a day"),
        (["--now", "soon", PAGES[0]], "is not a moment"),
        (["--statuses", PAGES[0]], "No such option"),
    ],
)
def test_a_wrong_call_is_told_in_words_and_writes_nothing(
    example: Path, arguments: list[str | Path], words: str
) -> None:
    before = contents(example)
    done = call("import", "ft-portal", "--root", example, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert contents(example) == before


@pytest.mark.parametrize("command", [("import",), ("import", "ft-portal"), ("import", "table")])
def test_every_command_answers_help_with_an_example(command: tuple[str, ...]) -> None:
    done = call(*command, "--help")
    assert done.returncode == 0
    assert "Example: python build.py import " in done.stdout
    assert "--interface" not in done.stdout  # for tests alone


def test_from_the_outside_it_ends_well_and_says_its_numbers_last(example: Path) -> None:
    done = run("import", "ft-portal", "--root", example, *PAGES)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == [
        "18 results = 13 drafts + 3 duplicates merged + 2 rejected",
        f"13 drafts taken = 13 new + 0 changed + 0 unchanged + 0 left alone; 0 left out; 4 new funds; in {example / 'content'}",
    ]


def test_a_folder_that_cannot_be_written_is_a_failure_of_the_machine(example: Path, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where a folder belongs", encoding="utf-8")
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "calls").write_text("", encoding="utf-8")
    done = run("import", "ft-portal", "--root", example, "--into", tmp_path / "into", *PAGES)
    assert done.returncode == 3
    assert done.stderr.startswith("The machine failed: ")
    assert "Traceback" not in done.stderr
