"""Files become stamps, by which a later build knows without opening them which are still the same.

A stamp is size and times, as git's index trusts them: hashing twenty thousand files takes half a second, asking
for their stamps a tenth of that. A file changed within the last moment before it was stamped may change again
within the grain of the clock, so its stamp is not trusted but looked into.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

GRAIN = 2_000_000_000  # ns: the coarsest clock of a file system in use, that of FAT

PART = 1 << 16  # bytes
BLOCK = 3 * 128  # numbers of a list of stamps


@dataclass(slots=True)
class Shelf:
    """The files of one folder with their stamps and the digests of what they hold; names in order."""

    names: list[str] = field(default_factory=list)
    stamps: array[int] = field(default_factory=lambda: array("q"))
    digests: bytes = b""

    def __reduce__(self) -> tuple[object, ...]:
        return (unshelved, ("\n".join(self.names), self.stamps.tobytes(), self.digests))


def unshelved(names: str, stamps: bytes, digests: bytes) -> Shelf:
    """A shelf from what it was packed as."""
    found = array("q")
    found.frombytes(stamps)
    return Shelf(names.split("\n") if names else [], found, digests)


def content_of(path: Path | str) -> bytes:
    """What a file holds, asked for in as few steps as there are: there are tens of thousands of files."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(file, PART)]
        while len(parts[-1]) == PART:
            parts.append(os.read(file, PART))
    finally:
        os.close(file)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def moment(path: Path) -> int:
    """Now, by the clock that files in the folder of this one are stamped with, in nanoseconds since 1970."""
    path.touch()
    return path.stat().st_mtime_ns


@dataclass(frozen=True, slots=True)
class Compared:
    """A folder beside what is known of it: the digest of each file, and of which files it may be another by now."""

    digests: dict[str, bytes]
    doubtful: frozenset[str]
    gone: frozenset[str]


def compared(names: list[str], stamps: array[int], before: Shelf, taken: int) -> Compared:
    """Which files may be others than before, by their stamps; `taken` is when those of before were looked at."""
    known = [before.digests[at : at + 16] for at in range(0, len(before.digests), 16)]
    limit = taken - GRAIN
    if names == before.names:
        places = set(differing(stamps, before.stamps))
        if max(stamps, default=0) >= limit:
            places.update(at // 3 for at, when in enumerate(stamps) if when >= limit)
        return Compared(dict(zip(names, known, strict=True)), frozenset(names[at] for at in places), frozenset())
    old = {name: at for at, name in enumerate(before.names)}
    digests: dict[str, bytes] = {}
    doubtful = []
    for at, name in enumerate(names):
        was = old.pop(name, None)
        digests[name] = b"" if was is None else known[was]
        mine, theirs = stamps[at * 3 : at * 3 + 3], before.stamps[was * 3 : was * 3 + 3] if was is not None else None
        if mine != theirs or max(mine) >= limit:
            doubtful.append(name)
    return Compared(digests, frozenset(doubtful), frozenset(old))


def differing(one: array[int], other: array[int]) -> Iterator[int]:
    """The places of the files whose stamps differ, in two lists of as many; block by block, since few do."""
    for start in range(0, len(one), BLOCK):
        mine, theirs = one[start : start + BLOCK], other[start : start + BLOCK]
        if mine != theirs:
            yield from ((start + at) // 3 for at in range(len(mine)) if mine[at] != theirs[at])
