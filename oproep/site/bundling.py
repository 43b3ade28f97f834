"""The bundle of what was published, taken out of there by itself."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

from oproep.site.places import LIST, OURS


class NoBundle(Exception):
    """There is nothing to take a bundle from."""


class Taken(NamedTuple):
    """A bundle that was written."""

    path: Path
    files: int
    size: int  # bytes


def bundle(published: Path, out: Path | None) -> Taken:
    """Writes the bundle in a folder that was published into to `out`, by default under its own name beside that folder.

    Raises NoBundle, and OSError.
    """
    listed = published / OURS / LIST
    names = listed.read_text(encoding="utf-8").split("\n") if listed.exists() else []
    name = next((name for name in names if name.endswith(".zip") and "/" not in name), None)
    if name is None or not (published / name).exists():
        raise NoBundle(f"There is no bundle in {published}. Run: python build.py build")
    target = out or published.parent / name
    try:
        with zipfile.ZipFile(published / name) as found:
            files, broken = len(found.namelist()), found.testzip()
    except zipfile.BadZipFile:
        files, broken = 0, name
    if broken:
        raise NoBundle(f"{published / name} is damaged at {broken}. Run: python build.py build --no-cache")
    shutil.copyfile(published / name, target)
    return Taken(target, files, target.stat().st_size)
