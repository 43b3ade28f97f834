"""A wish to build comes in; the preview's site goes to the disk, or a page goes out that says what is in its way."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event

from oproep import report, site
from oproep.cache.unchanged import BUNDLE, LISTED, PAGES
from oproep.model.problem import Problem, Severity
from oproep.outputs.search_failed import SearchFailed

PROGRAM = Path(site.__file__).resolve().parent.parent.parent
CACHE = Path(".cache", "preview-build")
SHOWN = site.EVERYTHING - {BUNDLE}  # nobody takes a preview along
READ = 0.25  # seconds in which a browser asks for what is new, and nothing else is done: one thread runs at a time
EXPLAINED = 0.3  # seconds in which something else may turn out to be why a build failed


class Stopped(Exception):
    """The preview ends while it builds, or has something newer to build."""


def build_whenever(wanted: Event, stop: Event, build: Round, show: Callable[[str | None], None]) -> None:
    """Builds each time it is `wanted`, once more when it was wanted meanwhile, and shows what came of it once.

    Pages come first; search and data are made once they are on screen, unless something else is saved by then.
    """
    while not stop.is_set():
        wanted.wait()
        wanted.clear()
        if stop.is_set():
            return
        try:
            page = build.pages()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is to be read in the browser
            # A file that goes while it is read, or Ctrl-C, which ends Pagefind too: then there is nothing to say.
            if wanted.wait(EXPLAINED):
                continue
            page = build.failed(error)
        show(page)
        newer = wanted.wait(READ)
        gc.collect()  # a build leaves the collector at rest, and a preview builds all day long
        if newer or page is not None:
            continue
        try:
            build.rest(wanted)
        except Stopped:
            continue
        except Exception as error:  # noqa: BLE001
            if not wanted.wait(EXPLAINED):
                show(build.failed(error))


@dataclass(kw_only=True)
class Round:
    """All that a build of the preview needs, and what it knows of the build before."""

    root: Path
    out: Path
    clock: Callable[[], datetime]
    base_url: str
    say: Callable[[str], None]
    stop: Event
    record: bytes = b""  # of what was published last: nobody else writes into `out` meanwhile

    def pages(self) -> str | None:
        """Builds the pages; None when they are there, else the page to show instead."""
        began = time.monotonic()
        try:
            built = self.build(frozenset({PAGES}), SHOWN - {PAGES}, until(self.stop))
        except site.Refused as refused:
            return self.refused(refused.problems)
        hints = f" {report.counted(built.problems)}: python build.py check" if built.problems else ""
        self.say(f"Built in {time.monotonic() - began:.1f} s.{hints}")
        return None

    def rest(self, wanted: Event) -> None:
        """Builds what nobody waits for, such as search; raises Stopped when another build is wanted."""
        began = time.monotonic()
        self.build(SHOWN, frozenset(), until(self.stop, wanted))
        self.say(f"Search knows it too, after {time.monotonic() - began:.1f} s.")

    def build(self, outputs: site.Outputs, later: site.Outputs, watch: site.Watch) -> site.Built:
        """Builds some outputs, and leaves those that are for later."""
        built = site.build(
            self.root,
            self.out,
            self.clock(),
            self.base_url,
            cache=CACHE,
            under=site.CACHE,
            outputs=outputs,
            later=later,
            stands=self.record if self.out.joinpath(*LISTED).exists() else b"",
            watch=watch,
        )
        self.record = built.written.record
        return built

    def refused(self, problems: Iterable[Problem]) -> str:
        """The page of the errors. The last good site stays where it is."""
        errors = sorted({problem for problem in problems if problem.severity is Severity.ERROR})
        for line in report.as_lines(errors, self.root, report.guide_of(self.root)):
            self.say(line)
        tongues = site.read_tongues(site.folders_of(self.root), ())[0]
        return report.as_page(errors, f"Not built: {report.counted(errors)}", self.root, tongues)

    def failed(self, error: Exception) -> str:
        """The page of a machine that failed, or of a mistake in the program; the terminal has its traceback."""
        said = "\n".join([f"{error}", *getattr(error, "__notes__", ())])
        if isinstance(error, OSError | SearchFailed | site.NotOurs):
            message, fix = f"The machine failed: {said}", "Mend it, then save any file: the preview tries again."
            self.say(message)
        else:
            message = f"The program made a mistake: {type(error).__name__}: {said}"
            fix = "Please report it, with what the terminal says. What you saved last may show a way around it."
            self.say("".join(traceback.format_exception(error)))
        frames = (step for step in reversed(traceback.extract_tb(error.__traceback__)))
        last = next(step for step in frames if Path(step.filename).is_relative_to(PROGRAM / "oproep"))
        file = Path(last.filename).relative_to(PROGRAM).as_posix()
        problem = Problem(file=file, line=last.lineno or 1, column=1, code="failed", message=message, fix=fix)
        return report.as_page([problem], "Not built: something else failed")


def until(*events: Event) -> site.Watch:
    """Cuts a build short when one of these happens: neither Ctrl-C nor a page waits for it."""

    def watch(_done: int, _total: int) -> None:
        if any(event.is_set() for event in events):
            raise Stopped

    return watch
