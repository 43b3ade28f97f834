"""Processes of a build: forks of it, that each do a share of the work."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

AHEAD = 3  # chunks for each process that are handed out before their answers are asked for

_do: list[Callable[[Any], Any]] = []  # what the processes do, inherited by them


def in_processes(chunks: Iterator[Sequence[Any]], do: Callable[[Any], Any], jobs: int) -> Iterator[Any]:
    """What `do` answers to each chunk, as it comes. Raises what `do` raises, and OSError when a process is ended."""
    _do.append(do)
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            yield from answers(pool, chunks, jobs * AHEAD)
    except BrokenProcessPool as error:
        raise OSError("The system ended a process of the build, perhaps for want of memory.") from error
    finally:
        _do.pop()


def answers(pool: ProcessPoolExecutor, chunks: Iterator[Sequence[Any]], ahead: int) -> Iterator[Any]:
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


def one_chunk(chunk: Any) -> Any:
    """A chunk of work, in a process of its own."""
    return _do[-1](chunk)
