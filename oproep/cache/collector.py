"""Python's collector of circles among values, kept out of the way: a build makes many values and few circles.

Left alone it would look through all that a catalogue is known by, again and again, as more of it is read.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Nothing is collected but what `sweep` is asked for."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def sweep() -> None:
    """Takes back circles made since the last sweep, where the collector rests; what outlived one is not looked at."""
    if not gc.isenabled():
        gc.collect(0)
