"""From a real repository: who changes a deadline or an amount is asked to tell it, and nobody else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.broken.tiny import GOOD, write
from tests.front_door import run
from tests.test_git_hook import committed, git

CALL = "content/calls/goed.md"
MONEY = "budget: {total: EUR 500 000, grant: {max: EUR 50 000}}\n"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A catalogue below the top of a repository, with one commit."""
    top = tmp_path / "top of all"
    root = write(top / "catalogue", GOOD)
    edit(root, lambda text: text.replace("deadline: 2026-12-31\n", f"deadline: 2026-12-31 17:00\n{MONEY}"))
    assert git(top, "init", "-q").returncode == 0
    assert committed(top)[0]
    return root


def edit(root: Path, do: Callable[[str], str], file: str = CALL) -> None:
    path = root / file
    path.write_text(do(path.read_text(encoding="utf-8")), encoding="utf-8")


def untold(root: Path, *arguments: str) -> list[dict[str, Any]]:
    """The hints of our code."""
    done = run("check", "--root", root, "--now", "2026-11-22T09:00", "--format", "json", *arguments)
    assert done.returncode in (0, 1), done.stderr
    return [said for said in json.loads(done.stdout) if said["code"] == "change-untold"]


def test_what_is_as_it_was_committed_is_no_matter(clone: Path) -> None:
    assert untold(clone) == []
    edit(clone, lambda text: text.replace("Woorden.", "Andere woorden."))
    assert untold(clone) == []


def test_a_deadline_that_moved_is_asked_for_at_its_line_with_what_to_write(clone: Path) -> None:
    edit(clone, lambda text: text.replace("2026-12-31 17:00", "2027-01-15 17:00"))
    (said,) = untold(clone)
    assert (said["file"], said["line"], said["severity"]) == (CALL, 6, "hint")
    assert said["message"].startswith("The deadline was 2026-12-31 17:00, and is 2027-01-15 17:00 now.")
    assert said["fix"] == (
        "Write: changes: [{date: 2026-11-22, what: {nl: Deadline verlengd van 31 december 2026 om 17:00 uur tot "
        "15 januari 2027 om 17:00 uur, en: Deadline extended from 31 December 2026 at 17:00 to 15 January 2027 at "
        "17:00}}]"
    )


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("2026-12-31 17:00", "2026-12-20 17:00", "deadline"),
        ("2026-12-31 17:00", "rolling", "deadline"),
        ("2026-12-31 17:00", "[{at: 2026-12-01, stage: 1}, {at: 2026-12-31, stage: 2}]", "deadline"),
        ("EUR 500 000", "EUR 600 000", "budget"),
        ("max: EUR 50 000", "max: EUR 40 000.50", "budget"),
        (MONEY, "", "budget"),
        ("fund:", "cancelled: 2026-11-20\nfund:", "cancelled"),
    ],
)
def test_doing_what_the_hint_says_is_enough(before: str, after: str, key: str, clone: Path) -> None:
    edit(clone, lambda text: text.replace(before, after))
    (said,) = untold(clone)
    line = said["fix"].removeprefix("Write: ")
    assert line.startswith("changes: [{date: 2026-11-22, what: {nl: ")
    if after:
        assert (clone / CALL).read_text("utf-8").splitlines()[said["line"] - 1].startswith(f"{key}:")
    edit(clone, lambda text: text.replace("fund:", f"{line}\nfund:", 1))
    done = run("check", "--root", clone, "--now", "2026-11-22T09:00", CALL)
    assert done.returncode == 0, done.stderr
    assert untold(clone) == []


def test_a_change_that_was_told_before_tells_nothing_of_a_new_one(clone: Path) -> None:
    told = "changes:\n  - {date: 2026-11-01, what: {nl: Iets anders, en: Something else}}\n"
    edit(clone, lambda text: text.replace("fund:", f"{told}fund:"))
    assert committed(clone)[0]
    edit(clone, lambda text: text.replace("2026-12-31 17:00", "2027-01-15 17:00"))
    (said,) = untold(clone)
    assert said["fix"].startswith("Add a line to ‘changes’: - {date: 2026-11-22, what: ")


def test_what_was_not_known_before_is_no_change(clone: Path) -> None:
    edit(clone, lambda text: text.replace("2026-12-31 17:00", "unknown").replace(MONEY, ""))
    assert committed(clone)[0]
    edit(clone, lambda text: text.replace("unknown", f"2027-01-15 17:00\n{MONEY}".rstrip()))
    assert untold(clone) == []


def test_a_whole_proposal_is_compared_with_what_it_is_based_on(clone: Path) -> None:
    edit(clone, lambda text: text.replace("2026-12-31 17:00", "2027-01-15 17:00"))
    assert committed(clone)[0]
    assert untold(clone) == []
    assert len(untold(clone, "--since", "HEAD^1")) == 1
    assert len(untold(clone, "--since", "HEAD^1", "content/calls")) == 1
    assert untold(clone, "--since", "HEAD^1", "content/funds") == []


def test_a_call_that_was_renamed_is_still_the_same(clone: Path) -> None:
    git(clone, "mv", CALL, "content/calls/beter.md")
    git(clone, "mv", "content/calls/goed.en.md", "content/calls/beter.en.md")
    edit(clone, lambda text: text.replace("EUR 500 000", "EUR 600 000"), "content/calls/beter.md")
    git(clone, "add", "-A")
    (said,) = untold(clone)
    assert said["file"] == "content/calls/beter.md"


@pytest.mark.parametrize("since", ["no-such-commit", "--output=x", "HEAD:content"])
def test_a_commit_that_is_not_there_is_a_wrong_call(since: str, clone: Path) -> None:
    done = run("check", "--root", clone, "--since", since)
    assert done.returncode == 2
    assert f"Git knows no commit {since}." in done.stderr
    assert not list(clone.rglob("x"))


def test_without_git_or_a_repository_there_is_nothing_to_say(clone: Path) -> None:
    edit(clone, lambda text: text.replace("2026-12-31 17:00", "2027-01-15 17:00"))
    done = run("check", "--root", clone, "--now", "2026-11-22T09:00", PATH="/nowhere")
    assert (done.returncode, "change-untold" in done.stderr) == (0, False)
    shutil.rmtree(clone.parent / ".git")
    assert untold(clone) == []


def test_a_call_that_cannot_be_read_is_not_compared(clone: Path) -> None:
    edit(clone, lambda _: "no keys at all")
    assert untold(clone) == []
