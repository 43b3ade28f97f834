"""Work is shared out over processes, or done in this one; the same answers come either way."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from oproep.cache.collector import sweep
from oproep.rendering.timelimit import NAME

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64  # pieces of work handed to a process at once
WORTH_IT = 128  # pieces of work below which starting processes takes longer than the work


def shared_out(work: Sequence[T], do: Callable[[Sequence[T]], R], jobs: int) -> Iterator[R]:
    """What `do` answers to each chunk of the work, in any order, by at most `jobs` processes at once.

    Processes are forks of this one: they have all that it knows without a copy. Where a process cannot fork, or has
    threads, whose locks a fork would inherit for ever, the work is done here. Raises what `do` raises, and OSError
    when the system ends a process.
    """
    chunks = (work[start : start + CHUNK] for start in range(0, len(work), CHUNK))
    gc.freeze()  # the collector would look at every value there is, and in a fork so copy what is shared
    try:
        if jobs < 2 or len(work) < WORTH_IT or not can_fork():
            yield from (swept(do, chunk) for chunk in chunks)
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


def can_fork() -> bool:
    """The system has forks, and no thread but our own watcher of time, which a fork does without."""
    others = [thread for thread in threading.enumerate() if thread.name != NAME]
    return len(others) == 1 and hasattr(os, "fork")
