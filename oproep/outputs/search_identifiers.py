"""Whether a query means an identifier.

Pagefind looks for words. A code such as AMIF-2017-AG-INTE-01 is many small ones that other pages hold
too, and half a word in its middle is none. So the search page has every identifier (search_calls) and asks `found` of
each; the same rule is written in static/js/search-engine.js.
"""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 4  # letters and digits: fewer are in too many codes


def normalised(text: str) -> str:
    """Letters and digits only, in lower case: what somebody types of a code, however they separate it."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def found(query: str, identifier: str) -> bool:
    """Whether a query means this identifier.

    It does when it is the whole of it; or when it is a part of at least four letters and digits, one
    of them a digit: “inte” is as likely a word as a piece of a code, “inte01” and “2017ag” are not.
    """
    asked, code = normalised(query), normalised(identifier)
    if not asked or not code:
        return False
    if asked == code:
        return True
    return len(asked) >= SHORTEST and any(letter.isdigit() for letter in asked) and asked in code
