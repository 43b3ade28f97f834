"""Commands and exit codes: 0 done, 1 problems in the content, 2 a wrong call, 3 the machine failed."""

from __future__ import annotations

import click

from oproep import __version__
from oproep.cli.asked import MACHINE, stop
from oproep.cli.importing import import_group
from oproep.cli.making import build_command, check_command, schema_command, serve_command
from oproep.cli.writing import accept_command, new_group


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="oproep")
@click.pass_context
def commands(context: click.Context) -> None:
    """A folder of Markdown files becomes a bilingual catalogue of funding calls.

    Without a command it builds.  Example: python build.py build --out public
    """
    if context.invoked_subcommand is None:
        context.invoke(build_command)


for _command in (
    build_command, check_command, serve_command, new_group, accept_command, import_group, schema_command,
):  # fmt: skip
    commands.add_command(_command)


def main() -> None:
    """The program. A failure of the machine is said in one line; a traceback is a mistake of ours."""
    from oproep.outputs.search_failed import SearchFailed

    try:
        commands(standalone_mode=True)
    except (OSError, SearchFailed) as error:
        stop(MACHINE, f"The machine failed: {error}")
