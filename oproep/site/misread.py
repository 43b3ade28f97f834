"""A record that cannot be read is told of once: not again wherever others name it, nor in what it may name itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from oproep.catalogue.rules_of_use import UNUSED
from oproep.model.problem import Problem, Severity


def about_what_was_read(later: Iterable[Problem], earlier: Iterable[Problem]) -> list[Problem]:
    """Without those that say no more than that a record is missing which is there and could not be read.

    Nor is anything said to be of no use while there is an error in a record: that one may be what uses it.
    """
    unread = files_with_errors(earlier)
    names = {f"content/{path.parent.name}/{path.name}" for path in unread}
    told = [problem for problem in later if not any(name in problem.message for name in names)]
    unsure = any(path.suffix == ".md" for path in unread | files_with_errors(told))
    return [problem for problem in told if not (unsure and problem.code in UNUSED)]


def files_with_errors(problems: Iterable[Problem]) -> set[PurePosixPath]:
    """The files that errors are in."""
    return {PurePosixPath(problem.file) for problem in problems if problem.severity is Severity.ERROR}
