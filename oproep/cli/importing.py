"""The commands that bring calls in from other systems: import ft-portal, import table."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from oproep import site
from oproep.cli.asked import FOLDER, PROBLEMS, WRONG_CALL, now_option, progress_of, root_option, stop, the_moment
from oproep.importing import fetching, ft_portal, table
from oproep.importing.account import account, in_words
from oproep.importing.draft import Source
from oproep.importing.folder import take_in
from oproep.importing.tallying import still_to_come, tally
from oproep.model.moment import DAY
from oproep.model.problem import Wrong
from oproep.reading.site import read_settings


@click.group("import")
def import_group() -> None:
    """Make drafts out of what another system holds.

    Example: python build.py import ft-portal answers/page-*.json
    """


def import_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that every import takes."""
    for option in (
        click.option("--limit", type=click.IntRange(min=1), help="Take at most so many drafts."),
        click.option("--open-only", is_flag=True, help="Take only calls that are open or forthcoming."),
        click.option("--as-of", help="The day of the answer, such as 2026-06-27, for `verified`."),
        click.option("--into", type=FOLDER, help="The folder of content to write into.", show_default="content"),
    ):
        command = option(command)
    return root_option(now_option(command))


@import_group.command("ft-portal")
@import_options
@click.option("--fetch", is_flag=True, help="Ask the live search interface first; its answers are kept below .cache/.")
@click.option("--interface", default=fetching.INTERFACE, hidden=True, help="Another address of the same interface.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def import_ft_portal_command(fetch: bool, interface: str, files: tuple[Path, ...], **asked: Any) -> None:
    """Drafts from saved answers of the EU Funding & Tenders portal.

    Example: python build.py import ft-portal answers/page-*.json --open-only
    """
    wish = Wish(**asked)
    if fetch:
        folder = wish.root / ".cache" / "ft-portal"
        files = (*files, *fetching.fetch(folder, interface, say=lambda line: click.echo(line, err=True)))
    there = existing(files)
    newest = None if fetch else ft_portal.newest(there)  # what was just asked for is of today
    import_from(ft_portal.FtPortal(there), newest, ft_portal.HOST, wish)


@import_group.command("table")
@import_options
@click.option("--columns", type=click.Path(path_type=Path), required=True, help="The mapping of the columns (TOML).")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def import_table_command(columns: Path, files: tuple[Path, ...], **asked: Any) -> None:
    """Drafts from a spreadsheet (.xlsx) or a CSV file, by a mapping of its columns.

    Example: python build.py import table calls.xlsx --columns columns.toml
    """
    existing((columns,))
    try:
        source = table.Table(existing(files), table.read_mapping(columns))
    except table.WrongMapping as error:
        stop(WRONG_CALL, str(error))
        return
    import_from(source, None, "", Wish(**asked))


def existing(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files, which are all there."""
    if not files:
        raise click.UsageError("Name at least one file.")
    for file in files:
        if not file.is_file():
            raise click.UsageError(f"There is no {file}.")
    return files


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked of an import, whatever its source."""

    root: Path
    into: Path | None
    now: datetime | None
    as_of: str | None
    open_only: bool
    limit: int | None


def import_from(source: Source, newest: date | None, host: str, wish: Wish) -> None:
    """Takes the drafts of a source into a folder of content and says what became of each result.

    `newest` is the day of the answer as far as it says; records from `host` that it no longer holds are named, but
    only when all of it was asked for.
    """
    moment = the_moment(wish.root, wish.now)
    settings, _ = read_settings(wish.root)
    zone = settings.zone if settings else ZoneInfo("Europe/Brussels")
    try:
        seen = DAY.read(wish.as_of) if wish.as_of else newest or moment.astimezone(zone).date()
    except Wrong:
        raise click.UsageError(f"--as-of {wish.as_of} is not a day; write 2026-06-27.") from None
    tongues, _ = site.read_tongues(site.folders_of(wish.root), settings.languages if settings else ())
    content = wish.into or wish.root / "content"
    if (content / "content").is_dir():
        content /= "content"
    found = tally(source, lambda results: progress_of("Reading", results))
    drafts = [draft for draft in found.drafts if not wish.open_only or still_to_come(draft, moment, zone)]
    drafts = drafts[: wish.limit]
    whole = not wish.open_only and wish.limit is None
    outcome = take_in(progress_of("Writing", drafts), content, seen, in_words(tongues), host if whole else "")
    for line in account(found, len(found.drafts) - len(drafts), outcome, content):
        click.echo(line)
    if outcome.unreadable:
        sys.exit(PROBLEMS)
