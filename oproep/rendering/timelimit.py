"""A piece of work becomes its result, or `TookTooLong` when it is not done in time, on any system and in any thread."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
AGAIN = 0.1  # seconds until an exception that was lost is raised again


class TookTooLong(Exception):
    """The work was stopped at its limit."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` answers; raises `TookTooLong` inside it when it has not ended after so many seconds.

    An alarm signal would need Unix and the main thread, and the preview builds in another thread; CPython lets
    one thread raise in another, which takes effect between two steps of the interpreter. Where such an exception
    is lost, as in what the garbage collector calls, it is raised again. None is raised once this has returned.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    bell = threading.Lock()  # rung, that is released, when the work has ended
    bell.acquire()
    begun = over = left = False

    def watch() -> None:
        nonlocal left
        wait = seconds
        while not bell.acquire(timeout=wait) and not over:
            if begun:  # before that, nothing would catch it
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))
            wait = AGAIN
        left = True

    threading.Thread(target=watch, daemon=True).start()
    try:
        begun = True
        return work()
    finally:
        # An exception may still come at any step of this, so each step can be taken twice, and no lock is waited for.
        while True:
            try:
                over = True
                if bell.locked():
                    bell.release()
                while not left:
                    time.sleep(0.0001)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
                break
            except TookTooLong:
                continue
