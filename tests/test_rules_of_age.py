"""From a call and a moment, what has grown too old in it: at each day the same in a warm check as in a fresh one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from oproep import site
from oproep.catalogue.brief import brief_of
from oproep.catalogue.catalogue import Catalogue, link
from oproep.catalogue.entry import gather
from oproep.catalogue.rules import check, check_call
from oproep.model.problem import Problem
from oproep.reading.folder import read_content
from oproep.reading.site import read_settings
from tests.broken.tiny import GOOD, write

LANGUAGES = ("nl", "en")
FACTS = "---\ntitle: Oud\nlanguage: nl\n"
BRUSSELS = ZoneInfo("Europe/Brussels")
CODES = {"unchecked", "person-stays", "in-the-future", "day-off"}


def at(text: str) -> datetime:
    """A moment in Brussels."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(UTC)


def catalogue_at(root: Path, now: datetime) -> Catalogue:
    records, _ = read_content(root, frozenset(LANGUAGES))
    settings, _ = read_settings(root)
    assert settings
    entries, _ = gather(records, LANGUAGES)
    return link(entries, settings, LANGUAGES, now)


def said(root: Path, now: str, *keys: str) -> list[tuple[int, str]]:
    """The line and code of what is too old in a call with these keys."""
    write(root, {**GOOD, "contacts/an.md": "---\nperson: An Peeters\n---\n"})
    write(root, {"calls/oud.md": FACTS + "".join(f"{key}\n" for key in keys) + "---\n"})
    found = check(catalogue_at(root, at(now)))
    return [(each.line, each.code) for each in found if each.file == "content/calls/oud.md" and each.code in CODES]


@pytest.mark.parametrize(
    ("now", "keys", "found"),
    [
        ("2026-11-22T09:00", ["deadline: 2026-12-31", "verified: 2025-11-22"], []),  # a year ago to the day
        ("2026-11-23T00:00", ["deadline: 2026-12-31", "verified: 2025-11-22"], [(5, "unchecked")]),
        ("2026-11-23T00:00", ["deadline: 2026-12-31", "verified: 2025-11-22", "opens: 2026-12-01"], []),  # not open yet
        ("2027-01-01T00:00", ["deadline: 2026-12-31", "verified: 2025-11-22"], []),  # closed
        ("2026-11-23T00:00", ["deadline: 2026-12-31", "verified: 2025-11-22", "cancelled: 2026-01-01"], []),
        ("2026-11-23T00:00", ["deadline: rolling", "fund: luchtkasteel", "published: 2025-11-22"], [(6, "unchecked")]),
        ("2026-11-23T00:00", ["deadline: rolling", "published: 2024-01-01", "verified: 2026-01-01"], []),
        ("2026-11-23T00:00", ["deadline: rolling"], []),  # nothing says how old it is
        ("2026-11-23T00:00", ["deadline: 2026-12-31", "contacts: [{person: An, verified: 2025-01-01}]"], [(5, "unchecked")]),
        ("2025-02-28T12:00", ["deadline: 2026-12-31", "verified: 2024-02-29"], []),
        ("2025-03-02T00:00", ["deadline: 2026-12-31", "verified: 2024-02-29"], [(5, "unchecked")]),
        ("2026-11-22T09:00", ["deadline: 2024-11-22", "contacts: [an]"], []),
        ("2026-11-22T23:59", ["deadline: 2024-11-22", "contacts: [bureau, an]"], []),
        ("2026-11-23T00:00", ["deadline: 2024-11-22", "contacts: [bureau, an]"], [(5, "person-stays")]),
        ("2026-11-23T00:00", ["deadline: 2024-11-22", "contacts: [bureau]"], []),  # a body is no person
        ("2026-11-23T00:00", ["deadline: 2024-11-22", "contacts: [{person: An}, {organisation: Bureau}]"], [(5, "person-stays")]),
        ("2026-11-23T00:00", ["deadline: [2020-01-06, 2024-11-25]", "contacts: [an]"], []),  # a cut-off later
        ("2026-11-23T00:00", ["deadline: [{at: 2020-01-06, stage: 1}, {at: 2024-11-25, stage: 2}]", "contacts: [an]"], []),
        ("2026-11-23T00:00", ["deadline: 2027-03-31", "contacts: [an]", "cancelled: 2024-11-22"], [(5, "person-stays")]),
        ("2029-12-31T12:00", ["deadline: rolling", "fund: luchtkasteel", "contacts: [an]"], []),
        ("2030-01-01T00:00", ["deadline: rolling", "fund: luchtkasteel", "contacts: [an]"], [(6, "person-stays")]),
        ("2030-01-01T00:00", ["deadline: rolling", "contacts: [an]"], []),  # it never ended
    ],
)  # fmt: skip
def test_what_is_too_old_is_a_hint_from_its_day_on(
    tmp_path: Path, now: str, keys: list[str], found: list[tuple[int, str]]
) -> None:
    assert said(tmp_path, now, *keys) == found


@pytest.mark.parametrize(
    ("deadline", "found"),
    [
        ("2026-12-24", []),  # a Thursday
        ("2026-12-25", ["2026-12-25 is Christmas Day, a public holiday in Belgium."]),
        ("2026-12-26 17:00", ["2026-12-26 is a Saturday."]),
        ("2026-12-27", ["2026-12-27 is a Sunday."]),
        ("2027-07-21 12:00", ["2027-07-21 is National Day, a public holiday in Belgium."]),
        ("2027-03-29", ["2027-03-29 is Easter Monday, a public holiday in Belgium."]),
        ("2026-11-21", []),  # a Saturday that is over
        ("2026-11-22", ["2026-11-22 is a Sunday."]),  # today
        ("[2026-11-21, 2026-12-24, 2026-12-25]", ["2026-12-25 is Christmas Day, a public holiday in Belgium."]),
        ("rolling", []),
    ],
)
def test_a_deadline_to_come_is_on_a_working_day(tmp_path: Path, deadline: str, found: list[str]) -> None:
    write(tmp_path, {**GOOD, "calls/oud.md": FACTS + f"deadline: {deadline}\n---\n"})
    problems = check(catalogue_at(tmp_path, at("2026-11-22T09:00")))
    assert [each.message for each in problems if each.code == "day-off"] == found


@pytest.mark.parametrize(
    ("zone", "day", "found"),
    [
        ("Europe/Amsterdam", "2027-04-27", ["2027-04-27 is King's Day, a public holiday in Netherlands."]),
        ("Europe/Brussels", "2027-04-27", []),
        ("Europe/Amsterdam", "2027-07-21", []),
        ("UTC", "2026-12-25", []),  # of no country
        ("UTC", "2026-12-26", ["2026-12-26 is a Saturday."]),
        ("Asia/Riyadh", "2026-12-26", ["2026-12-26 is a Saturday."]),
        ("Asia/Riyadh", "2026-12-27", []),  # a Sunday
        ("Asia/Pyongyang", "2026-12-25", []),  # a country whose holidays are not known
    ],
)
def test_days_off_are_those_of_the_country_of_the_time_zone(
    tmp_path: Path, zone: str, day: str, found: list[str]
) -> None:
    settings = f'time_zone = "{zone}"\n{GOOD["site.toml"]}'
    write(tmp_path, {**GOOD, "site.toml": settings, "calls/oud.md": FACTS + f"deadline: {day}\n---\n"})
    problems = check(catalogue_at(tmp_path, at("2026-11-22T09:00")))
    assert [each.message for each in problems if each.code == "day-off"] == found


def drawn(chance: random.Random) -> Iterator[str]:
    """The facts of a call by lot, with every day that something can turn on."""

    def day() -> str:
        return str((datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=chance.randrange(2000))).date())

    one, other = sorted((day(), day()))
    stages = f"[{{at: {one}, stage: 1}}, {{at: {other}, stage: 2}}]"
    forms = (one, f"{one} 17:00", f"[{one}, {other} 12:00]", stages, "rolling", "unknown", "to-be-announced")
    yield f"deadline: {chance.choice(forms)}"
    yield f"contacts: [an, {{person: Bo, verified: {day()}}}]"
    for name in ("published", "verified", "opens", "cancelled", "fund"):
        if chance.random() < 0.5:
            yield f"{name}: {'luchtkasteel' if name == 'fund' else day()}"


@pytest.mark.parametrize("seed", range(30))
def test_what_is_said_of_a_call_is_the_same_between_two_turns(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311
    write(tmp_path, {**GOOD, "contacts/an.md": "---\nperson: An Peeters\n---\n"})
    write(tmp_path, {"calls/oud.md": FACTS + "".join(f"{line}\n" for line in drawn(chance)) + "---\n"})

    def of(now: datetime) -> tuple[Catalogue, list[Problem]]:
        catalogue = catalogue_at(tmp_path, now)
        return catalogue, list(check_call(catalogue, catalogue.calls["oud"]))

    now, codes = datetime(2022, 12, 1, tzinfo=UTC), set[str]()
    while now.year < 2033:
        catalogue, found = of(now)
        brief = brief_of(catalogue.calls["oud"], now, catalogue.settings)
        assert brief.since <= now.timestamp() < brief.until
        turn = datetime.fromtimestamp(min(brief.until, datetime(2033, 1, 1, tzinfo=UTC).timestamp()), UTC)
        for moment in (now + (turn - now) / 2, turn - timedelta(seconds=1)):
            assert of(moment)[1] == found, f"from {now} to {moment}"
        codes |= {each.code for each in found}
        now = turn
    assert codes


def test_a_warm_check_says_at_any_later_day_what_a_fresh_one_says(tmp_path: Path) -> None:
    """Each step crosses one turn: a hint that comes or goes with it does so with what an earlier build has kept."""
    files = {
        "contacts/an.md": "---\nperson: An Peeters\n---\n",
        "calls/feestdag.md": "---\ntitle: Feestdag\nlanguage: nl\ndeadline: 2026-12-25 17:00\ncontacts: [an]\n---\n",
        "calls/lopend.md": "---\ntitle: Lopend\nlanguage: nl\nfund: luchtkasteel\ndeadline: rolling\nverified: 2026-02-01\n---\n",
        "calls/straks.md": "---\ntitle: Straks\nlanguage: nl\ndeadline: 2027-06-30\nverified: 2027-01-01\n---\n",
    }
    write(tmp_path, {**GOOD, **files})
    seen = []
    for now in ("2026-11-22T09:00", "2026-12-25T17:00", "2027-01-01T00:00", "2027-02-02T00:00", "2028-01-01T00:00",
                "2028-12-26T00:00", "2027-02-01T23:59"):  # fmt: skip
        moment = at(now)
        warm = site.check(tmp_path, moment)
        built = site.build(tmp_path, tmp_path / "public", moment, outputs=frozenset({"pages"}))
        with site.looked_at(tmp_path, moment) as (_, fresh):
            assert warm == built.problems == fresh, now
        seen.append({each.code for each in fresh} & CODES)
    assert seen == [
        {"day-off", "in-the-future"},
        {"in-the-future"},
        set(),
        {"unchecked"},
        set(),
        {"person-stays"},
        set(),
    ]
