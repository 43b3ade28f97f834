"""A record becomes every value in it, each with its place and its key: what rules walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from oproep.model.deadline import Deadline
from oproep.model.keys import Key, keys_of
from oproep.model.problem import Path
from oproep.model.words import SearchWords


def values_of(record: Any, above: Path = ()) -> Iterator[tuple[Path, Key, Any]]:
    """Every value of a record that holds no keys itself, with its place and its key."""
    for name, declared in keys_of(type(record)).items():
        value = getattr(record, name)
        whole = value.moments if isinstance(value, Deadline) else value
        listed = isinstance(whole, tuple) and not isinstance(declared.shape, SearchWords)
        parts = [((*above, name, at), part) for at, part in enumerate(whole)] if listed else [((*above, name), whole)]
        for path, part in parts:
            if is_dataclass(part) and keys_of(type(part)):
                yield from values_of(part, path)
            elif part not in (None, ()):
                yield path, declared, part
