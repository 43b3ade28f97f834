"""What Lighthouse says of the pages that readers meet most, on a desktop and on a phone.

    python -m benchmarks.lighthouse --repeat 5

The committed catalogue is built for the address that it is then served at, with gzip as static hosts do. Lighthouse is
installed by npm into the work folder, and drives the system's Chromium; CHROME_PATH names another. Its phone
is a slow one on a slow network, both simulated. A busy machine makes the score for speed worse, never better: the
table gives the median, and the least.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from benchmarks.contenders import HERE
from benchmarks.grounds import WORK
from benchmarks.machine import machine
from benchmarks.report import table, write_tables
from benchmarks.served import served
from tests import browser
from tests.front_door import NOW, build

VERSION = "13.5.0"
REPORT = HERE / "docs" / "performance.md"
PAGES = {
    "home": "nl/index.html",
    "list": "nl/oproepen/index.html",
    "call": "nl/oproepen/amif-actief-en-gedeeld-burgerschap.html",
    "search": "nl/zoeken.html",
}
DEVICES = {"desktop": ("--preset=desktop",), "phone": ()}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--headless=new --no-sandbox"
Scores = dict[tuple[str, str], dict[str, list[float]]]


def installed(work: Path) -> Path:
    """Lighthouse of this version, in the work folder."""
    program = work / "node_modules" / ".bin" / "lighthouse"
    package = work / "node_modules" / "lighthouse" / "package.json"
    if not package.exists() or json.loads(package.read_text(encoding="utf-8"))["version"] != VERSION:
        work.mkdir(parents=True, exist_ok=True)
        asked = [
            "npm",
            "install",
            "--silent",
            "--no-fund",
            "--no-audit",
            "--prefix",
            str(work),
            f"lighthouse@{VERSION}",
        ]
        subprocess.run(asked, check=True)
    return program


def asked(program: Path, url: str, device: str, report: Path) -> Mapping[str, float]:
    """The score of each category, of 100, and the bytes that came; what costs a point is told."""
    command = [str(program), url, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={CHROME}"]
    chrome = os.environ.get("CHROME_PATH") or shutil.which("chromium") or str(browser.required())
    subprocess.run([*command, *DEVICES[device]], check=True, env={**os.environ, "CHROME_PATH": chrome})
    found = json.loads(report.read_text(encoding="utf-8"))
    for category in CATEGORIES:
        for each in found["categories"][category]["auditRefs"]:
            audit = found["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {category}: {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    scores = {category: 100 * found["categories"][category]["score"] for category in CATEGORIES}
    return {**scores, "bytes": found["audits"]["total-byte-weight"]["numericValue"]}


def shown(values: list[float]) -> str:
    """The median, and the least where they differ."""
    middle, least = round(median(values)), round(min(values))
    return str(middle) if middle == least else f"{middle} ({least})"


def rows(scores: Scores) -> list[list[str]]:
    """The rows of the table: page, device, the categories, the weight."""
    return [
        [page, device, *(shown(found[each]) for each in CATEGORIES), f"{median(found['bytes']) / 1000:.1f} KB"]
        for (page, device), found in scores.items()
    ]


def main() -> None:
    """Builds, serves, asks round by round, and writes the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, default=WORK / "lighthouse", help="the folder that all is made in")
    options.add_argument("--repeat", type=int, default=5, help="how often each page is asked of")
    options.add_argument("--report", type=Path, default=REPORT, help="the file whose table is written")
    wish = options.parse_args()
    program, site = installed(wish.work), wish.work / "site"
    site.mkdir(exist_ok=True)
    scores: Scores = defaultdict(lambda: defaultdict(list))
    with served(site) as (url, _):
        build(HERE, site, "--base-url", url, now=NOW)
        for number in range(1, wish.repeat + 1):
            for page, path in PAGES.items():
                for device in DEVICES:
                    found = asked(program, url + path, device, wish.work / "report.json")
                    print(f"{number}: {page}, {device}: {dict(found)}", flush=True)
                    for name, value in found.items():
                        scores[page, device][name].append(value)
    here = machine(wish.work)
    made = f"Lighthouse {VERSION}, rounds: {wish.repeat}; measured {here['measured']} on {here['machine']}, "
    made += f"at {here['our commit']}."
    head = ["page", "device", *CATEGORIES, "weight"]
    write_tables([("lighthouse", f"{table(head, rows(scores))}\n\n{made}")], wish.report)


if __name__ == "__main__":
    main()
