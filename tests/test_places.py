"""Which codes of a call's countries cover the place where an applicant is."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from oproep.model.place import BESIDE_MEMBERS, COUNTRIES, MEMBERS, OVERSEAS, PARTS_OF_MEMBERS, PLACE, UNIONS, covering
from tests.front_door import Html

# As CLDR 48 lists what EU contains: common/supplemental/supplementalData.xml, territoryContainment.
OF_CLDR = "AT BE CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT SE SI SK BG RO"


def test_the_union_has_the_members_that_cldr_knows() -> None:
    assert set(OF_CLDR.split()) == MEMBERS
    assert len(MEMBERS) == 27
    assert MEMBERS <= COUNTRIES


def test_the_european_economic_area_has_three_more() -> None:
    assert len(BESIDE_MEMBERS) == 3
    assert BESIDE_MEMBERS <= COUNTRIES - MEMBERS


def test_what_lies_overseas_either_belongs_to_the_union_or_is_not_offered() -> None:
    assert PARTS_OF_MEMBERS | OVERSEAS <= COUNTRIES - MEMBERS - BESIDE_MEMBERS
    assert not PARTS_OF_MEMBERS & OVERSEAS


@pytest.mark.parametrize(
    ("place", "covered"),
    [
        ("BE", ("EU", "EEA", "world")),
        ("BE-VLG", ("BE", "EU", "EEA", "world")),
        ("RE", ("EU", "EEA", "world")),
        ("NO", ("EEA", "world")),
        ("GB", ("world",)),
        ("GB-SCT", ("GB", "world")),
    ],
)
def test_a_place_is_covered_by_its_country_and_its_unions(place: str, covered: tuple[str, ...]) -> None:
    assert covering(place) == covered
    assert all(PLACE.read(code) == code for code in covered)


@pytest.mark.parametrize("country", sorted(COUNTRIES))
def test_no_country_is_taken_for_an_associated_one(country: str) -> None:
    assert set(covering(country)) <= UNIONS - {"associated"}


def test_a_reader_can_be_in_every_country_and_every_region_that_is_named(example_pages: Mapping[str, Html]) -> None:
    for address in ("nl/iets-voor-mij.html", "en/is-it-for-me.html"):
        options = re.findall(r'<option value="([^"]+)" data-covered="([^"]+)">', example_pages[address].source)
        assert sorted(code for code, _ in options) == sorted({*COUNTRIES - OVERSEAS, "BE-VLG"})
        assert {code: tuple(covered.split()) for code, covered in options} == {
            code: covering(code) for code, _ in options
        }
        assert options[0][0][:2] == "BE", "the country of the catalogue's regions stands first"
