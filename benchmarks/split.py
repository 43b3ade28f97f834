"""A catalogue in one piece beside the same in two, built apart and joined by search.

    python -m benchmarks.split --calls 1000 --work /dev/shm/split

Calls whose last deadline is in an earlier year than `--year` go to past/, the others to current/; every other record
goes to both. The two are built side by side by two commands that share the processors, as two runners would not: so
what a build takes of processors tells more than its seconds.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.contenders import HERE, ours
from benchmarks.grounds import WORK, Grounds
from benchmarks.measuring import Cost, measure
from benchmarks.peers.install import Installed
from benchmarks.report import figure, table, whole, write_tables
from benchmarks.results import Asked
from benchmarks.searching import FIRST, LANGUAGES, first_questions, half
from benchmarks.served import served
from benchmarks.shape import NOW, TODAY

REPORT = HERE / "docs" / "scale.md"
SAMPLE = 10
WHOLE, CURRENT, PAST = "whole", "current", "past"
JOINED = {CURRENT: PAST, PAST: CURRENT}
DEADLINE = re.compile(r"^deadline:(?: .*|(?:\n .*)+)", re.MULTILINE)
YEAR = re.compile(r"\b(\d{4})-\d{2}-\d{2}\b")
IDENTIFIER = re.compile(r"^identifier: (\S+)$", re.MULTILINE)
OWN_NAME = re.compile(r"^title: \"?(\w+): ", re.MULTILINE)  # of the corpus: a word that no other call has
MORE = ".more button"


def last_year(text: str) -> int:
    """The year of the last deadline of a call; this year where none has a date."""
    found = DEADLINE.search(text)
    return max((int(year) for year in YEAR.findall(found[0])), default=TODAY.year) if found else TODAY.year


def divide(corpus: Path, work: Path, year: int) -> dict[str, list[Path]]:
    """Writes the sources of the whole and of both parts, and answers the calls of each part, in Dutch."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(corpus / "content", work / WHOLE / "content")
    found: dict[str, list[Path]] = {CURRENT: [], PAST: []}
    for part, other in JOINED.items():
        left_out = shutil.ignore_patterns("calls")
        shutil.copytree(corpus / "content", work / part / "content", ignore=left_out)
        (work / part / "content" / "calls").mkdir()
        settings = work / part / "content" / "site.toml"
        joined = f'\n[[joined]]\npath = "../{other}/"\n'
        settings.write_text(f'part = "{part}"\n{settings.read_text(encoding="utf-8")}{joined}', encoding="utf-8")
    for source in sorted((corpus / "content" / "calls").glob("*.md")):
        if source.stem.endswith(".en"):
            continue
        part = PAST if last_year(source.read_text(encoding="utf-8")) < year else CURRENT
        found[part].append(source)
        for file in (source, source.with_suffix(".en.md")):
            if file.exists():
                shutil.copy(file, work / part / "content" / "calls")
    return found


def even_year(corpus: Path) -> int:
    """The year that divides the calls most evenly."""
    texts = (path.read_text(encoding="utf-8") for path in (corpus / "content" / "calls").glob("*.md"))
    years = sorted(last_year(text) for text in texts if IDENTIFIER.search(text))
    return years[len(years) // 2]


def build(work: Path, part: str) -> Cost:
    """Builds one of the three into the folder that is served."""
    out = work / "site" / part
    return measure([ours(["build", "--root", str(work / part), "--out", str(out), "--now", NOW])], work / part)


def hits(browser: Browser, address: str, queries: Mapping[str, Path], part: str) -> tuple[int, int]:
    """How many of these queries, asked of the current catalogue, lead to the page of their call in a part.

    As the first result, and among those of the first page or of two more.
    """
    page = browser.new_page()
    first = among = 0
    for query, source in queries.items():
        wanted = f"{address}{part}/nl/oproepen/{source.stem}.html"
        page.goto(f"{address}{CURRENT}/{LANGUAGES['nl']}?q={query}")
        page.locator(f"{FIRST}, .search-status:text-matches('gevonden')").first.wait_for()
        page.wait_for_load_state("networkidle")
        first += wanted in links(page)[:1]
        for _ in range(2):
            if wanted not in links(page) and page.locator(MORE).is_visible():
                page.locator(MORE).evaluate("button => button.click()")  # it may be hidden by now
                page.wait_for_load_state("networkidle")
        among += wanted in links(page) and page.request.get(wanted).ok
    page.close()
    return first, among


def links(page: Page) -> list[str]:
    """Where the results lead to."""
    found = page.locator(f"{FIRST} a").evaluate_all("all => all.map(each => each.href)")
    return [str(each) for each in found]


def built(costs: Mapping[str, Cost], calls: Mapping[str, int]) -> str:
    """The table of builds."""
    rows = [
        (part, f"{calls[part]:,}", figure(cost.seconds), figure(cost.processor), whole(cost.largest))
        for part, cost in costs.items()
    ]
    return table(("build from nothing", "calls", "seconds", "of processors", "MiB, largest process"), rows)


def asked(lines: Mapping[str, list[Asked]]) -> str:
    """The table of first questions."""
    rows = [
        (
            each.question,
            where,
            *(whole(number) for number in (each.sent_first, each.sent, each.script_first, each.script)),
        )
        for where, found in lines.items()
        for each in found
    ]
    sizes = ("KB sent until the first result", "KB sent in all", "ms of script until then", "ms in all")
    return table(("first question", "asked of", *sizes), rows)


def asking(work: Path, calls: Mapping[str, list[Path]]) -> Iterator[tuple[str, str]]:
    """The tables of what a reader finds, and what that costs."""
    chance = random.Random(1)
    sample = {part: chance.sample(found, min(SAMPLE, len(found))) for part, found in calls.items()}
    codes = {part: by_code(found) for part, found in sample.items()}
    newest, oldest = next(iter(codes[CURRENT])), next(iter(codes[PAST]))
    questions = {
        "a frequent word": "energie",
        "a rare word": "windmolens",
        "a word nobody uses": "luchtkasteeltje",
        "an identifier of current, whole": newest,
        "an identifier of past, whole": oldest,
        "an identifier of past, half": half(oldest),
    }
    with served(work / "site") as (address, taken), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        number = sum(map(len, calls.values()))
        lines = {
            said: list(first_questions(browser, taken, f"{address}{part}/", questions, number))
            for said, part in (("the whole", WHOLE), ("current, joined with past", CURRENT))
        }
        yield "split-asked", asked(lines)
        rows = []
        for part in JOINED:
            halves = {half(code): source for code, source in codes[part].items()}
            for said, queries in (
                ("identifiers", codes[part]),
                ("their last half", halves),
                ("names", by_name(calls[part])),
            ):
                first, among = hits(browser, address, queries, part)
                rows.append((f"{said} of {part}", str(len(queries)), str(first), str(among)))
        browser.close()
    yield "split-hits", table(("typed in current", "how many", "call on top", "call on the first three pages"), rows)


def by_code(sources: list[Path]) -> dict[str, Path]:
    """Calls by their identifiers."""
    found = ((IDENTIFIER.search(source.read_text(encoding="utf-8")), source) for source in sources)
    return {match[1]: source for match, source in found if match}


def by_name(sources: list[Path]) -> dict[str, Path]:
    """Some calls by a word that no other has."""
    found = ((OWN_NAME.search(source.read_text(encoding="utf-8")), source) for source in sources)
    named = {match[1]: source for match, source in found if match}
    return {name: named[name] for name in sorted(named)[:SAMPLE]}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure a catalogue in two parts.")
    parser.add_argument("--calls", type=int, default=10000, help="the size of the catalogue (10000)")
    parser.add_argument("--year", type=int, help="the first year that is not past (the one that divides most evenly)")
    parser.add_argument("--work", type=Path, default=WORK, help=f"a folder for everything made here ({WORK})")
    parser.add_argument("--report", type=Path, default=REPORT, help="the page whose tables are written anew")
    options = parser.parse_args()
    place = options.work.resolve()
    place.mkdir(parents=True, exist_ok=True)
    corpus = Grounds(place, options.calls, Installed(place), ()).corpus
    work = place / f"split-{options.calls}"
    calls = divide(corpus, work, options.year or even_year(corpus))
    costs = {WHOLE: build(work, WHOLE)}
    with ThreadPoolExecutor(len(JOINED)) as side_by_side:
        costs |= dict(zip(JOINED, side_by_side.map(build, [work] * len(JOINED), JOINED), strict=True))
    numbers = {part: len(found) for part, found in calls.items()}
    tables = [("split-built", built(costs, {WHOLE: sum(numbers.values()), **numbers})), *asking(work, calls)]
    for _, body in tables:
        print(f"{body}\n", flush=True)
    write_tables(tables, options.report)


if __name__ == "__main__":
    main()
