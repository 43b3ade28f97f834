"""Texts of the EU's institutions give the mailboxes they name, and lose the addresses of persons."""

from __future__ import annotations

import html
import re

from oproep.model.shape import Raw

# Bounded, so that a long run of letters without an `@` is passed over in one step.
EMAIL = re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
# first.last@ or f.last@ is a person's; a mailbox of a function has a name without points
PERSONAL = re.compile(r"^[a-z-]+(?:[._][a-z-]+)+\d*@", re.IGNORECASE)
HOME = re.compile(r"@(?:[a-z0-9-]+\.)*europa\.eu$", re.IGNORECASE)  # no call belongs to anyone elsewhere
MOST_MAILBOXES = 10


def mailboxes_in(texts: str, notes: list[str]) -> list[Raw]:
    """The mailboxes of functions at europa.eu; addresses that look like a person's are left out."""
    found: dict[str, str] = {}
    for address in EMAIL.findall(html.unescape(texts).replace("%20", " ")):
        if PERSONAL.match(address):
            notes.append("an address that looks like a person's was left out")
        elif HOME.search(address):
            found.setdefault(address.lower(), address)
    return [{"email": address} for address in list(found.values())[:MOST_MAILBOXES]]


def without_persons(text: str) -> str:
    """The text with an ellipsis where an address stood that looks like a person's."""
    return EMAIL.sub(lambda found: "…" if PERSONAL.match(found[0]) else found[0], text)
