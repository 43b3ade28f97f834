"""Searchable texts come in; the words they use most go out, as a small classic script for the browser.

Pagefind keeps stems: of “burgerschap” it keeps “burrschap”, so what is typed half (“burgersch”) finds
nothing, and it forgives no slip of the finger. When a search finds nothing, the search page completes or
mends its words with these.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable

MOST = 4000  # words: some 20 KB over the wire, asked for only when nothing was found
SHORTEST = 4
WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")


def vocabulary(texts: Iterable[str]) -> list[str]:
    """The words of at least four letters, in lower case: those in most texts first, then by the alphabet."""
    found = Counter(word for text in texts for word in {each.lower() for each in WORD.findall(text)})
    return sorted(found, key=lambda word: (-found[word], word))[:MOST]


def script(words: list[str]) -> bytes:
    """The script that hands the words to the search page."""
    text = json.dumps(" ".join(words), ensure_ascii=False)
    return f"(window.oproep=window.oproep||{{}}).vocabulary={text};\n".encode()
