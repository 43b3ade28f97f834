"""What must hold of addresses elsewhere: a rule is a generator whose docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.values import hint
from oproep.model.contact import URL
from oproep.model.problem import Problem, quoted

UNSAFE = "http:"
NOT_HTTPS = "not-https"


def addresses_are_safe(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """An address begins with https, so that nobody on the way can read or change the page."""
    for path, key, value in entry.values:
        if key.shape is URL and value.lower().startswith(UNSAFE):
            yield hint(entry, NOT_HTTPS, *not_safe(value), path)


def not_safe(address: str) -> tuple[str, str]:
    """What is the matter with an address without https, and what to write."""
    message = f"What is at {quoted(address)} can be read and changed on its way to the reader."
    return message, f"Write https{address[len(UNSAFE) - 1 :]} if the page is there too."


ENTRY_RULES_OF_LINKS = (addresses_are_safe,)
