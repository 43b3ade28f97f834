"""The command that makes the site: build. It loads the program only when there is something to do."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from oproep.cache import unchanged
from oproep.cache.collector import at_rest
from oproep.cli.asked import PROBLEMS, WRONG_CALL, now_option, processors, progress, root_option, show, stop, the_moment


def base_url_of(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The address to publish at, judged as the one in site.toml is."""
    if value is None:
        return None
    from oproep.model.problem import Wrong
    from oproep.model.settings import BaseUrl

    try:
        return BaseUrl().read(value)
    except Wrong as error:
        fault = error.faults[0]
        raise click.BadParameter(f"{fault.message} {fault.fix}") from None


@click.command("build")
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Where to publish.", show_default="public")
@now_option
@click.option("--base-url", callback=base_url_of, help="Where it will be published, in place of the url of site.toml.")
@click.option("--jobs", type=click.IntRange(min=1), default=processors(), help="Processes at once.", show_default="all")
@click.option("--no-cache", is_flag=True, help="Build from nothing, and leave nothing for the next build.")
@click.option("--only", type=click.Choice(unchanged.OUTPUTS), multiple=True, help="Make nothing but this.")
@at_rest()
def build_command(
    root: Path,
    out: Path | None,
    now: datetime | None,
    base_url: str | None,
    jobs: int,
    no_cache: bool,
    only: tuple[str, ...],
) -> None:
    """Check everything, then build the whole site.

    Example: python build.py build --now 2026-11-22T09:00
    """
    began = time.monotonic()
    target, moment = out or root / "public", the_moment(root, now)
    outputs = frozenset(only or unchanged.OUTPUTS)
    looked = None if no_cache else unchanged.look_around(root, target)
    if looked:
        request = unchanged.asked(target, base_url, outputs, int(moment.timestamp()))
        if summary := unchanged.nothing_to_do(looked, request, int(moment.timestamp())):
            say(summary, f"{summary.files} files (0 new, 0 changed, 0 removed)", target, began)
            return
    from oproep import site

    try:
        with progress() as watch:
            built = site.build(
                root,
                target,
                moment,
                base_url,
                jobs=jobs,
                cache=None if no_cache else unchanged.CACHE,
                outputs=outputs,
                looked=looked,
                watch=watch,
            )
    except site.Refused as refused:
        from oproep import report

        show(refused.problems, root)
        stop(PROBLEMS, f"Not built: {report.counted(refused.problems)}. Nothing in {target} was changed.")
        return
    except site.NotOurs as error:
        stop(WRONG_CALL, str(error))
        return
    written = built.written
    did = f"{written.added} new, {written.changed} changed, {written.removed} removed"
    say(built.summary, f"{written.files} files ({did})", target, began)


def say(summary: unchanged.Summary, did: str, target: Path, began: float) -> None:
    """One line of what a build made, how long it took, and what to open."""
    calls = f"{summary.calls} call{'' if summary.calls == 1 else 's'}"
    languages = f"{summary.languages} language{'' if summary.languages == 1 else 's'}"
    took = time.monotonic() - began
    click.echo(f"{calls} in {languages}: {summary.pages} pages, {did} in {took:.1f} s. Open {target / 'index.html'}")
