"""What the home page and the first page show of a catalogue: how much there is to apply for, what is new, and no more."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.front_door import Html, build, pages

USABLE = ("open", "closing", "forthcoming")


def part(page: Html, named: str) -> str:
    """One section of a page."""
    return page.source.partition(f'id="{named}"')[2].partition("</section>")[0]


def test_a_number_beside_a_name_counts_what_one_can_still_apply_for(
    built: Path, built_pages: Mapping[str, Html]
) -> None:
    calls = json.loads((built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    expected = Counter(theme for call in calls if call["status"] in USABLE for theme in call["themes"])
    index = re.sub(r"<span[^>]* hidden>.*?</span></span>", "", part(built_pages["nl/index.html"], "themes"))
    found = {
        slug: int(number or 0)
        for slug, number in re.findall(r'href="themas/([^"]+)\.html".*?</a>(?:\s*<span.*?>(\d+)</span>)?', index)
    }
    assert len(found) > 15
    assert found == {theme: expected[theme] for theme in found}
    assert ">0<" not in index, "nothing is counted where there is nothing"


def test_open_and_forthcoming_calls_are_counted_apart(example_pages: Mapping[str, Html]) -> None:
    assert "3 open calls 2 forthcoming" in example_pages["en/index.html"].text
    rows = re.findall(r'class="fund-row__calls"(.*?)</p>', example_pages["en/funds/index.html"].source, re.DOTALL)
    shown = [re.sub(r"<span[^>]* hidden>.*|^[^>]*>|<[^>]*>", "", row).strip() for row in rows]
    assert shown == ["3 open calls, 2 forthcoming", "0 open calls"]


def newest(site: Mapping[str, Html]) -> list[str]:
    """The calls that are shown as new, in order."""
    return re.findall(r'call-row__title"><a href="calls/([^"]+)\.html"', part(site["en/index.html"], "newest"))


@pytest.fixture
def many(example: Path, tmp_path: Path) -> Mapping[str, Html]:
    """Eight more calls of one day: six of one fund, one of another, one of none."""
    facts: list[dict[str, Any]] = [
        {"slug": f"k{number}", "fund": "luchtkastelen-2021-2027", "opens": opens}
        for number, opens in enumerate(("2026-12-20", "2026-12-10", "2026-10-01", "2026-11-01", "2026-12-15", None))
    ]
    facts += [{"slug": "oud", "fund": "luchtkastelen-2014-2020", "opens": "2026-09-01"}, {"slug": "los", "opens": None}]
    for each in facts:
        keys = "".join(f"{key}: {value}\n" for key, value in each.items() if value and key != "slug")
        text = f"---\ntitle: {each['slug']}\nlanguage: en\n{keys}deadline: 2027-03-01\npublished: 2026-11-22\n---\n"
        (example / "content" / "calls" / f"{each['slug']}.md").write_text(text, encoding="utf-8")
    return pages(build(example, tmp_path / "public"))


def test_what_is_new_is_of_several_funds_and_the_next_to_open_comes_first(many: Mapping[str, Html]) -> None:
    assert newest(many) == ["k1", "oud", "los", "k4", "k0", "k3"]


def test_a_session_that_is_over_is_called_so_once(built_pages: Mapping[str, Html]) -> None:
    page = built_pages["nl/oproepen/amif-actief-en-gedeeld-burgerschap.html"]
    session = page.source.partition('id="section-past-sessions"')[2].partition("</section>")[0]
    assert "Voorbije infosessie" in session
    assert "voorbij" not in session.partition("</h2>")[2]


def test_the_first_page_and_the_catalogue_describe_it_alike(built_pages: Mapping[str, Html]) -> None:
    chooser = built_pages["index.html"]
    assert "vlaamse" not in chooser.text
    assert "flemish" not in chooser.text
    assert "europese subsidies" in chooser.text


def test_a_long_address_of_a_contact_is_said_in_short(built_pages: Mapping[str, Html]) -> None:
    page = built_pages["nl/fondsen/horizon-2021-2027.html"]
    assert re.search(r'href="https://ec\.europa\.eu/info/[^"]+/ncp">Website \(ec\.europa\.eu\)</a>', page.source)
    assert ">www.esf-agentschap.be</a>" in built_pages["nl/fondsen/amif-2014-2020.html"].source
    for each in built_pages.values():
        for words in re.findall(r'<ul class="contact__ways">(.*?)</ul>', each.source, re.DOTALL):
            assert not re.search(r">[^<\s]{51,}</a>", words), each.address
