"""The entries of a catalogue, and problems at the place of a value in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.model.problem import Fault, Path, Problem, Severity


def entries_of(catalogue: Catalogue) -> Iterator[Entry[Any]]:
    """Everything there is but the calls."""
    for kind in (catalogue.funds, catalogue.themes, catalogue.beneficiaries, catalogue.contacts, catalogue.pages):
        yield from kind.values()


def found(
    entry: Entry[Any], code: str, message: str, fix: str, path: Path, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem at the place of a value."""
    return entry.source.problem(Fault(code=code, message=message, fix=fix, path=path, severity=severity))


def hint(entry: Entry[Any], code: str, message: str, fix: str, path: Path) -> Problem:
    """What may well be meant, at the place of a value."""
    return found(entry, code, message, fix, path, Severity.HINT)
