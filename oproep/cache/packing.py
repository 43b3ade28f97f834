"""Values become bytes that say whether they are still whole, and become values again.

They are pickled, since a catalogue has tens of thousands of small values of many kinds; but only values of the
program itself and of the few standard kinds that its facts are made of come back, and no function is called but
the one that unfolds a shelf. A cache is trusted as much as the checkout that it lies in, no more: the compiled
templates in it are code, as those of `__pycache__` are.
"""

from __future__ import annotations

import io
import pickle
from hashlib import blake2b
from typing import Any, ClassVar

SUM = 8  # bytes of the check that stands before a value
OURS = ("oproep.cache", "oproep.model", "oproep.catalogue", "oproep.rendering", "oproep.outputs")
UNFOLDS = ("oproep.cache.stamps", "unshelved")
STANDARD = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("decimal", "Decimal"),
        ("markupsafe", "Markup"),
    }
)


class Damaged(Exception):
    """What was kept is not what was put there: it is to be thrown away, and all to be worked out anew."""


def digest(*parts: bytes) -> bytes:
    """Sixteen bytes that change when one of the parts does; where one part ends and the next begins counts."""
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.digest()


def sealed(data: bytes) -> bytes:
    """Bytes with a check before them."""
    return blake2b(data, digest_size=SUM).digest() + data


def opened(data: bytes) -> bytes:
    """Bytes behind their check; raises Damaged when they are others."""
    found = data[SUM:]
    if blake2b(found, digest_size=SUM).digest() != data[:SUM]:
        raise Damaged("a value that was kept has changed")
    return found


def pack(value: Any) -> bytes:
    """A value as bytes, with a check before them."""
    return sealed(pickle.dumps(value, protocol=5))


def unpack(data: bytes) -> Any:
    """The value in such bytes; raises Damaged."""
    return unpickled(opened(data))


def unpickled(data: bytes) -> Any:
    """The value in bytes that are known to be whole; raises Damaged."""
    try:
        return Unpickler(io.BytesIO(data)).load()
    except Damaged:
        raise
    except Exception as error:  # a pickle of another version of ours may fail in any way
        raise Damaged(f"a value that was kept cannot be read: {error}") from error


class Unpickler(pickle.Unpickler):
    """Makes values of the program itself and of a few standard kinds, and of nothing else."""

    found: ClassVar[dict[tuple[str, str], Any]] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self.found:
            self.found[module, name] = self.allowed(module, name)
        return self.found[module, name]

    def allowed(self, module: str, name: str) -> Any:
        """A class of ours, or one of the few others; raises Damaged."""
        ours = module.split(".", maxsplit=1)[0] == "oproep" and module.startswith(OURS) and "." not in name
        if ours or (module, name) in STANDARD:
            found = super().find_class(module, name)
            if isinstance(found, type) or (module, name) == UNFOLDS:
                return found
        raise Damaged(f"{module}.{name} is not a value that is kept")
