"""The commands that write content with an editor: new, accept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from oproep import editing, site
from oproep.cli.asked import WRONG_CALL, root_option, stop


@click.group("new")
def new_group() -> None:
    """Start a record: a file with every key explained.

    Example: python build.py new call my-call --language nl
    """


def languages_of(root: Path) -> frozenset[str]:
    """The languages that the catalogue has."""
    return frozenset(site.read_tongues(site.folders_of(root), ())[0])


def from_here(path: Path) -> Path:
    """A file as one names it from the folder one stands in, where it is below that."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


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
        tongues = site.read_tongues(site.folders_of(root), site.first_languages(root))[0]
        known = list(tongues)
        if language and language not in known:
            stop(WRONG_CALL, f"There is no language ‘{language}’: there is {', '.join(known)}.")
        path = edited(lambda: editing.new_record(root, kind, slug, tongues[language or known[0]]))
        click.echo(f"Wrote {from_here(path)}. Fill it in, then run: python build.py check {from_here(path)}")


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
    tongues = site.read_tongues(site.folders_of(root), ())[0]
    path = edited(lambda: editing.new_translation(root, file, language, tongues))
    click.echo(f"Wrote {from_here(path)}. Replace its words, then run: python build.py check {from_here(path)}")


@click.command("accept")
@root_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def accept_command(root: Path, files: tuple[Path, ...]) -> None:
    """Say that translations match their originals again; a folder stands for all in it.

    Example: python build.py accept content/calls/my-call.en.md
    """
    done = edited(lambda: editing.accept(root, files, languages_of(root)))
    for file, changed in done:
        click.echo(f"{file}: {'accepted' if changed else 'was accepted already'}")
