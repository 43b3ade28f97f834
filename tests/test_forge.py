"""Where people change the files of a catalogue, by what keeps its repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from oproep.model.settings import Forge
from oproep.reading.site import read_settings
from oproep.rendering.forge import repository_of
from tests.broken.tiny import GOOD, write
from tests.front_door import EXAMPLE, ROOT, Html, build, pages

AT = "https://git.example.org/luchtpost"
KAARSEN = "nl/oproepen/kaarsen.html"

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


def edited(page: Html) -> list[str]:
    """The pages of the repository that a page leads to."""
    return [where.removeprefix(AT) for tag, where, _ in page.links if tag == "a" and where.startswith(AT)]


def test_every_page_of_a_record_leads_to_the_file_whose_words_it_shows(example_pages: Mapping[str, Html]) -> None:
    """Its translation where that is what is shown, and the original where there is none."""
    shown = {
        "nl/oproepen/kaarsen.html": "calls/kaarsen.md",
        "en/calls/kaarsen.html": "calls/kaarsen.en.md",
        "nl/oproepen/paper-boats.html": "calls/paper-boats.nl.md",
        "en/calls/paper-boats.html": "calls/paper-boats.md",
        "nl/oproepen/regenbogen.html": "calls/regenbogen.md",
        "en/calls/regenbogen.html": "calls/regenbogen.md",
        "en/funds/luchtkastelen-2021-2027.html": "funds/luchtkastelen-2021-2027.en.md",
        "nl/themas/water.html": "themes/water.md",
        "en/beneficiaries/steden.html": "beneficiaries/steden.en.md",
        "nl/index.html": "pages/home.md",
        "en/index.html": "pages/home.en.md",
        "en/about.html": "pages/about.en.md",
    }
    for address, file in shown.items():
        assert f"/edit/main/content/{file}" in edited(example_pages[address]), address
        assert "/issues/new/choose" in edited(example_pages[address]), address


def test_what_they_lead_to_is_there(example_pages: Mapping[str, Html]) -> None:
    led = {where for page in example_pages.values() for where in edited(page) if where.startswith("/edit/main/")}
    assert led
    assert [where for where in led if not (EXAMPLE / where.removeprefix("/edit/main/")).is_file()] == []
    lists = [address for address, page in example_pages.items() if not edited(page)]
    assert "en/calls/index.html" in lists
    assert "404.html" in lists


def test_a_catalogue_without_a_repository_leads_to_none(built_pages: Mapping[str, Html]) -> None:
    settings, _ = read_settings(ROOT)
    assert settings
    assert settings.repository is None
    assert not any('class="wide mend"' in page.source for page in built_pages.values())


def test_where_the_repository_moves_every_page_follows(example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "public")
    site = example / "content" / "site.toml"
    site.write_text(site.read_text(encoding="utf-8").replace(AT, "https://git.example.org/elsewhere"), encoding="utf-8")
    build(example, out)
    assert [address for address, page in pages(out).items() if AT in page.source] == []
    assert "https://git.example.org/elsewhere/edit/main/content/calls/kaarsen.md" in pages(out)[KAARSEN].source


def test_a_new_translation_is_what_its_page_leads_to(example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "public")
    text = "---\ntitle: Rainbows\n---\n\nIn colours.\n"
    (example / "content" / "calls" / "regenbogen.en.md").write_text(text, encoding="utf-8")
    build(example, out)
    assert "/edit/main/content/calls/regenbogen.en.md" in edited(pages(out)["en/calls/regenbogen.html"])
