"""The command that asks the pages elsewhere whether they are still there: links."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

import click

from oproep import __version__, site
from oproep.cli.asked import MACHINE, PROBLEMS, progress_of, root_option, show, stop
from oproep.cli.checking import inside, stands_in
from oproep.elsewhere import telling
from oproep.elsewhere.addresses import addresses
from oproep.elsewhere.asking import PATIENCE, PAUSE, SAFE, Asker, Verdict
from oproep.elsewhere.rounds import ask_all, nobody_answered
from oproep.reading.site import read_settings

FORMS = ("text", "json", "markdown")


@click.command("links")
@root_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=PATIENCE, show_default=True, help="Seconds.")
@click.option("--pause", type=click.FloatRange(min=0), default=PAUSE, show_default=True, help="Seconds, for a host.")
@click.option("--private", is_flag=True, help="Ask machines of your own network as well.")
def links_command(root: Path, files: tuple[Path, ...], form: str, timeout: float, pause: float, private: bool) -> None:
    """Ask every address elsewhere that the content names whether it still leads somewhere.

    Dead is what says so itself: 404, 410, a host that does not exist. What turns programs away, fails or is slow is
    unknown, and never counts as dead.  Example: python build.py links --format markdown
    """
    settings, problems = read_settings(root)
    if settings is None:
        show(problems, root)
        sys.exit(PROBLEMS)
    wanted = [inside(root, file) for file in files]
    languages = site.read_tongues(site.folders_of(root), ())[0]
    places, unread = addresses(root, settings, languages, lambda file: not wanted or stands_in(file, wanted))
    if left_out := {each.file for each in unread if each.severity == "error"}:
        click.echo(f"Left out, since `build.py check` has something to say: {', '.join(sorted(left_out))}", err=True)
    asker = Asker(
        user_agent=f"oproep-links/{__version__} (+{quote(settings.repository or settings.url, safe=SAFE)})",
        private=private, patience=timeout, pause=pause,
    )  # fmt: skip
    answers = dict(progress_of("Asking", ask_all(asker, places), len(places)))
    if nobody_answered(answers.values()):
        stop(MACHINE, f"Not one of {len(places)} addresses answered: is this machine on the web?")
    found = [telling.Found(address, answers[address], tuple(places[address])) for address in places]
    if form == "text":
        for line in telling.as_lines(found):
            click.echo(line)
    else:
        click.echo(telling.as_json(found) if form == "json" else telling.as_markdown(found))
    if any(answer.verdict is Verdict.DEAD for answer in answers.values()):
        sys.exit(PROBLEMS)
