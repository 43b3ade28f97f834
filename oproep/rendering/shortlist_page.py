"""The page on which a reader lays the calls of a shortlist side by side: its rows, and what its script says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from oproep.rendering.rows import Rows

# What is compared of each call, in this order, and the word that stands beside it.
COMPARED = {
    "status": "filter-status",
    "deadline": "key-deadline",
    "notice": "shortlist-notice",
    "opens": "key-opens",
    "grant": "budget-grant",
    "total": "budget-total",
    "cofinancing": "shortlist-cofinancing",
    "beneficiaries": "who-may-apply",
    "countries": "shortlist-where",
    "fund": "key-fund",
    "themes": "key-themes",
    "identifier": "key-identifier",
    "official": "official-page",
    "verified": "key-verified",
}
SAID = (
    "removed", "cleared", "replaced", "undo", "failed", "copied", "not-copied", "offer", "offer-bad", "gone-name",
    "remove", "earlier", "later", "note", "note-of", "unknown", "as-of", "no-dates", "saved-file", "call", "address",
)  # fmt: skip
ALSO_SAID = {"title": "title-shortlist", "file": "path-shortlist", "extended": "extended-from"}
COUNTED = {"offered": "shortlist-offered", "own": "shortlist-own", "gone": "shortlist-gone"}


class ShortlistPage(NamedTuple):
    """What the script of the page must know; without it, the page says what it is for."""

    rows: tuple[tuple[str, str], ...]  # the name of each fact, and its label
    words: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]  # by plural form
    locale: str  # a BCP 47 tag: dates are written as elsewhere in the catalogue


def shortlist_page(rows: Rows) -> ShortlistPage:
    """The page of a language; it shows no call by itself."""
    tongue = rows.scribe.tongue
    words = {name: tongue.left_open(f"shortlist-{name}") for name in SAID}
    return ShortlistPage(
        rows=tuple((key, tongue.text(word)) for key, word in COMPARED.items()),
        words=words | {name: tongue.text(word) for name, word in ALSO_SAID.items()},
        counts=tongue.forms(COUNTED),
        locale=str(tongue.locale).replace("_", "-"),
    )
