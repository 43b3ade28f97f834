"""The commands that make something of the catalogue beside the site: serve, bundle, schema."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from oproep.cli.asked import MACHINE, WRONG_CALL, now_option, root_option, stop, the_moment


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


@click.command("bundle")
@root_option
@click.option(
    "--from", "source", type=click.Path(path_type=Path), help="Where it was published.", show_default="public"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def bundle_command(root: Path, source: Path | None, out: Path | None) -> None:
    """Write the offline bundle of what `build` made: the whole catalogue, search included, as one zip file.

    Example: python build.py bundle --out oproep.zip
    """
    from oproep.site.bundling import NoBundle, bundle

    try:
        made = bundle(source or root / "public", out)
    except NoBundle as error:
        stop(WRONG_CALL, str(error))
        return
    click.echo(f"{made.path}: {made.files} files, {made.size / 1e6:.1f} MB. Unpack it and open index.html.")


COMMANDS = {"serve": serve_command, "bundle": bundle_command, "schema": schema_command}
