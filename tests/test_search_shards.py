"""How calls are divided into the shards of the search index, and what the search page is told of each."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oproep.catalogue.brief import LONG_AGO, NEVER, Brief
from oproep.model.status import Status
from oproep.outputs import search_shards
from oproep.outputs.search_calls import scripts
from oproep.outputs.search_entry import BEGINNING, WORD, Entry, condensed
from oproep.outputs.search_shards import NOW, Shard, divided
from tests.built_index import handed_over

FEW = 10


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_shards, "MOST", FEW)


def brief(slug: str, ended: datetime | None = None) -> Brief:
    """A call that was over then, or is open."""
    return Brief(
        slug=slug, status=Status.CLOSED if ended else Status.OPEN, fund=None, themes=(), beneficiaries=(), contacts=(),
        identifier=None, aliases=(), years=(), published=0, next_deadline=None, opens=None,
        ended=int(ended.timestamp()) if ended else LONG_AGO, later=(), since=LONG_AGO, until=NEVER,
    )  # fmt: skip


def over(*numbers: tuple[int, int]) -> list[Brief]:
    """So many calls of each year, one a month."""
    return [
        brief(f"k{year}-{at}", datetime(year, 1 + at % 12, 1 + at // 12, 12, tzinfo=UTC))
        for year, number in numbers
        for at in range(number)
    ]


def coming(number: int) -> list[Brief]:
    return [brief(f"open-{at}") for at in range(number)]


def names(shards: list[Shard]) -> list[tuple[str, bool]]:
    return [(shard.name, shard.late) for shard in shards]


def test_a_small_catalogue_is_one_shard() -> None:
    assert divided([]) == []
    (only,) = divided([*over((2024, 3)), *coming(7)])
    assert (only.name, only.late) == (NOW, False)
    assert only.slugs == (*(f"open-{at}" for at in range(7)), "k2024-2", "k2024-1", "k2024-0")


def test_what_is_over_is_divided_by_years_and_asked_late() -> None:
    shards = divided([*over((2019, 4), (2020, 5), (2021, 8)), *coming(3)])
    assert names(shards) == [(NOW, False), ("2021", True), ("2019", True)]
    assert shards[1].slugs[:2] == ("k2021-7", "k2021-6")


def test_a_year_that_is_too_large_is_divided_by_its_months() -> None:
    assert names(divided([*coming(1), *over((2020, 12))])) == [(NOW, False), ("2020-1", True), ("2020", True)]
    assert names(divided([*coming(1), *over((2020, 24))])) == [
        (NOW, False), ("2020-3", True), ("2020-2", True), ("2020-1", True), ("2020", True),
    ]  # fmt: skip


def test_something_is_asked_at_once_when_everything_is_over() -> None:
    assert names(divided(over((2019, 9), (2020, 9)))) == [("2020", False), ("2019", True)]


def test_too_many_open_calls_are_divided_by_lot_and_all_asked_at_once() -> None:
    shards = divided(coming(35))
    assert [shard.late for shard in shards] == [False] * 4
    assert [shard.name for shard in shards] == [NOW, "now-1", "now-2", "now-3"]


def test_a_call_that_closes_touches_two_shards() -> None:
    others = [*over((2019, 9), (2020, 8), (2021, 5)), *coming(4)]
    before = divided([*others, brief("k2021-9")])
    after = divided([*others, brief("k2021-9", datetime(2021, 12, 31, tzinfo=UTC))])
    assert [one.name for one, other in zip(before, after, strict=True) if one != other] == [NOW, "2021"]


@given(st.lists(st.tuples(st.integers(2010, 2030), st.integers(0, 40)), max_size=8, unique_by=lambda each: each[0]),
       st.integers(0, 40))  # fmt: skip
def test_every_call_is_in_one_shard_and_late_ones_follow_in_time(years: list[tuple[int, int]], number: int) -> None:
    briefs = [*over(*years), *coming(number)]
    shards = divided(briefs)
    assert Counter(slug for shard in shards for slug in shard.slugs) == Counter(each.slug for each in briefs)
    assert len({shard.name for shard in shards}) == len(shards)
    assert all(part.isalnum() and len(part) <= 8 for shard in shards for part in shard.name.split("-"))
    assert not shards or not shards[0].late
    ended = {each.slug: each.ended for each in briefs}
    late = [slug for shard in shards for slug in shard.slugs if ended[slug] != LONG_AGO]
    assert all(ended[one] >= ended[other] for one, other in pairwise(late))


# What the page is told


def entries(number: int) -> list[Entry]:
    return [
        Entry(
            address=f"nl/oproepen/{at}.html",
            title=f"Oproep {at} </script>",
            text="",
            shown={"fund": "</script>"},
            labels=["fund:</script>", f"year:{2020 + at % 3}"],
            standing="closed" if at % 2 else {"closes": ["2026-03-31T15:00:00Z"]},
            identifier=f"AMIF-2017-{at:02}" if at else None,
        )
        for at in range(number)
    ]


def test_the_scripts_hold_every_call_in_its_order() -> None:
    given = entries(20)
    made = dict(scripts(given))
    assert made.keys() == {"calls.js", "codes.js", "facts.js"} | {
        f"{kind}/{at}.js" for kind in ("shown", "sheets") for at in range(3)
    }
    calls = handed_over(made["calls.js"])
    for entry, (standing, numbers) in zip(given, calls["rows"], strict=True):
        assert standing == entry.standing
        assert [calls["labels"][number] for number in numbers] == entry.labels
    assert handed_over(made["codes.js"]) == ["", *(f"amif2017{at:02}" for at in range(1, 20))]
    shown = [each for at in range(3) for each in handed_over(made[f"shown/{at}.js"])]
    assert shown == [[entry.address, entry.title, entry.shown] for entry in given]
    assert [len(handed_over(made[f"shown/{at}.js"])) for at in range(3)] == [calls["together"]] * 2 + [4]


def test_nothing_breaks_out_of_a_script() -> None:
    assert all(b"<" not in script and script.isascii() for _, script in scripts(entries(3)))


def test_an_entry_is_packed_to_the_same_bytes_and_comes_back() -> None:
    (entry,) = entries(1)
    assert Entry.unpacked(entry.packed()) == entry
    assert json.loads(entry.packed())["title"] == entry.title


@given(st.integers(0, 2 * BEGINNING), st.lists(st.text(min_size=1), max_size=20))
def test_a_text_that_is_condensed_has_every_word_and_its_beginning(before: int, words: list[str]) -> None:
    text = " ".join(["x" * before, *words, "langewoorden " * 90, *words])
    short = condensed(text)
    assert short.startswith(text[:BEGINNING])
    assert set(WORD.findall(text.lower())) <= set(WORD.findall(short.lower()))


def test_no_word_of_a_long_text_is_lost_or_told_twice_behind_its_beginning() -> None:
    text = f"{'wind ' * 200}Molens draaien, molens malen; WATER draaien."
    assert condensed(text).splitlines()[-1].split() == ["molens", "draaien", "malen", "water"]
