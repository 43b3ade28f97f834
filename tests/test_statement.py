"""The accessibility statement says what content/site.toml says and no more, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oproep.model.keys import read_keys
from oproep.model.problem import Wrong
from oproep.model.settings import Settings
from oproep.model.shape import Raw
from oproep.reading.site import FILE, read_settings
from tests.front_door import Html, build, call, pages, squeezed

ADDRESSES = {"nl": "nl/toegankelijkheid.html", "en": "en/accessibility.html"}
LEAST: dict[str, Raw] = {"name": "Luchtpost", "url": "https://example.org/"}
BARRIER: Raw = {"what": {"en": "The map."}, "reason": "non-compliance"}
SELF: dict[str, Raw] = {"checked": "2026-10-05", "method": "self"}
BEYOND: Raw = {"what": {"en": "The map."}, "reason": "out-of-scope"}


def faults(table: Raw) -> list[str]:
    with pytest.raises(Wrong) as caught:
        read_keys(Settings, {**LEAST, "accessibility": table})
    assert {fault.path[0] for fault in caught.value.faults} == {"accessibility"}
    return [fault.message.partition(" does not say ")[2] or fault.code for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"conformance": "full"}, ["when people looked.", "who looked."]),
        ({"conformance": "partial", **SELF}, ["what is not accessible."]),
        ({"conformance": "none", **SELF}, ["what is not accessible."]),
        (
            {"conformance": "full", **SELF, "exceptions": [BARRIER]},
            ["how it can be full with an exception that does not comply."],
        ),
        (SELF, ["what people found."]),
        ({"conformance": "almost"}, ["unknown-word"]),
        ({"wcag": "3.0"}, ["wcag-version"]),
        ({"exceptions": [{"what": {"en": "The map."}}]}, ["missing-key"]),
    ],
)
def test_a_judgement_is_told_with_all_that_goes_with_it(table: Raw, said: list[str]) -> None:
    assert faults(table) == said


@pytest.mark.parametrize(
    "table",
    [
        {"conformance": "full", **SELF},
        {"conformance": "full", **SELF, "exceptions": [BEYOND]},
        {"conformance": "partial", **SELF, "exceptions": [BARRIER]},
        {"enforcement": {"email": "judge@example.org"}},
    ],
)
def test_what_is_whole_is_taken(table: Raw) -> None:
    assert read_keys(Settings, {**LEAST, "accessibility": table}).accessibility is not None


def test_a_fault_is_told_at_the_table(example: Path) -> None:
    path = example / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("checked = 2026-10-05\n", ""), encoding="utf-8")
    line = path.read_text(encoding="utf-8").split("\n").index("[accessibility]") + 1
    _, problems = read_settings(example)
    assert [(found.line, found.code) for found in problems] == [(line, "accessibility-statement")]
    assert call("check", "--root", example).returncode == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ("gedeeltelijk aan WCAG 2.2, niveau AA", "het Wolkendecreet van 1 april 2019", "5 oktober 2026", "Bureau Scherp", "Valt buiten de wetgeving", "foto’s van de windmolens", "toegankelijk@example.org", "Ombudsdienst van de Lucht", "klachten@example.org")),
        ("en", ("meets WCAG 2.2, level AA, in part", "the Clouds Decree of 1 April 2019", "5 October 2026", "Bureau Scherp", "Outside the scope of the law", "photographs of the windmills", "toegankelijk@example.org", "Ombudsman of the Air", "klachten@example.org")),
    ],
)  # fmt: skip
def test_all_of_it_is_on_the_page(language: str, said: tuple[str, ...], example_pages: Mapping[str, Html]) -> None:
    page = example_pages[ADDRESSES[language]]
    assert [words for words in said if squeezed(words) not in page.text] == []


def test_where_nobody_looked_the_page_says_so_and_claims_nothing(built_pages: Mapping[str, Html]) -> None:
    assert "nog niet door mensen beoordeeld" in built_pages[ADDRESSES["nl"]].text
    english = built_pages[ADDRESSES["en"]].text
    assert "has not been judged by people yet" in english
    assert "automatic tests only" in english
    for claim in ("in full", "in part", "assessed the website", "complain to"):
        assert claim not in english


@pytest.mark.parametrize(
    ("conformance", "method", "said"),
    [
        ("full", 'method = "self"', ("in full", "castle in the air office assessed the website itself", "no content is known")),
        ("none", 'method = "third-party"', ("does not yet meet", "a third party assessed the website", "photographs")),
    ],
)  # fmt: skip
def test_each_judgement_has_its_words(
    conformance: str, method: str, said: tuple[str, ...], example: Path, tmp_path: Path
) -> None:
    path = example / FILE
    text = path.read_text(encoding="utf-8").replace('"partial"', f'"{conformance}"')
    text = text.replace('method = "third-party"\nassessor = "Bureau Scherp"', method)
    if conformance == "full":
        text = text.partition("[[accessibility.exceptions]]")[0]
    path.write_text(text, encoding="utf-8")
    page = pages(build(example, tmp_path / "public"))[ADDRESSES["en"]]
    assert [words for words in said if words not in page.text] == []


def test_every_page_leads_to_it(example_pages: Mapping[str, Html]) -> None:
    """As the preamble of the decision asks: from each page of the website."""
    for address, page in example_pages.items():
        if not page.leads_on and "/" in address:
            assert ADDRESSES[page.lang] in {page.target(link)[0] for _, link, _ in page.links}, address
