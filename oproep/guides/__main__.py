"""Writes the files that follow from the program: `python -m oproep.guides`, which `make guides` runs."""

from __future__ import annotations

import sys

from oproep.guides import write

if __name__ == "__main__":
    changed = write()
    sys.stdout.write("".join(f"Wrote {path}\n" for path in changed) or "All is as it should be.\n")
