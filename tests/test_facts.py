"""Every fact of the two pages the catalogue began with is on the built pages, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

import pytest

from tests.front_door import LANGUAGES, ROOT, Html, squeezed

FACTS = tomllib.loads((ROOT / "tests" / "facts.toml").read_text(encoding="utf-8"))["fact"]
PATHS = {
    "nl": {"calls": "oproepen", "funds": "fondsen", "themes": "themas", "beneficiaries": "begunstigden"},
    "en": {"calls": "calls", "funds": "funds", "themes": "themes", "beneficiaries": "beneficiaries"},
}


def page_of(pages: Mapping[str, Html], record: str, language: str) -> Html:
    kind, slug = record.split("/")
    return pages[f"{language}/{PATHS[language][kind]}/{slug}.html"]


def shown(page: Html, fact: str) -> bool:
    """The text can be read on the page; a web address may stand in a link."""
    wanted = squeezed(fact)
    is_address = wanted.startswith(("http", "www.")) or ("/" in wanted and " " not in wanted)
    hrefs = [squeezed(where) for _, where, _ in page.links] if is_address else []
    return wanted in page.text or wanted in page.joined or any(wanted in href for href in hrefs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['on']}: {fact['what']}: {fact['en']}")
def test_a_fact_is_on_its_page(fact: dict[str, str], language: str, built_pages: Mapping[str, Html]) -> None:
    page = page_of(built_pages, fact["on"], language)
    assert shown(page, fact[language]), f"{page.address} does not say “{fact[language]}” ({fact['what']})"


def test_an_address_to_write_or_ring_can_be_clicked(built_pages: Mapping[str, Html]) -> None:
    """Every e-mail address and telephone number of the facts is a link, besides being read."""
    lacking = []
    for fact in FACTS:
        for language in LANGUAGES:
            text = fact[language]
            links = {where for _, where, _ in page_of(built_pages, fact["on"], language).links}
            if "@" in text and f"mailto:{text}" not in links:
                lacking.append((fact["on"], language, text))
            if text.startswith("+") and f"tel:{text.replace(' ', '')}" not in links:
                lacking.append((fact["on"], language, text))
    assert not lacking


def test_no_fact_is_lost_from_the_list() -> None:
    """The list itself holds both sources; one that is emptied by mistake would let everything pass."""
    assert {fact["seed"] for fact in FACTS} == {1, 2}
    assert len(FACTS) > 150
