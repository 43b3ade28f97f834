"""Work is shared out over processes, or done in this one; the same answers come either way."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from oproep.cache.beside import both, can_fork
from oproep.cache.collector import sweep

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64  # pieces of work handed to a process at once
WORTH_IT = 128  # pieces of work below which starting several processes takes longer than the work
FEW = 8  # and those below which that is so of a single one


def shared_out(work: Sequence[T], do: Callable[[Sequence[T]], R], jobs: int) -> Iterator[R]:
    """What `do` answers to each chunk of the work, in any order, by at most `jobs` processes at once.

    Processes are forks of this one: they have all that it knows without a copy. Where there cannot be any, the work is
    done here. Raises what `do` raises, and OSError when the system ends one of several processes.
    """
    chunks = (work[start : start + CHUNK] for start in range(0, len(work), CHUNK))
    gc.freeze()  # the collector would look at every value there is, and in a fork so copy what is shared
    try:
        if jobs < 2 or len(work) < FEW or not can_fork():
            yield from (swept(do, chunk) for chunk in chunks)
        elif len(work) < WORTH_IT:
            yield from both(partial(swept, do, work[::2]), partial(swept, do, work[1::2]))
        else:
            from oproep.site.pool import in_processes

            yield from in_processes(chunks, partial(swept, do), jobs)
    finally:
        gc.unfreeze()


def swept(do: Callable[[Sequence[T]], R], chunk: Sequence[T]) -> R:
    """What `do` answers to a chunk; circles that are left of it do not pile up."""
    done = do(chunk)
    sweep()
    return done
