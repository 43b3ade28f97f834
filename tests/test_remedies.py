"""A remedy is one that can be followed to the letter, also where several things may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.model.problem import MOST_NAMES, Wrong, which_of
from oproep.model.skeleton import skeleton
from oproep.reading.folder import read_content

TITLES = {
    "amif-2014-2020": "Fonds voor asiel, migratie en integratie",
    "amif-2021-2027": "Fonds voor asiel, migratie en integratie",
    "bmvi": "Instrument voor grensbeheer",
    "water": "Water",
}


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("amif", "Write one of: amif-2014-2020, amif-2021-2027."),
        ("2027", "Did you mean ‘amif-2021-2027’?"),
        ("grensbeheer", "Did you mean ‘bmvi’?"),
        ("watr", "Did you mean ‘water’?"),
        ("zzz", "Write one of: amif-2014-2020, amif-2021-2027, bmvi, water."),
    ],
)
def test_a_name_that_is_not_there_leads_to_those_that_hold_it(typed: str, fix: str) -> None:
    assert which_of(typed, TITLES) == fix


def test_of_many_names_thirty_are_listed() -> None:
    many = {f"fonds-{number:03}": "" for number in range(100)}
    assert which_of("zzz", many).count("fonds-") == MOST_NAMES
    assert which_of("fonds", many).endswith("fonds-029, …")
    assert which_of("zzz", {}) == "There is none yet."


@pytest.mark.parametrize(
    ("key", "typed", "fix"),
    [
        ("themes", "landbouw, klimaat", "Write [landbouw, klimaat]."),
        ("themes", "Landbouw; Klimaat", "Write [landbouw, klimaat]."),
        ("themes", "asiel en migratie", "Write [asiel, migratie], or asiel-en-migratie if that is one name."),
        ("themes", "water and wind", "Write [water, wind], or water-and-wind if that is one name."),
        ("countries", "BE, NL", "Write [BE, NL]."),
        ("contacts", "jan, els", "Write [jan, els]."),
        ("themes", "Grote Landbouw", "Write grote-landbouw."),
        ("fund", "amif, bmvi", "Write a-z, 0-9 and ‘-’ alone."),
    ],
)
def test_several_names_in_one_text_become_a_list(key: str, typed: str, fix: str) -> None:
    with pytest.raises(Wrong) as found:
        keys_of(Call)[key].shape.read(typed)
    assert [fault.fix for fault in found.value.faults] == [fix]


@pytest.mark.parametrize("name", ["kapot.md.txt", "kapot.markdown", "Kapot.MD.TXT"])
def test_a_file_is_told_the_name_that_a_record_has(name: str, tmp_path: Path) -> None:
    path = tmp_path / "content" / "calls" / name
    path.parent.mkdir(parents=True)
    path.write_text("---\n---\n", encoding="utf-8")
    _, (found,) = read_content(tmp_path, frozenset({"nl"}))
    assert found.fix == "Rename it to kapot.md."


def test_a_deadline_in_full_takes_the_place_of_the_one_that_is_there() -> None:
    lines = skeleton(Call, "nl", "X").split("\n")
    at = lines.index("deadline: unknown")
    assert "take away the line ‘deadline: unknown’" in lines[at + 1]
    assert lines[at + 2].startswith("# deadline:")
