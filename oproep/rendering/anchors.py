"""The words of a heading become its id: the same in every language where it is a heading that every call has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

RECENT = 1000


class Anchors:
    """Gives the headings of one text after another their ids; `headings` has those that are known, by their words."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        self.known = {folded(words): name for words, name in headings.items()}
        self.taken: dict[str, int] = {}  # the ids that were given in this text
        self.recent: dict[str, str] = {}  # by words, the id if it is free: most texts have the same headings

    def begin(self) -> None:
        """Forgets the ids of the text before."""
        self.taken = {}

    def take(self, words: str) -> str:
        """The id of the next heading, which a reader reads as these words."""
        if (wanted := self.recent.get(words)) is None:
            if len(self.recent) >= RECENT:
                self.recent.clear()
            wanted = self.recent[words] = self.wanted(words)
        return free(wanted, self.taken)

    def wanted(self, words: str) -> str:
        """The id of a heading of these words, if no other has it."""
        plain = folded(words)
        if plain in self.known:
            return self.known[plain]
        letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        return f"text-{re.sub(r'[^a-z0-9]+', '-', letters).strip('-')[:60] or 'part'}"


def folded(words: str) -> str:
    """Words without what differs between two people who type the same heading."""
    return " ".join(words.split()).casefold().replace("’", "'")


def free(wanted: str, taken: dict[str, int]) -> str:
    """`wanted`, with a number behind it when it is taken; takes it."""
    found, number = wanted, taken.get(wanted, 1)
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken[wanted] = number
    taken[found] = 1
    return found
