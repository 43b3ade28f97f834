"""The one gate: check, which says every problem, and mends what is safe to mend where it is asked to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from oproep import mending, report, site
from oproep.cli.asked import PROBLEMS, now_option, painter, processors, root_option, show, the_moment
from oproep.editing import located
from oproep.elsewhere.history import NoSuchCommit, untold
from oproep.model.problem import Problem
from oproep.reading.site import read_settings

FULL = {True: "The summary of this step lists all.", False: "All: python build.py check."}


@click.command("check")
@root_option
@now_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Count hints as errors.")
@click.option("--fix", is_flag=True, help="First mend dates, spaces and the order of keys; no word changes.")
@click.option("--since", metavar="REF", help="Compare with this commit of git.", show_default="HEAD")
@click.option("--diff", is_flag=True, help="Show what --fix would mend, and write nothing.")
def check_command(
    root: Path,
    now: datetime | None,
    files: tuple[Path, ...],
    form: str,
    since: str | None,
    strict: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Say every problem: errors stop a merge, hints never do. Nothing is written without --fix.

    Where the content is kept by git, deadlines and amounts are compared with those of the last commit.

    Example: python build.py check content/calls/my-call.md
    """
    if (fix or diff) and form != "text":
        raise click.UsageError("--fix and --diff show a diff, which is text: leave --format out.")
    moment = the_moment(root, now)
    wanted = [inside(root, file) for file in files]
    if fix or diff:
        mend(root, lambda file: not wanted or stands_in(file, wanted), write=not diff)
    problems = sorted([*site.check(root, moment, jobs=processors()), *compared(root, since, moment)])
    if files:
        problems = [problem for problem in problems if concerns(problem, wanted)]
    if form == "json":
        click.echo(report.as_json(problems))
    elif form == "github":
        annotate(problems, root)
    else:
        show(problems, root)
        click.echo(f"{report.counted(problems).capitalize()}.")
    if site.has_errors(problems) or (strict and problems):
        sys.exit(PROBLEMS)


def compared(root: Path, since: str | None, now: datetime) -> list[Problem]:
    """What changed since a commit and is told to nobody; nothing where the design is too broken to say it."""
    settings, _ = read_settings(root)
    tongues, problems = site.read_tongues(site.folders_of(root), settings.languages if settings else ())
    if settings is None or problems:
        return []
    try:
        return list(untold(root, since, now.astimezone(settings.zone).date(), tongues))
    except NoSuchCommit:
        raise click.UsageError(f"Git knows no commit {since}.") from None


def annotate(problems: list[Problem], root: Path) -> None:
    """Annotations for GitHub, and all problems in the summary of its step, which is a file that it names."""
    guide, summary = report.guide_of(root), os.environ.get("GITHUB_STEP_SUMMARY")
    for line in report.as_github(problems, root, guide, FULL[bool(summary)]):
        click.echo(line)
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            room = report.LONGEST_SUMMARY - file.tell()
            file.write(report.as_summary(problems, f"Check: {report.counted(problems)}", guide, room))


def mend(root: Path, wanted: Callable[[str], bool], *, write: bool) -> None:
    """Shows what can be mended in files of records as a diff, and writes it where it is to."""
    paint, signs = painter(sys.stdout), {"+": "added", "-": "removed"}
    count = 0
    for found in mending.find_repairs(root, wanted):
        if isinstance(found, str):
            click.echo(f"{found} was left alone: it cannot be read.", err=True)
            continue
        for line in found.diff():
            click.echo(paint(line, signs.get(line[:1], "")))
        if write and not mending.write(root, found):
            click.echo(f"{found.file} was left alone: it was changed meanwhile.", err=True)
            continue
        count += 1
        click.echo(f"{found.file}: {'mended' if write else 'to mend'}: {', '.join(found.repairs)}.", err=True)
    files = f"{count} file{'' if count == 1 else 's'}"
    click.echo(f"{files} mended." if write else f"{files} to mend; nothing was written.", err=True)


def concerns(problem: Problem, wanted: list[str]) -> bool:
    """A problem in one of these files or folders, or in a file that every record depends on."""
    everywhere = problem.file == "content/site.toml" or problem.file.startswith("templates/")
    return everywhere or stands_in(problem.file, wanted)


def stands_in(file: str, wanted: list[str]) -> bool:
    """A file is one of these, or stands in one of these folders."""
    return any(file == name or file.startswith(f"{name}/") for name in wanted)


def inside(root: Path, file: Path) -> str:
    """A file or folder of the catalogue, named as problems name it: from the root, with forward slashes."""
    found = located(root, file)
    if not found.exists():
        raise click.UsageError(f"There is no {file}.")
    try:
        name = found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{file} is not below {root}.") from None
    if name.split("/")[0] not in ("content", "templates"):
        raise click.UsageError(f"{file} is no part of the catalogue: name what is below content/ or templates/.")
    return name
