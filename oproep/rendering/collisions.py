"""No two pages have the same address; where two do, a problem says what an editor can rename.

Pages of calls are not looked at one by one: they stand in a folder of their own, whose first page is looked at, and
under the names of files; an old name that is taken is told of by a rule of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.model.problem import Fault, Problem
from oproep.rendering.page import REDIRECT, Page


def collisions(pages: Iterable[Page], catalogue: Catalogue) -> Iterator[Problem]:
    """No two pages have the same address, on a disk that does not tell capitals apart either; said once of each.

    Of two that do, an alias is to blame, else a file of content/, else the words that addresses are made of.
    """
    seen: dict[str, Page] = {}
    told: set[tuple[str, int, int]] = set()
    for page in pages:
        other = seen.setdefault(page.address.casefold(), page)
        old_name = any(one.template == REDIRECT for one in (page, other))
        if other is page or (old_name and page.kind == other.kind):  # the rule alias_is_free tells of those
            continue
        named = [one for one in (page, other) if one.kind]
        found = collision(min(named, key=lambda one: one.template != REDIRECT, default=page), catalogue)
        if (place := (found.file, found.line, found.column)) not in told:
            told.add(place)
            yield found


def collision(page: Page, catalogue: Catalogue) -> Problem:
    """The problem of a page whose address is taken, where an editor can do something about it."""
    message = f"The address {page.address} is that of another page."
    if not page.kind:
        file = f"templates/words/{page.language}.po"
        fix = "Let each of the words that begin with ‘path-’ be another."
        return Problem(file=file, line=1, column=1, code="address-taken", message=message, fix=fix)
    known = catalogue.calls[page.slug].entry if page.kind == "calls" else catalogue.of_kind(page.kind)[page.slug]
    entry: Entry[Any] = known
    alias = PurePosixPath(page.address).stem if page.template == REDIRECT else None
    path = ("aliases", entry.facts.aliases.index(alias)) if alias else ()
    fix = "Remove it here." if alias else "Rename this file."
    return entry.source.problem(Fault(code="address-taken", message=message, fix=fix, path=path))
