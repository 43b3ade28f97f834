"""A limit on how long a piece of work may take, on any system and in any thread."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(Exception):
    """The work was stopped at its limit."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises `TookTooLong` inside the block when it has not ended after `seconds`.

    An alarm signal would need Unix and the main thread, and the preview builds in another thread; CPython lets
    one thread raise in another, which takes effect between two steps of the interpreter.
    """
    thread = ctypes.c_ulong(threading.get_ident())
    guard = threading.Lock()
    over = False

    def stop() -> None:
        with guard:
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TookTooLong))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with guard:
            over = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
        timer.cancel()
