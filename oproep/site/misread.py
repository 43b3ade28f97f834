"""A record that cannot be read is told of once: not again wherever others name it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from oproep.model.problem import Problem, Severity


def about_what_was_read(later: Iterable[Problem], earlier: Iterable[Problem]) -> list[Problem]:
    """Without those that only say a record is missing which is there and could not be read."""
    unread = {PurePosixPath(problem.file) for problem in earlier if problem.severity is Severity.ERROR}
    names = {f"content/{path.parent.name}/{path.name}" for path in unread}
    return [problem for problem in later if not any(name in problem.message for name in names)]
