"""What must be of some use to the rest: each rule is a generator whose docstring is the rule.

They look at all records together, so of calls they look at briefs alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.values import hint
from oproep.model.keys import key_references
from oproep.model.problem import Problem

UNUSED = frozenset({"unused-contact", "fund-without-calls"})  # what cannot be told while a record cannot be read


def contact_is_used(catalogue: Catalogue) -> Iterator[Problem]:
    """A contact is named by a call, a fund or a theme."""
    named = {slug for brief in catalogue.briefs.values() for slug in brief.contacts}
    naming: list[Entry[Any]] = [*catalogue.funds.values(), *catalogue.themes.values()]
    for each in naming:
        named.update(slug for _, kind, slug in key_references(each.facts) if kind == "contacts")
    for slug, entry in catalogue.contacts.items():
        if slug not in named:
            message = "No call, no fund and no theme names this contact, so no page shows it."
            fix = f"Name ‘{slug}’ where it belongs, or remove {entry.source.file}."
            yield hint(entry, "unused-contact", message, fix, ())


def fund_has_calls(catalogue: Catalogue) -> Iterator[Problem]:
    """A fund has a call."""
    for slug, entry in catalogue.funds.items():
        if not catalogue.calls_of("funds", slug):
            message = "No call names this fund, so its page has none to show."
            fix = f"Write ‘fund: {slug}’ in its calls, or wait for the first; remove it if it will have none."
            yield hint(entry, "fund-without-calls", message, fix, ())
