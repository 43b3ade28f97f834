"""The committed content is a catalogue worth opening, and says where its facts come from."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.front_door import LANGUAGES, ROOT, pages

PORTAL = "https://ec.europa.eu/info/funding-tenders/"
OPEN = ("open", "closing")


@pytest.fixture(scope="module")
def calls(built: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    return found


def test_there_are_calls_of_many_funds_and_themes(calls: list[dict[str, Any]]) -> None:
    fresh = [call for call in calls if call.get("links", {}).get("source", "").startswith(PORTAL)]
    assert len(fresh) >= 30
    assert len({call["fund"] for call in fresh}) >= 10
    assert len({theme for call in fresh for theme in call["themes"]}) >= 12


def test_every_fact_from_the_portal_names_its_page_and_the_day_it_was_seen(calls: list[dict[str, Any]]) -> None:
    for call in calls:
        if call.get("verified"):
            assert call["links"]["source"].startswith("https://"), call["slug"]
            assert date.fromisoformat(call["verified"]) <= date(2026, 11, 22), call["slug"]
            assert call["identifier"] in call["links"]["source"], call["slug"]


def test_every_call_has_its_words_in_both_languages(calls: list[dict[str, Any]]) -> None:
    for call in calls:
        assert set(call["title"]) == set(call["summary"]) == set(LANGUAGES), call["slug"]
        for language in LANGUAGES:
            stem = ROOT / "content" / "calls" / call["slug"]
            files = [stem.with_name(f"{stem.name}.md"), stem.with_name(f"{stem.name}.{language}.md")]
            words = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in files if path.exists()]
            assert all(len(text.split()) > 40 for text in words), call["slug"]


def test_the_home_page_shows_calls_that_are_open(built: Path, calls: list[dict[str, Any]]) -> None:
    count = Counter(call["status"] in OPEN for call in calls)[True]
    assert count >= 5
    site = pages(built)
    for language in LANGUAGES:
        home = site[f"{language}/index.html"].source
        assert f"{count} open" in home
        assert home.count("status--open") + home.count("status--closing") >= 5


@pytest.mark.parametrize(
    "words", [("ocmw", "public welfare centre"), ("vzw", "charity"), ("vluchtelingen", "refugees")]
)
def test_calls_are_found_by_the_words_that_people_type(calls: list[dict[str, Any]], words: tuple[str, str]) -> None:
    for language, word in zip(LANGUAGES, words, strict=True):
        found = [call["slug"] for call in calls if word in map(str.casefold, call["keywords"][language])]
        assert len(found) >= 2, word
