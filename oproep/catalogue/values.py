"""A catalogue becomes its entries, an entry each value in it with its place: what rules walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.model.deadline import Deadline
from oproep.model.keys import Key, keys_of
from oproep.model.problem import Fault, Path, Problem, Severity
from oproep.model.words import SearchWords


def entries_of(catalogue: Catalogue) -> Iterator[Entry[Any]]:
    """Everything there is."""
    yield from (call.entry for call in catalogue.calls.values())
    for kind in (catalogue.funds, catalogue.themes, catalogue.beneficiaries, catalogue.contacts, catalogue.pages):
        yield from kind.values()


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


def found(
    entry: Entry[Any], code: str, message: str, fix: str, path: Path, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem at the place of a value."""
    return entry.source.problem(Fault(code=code, message=message, fix=fix, path=path, severity=severity))


def hint(entry: Entry[Any], code: str, message: str, fix: str, path: Path) -> Problem:
    """What may well be meant, at the place of a value."""
    return found(entry, code, message, fix, path, Severity.HINT)
