"""Files come in one after the other; a ZIP file of them goes out, alike to the byte whenever and wherever it is made.

By PKWARE's APPNOTE 6.3.10, with what every program reads: names in UTF-8, deflate or as it is, ZIP64 for a lot.
`zipfile` of the standard library would compress all of it anew for each file that changes; here what was compressed
before is taken over as it stands. Times are those at which ZIP begins, 1980-01-01.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple

LOCAL, CENTRAL, END = Struct("<4s5H3I2H"), Struct("<4s6H3I5H2I"), Struct("<4s4H2IH")
END_64, LOCATOR_64, WIDE = Struct("<4sQ2H2I4Q"), Struct("<4sIQI"), Struct("<2HQ")
VERSION, VERSION_64 = 20, 45  # what a reader must know: 2.0 deflate, 4.5 ZIP64
UNIX = 3 << 8  # who made it: attributes are those of Unix
UTF_8 = 1 << 11  # the flag of names in UTF-8
STORED, DEFLATED = 0, 8
TIME, DATE = 0, 1 << 5 | 1  # 1980-01-01 00:00:00
PLAIN_FILE = 0o100644 << 16
FULL_16, FULL_32 = 0xFFFF, 0xFFFFFFFF  # says that the number stands elsewhere, in its wide form
LEVEL = 6


class Packed(NamedTuple):
    """The content of a file as it stands in a ZIP."""

    crc: int
    size: int  # bytes
    method: int
    data: bytes


class Member(NamedTuple):
    """Where the content of a file stands in a ZIP that was made, and what it says of it."""

    offset: int  # of its data, in bytes
    length: int  # of its data
    crc: int
    size: int
    method: int


def packed(content: bytes) -> Packed:
    """Content, compressed where that makes it smaller."""
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = squeeze.compress(content) + squeeze.flush()
    if len(data) >= len(content):
        return Packed(zlib.crc32(content), len(content), STORED, content)
    return Packed(zlib.crc32(content), len(content), DEFLATED, data)


class Zip:
    """A ZIP on its way: each call answers bytes that come next, and `end` the last of them.

    Raises OverflowError for a file of 4 GiB, which nothing in a catalogue has.
    """

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.length = 0
        self.listed: list[bytes] = []

    def add(self, name: str, content: Packed) -> Iterator[bytes]:
        """A file by its name, which counts from the top of the ZIP and has no backslash."""
        if max(content.size, len(content.data)) >= FULL_32:
            raise OverflowError(f"{name} is too large for the bundle")
        path, start = name.encode(), self.length
        about = (UTF_8, content.method, TIME, DATE, content.crc, len(content.data), content.size, len(path))
        wide = WIDE.pack(1, 8, start) if start >= FULL_32 else b""
        version = VERSION_64 if wide else VERSION
        head = LOCAL.pack(b"PK\x03\x04", version, *about, 0) + path
        at = min(start, FULL_32)
        self.listed.append(
            CENTRAL.pack(b"PK\x01\x02", UNIX | VERSION_64, version, *about, len(wide), 0, 0, 0, PLAIN_FILE, at)
            + path
            + wide
        )
        self.members[name] = Member(start + len(head), len(content.data), content.crc, content.size, content.method)
        self.length += len(head) + len(content.data)
        yield head
        yield content.data

    def end(self) -> Iterator[bytes]:
        """The list of all files, by which they are found."""
        yield from self.listed
        size, count = sum(map(len, self.listed)), len(self.listed)
        if count >= FULL_16 or self.length >= FULL_32 or size >= FULL_32:
            whole = self.length + size
            yield END_64.pack(
                b"PK\x06\x06", END_64.size - 12, UNIX | VERSION_64, VERSION_64, 0, 0, count, count, size, self.length
            )
            yield LOCATOR_64.pack(b"PK\x06\x07", 0, whole, 1)
        few = min(count, FULL_16)
        yield END.pack(b"PK\x05\x06", 0, 0, few, few, min(size, FULL_32), min(self.length, FULL_32), 0)
