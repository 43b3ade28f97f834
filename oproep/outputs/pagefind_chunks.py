"""Pagefind's chunks of words come in, small ones; those of a site go out, where words that begin alike are together.

For a word a browser loads one chunk of each shard that it asks: the one in which the word would stand. What begins with
the word is an answer too, of “klimaat” also “klimaatplan”, if it is not in the next chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from oproep.outputs.search_failed import unknown_layout

SMALL = 500  # what Pagefind is asked for, in its own measure: some 4 KB before it is compressed
ENOUGH = 6_000  # bytes before they are compressed
ALIKE = 5  # letters

LIST_OF_ONE = b"\x81"  # CBOR (RFC 8949): major type 4, with its length in the same byte
LIST, SHORTEST_LONG = 0x80, 24
LENGTHS = {24: 1, 25: 2, 26: 4}  # bytes of a length that stands behind


class Chunk(NamedTuple):
    """Words from the first to the last: in the order of their code points, which is that of their bytes in UTF-8."""

    first: str  # nothing before it begins so
    last: str
    payload: bytes  # a list of a list of words, in CBOR


def joined(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The same words in larger chunks, none of which ends between two that begin alike.

    Raises SearchFailed where one is not as Pagefind makes it.
    """
    waiting: list[Chunk] = []
    before = ""
    for chunk in chunks:
        if waiting and chunk.first[:ALIKE] != waiting[-1].last[:ALIKE] and size_of(waiting) >= ENOUGH:
            yield put_together(waiting, before)
            before, waiting = waiting[-1].last, []
        waiting.append(chunk)
    if waiting:
        yield put_together(waiting, before)


def size_of(chunks: Iterable[Chunk]) -> int:
    """How many bytes they hold."""
    return sum(len(chunk.payload) for chunk in chunks)


def put_together(chunks: list[Chunk], before: str) -> Chunk:
    """One chunk of several; `before` is the last word before them."""
    words = [words_in(chunk.payload) for chunk in chunks]
    payload = LIST_OF_ONE + head(sum(number for number, _ in words)) + b"".join(each for _, each in words)
    first = chunks[0].first
    enough = next((length for length in range(1, len(first)) if first[:length] > before), len(first))
    return Chunk(first[:enough], chunks[-1].last, payload)


def words_in(payload: bytes) -> tuple[int, bytes]:
    """How many words there are in a chunk, and all of them."""
    length = payload[1] - LIST if payload.startswith(LIST_OF_ONE) and len(payload) > 1 else -1
    if 0 <= length < SHORTEST_LONG:
        return length, payload[2:]
    if length not in LENGTHS:
        raise unknown_layout("a chunk of words is no list")
    end = 2 + LENGTHS[length]
    return int.from_bytes(payload[2:end]), payload[end:]


def head(number: int) -> bytes:
    """The beginning of a list of so many."""
    if number < SHORTEST_LONG:
        return bytes([LIST + number])
    code, length = next((code, length) for code, length in LENGTHS.items() if number < 1 << 8 * length)
    return bytes([LIST + code]) + number.to_bytes(length)
