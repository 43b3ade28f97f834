"""What every command may be asked, and how it ends: root, moment, exit codes, problems, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from oproep import ZONE

if TYPE_CHECKING:
    from oproep.model.problem import Problem

PROBLEMS, WRONG_CALL, MACHINE = 1, 2, 3
FOLDER = click.Path(file_okay=False, path_type=Path)
T = TypeVar("T")
HERE = Path(__file__).resolve().parent.parent.parent  # the folder of build.py


class Moment(click.ParamType[datetime]):
    """An instant: with an offset as it is, without one in the catalogue's time zone."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        """The instant, or a wrong call."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a moment; write 2026-11-22T09:00.", param, ctx)


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --root, which every command takes."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    option = click.option("--root", type=kind, default=HERE, help="The folder of content/.", show_default="here")
    return option(command)


def now_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --now, which stands in for the clock."""
    return click.option("--now", type=Moment(), help="Build as of this moment, such as 2026-11-22T09:00.")(command)


def the_moment(root: Path, asked: datetime | None) -> datetime:
    """The instant to build for (UTC): --now, else SOURCE_DATE_EPOCH, else the clock, to the minute."""
    if asked is not None:
        zoned = asked if asked.tzinfo else asked.replace(tzinfo=zone_of(root))
        try:
            return zoned.astimezone(UTC)
        except OverflowError:
            raise click.UsageError(f"--now is {asked}, which is out of reach.") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}, which is not a number of seconds.") from None
    return datetime.now(UTC).replace(second=0, microsecond=0)


def zone_of(root: Path) -> tzinfo:
    """The catalogue's time zone, read without the rest of the settings, which takes longer than a build of nothing."""
    import tomllib
    from zoneinfo import ZoneInfo

    try:
        settings = tomllib.loads((root / "content" / "site.toml").read_text(encoding="utf-8-sig"))
        return ZoneInfo(settings.get("time_zone", ZONE))
    except (OSError, ValueError, TypeError, KeyError):  # the build says what is wrong with it
        return UTC


def stop(code: int, *lines: str) -> None:
    """Says why on the error stream and ends with an exit code."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def processors() -> int:
    """How many processes this machine runs at once."""
    return os.cpu_count() or 1


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """Shows a bar on a terminal while files are made, and elsewhere nothing; what it gives is told how far they are."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # A bar that moves by itself is a thread, and beside a thread no process of the build can fork.
    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, owner = bar.add_task("Publishing", total=None), os.getpid()

        def told(done: int, total: int) -> None:
            if os.getpid() == owner:
                bar.update(task, completed=done, total=total, refresh=True)

        yield told


def progress_of(what: str, work: Iterable[T], total: int | None = None) -> Iterable[T]:
    """Shows a bar while the work is done, on a terminal; elsewhere nothing moves."""
    if not sys.stderr.isatty():
        return work
    from rich.console import Console
    from rich.progress import track

    return track(work, what, total=total, console=Console(stderr=True), transient=True)


def show(problems: Iterable[Problem], root: Path) -> None:
    """Problems on the error stream, errors last so that they stand next to the prompt."""
    from oproep import report
    from oproep.model.problem import Severity

    ordered = sorted(problems, key=lambda problem: (problem.severity is not Severity.HINT, problem))
    guide = report.guide_of(root) if ordered else None
    for line in report.as_lines(ordered, root, guide, painter(sys.stderr)):
        click.echo(line, err=True)


COLOURS: dict[str, dict[str, Any]] = {
    "place": {"bold": True},
    "error": {"fg": "red", "bold": True},
    "hint": {"fg": "yellow", "bold": True},
    "caret": {"fg": "red", "bold": True},
    "fix": {"fg": "green"},
    "aside": {"dim": True},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
}
"""How a terminal shows a piece of what is said; what is not here is shown as it is."""


def painter(stream: TextIO) -> Callable[[str, str], str]:
    """Puts colour into a piece of text where a terminal shows it, unless NO_COLOR asks for none (no-color.org)."""
    plain = not stream.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return lambda text, part: text if plain or part not in COLOURS else click.style(text, **COLOURS[part])
