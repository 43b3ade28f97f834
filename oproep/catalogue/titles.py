"""Titles become what is compared of them, and those that a reader could take for one another come out in pairs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

NEIGHBOURS = 3  # how far apart two titles that are nearly the same may stand in the order of letters
LONG_WORD = 4  # letters: a shorter word, or one with a figure, tells parts and rounds apart
LETTERS_APART = 2
NO_LETTER = re.compile(r"[^\w]+|_")


def folded_title(title: str) -> str:
    """A title in small letters, without accents and marks, a single space between its words."""
    plain = title if title.isascii() else unicodedata.normalize("NFKD", title)
    letters = "".join(letter for letter in plain.casefold() if not unicodedata.combining(letter))
    return NO_LETTER.sub(" ", letters).strip()


def alike(titles: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The names of every two titles (given with their names) that are the same or nearly so.

    Of many that are alike, each comes with one or more of the others. One slip leaves what stands before it or what
    stands after it as it was, so two such titles are neighbours when all are put in order by their letters, read from
    the front or from the back: nothing is compared but neighbours, and the time grows little faster than the number.
    """
    listed = list(titles)
    backwards = [(title[::-1], name) for title, name in listed]
    same_words = [(" ".join(sorted(title.split())), name) for title, name in listed]
    yield from near(sorted(listed))
    yield from near(sorted(backwards))
    yield from ((one, other) for (words, one), (again, other) in pairwise(sorted(same_words)) if words == again)


def near(ordered: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those of an ordered list that begin in the same way as one of the few that come next, and are nearly the same."""
    for place, (title, name) in enumerate(ordered):
        begins = title[: len(title) // 3]
        for other, another in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            if not other.startswith(begins):
                break
            if title == other or is_a_slip(title, other):
                yield name, another


def is_a_slip(one: str, other: str) -> bool:
    """Two titles differ in a space, or in a letter or two of one long word."""
    if abs(len(one) - len(other)) > LETTERS_APART:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    differ = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(differ) == 1 and len(words) > 1 and is_a_slip_of_a_word(*differ[0])


def is_a_slip_of_a_word(one: str, other: str) -> bool:
    """One letter more, less or another, or an ending of two: in a long word without a figure."""
    if min(len(one), len(other)) < LONG_WORD or not (one.isalpha() and other.isalpha()):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = sorted((len(one) - start - end, len(other) - start - end))
    return (left, right) == (1, 1) or (left == 0 and right <= LETTERS_APART)
