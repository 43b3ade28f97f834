"""The forms of the forge follow from the keys of a call, in every language, and are committed as they would be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from oproep.guides import issue_forms
from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.site import read_tongues
from tests.front_door import LANGUAGES, ROOT

FORMS = {path: text for path, text in issue_forms.files().items() if not path.endswith("config.yml")}
every_form = pytest.mark.parametrize("path", FORMS)


def read(path: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FORMS[path])
    return found


def elements(path: str) -> Iterator[dict[str, Any]]:
    return (each for each in read(path)["body"] if each["type"] != "markdown")


def test_what_is_committed_is_what_would_be_made() -> None:
    """Where this fails, run `make guides`."""
    committed = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / issue_forms.FOLDER).iterdir()
    }
    assert committed == issue_forms.files()


def test_there_is_one_in_every_language_for_every_purpose() -> None:
    names = {path.rsplit("/", 1)[1].split("-", 1)[1] for path in FORMS}
    assert names == {f"{purpose}.{code}.yml" for purpose in ("call", "mistake") for code in LANGUAGES}


@every_form
def test_the_forge_can_read_it(path: str) -> None:
    """What GitHub asks of a form: words for its chooser, names and labels that are there once, something to choose."""
    form = read(path)
    assert all(form[name].strip() for name in ("name", "description", "title"))
    listed = list(elements(path))
    for told in ([each["id"] for each in listed], [each["attributes"]["label"] for each in listed]):
        assert len(set(told)) == len(told)
    assert {each["type"] for each in listed} <= {"input", "textarea", "dropdown"}
    assert any(each["validations"]["required"] for each in listed)
    for each in listed:
        options = each["attributes"].get("options", [])
        assert bool(options) == (each["type"] == "dropdown")
        assert len(set(options)) == len(options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_call_is_asked_for_in_the_words_of_the_language_or_is_ours(language: str) -> None:
    tongue = read_tongues((ROOT / "templates",), (language,))[0][language]
    (path,) = [path for path in FORMS if path.endswith(f"-call.{language}.yml")]
    fields = {each["id"]: each for each in elements(path)}
    keys = keys_of(Call)
    assert {*fields, *issue_forms.OURS} == set(keys)
    assert not set(fields) & issue_forms.OURS
    for name, field in fields.items():
        assert field["attributes"]["label"] == tongue.text(f"key-{name}")
        assert field["attributes"]["description"] == tongue.help(keys[name].help)
        assert field["validations"]["required"] is keys[name].required


def test_nobody_is_asked_to_type_brackets() -> None:
    typed = [each["attributes"].get("placeholder", "") for path in FORMS for each in elements(path)]
    assert [text for text in typed if set(text) & set("[]{}")] == []


texts = st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs")))  # what a word file holds
values = st.recursive(
    texts | st.booleans(),
    lambda inside: (
        st.lists(inside, min_size=1) | st.dictionaries(st.from_regex(r"\Akey[a-z]{1,3}\Z"), inside, min_size=1)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["name", "body", "title"]), values, min_size=1))
def test_whatever_is_written_is_read_back(value: Any) -> None:
    assert yaml.safe_load(issue_forms.as_yaml(value)) == value
