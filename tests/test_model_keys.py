"""From the keys that an editor types, a record, or every fault at its path with the nearest key that there is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from oproep.model import KINDS
from oproep.model.budget import BUDGET, COFINANCING
from oproep.model.call import Call
from oproep.model.fund import Fund
from oproep.model.keys import key_data, key_references, key_schema, keys_of, read_keys
from oproep.model.money import Money
from oproep.model.problem import Path, Wrong, did_you_mean, nearest, quoted
from oproep.model.settings import Settings
from oproep.model.shape import Raw
from oproep.model.topic import Theme, Translation

LEAST: dict[str, Raw] = {"title": "Samen sterk", "language": "nl", "deadline": "unknown"}


def faults(record: type, raw: Raw) -> list[tuple[Path, str, str]]:
    with pytest.raises(Wrong) as caught:
        read_keys(record, raw)
    return [(found.path, found.code, found.fix) for found in caught.value.faults]


def test_a_record_holds_what_was_typed() -> None:
    call = read_keys(Call, {**LEAST, "themes": "migratie", "budget": "EUR 5 000 000"})
    assert (call.title, call.themes) == ("Samen sterk", ("migratie",))
    assert call.budget is not None
    assert call.budget.total == Money("EUR", Decimal(5_000_000))


@pytest.mark.parametrize("nothing", ["", [], {}])
def test_a_key_without_a_value_is_a_key_left_out(nothing: Raw) -> None:
    assert read_keys(Call, {**LEAST, "themes": nothing, "budget": nothing}) == read_keys(Call, LEAST)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("titel", "Did you mean ‘title’?"),
        ("Deadline", "Did you mean ‘deadline’?"),
        ("beneficiary", "Did you mean ‘beneficiaries’?"),
        ("content", "Did you mean ‘contacts’?"),
        ("budgett", "Did you mean ‘budget’?"),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_one(typed: str, fix: str) -> None:
    assert faults(Call, {**LEAST, typed: "x"}) == [((typed,), "unknown-key", fix)]


@pytest.mark.parametrize("typed", ["handler", "no", "1", "", "x" * 5000])
def test_a_key_like_no_other_is_answered_with_those_there_are(typed: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_keys(Call, {**LEAST, typed: "x"})
    (found,) = caught.value.faults
    assert found.code == "unknown-key"
    assert found.fix.startswith(("Write one of: aliases, ", "Did you mean"))
    assert len(found.message) < 100


def test_every_fault_is_named_at_once() -> None:
    raw: Raw = {"titel": "x", "language": "Dutch", "deadline": "17:00", "themes": ["migratie", "Asiel"]}
    assert [(path, code) for path, code, _ in faults(Call, raw)] == [
        (("titel",), "unknown-key"),
        (("language",), "language-code"),
        (("deadline",), "date-form"),
        (("themes", 1), "slug-form"),
    ]  # and no title is missing: it stands there under another name


def test_a_missing_key_is_shown_as_it_is_written() -> None:
    assert faults(Call, {"title": "x", "language": "nl"}) == [
        ((), "missing-key", "Add a line such as ‘deadline: 2026-09-30 17:00’.")
    ]
    assert faults(Call, {**LEAST, "deadline": ""}) == [
        (("deadline",), "missing-key", "Add a line such as ‘deadline: 2026-09-30 17:00’.")
    ]


@pytest.mark.parametrize("raw", ["", "title", ["title"], []])
def test_keys_are_a_group(raw: Raw) -> None:
    ((path, code, fix),) = faults(Theme, raw)
    assert (path, code) == ((), "not-keys")
    assert fix == "Write ‘title:’, ‘summary:’, ‘language:’, ‘contact:’, each on a line of its own."


def test_a_leading_value_stands_for_its_group() -> None:
    assert COFINANCING.read("75%") == COFINANCING.read({"rate": "75%"})
    assert BUDGET.read("EUR 5") == BUDGET.read({"total": "EUR 5"})
    nested = BUDGET.read({"total": "EUR 5", "cofinancing": "75%"})
    assert nested.cofinancing is not None
    assert nested.cofinancing.rate == 75


def test_a_leading_value_that_is_wrong_is_at_the_place_of_the_group() -> None:
    assert faults(Call, {**LEAST, "budget": "veel"}) == [
        (("budget",), "money-form", "Write the currency and the amount: EUR 5 000 000."),
    ]
    assert faults(Call, {**LEAST, "budget": {"cofinancing": "75"}}) == [
        (("budget", "cofinancing"), "percent-form", "Write 75%."),
    ]


def test_a_fault_deep_inside_has_its_whole_path() -> None:
    raw: Raw = {**LEAST, "budget": {"parts": [{"label": {"nl": "a"}, "amount": "EUR 1"}, {"label": {"nl": "b"}}]}}
    assert faults(Call, raw) == [(("budget", "parts", 1), "missing-key", "Add a line such as ‘amount: EUR 625 000’.")]


def test_a_record_names_the_others_it_speaks_of() -> None:
    raw: Raw = {**LEAST, "fund": "amif", "themes": ["a"], "contacts": ["b", {"person": "c"}], "aliases": ["d"]}
    assert list(key_references(read_keys(Call, raw))) == [
        (("fund",), "funds", "amif"),
        (("themes", 0), "themes", "a"),
        (("contacts", 0), "contacts", "b"),
        (("aliases", 0), "", "d"),
    ]


def test_a_translation_has_words_and_a_mark_and_no_facts() -> None:
    assert list(keys_of(Translation)) == ["title", "summary", "translates"]


RECORDS = [*KINDS.values(), Translation, Settings]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_key_says_what_it_is(record: type) -> None:
    for name, key in keys_of(record).items():
        assert key.help[-1] in ".?", f"{name}: {key.help}"
        assert key.example


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_schema_allows_the_declared_keys_and_no_others(record: type) -> None:
    schema: Any = key_schema(record)
    assert list(schema["properties"]) == list(keys_of(record))
    assert schema["additionalProperties"] is False
    assert schema["required"] == [name for name, key in keys_of(record).items() if key.required]


@pytest.mark.parametrize(
    ("record", "raw"), [(Call, LEAST), (Fund, {"title": "AMIF", "language": "nl", "period": "2014-2020"})]
)
def test_data_hold_the_keys_that_have_a_value(record: type, raw: dict[str, Raw]) -> None:
    assert set(key_data(read_keys(record, raw))) == set(raw)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("migrate", ["migratie", "asiel"], "migratie"),
        ("MIGRATIE", ["migratie"], "migratie"),
        ("be-vlg", ["BE-VLG", "BE-BRU"], "BE-VLG"),
        ("xyz", ["migratie"], None),
        ("", [], None),
    ],
)
def test_the_nearest_word_is_found_whatever_its_capitals(word: str, known: list[str], found: str | None) -> None:
    assert nearest(word, known) == found


def test_a_remedy_lists_some_words_when_none_is_near() -> None:
    assert did_you_mean("x", []) == "There is none yet."
    assert did_you_mean("x", ["bb", "aa"]) == "Write one of: aa, bb."
    assert did_you_mean("x", [f"w{n:02}" for n in range(20)]).endswith("w10, w11, …")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("a", "‘a’"), (["a", "b"], "a list of 2"), ({"a": "b"}, "a group of keys"), ("x" * 100, f"‘{'x' * 57}…’")],
)
def test_what_was_found_is_quoted_in_few_words(raw: Raw, shown: str) -> None:
    assert quoted(raw) == shown
