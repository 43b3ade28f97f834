"""Problems become something to read: lines on a terminal, annotations on a pull request, JSON, or a page."""

from __future__ import annotations

import json
from collections.abc import Iterable

from oproep.model.problem import Problem, Severity
from oproep.report.annotations import LONGEST_SUMMARY, as_github, as_summary
from oproep.report.codes import CODES
from oproep.report.guide import Guide, guide_of
from oproep.report.lines import Part, as_lines
from oproep.report.page import as_page

__all__ = [
    "CODES",
    "LONGEST_SUMMARY",
    "Guide",
    "Part",
    "as_github",
    "as_json",
    "as_lines",
    "as_page",
    "as_summary",
    "counted",
    "guide_of",
]


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects: file, line, column, code, severity, message, fix. Programs read it: it stays as it is."""
    names = ("file", "line", "column", "code", "severity", "message", "fix")
    found = [{name: getattr(problem, name) for name in names} for problem in problems]
    return json.dumps(found, indent=1)


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and hints there are."""
    listed = list(problems)
    hints = sum(problem.severity is Severity.HINT for problem in listed)
    parts = [(len(listed) - hints, "error"), (hints, "hint")]
    said = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return " and ".join(said) or "no problems"
