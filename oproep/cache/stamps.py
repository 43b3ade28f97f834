"""Files become stamps, by which a later build knows without opening them which are still the same.

A stamp is size and times, as git's index trusts them: hashing twenty thousand files takes half a second, asking
for their stamps a tenth of that. A file changed within the last moment before it was stamped may change again
within the grain of the clock, so its stamp is not trusted but looked into.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

GRAIN = 2_000_000_000  # ns: the coarsest clock of a file system in use, that of FAT

PART = 1 << 16  # bytes
BLOCK = 3 * 128  # numbers of a list of stamps
DIGEST = 16  # bytes of that of a file
NOT_KNOWN = bytes(DIGEST)


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


class Digests(Mapping[str, bytes]):
    """The digest of what each file of a folder holds, looked up in those of all; empty while it is not known."""

    def __init__(self, names: list[str], joined: bytes | bytearray = b"") -> None:
        self.names, self.joined = names, bytearray(joined)  # names in order
        self.joined.extend(bytes(len(names) * DIGEST - len(joined)))

    def place(self, name: str) -> int:
        """Where the digest of a file begins; raises KeyError."""
        at = bisect_left(self.names, name)
        if at == len(self.names) or self.names[at] != name:
            raise KeyError(name)
        return at * DIGEST

    def __getitem__(self, name: str) -> bytes:
        at = self.place(name)
        found = bytes(self.joined[at : at + DIGEST])
        return b"" if found == NOT_KNOWN else found

    def __setitem__(self, name: str, digest: bytes) -> None:
        at = self.place(name)
        self.joined[at : at + DIGEST] = digest

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Compared:
    """A folder beside what is known of it: the digest of each file, and of which files it may be another by now."""

    digests: Digests
    doubtful: frozenset[str]
    gone: frozenset[str]


def compared(names: list[str], stamps: array[int], before: Shelf, taken: int) -> Compared:
    """Which files may be others than before, by their stamps; `taken` is when those of before were looked at."""
    limit = taken - GRAIN
    if names == before.names:
        places = set(differing(stamps, before.stamps))
        if max(stamps, default=0) >= limit:
            places.update(at // 3 for at, when in enumerate(stamps) if when >= limit)
        return Compared(Digests(names, before.digests), frozenset(names[at] for at in places), frozenset())
    old = {name: at for at, name in enumerate(before.names)}
    digests = bytearray()
    doubtful = []
    for at, name in enumerate(names):
        was = old.pop(name, None)
        digests += NOT_KNOWN if was is None else before.digests[was * DIGEST : (was + 1) * DIGEST]
        mine, theirs = stamps[at * 3 : at * 3 + 3], before.stamps[was * 3 : was * 3 + 3] if was is not None else None
        if mine != theirs or max(mine) >= limit:
            doubtful.append(name)
    return Compared(Digests(names, digests), frozenset(doubtful), frozenset(old))


def differing(one: array[int], other: array[int]) -> Iterator[int]:
    """The places of the files whose stamps differ, in two lists of as many; block by block, since few do."""
    for start in range(0, len(one), BLOCK):
        mine, theirs = one[start : start + BLOCK], other[start : start + BLOCK]
        if mine != theirs:
            yield from ((start + at) // 3 for at in range(len(mine)) if mine[at] != theirs[at])
