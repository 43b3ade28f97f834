"""What the page of a call or a fund tells somebody who must decide: each thing once, under one name, where it is sought."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.front_door import ROOT, Html, build, pages, run

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


def test_a_translation_that_is_not_written_yet_shows_the_text_of_its_original_and_says_so(
    example: Path, tmp_path: Path
) -> None:
    path = example / "content" / "calls" / "windmolens.en.md"
    path.unlink()
    run("new", "translation", "content/calls/windmolens.md", "--language", "en", "--root", example)
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("(?m)^title: .*$", "title: Sails", text), encoding="utf-8")
    page = pages(build(example, tmp_path / "public"))["en/calls/windmolens.html"]
    assert "this text is not available in english yet." in page.text
    assert "sails" in page.text
    assert '<div class="prose" lang="nl">' in page.source, re.findall(r"<div class=.prose[^>]*>", page.source)


def test_one_notion_has_one_name_on_every_page(built_pages: Mapping[str, Html]) -> None:
    others = "begunstigden, beneficiaries, bij wie u, whom to ask, soort subsidie, kinds of project, tussentijdse"
    for page in built_pages.values():
        if page.address.count("/") == 2:  # a record or a list
            names = headings(page)
            assert len(set(names)) == len(names), page.address
            for words in others.split(", "):
                assert f">{words}" not in page.source.casefold(), page.address


def fact(page: Html, key: str) -> str:
    """One fact of the panel, as it is read."""
    found = re.search(rf'class="fact fact--{key}">(.*?)</div>', page.source, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def test_who_may_apply_and_where_is_never_passed_over_in_silence(
    built: Path, built_pages: Mapping[str, Html], example_pages: Mapping[str, Html]
) -> None:
    """Where a call and its fund are silent, the page leads to the call document, else to the official page."""
    calls = json.loads((built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    silent = [call for call in calls if not call.get("beneficiaries") or not call.get("countries")]
    assert len(silent) > 20
    for call in silent:
        page = built_pages[f"nl/oproepen/{call['slug']}.html"]
        documents = [each["url"] for each in call["links"]["documents"] if each["label"].get("nl") == "Oproepdocument"]
        words, url = ("oproepdocument", documents[0]) if documents else ("de officiële pagina", call["links"]["source"])
        link = f'href="{url}">Zie {"het " if documents else ""}{words}</a>'
        assert page.source.count(link) == (not call.get("beneficiaries")) + (not call.get("countries")), call["slug"]
    assert "See the call document" in built_pages["en/calls/cef-t-2026-afifgen-costs.html"].source
    assert "See the official page" in built_pages["en/calls/horizon-neb-2026-01-regen-01.html"].source
    assert fact(example_pages["nl/oproepen/schaduwen.html"], "countries") == "", "no document and no page to lead to"


def test_a_call_of_a_wide_programme_names_its_own_kinds_of_applicant(built_pages: Mapping[str, Html]) -> None:
    page = built_pages["en/calls/horizon-miss-2027-01-clima-01.html"]
    assert "who may apply regional or supralocal authorities local authorities" in page.text
    assert "SMEs" not in page.source
    assert fact(built_pages["en/calls/erasmus-edu-2022-eche-cert-fp.html"], "countries") == (
        "Countries and regions European Union European Economic Area countries associated with the programme "
        "Albania Bosnia & Herzegovina Kosovo Montenegro"
    )


def test_a_call_says_of_what_day_its_facts_are_beside_its_deadline(example_pages: Mapping[str, Html]) -> None:
    for address, words in (
        ("nl/oproepen/windmolens.html", "gegevens van 1 november 2026; kijk de officiële pagina na"),
        ("en/calls/windmolens.html", "facts as of 1 november 2026; check the official page"),
    ):
        page = example_pages[address]
        assert words in page.joined
        assert page.source.index('datetime="2026-11-01"') < page.source.index('href="https://example.org/official">')
        assert page.source.count('datetime="2026-11-01"') == 1, "said once"


@pytest.mark.parametrize(
    ("now", "warned"),
    [
        ("2026-11-29T23:59", ()),
        ("2026-11-30T09:00", ("windmolens",)),  # 91 days after 31 August
        ("2026-11-30T16:00", ("windmolens",)),
        ("2026-12-01T09:00", ()),  # closed
    ],
)
def test_old_facts_of_a_call_one_can_still_apply_for_carry_a_warning(
    example: Path, tmp_path: Path, now: str, warned: tuple[str, ...]
) -> None:
    call = example / "content" / "calls" / "windmolens.md"
    call.write_text(call.read_text(encoding="utf-8").replace("verified: 2026-11-01", "verified: 2026-08-31"), "utf-8")
    site = pages(build(example, tmp_path / "public", now=now))
    words = "these facts were checked more than 90 days ago"
    found = {address for address, page in site.items() if words in page.text}
    assert found == {f"en/calls/{slug}.html" for slug in warned}


def test_a_page_that_warns_of_old_facts_stays_the_same_from_day_to_day(tmp_path: Path) -> None:
    first, later = (build(ROOT, tmp_path / day, now=f"{day}T09:00") for day in ("2026-11-22", "2026-11-23"))
    page = Path("en") / "calls" / "horizon-neb-2026-01-regen-01.html"
    assert "more than 90 days ago" in (first / page).read_text(encoding="utf-8")
    assert (first / page).read_bytes() == (later / page).read_bytes()


def test_the_share_that_is_paid_is_a_share_of_the_costs(built_pages: Mapping[str, Html]) -> None:
    exceptional = "subsidie dekt ten hoogste 75% (in uitzonderlijke gevallen tot 100%) van de kosten"
    assert exceptional in built_pages["nl/fondsen/amif-2021-2027.html"].text
    page = built_pages["en/calls/life-2026-cet-oss.html"]
    assert "grant covers up to 95% of the costs" in page.text
    assert "share of the costs that the grant covers up to 95%" in page.text


def test_a_fund_is_known_by_its_short_name_where_its_title_lacks_it(built_pages: Mapping[str, Html]) -> None:
    fund = built_pages["nl/fondsen/amif-2021-2027.html"]
    assert re.search(r'class="lead__origin">Fonds <span class="identifier">AMIF</span>', fund.source)
    funds = built_pages["en/funds/index.html"].source
    assert funds.count('<span class="fund-row__short">AMIF</span>') == 2
    for named_in_its_title in ("LIFE", "Erasmus+"):
        assert f'<span class="fund-row__short">{named_in_its_title}</span>' not in funds
    search = built_pages["nl/zoeken.html"].text
    assert "fonds voor asiel, migratie en integratie 2014-2020 (amif)" in search
    assert "europees sociaal fonds plus 2021-2027 (esf+)" in search
    assert "horizon europa 2021-2027 (" not in search


def test_what_is_in_the_terms_of_the_source_is_marked_as_english(built_pages: Mapping[str, Html]) -> None:
    page = built_pages["nl/oproepen/life-2026-cet-oss.html"]
    assert fact(page, "types_of_action") == "Type actie LIFE Project Grants"
    assert '<span lang="en">LIFE Project Grants</span>' in page.source
    assert "<dd>LIFE Project Grants</dd>" in built_pages["en/calls/life-2026-cet-oss.html"].source


def test_amounts_in_words_are_written_in_the_language_of_the_page(built_pages: Mapping[str, Html]) -> None:
    assert "tot 1,5 miljoen euro per project" in built_pages["nl/oproepen/life-2026-cet-oss.html"].text
    assert "up to €1.5 million per project" in built_pages["en/calls/life-2026-cet-oss.html"].text
    found = {address for address, page in built_pages.items() if re.search(r"\beur \d", page.text)}
    assert found == {"en/propose-a-call.html", "nl/oproep-voorstellen.html"}, "how an editor writes it"


CHANGES = """changes:
  - {date: 2026-10-15, what: {nl: Deadline verlengd van 30 oktober tot 30 november., en: Extended by a month.}}
  - {date: 2026-11-10, what: {nl: Het bedrag <b>steeg</b>.}}
"""


def test_what_changed_is_told_newest_first_and_in_its_own_language(example: Path, tmp_path: Path) -> None:
    call = example / "content" / "calls" / "windmolens.md"
    call.write_text(call.read_text(encoding="utf-8").replace("notice:", f"{CHANGES}notice:"), encoding="utf-8")
    site = pages(build(example, tmp_path / "public"))
    dutch, english = site["nl/oproepen/windmolens.html"], site["en/calls/windmolens.html"]
    order = ["wat er veranderde", "10 november 2026", "het bedrag <b>steeg</b>.", "15 oktober 2026", "verlengd van 30"]
    places = [dutch.text.index(words) for words in order]
    assert places == sorted(places)
    assert '<span class="changes__what" lang="nl">Het bedrag &lt;b&gt;steeg&lt;/b&gt;.</span>' in english.source
    assert "what changed" in english.text
    assert "wat er veranderde" not in site["nl/oproepen/zeepbellen.html"].text


def test_an_extended_deadline_says_so_beside_the_one_that_was_struck_through(example_built: Path) -> None:
    site = pages(example_built)
    for address, word, before in (
        ("nl/oproepen/windmolens.html", "Verlengd", "30 oktober 2026"),
        ("en/calls/windmolens.html", "Extended", "30 October 2026"),
    ):
        lead = site[address].source.partition("</header>\n<main")[2].partition("</header>")[0]
        assert f'<span class="extended">{word}</span>' in lead
        assert lead.count("<del>") == 1
        assert f'<del><time datetime="2026-10-30T16:00:00Z">{before}' in lead
    rows = site["nl/oproepen/index.html"].source
    assert rows.count('<span class="extended">Verlengd</span>') == 1
