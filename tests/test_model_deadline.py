"""From every form in which an editor may write a deadline, the deadline, or the remedy at the item that is wrong."""

from __future__ import annotations

from datetime import date, time

import pytest

from oproep.model.deadline import DEADLINE, Deadline, DeadlineMoment, Undated
from oproep.model.moment import Moment
from oproep.model.problem import Path, Wrong
from oproep.model.shape import Raw
from oproep.model.words import Label


def moment(day: int, hour: int | None = None) -> Moment:
    return Moment(date(2026, 3, day), None if hour is None else time(hour))


@pytest.mark.parametrize("word", list(Undated))
def test_a_deadline_without_a_date_is_a_word(word: Undated) -> None:
    deadline = DEADLINE.read(str(word))
    assert deadline == Deadline(undated=word)
    assert DEADLINE.data(deadline) == {"model": str(word), "moments": []}


@pytest.mark.parametrize("raw", ["2026-03-31 17:00", ["2026-03-31 17:00"], {"at": "2026-03-31 17:00"}])
def test_a_single_moment_is_one_stage(raw: Raw) -> None:
    deadline = DEADLINE.read(raw)
    assert deadline.moments == (DeadlineMoment(at=moment(31, 17)),)
    assert (deadline.model, deadline.staged) == ("single-stage", False)


def test_moments_without_stages_are_cut_offs() -> None:
    deadline = DEADLINE.read(["2026-03-01", "2026-03-31 17:00"])
    assert (deadline.model, deadline.staged) == ("multiple cut-off", False)
    assert [each.at for each in deadline.entries] == [moment(1), moment(31, 17)]


def test_moments_with_stages_are_two_stages_and_newcomers_meet_the_first() -> None:
    deadline = DEADLINE.read([{"at": "2026-03-01", "stage": "1"}, {"at": "2026-03-31", "stage": "2"}])
    assert (deadline.model, deadline.staged) == ("two-stage", True)
    assert [each.at for each in deadline.entries] == [moment(1)]


def test_a_moment_may_say_what_it_is_of_and_what_it_was_before() -> None:
    raw: Raw = {"at": "2026-03-31", "label": {"nl": "Ronde", "en": "Round"}, "extended_from": "2026-03-15 17:00"}
    deadline = DEADLINE.read([raw])
    (only,) = deadline.moments
    assert only.label == Label((("nl", "Ronde"), ("en", "Round")))
    assert only.extended_from == moment(15, 17)
    assert DEADLINE.data(deadline) == {
        "model": "single-stage",
        "moments": [
            {"at": "2026-03-31", "label": {"nl": "Ronde", "en": "Round"}, "extended_from": "2026-03-15T17:00"},
        ],
    }


KNOWN = "Write one of: rolling, to-be-announced, unknown, until-spent."
EITHER = "Or write a date, with its time if there is one: 2026-03-31 17:00."


@pytest.mark.parametrize(
    ("raw", "path", "code", "fix"),
    [
        ("Rolling", (), "deadline-form", f"Did you mean ‘rolling’? {EITHER}"),
        ("unknwon", (), "deadline-form", f"Did you mean ‘unknown’? {EITHER}"),
        ("doorlopend", (), "deadline-form", f"{KNOWN} {EITHER}"),
        ("17:00", (), "date-form", "A time needs its day before it: 2026-03-31 17:00."),
        ("2026-02-30", (), "date-form", "Check the day."),
        ("31/03/2026", (), "date-form", "Write year-month-day: 2026-03-31."),
        (["2026-03-31", "2026-03-01"], (1,), "deadline-order", "Put the earliest first."),
        (["2026-03-31 17:00", "2026-03-31 17:00"], (1,), "twice", "Remove one."),
        (["2026-03-01", "x"], (1,), "date-form", "Write year-month-day, with a time if there is one: 2026-03-31 or 2026-03-31 17:00."),
        ([{"at": "2026-03-01", "stage": "0"}], (0, "stage"), "stage-form", "Write 1 or 2."),
        ([{"at": "2026-03-01", "stage": "2"}], (), "stage-order", "Number them 1, 2, … or leave ‘stage’ out everywhere."),
        (
            [{"at": "2026-03-01", "stage": "1"}, "2026-03-31"],
            (),
            "stage-order",
            "Number them 1, 2, … or leave ‘stage’ out everywhere.",
        ),
        ([{"stage": "1"}], (0,), "missing-key", "Add a line such as ‘at: 2026-03-31 17:00’."),
        ([{"at": "2026-03-01", "labl": {"nl": "a"}}], (0, "labl"), "unknown-key", "Did you mean ‘label’?"),
        ([{"at": "2026-03-01", "label": "Ronde"}], (0, "label"), "label-language", "Say in which language: {nl: Ronde, en: …}."),
        (["rolling"], (0,), "date-form", "Write year-month-day, with a time if there is one: 2026-03-31 or 2026-03-31 17:00."),
    ],
)  # fmt: skip
def test_a_deadline_in_another_form_is_put_right(raw: Raw, path: Path, code: str, fix: str) -> None:
    with pytest.raises(Wrong) as caught:
        DEADLINE.read(raw)
    assert [(found.path, found.code, found.fix) for found in caught.value.faults] == [(path, code, fix)]


def test_a_message_stays_short_however_long_the_deadline() -> None:
    with pytest.raises(Wrong) as caught:
        DEADLINE.read("x" * 100_000)
    assert len(str(caught.value)) < 200
