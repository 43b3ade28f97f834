"""The one error of search: no index could be made, in words that say what to do about it."""

from __future__ import annotations


class SearchFailed(OSError):
    """The machine, not the content, is at fault: a program is missing, died, or is one we do not know."""


def unknown_layout(what: str) -> SearchFailed:
    """Another version of Pagefind is installed than the one whose files we know."""
    return SearchFailed(
        f"This version of Pagefind writes its index in a way this program does not know: {what}. "
        "Install the version that requirements.txt names."
    )
