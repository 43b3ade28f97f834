"""What a call costs as the catalogue grows: builds from nothing at 1,000, 10,000 and 50,000 calls.

python -m benchmarks.growth --repeat 3
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.grounds import add_options, grounds_of
from benchmarks.report import REPORT, write_report
from benchmarks.results import load
from benchmarks.run import run_all

SIZES = (1000, 10000, 50000)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure builds from nothing at several sizes.")
    parser.add_argument("--calls", type=int, nargs="+", default=list(SIZES), help="sizes of the catalogue")
    parser.add_argument("--repeat", type=int, default=3, help="how many rounds (3)")
    parser.add_argument("--report", type=Path, default=REPORT, help="the page whose tables are written anew")
    add_options(parser)
    asked = parser.parse_args()
    asked.only = asked.only or ["ourspages", "ours", "hugo"]
    for calls in asked.calls:
        grounds = grounds_of(asked, calls)
        results = load(grounds.work)
        run_all(grounds, ["growth"], asked.repeat, results)
        write_report(results, asked.report)


if __name__ == "__main__":
    main()
