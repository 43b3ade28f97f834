"""What runs on GitHub: each action pinned, each permission needed, each command there, each annotation at its line."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
import yaml

from oproep.cli import commands
from tests.front_door import ROOT, call, copy_of_the_project

GITHUB = ROOT / ".github"
WORKFLOWS = {path.stem: path for path in sorted((GITHUB / "workflows").iterdir())}
# What each job may do beside nothing. Whoever adds to this says in the workflow what it is for.
MAY = {
    ("pull-request", "content"): {"contents": "read"},
    ("pull-request", "program"): {"contents": "read"},
    ("publish", "build"): {"contents": "read", "pages": "read"},
    ("publish", "publish"): {"pages": "write", "id-token": "write"},
    ("links", "ask"): {"contents": "read"},
    ("links", "tell"): {"issues": "write"},
}
PINNED = re.compile(r"uses: ([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")
COMMANDS = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands"}


def read(name: str) -> dict[str, Any]:
    """A workflow; the loader leaves every scalar as it is typed, or `on` would be True."""
    found: dict[str, Any] = yaml.load(WORKFLOWS[name].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return found


def steps() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every step of every job of every workflow."""
    for name in WORKFLOWS:
        for job, told in read(name)["jobs"].items():
            for step in told["steps"]:
                yield name, job, step


def shell_lines() -> Iterator[str]:
    """Every line that a workflow runs."""
    for _, _, step in steps():
        yield from (line.strip() for line in step.get("run", "").splitlines())


every_workflow = pytest.mark.parametrize("name", WORKFLOWS)


def test_there_is_nothing_to_say_for_who_looks_for_holes() -> None:
    """zizmor's most suspicious eye, without the network."""
    zizmor = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [str(zizmor), "--offline", "--no-progress", "--persona=auditor", "--format=plain", str(GITHUB)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_its_hash_and_says_its_version() -> None:
    versions: dict[str, set[tuple[str, str]]] = {}
    for path in WORKFLOWS.values():
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses:" in line and not line.lstrip().startswith("#"):
                found = PINNED.fullmatch(line.strip().removeprefix("- "))
                assert found, f"{path.name}: {line.strip()}"
                versions.setdefault(found[1], set()).add((found[2], found[3]))
    assert versions
    assert {action: held for action, held in versions.items() if len(held) > 1} == {}


@every_workflow
def test_a_job_may_do_what_it_needs_and_nothing_else(name: str) -> None:
    workflow = read(name)
    assert workflow["permissions"] == {}, "what a job may do stands with the job"
    assert {(name, job): told["permissions"] for job, told in workflow["jobs"].items()} == {
        place: may for place, may in MAY.items() if place[0] == name
    }


@every_workflow
def test_a_run_ends_and_does_not_get_in_the_way_of_another(name: str) -> None:
    workflow = read(name)
    assert set(workflow["concurrency"]) == {"group", "cancel-in-progress"}
    assert all(0 < int(job["timeout-minutes"]) <= 180 for job in workflow["jobs"].values())


@every_workflow
def test_it_is_asked_for_by_nothing_that_runs_a_strangers_words_with_rights(name: str) -> None:
    asked = set(read(name)["on"]) if isinstance(read(name)["on"], dict) else {read(name)["on"]}
    assert asked <= {"pull_request", "push", "schedule", "workflow_dispatch"}


@pytest.mark.parametrize(("name", "job"), [("publish", "build"), ("links", "ask")])
def test_a_copy_of_the_repository_does_nothing_of_its_own_accord(name: str, job: str) -> None:
    jobs = read(name)["jobs"]
    assert jobs[job]["if"] == "github.event_name == 'workflow_dispatch' || !github.event.repository.fork"
    assert [told["needs"] for other, told in jobs.items() if other != job] == [job]


def test_a_pull_request_gets_no_secret_and_no_word_of_it_is_run() -> None:
    text = WORKFLOWS["pull-request"].read_text(encoding="utf-8")
    assert set(read("pull-request")["on"]) == {"pull_request"}
    assert "secrets." not in text
    assert "github.token" not in text
    assert "github.event.pull_request.title" not in text


def test_no_command_is_put_together_out_of_what_somebody_else_says() -> None:
    assert [f"{name}: {step['name']}" for name, _, step in steps() if "${{" in step.get("run", "")] == []


def test_no_checkout_leaves_its_key_behind() -> None:
    checkouts = [step for _, _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_what_make_is_asked_for_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = [shlex.split(line)[1] for line in shell_lines() if line.startswith("make ")]
    assert {"site", "test"} <= set(asked)
    assert [target for target in asked if not re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE)] == []


def test_what_the_program_is_asked_for_is_there() -> None:
    asked = [match[1] for line in shell_lines() if (match := re.search(r"build\.py (.*?)(?: [|>]|$)", line))]
    asked += ["build " + match[1] for line in shell_lines() if (match := re.search(r'make site ARGS="(.*)"', line))]
    assert len(asked) >= 3
    for line in asked:
        name, *arguments = shlex.split(line.replace("$BASE_URL", "https://example.org/"))
        command = commands.get_command(click.Context(commands), name)
        assert command, line
        command.make_context(name, arguments)  # raises UsageError for what it does not know


def test_the_test_command_of_the_readme_is_what_a_pull_request_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make site\nmake test\n" in readme
    assert {"make site", "make test"} <= {line for name, _, step in steps() if name == "pull-request"
                                          for line in step.get("run", "").splitlines()}  # fmt: skip


@pytest.mark.parametrize("day", ["2026-01-15", "2026-07-15", "2026-03-29", "2026-10-25"])
def test_every_night_shortly_after_midnight_in_brussels_there_is_a_new_edition(day: str) -> None:
    began = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=ZoneInfo("Europe/Brussels"))
    minutes = []
    for each in read("publish")["on"]["schedule"]:
        minute, hour, *rest = each["cron"].split()
        assert rest == ["*", "*", "*"]
        for shift in (-1, 0, 1):
            at = began.astimezone(UTC).replace(hour=int(hour), minute=int(minute))
            minutes.append((at.timestamp() - began.timestamp()) / 60 + shift * 24 * 60)
    assert any(0 < after <= 30 for after in minutes)


def test_the_cache_of_the_build_is_taken_from_the_newest_run_and_kept_for_the_next() -> None:
    (cache,) = [step["with"] for _, _, step in steps() if step.get("uses", "").startswith("actions/cache@")]
    assert cache["path"] == ".cache/build"
    assert "github.run_id" in cache["key"]
    assert cache["key"].startswith(cache["restore-keys"])


def test_what_begins_with_a_dot_is_published_too() -> None:
    """The action leaves it out unless it is asked for: security.txt stands in a folder of that kind."""
    (step,) = (step for _, _, step in steps() if "upload-pages-artifact" in step.get("uses", ""))
    assert step["with"] == {"path": "public", "include-hidden-files": "true"}


def test_whoever_owns_what_is_nobody_that_was_made_up() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    named = [line.split()[1] for line in lines if re.match(r"# [*/]", line)]
    assert [path for path in named if path != "*" and not (ROOT / path.strip("/")).exists()] == []


# The annotations of a bad call ---------------------------------------------------------------------

# By the name of its file: a call with mistakes in what it says, and one with mistakes in what it leads to. The numbers
# are the lines at which each is found.
MISTYPED = """---
title: A call with mistakes
language: en
deadline: 50%::error file=x,line=1::oops, 100% sure
budgett: EUR 5
links:
  source: not an address
---

A text.
"""
MISLED = """---
title: A call that leads nowhere
language: en
fund: no-such-fund
deadline: 2027-03-01
---

A text with a [link](nowhere.md).
"""
BAD = {"mistyped": (MISTYPED, {4, 5, 7}), "misled": (MISLED, {4, 8})}


@dataclass(frozen=True, kw_only=True)
class Command:
    """A workflow command, as a runner of GitHub Actions understands a line."""

    name: str
    message: str
    properties: Mapping[str, str] = field(default_factory=dict)


def unescaped(text: str, *, inside: bool) -> str:
    """What an escaped message, or a property, stands for; the percent sign comes last."""
    for code, letter in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if inside else ()), ("%25", "%")):
        text = text.replace(code, letter)
    return text


def command_in(line: str) -> Command | None:
    """The command in a line: `::name key=value,key=value::message`. None: it is a line of the log."""
    if not line.startswith("::"):
        return None
    head, _, message = line[2:].partition("::")
    name, _, listed = head.partition(" ")
    pairs = [part.partition("=") for part in listed.split(",") if part]
    assert name in COMMANDS, line
    assert all(equals and key for key, equals, _ in pairs), line
    properties = {key: unescaped(value, inside=True) for key, _, value in pairs}
    assert len(properties) == len(pairs), line
    return Command(name=name, message=unescaped(message, inside=False), properties=properties)


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """The repository with bad calls in it, and the Python that the workflow asks for."""
    root = copy_of_the_project(tmp_path / "clone")
    for name, (text, _) in BAD.items():
        (root / "content" / "calls" / f"{name}.md").write_text(text, encoding="utf-8")
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return root


def run_as_github_does(step: Mapping[str, Any], root: Path) -> subprocess.CompletedProcess[str]:
    """A step as a runner takes it: a file of commands for a shell that stops at the first that fails."""
    script = root.parent / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    told = {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(root.parent / "summary.md"),
            "GITHUB_OUTPUT": str(root.parent / "output")}  # fmt: skip
    return subprocess.run(
        ["bash", "-e", str(script)], cwd=root, env={**os.environ, **told}, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def test_the_check_of_a_pull_request_annotates_a_bad_call_at_its_lines(branch: Path) -> None:
    (step,) = [step for name, _, step in steps() if name == "pull-request" and step.get("name") == "Check"]
    done = run_as_github_does(step, branch)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    found = [command for line in done.stdout.splitlines() if (command := command_in(line))]
    errors = [command for command in found if command.name == "error"]
    at: dict[str, set[int]] = {}
    for command in errors:
        at.setdefault(command.properties["file"], set()).add(int(command.properties["line"]))
        assert int(command.properties["col"]) >= 1
    assert at == {f"content/calls/{name}.md": lines for name, (_, lines) in BAD.items()}
    (deadline,) = [command for command in errors if "mistyped" in command.properties["file"]
                   and command.properties["line"] == "4"]  # fmt: skip
    assert "50%::error file=x,line=1::oops, 100% sure" in deadline.message


def test_annotations_stand_where_the_other_forms_say(branch: Path) -> None:
    (step,) = [step for name, _, step in steps() if name == "pull-request" and step.get("name") == "Check"]
    commands_said = [command_in(line) for line in run_as_github_does(step, branch).stdout.splitlines()]
    annotated = {
        (command.properties["file"], int(command.properties["line"]), int(command.properties["col"]))
        for command in commands_said
        if command and command.name == "error"
    }
    told = json.loads(call("check", "--root", branch, "--format", "json").stdout)
    assert annotated == {(each["file"], each["line"], each["column"]) for each in told if each["severity"] == "error"}


# The issue of dead links ---------------------------------------------------------------------------

GH = """#!/bin/sh
echo "$@" >> "$LOG"
case "$1 $2" in "issue list") echo "$OPEN";; esac
"""


@pytest.mark.parametrize(
    ("code", "there", "done"),
    [
        ("1", "", "issue create --title Links that lead nowhere --label dead-links --body-file links.md"),
        ("1", "7", "issue edit 7 --body-file links.md"),
        ("0", "7", "issue close 7 --comment Every link leads somewhere again."),
        ("0", "", None),
    ],
)
def test_one_issue_is_opened_changed_and_closed(tmp_path: Path, code: str, there: str, done: str | None) -> None:
    (step,) = [step for name, job, step in steps() if (name, job) == ("links", "tell") and "run" in step]
    gh = tmp_path / "gh"
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    log = tmp_path / "log"
    told = {"CODE": code, "OPEN": there, "LOG": str(log), "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    fixed = {name: value for name, value in step["env"].items() if "${{" not in value}
    (tmp_path / "step.sh").write_text(step["run"], encoding="utf-8")
    subprocess.run(["bash", "-e", "step.sh"], cwd=tmp_path, env={**os.environ, **fixed, **told}, timeout=20, check=True)
    said = log.read_text(encoding="utf-8").splitlines()
    assert set(step["env"]) == {*fixed, "CODE", "GH_REPO", "GH_TOKEN"}
    assert [line for line in said if not line.startswith(("label create", "issue list"))] == ([done] if done else [])


@pytest.mark.parametrize(("code", "holds"), [(0, True), (1, True), (2, False), (3, False)])
def test_only_what_was_found_out_of_the_links_is_told(tmp_path: Path, code: int, *, holds: bool) -> None:
    """Where the network is down nothing is known, and the issue stays as it is: the next job needs this one."""
    (step,) = [step for name, job, step in steps() if (name, job, step.get("id")) == ("links", "ask", "links")]
    root = tmp_path / "clone"
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\necho found\nexit {code}\n", encoding="utf-8")
    python.chmod(0o755)
    done = run_as_github_does(step, root)
    assert (done.returncode == 0) is holds
    assert (tmp_path / "output").read_text(encoding="utf-8") == f"code={code}\n"
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == "found\n"
    assert read("links")["jobs"]["tell"]["needs"] == "ask"


def test_pull_requests_are_asked_for_by_their_kind() -> None:
    kinds = {path.stem for path in (GITHUB / "PULL_REQUEST_TEMPLATE").iterdir()}
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert kinds == {"call", "translation", "program"}
    assert set(re.findall(r"template=(\w+)\.md", text)) == kinds
