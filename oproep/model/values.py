"""A record becomes every value in it, each with its place and its key: what rules walk over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oproep.model.deadline import Deadline
from oproep.model.keys import Key, keys_of
from oproep.model.problem import Path
from oproep.model.words import SearchWords


def values_of(record: Any, above: Path = ()) -> Iterator[tuple[Path, Key, Any]]:
    """Every value of a record that holds no keys itself, with its place and its key."""
    for name, declared in keys_of(type(record)).items():
        value = getattr(record, name)
        if not value:
            continue
        path, whole = (*above, name), value.moments if isinstance(value, Deadline) else value
        listed = isinstance(whole, tuple) and not isinstance(declared.shape, SearchWords)
        for there, part in [((*path, at), part) for at, part in enumerate(whole)] if listed else [(path, whole)]:
            if keys_of(type(part)):
                yield from values_of(part, there)
            else:
                yield there, declared, part
