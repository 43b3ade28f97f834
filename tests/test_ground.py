"""From the files at the top of a checkout, proof that a newcomer's first commands are as README.md says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests import browser

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")

# Where libraries come from is for the reader's own pip to know. (The brackets keep this file free of them.)
ADDRESS_OF_A_REGISTRY = re.compile(
    r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(org|com)|yarn[p]kg\.|deb\.debia[n]\.org"
    r"|(?<!no-emit-)(extra-)?inde[x]-url|(?<!no-emit-)find-link[s]"
)
# A folder of the machine that a file was written on is of no use to anyone else.
PLACE_ON_ONE_MACHINE = re.compile(r"(?<![\w.*])/(work|home|root|Users)/")
PAGE = re.compile(r"\b[A-Z]{4,}\.md\b")


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def files_of_the_project() -> Iterator[tuple[str, str]]:
    """Each text file that is or will be committed, with its text."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows which files are of the project")
    names = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for name in filter(None, names.split("\0")):
        if (path := ROOT / name).is_file() and b"\0" not in (raw := path.read_bytes()):
            yield name, raw.decode("utf-8", errors="replace")


def test_the_door_answers() -> None:
    done = run(sys.executable, "build.py", "--help")
    assert done.returncode == 0, done.stderr
    assert "build" in done.stdout


def test_the_door_answers_from_another_folder(tmp_path: Path) -> None:
    done = run(sys.executable, str(ROOT / "build.py"), "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_python_without_the_libraries_says_what_to_run() -> None:
    done = run(sys.executable, "-I", "-S", "build.py")
    assert (done.returncode, done.stdout) == (3, "")
    assert "make site" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_says_which_one_is_needed() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 10, 12); runpy.run_path('build.py')"
    done = run(sys.executable, "-c", pretend)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Python 3.11 or newer" in done.stderr


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        (name, match[0])
        for name, text in files_of_the_project()
        for pattern in (ADDRESS_OF_A_REGISTRY, PLACE_ON_ONE_MACHINE)
        if (match := pattern.search(text))
    ]
    assert not found


def test_every_page_that_is_named_can_be_opened() -> None:
    texts = dict(files_of_the_project())
    pages = {name.rpartition("/")[2] for name in texts}
    named = {(name, page) for name, text in texts.items() for page in PAGE.findall(text)}
    assert not {(name, page) for name, page in named if page not in pages}


def pins(lock: str) -> Mapping[str, tuple[str, int]]:
    """Each library of a requirements file: its version with any condition, and how many hashes follow."""
    text = "\n".join(line for line in text_of(lock).splitlines() if not line.startswith("#"))
    lines = [line.split("==", 1) for line in text.replace("\\\n", " ").splitlines()]
    return {name: (pin.split("--hash=")[0].strip(), pin.count("--hash=sha256:")) for name, pin in lines}


def versions(lock: str) -> Mapping[str, str]:
    return {name: pin.split(" ;")[0] for name, (pin, _) in pins(lock).items()}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_to_hashes(lock: str) -> None:
    assert pins(lock)
    for pin, hashes in pins(lock).values():
        assert re.fullmatch(r"[\w.]+( ; .+)?", pin), pin
        assert hashes, pin


def test_tests_run_on_the_versions_that_build_the_site() -> None:
    site, tests = versions(LOCKS[0]), versions(LOCKS[1])
    assert {name: tests.get(name) for name in site} == site


def test_the_requirements_are_those_of_the_project() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    for lock, asked in (
        (LOCKS[0], project["project"]["dependencies"]),
        (LOCKS[1], project["dependency-groups"]["dev"]),
    ):
        missing = {re.split(r"[<>=!~\[; ]", line)[0] for line in asked} - set(pins(lock))
        assert not missing, f"{lock} lacks {missing}: run `make lock`"


def test_the_makefile_has_every_command_of_the_readme() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    told = set(re.findall(r"(?:^|`)make ([a-z]+)", text_of("README.md"), re.MULTILINE))
    assert {"site", "test"} <= told <= targets


def test_the_integration_run_is_the_test_command_of_the_readme() -> None:
    script = [line for line in text_of(".ci/run").splitlines() if line and not line.startswith("#")]
    assert script == ["set -euo pipefail", 'cd "$(dirname "${BASH_SOURCE[0]}")/.."', "make test"]
    assert "\nmake test" in text_of("README.md")
    assert os.name == "nt" or os.access(ROOT / ".ci/run", os.X_OK)


def test_every_make_target_is_in_its_help() -> None:
    makefile = text_of("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert set(re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE)) == set(phony[1].split())


def test_both_licences_are_there() -> None:
    assert text_of("LICENSE").startswith("MIT License\n\nCopyright (c) 2026 Oproep contributors")
    assert text_of("LICENSE-CONTENT").startswith("Attribution 4.0 International")


def test_what_is_published_is_committed_empty() -> None:
    assert text_of("public/.gitignore").splitlines()[-2:] == ["*", "!.gitignore"]


def test_a_browser_that_is_named_and_does_not_start_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.VARIABLE, "no-such-browser")
    with pytest.raises(browser.NoBrowserError, match="'no-such-browser', which is not a program that starts"):
        browser.find()
    assert browser.main() == browser.NONE_TO_BE_HAD
