"""Two things are done at once: a second process looks at files while this one does something else."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def beside(holds: Callable[[], bool], do: Callable[[], T]) -> tuple[bool, T]:
    """Whether something holds, and what `do` answers; one after the other where a process cannot fork.

    It does not hold if it raises anything.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return answered(holds), do()
    child = os.fork()
    if child == 0:
        os._exit(0 if answered(holds) else 1)
    try:
        done = do()
    finally:
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0, done


def answered(holds: Callable[[], bool]) -> bool:
    """Whether it holds."""
    try:
        return holds()
    except Exception:  # noqa: BLE001 - whatever is wrong is found, and told of, by who needs it to hold
        return False
