"""The entries of a shard come in, in their order; what the search page must know of them goes out, as small scripts.

Pagefind finds words and nothing else: its own filters hold what was true at the build. A status does not stay true, and
a number beside a choice hangs on it; so the page filters, counts and sorts by itself. They are classic scripts,
because a browser loads those from a disk as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from oproep.outputs.search_entry import Entry
from oproep.outputs.search_identifiers import normalised

SHOWN_TOGETHER = 8  # results in a file: twenty of them take 30 KB over the wire, and files are an eighth


def handed_over(value: Any) -> bytes:
    """A script that hands a value to the search page, and that nothing in it can break out of."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"oproep.handOver({text});\n".encode()


def scripts(entries: Sequence[Entry]) -> Iterator[tuple[str, bytes]]:
    """The scripts of a shard by their names.

    Calls are told apart by their place in it, in the index of their words too. `calls.js`: the labels; of every call
    its standing and the numbers of its labels; and how many are shown together. `codes.js`: the identifier of each as
    it is compared, or nothing. `facts.js`: what tools of readers compare calls by, which searching does not need.
    `shown/3.js`: of eight calls after the first 24 the address, the title, and what is
    shown. `sheets/3.js`: of the same calls the address, the title, and what a shortlist shows, which is more.
    """
    labels = sorted({label for entry in entries for label in entry.labels})
    number = {label: at for at, label in enumerate(labels)}
    rows = [[entry.standing, [number[label] for label in entry.labels]] for entry in entries]
    yield "calls.js", handed_over({"labels": labels, "rows": rows, "together": SHOWN_TOGETHER})
    yield "codes.js", handed_over([normalised(entry.identifier or "") for entry in entries])
    yield "facts.js", handed_over([entry.facts for entry in entries])
    for start in range(0, len(entries), SHOWN_TOGETHER):
        together, at = entries[start : start + SHOWN_TOGETHER], start // SHOWN_TOGETHER
        shown = [[entry.address, entry.title, entry.shown] for entry in together]
        yield f"shown/{at}.js", handed_over(shown)
        sheets = [[entry.address, entry.title, entry.sheet] for entry in together]
        yield f"sheets/{at}.js", handed_over(sheets)
