"""Two things are done at once: a second process, a fork of this one, does the other."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

LEFT_BEHIND = "time limit"  # the name of threads that a fork does without


def can_fork() -> bool:
    """The system has forks, and there is no thread whose locks a fork would inherit for ever."""
    others = [thread for thread in threading.enumerate() if thread.name != LEFT_BEHIND]
    return len(others) == 1 and hasattr(os, "fork")


def both(this: Callable[[], T], other: Callable[[], R]) -> tuple[T, R]:
    """What both answer; the other in a process of its own, which has all that this one knows without a copy.

    It is done in this process where it cannot fork, and again where the other process failed or was ended: so what
    either raises is raised here. What the other answers is pickled.
    """
    if not can_fork():
        return this(), other()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        answer_and_end(writer, other)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            done = this()
            answer = pipe.read()
    finally:
        _, status = os.waitpid(child, 0)
    return done, other() if status else pickle.loads(answer)  # noqa: S301 - it comes from a fork of this process


def answer_and_end(writer: int, do: Callable[[], object]) -> None:
    """Writes what `do` answers, and ends this process there and then, as one that failed if it did."""
    with suppress(BaseException), os.fdopen(writer, "wb") as pipe:
        pickle.dump(do(), pipe, protocol=5)
        pipe.flush()
        os._exit(0)
    os._exit(1)
