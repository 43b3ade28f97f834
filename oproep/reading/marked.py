"""Front matter as typed, with the place of everything in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from oproep.model.problem import Path
from oproep.model.shape import Raw


@dataclass
class Marked:
    """A value as typed, and where each of its keys and values stands: (line, column), from 1."""

    raw: Raw = ""
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path, *, at_key: bool = False) -> tuple[int, int]:
        """Where the value (or the key) at `path` stands, else the nearest thing above it."""
        while True:
            marks = (self.keys, self.values) if at_key else (self.values, self.keys)
            for known in marks:
                if path in known:
                    return known[path]
            if not path:
                return (1, 1)
            path = path[:-1]
