"""Commands become what they cost: seconds, and the memory of the largest process and of all together (Linux)."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

BETWEEN_LOOKS = 0.05
# A program as it is installed: Python keeps what it has compiled, whatever the shell of who measures says.
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Cost:
    """What commands took: seconds by the clock and of processors, and MiB of the largest process at its largest."""

    seconds: float
    largest: float
    processor: float = 0.0


class Failed(Exception):
    """A command that is measured ended with an error; its last words are the message."""


def measure(commands: Sequence[Sequence[str]], folder: Path) -> Cost:
    """Runs commands one after the other in a folder.

    What others still have to write to the disk is written first. The kernel tells the largest process among each
    command and all that it waited for; no less than this process has itself, which is kept small.
    """
    os.sync()
    largest, processor, began = 0.0, 0.0, time.perf_counter()
    for command in commands:
        with tempfile.TemporaryFile() as words:
            process = subprocess.Popen(
                command, cwd=folder, env=AS_INSTALLED, stdin=subprocess.DEVNULL, stdout=words, stderr=words
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                words.seek(0)
                last = words.read()[-2000:].decode(errors="replace")
                raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{last}")
        largest = max(largest, usage.ru_maxrss / 1024)
        processor += usage.ru_utime + usage.ru_stime
    return Cost(time.perf_counter() - began, largest, processor)


def all_together(commands: Sequence[Sequence[str]], folder: Path) -> float:
    """The most memory, in MiB, that all processes of the commands had together, looked at twenty times a second.

    Memory that processes share counts once (the kernel's `Pss`). Looking costs time, so this is a run of its own.
    """
    most, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(BETWEEN_LOOKS):
            most[0] = max(most[0], sum(map(own_share, descendants(os.getpid()))))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        measure(commands, folder)
    finally:
        done.set()
        looking.join()
    return most[0]


def descendants(above: int) -> Iterator[int]:
    """Every process below one, by its number."""
    children: dict[int, list[int]] = {}
    for found in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = found.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        children.setdefault(int(after_name[1]), []).append(int(found.parent.name))
    waiting = list(children.get(above, ()))
    while waiting:
        process = waiting.pop()
        yield process
        waiting.extend(children.get(process, ()))


def processor_time(process: int) -> float:
    """The seconds that a process and all below it have kept processors busy, those that have ended included."""
    ticks = 0
    for one in (process, *descendants(process)):
        try:
            after_name = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        ticks += sum(map(int, after_name[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def own_share(process: int) -> float:
    """The memory of a process in MiB, its share of what it shares."""
    return told(process, "smaps_rollup", "Pss:")


def largest_ever(process: int) -> float:
    """The most memory a process ever had, in MiB."""
    return told(process, "status", "VmHWM:")


def told(process: int, file: str, key: str) -> float:
    """A number in MiB that the kernel tells of a process; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(key)), 0.0)
