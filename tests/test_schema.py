"""The JSON Schemas that are published, for editors of other makers, allow what `check` accepts and refuse what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from oproep.model import KINDS
from oproep.model.budget import BUDGET, COFINANCING
from oproep.model.contact import CONTACTS, EMAIL, EVENTS, LINKS, TELEPHONE, URL
from oproep.model.deadline import DEADLINE
from oproep.model.fund import AuthorityRole
from oproep.model.keys import key_schema, keys_below, read_keys
from oproep.model.moment import DAY, MOMENT, PERIOD
from oproep.model.money import COUNT, MONEY, PERCENTAGE
from oproep.model.place import PLACE
from oproep.model.problem import Wrong
from oproep.model.shape import Choice, ListOf, Raw, Shape, SlugOf
from oproep.model.words import LABEL, LANGUAGE, LINE, NAME, SearchWords
from oproep.reading.frontmatter import decode, split
from oproep.reading.yaml import read_yaml
from tests.front_door import EXAMPLE, ROOT

RECORDS = [
    (kind, path)
    for root in (ROOT, EXAMPLE)
    for kind in KINDS
    for path in sorted((root / "content" / kind).glob("*.md"))
    if path.name.count(".") == 1
]


def allows(schema: Any, value: Any) -> bool:
    """The schema, a sound one, allows this value, its formats too."""
    Draft202012Validator.check_schema(schema)
    return bool(Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(value))


def accepts(shape: Shape[Any], value: Raw) -> bool:
    """The program reads this value."""
    try:
        shape.read(value)
    except Wrong:
        return False
    return True


def typed(text: str) -> Any:
    """A value as it stands in a file."""
    raw = read_yaml(f"value: {text}", 1).raw
    assert isinstance(raw, dict)
    return raw["value"]


@pytest.mark.parametrize(("kind", "path"), RECORDS, ids=lambda each: each.stem if isinstance(each, Path) else each)
def test_the_schema_of_a_kind_allows_every_record_that_is_committed(kind: str, path: Path) -> None:
    parts = split(decode(path.read_bytes()))
    assert allows(key_schema(KINDS[kind]), read_yaml(parts.front, parts.front_line).raw)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_each_key_allows_its_example(kind: str) -> None:
    for path, key in keys_below(KINDS[kind]):
        if "…" not in key.example:
            assert allows(key.shape.schema(), typed(key.example)), path


THEMES = ListOf(SlugOf("themes"))
# Of each kind of value: those that are read, and those that are not.
VALUES: list[tuple[Shape[Any], list[Any], list[Any]]] = [
    (LINE, ["Woorden"], ["", ["a"], {"nl": "a"}, "x" * 301]),
    (LANGUAGE, ["nl", "fra"], ["NL", "Dutch", ["nl"]]),
    (DAY, ["2026-03-31"], ["31/03/2026", "2026-3-1", "2026-02-30", "morgen"]),
    (MOMENT, ["2026-03-31", "2026-03-31 17:00", "2026-03-31T17:00"], ["17:00", "2026-03-31 17u", "31-03-2026"]),
    (PERIOD, ["2014-2020", "2014 – 2020"], ["2014", "14-20"]),
    (MONEY, ["EUR 5", "EUR 50000", "EUR 5 000 000.50", "EUR5 000"], ["5 000", "€ 5", "EUR 5,5", "EUR"]),
    (PERCENTAGE, ["75%", "62.5 %", "62,5%"], ["75", "0,75", "75 procent"]),
    (COUNT, ["12"], ["twaalf", "-1", "1.5"]),
    (PLACE, ["BE", "BE-VLG", "EU", "world"], ["Belgium", "be", "BE_VLG"]),
    (EMAIL, ["a.b@example.org"], ["a@b", "a b@example.org"]),
    (TELEPHONE, ["+32 2 500 24 60"], ["02/500 24 60", "0032 2 500 24 60"]),
    (URL, ["https://www.example.org/a?b=c"], ["www.example.org", "mailto:a@example.org"]),
    (Choice(AuthorityRole, "role"), ["contact-point"], ["contact point"]),
    (THEMES, ["migratie", ["migratie", "asiel"]], ["Migratie", ["a b"]]),
    (LABEL, [{"nl": "a"}, {"nl": "a", "en": "b"}], ["a", {}, {"nl": ["a"]}]),
    (NAME, ["a", {"nl": "a"}], [["a"]]),
    (SearchWords(), ["a", ["a", "b"], {"nl": ["a"], "en": "b"}], [[["a"]], {"nl": {"x": "a"}}]),
    (COFINANCING, ["75%", {"rate": "75%", "up_to": "100%"}], ["75", {"up_to": "100%"}, {"rate": "75%", "x": "1"}]),
    (BUDGET, ["EUR 5", {"total": "EUR 5", "grant": {"max": "EUR 1"}}], ["5", {"sum": "EUR 5"}, {"grant": "EUR 1"}]),
    (DEADLINE, ["2026-03-31 17:00", "rolling", ["2026-03-31", {"at": "2026-04-30", "label": {"nl": "a"}}]],
     ["soon", [{"stage": "1"}], {"on": "2026-03-31"}]),
    (CONTACTS, ["vleva", ["vleva", {"organisation": "X"}]], [["Vleva"], [{"name": "X"}], {"email": "x"}]),
    (EVENTS, [[{"title": {"nl": "a"}, "starts": "2026-01-16 13:00"}]], ["16 januari", [{"title": {"nl": "a"}}]]),
    (LINKS, [{"source": "https://example.org"}], ["https://example.org", {"source": "example.org"}]),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "right", "wrong"), VALUES, ids=lambda each: type(each).__name__)
def test_a_schema_and_the_program_are_of_one_mind(shape: Shape[Any], right: list[Any], wrong: list[Any]) -> None:
    for value in right:
        assert (value, accepts(shape, value), allows(shape.schema(), value)) == (value, True, True)
    for value in wrong:
        assert (value, accepts(shape, value), allows(shape.schema(), value)) == (value, False, False)


@pytest.mark.parametrize("record", [{"title": "a", "language": "nl"}, {"title": "a", "language": "nl", "deadlin": "x"}])
def test_a_key_that_is_missing_or_unknown_is_refused_by_both(record: dict[str, Raw]) -> None:
    with pytest.raises(Wrong):
        read_keys(KINDS["calls"], record)
    assert not allows(key_schema(KINDS["calls"]), record)


def test_what_other_readers_take_for_a_number_is_allowed() -> None:
    assert allows(COUNT.schema(), 12)
    assert allows(DEADLINE.schema(), [{"at": "2026-03-31", "stage": 1}, {"at": "2026-09-30", "stage": 2}])


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_is_told_what_each_key_is_at_every_depth(kind: str) -> None:
    def told(schema: Any) -> None:
        for name, part in schema.get("properties", {}).items():
            assert part["title"] == name
            assert part["description"]
            assert part["examples"]
        for part in [
            *schema.get("anyOf", []),
            *schema.get("properties", {}).values(),
            *filter(None, [schema.get("items")]),
        ]:
            told(part)

    told(key_schema(KINDS[kind]))
