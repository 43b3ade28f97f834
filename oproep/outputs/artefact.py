"""A file to publish, and the pieces that files which show many calls are joined of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from oproep.cache.ledger import Ledger
from oproep.cache.packing import Damaged, opened
from oproep.rendering.edition import PIECES

Topics = AbstractSet[tuple[str, str]]  # kinds and slugs of the records that calls are listed by


@dataclass(frozen=True)
class Artefact:
    """A file: where it is published, what its bytes depend on, and how they are made, part after part."""

    address: str
    key: bytes  # changes with the bytes; a file of the same key need not be made again
    make: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Pieces:
    """What was written of single calls before."""

    ledger: Ledger

    def get(self, name: str) -> str:
        """A piece by its name."""
        kept = self.ledger.get(PIECES, name.encode())
        if kept is None:
            raise Damaged(f"{name} is not in the cache")
        return opened(kept).decode()
