"""Calendars read back by the icalendar library, which had no part in writing them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

LISTED = {"nl": ("themas", "fondsen", "begunstigden"), "en": ("themes", "funds", "beneficiaries")}
OF_CALLS = {"nl": "oproepen", "en": "calls"}


def read(path: Path) -> Calendar:
    """A calendar without a mistake in it."""
    calendar = Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, Calendar)
    assert not [mistake for component in calendar.walk() for mistake in component.errors], path
    return calendar


def events(path: Path) -> dict[str, Event]:
    """The events of a calendar by their UIDs, no two of which are the same."""
    found = [event for event in read(path).walk("VEVENT") if isinstance(event, Event)]
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found), path
    return by_uid


def slug_of(event: Event) -> str:
    """The call that an event belongs to, by the page it leads to."""
    return str(event["URL"]).rpartition("/")[2].removesuffix(".html")


def all_of(site: Path, language: str, page: str = "calendar") -> Iterator[Path]:
    """The files of one calendar: the first, and the years beside it."""
    stem = site / language / page
    return (path for path in sorted(stem.parent.glob(f"{stem.name}*.ics")) if path.name.split(".")[0] == stem.name)


def calls_in(site: Path) -> dict[str, dict[str, Any]]:
    """What the data says of every call."""
    calls = json.loads((site / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    return {call["slug"]: call for call in calls}


def dates_of(call: dict[str, Any]) -> int:
    """How many events the data of a call promises."""
    moments = call["deadline"]["moments"] if isinstance(call["deadline"], dict) else []
    return bool(call.get("opens")) + len(moments) + len(call.get("events", ()))
