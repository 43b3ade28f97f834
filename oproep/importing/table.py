"""A list of calls in a spreadsheet (.xlsx) or CSV file becomes drafts, by a mapping of its columns.

The mapping is a TOML file: under `[columns]` the key of the front matter and the heading of its column
(`deadline = "Indienen voor"`), under `[always]` what holds for every row (`language = "nl"`).
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from oproep.importing.draft import Draft, Rejected, slug_of
from oproep.importing.ft_budget import grouped
from oproep.importing.markdown_text import visible
from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.model.problem import Wrong, did_you_mean
from oproep.model.shape import Raw

WORDS = ("title", "summary", "body", "language")
LISTS = ("themes", "beneficiaries", "countries", "types_of_action")
LINKS = ("source", "apply")
MONEY = ("total", "grant_min", "grant_max")
DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+(\d{1,2})[:.u](\d{2}))?")


class WrongMapping(ValueError):
    """The mapping of the columns cannot be used; the message says what to change."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which column holds which key, and what holds for every row."""

    columns: Mapping[str, str]
    always: Mapping[str, str]


def read_mapping(path: Path) -> Columns:
    """The mapping in a TOML file; WrongMapping names a key that there is not."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongMapping(f"{path.name} cannot be read: {error}.") from error
    known = {*WORDS, *LISTS, *LINKS, *MONEY, "identifier", "fund", "opens", "deadline", "official_title", "currency"}
    groups = {name: found.get(name, {}) for name in ("columns", "always")}
    for name, group in groups.items():
        if not isinstance(group, dict):
            raise WrongMapping(f"[{name}] in {path.name} holds no keys.")
        for key in group:
            if key not in known:
                raise WrongMapping(f"There is no key ‘{key}’ under [{name}] in {path.name}. {did_you_mean(key, known)}")
    if "title" not in groups["columns"]:
        raise WrongMapping(f'{path.name} names no column for the title: write title = "…" under [columns].')
    return Columns(
        columns={k: str(v) for k, v in groups["columns"].items()},
        always={k: str(v) for k, v in groups["always"].items()},
    )


@dataclass(frozen=True)
class Table:
    """The rows of some files, read by one mapping."""

    files: tuple[Path, ...]
    mapping: Columns

    def results(self) -> Iterator[Draft | Rejected]:
        """A draft for every row, or the reason why not."""
        for path in self.files:
            try:
                rows = list(rows_of(path))
            except UnicodeDecodeError:
                yield Rejected(where=path.name, reason="It is not UTF-8: save it as ‘CSV UTF-8’, or as a workbook.")
                continue
            except Exception as error:  # noqa: BLE001 - a damaged workbook raises whatever its reader met
                yield Rejected(where=path.name, reason=f"The table cannot be read: {str(error)[:200]}.")
                continue
            for number, row in rows:
                yield self.result(path.name, number, row)

    def result(self, name: str, number: int, row: Mapping[str, Any]) -> Draft | Rejected:
        """The draft of one row."""
        where = f"{name} row {number}"
        values = dict(self.mapping.always)
        for key, heading in self.mapping.columns.items():
            if heading not in row:
                near = did_you_mean(heading, filter(None, row))
                return Rejected(where=where, reason=f"There is no column ‘{heading}’. {near}")
            if text := as_text(row[heading]):
                values[key] = text
        title = values.get("title", "")
        if not title or not slug_of(values.get("identifier") or title):
            return Rejected(where=where, reason="It has no title.")
        facts = facts_of(values)
        language = values.get("language", "nl")
        for key, value in {"language": language, **facts}.items():
            try:
                keys_of(Call)[key].shape.read(value)
            except Wrong as error:
                fault = error.faults[0]
                return Rejected(where=where, reason=f"{key}: {fault.message} {fault.fix}")
        identifier = values.get("identifier") or slug_of(title)
        return Draft(
            slug=slug_of(identifier),
            identifier=identifier,
            title=" ".join(title.split())[:300],
            language=language,
            facts=facts,
            body=values.get("body", ""),
            fullness=sum(map(len, values.values())),
        )


def facts_of(values: Mapping[str, str]) -> dict[str, Raw]:
    """The keys of the front matter that a row fills."""
    facts: dict[str, Raw] = {key: values[key] for key in ("summary", "identifier", "fund") if key in values}
    if "official_title" in values:
        facts["official_title"] = {values.get("language", "nl"): values["official_title"]}
    if "opens" in values:
        facts["opens"] = as_moment(values["opens"])
    moments: list[Raw] = [as_moment(part) for part in values.get("deadline", "").split(";") if part.strip()]
    facts["deadline"] = "unknown" if not moments else moments[0] if len(moments) == 1 else moments
    for key in LISTS:
        if key in values:
            facts[key] = [part.strip() for part in re.split(r"[;,]", values[key]) if part.strip()]
    if money := money_of(values):
        facts["budget"] = money
    links: dict[str, Raw] = {key: values[key] for key in LINKS if key in values}
    if links:
        facts["links"] = links
    return facts


def money_of(values: Mapping[str, str]) -> dict[str, Raw]:
    """The budget of a row: its total, and what one project may ask."""
    currency = values.get("currency", "EUR")
    amounts = {name: as_money(values[name], currency) for name in MONEY if name in values}
    money: dict[str, Raw] = {"total": amounts["total"]} if "total" in amounts else {}
    grant: dict[str, Raw] = {side: amounts[f"grant_{side}"] for side in ("min", "max") if f"grant_{side}" in amounts}
    return {**money, "grant": grant} if grant else money


def as_text(cell: Any) -> str:
    """A cell as text: dates in the form of the front matter, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time.min else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return visible(str(cell)).strip()


def as_moment(text: str) -> str:
    """A moment written day first, as it is written here; anything else as it was, for the reader to judge."""
    found = DAY_FIRST.fullmatch(text.strip())
    if not found:
        return text.strip()
    day = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return f"{day} {int(found[4]):02}:{found[5]}" if found[4] else day


def as_money(text: str, currency: str) -> str:
    """A bare number as an amount in the currency; what names a currency stays as it is."""
    bare = re.sub(r"[€\s\u00a0]", "", text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+", bare):
        bare = re.sub(r"[.,]", "", bare)
    elif re.fullmatch(r"(\d{1,3}(\.\d{3})*|\d+),\d{1,2}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+\.\d{1,2}", bare):
        bare = bare.replace(",", "")
    try:
        return f"{currency} {grouped(Decimal(bare))}"
    except InvalidOperation:
        return text


def rows_of(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a table with their numbers as the spreadsheet shows them; its first row holds the headings."""
    reader: Callable[[Path], Iterator[list[Any]]] = read_xlsx if path.suffix.lower() == ".xlsx" else read_csv
    rows = reader(path)
    headings = [as_text(cell) for cell in next(rows, [])]
    for number, row in enumerate(rows, 2):
        if any(as_text(cell) for cell in row):
            yield number, {**dict.fromkeys(headings), **dict(zip(headings, row, strict=False))}


def read_xlsx(path: Path) -> Iterator[list[Any]]:
    """The rows of the first sheet of a workbook."""
    from openpyxl import load_workbook  # only who imports a workbook waits for it

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield list(row)
    finally:
        book.close()


def read_csv(path: Path) -> Iterator[list[Any]]:
    """The rows of a CSV file, whichever of `,` `;` and tab its first line uses."""
    text = path.read_bytes().decode("utf-8-sig")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)
