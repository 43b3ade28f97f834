"""What the built pages say of a call at a moment: its status, its deadline, what it has from its fund, its words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from oproep import site
from tests.front_door import EXAMPLE, ROOT, Html, build, kept_at, pages

BRUSSELS = ZoneInfo("Europe/Brussels")
GROUPS = {"open": "open", "closing": "open", "forthcoming": "forthcoming", "closed": "closed", "cancelled": "closed"}
SEARCHES = ("nl/zoeken.html", "en/search.html")
LISTS = {"nl": "nl/oproepen", "en": "en/calls"}


def groups(page: Html) -> dict[str, list[str]]:
    """The calls of each group of a list, by slug."""
    parts = re.split(r'<h2 class="section__title" id="calls-(\w+)"', page.source)[1:]
    rows = r'class="call-row__title"><a href="[^"]*/([^"/]+)\.html"'
    return {name: re.findall(rows, part) for name, part in zip(parts[::2], parts[1::2], strict=True)}


def status_on(page: Html) -> str:
    """The status at the head of a call's page."""
    found = re.search(r'class="key__status"><span class="status status--(\w+)"', page.source)
    assert found, page.address
    return found[1]


def same_everywhere(out: Path, expected: Mapping[str, str]) -> None:
    """The data, the page and the list of both languages give each of these calls the status expected of it."""
    data = json.loads((out / "data" / "calls.json").read_text(encoding="utf-8"))
    assert {call["slug"]: call["status"] for call in data["calls"] if call["slug"] in expected} == expected
    built = pages(out)
    for folder in LISTS.values():
        listed = groups(built[f"{folder}/index.html"])
        for slug, status in expected.items():
            assert status_on(built[f"{folder}/{slug}.html"]) == status, slug
            assert [name for name, slugs in listed.items() if slug in slugs] == [GROUPS[status]], slug


@pytest.mark.parametrize(("now", "status"), [("2018-01-10T09:00", "open"), ("2026-11-22T09:00", "closed")])
def test_the_first_two_calls_are_open_while_their_fund_runs_and_closed_after(
    now: str, status: str, tmp_path: Path
) -> None:
    out = build(ROOT, tmp_path / "public", now=now)
    same_everywhere(out, {"amif-2017-ag-inte-01": status, "amif-actief-en-gedeeld-burgerschap": status})


def test_every_form_of_deadline_has_its_status(example_built: Path) -> None:
    same_everywhere(
        example_built,
        {
            "kaarsen": "open",
            "luchtbrug": "closed",
            "paper-boats": "forthcoming",
            "regenbogen": "closing",
            "schaduwen": "closed",
            "vliegers": "forthcoming",
            "windmolens": "closing",
            "zeepbellen": "cancelled",
        },
    )


@pytest.mark.parametrize(
    ("slug", "moment", "status"),
    [
        ("windmolens", "2026-08-31T23:59", "forthcoming"),
        ("windmolens", "2026-09-01T00:00", "open"),
        ("windmolens", "2026-11-16T16:59", "open"),
        ("windmolens", "2026-11-16T17:00", "closing"),
        ("windmolens", "2026-11-30T16:59", "closing"),
        ("windmolens", "2026-11-30T17:00", "closed"),
        ("paper-boats", "2026-12-01T08:59", "forthcoming"),
        ("paper-boats", "2027-01-31T23:59", "closing"),
        ("paper-boats", "2027-02-01T00:00", "closed"),
        ("luchtbrug", "2026-11-15T16:59", "closing"),
        ("luchtbrug", "2026-11-15T17:00", "closed"),
        ("regenbogen", "2026-06-02T00:00", "open"),
        ("regenbogen", "2027-06-01T23:59", "closing"),
        ("regenbogen", "2027-06-02T00:00", "closed"),
        ("zeepbellen", "2026-09-30T23:59", "open"),
        ("zeepbellen", "2026-10-01T00:00", "cancelled"),
        ("kaarsen", "2027-12-31T23:59", "open"),
        ("kaarsen", "2028-01-01T00:00", "closed"),
        ("vliegers", "2027-12-31T23:59", "forthcoming"),
        ("schaduwen", "2020-12-31T23:59", "open"),
        ("schaduwen", "2021-01-01T00:00", "closed"),
    ],
)
def test_a_status_changes_at_its_moment(slug: str, moment: str, status: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=BRUSSELS)
    with site.looked_at(EXAMPLE, now) as (edition, _):
        assert edition
        assert edition.catalogue.calls[slug].status == status


@pytest.mark.parametrize(
    ("slug", "nl", "en"),
    [
        ("windmolens", "30 november 2026 om 17:00 uur (tijd in brussel)", "30 november 2026 at 17:00 (brussels time)"),
        ("paper-boats", "31 januari 2027, tot het einde van de dag", "31 january 2027, until the end of the day"),
        ("luchtbrug", "fase 2 15 maart 2027 om 17:00 uur", "stage 2 15 march 2027 at 17:00"),
        ("regenbogen", "laatste kans 1 juni 2027", "last chance 1 june 2027"),
        ("schaduwen", "de deadline is niet bekend", "the deadline is not known"),
        ("vliegers", "wordt nog bekendgemaakt", "to be announced"),
        ("kaarsen", "tot het budget op is", "until the budget"),
    ],
)
def test_a_deadline_is_said_in_words(slug: str, nl: str, en: str, example_pages: Mapping[str, Html]) -> None:
    assert nl in example_pages[f"nl/oproepen/{slug}.html"].text
    assert en in example_pages[f"en/calls/{slug}.html"].text


def test_what_a_call_leaves_out_its_fund_says_and_the_page_tells_so(example_pages: Mapping[str, Html]) -> None:
    silent, outspoken = (example_pages[f"en/calls/{slug}.html"] for slug in ("kaarsen", "windmolens"))
    for words in ("cities", "european union", "80%", "bureau@example.org", "anders@example.org", "towers strand"):
        assert words in silent.text, words
    assert silent.text.count("from the fund castles in the air fund 2021-2027") >= 4
    assert "from the fund" not in outspoken.text
    assert "grant covers up to 62.5% (in exceptional cases up to 100%) of the costs" in outspoken.text
    assert "bureau@example.org" in outspoken.text, "the office's own contact for the theme"


def test_empty_facts_leave_no_empty_headings(example_pages: Mapping[str, Html]) -> None:
    """Every heading of a page is followed by words of its own before the next one of its level or above."""
    for page in example_pages.values():
        source = re.sub(r"<h3 class=.event__title.*?</h3>", "", page.source)  # its time stands before it
        source = re.sub(r"<section[^>]* hidden>.*?</section>", "", source, flags=re.DOTALL)
        found = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>(.*?)(?=<h[1-6]|</main>)", source, re.DOTALL)
        levels = [int(level) for level, _, _ in found]
        for at, (level, heading, after) in enumerate(found):
            assert re.sub(r"<[^>]+>|\s", "", heading), f"{page.address}: an empty heading"
            deeper = at + 1 < len(levels) and levels[at + 1] > int(level)
            full = deeper or level == "1" or re.sub(r"<[^>]+>|\s", "", after)
            assert full, f"{page.address}: nothing below {heading}"
        if page.address not in SEARCHES:  # the script fills what stands empty there
            shown = BeautifulSoup(page.source, "lxml")
            for each in shown.select(
                "[hidden], [role=status]"
            ):  # a script shows the one, and tells things in the other
                each.decompose()
            assert [str(each) for each in shown.select(":is(p, dd, dt, li, ul, ol, dl):empty")] == [], page.address


def test_words_of_another_language_are_marked_and_told(example_pages: Mapping[str, Html]) -> None:
    missing = example_pages["en/calls/regenbogen.html"]
    assert "this text is not available in english yet" in missing.text
    assert '<h1 class="lead__title" lang="nl">Regenbogen</h1>' in missing.source
    assert '<div class="prose" lang="nl">' in missing.source
    stale = example_pages["nl/oproepen/paper-boats.html"]
    assert "deze vertaling loopt mogelijk achter" in stale.text
    assert '<a href="../../en/calls/paper-boats.html" lang="en">Paper boats</a>' in stale.source
    fresh = example_pages["en/calls/windmolens.html"]
    assert "notice--language" not in fresh.source
    assert '<span lang="es">Gigantes: convocatoria 2026</span>' in fresh.source


def test_the_periods_of_a_programme_lead_to_each_other(example_pages: Mapping[str, Html]) -> None:
    for slug, sister in (("2014-2020", "2021-2027"), ("2021-2027", "2014-2020")):
        page = example_pages[f"en/funds/luchtkastelen-{slug}.html"]
        assert f'<a href="luchtkastelen-{sister}.html">' in page.source


def test_an_old_address_leads_on(example_pages: Mapping[str, Html]) -> None:
    for address, target in (
        ("nl/oproepen/reuzen.html", "windmolens.html"),
        ("en/calls/molens-2026.html", "windmolens.html"),
        ("en/funds/luchtkastelen.html", "luchtkastelen-2021-2027.html"),
        ("nl/themas/lucht.html", "wind.html"),
    ):
        page = example_pages[address]
        assert {"http-equiv": "refresh", "content": f"0; url={target}"} in page.metas
        assert any(where == target for tag, where, _ in page.links if tag == "a")


def test_the_same_heading_has_the_same_anchor_in_every_language(example_pages: Mapping[str, Html]) -> None:
    for address in ("nl/oproepen/windmolens.html", "en/calls/windmolens.html"):
        assert {"objectives", "beneficiaries"} <= set(example_pages[address].ids)


def test_a_list_counts_as_open_what_takes_proposals_now(example_pages: Mapping[str, Html]) -> None:
    """Home, the fund and the theme say the same number of the same calls."""
    assert "3 open calls" in example_pages["en/index.html"].text
    fund = re.findall(r'fund-row__calls"[^>]*><span[^>]*>(\d) open', example_pages["en/funds/index.html"].source)
    assert fund == ["3", "0"]
    assert re.findall(r'topic-row__calls"[^>]*><span[^>]*>(\d) open', example_pages["en/themes/index.html"].source) == [
        "1",
        "3",
    ]


def test_the_opening_of_a_fund_links_from_the_page_it_stands_on(example_pages: Mapping[str, Html]) -> None:
    """A link in a fund's text is counted from the page of the call that shows it."""
    page = example_pages["en/calls/kaarsen.html"]
    links = {where for tag, where, _ in page.links if tag == "a"}
    assert {"../funds/luchtkastelen-2014-2020.html", "../funds/luchtkastelen-2021-2027.html#objectives"} <= links


def test_the_words_of_the_home_page_are_linked_to_at_its_address(example_pages: Mapping[str, Html]) -> None:
    assert any(where == "index.html" for tag, where, _ in example_pages["nl/over.html"].links if tag == "a")
    assert any(where == "over.html" for tag, where, _ in example_pages["nl/index.html"].links if tag == "a")


def test_any_other_page_of_the_catalogue_is_built_and_linked_in_the_footer(example: Path, tmp_path: Path) -> None:
    folder = example / "content" / "pages"
    (folder / "privacy.md").write_text("---\ntitle: Privacy\nlanguage: nl\n---\n\nGeen cookies.\n", encoding="utf-8")
    built = build(example, tmp_path / "public")
    assert "Geen cookies." in (built / "nl" / "privacy.html").read_text(encoding="utf-8")
    assert 'href="../privacy.html"' in (built / "en" / "calls" / "index.html").read_text(encoding="utf-8")


def test_a_mistake_is_reported_where_the_catalogue_says_and_else_nothing_is_promised(
    example: Path, tmp_path: Path
) -> None:
    settings = kept_at(example, "") / "content" / "site.toml"
    email = 'email = "fouten@example.org"\n'
    told = settings.read_text(encoding="utf-8")
    assert email in told
    for name, line, link in (
        ("email", email, 'href="mailto:fouten@example.org"'),
        ("repository", 'repository = "https://example.org/luchtpost"\n', 'href="https://example.org/luchtpost"'),
        ("neither", 'repository = ""\n', None),
    ):
        settings.write_text(told.replace(email, line), encoding="utf-8")
        about = (build(example, tmp_path / name) / "en" / "about.html").read_text(encoding="utf-8")
        assert ("Reporting a mistake" in about) is (link is not None), name
        assert link is None or link in about


def test_a_call_without_a_date_that_is_over_does_not_invite(example: Path, tmp_path: Path) -> None:
    built = build(example, tmp_path / "public", now="2040-01-01T00:00")
    page = (built / "en" / "calls" / "zeepbellen.html").read_text(encoding="utf-8")
    assert "Proposals are no longer accepted." in page


def test_a_deadline_that_moved_is_no_cut_off(example: Path, tmp_path: Path) -> None:
    (example / "content" / "calls" / "verlengd.md").write_text(
        "---\ntitle: Verlengd\nlanguage: nl\ndeadline: {at: 2026-12-15 17:00, extended_from: 2026-12-01 17:00}\n---\n",
        encoding="utf-8",
    )
    page = (build(example, tmp_path / "public") / "nl" / "oproepen" / "verlengd.html").read_text(encoding="utf-8")
    assert "1 december 2026 om 17:00\u00a0uur" in page
    assert "Tussentijdse deadline" not in page


def test_a_fund_is_introduced_on_its_calls_up_to_its_first_heading(example: Path, tmp_path: Path) -> None:
    fund = example / "content" / "funds" / "luchtkastelen-2021-2027.md"
    head = fund.read_text(encoding="utf-8").split("\n---\n")[0]
    body = "Zie [de regels][r] en meer.[^n]\n\nOnder\n-----\n\nDieper.\n\n[r]: https://example.org/regels\n[^n]: Een noot.\n"
    fund.write_text(f"{head}\n---\n\n{body}", encoding="utf-8")
    page = (build(example, tmp_path / "public") / "nl" / "oproepen" / "kaarsen.html").read_text(encoding="utf-8")
    assert '<p>Zie <a href="https://example.org/regels">de regels</a> en meer.</p>' in page
    assert "Dieper." not in page
    assert "Een noot." not in page


def test_an_empty_catalogue_is_built_and_its_search_page_says_so(example: Path, tmp_path: Path) -> None:
    for path in (example / "content" / "calls").glob("*.md"):
        path.unlink()
    page = (build(example, tmp_path / "public") / "en" / "search.html").read_text(encoding="utf-8")
    assert "static/js/search.js" not in page
    assert "There are no calls in this list" in page
