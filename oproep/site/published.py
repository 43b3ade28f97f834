"""What was published into a folder, as it is kept for the next time: which files, how they stood, of which editions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from oproep.cache.large import get_large, put_large, sum_of_large
from oproep.cache.ledger import Ledger
from oproep.cache.unchanged import name_of

KEY = 16  # bytes of the key of a file
NO_KEY = bytes(KEY)
Stand = tuple[bytes, int, int]  # the key of a file, its size, and when it changed (ns since 1970)


class Files(Mapping[str, Stand]):
    """How files stand, by their addresses; each takes little more than its address, for there are very many."""

    def __init__(self, places: dict[str, int] | None = None, keys: bytes = b"", stamps: bytes = b"") -> None:
        self.places: dict[str, int] = {} if places is None else places  # the number of each
        self.key_bytes = bytearray(keys)
        self.stamps: array[int] = array("q")
        self.stamps.frombytes(stamps)

    def __getitem__(self, address: str) -> Stand:
        at = self.places[address]
        return bytes(self.key_bytes[at * KEY : (at + 1) * KEY]), self.stamps[at * 2], self.stamps[at * 2 + 1]

    def __contains__(self, address: object) -> bool:
        return address in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def add(self, address: str, stand: Stand) -> None:
        """One more, at the end."""
        key, size, changed = stand
        if len(key) != KEY:
            raise ValueError(f"the key of {address} has {len(key)} bytes")
        self.places[address] = len(self.places)
        self.key_bytes += key
        self.stamps.append(size)
        self.stamps.append(changed)

    def set(self, address: str, stand: Stand) -> int:
        """One that is there stands otherwise now; answers its number."""
        at = self.places[address]
        self.key_bytes[at * KEY : (at + 1) * KEY], self.stamps[at * 2], self.stamps[at * 2 + 1] = stand
        return at


@dataclass(frozen=True)
class Published:
    """How every file stood when it was published last, and the key that it had.

    `editions` names the edition that each output was made of: of one of the same name every file has the same key.
    """

    names: str = ""  # the addresses, a line each
    keys: bytes = b""
    stamps: bytes = b""
    editions: Mapping[str, bytes] = field(default_factory=dict)
    sum: bytes = field(default=b"", compare=False)  # of the record that this was read from

    @staticmethod
    def of(files: Files, editions: Mapping[str, bytes]) -> Published:
        """These files, as they are kept."""
        return Published("\n".join(files), bytes(files.key_bytes), files.stamps.tobytes(), editions)

    @staticmethod
    def read(ledger: Ledger, out: Path) -> Published:
        """What was published into a folder. Raises Damaged."""
        key = name_of("published", out)
        kept = get_large(ledger, key)
        if not kept:
            return Published()
        names, keys, stamps, editions = kept
        return Published(names, keys, stamps, editions, sum_of_large(ledger, key))

    def write(self, ledger: Ledger, out: Path) -> bytes:
        """Keeps this for the next time; answers the sum of the record."""
        record = (self.names, self.keys, self.stamps, dict(self.editions))
        return put_large(ledger, name_of("published", out), record)

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each file, by its address."""
        return dict(zip(self.names.split("\n"), count())) if self.names else {}

    @cached_property
    def files(self) -> Files:
        """Every file, by its address."""
        return Files(self.places, self.keys, self.stamps)

    def but(self, files: Mapping[str, Stand], editions: Mapping[str, bytes]) -> Published:
        """The same with these files standing otherwise than they did; there is no new one among them."""
        found = Files(self.places, self.keys, self.stamps)
        for address, stand in files.items():
            found.set(address, stand)
        return Published(self.names, bytes(found.key_bytes), found.stamps.tobytes(), editions)
