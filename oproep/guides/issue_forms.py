"""The keys of a call become the forms in which a reader tells the forge of a new call, or of a mistake."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from oproep.guides.place import tongues
from oproep.model.call import Call
from oproep.model.keys import Key, keys_of
from oproep.model.shape import Json, ListOf
from oproep.rendering.tongue import Tongue

FOLDER = ".github/ISSUE_TEMPLATE"
HEAD = (
    "# Made out of the keys of a call (oproep/model/) and the words in templates/words/: change those, not this file.\n"
)
# What whoever tells of a call need not know: what it is to the file, and what becomes of it later.
OURS = frozenset(
    "language official_title types_of_action notice keywords changes corrected published verified cancelled "
    "aliases".split()
)
LONG = ("summary",)  # words that take more than a line


def files() -> Mapping[str, str]:
    """A form for each language and purpose, by its path from the top of the repository."""
    made: dict[str, Json] = {"config": {"blank_issues_enabled": True}}
    for place, tongue in enumerate(tongues().values(), start=1):  # a chooser shows them by name
        made[f"{place}-call.{tongue.code}"] = call_form(tongue)
        made[f"{place}-mistake.{tongue.code}"] = mistake_form(tongue)
    return {f"{FOLDER}/{name}.yml": HEAD + as_yaml(form) for name, form in made.items()}


def call_form(tongue: Tongue) -> dict[str, Json]:
    """A call that is not in the catalogue: what is known of it, key by key."""
    asked = [key for key in keys_of(Call).values() if key.name not in OURS]
    return form(tongue, "call", [field(tongue, key) for key in asked])


def mistake_form(tongue: Tongue) -> dict[str, Json]:
    """A mistake in the catalogue: on which page, in what, and who says otherwise."""
    facts: list[Json] = [label(tongue, key) for key in keys_of(Call).values() if key.name not in OURS]
    chosen: list[Json] = [*facts, tongue.text("issue-text"), tongue.text("issue-else")]
    return form(tongue, "mistake", [
        element("input", "page", asked(tongue, "page"), needed=True),
        element("dropdown", "fact", {**asked(tongue, "fact"), "options": chosen, "multiple": True}),
        element("textarea", "wrong", asked(tongue, "wrong"), needed=True),
        element("input", "source", {**asked(tongue, "source"), "placeholder": "https://"}),
    ])  # fmt: skip


def form(tongue: Tongue, purpose: str, fields: list[Json]) -> dict[str, Json]:
    """A form: what it is called, what it says first, and what it asks."""
    intro: Json = {"type": "markdown", "attributes": {"value": tongue.text(f"issue-{purpose}-intro")}}
    return {
        "name": tongue.text(f"issue-{purpose}"),
        "description": tongue.text(f"issue-{purpose}-about"),
        "title": f"{tongue.text(f'issue-{purpose}-begins')}: ",
        "body": [intro, *fields],
    }


def field(tongue: Tongue, key: Key) -> Json:
    """The element for a key: what it is called, its sentence of help, its example."""
    several = isinstance(key.shape, ListOf) or key.shape.record() is not None or key.name in LONG
    told: dict[str, Json] = {
        "label": label(tongue, key), "description": tongue.help(key.help), "placeholder": example(key)
    }  # fmt: skip
    return element("textarea" if several else "input", key.name, told, needed=key.required)


def element(kind: str, name: str, attributes: Mapping[str, Json], *, needed: bool = False) -> Json:
    """One element of a form."""
    return {"type": kind, "id": name, "attributes": dict(attributes), "validations": {"required": needed}}


def asked(tongue: Tongue, what: str) -> dict[str, Json]:
    """The label and the help of an element that is about no key."""
    return {"label": tongue.text(f"issue-{what}"), "description": tongue.text(f"issue-{what}-help")}


def label(tongue: Tongue, key: Key) -> str:
    """What a key is called on a page."""
    return tongue.text(f"key-{key.name}")


def example(key: Key) -> str:
    """What may be typed for a key by who knows nothing of front matter: its example, without brackets and braces."""
    inside = key.shape.record()
    if inside is None or key.example[0] not in "[{":
        return key.example.strip("[]")
    parts = (each.example for each in keys_of(inside).values())
    return ", ".join([part for part in parts if part[0] not in "[{"][:3])


def as_yaml(form: Json) -> str:
    """A form as the forge reads it."""
    return yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=120)
