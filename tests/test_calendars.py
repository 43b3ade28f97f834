"""Calendars hold every date of every call, say the same whenever they are made, and follow a deadline that moves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from oproep import site
from oproep.outputs.calendar_events import CalendarEvent
from oproep.rendering import calendar_parts
from oproep.rendering.words import Words
from tests.broken.tiny import GOOD, write
from tests.calendar_readers import LISTED, OF_CALLS, all_of, calls_in, dates_of, events, read, slug_of
from tests.front_door import EXAMPLE, LANGUAGES, Html, build, files

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOST = "voorbeeld.example.org"
BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029;,:\\\"'\t\0\x07 "
HOSTILE = st.text(st.one_of(st.sampled_from(BREAKS), st.characters(exclude_categories=["Cs"])), max_size=200)
every_language = pytest.mark.parametrize("language", LANGUAGES)


# ------------------------------------------------------------------------------ what a calendar holds


@every_language
def test_every_call_is_there_or_has_no_date(language: str, built: Path, example_built: Path) -> None:
    for where in (built, example_built):
        calls = calls_in(where)
        dated = {slug for slug, call in calls.items() if dates_of(call)}
        found = events(where / language / "calendar.ics")
        assert {slug_of(event) for event in found.values()} == dated
        assert len(calls) == len(dated) + sum(not dates_of(call) for call in calls.values())
        assert len(found) == sum(dates_of(call) for call in calls.values())
        assert len(dated) > 3


@every_language
def test_a_list_has_the_calendar_of_its_calls(language: str, built: Path) -> None:
    calls, everything = calls_in(built), events(built / language / "calendar.ics")
    for folder, kind in zip(LISTED[language], ("themes", "fund", "beneficiaries"), strict=True):
        for page in (built / language / folder).glob("*.html"):
            if "." in page.stem or page.stem == "index":
                continue
            own = {
                slug
                for slug, call in calls.items()
                if page.stem in ([call["fund"]] if kind == "fund" else call.get(kind, []))
            }
            dated = {slug for slug in own if dates_of(calls[slug])}
            path = page.with_suffix(".ics")
            if not dated:
                assert not path.exists()
                continue
            found = events(path)
            assert {slug_of(event) for event in found.values()} == dated
            assert all(event == everything[uid] for uid, event in found.items())


@every_language
def test_who_subscribed_at_an_old_name_is_not_left_behind(language: str, example_built: Path) -> None:
    folder = example_built / language / LISTED[language][0]
    assert (folder / "lucht.ics").read_bytes() == (folder / "wind.ics").read_bytes()


@every_language
def test_a_call_with_a_date_has_a_calendar_of_its_own(language: str, example_built: Path) -> None:
    folder = example_built / language / OF_CALLS[language]
    calls = calls_in(example_built)
    assert {path.stem for path in folder.glob("*.ics")} == {slug for slug, call in calls.items() if dates_of(call)}
    for path in folder.glob("*.ics"):
        assert len(events(path)) == dates_of(calls[path.stem])


def test_both_languages_have_the_same_events_each_in_its_own_words(example_built: Path) -> None:
    dutch, english = (events(example_built / language / "calendar.ics") for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    deadline = f"reuzen-deadline@{HOST}"
    assert str(dutch[deadline]["SUMMARY"]) == "Deadline (Voorstel en offerte): Windmolens tegen Don Quichot"
    assert str(english[deadline]["SUMMARY"]) == "Deadline (Proposal and quotation): Windmills against Don Quixote"
    assert dutch[deadline]["SUMMARY"].params["LANGUAGE"] == "nl"
    untranslated = next(event for event in english.values() if slug_of(event) == "regenbogen")
    assert untranslated["SUMMARY"].params["LANGUAGE"] == "nl"
    assert str(untranslated["URL"]) == f"https://{HOST}/some/base/en/calls/regenbogen.html"


def test_a_description_tells_what_stays_true(example_built: Path) -> None:
    event = events(example_built / "en" / "calendar.ics")[f"reuzen-deadline@{HOST}"]
    assert str(event["DESCRIPTION"]).replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "30 November 2026 at 17:00 (Brussels time)",
        "Earlier deadline: 30 October 2026 at 17:00",
        "Fund: Castles in the Air Fund 2021-2027",
        "Budget: €10,000 to €50,000 per project",
        "Who may apply: Associations",
        f"https://{HOST}/some/base/en/calls/windmolens.html",
    ]
    session = events(example_built / "en" / "calendar.ics")[f"reuzen-session-1@{HOST}"]
    assert str(session["LOCATION"]) == "Mill loft"
    assert "https://example.org/enrol" in str(session["DESCRIPTION"])


# ------------------------------------------------------------------------------ when


@every_language
def test_a_deadline_with_a_time_is_a_block_that_ends_at_it(language: str, built: Path) -> None:
    found, calls = events(built / language / "calendar.ics"), calls_in(built)
    promised = {
        datetime.fromisoformat(instant)
        for call in calls.values()
        if isinstance(call["deadline"], dict)
        for instant, moment in zip(call["deadline"].get("closes", []), call["deadline"]["moments"], strict=False)
        if "T" in moment["at"]
    }
    deadlines = [event for uid, event in found.items() if re.search(r"-(deadline|stage-\d|cutoff-[\d-]+)@", uid)]
    timed = {event.decoded("DTEND") for event in deadlines if isinstance(event.decoded("DTSTART"), datetime)}
    assert promised
    assert promised <= timed
    for event in deadlines:
        if isinstance(start := event.decoded("DTSTART"), datetime):
            assert event.decoded("DTEND") - start == timedelta(minutes=30)
            assert start.tzinfo is not None
            assert start.utcoffset() == timedelta(0)


def test_the_end_of_a_whole_day_is_exclusive(example_built: Path) -> None:
    found = events(example_built / "nl" / "calendar.ics")
    for uid, day in ((f"paper-boats-deadline@{HOST}", date(2027, 1, 31)), (f"reuzen-opening@{HOST}", date(2026, 9, 1))):
        assert found[uid].decoded("DTSTART") == day
        assert found[uid].decoded("DTEND") == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("session", "starts", "ends"),
    [
        ("starts: 2026-12-01 13:00, ends: 2026-12-01 15:00", datetime(2026, 12, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 14, tzinfo=UTC)),
        ("starts: 2026-07-01 13:00", datetime(2026, 7, 1, 11, tzinfo=UTC), None),
        ("starts: 2026-12-01, ends: 2026-12-03", date(2026, 12, 1), date(2026, 12, 4)),
        ("starts: 2026-12-01", date(2026, 12, 1), date(2026, 12, 2)),
    ],
)  # fmt: skip
def test_a_session_is_given_no_end_that_nobody_knows(
    session: str, starts: date, ends: date | None, example: Path, tmp_path: Path
) -> None:
    change(example, "kaarsen", lambda text: text + f"events: [{{ title: {{ nl: Sessie, en: Session }}, {session} }}]\n")
    event = events(made(example, tmp_path / "out") / "nl" / "calendar.ics")[f"kaarsen-session-1@{HOST}"]
    assert event.decoded("DTSTART") == starts
    assert (event.decoded("DTEND") if "DTEND" in event else None) == ends


def test_no_time_zone_is_defined(built: Path) -> None:
    for path in built.rglob("*.ics"):
        assert not read(path).walk("VTIMEZONE")


# ------------------------------------------------------------------------------ what stays


def test_calendars_are_the_same_whenever_they_are_made(example_built: Path, tmp_path: Path) -> None:
    early, late = (
        files(build(EXAMPLE, tmp_path / now[:4], now=now)) for now in ("2018-01-10T09:00", "2031-05-01T23:30")
    )
    calendars = {name: text for name, text in files(example_built).items() if name.endswith(".ics")}
    assert {"nl/calendar.ics", "en/themes/wind.ics", "nl/oproepen/windmolens.ics"} <= calendars.keys()
    for other in (early, late):
        assert {name: text for name, text in other.items() if name.endswith(".ics")} == calendars


EXTENDED = "deadline: [{ at: 2027-03-01, extended_from: 2027-02-15 }]\n"
TOLD = "changes: [{ date: 2026-11-21, what: { nl: Verlengd, en: Extended } }"
TOLD_AGAIN = f"{TOLD}, {{ date: 2026-11-21, what: {{ nl: Vervroegd, en: Earlier }} }}"
MOVES = (
    ("deadline: 2027-01-31\n", "deadline: 2027-02-15\n"),  # without a word
    ("deadline: 2027-02-15\n", EXTENDED),
    (EXTENDED, f"{EXTENDED}{TOLD}]\n"),
    (
        f"{EXTENDED}{TOLD}",
        f"deadline: [{{ at: 2027-02-20, extended_from: 2027-02-15 }}]\n{TOLD_AGAIN}",
    ),  # to an earlier day
    ("published: 2026-11-20\n", "published: 2026-11-20\ncancelled: 2026-11-22\n"),
)


def test_a_deadline_that_moves_is_a_newer_version_of_the_same_event(example: Path, tmp_path: Path) -> None:
    uid = f"paper-boats-deadline@{HOST}"
    before = versions(example, tmp_path / "out")
    for number, (old, new) in enumerate(MOVES):
        change(example, "paper-boats", lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]
        after = versions(example, tmp_path / "out")
        assert after.keys() == before.keys()
        assert after[uid][0] > before[uid][0], new
        assert after[uid][1] > before[uid][1] or number == 0, new  # no day is known of a move that nobody told of
        before = after


def versions(root: Path, out: Path) -> dict[str, tuple[int, datetime]]:
    """SEQUENCE and LAST-MODIFIED of every event of a call."""
    found = events(made(root, out) / "nl" / "oproepen" / "paper-boats.ics")
    for event in found.values():
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")
    return {uid: (event.sequence, event.decoded("LAST-MODIFIED")) for uid, event in found.items()}


def test_an_event_outlives_the_name_of_its_call(example: Path, tmp_path: Path) -> None:
    before = set(events(made(example, tmp_path / "out") / "nl" / "calendar.ics"))
    for path in (example / "content" / "calls").glob("luchtbrug*.md"):
        path.rename(path.with_name(path.name.replace("luchtbrug", "brug")))
    change(example, "brug", lambda text: text + "aliases: [luchtbrug]\n")
    assert set(events(made(example, tmp_path / "out") / "nl" / "calendar.ics")) == before
    assert events(tmp_path / "out" / "nl" / "oproepen" / "brug.ics")


def test_a_cut_off_that_is_put_in_leaves_the_others_alone(example: Path, tmp_path: Path) -> None:
    before = set(events(made(example, tmp_path / "out") / "nl" / "oproepen" / "regenbogen.ics"))
    change(example, "regenbogen", lambda text: text.replace("  - at: 2026-12-01\n", "  - at: 2026-09-15\n  - at: 2026-12-24\n    extended_from: 2026-12-01\n"))  # fmt: skip
    after = set(events(made(example, tmp_path / "out") / "nl" / "oproepen" / "regenbogen.ics"))
    assert before < after
    assert after - before == {f"regenbogen-cutoff-2026-09-15@{HOST}"}


def test_cut_offs_of_one_day_are_told_apart(example: Path, tmp_path: Path) -> None:
    change(example, "kaarsen", lambda text: text.replace("deadline: until-spent", "deadline: [2027-01-05 12:00, 2027-01-05 17:00]"))  # fmt: skip
    found = events(made(example, tmp_path / "out") / "nl" / "oproepen" / "kaarsen.ics")
    assert set(found) == {f"kaarsen-cutoff-2027-01-05@{HOST}", f"kaarsen-cutoff-2027-01-05-2@{HOST}"}


def test_a_cancelled_call_stays_and_says_so(example: Path, tmp_path: Path) -> None:
    change(example, "paper-boats", lambda text: text + "cancelled: 2026-11-21\n")
    out = made(example, tmp_path / "out")
    for path in (out / "nl" / "calendar.ics", out / "nl" / "oproepen" / "paper-boats.ics"):
        found = [event for event in events(path).values() if slug_of(event) == "paper-boats"]
        assert len(found) == 2
        for event in found:
            assert event["STATUS"] == "CANCELLED"
            assert str(event["SUMMARY"]).startswith("Geannuleerd: ")
            assert not event.walk("VALARM")


# ------------------------------------------------------------------------------ what programs ask for


def test_only_what_one_downloads_has_alarms(example_built: Path) -> None:
    for path in example_built.rglob("*.ics"):
        alarms = read(path).walk("VALARM")
        single = path.parent.name in OF_CALLS.values()
        assert not alarms or single
    windmills = events(example_built / "en" / "calls" / "windmolens.ics")[f"reuzen-deadline@{HOST}"]
    assert [each.decoded("TRIGGER") for each in windmills.walk("VALARM")] == [-timedelta(days=14), -timedelta(days=2)]
    boats = events(example_built / "en" / "calls" / "paper-boats.ics")[f"paper-boats-deadline@{HOST}"]
    at = [datetime(2027, 1, 31, tzinfo=UTC) + each.decoded("TRIGGER") for each in boats.walk("VALARM")]
    assert at == [datetime(2027, 1, 17, 9, tzinfo=UTC), datetime(2027, 1, 29, 9, tzinfo=UTC)]


@every_language
def test_a_calendar_to_subscribe_to_says_what_it_is(language: str, example_built: Path) -> None:
    calendar = read(example_built / language / LISTED[language][0] / "wind.ics")
    name = {"nl": "Wind | Luchtpost", "en": "Wind | Airmail"}[language]
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == name
    assert calendar.decoded("REFRESH-INTERVAL") == timedelta(hours=12)
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT12H"
    assert str(calendar["SOURCE"]) == f"https://{HOST}/some/base/{language}/{LISTED[language][0]}/wind.ics"
    assert "METHOD" not in calendar
    assert "X-WR-CALNAME" not in read(example_built / language / OF_CALLS[language] / "windmolens.ics")


def test_every_line_has_the_form_of_the_standard(built: Path, example_built: Path) -> None:
    for where in (built, example_built):
        for path in where.rglob("*.ics"):
            raw = path.read_bytes()
            lines = raw.split(b"\r\n")
            assert lines.pop() == b""
            assert max(map(len, lines)) <= 75, path
            for line in lines:
                assert not re.search(rb"[\x00-\x1f\x7f]", line), path
                line.decode()


@given(HOSTILE, HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=3))
def test_no_word_breaks_out_of_its_line(summary: str, description: str, place: str, categories: list[str]) -> None:
    event = CalendarEvent(
        uid="a-deadline@example.org", sequence=1, modified=NOW, starts=NOW, ends=NOW + timedelta(minutes=30),
        summary=Words(text=summary), description=description, url="https://example.org/a", language="nl",
        categories=tuple(categories), location=Words(text=place, lang="en"), cancelled=False, reminders=(14, 2),
    )  # fmt: skip
    text = event.text(alarms=True)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)
    calendar = Calendar.from_ical(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n")
    (found,) = calendar.walk("VEVENT")
    assert isinstance(found, Event)
    assert len(found.walk("VALARM")) == 2
    kept = "UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL STATUS TRANSP".split()
    assert set(found) == {*kept, *(["CATEGORIES"] if categories else [])}
    assert letters(str(found["SUMMARY"])) == letters(summary)
    assert letters(str(found["DESCRIPTION"])) == letters(description)
    assert letters(str(found["LOCATION"])) == letters(place)
    assert [letters(each) for each in found.categories] == [letters(each) for each in categories]


def letters(text: str) -> str:
    """All of a text but white space and controls."""
    return "".join(each for each in text if not each.isspace() and unicodedata.category(each) != "Cc")


# ------------------------------------------------------------------------------ where


def test_calendars_are_data(example: Path, tmp_path: Path) -> None:
    data = files(build(example, tmp_path / "data", "--only", "data"))
    assert "nl/calendar.ics" in data
    assert "en/calls/windmolens.ics" in data
    assert not [name for name in files(build(example, tmp_path / "pages", "--only", "pages")) if name.endswith(".ics")]


@every_language
def test_pages_lead_to_their_calendars(language: str, example_pages: dict[str, Html], example_built: Path) -> None:
    folder, calls = LISTED[language][0], OF_CALLS[language]
    for page, calendar in (
        (f"{language}/{folder}/wind.html", f"{language}/{folder}/wind.ics"),
        (f"{language}/{calls}/index.html", f"{language}/calendar.ics"),
        (f"{language}/{calls}/windmolens.html", f"{language}/{calls}/windmolens.ics"),
    ):
        led = [where for _, where, given in example_pages[page].links if given.get("type") == "text/calendar"]
        assert [(example_built / page).parent.joinpath(where).resolve() for where in led] == [example_built / calendar]
    subscribed = [
        where for _, where, _ in example_pages[f"{language}/{folder}/wind.html"].links if where.startswith("webcal:")
    ]
    assert subscribed == [f"webcal://{HOST}/some/base/{language}/{folder}/wind.ics"]
    assert "text/calendar" not in example_pages[f"{language}/{calls}/kaarsen.html"].source


@every_language
def test_of_many_calls_what_is_over_stands_by_year(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_parts, "MOST", 5)
    days = ["2023-02-01", "2023-03-01", "2024-05-01", "2025-05-01", "2025-06-01", "2027-01-15", "2027-02-15", "rolling"]
    calls = {
        f"calls/k{number}.md": f"---\ntitle: Oproep {number}\nlanguage: nl\nfund: luchtkasteel\ndeadline: {day}\n---\n\nTekst.\n"
        for number, day in enumerate(days)
    }
    root = write(tmp_path / "root", {**GOOD, **calls})
    out = tmp_path / "out"
    site.build(root, out, NOW, outputs=frozenset({"pages", "data"}))
    found = {path.name: events(path) for path in all_of(out, language)}
    assert set(found) == {"calendar.ics", "calendar.2024.ics", "calendar.2023.ics"}
    together = [slug_of(event) for each in found.values() for event in each.values()]
    dated = [slug for slug, call in calls_in(out).items() for _ in range(dates_of(call))]
    assert sorted(together) == sorted(dated)
    assert {slug_of(event) for event in found["calendar.2023.ics"].values()} == {"k0", "k1"}
    assert {"k3", "k4", "k5", "k6"} <= {slug_of(event) for event in found["calendar.ics"].values()}
    page = (out / language / OF_CALLS[language] / "index.html").read_text(encoding="utf-8")
    assert 'href="../calendar.2023.ics"' in page


def made(root: Path, out: Path) -> Path:
    """The data of a catalogue, as it is now."""
    site.build(root, out, NOW, outputs=frozenset({"data"}))
    return out


def change(root: Path, slug: str, do: Callable[[str], str]) -> None:
    """Other keys of a call."""
    path = root / "content" / "calls" / f"{slug}.md"
    front, fence, body = path.read_text(encoding="utf-8").partition("\n---\n")
    path.write_text(do(f"{front}\n").rstrip("\n") + fence + body, encoding="utf-8", newline="\n")
