"""Commands and exit codes: 0 done, 1 problems in the content, 2 a wrong call, 3 the machine failed."""

from __future__ import annotations

import atexit
import gc
import io
import sys

import click

from oproep import __version__
from oproep.cli.asked import MACHINE, stop

SELDOM = 5_000  # new values between two looks for circles among them: a build makes many values and few circles
NAMES = ("build", "check", "serve", "new", "accept", "bundle", "import", "links", "schema")


class Commands(click.Group):
    """The commands by name; each is loaded when it is called, so that none waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ("new", "accept"):
            from oproep.cli.writing import accept_command, new_group

            return new_group if cmd_name == "new" else accept_command
        if cmd_name == "import":
            from oproep.cli.importing import import_group

            return import_group
        if cmd_name == "links":
            from oproep.cli.linking import links_command

            return links_command
        if cmd_name == "build":
            from oproep.cli.building import build_command

            return build_command
        if cmd_name == "check":
            from oproep.cli.checking import check_command

            return check_command
        if cmd_name in NAMES:
            from oproep.cli.making import COMMANDS

            return COMMANDS[cmd_name]
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="oproep")
@click.pass_context
def commands(context: click.Context) -> None:
    """A folder of Markdown files becomes a bilingual catalogue of funding calls.

    Without a command it builds.  Example: python build.py build --out public
    """
    if context.invoked_subcommand is None:
        build = commands.get_command(context, "build")
        if build:
            context.invoke(build)


def main() -> None:
    """The program. A failure of the machine is said in one line; a traceback is a mistake of ours."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)  # at its end Python would look through all that the system takes back anyway
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console of another alphabet is no reason to stop
    try:
        commands(standalone_mode=True)
    except OSError as error:
        stop(MACHINE, f"The machine failed: {error}")
