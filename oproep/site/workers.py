"""Work is shared out over processes, or done in this one; the same answers come either way."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64  # pieces of work handed to a process at once
WORTH_IT = 128  # pieces of work below which starting processes takes longer than the work

_do: list[Callable[[Any], Any]] = []  # what the processes do, inherited by them


def shared_out(work: Sequence[T], do: Callable[[Sequence[T]], R], jobs: int) -> Iterator[R]:
    """What `do` answers to each chunk of the work, in any order, by at most `jobs` processes at once.

    Processes are forks of this one: they have all that it knows without a copy. Where a process cannot fork, or has
    threads, whose locks a fork would inherit for ever, the work is done here.
    """
    chunks = list(cut(work, CHUNK))
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    if jobs < 2 or len(work) < WORTH_IT or not alone:
        yield from map(do, chunks)
        return
    _do.append(do)
    gc.collect()
    gc.freeze()  # the collector would write to every value it looks at, and so copy what is shared
    try:
        with multiprocessing.get_context("fork").Pool(min(jobs, len(chunks))) as pool:
            yield from pool.imap_unordered(one_chunk, chunks)
    finally:
        gc.unfreeze()
        _do.pop()


def one_chunk(chunk: Any) -> Any:
    """A chunk of work, in a process of its own."""
    return _do[-1](chunk)


def cut(work: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """The work in chunks of this size."""
    return (work[start : start + size] for start in range(0, len(work), size))
