"""Keys come into the order in which they are declared, each with its comments.

A key that is commented out, as a new record has them, has its place in that order like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from oproep.mending.layout import Laid, laid_out, meaning
from oproep.model.keys import keys_of
from oproep.reading.frontmatter import WrongAt

BETWEEN = re.compile(r"#.*|[ \t]*")  # a comment that begins a line, or nothing
COMMENTED_OUT = re.compile(r"# ?([a-z_]+):(?: .*)?")
INSIDE_IT = re.compile(r"#\s{2,}\S.*|# ?- .*")
TOP, END = -1, 1000  # before the first key, and after the last


class Piece(NamedTuple):
    """A key with its value and the comments above it; `name` is empty where it is none."""

    name: str
    lines: list[str]


def in_order(text: str, record: type) -> str:
    """The text with its keys in the order of their declaration; each group inside a key stays as it is."""
    laid = laid_out(text)
    order = list(keys_of(record))
    pieces = list(pieces_of(laid, frozenset(order)))
    if not pieces:
        return text
    ranks: list[int] = []
    for piece in pieces:
        last = ranks[-1] if ranks else TOP
        ranks.append(order.index(piece.name) if piece.name in order else last)  # what is unknown stays below its like
    ranks[-1] = END  # what stands above the closing fence stays there
    ordered = [piece for _, _, piece in sorted(zip(ranks, range(len(pieces)), pieces, strict=True))]
    if ordered == pieces:
        return text
    lines = [line for piece in ordered for line in piece.lines]
    fresh = "\n".join([laid.keys[0], *lines, laid.keys[-1], *laid.below])
    try:
        same = meaning(laid_out(fresh).marked.raw) == meaning(laid.marked.raw)
    except WrongAt:
        return text
    return fresh if same else text


def pieces_of(laid: Laid, known: frozenset[str]) -> Iterator[Piece]:
    """What stands between the fences in pieces that can be moved, the last without a key; none if that is unsafe."""
    places = {str(path[0]): place for path, place in laid.marked.keys.items() if len(path) == 1}
    names = sorted(places, key=lambda name: places[name])
    starts = [places[name][0] - 1 for name in names]
    if not names or len(set(starts)) < len(starts) or any(column != 1 for _, column in places.values()):
        return
    end = len(laid.keys) - 1
    above = laid.keys[1 : starts[0]]
    empty = [at for at, line in enumerate(above) if not line.strip()]
    if empty:  # a comment about the whole file
        cut = empty[0] + 1
        yield Piece("", above[:cut])
        above = above[cut:]
    for name, (start, after) in zip(names, pairwise([*starts, end]), strict=True):
        last = after
        while last > start + 1 and BETWEEN.fullmatch(laid.keys[last - 1]):
            last -= 1
        loose, own = commented_out(above, known)
        yield from loose
        yield Piece(name, [*own, *laid.keys[start:last]])
        above = laid.keys[last:after]
    loose, own = commented_out(above, known)
    yield from loose
    yield Piece("", own)


def commented_out(lines: list[str], known: frozenset[str]) -> tuple[list[Piece], list[str]]:
    """The keys among comments, each with what is said of it above, and the comments that are left."""
    pieces: list[Piece] = []
    own: list[str] = []
    inside = False
    for line in lines:
        found = COMMENTED_OUT.fullmatch(line)
        if found and found[1] in known:
            pieces.append(Piece(found[1], [*own, line]))
            own, inside = [], True
        elif inside and INSIDE_IT.fullmatch(line):
            pieces[-1].lines.append(line)
        else:
            own.append(line)
            inside = False
    return pieces, own
