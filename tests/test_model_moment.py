"""From what an editor types for a day, a moment or a period, the value in the catalogue's zone, or the remedy."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.model.moment import DAY, EARLIEST, LATEST, MOMENT, PERIOD, Moment, Period
from oproep.model.problem import Wrong
from oproep.model.shape import Raw, Shape

BRUSSELS = ZoneInfo("Europe/Brussels")
ANY_FORM = "Write year-month-day, with a time if there is one: 2026-03-31 or 2026-03-31 17:00."


def fault(shape: Shape[Any], raw: Raw) -> tuple[str, str]:
    with pytest.raises(Wrong) as caught:
        shape.read(raw)
    (found,) = caught.value.faults
    return found.code, found.fix


@pytest.mark.parametrize(
    ("typed", "moment", "data"),
    [
        ("2026-03-31", Moment(date(2026, 3, 31)), "2026-03-31"),
        ("2026-03-31 17:00", Moment(date(2026, 3, 31), time(17)), "2026-03-31T17:00"),
        ("2026-03-31T08:30", Moment(date(2026, 3, 31), time(8, 30)), "2026-03-31T08:30"),
        ("2026-03-31 00:00", Moment(date(2026, 3, 31), time(0)), "2026-03-31T00:00"),
        ("2028-02-29", Moment(date(2028, 2, 29)), "2028-02-29"),
    ],
)
def test_a_moment_is_read_as_it_was_typed(typed: str, moment: Moment, data: str) -> None:
    assert MOMENT.read(typed) == moment
    assert MOMENT.data(moment) == data


@pytest.mark.parametrize(
    ("typed", "code", "fix"),
    [
        ("17:00", "date-form", "A time needs its day before it: 2026-03-31 17:00."),
        ("08:30", "date-form", "A time needs its day before it: 2026-03-31 08:30."),
        ("8u30", "date-form", "A time needs its day before it: 2026-03-31 08:30."),
        ("25:00", "date-form", ANY_FORM),
        ("2026-02-30", "date-form", "Check the day."),
        ("2026-03-00", "date-form", "Check the day."),
        ("2026-02-29", "date-form", "Check the day."),
        ("2026-13-01", "date-form", "Write year-month-day: 2026-01-13."),
        ("2026-13-32", "date-form", "Write year-month-day: 2026-03-31."),
        ("03/04/2026", "date-form", "Write year-month-day: 2026-04-03 for 3 April, 2026-03-04 for 4 March."),
        ("1926-03-31", "date-far", "Write a year from 1990 to 2100."),
        ("31/03/2026", "date-form", "Write year-month-day: 2026-03-31."),
        ("31-03-2026 17:00", "date-form", "Write year-month-day: 2026-03-31 17:00."),
        ("1.3.2026", "date-form", "Write year-month-day: 2026-03-01."),
        ("2026-3-1", "date-form", "Write year-month-day: 2026-03-01."),
        ("2026/03/31", "date-form", "Write year-month-day: 2026-03-31."),
        ("31/02/2026", "date-form", ANY_FORM),
        ("31 foo 2026", "date-form", ANY_FORM),
        ("20260331", "date-form", ANY_FORM),
        ("01234567", "date-form", ANY_FORM),
        ("morgen", "date-form", ANY_FORM),
        ("", "date-form", ANY_FORM),
        ("٢٠٢٦-03-31", "date-form", ANY_FORM),
        ("2026-03-31 17h", "time-form", "Write 2026-03-31 17:00."),
        ("2026-03-31 17u30", "time-form", "Write 2026-03-31 17:30."),
        ("2026-03-31 9:00", "time-form", "Write 2026-03-31 09:00."),
        ("2026-03-31 17.00 uur", "time-form", "Write 2026-03-31 17:00."),
        ("2026-03-31T17:00:00", "time-form", "Write 2026-03-31 17:00."),
        ("2026-03-31 24:00", "time-form", "Write a time from 00:00 to 23:59; for the end of a day leave the time out."),
    ],
)
def test_a_moment_in_another_form_is_put_right(typed: str, code: str, fix: str) -> None:
    assert fault(MOMENT, typed) == (code, fix)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("2026-03-31 17:00", "Write the day alone: 2026-03-31."),
        ("31/03/2026 17:00", "Write the day alone: 2026-03-31."),
        ("31/03/2026", "Write year-month-day: 2026-03-31."),
        ("2026-02-30", "Check the day."),
    ],
)
def test_a_day_has_no_time(typed: str, fix: str) -> None:
    assert fault(DAY, typed) == ("date-form", fix)


days = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31))
moments = st.builds(Moment, days, st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)))


@settings(deadline=None)
@given(moments)
def test_a_moment_survives_being_written_and_read(moment: Moment) -> None:
    assert MOMENT.read(str(moment)) == moment


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}( [0-9]{1,2}[:.hu][0-9]{0,2})?", fullmatch=True))
def test_a_remedy_that_names_a_moment_is_itself_a_moment(typed: str) -> None:
    try:
        MOMENT.read(typed)
    except Wrong as error:
        if said := re.fullmatch(r"Write (?:year-month-day: )?([0-9: -]+)\.", error.faults[0].fix):
            try:
                MOMENT.read(said[1])
            except Wrong as again:  # the year may be out of reach, which is said next
                assert [each.code for each in again.faults] == ["date-far"]


@settings(deadline=None)
@given(moments, moments)
def test_moments_are_in_the_order_of_their_ends(one: Moment, other: Moment) -> None:
    if one < other:
        assert one.ends(BRUSSELS) <= other.ends(BRUSSELS)


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        # A day lasts from midnight to midnight in Brussels: UTC+1 in winter, UTC+2 in summer.
        ("2026-01-15", datetime(2026, 1, 14, 23, tzinfo=UTC), datetime(2026, 1, 15, 23, tzinfo=UTC)),
        ("2026-07-15", datetime(2026, 7, 14, 22, tzinfo=UTC), datetime(2026, 7, 15, 22, tzinfo=UTC)),
        ("2026-03-29", datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # 23 hours
        ("2026-10-25", datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours
        ("2026-01-15 17:00", datetime(2026, 1, 15, 16, tzinfo=UTC), datetime(2026, 1, 15, 16, tzinfo=UTC)),
        ("2026-07-15 17:00", datetime(2026, 7, 15, 15, tzinfo=UTC), datetime(2026, 7, 15, 15, tzinfo=UTC)),
        # Twice on the clock that night: the first time counts.
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_an_instant_in_the_zone(typed: str, begins: datetime, ends: datetime) -> None:
    moment = MOMENT.read(typed)
    assert moment.begins(BRUSSELS) == begins
    assert moment.ends(BRUSSELS) == ends


@pytest.mark.parametrize("typed", ["2014-2020", "2014 - 2020", "2014–2020"])
def test_a_period_is_read(typed: str) -> None:
    assert PERIOD.read(typed) == Period(2014, 2020)
    assert PERIOD.data(Period(2014, 2020)) == "2014-2020"


def test_a_period_is_over_at_midnight_in_the_zone() -> None:
    assert Period(2014, 2020).ends(BRUSSELS) == datetime(2020, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("2014", "Write its years: 2021-2027."),
        ("14-20", "Write its years: 2021-2027."),
        ("2014/2020", "Write its years: 2021-2027."),
        ("2020-2014", "Check the years."),
        ("1014-2020", "Check the years."),
    ],
)
def test_a_period_in_another_form_is_put_right(typed: str, fix: str) -> None:
    assert fault(PERIOD, typed) == ("period-form", fix)
