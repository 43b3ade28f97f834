"""A number becomes a folder with a catalogue of so many made-up calls, the same on every machine.

    python -m benchmarks.corpus 1000 .cache/bench/corpus-1000

Only content/ is written: templates are the program's own, as for any catalogue that has none.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

from benchmarks.calls import call_files
from benchmarks.records import records

CHUNK = 500
MARK = "made-by-benchmarks.txt"


def write_corpus(calls: int, root: Path) -> None:
    """Writes a catalogue of so many calls into a new folder, or into one that this wrote before."""
    if root.exists() and any(root.iterdir()) and not (root / MARK).exists():
        raise FileExistsError(f"{root} holds something else")
    shutil.rmtree(root, ignore_errors=True)
    content = root / "content"
    for kind in ("calls", "funds", "themes", "beneficiaries", "contacts", "pages"):
        (content / kind).mkdir(parents=True)
    (root / MARK).write_text(f"{calls} calls\n", encoding="utf-8")
    write_all(content, records())
    chunks = [range(first, min(first + CHUNK, calls + 1)) for first in range(1, calls + 1, CHUNK)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(write_calls, [content] * len(chunks), chunks))


def write_calls(content: Path, numbers: Sequence[int]) -> None:
    """Writes the calls of these numbers."""
    write_all(content, chain.from_iterable(map(call_files, numbers)))


def write_all(content: Path, files: Iterable[tuple[str, str]]) -> None:
    """Writes files by their path below content/."""
    for path, text in files:
        (content / path).write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("calls", type=int, help="how many calls")
    parser.add_argument("root", type=Path, help="the folder to write, new or made by this before")
    asked = parser.parse_args()
    try:
        write_corpus(asked.calls, asked.root)
    except FileExistsError as error:
        sys.exit(f"Not written: {error}.")


if __name__ == "__main__":
    main()
