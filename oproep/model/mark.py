"""The mark of an original: what a translation says it was made from."""

from __future__ import annotations

import hashlib
import unicodedata


def mark_of(title: str, summary: str | None, body: str) -> str:
    """Eight hex digits that change when the words do, and not when only white space or line ends do.

    A content hash survives squashed commits and zips, where dates and commit names do not.
    """
    words = (" ".join(unicodedata.normalize("NFC", part).split()) for part in (title, summary or "", body))
    plain = "\n".join(words)
    return hashlib.sha256(plain.encode()).hexdigest()[:8]
