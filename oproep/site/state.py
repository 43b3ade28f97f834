"""What a build leaves for the next: how every file stood, the brief of every call, and which calls are alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from oproep.cache.ledger import Ledger
from oproep.cache.packing import pack, unpack
from oproep.cache.stamps import Shelf
from oproep.catalogue.brief import Brief

NAME = b"state"


@dataclass(frozen=True, kw_only=True)
class State:
    """How things stood. Only calls without errors are in it, so that the others are looked at again."""

    version: bytes = b""
    taken: int = 0  # when files were looked at, ns since 1970
    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    heads: bytes = b""  # of the lists that related calls are drawn from
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_state(ledger: Ledger) -> State:
    """The state that the last build left, or an empty one. Raises Damaged."""
    kept = ledger.get("about", NAME)
    if not kept:
        return State()
    version, taken, shelves, briefs, heads, related = unpack(kept)
    return State(
        version=version,
        taken=taken,
        shelves=shelves,
        briefs={brief.slug: brief for brief in briefs},
        heads=heads,
        related=related,
    )


def write_state(ledger: Ledger, state: State) -> None:
    """Leaves a state for the next build."""
    parts = (state.version, state.taken, state.shelves, list(state.briefs.values()), state.heads, state.related)
    ledger.put("about", [(NAME, pack(parts))])
