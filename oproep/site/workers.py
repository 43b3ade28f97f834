"""Work is shared out over processes, or done in this one; the same answers come either way."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from oproep.rendering.timelimit import NAME

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64  # pieces of work handed to a process at once
WORTH_IT = 128  # pieces of work below which starting processes takes longer than the work
AHEAD = 3  # chunks for each process that are handed out before their answers are asked for

_do: list[Callable[[Any], Any]] = []  # what the processes do, inherited by them


def shared_out(work: Sequence[T], do: Callable[[Sequence[T]], R], jobs: int) -> Iterator[R]:
    """What `do` answers to each chunk of the work, in any order, by at most `jobs` processes at once.

    Processes are forks of this one: they have all that it knows without a copy. Where a process cannot fork, or has
    threads, whose locks a fork would inherit for ever, the work is done here. Raises what `do` raises, and OSError
    when the system ends a process.
    """
    chunks = (work[start : start + CHUNK] for start in range(0, len(work), CHUNK))
    if jobs < 2 or len(work) < WORTH_IT or not can_fork():
        yield from map(do, chunks)
        return
    _do.append(do)
    gc.collect()
    gc.freeze()  # the collector would write to every value it looks at, and so copy what is shared
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from answers(pool, chunks, jobs * AHEAD)
    except BrokenProcessPool as error:
        raise OSError("The system ended a process of the build, perhaps for want of memory.") from error
    finally:
        gc.unfreeze()
        _do.pop()


def answers(pool: ProcessPoolExecutor, chunks: Iterator[Sequence[T]], ahead: int) -> Iterator[Any]:
    """The answer to each chunk as it comes, with so many under way: what nobody has taken yet takes memory."""
    waiting: set[Future[Any]] = set()
    try:
        for chunk in chunks:
            waiting.add(pool.submit(one_chunk, chunk))
            if len(waiting) >= ahead:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)
    finally:
        for each in waiting:
            each.cancel()


def can_fork() -> bool:
    """The system has forks, and no thread but our own watcher of time, which a fork does without."""
    others = [thread for thread in threading.enumerate() if thread.name != NAME]
    return len(others) == 1 and "fork" in multiprocessing.get_all_start_methods()


def one_chunk(chunk: Any) -> Any:
    """A chunk of work, in a process of its own."""
    return _do[-1](chunk)
