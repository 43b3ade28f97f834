"""What the page of a call or a fund tells somebody who must decide: each thing once, under one name, where it is sought."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.front_door import Html, build, pages

MORE = "\n## Budget\n\nWieken gaan voor.\n\n## Contact\n\nKlop hard.\n"


def headings(page: Html) -> list[str]:
    """The headings of the second level, in order."""
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", page.source, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", heading).split()) for heading in found]


def test_figures_and_contacts_go_on_below_the_editors_own_headings(example: Path, tmp_path: Path) -> None:
    call = example / "content" / "calls" / "windmolens.md"
    call.write_text(call.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    fund = example / "content" / "funds" / "luchtkastelen-2021-2027.md"
    fund.write_text(fund.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    site = pages(build(example, tmp_path / "public"))
    for address, contact in (
        ("nl/oproepen/windmolens.html", "Loket Tegenwind"),
        ("nl/fondsen/luchtkastelen-2021-2027.html", "Agentschap Ergens Anders"),
    ):
        page = site[address]
        assert headings(page).count("Budget") == headings(page).count("Contact") == 1
        order = ["Wieken gaan voor.", "Samenstelling", "Klop hard.", contact]
        places = [page.source.index(words) for words in order]
        assert places == sorted(places)


def test_one_notion_has_one_name_on_every_page(built_pages: Mapping[str, Html]) -> None:
    others = "begunstigden, beneficiaries, bij wie u, whom to ask, soort subsidie, kinds of project, tussentijdse"
    for page in built_pages.values():
        if page.address.count("/") == 2:  # a record or a list
            names = headings(page)
            assert len(set(names)) == len(names), page.address
            for words in others.split(", "):
                assert f">{words}" not in page.source.casefold(), page.address
