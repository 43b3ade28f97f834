"""What the offline bundle costs: making it, its size, and the first answer to a reader who opens it from a disk.

    python -m benchmarks.bundle --work /dev/shm/bench --calls 10000

A catalogue is built, its bundle unpacked, and each question asked of the search page by a browser that has seen nothing
and has no network: from opening the page until the first result stands there. What it reads is the sum of the files
that it opens.
"""

from __future__ import annotations

import argparse
import shutil
import time
import zipfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

from benchmarks.contenders import HERE, Ours, ours
from benchmarks.edits import call_to_edit, change_body
from benchmarks.grounds import WORK, Grounds
from benchmarks.machine import machine
from benchmarks.measuring import Cost, measure
from benchmarks.peers.install import Installed
from benchmarks.report import table, write_tables
from benchmarks.shape import NOW
from tests import browser as browsers

REPORT = HERE / "docs" / "performance.md"
SEARCH = "nl/zoeken.html"
QUESTIONS = {"a frequent word": "energie", "a rare word": "windmolens", "a word nobody uses": "luchtkasteeltje"}
FIRST = ".search-results .call-row, .search-status:text-matches('gevonden')"


def made(ground: Ours) -> dict[str, Cost]:
    """The bundle: from nothing, with all the rest there; after a change of one text; without any change."""
    folder = ground.folder
    rest = [part for output in ("pages", "data", "search") for part in ("--only", output)]
    measure([ours(["build", "--root", str(folder), "--now", NOW, *rest])], folder)
    command = [ours(["build", "--root", str(folder), "--now", NOW])]
    costs = {"from nothing, all else being there": measure(command, folder)}
    change_body(ground, call_to_edit(ground.folder))
    costs["a text changed, its pages and search included"] = measure(command, folder)
    costs["nothing changed"] = measure(command, folder)
    return costs


def answered(browser: Browser, site: Path, query: str) -> tuple[float, float]:
    """Seconds until the first answer, and the MB read for it."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    opened: set[str] = set()
    page.on("request", lambda request: opened.add(urlsplit(request.url).path))
    began = time.monotonic()
    page.goto(f"{(site / SEARCH).as_uri()}?q={query}")
    page.locator(FIRST).first.wait_for()
    took = time.monotonic() - began
    read = sum(Path(unquote(path)).stat().st_size for path in opened)
    context.close()
    return took, read / 1e6


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--calls", type=int, default=10000, help="the size of the catalogue (10000)")
    options.add_argument("--work", type=Path, default=WORK, help=f"a folder for everything made here ({WORK})")
    options.add_argument("--repeat", type=int, default=5, help="how often each question is asked")
    options.add_argument("--report", type=Path, default=REPORT, help="the file whose table is written")
    wish = options.parse_args()
    work = wish.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    installed = Installed(work)
    ground = Ours(work / f"bundle-{wish.calls}", installed)
    ground.prepare(Grounds(work, wish.calls, installed, ()).corpus)
    rows = [
        [f"made: {what}", f"{cost.seconds:.2f} s", f"{cost.largest:.0f} MiB"] for what, cost in made(ground).items()
    ]
    (bundle,) = (ground.folder / "public").glob("*.zip")
    unpacked = work / f"unpacked-{wish.calls}"
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(bundle) as found:
        found.extractall(unpacked)
        files, size = len(found.namelist()), bundle.stat().st_size / 1e6
    rows.append(["the file", f"{size:.0f} MB", f"{files} files"])
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.required(), args=["--no-sandbox"])
        for _ in range(wish.repeat):
            for said, query in QUESTIONS.items():
                taken[said].append(answered(browser, unpacked / bundle.stem, query))
                print(f"{said}: {taken[said][-1]}", flush=True)
        browser.close()
    for said, found_in in taken.items():
        seconds, megabytes = (median(each) for each in zip(*found_in, strict=True))
        rows.append([f"opened and asked: {said}", f"{seconds:.2f} s", f"{megabytes:.2f} MB read"])
    here = machine(work)
    words = f"{wish.calls:,} calls in two languages, medians of {wish.repeat}; measured {here['measured']} on "
    words += f"{here['machine']}, at {here['our commit']}."
    write_tables([("bundle", f"{table(['the bundle', 'time or size', ''], rows)}\n\n{words}")], wish.report)


if __name__ == "__main__":
    main()
