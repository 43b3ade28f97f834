"""What was published into a folder, as it is kept for the next time: which files, how they stood, of which editions."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from pathlib import Path

from oproep.cache.ledger import Ledger
from oproep.cache.packing import SUM, pack, unpack
from oproep.cache.unchanged import name_of

KEY = 16  # bytes of the key of a file
Stand = tuple[bytes, int, int]  # the key of a file, its size, and when it changed (ns since 1970)


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
    def of(files: Mapping[str, Stand], editions: Mapping[str, bytes]) -> Published:
        """These files, as they are kept."""
        keys, sizes, times = zip(*files.values(), strict=True) if files else ((), (), ())
        stamps = array("q", chain.from_iterable(zip(sizes, times, strict=True)))
        return Published("\n".join(files), b"".join(keys), stamps.tobytes(), editions)

    @staticmethod
    def read(ledger: Ledger, out: Path) -> Published:
        """What was published into a folder. Raises Damaged."""
        kept = ledger.get("about", name_of("published", out))
        if not kept:
            return Published()
        names, keys, stamps, editions = unpack(kept)
        return Published(names, keys, stamps, editions, kept[:SUM])

    def write(self, ledger: Ledger, out: Path) -> bytes:
        """Keeps this for the next time; answers the sum of the record."""
        record = pack((self.names, self.keys, self.stamps, dict(self.editions)))
        ledger.put("about", [(name_of("published", out), record)])
        return record[:SUM]

    @cached_property
    def places(self) -> dict[str, int]:
        """Which file stands at which address, by their numbers."""
        return dict(zip(self.names.split("\n"), count())) if self.names else {}

    @cached_property
    def standing(self) -> array[int]:
        """Of each file its size and when it changed."""
        found = array("q")
        found.frombytes(self.stamps)
        return found

    @cached_property
    def files(self) -> Mapping[str, Stand]:
        """Every file, by its address."""
        keys = (self.keys[at : at + KEY] for at in range(0, len(self.keys), KEY))
        each = zip(keys, self.standing[::2], self.standing[1::2], strict=True)
        return dict(zip(self.places, each, strict=True))

    def get(self, address: str) -> Stand | None:
        """One file, without unfolding all the others."""
        if (at := self.places.get(address)) is None:
            return None
        return self.keys[at * KEY : (at + 1) * KEY], self.standing[at * 2], self.standing[at * 2 + 1]

    def but(self, files: Mapping[str, Stand], editions: Mapping[str, bytes]) -> Published:
        """The same with these files standing otherwise than they did; there is no new one among them."""
        keys, standing = bytearray(self.keys), self.standing[:]
        for address, (key, size, changed) in files.items():
            at = self.places[address]
            keys[at * KEY : (at + 1) * KEY] = key
            standing[at * 2], standing[at * 2 + 1] = size, changed
        return Published(self.names, bytes(keys), standing.tobytes(), editions)
