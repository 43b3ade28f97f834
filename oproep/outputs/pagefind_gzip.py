"""Bytes come in; the same bytes go out as a gzip file that is equal on every machine.

The bytes that `zlib` writes differ between its versions and its successors (some Pythons are built
with zlib-ng), and Pagefind names no compressor of its own that could be asked. The few files that
are written anew are small, so a plain encoder does: greedy matches, the fixed Huffman codes of RFC
1951, one block. Measured on an index of 5,000 pages, its files are 35 to 40 % larger than zlib's.
"""

from __future__ import annotations

import struct
from zlib import crc32

LONGEST, SHORTEST, WINDOW = 258, 4, 32768  # RFC 1951 allows matches of three bytes; they seldom pay
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # deflate, no name, no time, system unknown
END_OF_BLOCK = 256


def gzipped(data: bytes) -> bytes:
    """`data` as one gzip member (RFC 1952), without name, time or trace of the system."""
    return HEADER + _deflated(data) + struct.pack("<II", crc32(data), len(data) & 0xFFFFFFFF)


def _reversed(code: int, width: int) -> tuple[int, int]:
    """Huffman codes go out with their highest bit first, everything else with the lowest."""
    return int(f"{code:0{width}b}"[::-1], 2), width


def _fixed(symbol: int) -> tuple[int, int]:
    """The fixed code of a literal or a length (RFC 1951, 3.2.6), ready to be written."""
    if symbol < 144:
        return _reversed(0x30 + symbol, 8)
    if symbol < 256:
        return _reversed(0x190 + symbol - 144, 9)
    if symbol < 280:
        return _reversed(symbol - 256, 7)
    return _reversed(0xC0 + symbol - 280, 8)


def _ranges(first_symbol: int, first_value: int, extra_bits: list[int]) -> list[tuple[int, int, int]]:
    """(symbol, first value, extra bits) of each range of lengths or distances (RFC 1951, 3.2.5)."""
    rows = []
    for offset, extra in enumerate(extra_bits):
        rows.append((first_symbol + offset, first_value, extra))
        first_value += 1 << extra
    return rows


SYMBOLS = [_fixed(symbol) for symbol in range(288)]
LENGTHS: dict[int, tuple[int, int]] = {}  # length: bits, width
for _symbol, _first, _extra in _ranges(257, 3, [0] * 8 + [n for n in range(1, 6) for _ in range(4)]):
    _bits, _width = SYMBOLS[_symbol]
    for _rest in range(1 << _extra):
        LENGTHS[_first + _rest] = _bits | _rest << _width, _width + _extra
LENGTHS[LONGEST] = SYMBOLS[285]  # the longest has a symbol of its own
DISTANCES = _ranges(0, 1, [0, 0] + [n for n in range(14) for _ in range(2)])


def _distance(value: int) -> tuple[int, int]:
    """The bits of a distance: five of the symbol, then the extra ones."""
    symbol, first, extra = next(row for row in reversed(DISTANCES) if row[1] <= value)
    return _reversed(symbol, 5)[0] | (value - first) << 5, 5 + extra


def _deflated(data: bytes) -> bytes:
    """`data` as one final block with the fixed codes."""
    held, width, out = 0b011, 3, bytearray()  # final, fixed codes
    seen: dict[bytes, int] = {}
    at, end = 0, len(data)
    parts: tuple[tuple[int, int], ...]
    while at < end:
        key = data[at : at + SHORTEST]
        before = seen.get(key, -WINDOW - 1)
        seen[key] = at
        if len(key) == SHORTEST and at - before <= WINDOW:
            length, most = SHORTEST, min(LONGEST, end - at)
            while length < most and data[before + length] == data[at + length]:
                length += 1
            parts = (LENGTHS[length], _distance(at - before))
            at += length
        else:
            parts = (SYMBOLS[data[at]],)
            at += 1
        for bits, size in parts:
            held |= bits << width
            width += size
        while width >= 8:
            out.append(held & 0xFF)
            held >>= 8
            width -= 8
    bits, size = SYMBOLS[END_OF_BLOCK]
    held |= bits << width
    width += size
    return bytes(out) + held.to_bytes((width + 7) // 8, "little")
