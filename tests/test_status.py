"""From a table of instants, the status of a call at each; from a call as it is written, the instants themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oproep.catalogue.brief import Brief
from oproep.catalogue.counts import counts_of
from oproep.model.call import Call
from oproep.model.keys import read_keys
from oproep.model.moment import PERIOD, Period
from oproep.model.shape import Raw
from oproep.model.status import Status, Timeline, timeline

BRUSSELS = ZoneInfo("Europe/Brussels")
PERIOD_2014 = Period(2014, 2020)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row of the table that the browser's rule is held to as well."""

    rule: str
    line: Timeline
    now: datetime
    status: Status


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def case(row: dict[str, Any]) -> Case:
    moments, now = row["moments"], instant(row["now"])
    assert now
    line = Timeline(
        opens=instant(moments["opens"]),
        closes=tuple(datetime.fromisoformat(text) for text in moments["closes"]),
        until=instant(moments["until"]),
        announced=moments["announced"],
        cancelled=instant(moments["cancelled"]),
        closing_days=moments["closing_days"],
    )
    return Case(rule=row["rule"], line=line, now=now, status=Status(row["status"]))


CASES = [case(row) for row in json.loads((Path(__file__).parent / "status-cases.json").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_the_status_is_that_of_the_table(case: Case) -> None:
    assert case.line.at(case.now) is case.status


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_status_changes_only_at_the_instants_that_are_said_to_change_it(case: Case) -> None:
    later = [change for change in case.line.changes() if case.now < change]
    just_before = min(later).timestamp() - 0.001 if later else datetime(2200, 1, 1, tzinfo=UTC).timestamp()
    if just_before >= case.now.timestamp():
        assert case.line.at(datetime.fromtimestamp(just_before, UTC)) is case.status


def test_every_status_is_in_the_table() -> None:
    assert {case.status for case in CASES} == set(Status)


def at(deadline: Raw, now: str, period: Period | None = None, **more: Raw) -> Status:
    """The status at a time in UTC of a call with this deadline."""
    call = read_keys(Call, {"title": "x", "language": "nl", "deadline": deadline, **more})
    return timeline(call, period, BRUSSELS, 14).at(datetime.fromisoformat(now))


@pytest.mark.parametrize(
    ("rule", "deadline", "now", "status"),
    [
        ("winter: open until midnight in Brussels", "2026-01-31", "2026-01-31T22:59:59Z", "closing"),
        ("winter: closed from midnight in Brussels", "2026-01-31", "2026-01-31T23:00:00Z", "closed"),
        ("summer: open until midnight in Brussels", "2026-07-31", "2026-07-31T21:59:59Z", "closing"),
        ("summer: closed from midnight in Brussels", "2026-07-31", "2026-07-31T22:00:00Z", "closed"),
        ("the day the clocks go forward ends an hour sooner", "2026-03-29", "2026-03-29T22:00:00Z", "closed"),
        ("the day the clocks go back ends an hour later", "2026-10-25", "2026-10-25T22:59:59Z", "closing"),
        ("a time is Brussels time in winter", "2026-01-31 17:00", "2026-01-31T16:00:00Z", "closed"),
        ("a time is Brussels time in summer", "2026-07-31 17:00", "2026-07-31T15:00:00Z", "closed"),
        ("a time: still open a second before", "2026-07-31 17:00", "2026-07-31T14:59:59Z", "closing"),
    ],
    ids=lambda value: value if " " in value else "",
)
def test_a_deadline_means_the_zone_of_the_catalogue(rule: str, deadline: str, now: str, status: str) -> None:
    assert at(deadline, now) == status, rule


STAGES: Raw = [{"at": "2026-03-31", "stage": "1"}, {"at": "2026-09-30", "stage": "2"}]
CUT_OFFS: Raw = ["2026-03-31", "2026-09-30"]


def test_a_call_in_two_stages_is_closed_to_newcomers_after_the_first() -> None:
    assert at(STAGES, "2026-03-31T21:00:00Z") is Status.CLOSING
    assert at(STAGES, "2026-04-01T00:00:00Z") is Status.CLOSED


def test_a_call_with_cut_offs_is_open_until_the_last() -> None:
    assert at(CUT_OFFS, "2026-04-01T00:00:00Z") is Status.OPEN
    assert at(CUT_OFFS, "2026-09-29T00:00:00Z") is Status.CLOSING
    assert at(CUT_OFFS, "2026-09-30T22:00:00Z") is Status.CLOSED


@pytest.mark.parametrize("undated", ["unknown", "rolling", "until-spent"])
def test_a_call_without_a_date_is_over_when_the_period_of_its_fund_is(undated: str) -> None:
    assert at(undated, "2018-01-10T08:00:00Z", PERIOD_2014) is Status.OPEN
    assert at(undated, "2020-12-31T22:59:59Z", PERIOD_2014) is Status.OPEN
    assert at(undated, "2020-12-31T23:00:00Z", PERIOD_2014) is Status.CLOSED
    assert at(undated, "2026-11-22T09:00:00Z") is Status.OPEN  # nobody has said otherwise


def test_a_call_that_is_to_be_announced_is_forthcoming() -> None:
    assert at("to-be-announced", "2026-01-01T00:00:00Z") is Status.FORTHCOMING
    assert at("to-be-announced", "2026-01-01T00:00:00Z", opens="2025-12-01") is Status.OPEN
    assert at("to-be-announced", "2026-01-01T00:00:00Z", PERIOD_2014) is Status.CLOSED


def test_a_call_opens_when_its_day_begins_in_the_zone() -> None:
    assert at("2026-09-30", "2026-07-14T21:59:59Z", opens="2026-07-15") is Status.FORTHCOMING
    assert at("2026-09-30", "2026-07-14T22:00:00Z", opens="2026-07-15") is Status.OPEN


def test_a_dated_deadline_counts_whatever_the_period_of_the_fund() -> None:
    assert at("2021-06-30", "2021-01-15T00:00:00Z", PERIOD_2014) is Status.OPEN


def test_a_withdrawn_call_is_cancelled_from_that_day_on_and_for_ever() -> None:
    assert at("2026-09-30", "2026-02-14T22:59:59Z", cancelled="2026-02-15") is Status.OPEN
    assert at("2026-09-30", "2026-02-14T23:00:00Z", cancelled="2026-02-15") is Status.CANCELLED
    assert at("2026-09-30", "2099-01-01T00:00:00Z", cancelled="2026-02-15") is Status.CANCELLED


def test_the_period_is_read_as_a_fund_writes_it() -> None:
    assert PERIOD.read("2014-2020") == PERIOD_2014


@pytest.mark.parametrize("status", list(Status))
def test_closed_and_cancelled_are_over_and_nothing_else_is(status: Status) -> None:
    assert status.over is (status in {Status.CLOSED, Status.CANCELLED})


def brief(line: Timeline, now: datetime) -> Brief:
    """A call of which nothing is known but its instants."""
    (_, status), *later = [(int(moment.timestamp()), status) for moment, status in line.turns(now)]
    nothing = dict.fromkeys(("themes", "beneficiaries", "contacts", "aliases", "years"), ())
    no_words = dict.fromkeys(("fund", "identifier", "next_deadline", "opens"))
    no_days = dict.fromkeys(("published", "ended", "since", "until"), 0)
    rest: dict[str, Any] = {**nothing, **no_words, **no_days}
    return Brief(slug="", status=status, later=tuple(later), **rest)


def test_calls_are_counted_on_as_they_open_and_close() -> None:
    lines, now = [case.line for case in CASES], datetime(2026, 1, 1, tzinfo=UTC)

    def at(moment: datetime) -> tuple[int, ...]:
        found = [line.at(moment) for line in lines]
        is_open, announced = sum(status.is_open for status in found), found.count(Status.FORTHCOMING)
        return (is_open, announced, len(found) - is_open - announced)

    counted = counts_of(brief(line, now) for line in lines)
    told: dict[datetime, tuple[int, ...]] = {now: (counted.open, counted.forthcoming, counted.closed)}
    told.update((datetime.fromtimestamp(moment, UTC), tuple(numbers)) for moment, *numbers in counted.later)
    assert told[now] == at(now)
    assert len(told) > 5
    for change in {change for line in lines for change in line.changes() if change > now}:
        assert told[max(each for each in told if each <= change)] == at(change)
