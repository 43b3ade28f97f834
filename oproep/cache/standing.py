"""Every folder that shapes a site is looked through once: which files stand in it, and how; none is opened."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from stat import S_IFDIR, S_IFMT, S_IFREG
from typing import NamedTuple

from oproep.cache.program import PACKAGE, places_of_libraries

DESIGN = PACKAGE.parent / "templates"


class Folder(NamedTuple):
    """What stands in a folder, in the order of names; folders in it are told of by themselves."""

    path: str
    names: list[str]  # of files, of links too
    stamps: array[int]  # of each its size, when it changed, and when its entry did (ns since 1970)
    strange: frozenset[str]  # of the names those that are no file of their own: links, sockets


class Standing(NamedTuple):
    """How all files that shape a site stood at an instant."""

    taken: int  # when, by the clock of the files, ns since 1970
    folders: dict[str, Folder]  # by their paths
    digest: bytes  # changes with any of them, and with what libraries are installed
    latest: int  # when any of them changed last, ns since 1970


def standing(root: Path, taken: int) -> Standing:
    """How the files of a catalogue stand; `taken` is the time before it was looked."""
    folders, found, latest = {}, blake2b(digest_size=16), 0
    places = dict.fromkeys((root.resolve() / "content", root.resolve() / "templates", DESIGN, PACKAGE))
    for folder in (folder for place in places for folder in below(os.fspath(place))):
        folders[folder.path] = folder
        latest = max(latest, max(folder.stamps, default=0))
        names = "\n".join((folder.path, *folder.names)).encode(errors="surrogateescape")
        found.update(len(names).to_bytes(8, "little") + names + folder.stamps.tobytes())
    for place in places_of_libraries():
        found.update("\n".join(sorted(os.listdir(place))).encode(errors="surrogateescape"))  # noqa: PTH208 - names alone
    return Standing(taken, folders, found.digest(), latest)


def below(path: str) -> Iterator[Folder]:
    """A folder and all those in it, in order; compiled modules aside. Nothing where there is none."""
    try:
        entries = sorted(os.listdir(path))  # noqa: PTH208 - half the time of asking for more than names
    except (FileNotFoundError, NotADirectoryError):
        return
    names, strange, inside = [], set(), []
    stamps: list[int] = []
    for name in entries:
        try:
            found = os.lstat(f"{path}{os.sep}{name}")
        except FileNotFoundError:  # an editor saves at this moment
            continue
        kind = S_IFMT(found.st_mode)
        if kind == S_IFDIR:
            inside.append(name)
            continue
        names.append(name)
        stamps += (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        if kind != S_IFREG:
            strange.add(name)
    yield Folder(path, names, array("q", stamps), frozenset(strange))
    for name in inside:
        if name != "__pycache__":
            yield from below(f"{path}{os.sep}{name}")
