"""A limit on how long a piece of work may take, on any system and in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(Exception):
    """The work was stopped at its limit."""


AGAIN = 0.1  # seconds until the next try


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises `TookTooLong` inside the block when it has not ended after `seconds`.

    An alarm signal would need Unix and the main thread, and the preview builds in another thread; CPython lets
    one thread raise in another, which takes effect between two steps of the interpreter. Where an exception is lost,
    as in what the garbage collector calls, it is raised again until the block ends.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    guard = threading.Lock()
    ended = threading.Event()

    def watch() -> None:
        wait = seconds
        while not ended.wait(wait):
            with guard:
                if not ended.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))
            wait = AGAIN

    def end() -> None:
        with guard:
            ended.set()
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        try:
            end()
        except TookTooLong:  # it came at the last moment, before the end was said
            end()
            raise
