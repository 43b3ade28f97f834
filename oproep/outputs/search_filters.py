"""What each result can be chosen by comes in; a small classic script for the search page goes out.

Pagefind's own filters hold what was true at the build. A status does not stay true, and a number beside a
choice hangs on it; so the page filters and counts by itself, from these rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """One result: its name, its standing, and the values it has of every filter."""

    result: str
    standing: str  # JSON: the moments its status hangs on, or the status itself when it will not change any more
    filters: Mapping[str, tuple[str, ...]]


def script(rows: Iterable[Choosable]) -> bytes:
    """The script that hands over the rows as (result, standing, numbers of labels); a label is “theme:asiel”."""
    listed = list(rows)
    labels = sorted({label for row in listed for label in labels_of(row)})
    number = {label: at for at, label in enumerate(labels)}
    found = {
        "labels": labels,
        "rows": [[row.result, json.loads(row.standing), [number[label] for label in labels_of(row)]] for row in listed],
    }
    text = json.dumps(found, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"(window.oproep=window.oproep||{{}}).filters={text};\n".encode()


def labels_of(row: Choosable) -> list[str]:
    """Every filter with a value of it, once."""
    return sorted({f"{name}:{value}" for name, values in row.filters.items() for value in values})
