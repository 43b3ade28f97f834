"""The hook of git stops a commit that holds a mistake, says where, and lets everything else through."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.broken.tiny import GOOD, write
from tests.front_door import ROOT

HOOK = ".githooks/pre-commit"
BAD = "---\ntitle: A call\nlanguage: nl\ndeadline: someday\n---\n"
HINT = "---\ntitle: Nog een oproep\nlanguage: nl\ndeadline: 2027-03-01\n---\n"


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
           "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
    return subprocess.run(
        ["git", *arguments], cwd=root, env={**os.environ, **who}, capture_output=True, text=True, encoding="utf-8",
        timeout=60, check=False,
    )  # fmt: skip


def committed(root: Path) -> tuple[bool, str]:
    """Whether everything as it stands could be committed, and what was said."""
    git(root, "add", "-A")
    done = git(root, "commit", "-m", "A change")
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A catalogue below git, with the hook switched on."""
    root = write(tmp_path / "clone with a space", GOOD)
    shutil.copytree(ROOT / ".githooks", root / ".githooks")
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    program = shlex.join([sys.executable, str(ROOT / "build.py")])
    python.write_text(f'#!/bin/sh\nname=$2\nshift 2\nexec {program} "$name" --root . "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (root / ".gitignore").write_text(".venv\n.cache\n")
    assert git(root, "init", "-q").returncode == 0
    assert committed(root)[0]
    assert git(root, "config", "core.hooksPath", ".githooks").returncode == 0
    return root


def test_a_mistake_stops_the_commit_and_is_named_at_its_line(clone: Path) -> None:
    (clone / "content" / "calls" / "with spaces.md").write_text(BAD, encoding="utf-8")
    (clone / "content" / "calls" / "bad.md").write_text(BAD, encoding="utf-8")
    done, said = committed(clone)
    assert not done
    assert "content/calls/bad.md:4" in said
    assert "content/calls/with spaces.md" in said


def test_a_hint_does_not(clone: Path) -> None:
    (clone / "content" / "calls" / "hint.md").write_text(HINT, encoding="utf-8")
    done, said = committed(clone)
    assert done, said
    assert "hint" in said


def test_a_mistake_in_a_file_that_is_left_alone_is_somebody_elses(clone: Path) -> None:
    (clone / "content" / "calls" / "hint.md").write_text(HINT, encoding="utf-8")
    git(clone, "add", "-A")
    (clone / "content" / "calls" / "bad.md").write_text(BAD, encoding="utf-8")
    done = git(clone, "commit", "-m", "A change")
    assert done.returncode == 0, done.stderr


def test_what_is_gone_is_missed_by_a_file_that_stays(clone: Path) -> None:
    naming = HINT.replace("language: nl", "language: nl\nfund: luchtkasteel")
    (clone / "content" / "calls" / "naming.md").write_text(naming, encoding="utf-8")
    assert committed(clone)[0]
    for name in ("luchtkasteel.md", "luchtkasteel.en.md"):
        (clone / "content" / "funds" / name).unlink()
    done, said = committed(clone)
    assert not done
    assert "content/calls/naming.md" in said


def test_a_commit_without_content_is_not_looked_at(clone: Path) -> None:
    (clone / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    (clone / "notes.txt").write_text("x", encoding="utf-8")
    done, said = committed(clone)
    assert done, said


def test_without_its_libraries_it_says_how_to_get_them(clone: Path) -> None:
    shutil.rmtree(clone / ".venv")
    (clone / "content" / "calls" / "hint.md").write_text(HINT, encoding="utf-8")
    done, said = committed(clone)
    assert not done
    assert "make site" in said


def test_the_pre_commit_program_is_told_of_the_same_hook(clone: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert os.access(ROOT / hook["entry"], os.X_OK)
    assert hook["entry"] == HOOK
    assert (hook["language"], hook["require_serial"]) == ("script", True)
    (clone / "content" / "calls" / "bad.md").write_text(BAD, encoding="utf-8")
    done = subprocess.run(
        [f"./{HOOK}", "content/calls/bad.md"], cwd=clone, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "content/calls/bad.md:4" in done.stderr
