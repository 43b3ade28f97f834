"""What search costs: its index beside a bare run of Pagefind over the same pages, and the first question of a reader.

    python -m benchmarks.searching --work /dev/shm/search --calls 10000

Ours is the whole command `build --only search`, which also looks at the catalogue; what it keeps of the catalogue
itself is there from a build of the pages. Bare is `pagefind --site` over the pages of calls and no others.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import pagefind_bin
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.contenders import PATHS, Ours, ours
from benchmarks.edits import call_to_edit, change, change_body
from benchmarks.grounds import WORK, Grounds
from benchmarks.machine import machine
from benchmarks.measuring import Cost, measure
from benchmarks.peers.install import Installed
from benchmarks.report import REPORT, searches, write_report
from benchmarks.results import Asked, Indexed, Results, load
from benchmarks.served import Taken, served
from benchmarks.shape import NOW

BARE, OURS = "Pagefind, bare", "Oproep"
CACHE = Path(".cache", "build", "oproep-cache.sqlite")
LANGUAGES = {"nl": "nl/zoeken.html", "en": "en/search.html"}
OF_THE_PAGE = re.compile(r"\.(html|css|svg|ico)$|/(oproep|store|shortlist|following)\.js$")  # every page has these
FIRST = ".search-results .call-row"
IDENTIFIER = re.compile(r"^identifier: (\S+)$", re.MULTILINE)
SAMPLE = 40


def pages_of_calls(site: Path, into: Path) -> Path:
    """A folder with the pages of calls and no others."""
    shutil.rmtree(into, ignore_errors=True)
    for language in LANGUAGES:
        folder = Path(language, PATHS.get((language, "calls"), "calls"))
        (into / folder).mkdir(parents=True)
        for path in (site / folder).glob("*.html"):
            if not path.name.startswith("index"):
                os.link(path, into / folder / path.name)
    return into


def forget_index(folder: Path) -> None:
    """Nothing is kept of the index any more, and everything else is."""
    with sqlite3.connect(folder / CACHE) as ledger:
        ledger.execute("DELETE FROM search")
        ledger.execute("DELETE FROM about WHERE CAST(key AS TEXT) LIKE 'done %'")
    shutil.rmtree(folder / "index", ignore_errors=True)


def indexing(ground: Ours, slug: str) -> Iterator[tuple[str, str, Cost, Path]]:
    """The index: bare, and ours from nothing, after changes, and without any."""
    folder = ground.folder
    measure([ours(["build", "--root", str(folder), "--now", NOW, "--only", "pages"])], folder)
    pages = pages_of_calls(folder / "public", folder / "pages")
    command = ours(["build", "--root", str(folder), "--out", str(folder / "index"), "--now", NOW, "--only", "search"])
    bare = [str(pagefind_bin.get_executable()), "--site", str(pages), "--output-path", str(folder / "bare")]
    yield "index", BARE, measure([bare], folder), folder / "bare"
    forget_index(folder)
    yield "index", OURS, measure([command], folder), folder / "index"
    change_body(ground, slug)
    yield "index-text", OURS, measure([command], folder), folder / "index"
    change(ground.source("nl", slug), r"^(deadline: .*)$", r"\1\ncancelled: 2026-11-01")
    yield "index-over", OURS, measure([command], folder), folder / "index"
    yield "index-nothing", OURS, measure([command], folder), folder / "index"


def size(folder: Path) -> tuple[int, float]:
    """How many files there are in a folder, and their MB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file() and ".oproep" not in path.parts]
    return len(sizes), sum(sizes) / 1e6


def asking(ground: Ours, results: Results) -> None:
    """The first question of a reader, several kinds of it, each in a browser that has seen nothing."""
    site = ground.folder / "public"
    measure([ours(["build", "--root", str(ground.folder), "--now", NOW])], ground.folder)
    codes = identifiers(ground.folder)
    newest, oldest = codes[-1], codes[0]
    questions = {
        "a frequent word": "energie",
        "a rare word": "windmolens",
        "a word nobody uses": "luchtkasteeltje",
        f"an identifier, whole: {newest}": newest,
        f"an identifier of the past, whole: {oldest}": oldest,
        f"an identifier, half: {half(newest)}": half(newest),
    }
    calls = int(ground.folder.name.rpartition("-")[2])
    with served(site) as (address, taken), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        results.asked.extend(first_questions(browser, taken, address, questions, calls))
        chance = random.Random(1)
        page = browser.new_page()
        for kind, part in (("whole", str), ("half", half)):
            sample = chance.sample(codes, min(SAMPLE, len(codes)))
            shown = ((part(code).lower(), first_code(page, address, part(code)).lower()) for code in sample)
            hits = sum(typed in found for typed, found in shown)
            results.hits[f"{kind}, of {len(codes)}"] = f"{hits} of {len(sample)}"
        browser.close()


def first_questions(
    browser: Browser, taken: Taken, address: str, questions: Mapping[str, str], calls: int
) -> Iterator[Asked]:
    """Each question, asked of the site at an address by a browser that has seen nothing."""
    for said, query in questions.items():
        page = browser.new_context().new_page()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        taken.look()
        page.goto(address + LANGUAGES["nl"])
        page.wait_for_load_state("networkidle")
        page.get_by_role("searchbox").fill(query)
        page.locator(f"{FIRST}, .search-status:text-matches('gevonden')").first.wait_for()
        at_first = script_time(session)
        sent, raw = kilobytes(taken)
        page.wait_for_timeout(500)
        page.wait_for_load_state("networkidle")
        more_sent, more_raw = kilobytes(taken)
        yield Asked(
            calls=calls,
            question=said,
            sent_first=sent,
            raw_first=raw,
            sent=sent + more_sent,
            raw=raw + more_raw,
            script_first=at_first,
            script=script_time(session),
        )
        page.context.close()


def kilobytes(taken: Taken) -> tuple[float, float]:
    """What search has loaded since the last look, as sent and raw; without the page itself."""
    found = [each for each in taken.look() if not OF_THE_PAGE.search(each[0].partition("?")[0])]
    return sum(sent for _, sent, _ in found) / 1e3, sum(raw for *_, raw in found) / 1e3


def half(code: str) -> str:
    """The end of an identifier, in small letters: what somebody remembers of it."""
    return "-".join(code.split("-")[-3:]).lower()


def first_code(page: Page, address: str, query: str) -> str:
    """The identifier of the first result."""
    page.goto(f"{address}{LANGUAGES['en']}?q={query}")
    page.locator(FIRST).first.wait_for()
    return page.locator(FIRST).first.locator(".call-row__identifier").inner_text()


def script_time(session: CDPSession) -> float:
    """The milliseconds of script since the page was opened."""
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ScriptDuration"]) * 1000


def identifiers(folder: Path) -> list[str]:
    """The identifiers of all calls, the oldest first."""
    paths = (folder / "content" / "calls").glob("*.md")
    found = [match[1] for path in paths if (match := IDENTIFIER.search(path.read_text(encoding="utf-8")))]
    return sorted(found, key=lambda code: (re.findall(r"\d{4}", code), code))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure search.")
    parser.add_argument("--calls", type=int, default=10000, help="the size of the catalogue (10000)")
    parser.add_argument("--work", type=Path, default=WORK, help=f"a folder for everything made here ({WORK})")
    parser.add_argument("--report", type=Path, default=REPORT, help="the page whose tables are written anew")
    asked = parser.parse_args()
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    installed = Installed(work)
    grounds = Grounds(work, asked.calls, installed, ())
    ground = Ours(work / f"search-{asked.calls}", installed)
    results = load(work)
    results.machine = machine(work)
    results.indexed, results.asked, results.hits = [], [], {}
    ground.prepare(grounds.corpus)
    for scenario, who, cost, folder in indexing(ground, call_to_edit(grounds.corpus)):
        files, megabytes = size(folder)
        run = Indexed(asked.calls, scenario, who, cost.seconds, cost.processor, cost.largest, files, megabytes)
        results.indexed.append(run)
        took = f"{run.seconds:7.2f} s {run.processor:7.2f} s of processors {run.largest:6.0f} MiB"
        print(f"{scenario:14} {who:15} {took} {files:6} files", flush=True)
    asking(ground, results)
    results.save(work)
    write_report(results, asked.report)
    for _, body in searches(results):
        print(f"\n{body}")


if __name__ == "__main__":
    main()
