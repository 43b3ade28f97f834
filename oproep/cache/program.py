"""The program and what it stands on become a digest: what was kept by another version of either is not used."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from oproep.cache.packing import digest
from oproep.cache.stamps import content_of

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def version_of_program() -> bytes:
    """Changes with every module of the program, with Python, and with every library that is installed beside it."""
    modules = files_below(PACKAGE, ".py")
    return digest(sys.version.encode(), *libraries(), *modules)


def places_of_libraries() -> list[str]:
    """The folders that libraries are installed in."""
    places = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return sorted(path for path in places if Path(path).is_dir())


def libraries() -> Iterable[bytes]:
    """The names of what is installed, which hold the versions; read from the folders, since asking takes longer."""
    for place in places_of_libraries():
        yield from sorted(path.name.encode() for path in Path(place).iterdir() if path.suffix == ".dist-info")


def files_below(folder: Path, *endings: str) -> Iterable[bytes]:
    """The name and the content of every file below a folder, in order; compiled modules aside."""
    above = os.fspath(folder)
    for place, folders, names in os.walk(above):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = f"{place}{os.sep}{name}"
            if (not endings or name.endswith(endings)) and os.path.isfile(path):  # noqa: PTH113 - there are hundreds
                yield os.fsencode(path[len(above) + 1 :].replace(os.sep, "/"))
                yield content_of(path)
