"""Calls come in as they stand and as git kept them; what changed of what decides, and is told to nobody, goes out.

A reader who noted a deadline hears of another only where `changes` says so. Git is asked and never told: nothing here
writes, and where there is no git, or no repository, there is nothing to say.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from oproep.model.call import Call
from oproep.model.deadline import Deadline, Undated
from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.model.problem import Fault, Problem, Severity
from oproep.reading.record import Record, read_bytes
from oproep.rendering.tongue import Tongue

CALLS = "content/calls"
PATIENCE = 60  # seconds
NO_BREAK = re.compile("[\u00a0\u202f]")
DIVIDES = re.compile(r"[,\[\]{}#&*!|>%@`]|: ")


class NoSuchCommit(ValueError):
    """Git knows no commit of this name."""


class Turn(NamedTuple):
    """What changed of one fact, and the word for it with what it names."""

    key: str
    message: str
    word: str
    parts: Mapping[str, Moment | Money] = MappingProxyType({})


def untold(root: Path, since: str | None, today: date, tongues: Mapping[str, Tongue]) -> Iterator[Problem]:
    """A call whose deadline or amounts are others than in a commit, or that was withdrawn since, says so in `changes`.

    `since` names the commit; None is the last one. NoSuchCommit when the repository has none of that name.
    """
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since or 'HEAD'}^{{commit}}")
    if not commit:
        if since and git(root, "rev-parse", "--git-dir"):
            raise NoSuchCommit(since)
        return
    name = commit.decode().strip()
    for before, after in changed(root, name):
        old = git(root, "show", "--no-textconv", f"{name}:./{before}")
        try:
            new = (root / after).read_bytes()
        except OSError:
            continue
        was, now = (record_in(raw, root / file, file, tongues) for raw, file in ((old, before), (new, after)))
        if was and now and set(now.facts.changes) <= set(was.facts.changes):
            for turn in turns(was.facts, now.facts):
                yield problem(now, turn, today, tongues)


def git(root: Path, *arguments: str) -> bytes | None:
    """What git answers; None where there is none, or it has nothing to say of this folder."""
    command = ["git", "-C", str(root), *arguments]
    quiet = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, env=quiet, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def changed(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The files of calls that are there now and were in the commit, and hold something else: by both names."""
    asked = ("diff", "--name-status", "-z", "--find-renames", "--diff-filter=MR", "--no-ext-diff", "--relative")
    parts = iter((git(root, *asked, commit, "--", CALLS) or b"").decode(errors="replace").split("\0"))
    for status in parts:
        if status:
            before = next(parts)
            yield before, next(parts) if status.startswith("R") else before


def record_in(raw: bytes | None, path: Path, file: str, tongues: Mapping[str, Tongue]) -> Record | None:
    """The call in what a file holds or held; None for a translation, and for what cannot be read."""
    record = read_bytes(raw, path, file, "calls", frozenset(tongues))[0] if raw is not None else None
    return record if record and not record.translation else None


def turns(was: Call, now: Call) -> Iterator[Turn]:
    """What changed of what decides. What was not known before did not change: we learnt of it."""
    before, after = dates(was.deadline), dates(now.deadline)
    if was.deadline.undated is not Undated.UNKNOWN and before != after:
        yield Turn(
            "deadline", f"The deadline was {before}, and is {after} now.", *extension(was.deadline, now.deadline)
        )
    for amount, other in zip_longest(amounts(was), amounts(now)):
        if amount and amount != other:
            gone = f"The amount {amount} is gone."
            message = f"An amount was {amount}, and is {other} now." if other else gone
            parts = {"before": amount, "after": other} if other else {}
            yield Turn("budget", message, "change-amount" if other else "change-amounts", parts)
            break
    if now.cancelled and not was.cancelled:
        yield Turn("cancelled", "The call was withdrawn.", "feed-withdrawn")


def dates(deadline: Deadline) -> str:
    """The moments of a deadline as they are typed, or the word for why there are none."""
    return ", ".join(str(moment.at) for moment in deadline.moments) or str(deadline.undated)


def extension(was: Deadline, now: Deadline) -> tuple[str, Mapping[str, Moment]]:
    """The word for what happened to a deadline, with the dates that it names."""
    if len(was.moments) == len(now.moments) == 1:
        before, after = was.moments[0].at, now.moments[0].at
        return "change-extended" if before < after else "change-deadline", {"before": before, "after": after}
    return "change-deadlines", {}


def amounts(call: Call) -> tuple[Money | None, ...]:
    """The amounts of a call, each in its place."""
    budget = call.budget
    if not budget:
        return (None,)
    grant = budget.grant
    parts = (*budget.parts, *budget.earmarked)
    return (budget.total, grant.min if grant else None, grant.max if grant else None, *(part.amount for part in parts))


def problem(record: Record, turn: Turn, today: date, tongues: Mapping[str, Tongue]) -> Problem:
    """What is told to the editor, with the line to write."""
    said = ", ".join(f"{code}: {in_words(tongue, turn)}" for code, tongue in tongues.items())
    change = f"{{date: {today}, what: {{{said}}}}}"
    told = bool(record.facts.changes)
    return record.source.problem(
        Fault(
            code="change-untold",
            message=f"{turn.message} ‘changes’ does not tell those who noted what it was.",
            fix=f"Add a line to ‘changes’: - {change}" if told else f"Write: changes: [{change}]",
            path=(turn.key,),
            at_key=True,
            severity=Severity.HINT,
        )
    )


def in_words(tongue: Tongue, turn: Turn) -> str:
    """What changed, as it is typed in a list between braces: between quotes where a sign in it would divide it."""
    named: dict[str, Any] = {
        name: tongue.money(value) if isinstance(value, Money) else tongue.moment(value)
        for name, value in turn.parts.items()
    }
    text = NO_BREAK.sub(" ", tongue.text(turn.word, **named))
    return f'"{text}"' if DIVIDES.search(text) else text
