"""What is published is what its schemas say it is: real files, judged by jsonschema, with no key that is not declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from oproep.model.money import CURRENCY, DECIMAL
from oproep.model.published import COLUMNS, SINGULAR, keys_told, record_published
from tests.front_door import LANGUAGES, Html

SITES = ("built", "example_built")
every_kind = pytest.mark.parametrize("kind", SINGULAR)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(params=SITES)
def data(request: pytest.FixtureRequest) -> Path:
    """The data of the committed content, and of the example."""
    site: Path = request.getfixturevalue(request.param)
    return site / "data"


def closed(schema: Any) -> Any:
    """The same schema, which allows no key that it does not name: what is published is declared."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(each) for name, each in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else inner


def judge(data: Path, name: str) -> Draft202012Validator:
    """Judges by a published schema and those that it names, each found by its own address."""
    found = [closed(read(path)) for path in (data / "schema").glob("*.json")]
    registry = Registry[Any]().with_resources((each["$id"], Resource.from_contents(each)) for each in found)
    schema = next(each for each in found if each["$id"].endswith(f"/schema/{name}.json"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)


@every_kind
def test_every_list_is_what_its_schema_says(kind: str, data: Path) -> None:
    found = read(data / f"{kind}.json")
    assert found[kind]
    told = [
        f"{list(error.absolute_path)}: {error.message}" for error in judge(data, f"list-of-{kind}").iter_errors(found)
    ]
    assert told == []


def test_every_call_of_its_own_file_is_what_its_schema_says(data: Path) -> None:
    judging, files = judge(data, "published-call"), sorted((data / "calls").glob("*.json"))
    assert files
    for path in files:
        assert [error.message for error in judging.iter_errors(read(path))] == [], path.stem


SPOILT = {
    "a status nobody knows": ("status", "perhaps"),
    "an amount that is a number": ("budget", {"total": {"currency": "EUR", "amount": 5}}),
    "an amount in words": ("budget", {"total": "EUR 5"}),
    "no page": ("urls", None),
    "an instant without a zone": ("next_deadline", "2026-11-30T16:00:00"),
    "a rate that is a number": ("cofinancing", {"rate": 75}),
    "a contact by its name": ("contacts", ["vleva"]),
    "a key that is not declared": ("colour", "blue"),
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_a_schema_refuses_what_is_not_published(spoilt: tuple[str, Any], example_built: Path) -> None:
    data = example_built / "data"
    call = read(data / "calls" / "windmolens.json")
    judging = judge(data, "published-call")
    assert judging.is_valid(call)
    assert not judging.is_valid({**call, spoilt[0]: spoilt[1]})


def test_what_is_published_is_described_at_every_depth() -> None:
    for kind in SINGULAR:
        assert [path for path, told in keys_told(record_published(kind)) if not told] == []


def test_the_rows_have_the_declared_columns(example_built: Path) -> None:
    head = (example_built / "data" / "calls.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    names = [
        f"{column.name}_{language}" if language else column.name
        for column in COLUMNS
        for language in (LANGUAGES if column.by_language else ("",))
    ]
    assert head == names


@every_kind
def test_a_reader_finds_every_name_that_a_call_gives(kind: str, data: Path) -> None:
    """A fund, a theme or a kind of beneficiary that a call names stands in the list of its kind."""
    named = {
        slug
        for call in read(data / "calls.json")["calls"]
        for slug in ([call["fund"]] if kind == "funds" and "fund" in call else call.get(kind, []))
        if kind != "calls"
    }
    assert named <= {each["slug"] for each in read(data / f"{kind}.json")[kind]}


@pytest.mark.parametrize("address", ["nl/open-data.html", "en/open-data.html"])
def test_the_page_about_the_data_tells_of_every_file_and_key(
    address: str, example_built: Path, example_pages: Mapping[str, Html]
) -> None:
    page = example_pages[address]
    html = BeautifulSoup(page.source, "lxml")
    assert judge(example_built / "data", "published-call").is_valid(
        json.loads(html.select(".data-example")[0].get_text())
    )
    linked = {page.target(where)[0] for tag, where, _ in page.links if tag == "a"}
    files = {path.relative_to(example_built).as_posix() for path in (example_built / "data").glob("*.*")}
    schemas = {
        f"data/schema/{name}.json" for kind, one in SINGULAR.items() for name in (f"list-of-{kind}", f"published-{one}")
    }
    assert files | schemas <= linked
    told = {dt.get_text() for dt in html.select(".data-keys dt")}
    head = (example_built / "data" / "calls.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert set(head) <= told
    paths = {path for path, said in keys_told(record_published("calls")) if said not in (CURRENCY, DECIMAL)}
    assert {".".join(path) for path in paths} <= told


def test_every_page_leads_to_the_data(example_pages: Mapping[str, Html]) -> None:
    for page in example_pages.values():
        if page.address not in ("index.html", "404.html"):
            found = {page.target(where)[0] for tag, where, _ in page.links if tag == "a"}
            assert f"{page.lang}/open-data.html" in found, page.address
