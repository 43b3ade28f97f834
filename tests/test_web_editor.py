"""The web editor: off unless it is asked for, made of the declared keys, and apart from every other page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oproep.model import KINDS
from oproep.model.keys import keys_below, keys_of
from oproep.model.shape import Json
from oproep.outputs.web_editor import EDITED, INTEGRITY, SCRIPT
from tests.front_door import ROOT, Html, build, call, copy_of_example, files, kept_at, pages

ON = '[web_editor]\nsign_in = "token"\n'
GITHUB = "https://github.com/example/airmail"


def with_editor(root: Path, editor: str = ON, repository: str = GITHUB, forge: str = "") -> Path:
    """The example with a web editor."""
    path = kept_at(root, repository, forge) / "content" / "site.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + editor, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("with-editor")
    return build(with_editor(copy_of_example(folder / "example")), folder / "public")


@pytest.fixture(scope="module")
def config(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "admin" / "config.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def page(site: Path) -> Html:
    return pages(site)["admin/index.html"]


def test_a_catalogue_has_none_unless_it_asks_for_one(example_built: Path) -> None:
    assert not [name for name in files(example_built) if name.startswith("admin/")]


def test_nothing_else_is_another_for_it(site: Path, example_built: Path) -> None:
    def without_repository(found: dict[str, bytes]) -> set[str]:
        return {name for name in found if not name.startswith("admin/")}

    assert without_repository(files(site)) == without_repository(files(example_built))


def test_no_page_leads_to_it_and_no_search_engine_is_told(site: Path, page: Html) -> None:
    for name, other in pages(site).items():
        assert name == "admin/index.html" or not [link for _, link, _ in other.links if "admin/" in link], name
    assert "admin/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert {"name": "robots", "content": "noindex"} in page.metas


def policy_of(page: Html) -> str:
    return next(meta["content"] for meta in page.metas if meta.get("http-equiv") == "Content-Security-Policy")


def test_only_its_own_page_lets_a_foreign_script_in_and_only_that_one(site: Path, page: Html) -> None:
    scripts = re.search(r"script-src ([^;]+)", policy_of(page))
    assert scripts
    assert scripts[1].split() == ["'self'", SCRIPT]
    for name, other in pages(site).items():
        assert name == "admin/index.html" or "http" not in policy_of(other), name


def test_its_script_is_the_one_of_a_digest(page: Html) -> None:
    found = {where: given for tag, where, given in page.links if tag == "script"}
    assert found[SCRIPT]["integrity"] == INTEGRITY
    assert found[SCRIPT]["crossorigin"] == "anonymous"
    assert set(found) == {SCRIPT, "record-file.js"}


def test_a_copy_of_ones_own_needs_no_foreign_script(example: Path, tmp_path: Path) -> None:
    site = build(with_editor(example, ON + 'script = "own/sveltia-cms.js"\n'), tmp_path / "public")
    page = pages(site)["admin/index.html"]
    assert [where for tag, where, _ in page.links if tag == "script"] == ["record-file.js", "../own/sveltia-cms.js"]
    assert "script-src 'self';" in policy_of(page)


def test_every_kind_of_record_has_a_field_for_every_key(config: dict[str, Any]) -> None:
    assert [found["name"] for found in config["collections"]] == list(EDITED)
    for found in config["collections"]:
        keys = keys_of(KINDS[found["name"]])
        fields = {field["name"]: field for field in found["fields"]}
        body = ["body"] if "language" in keys else []
        assert list(fields) == [*keys, *body]
        assert {name for name, field in fields.items() if field["required"]} == {
            name for name, key in keys.items() if key.required
        }
        assert [name for name, field in fields.items() if field.get("i18n")] == [
            *(name for name, key in keys.items() if key.words), *body,
        ]  # fmt: skip


def fields_below(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from fields_below(field.get("fields", []))
        for kind in field.get("types", []):
            yield from fields_below(kind["fields"])


def test_every_key_at_any_depth_says_what_it_is_in_the_language_of_the_editor(config: dict[str, Any]) -> None:
    dutch = (ROOT / "templates" / "words" / "nl.po").read_text(encoding="utf-8")
    for found in config["collections"]:
        told = [field["comment"] for field in fields_below(found["fields"]) if "comment" in field]
        # Who is named by its slug is asked for nothing else, so a contact's keys are there in its own form.
        assert len(told) >= len(list(keys_below(KINDS[found["name"]])))
        assert all(f'msgstr "{comment}"' in dutch.replace('\\"', '"') for comment in told)


def test_what_may_be_left_empty_is_not_held_to_a_form_when_it_is(config: dict[str, Any]) -> None:
    for found in config["collections"]:
        for field in fields_below(found["fields"]):
            if "pattern" in field and field["required"] is False:
                assert re.search(field["pattern"][0], ""), field["name"]
            if "pattern" in field:
                assert re.search(field["pattern"][0], field["hint"]), field["name"]


def test_a_reference_is_chosen_among_the_records_of_its_kind(config: dict[str, Any]) -> None:
    call_fields = {field["name"]: field for field in config["collections"][0]["fields"]}
    assert (call_fields["fund"]["widget"], call_fields["fund"]["collection"]) == ("relation", "funds")
    assert call_fields["themes"]["multiple"] is True
    assert call_fields["published"] == {
        **call_fields["published"], "widget": "datetime", "type": "date", "format": "YYYY-MM-DD",
    }  # fmt: skip


BACKENDS: list[tuple[str, str, str, dict[str, Json], str | None]] = [
    (GITHUB, "", "", {"name": "github", "repo": "example/airmail", "auth_methods": ["token"]}, "editorial_workflow"),
    ("https://gitlab.com/group/part/airmail.git", "", "", {"name": "gitlab", "repo": "group/part/airmail"}, "editorial_workflow"),
    (
        "https://git.example.org/group/airmail", "gitlab", 'sign_in = "oauth"\napp_id = "a1"\n',
        {"api_root": "https://git.example.org/api/v4", "base_url": "https://git.example.org", "app_id": "a1", "auth_type": "pkce"},
        "editorial_workflow",
    ),
    ("https://codeberg.org/example/airmail", "", "", {"name": "gitea", "api_root": "https://codeberg.org/api/v1"}, None),
    (GITHUB, "", 'sign_in = "oauth"\nservice = "https://sign-in.example.org"\n', {"base_url": "https://sign-in.example.org"}, "editorial_workflow"),
]  # fmt: skip


@pytest.mark.parametrize(("repository", "forge", "editor", "wanted", "mode"), BACKENDS)
def test_it_changes_the_repository_that_the_catalogue_names(
    repository: str, forge: str, editor: str, wanted: dict[str, Json], mode: str | None, example: Path, tmp_path: Path
) -> None:
    root = with_editor(example, f"[web_editor]\n{editor}" if editor else ON, repository, forge)
    site = build(root, tmp_path / "public", "--no-cache")
    config = json.loads((site / "admin" / "config.yml").read_text(encoding="utf-8"))
    assert {name: config["backend"].get(name) for name in wanted} == wanted
    assert config.get("publish_mode") == mode


LACKING = [
    ("", "", ON, "no repository"),
    ("https://git.example.org/airmail", "", ON, "no repository"),
    (GITHUB, "", '[web_editor]\nsign_in = "oauth"\n', "no service"),
    ("https://codeberg.org/example/airmail", "", '[web_editor]\nsign_in = "oauth"\n', "no application"),
    (GITHUB, "", ON + 'script = "https://cdn.example.org/sveltia-cms.js"\n', "no digest"),
    (GITHUB, "", '[web_editor]\nsign_in = "tokens"\n', "Did you mean"),
]


@pytest.mark.parametrize(("repository", "forge", "editor", "said"), LACKING)
def test_what_it_lacks_is_told_at_its_line(repository: str, forge: str, editor: str, said: str, example: Path) -> None:
    done = call("check", "--root", with_editor(example, editor, repository, forge))
    assert done.returncode == 1
    lines = (example / "content" / "site.toml").read_text(encoding="utf-8").split("\n")
    place = re.search(r"content/site\.toml:(\d+):1: error: ", done.stdout + done.stderr)
    assert place
    assert re.match(r"\[web_editor\]|sign_in", lines[int(place[1]) - 1])
    assert said in done.stdout + done.stderr
