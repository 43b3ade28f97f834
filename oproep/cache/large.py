"""A value of many megabytes is kept in parts, so that it does not stand in memory twice on its way there."""

from __future__ import annotations

import io
import pickle
from hashlib import blake2b
from typing import Any

from oproep.cache.ledger import Ledger
from oproep.cache.packing import SUM, Damaged, unpickled

SHELF = "about"
PART = 1 << 20  # bytes


class Parts(io.RawIOBase):
    """Takes what is written to it into the cache, part by part."""

    def __init__(self, ledger: Ledger, key: bytes) -> None:
        self.ledger, self.key = ledger, key
        self.held, self.count, self.sum = bytearray(), 0, blake2b(digest_size=SUM)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Takes these bytes; whole parts of them are put without a copy."""
        given = memoryview(data).cast("B")
        taken = min(len(given), PART - len(self.held)) if self.held else 0
        self.held += given[:taken]
        if len(self.held) == PART:
            self.put()
        while len(given) - taken >= PART:
            self.keep(given[taken : taken + PART])
            taken += PART
        self.held += given[taken:]
        return len(given)

    def put(self) -> None:
        """Puts what is held."""
        self.keep(self.held)
        self.held = bytearray()

    def keep(self, part: bytes | bytearray | memoryview) -> None:
        """Puts a part."""
        self.sum.update(part)
        self.ledger.put(SHELF, [(part_key(self.key, self.count), bytes(part))])
        self.count += 1


def part_key(key: bytes, number: int) -> bytes:
    """What a part is kept by."""
    return b"%s\0%d" % (key, number)


def put_large(ledger: Ledger, key: bytes, value: Any) -> bytes:
    """Keeps a value; answers its sum, which another value does not have."""
    parts = Parts(ledger, key)
    with ledger.reading():
        before = count_of(ledger.get(SHELF, key))
        pickle.dump(value, parts, protocol=5)
        parts.put()
        found = parts.sum.digest()
        ledger.put(SHELF, [(key, found + parts.count.to_bytes(4, "little"))])
        ledger.drop(SHELF, (part_key(key, number) for number in range(parts.count, before)))
    return found


def sum_of_large(ledger: Ledger, key: bytes) -> bytes:
    """The sum of what is kept; empty where there is nothing."""
    return (ledger.get(SHELF, key) or b"")[:SUM]


def get_large(ledger: Ledger, key: bytes) -> Any:
    """What is kept; None where there is nothing. Raises Damaged."""
    with ledger.reading():
        head = ledger.get(SHELF, key)
        parts = [ledger.get(SHELF, part_key(key, number)) or b"" for number in range(count_of(head))]
    if head is None:
        return None
    data = parts[0] if len(parts) == 1 else b"".join(parts)
    if blake2b(data, digest_size=SUM).digest() != head[:SUM]:
        raise Damaged("a value that was kept has changed")
    return unpickled(data)


def count_of(head: bytes | None) -> int:
    """Of how many parts a value is."""
    return int.from_bytes(head[SUM:], "little") if head else 0
