"""From the briefs of calls, those that are shown with each, and which of them change when one is over."""

from __future__ import annotations

from collections import Counter

from oproep.catalogue.brief import LONG_AGO, NEVER, Brief
from oproep.catalogue.catalogue import grouped
from oproep.catalogue.related import CHOICE, LOOKED_AT, RELATED, SEASON, Likeness, heads_of
from oproep.model.status import Status

SOON, LATE, LATER = 10 * SEASON, 12 * SEASON, 20 * SEASON


def brief(slug: str, *themes: str, fund: str | None = None, until: int = LATE, status: Status = Status.OPEN) -> Brief:
    """A call whose status changes for the first time then."""
    return Brief(
        slug=slug, status=status, fund=fund, themes=themes, beneficiaries=(), contacts=(), identifier=None, aliases=(),
        years=(), published=0, next_deadline=None if status.over else until, opens=None, ended=LONG_AGO,
        later=() if status.over else ((until, Status.CLOSED),), since=LONG_AGO, until=NEVER,
    )  # fmt: skip


def related(briefs: list[Brief]) -> dict[str, tuple[str, ...]]:
    """The calls that are shown with each."""
    likeness = Likeness(heads_of(grouped(briefs)))
    return {each.slug: likeness.related(each) for each in briefs}


def test_those_with_most_in_common_come_first() -> None:
    found = related([
        brief("call", "a", "b", fund="f"),
        brief("one", "a", until=LATER),
        brief("three", "a", "b", fund="f", until=SOON),
        brief("two", "a", "b"),
        brief("none", "c", fund="g"),
    ])  # fmt: skip
    assert found["call"] == ("three", "two", "one")
    assert found["none"] == ()


def test_those_that_can_be_applied_for_come_before_those_more_alike_that_are_over() -> None:
    over = brief("over", "a", "b", fund="f", status=Status.CLOSED)
    assert related([brief("call", "a", "b", fund="f"), over, brief("open", "a")])["call"] == ("open", "over")


def test_of_equals_those_come_first_that_a_reader_has_most_time_for() -> None:
    found = related([
        brief("call", "a"), brief("soon", "a", until=SOON), brief("later", "a", until=LATER), brief("late", "a")
    ])  # fmt: skip
    assert found["call"] == ("later", "late", "soon")


def test_of_very_many_equals_none_stands_with_all_the_others() -> None:
    many = [brief(f"call-{number}", "a", until=LATE + number * SEASON) for number in range(3 * CHOICE)]
    shown = Counter(slug for slugs in related(many).values() for slug in slugs)
    assert max(shown.values()) < len(many) / 3
    assert set(shown) == {each.slug for each in many[-CHOICE:]}, "those that last longest"


def test_of_equals_one_comes_last_of_which_nobody_says_when_it_opens() -> None:
    unknown = brief("unknown", "a", until=LATER, status=Status.FORTHCOMING)
    assert related([brief("call", "a"), unknown, brief("soon", "a", until=SOON)])["call"] == ("soon", "unknown")
    assert related([brief("call", "a"), unknown._replace(opens=SOON), brief("soon", "a", until=SOON)])["call"] == (
        "unknown",
        "soon",
    )


def test_of_equals_every_one_is_shown_on_some_page() -> None:
    briefs = [brief(f"call-{number}", "a") for number in range(60)]
    shown = Counter(slug for slugs in related(briefs).values() for slug in slugs)
    assert set(shown) == {each.slug for each in briefs}
    assert max(shown.values()) < 5 * RELATED


def test_when_a_call_closes_only_pages_that_showed_it_change() -> None:
    for size in (60, LOOKED_AT * 2):
        briefs = [brief(f"call-{number}", "a", until=SOON if number % 2 else LATER) for number in range(size)]
        before = related(briefs)
        closed = [brief("call-0", "a", status=Status.CLOSED), *briefs[1:]]
        changed = {slug for slug, shown in related(closed).items() if shown != before[slug]}
        assert changed <= {slug for slug, shown in before.items() if "call-0" in shown}


def test_no_page_changes_when_a_call_closes_that_was_about_to() -> None:
    briefs = [brief(f"call-{number}", "a", until=LATER if number else SOON) for number in range(60)]
    assert related([brief("call-0", "a", status=Status.CLOSED), *briefs[1:]]) == related(briefs)
