"""The commands that look at the catalogue: check, serve, schema."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from oproep import report, site
from oproep.cli.asked import (
    MACHINE,
    PROBLEMS,
    now_option,
    processors,
    root_option,
    show,
    stop,
    the_moment,
)
from oproep.model.problem import Problem


@click.command("check")
@root_option
@now_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Count hints as errors.")
def check_command(root: Path, now: datetime | None, files: tuple[Path, ...], form: str, strict: bool) -> None:
    """Say every problem, and write nothing.

    Example: python build.py check content/calls/my-call.md
    """
    problems = site.check(root, the_moment(root, now), jobs=processors())
    if files:
        wanted = [inside(root, file) for file in files]
        problems = [problem for problem in problems if concerns(problem, wanted)]
    if form == "json":
        click.echo(report.as_json(problems))
    elif form == "github":
        for line in report.as_github(problems):
            click.echo(line)
    else:
        show(problems, root)
        click.echo(f"{report.counted(problems).capitalize()}.")
    if site.has_errors(problems) or (strict and problems):
        sys.exit(PROBLEMS)


def concerns(problem: Problem, wanted: list[str]) -> bool:
    """A problem in one of these files or folders, or in a file that every record depends on."""
    everywhere = problem.file == "content/site.toml" or problem.file.startswith("templates/")
    return everywhere or any(problem.file == name or problem.file.startswith(f"{name}/") for name in wanted)


def inside(root: Path, file: Path) -> str:
    """A file or folder of the catalogue, named as problems name it: from the root, with forward slashes."""
    found = file if file.is_absolute() else root / file if (root / file).exists() else Path.cwd() / file
    if not found.exists():
        raise click.UsageError(f"There is no {file}.")
    try:
        name = found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{file} is not below {root}.") from None
    if name.split("/")[0] not in ("content", "templates"):
        raise click.UsageError(f"{file} is no part of the catalogue: name what is below content/ or templates/.")
    return name


@click.command("serve")
@root_option
@now_option
@click.option("--port", type=click.IntRange(1, 65535), default=5500, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def serve_command(root: Path, now: datetime | None, port: int, no_open: bool) -> None:
    """Build, show in the browser, and build again at every change.

    Example: python build.py serve --port 5500
    """
    from oproep import serve

    try:
        serve.serve(root, port=port, open_browser=not no_open, clock=lambda: the_moment(root, now), say=click.echo)
    except serve.CannotServe as error:
        stop(MACHINE, str(error))


@click.command("schema")
@root_option
@click.argument("kind", required=False)
def schema_command(root: Path, kind: str | None) -> None:
    """Print the JSON Schema of each kind of record, or of one.

    Example: python build.py schema calls
    """
    from oproep.outputs.data import schemas

    found = {Path(name).stem: text.decode() for name, text in schemas()}
    if kind and kind not in found:
        raise click.UsageError(f"There is no kind ‘{kind}’: there is {', '.join(found)}.")
    click.echo(found[kind] if kind else "{" + ",\n".join(f'"{name}": {text}' for name, text in found.items()) + "}")


COMMANDS = {"check": check_command, "serve": serve_command, "schema": schema_command}
