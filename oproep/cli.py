"""Commands and exit codes: 0 done, 1 problems in the content, 2 a wrong call, 3 the machine failed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from oproep import __version__, editing, report, site
from oproep.model.problem import Problem, Severity
from oproep.reading.site import read_settings

PROBLEMS, WRONG_CALL, MACHINE = 1, 2, 3
HERE = Path(__file__).resolve().parent.parent


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
    settings, _ = read_settings(root)
    if asked is not None:
        zoned = asked if asked.tzinfo else asked.replace(tzinfo=settings.zone if settings else UTC)
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


def stop(code: int, *lines: str) -> None:
    """Says why on the error stream and ends with an exit code."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def progress(artefacts: Iterable[tuple[str, bytes]], pages: int) -> Iterable[tuple[str, bytes]]:
    """Shows a bar while pages go to the disk, on a terminal; elsewhere nothing moves."""
    if not sys.stderr.isatty():
        return artefacts
    from rich.console import Console
    from rich.progress import track

    return track(artefacts, "Publishing", total=pages, console=Console(stderr=True), transient=True)


def show(problems: Iterable[Problem], root: Path) -> None:
    """Problems on the error stream, errors last so that they stand next to the prompt."""
    ordered = sorted(problems, key=lambda problem: (problem.severity is not Severity.HINT, problem))
    for line in report.as_lines(ordered, root):
        click.echo(line, err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="oproep")
@click.pass_context
def commands(context: click.Context) -> None:
    """A folder of Markdown files becomes a bilingual catalogue of funding calls.

    Without a command it builds.  Example: python build.py build --out public
    """
    if context.invoked_subcommand is None:
        context.invoke(build_command)


@commands.command("build")
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Where to publish.", show_default="public")
@now_option
@click.option("--base-url", help="Where it will be published, in place of the url of site.toml.")
@click.option("--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Search indexes made at once.")
@click.option("--no-cache", is_flag=True, help="Build from nothing. Nothing is kept between builds yet: always so.")
def build_command(
    root: Path,
    out: Path | None,
    now: datetime | None,
    base_url: str | None,
    jobs: int,
    no_cache: bool,
) -> None:
    """Check everything, then build the whole site.

    Example: python build.py build --now 2026-11-22T09:00
    """
    began = time.monotonic()
    target = out or root / "public"
    try:
        edition, written = site.build(root, target, the_moment(root, now), base_url=base_url, jobs=jobs, watch=progress)
    except site.Refused as refused:
        show(refused.problems, root)
        stop(PROBLEMS, f"Not built: {report.counted(refused.problems)}. Nothing in {target} was changed.")
        return
    except site.NotOurs as error:
        stop(WRONG_CALL, str(error))
        return
    took = time.monotonic() - began
    calls = len(edition.catalogue.calls)
    click.echo(
        f"{calls} call{'' if calls == 1 else 's'} in {len(edition.tongues)} languages: {len(edition.pages)} pages, "
        f"{written.files} files ({written.added} new, {written.changed} changed, {written.removed} removed) "
        f"in {took:.1f} s. Open {target / 'index.html'}"
    )


@commands.command("check")
@root_option
@now_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Count hints as errors.")
def check_command(root: Path, now: datetime | None, files: tuple[Path, ...], form: str, strict: bool) -> None:
    """Say every problem, and write nothing.

    Example: python build.py check content/calls/my-call.md
    """
    _, problems = site.prepare(root, the_moment(root, now))
    if files:
        wanted = {inside(root, file) for file in files}
        problems = [problem for problem in problems if problem.file in wanted]
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


def inside(root: Path, file: Path) -> str:
    """A file named on the command line as problems name it: from the root, with forward slashes."""
    found = file if file.is_absolute() else root / file if (root / file).exists() else Path.cwd() / file
    if not found.exists():
        raise click.UsageError(f"There is no {file}.")
    try:
        return found.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{file} is not below {root}.") from None


@commands.command("serve")
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


@commands.group("new")
def new_group() -> None:
    """Start a record: a file with every key explained.

    Example: python build.py new call my-call --language nl
    """


def languages_of(root: Path) -> frozenset[str]:
    """The languages that the catalogue has."""
    return frozenset(site.read_tongues(site.design_of(root), ())[0])


def edited(action: Callable[[], Any]) -> Any:
    """What an edit answers; one that cannot be done is a wrong call."""
    try:
        return action()
    except editing.CannotEdit as error:
        stop(WRONG_CALL, str(error))


def new_command(kind: str) -> None:
    """Adds `new <kind>`."""

    @new_group.command(kind, help=f"Start a {kind}.\n\nExample: python build.py new {kind} my-{kind}")
    @root_option
    @click.argument("slug")
    @click.option("--language", help="The language of its words.", show_default="the first of site.toml")
    def command(root: Path, slug: str, language: str | None) -> None:
        known = list(site.read_tongues(site.design_of(root), site.first_languages(root))[0])
        if language and language not in known:
            stop(WRONG_CALL, f"There is no language ‘{language}’: there is {', '.join(known)}.")
        path = edited(lambda: editing.new_record(root, kind, slug, language or known[0]))
        click.echo(f"Wrote {path}. Fill it in, then run: python build.py check {path}")


for _kind in editing.SINGULAR:
    new_command(_kind)


@new_group.command("translation")
@root_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", required=True, help="The language to translate into.")
def new_translation_command(root: Path, file: Path, language: str) -> None:
    """Start a translation of a record: its headings, and its words to replace.

    Example: python build.py new translation content/calls/my-call.md --language en
    """
    path = edited(lambda: editing.new_translation(root, file, language, languages_of(root)))
    click.echo(f"Wrote {path}. Replace its words, then run: python build.py accept {path}")


@commands.command("accept")
@root_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def accept_command(root: Path, files: tuple[Path, ...]) -> None:
    """Say that a translation matches its original again.

    Example: python build.py accept content/calls/my-call.en.md
    """
    languages = languages_of(root)
    for file in files:
        changed = edited(lambda file=file: editing.accept(root, file, languages))  # type: ignore[misc]
        click.echo(f"{file}: {'accepted' if changed else 'was accepted already'}")


@commands.command("schema")
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


def main() -> None:
    """The program. A failure of the machine is said in one line; a traceback is a mistake of ours."""
    from oproep.outputs.search_failed import SearchFailed

    try:
        commands(standalone_mode=True)
    except (OSError, SearchFailed) as error:
        stop(MACHINE, f"The machine failed: {error}")
