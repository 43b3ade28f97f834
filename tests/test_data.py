"""What goes out for programs, and that it says the same as the pages: JSON, CSV, schemas, sitemap."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oproep.model import KINDS
from oproep.model.keys import keys_of
from oproep.outputs.data import text_of
from tests.front_door import LANGUAGES, Html

URL = "https://voorbeeld.example.org/some/base/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(site: Path, name: str) -> Any:
    return json.loads((site / "data" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def calls(example_built: Path) -> dict[str, dict[str, Any]]:
    return {call["slug"]: call for call in read(example_built, "calls.json")["calls"]}


@pytest.fixture(scope="module")
def rows(example_built: Path) -> dict[str, dict[str, str]]:
    text = (example_built / "data" / "calls.csv").read_bytes().decode()
    return {row["slug"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_the_data_says_of_when_it_is_and_under_which_licence(example_built: Path) -> None:
    for name in ("calls", "funds", "themes"):
        head = read(example_built, f"{name}.json")
        assert head["generated"] == "2026-11-22T08:00:00Z"
        assert head["licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
        assert [each["slug"] for each in head[name]] == sorted(each["slug"] for each in head[name])


def test_each_call_has_a_file_that_says_the_same(example_built: Path, calls: dict[str, dict[str, Any]]) -> None:
    there = {path.stem: json.loads(path.read_text("utf-8")) for path in (example_built / "data" / "calls").iterdir()}
    assert there == calls


def test_what_is_inherited_is_said_to_be(calls: dict[str, dict[str, Any]]) -> None:
    silent, outspoken = calls["kaarsen"], calls["windmolens"]
    assert set(silent["inherited"]) == {"beneficiaries", "countries", "themes", "contacts", "cofinancing"}
    assert silent["beneficiaries"] == ["verenigingen", "steden"]
    assert silent["cofinancing"] == {"rate": "80%"}
    assert outspoken["inherited"] == []
    assert outspoken["cofinancing"]["rate"] == "62.5%"


def test_amounts_are_exact(calls: dict[str, dict[str, Any]], rows: dict[str, dict[str, str]]) -> None:
    total = calls["windmolens"]["budget"]["total"]
    assert (total["currency"], Decimal(total["amount"])) == ("EUR", Decimal("1250000.50"))
    assert rows["windmolens"]["budget_total"] == "1250000.50"
    assert (rows["luchtbrug"]["currency"], rows["luchtbrug"]["grant_max"]) == ("USD", "75000")


def test_instants_are_those_of_the_time_zone(calls: dict[str, dict[str, Any]]) -> None:
    """17:00 in Brussels is 16:00 UTC in winter and 15:00 in summer; a date alone ends with its day."""
    assert calls["windmolens"]["deadline"]["closes"] == ["2026-11-30T16:00:00Z"]
    assert calls["windmolens"]["deadline"]["time_zone"] == "Europe/Brussels"
    assert calls["regenbogen"]["deadline"]["closes"] == [
        "2026-06-01T22:00:00Z",
        "2026-12-01T23:00:00Z",
        "2027-06-01T22:00:00Z",
    ]
    assert calls["luchtbrug"]["deadline"]["closes"] == ["2026-11-15T16:00:00Z"]
    assert calls["schaduwen"]["next_deadline"] is None


def test_words_are_given_by_language_and_addresses_whole(calls: dict[str, dict[str, Any]]) -> None:
    call = calls["paper-boats"]
    assert call["title"] == {"en": "Paper boats", "nl": "Papieren bootjes"}
    assert call["urls"] == {"nl": f"{URL}nl/oproepen/paper-boats.html", "en": f"{URL}en/calls/paper-boats.html"}
    assert calls["regenbogen"]["title"] == {"nl": "Regenbogen"}


def test_the_rows_say_the_same_as_the_data(calls: dict[str, dict[str, Any]], rows: dict[str, dict[str, str]]) -> None:
    assert rows.keys() == calls.keys()
    for slug, row in rows.items():
        call = calls[slug]
        assert row["identifier"] == call.get("identifier", "")
        assert row["status"] == call["status"]
        assert row["fund"] == call["fund"]
        assert row["next_deadline_utc"] == (call["next_deadline"] or "")
        assert row["deadline_model"] == call["deadline"]["model"]
        assert row["beneficiaries"].split() == call.get("beneficiaries", [])
        assert {language: row[f"url_{language}"] for language in LANGUAGES} == call["urls"]


def test_the_rows_follow_the_standard(example_built: Path, rows: dict[str, dict[str, str]]) -> None:
    """RFC 4180: lines end in CRLF, and each has as many cells as the head."""
    raw = (example_built / "data" / "calls.csv").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") == len(rows) + 1
    assert all(None not in row and None not in row.values() for row in rows.values())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_record_has_its_schema(kind: str, example_built: Path) -> None:
    found = read(example_built, f"schema/{kind}.json")
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == f"{URL}data/schema/{kind}.json"
    declared = keys_of(KINDS[kind])
    assert list(found["properties"]) == list(declared)
    assert found["required"] == [name for name, key in declared.items() if key.required]
    assert all(each["description"] and each["examples"] for each in found["properties"].values())
    assert found["additionalProperties"] is False


def urls(site: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for url in ET.parse(site / "sitemap.xml").getroot().findall(f"{SITEMAP}url"):  # noqa: S314 - our own
        place = url.findtext(f"{SITEMAP}loc") or ""
        yield place, {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall(f"{XHTML}link")}


def test_the_sitemap_has_every_page_that_is_one_of_its_own(
    example_built: Path, example_pages: Mapping[str, Html]
) -> None:
    own = {URL + page.address for page in example_pages.values() if page.address != "404.html" and not page.leads_on}
    listed = [place for place, _ in urls(example_built)]
    assert len(listed) == len(set(listed))
    assert set(listed) == own


def test_the_sitemap_gives_each_page_the_same_other_languages_as_the_page(
    example_built: Path, example_pages: Mapping[str, Html]
) -> None:
    for place, others in urls(example_built):
        page = example_pages[place.removeprefix(URL)]
        assert others == {
            given["hreflang"]: given["href"] for given in page.head_links("alternate") if "hreflang" in given
        }


def test_robots_are_shown_the_sitemap(example_built: Path) -> None:
    assert f"Sitemap: {URL}sitemap.xml" in (example_built / "robots.txt").read_text(encoding="utf-8").splitlines()


SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_is_laid_out_as_the_standard_library_does(value: Any) -> None:
    assert text_of(value) == json.dumps(value, ensure_ascii=False, indent=1)
