"""A catalogue of several hundred calls: lists in pages, and work that is shared out without a trace of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oproep import site
from oproep.model.problem import Problem
from oproep.rendering.lists import MOST
from oproep.rendering.templates import BrokenTemplate
from oproep.site.workers import FEW, WORTH_IT, shared_out
from tests.broken.tiny import GOOD, write
from tests.front_door import ROOT, Html, files, pages

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGES_AND_DATA = frozenset({"pages", "data"})
OPEN, OVER = 230, {2024: 30, 2025: 450}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = [f"2027-03-{1 + number % 28:02}" for number in range(OPEN)]
    days += [f"{year}-{1 + number % 12:02}-15" for year, count in OVER.items() for number in range(count)]
    calls = {
        f"calls/k{number}.md": f"---\ntitle: Oproep {number}\nlanguage: nl\nfund: luchtkasteel\ndeadline: {day}\n---\n\nTekst {number}.\n"
        for number, day in enumerate(days)
    }
    return write(tmp_path_factory.mktemp("many"), {**GOOD, **calls})


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    site.build(root, out, NOW, jobs=3, outputs=PAGES_AND_DATA)
    return out


def rows(page: Html) -> list[str]:
    """The calls that a page lists, by slug."""
    return re.findall(r'class="call-row__title"><a href="[^"]*?([^/"]+)\.html"', page.source)


def test_several_processes_make_what_one_makes(root: Path, built: Path, tmp_path: Path) -> None:
    site.build(root, tmp_path / "out", NOW, jobs=1, outputs=PAGES_AND_DATA, cache=None)
    assert files(tmp_path / "out") == files(built)


def test_every_call_stands_once_in_the_pages_of_a_list(built: Path, root: Path) -> None:
    slugs = {path.stem for path in (root / "content" / "calls").glob("*.md") if "." not in path.stem}
    for first in ("nl/oproepen/index", "en/calls/index"):
        listed = Counter(slug for address, page in pages(built).items() if of(address, first) for slug in rows(page))
        assert set(listed) == slugs
        assert set(listed.values()) == {1}


def of(address: str, first: str) -> bool:
    """The address is that of a page of the list whose first page is this."""
    return re.fullmatch(rf"{re.escape(first)}(\.[0-9.]+)?\.html", address) is not None


def test_no_page_of_a_list_grows_without_end(built: Path) -> None:
    listed = {address: len(rows(page)) for address, page in pages(built).items()}
    assert max(listed.values()) <= 2 * MOST
    assert listed["nl/oproepen/index.2025.html"] == MOST
    assert listed["nl/oproepen/index.2024.html"] == OVER[2024]


def test_every_page_of_a_list_is_reached_by_links_from_its_first(built: Path) -> None:
    known = pages(built)
    met, ahead = set[str](), ["nl/oproepen/index.html"]
    while ahead:
        here = ahead.pop()
        met.add(here)
        links = (known[here].target(where)[0] for tag, where, _ in known[here].links if tag == "a")
        ahead.extend(where for where in links if of(where, "nl/oproepen/index") and where not in met)
    assert met == {address for address in known if of(address, "nl/oproepen/index")}


def test_a_page_of_a_past_year_tells_of_that_year_and_stays_when_calls_of_another_close(
    root: Path, tmp_path: Path
) -> None:
    shown = []
    for day in (5, 20):
        out = tmp_path / str(day)
        site.build(root, out, datetime(2027, 3, day, 12, tzinfo=UTC), outputs=frozenset({"pages"}))
        shown.append(files(out))
    first, past, present = (f"nl/oproepen/index{part}.html" for part in ("", ".2024", ".2027"))
    assert shown[0][past] == shown[1][past]
    assert shown[0][first] != shown[1][first]
    assert shown[0][present] != shown[1][present]
    figures = re.findall(r'class="count"[^>]*>([^<]*)<', shown[0][past].decode())
    assert set(figures) - {""} == {"0", str(OVER[2024])}, "of its own year; the groups that nothing is in are hidden"
    assert str(OVER[2024]) in re.findall(r'class="count"[^>]*>([^<]*)<', shown[0][first].decode())


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def broken(_: Sequence[int]) -> list[int]:
    raise BrokenTemplate(
        Problem(file="templates/x.html", line=3, column=1, code="template", message="Oh.", fix="Mend it.")
    )


SIZES = pytest.mark.parametrize("pieces", [1, FEW, WORTH_IT * 2], ids=["here", "one other", "several"])


def answered(do: Callable[[Sequence[int]], list[int]], pieces: int, jobs: int) -> list[int]:
    """The answers of work that is shared out, together."""
    return [answer for answers in shared_out(range(pieces), do, jobs) for answer in answers]


@SIZES
@pytest.mark.parametrize("jobs", [1, 4])
def test_all_work_is_answered_once(pieces: int, jobs: int) -> None:
    assert sorted(answered(doubled, pieces, jobs)) == [2 * number for number in range(pieces)]


@SIZES
@pytest.mark.parametrize("jobs", [1, 4])
def test_what_goes_wrong_in_a_process_is_told(pieces: int, jobs: int) -> None:
    with pytest.raises(BrokenTemplate) as caught:
        answered(broken, pieces, jobs)
    assert caught.value.problem.line == 3


ON_A_TERMINAL = """
import os, sys
from oproep.cli.asked import progress
from oproep.site.workers import WORTH_IT, shared_out
sys.stderr.isatty = lambda: True
with progress() as told:
    def maker(numbers):
        told(len(numbers), len(numbers))  # nothing comes of it here: the bar is its parent's
        return os.getpid()
    makers = set(shared_out(range(WORTH_IT * 2), maker, 2))
print(len(makers) > 0, os.getpid() in makers)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks, and so no processes")
def test_a_bar_on_a_terminal_leaves_the_work_to_several_processes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ON_A_TERMINAL], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "True False\n"


KILLED = """
import os, sys
from oproep.site.workers import shared_out
here = os.getpid()
try:
    found = list(shared_out(range(int(sys.argv[1])), lambda work: os.getpid() != here and os._exit(9) or len(work), 4))
    print(sum(found), "done")
except OSError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks, and so no processes to be killed")
@pytest.mark.parametrize(
    ("pieces", "said"),
    [(FEW, f"{FEW} done"), (WORTH_IT * 2, "The system ended a process")],
    ids=["one other", "several"],
)
def test_a_process_that_the_system_ends_does_not_leave_the_build_waiting(pieces: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(pieces)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert said in done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks, and so no other process")
def test_little_work_is_done_by_two_processes() -> None:
    program = (
        "import os; from oproep.site.workers import FEW, shared_out;"
        "print(len(set(shared_out(range(FEW), lambda _: os.getpid(), 2))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "2\n"
