"""Problems become what GitHub shows: annotations at the lines of a pull request, and a table in a step's summary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from oproep.model.problem import Problem, Severity
from oproep.report.guide import Guide
from oproep.report.source import length, source_line

MOST = 10  # errors that GitHub shows of a step, and as many warnings
LONGEST_SUMMARY = 1_000_000  # bytes; GitHub takes 1 MiB of a step, and nothing of one that has more
PLAIN = re.compile(r"[^\w\s.,;‘’“”…–-]|_")  # what Markdown or HTML may take for a sign
HEAD = "| where | what | what to do | why |\n| --- | --- | --- | --- |\n"


def as_github(problems: Iterable[Problem], root: Path, guide: Guide | None = None, full: str = "") -> list[str]:
    """Workflow commands of GitHub Actions: the ten most useful errors and hints, and how many more there are.

    GitHub drops what is beyond ten, and takes the first: so that no file is silent, each tells its first before any
    tells its second. `full` says where all of them can be read.
    """
    listed, guide = sorted(problems), guide or Guide()
    hints = [problem for problem in listed if problem.severity is Severity.HINT]
    errors = [problem for problem in listed if problem.severity is Severity.ERROR]
    told = [*most_useful(errors), *most_useful(hints)]
    lines = [annotation(problem, root, guide) for problem in told]
    more = [(len(errors) - MOST, "error"), (len(hints) - MOST, "hint")]
    if said := " and ".join(f"{n} more {word}{'' if n == 1 else 's'}" for n, word in more if n > 0):
        lines.append(f"::notice title=check::{in_message(f'There are {said}. {full}'.strip())}")
    return lines


def most_useful(problems: list[Problem]) -> list[Problem]:
    """Ten of the problems, in order: the first of each file, then the second of each, and so on."""
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, Problem]] = []
    for problem in problems:
        ranked.append((seen[problem.file], problem))
        seen[problem.file] += 1
    return sorted(problem for _, problem in sorted(ranked)[:MOST])


def annotation(problem: Problem, root: Path, guide: Guide) -> str:
    """One annotation; it ends where the mistake does, as far as that is known."""
    word = "warning" if problem.severity is Severity.HINT else "error"
    letters = length(source_line(root, problem), problem)
    end = f",endLine={problem.line},endColumn={problem.column + letters}" if letters else ""
    more = f"\n{guide.on(problem)}" if guide.online else ""
    return (
        f"::{word} file={in_property(problem.file)},line={problem.line},col={problem.column}{end}"
        f",title={in_property(problem.code)}::{in_message(f'{problem.message} {problem.fix}{more}')}"
    )


def in_message(text: str) -> str:
    """Escapes the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    """Escapes a property of a workflow command."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")


def as_summary(problems: Iterable[Problem], title: str, guide: Guide | None = None, room: int = LONGEST_SUMMARY) -> str:
    """All problems as a table in Markdown, errors first; at most `room` bytes of it."""
    guide = guide or Guide()
    ordered = sorted(problems, key=lambda problem: (problem.severity is Severity.HINT, problem))
    text = f"\n## {in_markdown(title)}\n\n{HEAD if ordered else ''}"
    if len(text.encode()) > room:
        return ""
    rows: list[str] = []
    left = room - len(text.encode()) - 100  # for what is said of those that are left out
    for number, problem in enumerate(ordered):
        row = table_row(problem, guide)
        left -= len(row.encode())
        if left < 0:
            return f"{text}{''.join(rows)}\n{len(ordered) - number} more: run `python build.py check`.\n"
        rows.append(row)
    return text + "".join(rows)


def table_row(problem: Problem, guide: Guide) -> str:
    """A problem as a row of the table."""
    word = "hint" if problem.severity is Severity.HINT else "error"
    why = f"[{problem.code}]({guide.on(problem)})" if guide.online else problem.code
    place = in_markdown(f"{problem.file}:{problem.line}:{problem.column}")
    return f"| {place} | {word}: {in_markdown(problem.message)} | {in_markdown(problem.fix)} | {why} |\n"


def in_markdown(text: str) -> str:
    """Text that Markdown and HTML show as it is: signs become numbers, for a reference to a letter is never a sign."""
    return PLAIN.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))
