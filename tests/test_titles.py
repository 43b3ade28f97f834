"""From titles, those that a reader could take for one another, in time that grows with their number and no faster."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oproep import site
from oproep.catalogue.titles import alike, folded_title
from oproep.model.problem import Problem
from tests.broken.tiny import GOOD, write

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TITLE = "Samen sterk in de wijk"


@pytest.mark.parametrize(
    ("title", "folded"),
    [
        ("Samen sterk: in de Wijk!", "samen sterk in de wijk"),
        ("Coördinatie – één  loket", "coordinatie een loket"),
        ("Co-funding (2026)", "co funding 2026"),
        ("Straße_2", "strasse 2"),
        ("…", ""),
    ],
)
def test_a_title_is_compared_by_its_words(title: str, folded: str) -> None:
    assert folded_title(title) == folded


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TITLE, TITLE, True),
        (TITLE, "samen STERK, in de wijk", True),
        (TITLE, "Samen sterk in de wijken", True),
        (TITLE, "Samen strek in de wijk", False),  # two letters exchanged: two slips
        (TITLE, "Samen stork in de wijk", True),
        (TITLE, "Samen sterkk in de wijk", True),
        (TITLE, "In de wijk samen sterk", True),
        (TITLE, "Samensterk in de wijk", True),
        (TITLE, "Samen sterk in de stad", False),
        (TITLE, "Samen sterk in de buurt", False),
        ("Steun voor kmo’s", "Steun voor ngo’s", False),  # short words tell calls apart
        ("Pijler I van het plan", "Pijler II van het plan", False),
        ("Deel A van het plan", "Deel B van het plan", False),
        ("Cofund 2026", "Cofund 2027", False),
        ("Energie", "Energien", False),  # one word alone is too little to tell
        ("Energieloket", "energieloket", True),
    ],
)
def test_titles_are_alike_but_for_a_slip(one: str, other: str, *, same: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert bool(list(alike((folded_title(title), str(at)) for at, title in enumerate(pair)))) is same


def told(root: Path, **calls: str) -> list[tuple[str, str]]:
    """What is said of the titles of these calls, each given by its front matter."""
    files = {f"calls/{slug}.md": f"---\nlanguage: nl\n{text}\n---\n" for slug, text in calls.items()}
    return near(site.check(write(root, {**GOOD, **files}), NOW))


def near(problems: list[Problem]) -> list[tuple[str, str]]:
    found = [each for each in problems if each.code == "near-title"]
    return [(each.file.removeprefix("content/calls/"), each.message) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("deadline: 2026-12-31", "deadline: 2026-12-01", True),
        ("deadline: 2026-12-31", "deadline: 2027-12-31", False),  # again next year
        ("deadline: [2026-12-31, 2027-12-31]", "deadline: [2027-12-30, 2028-12-29]", True),
        ("deadline: rolling", "deadline: unknown", True),
        ("deadline: rolling", "deadline: 2026-12-31", False),
        (
            "deadline: 2026-02-02\nidentifier: A-1",
            "deadline: 2026-03-02\nidentifier: A-2",
            False,
        ),  # over, and told apart
        ("deadline: 2026-02-02\nidentifier: A-1", "deadline: 2026-03-02", True),
        ("deadline: 2026-02-02\nidentifier: A-1", "deadline: 2026-12-31\nidentifier: A-2", True),
    ],
)
def test_calls_of_one_year_have_titles_of_their_own(tmp_path: Path, one: str, other: str, *, found: bool) -> None:
    said = told(tmp_path, a=f"title: {TITLE}\n{one}", b=f"title: {TITLE}en\n{other}")
    assert said == ([("b.md", f"a.md is called ‘{TITLE}’.")] if found else [])


def test_a_title_that_stands_twice_is_named_where_it_stands_again(tmp_path: Path) -> None:
    same = f"title: {TITLE}\ndeadline: 2026-12-31"
    message = f"‘{TITLE}’ is the title of a.md as well."
    assert told(tmp_path, a=same, b=same, c=same) == [("b.md", message), ("c.md", message)]


def test_what_is_said_of_titles_follows_every_change_of_one(tmp_path: Path) -> None:
    """A build that looks at nothing but the call that changed says what one from nothing says."""
    write(tmp_path, GOOD)

    def put(slug: str, title: str, more: str = "") -> None:
        facts = f"---\n{more}title: {title}\nlanguage: nl\ndeadline: 2026-12-31\n---\n"
        write(tmp_path, {f"calls/{slug}.md": facts})

    def built() -> list[tuple[str, str]]:
        warm = site.build(tmp_path, tmp_path / "public", NOW, outputs=frozenset({"pages"})).problems
        with site.looked_at(tmp_path, NOW) as (_, fresh):
            assert warm == fresh
        return near(warm)

    put("a", TITLE)
    put("b", "Iets anders")
    assert built() == []
    put("b", f"{TITLE}en")
    assert built() == [("b.md", f"a.md is called ‘{TITLE}’.")]
    put("a", TITLE.upper())
    assert built() == [("b.md", f"a.md is called ‘{TITLE.upper()}’.")]
    put("b", f"{TITLE}en", "# een regel meer\n")
    assert built() == [("b.md", f"a.md is called ‘{TITLE.upper()}’.")]
    put("a", "Weer anders")
    assert built() == []


def test_ten_thousand_titles_are_compared_in_little_time() -> None:
    chance = random.Random(1)  # noqa: S311
    words = ["".join(chance.choices("aeioubdgklmnprst", k=chance.randint(4, 12))) for _ in range(3000)]

    def took(number: int) -> float:
        titles = [(" ".join(chance.choices(words, k=8)), str(at)) for at in range(number)]
        titles += [(f"steun voor projecten in de gemeente {words[at % 3000]}", f"x{at}") for at in range(number // 5)]
        began = time.process_time()
        list(alike(titles))
        return time.process_time() - began

    assert took(12_000) < 40 * max(took(1000), 0.02)  # were each compared with each, it would be 144 times as long
