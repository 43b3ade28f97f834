"""A list in a spreadsheet or CSV file becomes drafts by a mapping of its columns; wrong rows are named."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.front_door import build, call
from tests.portal.asking import contents, errors, numbers, record

MAPPING = """\
[columns]
title = "Naam van de oproep"
identifier = "Code"
opens = "Open vanaf"
deadline = "Indienen voor"
total = "Budget"
grant_max = "Hoogste bedrag"
themes = "Thema's"
source = "Webpagina"
body = "Tekst"

[always]
language = "nl"
fund = "luchtkastelen-2021-2027"
"""
HEADINGS = (
    "Code",
    "Naam van de oproep",
    "Open vanaf",
    "Indienen voor",
    "Budget",
    "Hoogste bedrag",
    "Thema's",
    "Webpagina",
    "Tekst",
)
FULL = ("LOK-1", "Vliegers voor de buurt", "1/10/2026", "15/12/2026 17:00", "1.250.000,50", "€ 50.000", "wind; water",
        "https://example.org/1", "Woorden.")  # fmt: skip


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    """The mapping that fits HEADINGS."""
    path = tmp_path / "columns.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def table(root: Path, mapping: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return call("import", "table", "--root", root, "--now", "2026-11-22T09:00", "--columns", mapping, *arguments)


def as_csv(path: Path, *rows: tuple[str, ...], delimiter: str = ";", mark: str = "") -> Path:
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_bytes((mark + "\r\n".join(quoted) + "\r\n").encode())
    return path


def as_workbook(path: Path, *rows: tuple[Any, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def row(**cells: str) -> tuple[str, ...]:
    """A full row with some cells other than usual, by the first word of their heading."""
    return tuple(
        cells.get(heading.split()[0].removesuffix("'s"), cell) for heading, cell in zip(HEADINGS, FULL, strict=True)
    )


WRITTEN = """\
---
title: Vliegers voor de buurt
language: nl
identifier: LOK-1
fund: luchtkastelen-2021-2027
opens: 2026-10-01
deadline: 2026-12-15 17:00
themes: [wind, water]
budget: {total: EUR 1 250 000.50, grant: {max: EUR 50 000}}
links: {source: "https://example.org/1"}
verified: 2026-11-22
---

Woorden.
"""


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_csv_file_becomes_drafts(example: Path, mapping: Path, tmp_path: Path, delimiter: str, mark: str) -> None:
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, FULL, delimiter=delimiter, mark=mark))
    assert done.returncode == 0, done.stdout + done.stderr
    assert numbers(done)["new"] == 1
    assert record(example, "lok-1").read_text(encoding="utf-8") == WRITTEN
    assert errors(example) == []


def test_a_workbook_becomes_the_same_drafts(example: Path, mapping: Path, tmp_path: Path) -> None:
    closes = datetime(2026, 12, 15, 17)  # noqa: DTZ001 - a cell knows no zone
    cells = ("LOK-1", "Vliegers voor de buurt", date(2026, 10, 1), closes, 1250000.5, 50000, "wind, water",
             "https://example.org/1", "Woorden.")  # fmt: skip
    done = table(example, mapping, as_workbook(tmp_path / "calls.xlsx", HEADINGS, cells))
    assert done.returncode == 0, done.stdout + done.stderr
    assert record(example, "lok-1").read_text(encoding="utf-8") == WRITTEN
    site = build(example, tmp_path / "public")
    assert (site / "nl" / "oproepen" / "lok-1.html").is_file()
    assert (site / "en" / "calls" / "lok-1.html").is_file()


def test_importing_a_table_twice_changes_no_byte(example: Path, mapping: Path, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "calls.csv", HEADINGS, FULL, row(Code="", Naam="Zonder code"))
    table(example, mapping, path)
    first = contents(example)
    assert numbers(table(example, mapping, path))["same"] == 2
    assert contents(example) == first


def test_a_changed_cell_changes_the_fact_alone(example: Path, mapping: Path, tmp_path: Path) -> None:
    table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, FULL))
    path = record(example, "lok-1")
    path.write_text(path.read_text(encoding="utf-8").replace("Woorden.", "Betere woorden."), encoding="utf-8")
    table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, row(Budget="EUR 2 000 000", Tekst="Andere.")))
    text = path.read_text(encoding="utf-8")
    assert "total: EUR 2 000 000" in text
    assert "Betere woorden." in text
    assert "changes:" in text
    assert errors(example) == []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("5000000", "EUR 5 000 000"), ("5 000 000", "EUR 5 000 000"), ("5.000.000", "EUR 5 000 000"), ("5,000,000", "EUR 5 000 000"),
        ("€ 5.000.000", "EUR 5 000 000"), ("5000,5", "EUR 5 000.50"), ("1.250,75", "EUR 1 250.75"), ("1,250.75", "EUR 1 250.75"),
        ("5000.50", "EUR 5 000.50"), ("EUR 5000", "EUR 5000"), ("USD 5 000", "USD 5 000"), ("5\u00a0000", "EUR 5 000"),
    ],
)  # fmt: skip
def test_amounts_in_several_notations(example: Path, mapping: Path, tmp_path: Path, cell: str, written: str) -> None:
    table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, row(Budget=cell, Hoogste="")))
    assert f"\nbudget: {{total: {written}}}\n" in record(example, "lok-1").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("15/12/2026", "2026-12-15"), ("5-1-2027", "2027-01-05"), ("5.1.2027 9:30", "2027-01-05 09:30"), ("2026-12-15", "2026-12-15"),
        ("5/1/2027 9u30", "2027-01-05 09:30"), ("", "unknown"), ("rolling", "rolling"),
        ("1/12/2026; 1/3/2027 12:00 ;", '[2026-12-01, "2027-03-01 12:00"]'),
    ],
)  # fmt: skip
def test_deadlines_in_several_notations(example: Path, mapping: Path, tmp_path: Path, cell: str, written: str) -> None:
    table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, row(Indienen=cell)))
    assert f"\ndeadline: {written}\n" in record(example, "lok-1").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Naam": ""}, "It has no title."),
        ({"Naam": "///", "Code": ""}, "It has no title."),
        ({"Indienen": "31/2/2027"}, "deadline: ‘2027-02-31’ does not exist: February 2027 has 28 days. Check the day."),
        ({"Indienen": "binnenkort"}, "deadline: ‘binnenkort’ is no date, and no word for a deadline without one."),
        (
            {"Indienen": "1/3/2027; 1/1/2027"},
            "deadline: 2027-01-01 comes after 2027-03-01 in the list but not in time.",
        ),
        ({"Open": "1/1/1900"}, "opens: The year 1900 is out of reach."),
        ({"Budget": "veel"}, "budget: ‘veel’ is not an amount."),
        ({"Budget": "-5000"}, "budget: ‘EUR -5 000’ is not an amount."),
        ({"Budget": "5 miljoen"}, "budget: ‘5 miljoen’ is not an amount. Write EUR 5 000 000"),
        ({"Webpagina": "javascript:alert(1)"}, "links: ‘javascript:alert(1)’ is not the address of a page."),
        (
            {"Webpagina": "www.example.org"},
            "links: ‘www.example.org’ is not the address of a page. Write https://www.example.org.",
        ),
        ({"Thema": "Wind & water"}, "themes: ‘Wind & water’ is not the name of a file. Write wind-water."),
    ],
)
def test_a_wrong_cell_rejects_its_row_with_the_reason(
    example: Path, mapping: Path, tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    rows = (HEADINGS, row(Code="LOK-0"), row(**cells))
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", *rows))
    assert numbers(done) | {"new": 1, "rejected": 1} == numbers(done)
    assert f"rejected calls.csv row 3: {reason}" in done.stdout
    assert errors(example) == []


def test_empty_and_short_rows_and_cells_that_hide(example: Path, mapping: Path, tmp_path: Path) -> None:
    rows = (HEADINGS, FULL, (), ("",) * 9, row(Code="LOK-2")[:2], row(Code="LOK-3", Naam="A\u202eb\x07c"), row(Naam=""))
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", *rows))
    assert numbers(done) | {"results": 4, "new": 3, "rejected": 1} == numbers(done)
    assert "rejected calls.csv row 7: It has no title." in done.stdout  # as the spreadsheet numbers it
    assert "deadline: unknown" in record(example, "lok-2").read_text(encoding="utf-8")
    assert "title: Abc\n" in record(example, "lok-3").read_text(encoding="utf-8")
    assert errors(example) == []


def test_a_limit_above_the_budget_and_an_opening_after_the_deadline_are_left_out(
    example: Path, mapping: Path, tmp_path: Path
) -> None:
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, row(Budget="40000", Open="1/1/2027")))
    assert "note LOK-1: the largest grant, EUR 50 000, is more than the budget, EUR 40 000: left out" in done.stdout
    assert "note LOK-1: it opens on 2027-01-01, after its deadline of 2026-12-15 17:00: left out" in done.stdout
    assert errors(example) == []


def test_a_column_that_is_not_there(example: Path, mapping: Path, tmp_path: Path) -> None:
    headings = tuple(heading.replace("Indienen voor", "Indienen vóór") for heading in HEADINGS)
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", headings, FULL))
    assert "rejected calls.csv row 2: There is no column ‘Indienen voor’. Did you mean ‘Indienen vóór’?" in done.stdout
    assert numbers(done)["rejected"] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            MAPPING.replace("deadline =", "dedline ="),
            "There is no key ‘dedline’ under [columns] in columns.toml. Did you mean ‘deadline’?",
        ),
        (MAPPING.replace("title =", "summary ="), "columns.toml names no column for the title"),
        (MAPPING.replace("[columns]", "[columns"), "columns.toml cannot be read"),
        ("columns = 7", "[columns] in columns.toml holds no keys."),
        ("", "columns.toml names no column for the title"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_wrong_call(
    example: Path, mapping: Path, tmp_path: Path, text: str, words: str
) -> None:
    mapping.write_text(text, encoding="utf-8")
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, FULL))
    assert done.returncode == 2
    assert words in done.stderr


def test_a_language_that_is_none_rejects_the_row(example: Path, mapping: Path, tmp_path: Path) -> None:
    mapping.write_text(MAPPING.replace('"nl"', '"Nederlands"'), encoding="utf-8")
    done = table(example, mapping, as_csv(tmp_path / "calls.csv", HEADINGS, FULL))
    assert (
        "row 2: language: ‘Nederlands’ is not the code of a language. Write two small letters: nl, en, fr."
        in done.stdout
    )
    assert errors(example) == []


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("calls.xlsx", b"PK\x03\x04 no workbook", "The table cannot be read"),
        ("calls.xlsx", b"", "The table cannot be read"),
        (
            "calls.csv",
            "Naam;Code\r\ncaf\u00e9;1".encode("cp1252"),
            "It is not UTF-8: save it as ‘CSV UTF-8’, or as a workbook.",
        ),
        ("calls.csv", b'"open', None),
        ("calls.csv", b"", None),
    ],
)
def test_a_damaged_table_is_named_and_the_others_are_read(
    example: Path, mapping: Path, tmp_path: Path, name: str, raw: bytes, reason: str | None
) -> None:
    bad = tmp_path / name
    bad.write_bytes(raw)
    done = table(example, mapping, bad, as_csv(tmp_path / "good.csv", HEADINGS, FULL))
    assert done.returncode == 0
    assert numbers(done)["new"] == 1
    assert (f"rejected {name}: {reason}" in done.stdout) == (reason is not None)
