"""Chunks of words become larger ones: none ends between words that begin alike, and no word is lost."""

from __future__ import annotations

import cbor2
import pytest

from oproep.outputs import pagefind_chunks
from oproep.outputs.pagefind_chunks import Chunk, joined
from oproep.outputs.search_failed import SearchFailed


def chunk(*words: str) -> Chunk:
    return Chunk(words[0], words[-1], cbor2.dumps([[[word, [[0, [], [-1, 1]]], []] for word in words]]))


def words_of(found: Chunk) -> list[str]:
    (rows,) = cbor2.loads(found.payload)
    return [word for word, *_ in rows]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        (["water"], [("w", "water")]),
        (["kliek klimaat", "klimaatplan zorg"], [("k", "zorg")]),
        (["kliek", "klimaat"], [("k", "kliek"), ("klim", "klimaat")]),
        (["klimaat", "klimaatplan", "klimop"], [("k", "klimaatplan"), ("klimo", "klimop")]),
        (["a", "ab"], [("a", "a"), ("ab", "ab")]),
        (["zo”", "één"], [("z", "zo”"), ("é", "één")]),
    ],
)
def test_words_that_begin_alike_stay_together(
    given: list[str], expected: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind_chunks, "ENOUGH", 1)
    found = list(joined(chunk(*words.split()) for words in given))
    assert [(each.first, each.last) for each in found] == expected
    assert [word for each in found for word in words_of(each)] == " ".join(given).split()


@pytest.mark.parametrize("number", [1, 23, 24, 255, 256, 65_535, 65_536])
def test_chunks_are_joined_until_there_is_enough(number: int) -> None:
    words = [f"w{at:06}" for at in range(number)]
    whole = list(joined([chunk(*words), chunk("x")]))
    assert [word for each in whole for word in words_of(each)] == [*words, "x"]
    assert len(whole) == (1 if len(chunk(*words).payload) < pagefind_chunks.ENOUGH else 2)


@pytest.mark.parametrize("payload", [b"", b"\x81", cbor2.dumps({}), cbor2.dumps([{}]), cbor2.dumps([[], []])])
def test_a_chunk_of_another_kind_fails_the_build(payload: bytes) -> None:
    with pytest.raises(SearchFailed, match=r"requirements\.txt"):
        list(joined([Chunk("a", "b", payload)]))
