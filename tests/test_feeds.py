"""Feeds as a reader's program takes them: feedparser, which was not written here, says what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep import site
from oproep.outputs import feeds
from oproep.outputs.feeds import Item, as_xml, tag
from oproep.rendering.feeds import FeedEntry, FeedView
from oproep.rendering.parts import Outlink
from oproep.rendering.templates import Templates
from oproep.rendering.words import Words
from tests.front_door import EXAMPLE, build, files, pages, squeezed

BASE = "https://voorbeeld.example.org/some/base/"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
DATA = frozenset({"data"})
ATOM = "{http://www.w3.org/2005/Atom}"
HEADER = {"content-type": "application/atom+xml; charset=utf-8"}


def parsed(data: bytes) -> Any:
    """A feed as the parser reads it; it says nothing against it."""
    found = feedparser.parse(data, response_headers=HEADER)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def feeds_in(folder: Path) -> dict[str, Any]:
    """Every feed of a site by its address."""
    return {name: parsed(data) for name, data in files(folder).items() if name.endswith(".xml") and "/" in name}


@pytest.fixture(scope="module")
def all_feeds(example_built: Path) -> dict[str, Any]:
    return feeds_in(example_built)


def edited(root: Path, name: str, do: Callable[[str], str]) -> None:
    path = root / "content" / name
    path.write_text(do(path.read_text(encoding="utf-8")), encoding="utf-8")


def told(feed: Any) -> list[tuple[str, str]]:
    """What a feed tells of which call: the kind, and the name of its page."""
    return [(entry.tags[0].term, entry.link.rpartition("/")[2].removesuffix(".html")) for entry in feed.entries]


def test_there_is_a_feed_for_all_calls_and_beside_every_page_that_lists_some(all_feeds: dict[str, Any]) -> None:
    assert {name for name in all_feeds if name.startswith("nl/")} == {
        "nl/feed.xml", "nl/sluit-binnenkort.xml",
        "nl/themas/lucht.xml", "nl/themas/water.xml", "nl/themas/wind.xml",
        "nl/begunstigden/steden.xml", "nl/begunstigden/verenigingen.xml",
        "nl/fondsen/luchtkastelen-2014-2020.xml", "nl/fondsen/luchtkastelen-2021-2027.xml",
        "nl/fondsen/luchtkastelen.xml",  # its old name
    }  # fmt: skip
    assert "en/closing-soon.xml" in all_feeds


def test_a_feed_says_whose_it_is_where_it_is_and_in_which_language(
    example_built: Path, all_feeds: dict[str, Any]
) -> None:
    there = pages(example_built)
    for name, feed in all_feeds.items():
        head = feed.feed
        assert head.language == name[:2]
        assert head.author == ("Bureau Luchtkasteel" if name[:2] == "nl" else "Castle in the Air Office") + (
            " (fouten@example.org)"
        )
        assert head.rights == "CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"
        links = {link.rel: link.href for link in head.links}
        assert links["self"].removeprefix(BASE) in all_feeds
        assert head.id == links["self"]
        assert links["alternate"].removeprefix(BASE) in there
        assert links["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_every_entry_has_a_name_a_time_and_a_page_of_its_language(
    example_built: Path, all_feeds: dict[str, Any]
) -> None:
    there = pages(example_built)
    for name, feed in all_feeds.items():
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        assert [entry.updated for entry in feed.entries] == sorted((e.updated for e in feed.entries), reverse=True)
        assert feed.feed.updated == (feed.entries[0].updated if feed.entries else "1970-01-01T00:00:00Z")
        for entry in feed.entries:
            assert entry.published == entry.updated
            assert re.fullmatch(r"tag:voorbeeld\.example\.org,20\d\d:some/base/[a-z]{2}/calls/[a-z0-9/-]+", entry.id)
            assert f":some/base/{name[:2]}/" in entry.id
            page = there[entry.link.removeprefix(BASE)]
            assert page.lang == name[:2]


def test_it_tells_what_is_new_what_changed_and_what_closes_soon(all_feeds: dict[str, Any]) -> None:
    assert told(all_feeds["nl/feed.xml"]) == [
        ("new", "paper-boats"), ("closing", "regenbogen"), ("closing", "windmolens"),
        ("changed", "zeepbellen"), ("new", "windmolens"),
    ]  # fmt: skip
    assert told(all_feeds["nl/sluit-binnenkort.xml"]) == [("closing", "regenbogen"), ("closing", "windmolens")]
    assert ("changed", "zeepbellen") not in told(all_feeds["en/themes/wind.xml"])
    assert ("closing", "windmolens") in told(all_feeds["en/themes/wind.xml"])
    windmills = all_feeds["en/closing-soon.xml"].entries[1]
    assert windmills.title == "Closes soon: Windmills against Don Quixote"
    assert squeezed(windmills.summary) == "deadline: 30 november 2026 at 17:00 (brussels time)."
    assert windmills.updated == "2026-11-16T16:00:00Z"  # fourteen days before the deadline, to the minute
    assert windmills.tags[0].label == "Closes soon"


def test_a_change_is_told_in_the_words_of_its_editor(example: Path, tmp_path: Path) -> None:
    change = "changes:\n  - {date: 2026-11-10, what: {nl: Verlengd van 1 tot 15 maart 2027, en: Extended by 14 days}}\n"
    only = "  - {date: 2026-11-10, what: {nl: En meer geld.}}\n"
    edited(example, "calls/windmolens.md", lambda text: text.replace("notice:", f"{change}notice:"))
    edited(example, "calls/schaduwen.md", lambda text: text.replace("---\n", f"---\n{change}{only}", 1))
    found = feeds_in(build(example, tmp_path / "out", "--only", "data"))
    first, second = [entry for entry in found["nl/feed.xml"].entries if entry.tags[0].term == "changed"][:2]
    assert first.summary == "Verlengd van 1 tot 15 maart 2027. En meer geld."
    assert second.summary == "Verlengd van 1 tot 15 maart 2027."
    assert second.title == "Gewijzigd: Windmolens tegen Don Quichot"
    assert second.id.endswith("nl/calls/reuzen/changed/2026-11-10")
    assert second.updated == "2026-11-09T23:00:00Z"


def test_words_in_another_language_are_marked(example: Path, tmp_path: Path) -> None:
    change = "changes: [{date: 2026-11-10, what: {nl: Alleen in het Nederlands.}}]\n"
    edited(example, "calls/windmolens.md", lambda text: text.replace("notice:", f"{change}notice:"))
    found = feeds_in(build(example, tmp_path / "out", "--only", "data"))
    (entry,) = (entry for entry in found["en/themes/wind.xml"].entries if entry.tags[0].term == "changed")
    assert entry.summary_detail.language == "nl"
    assert entry.title_detail.language == "en"


def test_a_feed_becomes_another_only_when_an_entry_comes_or_goes(example: Path, tmp_path: Path) -> None:
    before: dict[str, bytes] = {}
    moved = 0
    for hours in range(0, 30 * 24, 36):
        site.build(example, tmp_path / "out", NOW + timedelta(hours=hours), outputs=DATA)
        now = {name: data for name, data in files(tmp_path / "out").items() if name.endswith(".xml") and "/" in name}
        for name, data in now.items():
            if name in before and data != before[name]:
                moved += 1
                assert [e.id for e in parsed(data).entries] != [e.id for e in parsed(before[name]).entries], name
        before = now
    assert moved > 4


def test_what_has_closed_is_neither_new_nor_about_to_close(example: Path, tmp_path: Path) -> None:
    for now, expected in (("2026-11-30T16:59", {"new", "closing"}), ("2026-11-30T17:00", set())):
        found = feeds_in(build(example, tmp_path / "out", "--only", "data", now=now))
        for name in ("nl/feed.xml", "nl/sluit-binnenkort.xml", "en/themes/wind.xml"):
            kinds = {kind for kind, call in told(found[name]) if call == "windmolens"}
            assert kinds == (expected & {"closing"} if "sluit" in name else expected)


def test_names_of_entries_stay_when_a_call_is_renamed(example: Path, tmp_path: Path) -> None:
    def names(out: str) -> list[str]:
        return [entry.id for entry in feeds_in(build(example, tmp_path / out, "--only", "data"))["nl/feed.xml"].entries]

    before = names("before")
    (example / "content/calls/regenbogen.md").rename(example / "content/calls/bogen.md")
    edited(example, "calls/bogen.md", lambda text: text.replace("title:", "aliases: [regenbogen]\ntitle:", 1))
    assert names("after") == before


def test_the_address_that_a_build_is_told_stands_in_every_feed(example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "out", "--only", "data", "--base-url", "http://localhost:8000")
    for name, feed in feeds_in(out).items():
        assert all(link.href.startswith("http://localhost:8000/") for link in feed.feed.links if link.rel != "license")
        assert feed.feed.id.removeprefix("http://localhost:8000/") in feeds_in(out), name
        assert all(entry.id.startswith("tag:localhost,2026:") for entry in feed.entries)


def test_a_feed_has_an_end(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = feeds_in(build(example, tmp_path / "whole", "--only", "data"))["nl/feed.xml"]
    monkeypatch.setattr(feeds, "MOST", 2)
    site.build(example, tmp_path / "out", NOW, outputs=DATA, cache=None)
    assert told(feeds_in(tmp_path / "out")["nl/feed.xml"]) == told(whole)[:2]
    assert feeds.MOST < 101


def test_a_page_names_its_feeds_in_its_head_and_to_its_readers(example_built: Path) -> None:
    there = pages(example_built)
    for name, expected in {
        "nl/index.html": ["nl/feed.xml", "nl/sluit-binnenkort.xml"],
        "en/calls/index.html": ["en/feed.xml", "en/closing-soon.xml"],
        "nl/themas/wind.html": ["nl/themas/wind.xml"],
        "en/beneficiaries/steden.html": ["en/beneficiaries/steden.xml"],
        "en/funds/luchtkastelen-2021-2027.html": ["en/funds/luchtkastelen-2021-2027.xml"],
        "nl/oproepen/windmolens.html": [],
        "nl/themas/index.html": [],
    }.items():
        page = there[name]
        found = [
            (tag, page.target(href)[0]) for tag, href, more in page.links if more.get("type") == "application/atom+xml"
        ]
        assert [where for tag, where in found if tag == "link"] == expected
        assert [where for tag, where in found if tag == "a"] == expected
        assert all((example_built / where).is_file() for where in expected)


def test_a_tag_is_one_by_its_grammar() -> None:
    item = Item(-1_790_000_000, "a", "new", "2026-09-21", "a")
    assert tag("https://www.Example.org/", "nl", item) == "tag:www.example.org,2026:nl/calls/a/new/2026-09-21"
    assert tag("https://büro.example/é f/", "nl", item).startswith("tag:xn--bro-hoa.example,2026:%C3%A9%20f/nl/")


@pytest.fixture(scope="module")
def templates() -> Iterator[Templates]:
    with site.looked_at(EXAMPLE, NOW) as (edition, _):
        assert edition
        yield edition.templates


@settings(max_examples=40, deadline=None)
@given(words=st.text(max_size=80))
def test_hostile_words_stay_words(words: str, templates: Templates) -> None:
    view = FeedView(
        language="nl", address=BASE, page=BASE, title=words, subtitle=words, author=f"x{words}", site=BASE, email=None,
        licence=Outlink(url=BASE, words=Words(text=words)), style="feed.css",
    )  # fmt: skip
    entry = FeedEntry(
        id=f"{BASE}1", title=Words(text=words), page=BASE, updated="2026-01-01T00:00:00Z", tiding="new", label=words,
        summary=Words(text=f"<script>{words}]]>&amp;</script>"),
    )  # fmt: skip
    data = as_xml(templates, view, [entry])
    assert len(parsed(data).entries) == 1
    assert parsed(data).entries[0].summary_detail.type == "text/plain"
    read = ET.fromstring(data)  # noqa: S314 - our own; feedparser mends letters that look like those of another encoding
    for name, expected in (("title", words), ("entry/title", words), ("entry/summary", entry.summary.text)):
        found = read.findtext("/".join(f"{ATOM}{part}" for part in name.split("/"))) or ""
        assert found.split() == feeds.UNFIT.sub("", expected).split()
