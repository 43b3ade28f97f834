"""Where people change the files of a catalogue, by what keeps its repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from oproep.model.settings import Forge
from oproep.reading.site import read_settings
from oproep.rendering.forge import repository_of
from tests.broken.tiny import GOOD, write

FORGES = [
    ("https://github.com/vleva/oproep/", "", "https://github.com/vleva/oproep", Forge.GITHUB, "/edit/main/", True),
    ("https://gitlab.com/a/b", "", "https://gitlab.com/a/b", Forge.GITLAB, "/-/edit/main/", False),
    ("https://codeberg.org/a/b", "", "https://codeberg.org/a/b", Forge.FORGEJO, "/_edit/main/", False),
    (
        "https://git.example.org/a",
        'forge = "gitlab"',
        "https://git.example.org/a",
        Forge.GITLAB,
        "/-/edit/main/",
        False,
    ),
    ("https://github.com/a/b", 'branch = "live/x"', "https://github.com/a/b", Forge.GITHUB, "/edit/live/x/", True),
]


def settings_with(root: Path, repository: str, more: str) -> Path:
    site = GOOD["site.toml"]
    return write(root, {**GOOD, "site.toml": f'repository = "{repository}"\n{more}\n{site}'})


@pytest.mark.parametrize(("repository", "more", "address", "forge", "edit", "takes_text"), FORGES)
def test_a_repository_has_pages_to_change_its_files(
    tmp_path: Path, repository: str, more: str, address: str, forge: Forge, edit: str, *, takes_text: bool
) -> None:
    settings, problems = read_settings(settings_with(tmp_path, repository, more))
    assert settings
    assert problems == []
    found = repository_of(settings)
    assert found
    assert (found.address, found.forge, found.takes_text) == (address, forge, takes_text)
    assert found.edit("content/calls/a.md") == f"{address}{edit}content/calls/a.md"
    assert found.new("content/calls").endswith("/content/calls")
    assert found.report.startswith(address)
    read = {Forge.GITHUB: "/blob/", Forge.GITLAB: "/-/blob/", Forge.FORGEJO: "/src/branch/"}[forge]
    assert found.view("A b.md") == f"{address}{read}{found.branch}/A%20b.md"


@pytest.mark.parametrize("more", ["", 'repository = "https://git.example.org/a"'])
def test_where_it_is_not_known_what_runs_there_nothing_is_guessed(tmp_path: Path, more: str) -> None:
    settings, _ = read_settings(write(tmp_path, {**GOOD, "site.toml": f"{more}\n{GOOD['site.toml']}"}))
    assert settings
    assert repository_of(settings) is None


@pytest.mark.parametrize("branch", ["../main", "a..b", "/main", "main.", "a b", "-x"])
def test_a_branch_is_named_as_git_does(tmp_path: Path, branch: str) -> None:
    _, problems = read_settings(settings_with(tmp_path, "https://github.com/a/b", f'branch = "{branch}"'))
    assert [problem.code for problem in problems] == ["branch-form"]
