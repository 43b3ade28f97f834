"""The live preview side by side: how long after saving a file the served page shows what was written.

    python -m benchmarks.preview --calls 1000 10000 --repeat 5

Both servers run all the while; when neither has anything left to do, a word is saved into one's folder and its page is
asked for every 20 milliseconds until the word is in it, then it is the other's turn. The memory is that of the server's
largest process until then.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import Command, Contender, Hugo, Ours, ours
from benchmarks.edits import EDITS, call_to_edit
from benchmarks.grounds import Grounds, add_options, grounds_of
from benchmarks.machine import machine
from benchmarks.measuring import descendants, largest_ever, processor_time
from benchmarks.report import REPORT, write_report
from benchmarks.results import Results, Run, load
from benchmarks.shape import NOW

BETWEEN_LOOKS = 0.02
PATIENCE = 900.0
REST = 2.0  # seconds in which a server must have done next to nothing before the next word is saved
NEXT_TO_NOTHING = 0.1  # seconds of processors
CHANGES = ("body", "title")
A_CALL = 'class="prose"'  # what the page of a call has, and that of a preview which is still being built has not


@dataclass(frozen=True)
class Served:
    """A preview that runs: whose, its process, and where."""

    contender: Contender
    process: int
    port: int

    def fetch(self, address: str) -> str:
        """What it serves at an address; nothing while it does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", f"/{address}")
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == http.client.OK else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()

    def wait_for(self, word: str, address: str) -> float:
        """The seconds until a page has a word."""
        began = time.perf_counter()
        while word not in self.fetch(address):
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"{self.contender.name} does not show {word} at {address}")
            time.sleep(BETWEEN_LOOKS)
        return time.perf_counter() - began

    def settle(self) -> None:
        """Waits until the server has done what it still had to do after showing a page."""
        began, before = time.perf_counter(), -math.inf
        while (now := processor_time(self.process)) - before > NEXT_TO_NOTHING:
            if time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"{self.contender.name} is never done")
            before = now
            time.sleep(REST)

    def largest(self) -> float:
        """The most memory one of its processes had, in MiB."""
        return max(map(largest_ever, (self.process, *descendants(self.process))))


def serving(contender: Contender, port: int) -> Command:
    """The command of a preview."""
    if isinstance(contender, Hugo):
        cache = str(contender.folder / "resources" / "cache")
        return [str(contender.installed.hugo), "server", "--port", str(port), "--cacheDir", cache]
    return ours(["serve", "--root", str(contender.folder), "--now", NOW, "--port", str(port), "--no-open"])


@contextmanager
def served(contender: Contender) -> Iterator[Served]:
    """Runs a preview, and ends it with all that it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    contender.clean()
    process = subprocess.Popen(
        serving(contender, port),
        cwd=contender.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Served(contender, process.pid, port)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def run_previews(grounds: Grounds, repeat: int, results: Results) -> None:
    """Measures ours and Hugo's, turn by turn."""
    slug = call_to_edit(grounds.corpus)
    everyone = [each for each in grounds.everyone() if type(each) in (Ours, Hugo)]
    results.machine = machine(grounds.work)
    results.versions |= {contender.name: contender.version() for contender in everyone}
    results.forget(grounds.calls, [f"preview-{change}" for change in CHANGES])
    with ExitStack() as stack:
        previews = [stack.enter_context(served(contender)) for contender in everyone]
        for preview in previews:
            preview.wait_for(A_CALL, preview.contender.page("en", "calls", slug))
        for turn in range(repeat):
            for change in CHANGES:
                for preview in previews if turn % 2 else reversed(previews):
                    for each in previews:
                        each.settle()
                    word = EDITS[change](preview.contender, slug)
                    seconds = preview.wait_for(word, preview.contender.page("en", "calls", slug))
                    name, largest = preview.contender.name, preview.largest()
                    results.runs.append(Run(grounds.calls, f"preview-{change}", name, turn, seconds, largest))
                    print(f"{grounds.calls:6} {change:6} {name:24} {seconds:8.2f} s {largest:7.0f} MiB", flush=True)
    results.save(grounds.work)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure the live previews side by side.")
    parser.add_argument("--calls", type=int, nargs="+", default=[1000, 10000], help="sizes of the catalogue")
    parser.add_argument("--repeat", type=int, default=5, help="how many rounds (5)")
    parser.add_argument("--report", type=Path, default=REPORT, help="the page whose tables are written anew")
    add_options(parser)
    asked = parser.parse_args(arguments)
    asked.only = asked.only or ["ours", "hugo"]
    for calls in asked.calls:
        grounds = grounds_of(asked, calls)
        results = load(grounds.work)
        run_previews(grounds, asked.repeat, results)
        write_report(results, asked.report)


if __name__ == "__main__":
    main(sys.argv[1:])
