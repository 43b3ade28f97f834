"""Problems become lines to read on a terminal, in a log or in a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path

from oproep.model.problem import Problem, Severity
from oproep.report.guide import Guide
from oproep.report.source import shown


class Part(StrEnum):
    """What a piece of a line is, so that a terminal can show it in a colour of its own."""

    PLACE = "place"
    ERROR = "error"
    HINT = "hint"
    MESSAGE = "message"
    CARET = "caret"
    FIX = "fix"
    ASIDE = "aside"


Paint = Callable[[str, Part], str]


def as_lines(
    problems: Iterable[Problem], root: Path, guide: Guide | None = None, paint: Paint = lambda text, _: text
) -> list[str]:
    """Each problem: its place, what was found with a caret below, what to write instead, and where that is explained.

    `paint` puts colour into a piece of text; without it lines are plain.
    """
    guide = guide or Guide()
    lines: list[str] = []
    for problem in problems:
        part = Part.HINT if problem.severity is Severity.HINT else Part.ERROR
        place = paint(f"{problem.file}:{problem.line}:{problem.column}:", Part.PLACE)
        word, message = paint(f"{part}:", part), paint(problem.message, Part.MESSAGE)
        lines.append(f"{place} {word} {message} {paint(f'[{problem.code}]', Part.ASIDE)}")
        if source := shown(root, problem):
            lines.append(f"    {source.line}")
            lines.append(f"    {' ' * source.before}{paint('^' * source.width, Part.CARET)}")
        lines.append(f"    {paint(problem.fix, Part.FIX)}")
        lines.append(f"    {paint(guide.on(problem), Part.ASIDE)}")
    return lines
