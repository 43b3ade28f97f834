"""A piece of work becomes its result, or `TookTooLong` when it is not done in time, on any system and in any thread.

An alarm signal would need Unix and the main thread, and the preview builds in another thread; CPython lets one
thread raise in another, which takes effect between two steps of the interpreter. One thread watches all the work
there is: a new one for every text would cost more than most texts do.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from oproep.cache.beside import LEFT_BEHIND

T = TypeVar("T")
AGAIN = 0.1  # seconds until an exception that was lost, as in what the garbage collector calls, is raised again
IDLE = 1.0  # seconds without work after which the watcher goes


class TookTooLong(Exception):
    """The work was stopped at its limit."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` answers; raises `TookTooLong` inside it when it has not ended after so many seconds.

    None is raised once this has returned.
    """
    watcher, thread = WATCHERS[0], threading.get_ident()
    try:
        watcher.watch(thread, seconds)
        return work()
    finally:
        while True:  # an exception may still come at any step of this, so each step can be taken twice
            try:
                watcher.leave(thread)
                break
            except TookTooLong:
                continue


class Watcher:
    """Knows until when the work of each thread may last, and stops what lasts longer."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.woken = threading.Event()
        self.due: dict[int, float] = {}  # by thread, the moment of `time.monotonic` when it is stopped
        self.next_look = 0.0
        self.thread: threading.Thread | None = None

    def watch(self, thread: int, seconds: float) -> None:
        """From now on the work of this thread has so many seconds."""
        due = time.monotonic() + seconds
        with self.lock:
            self.due[thread] = due
            if self.thread is None:
                self.next_look = due
                self.thread = threading.Thread(target=self.look, daemon=True, name=LEFT_BEHIND)
                self.thread.start()
            elif due < self.next_look:
                self.woken.set()

    def leave(self, thread: int) -> None:
        """The work of this thread has ended; what was raised and has not arrived yet never will."""
        with self.lock:
            self.due.pop(thread, None)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)

    def look(self) -> None:
        """Stops what is due, again and again, until there has been nothing to watch for a while."""
        idle = False
        while True:
            with self.lock:
                now = time.monotonic()
                for thread, due in self.due.items():
                    if now >= due:
                        ctypes.pythonapi.PyThreadState_SetAsyncExc(
                            ctypes.c_ulong(thread), ctypes.py_object(TookTooLong)
                        )
                        self.due[thread] = now + AGAIN
                if not self.due and idle:
                    self.thread = None
                    return
                idle = not self.due
                self.next_look = min(self.due.values(), default=now + IDLE)
            self.woken.wait(self.next_look - now)
            self.woken.clear()


WATCHERS = [Watcher()]  # one; a process that forks leaves its threads behind, and gets a new one
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: WATCHERS.__setitem__(0, Watcher()))
