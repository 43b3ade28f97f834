"""The folder that is published into: whose it is, what may stand in it, and how a file gets to its place in it."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

OURS = ".oproep"  # the folder in what is published that says it is ours, and what of it
LIST = "files.txt"
STAGE = "stage"
KEPT = frozenset({".gitignore", OURS})
LONGEST_BUILD = 600  # seconds


class NotOurs(Exception):
    """The folder to publish into holds something that this program did not put there."""


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """No other build publishes into the folder meanwhile; raises BlockingIOError when one does."""
    try:
        with locked(out, wait=0):
            yield
    except Timeout:
        raise BlockingIOError(f"another build is publishing into {out}; try again when it has ended") from None


@contextmanager
def in_turn(cache: Path) -> Iterator[None]:
    """No other build uses the cache meanwhile: one that does is waited for, and BlockingIOError raised in the end."""
    try:
        with locked(cache, wait=LONGEST_BUILD):
            yield
    except Timeout:
        raise BlockingIOError(f"another build has been using {cache} for long; try again when it has ended") from None


def locked(folder: Path, *, wait: float) -> FileLock:
    """The lock of a folder, waited for so many seconds; the system holds it, and it ends with the process.

    Entering it raises Timeout.
    """
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]
    return FileLock(Path(tempfile.gettempdir()) / f"oproep-{name}.lock", timeout=wait)


def apart_from_sources(root: Path, out: Path) -> None:
    """What is published lies neither in the sources nor around them."""
    for source in (root / "content", root / "templates"):
        if out == source or source in out.parents or out in source.parents:
            raise NotOurs(f"{out} holds sources of the catalogue, or lies in them. Name another folder with --out.")


def claim(out: Path) -> None:
    """The folder is ours: it is not there, it is empty but for .gitignore, or an earlier build marked it."""
    if out.exists() and not out.is_dir():
        raise NotOurs(f"{out} is a file. Name a folder to publish into.")
    if out.is_dir() and not (out / OURS / LIST).exists():
        found = sorted(entry.name for entry in out.iterdir() if entry.name not in KEPT)
        if found:
            raise NotOurs(
                f"{out} holds {found[0]}, which this program did not put there. "
                "Name an empty folder with --out, or empty that one yourself."
            )


def guard(address: str) -> None:
    """An address stays inside the folder, and can be a file on every system."""
    parts = PurePosixPath(address).parts
    bad = not parts or "/".join(parts) != address or any(part in ("..", OURS) for part in parts)
    if bad or any(letter in '\\:*?"<>|\n' for letter in address):
        raise ValueError(f"{address!r} cannot be written")


def move_all(stage: Path, out: Path, addresses: Iterable[str]) -> None:
    """Puts staged files in their places; a folder that is not there yet moves in as a whole."""
    whole: set[str] = set()
    for address in addresses:
        top, _, below = address.partition("/")
        if top in whole:
            continue
        if below and not (out / top).exists() and not (out / top).is_symlink():
            (stage / top).replace(out / top)
            whole.add(top)
        else:
            move_in(stage, out, address)


def move_in(stage: Path, out: Path, address: str) -> None:
    """Puts a whole file in its place at once; what stood in its way from another edition goes."""
    target = out / address
    for above in target.parents:
        if above == out:  # further up nothing is ours
            break
        if above.is_file() or above.is_symlink():
            above.unlink()
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    (stage / address).replace(target)


def read_list(listed: Path) -> set[str]:
    """What the list says is published; nothing where there is none yet."""
    return set(listed.read_text(encoding="utf-8").split("\n")[:-1]) if listed.exists() else set()


def write_list(listed: Path, addresses: Iterable[str]) -> None:
    """The list of what is published, put in its place at once."""
    fresh = listed.with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{address}\n" for address in sorted(addresses))
    fresh.replace(listed)


def remove_empty(out: Path, folder: Path) -> None:
    """Removes a folder and those above it, up to `out`, while they are empty."""
    while folder != out and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
