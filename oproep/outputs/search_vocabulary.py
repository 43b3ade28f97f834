"""Searchable texts come in; the words they use most go out, to complete and mend what somebody types.

Pagefind keeps stems: of “burgerschap” it keeps “burrschap”, so what is typed half (“burgersch”) finds
nothing, and it forgives no slip of the finger. When a search finds nothing, the search page completes or
mends its words with these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

MOST = 4000  # words: some 20 KB over the wire, asked for only when nothing was found
SHORTEST = 4
WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def counted(texts: Iterable[str]) -> Counter[str]:
    """The words of at least four letters that are used most, in lower case, and in how many texts each is."""
    found = Counter(word for text in texts for word in set(WORD.findall(text.lower())))
    return Counter({word: found[word] for word in most_used(found)})


def most_used(counts: Mapping[str, int]) -> list[str]:
    """The words that are in most texts, in this order; of equals by the alphabet."""
    return sorted(counts, key=lambda word: (-counts[word], word))[:MOST]
