"""What goes out of a record: its declared keys, what is added to them, and the columns of a call, each with its help.

The schemas that are published and the page about the data both follow from here; `outputs/data.py` fills them in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from oproep.model import KINDS
from oproep.model.budget import COFINANCING
from oproep.model.keys import key_published, keys_of
from oproep.model.settings import Licence
from oproep.model.shape import SLUG, Json
from oproep.model.status import Status

SINGULAR = {"calls": "call", "funds": "fund", "themes": "theme", "beneficiaries": "beneficiary"}
"""The kinds of record that are published in a list, and what one of them is called in the name of its schema."""

INSTANT: dict[str, Json] = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"}
BY_LANGUAGE: dict[str, Json] = {"type": "object", "additionalProperties": {"type": "string"}}
PLACES: dict[str, Json] = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}


class Told(NamedTuple):
    """A key that no file has: what it says is known from elsewhere, or worked out."""

    name: str
    help: str
    schema: dict[str, Json]
    always: bool = True


class Column(NamedTuple):
    """A column of the rows; one by language has the code of the language behind its name."""

    name: str
    help: str
    by_language: bool = False


SLUG_TOLD = Told("slug", "The name of its file, and of its page.", {"type": "string", "pattern": SLUG})
WORDS_TOLD = (
    Told("title", "Its name, by language.", BY_LANGUAGE),
    Told("summary", "What it is about, by language.", BY_LANGUAGE, always=False),
)
URLS_TOLD = Told("urls", "Its page in each language.", PLACES)
PAID = "The share of the costs that is paid, of the call or of its fund."
STOOD = "How it stood at ‘generated’."
NEXT = "The next deadline for newcomers at ‘generated’, in UTC."
OF_CALLS = (
    Told("cofinancing", PAID, COFINANCING.published(), always=False),
    Told("status", STOOD, {"enum": [str(status) for status in Status]}),
    Told("next_deadline", NEXT, {"anyOf": [INSTANT, {"type": "null"}]}),
    Told("inherited", "The keys that the call leaves to its fund.", {"type": "array", "items": {"type": "string"}}),
)
OF_DEADLINES = (
    Told("time_zone", "The zone of dates and times (IANA).", {"type": "string"}),
    Told("closes", "When newcomers can no longer enter, in UTC.", {"type": "array", "items": INSTANT}),
)
GENERATED = Told("generated", "When these data were made, in UTC.", INSTANT)
LICENCE = Told("licence", "The licence of the data.", {"anyOf": [key_published(Licence), {"type": "null"}]})

COLUMNS = (
    Column("slug", SLUG_TOLD.help),
    Column("identifier", "The official code."),
    Column("title", "Its name; in its own language where it is not translated.", by_language=True),
    Column("status", STOOD),
    Column("fund", "The fund that pays."),
    Column("opens", "From when proposals are taken."),
    Column("deadline_model", "The kind of deadline, or why it has no date."),
    Column("deadlines", "Every moment, in the time zone of the catalogue, with ‘; ’ between them."),
    Column("next_deadline_utc", NEXT),
    Column("currency", "The currency (ISO 4217)."),
    Column("budget_total", "All there is to divide."),
    Column("grant_min", "The least a project may ask."),
    Column("grant_max", "The most a project may ask."),
    Column("cofinancing", PAID),
    Column("beneficiaries", "Who may apply; names of files, with a space between them."),
    Column("countries", "Where an applicant must be; codes, with a space between them."),
    Column("themes", "What it is about; names of files, with a space between them."),
    Column("published", "When it first stood here."),
    Column("verified", "When its facts were last checked against the source."),
    Column("url", "Its page in each language.", by_language=True),
)


def record_published(kind: str) -> dict[str, Json]:
    """JSON Schema (2020-12) of a record as published, with what is added to its keys."""
    told = {each.name: each for each in (*WORDS_TOLD, URLS_TOLD, *(OF_CALLS if kind == "calls" else ()))}
    whole = key_published(KINDS[kind])
    declared = whole["properties"] if isinstance(whole["properties"], dict) else {}
    properties: dict[str, Json] = {SLUG_TOLD.name: schema_of(SLUG_TOLD), **declared}
    properties |= {name: schema_of(each) for name, each in told.items()}
    if kind == "calls":
        properties["deadline"] = with_more(properties["deadline"], OF_DEADLINES)
    always = [name for name, key in keys_of(KINDS[kind]).items() if key.required]
    needed = dict.fromkeys([SLUG_TOLD.name, *always, *(each.name for each in told.values() if each.always)])
    rules: dict[str, Json] = {"properties": properties, "required": list[Json](needed)}
    title = (KINDS[kind].__doc__ or kind).split("\n", maxsplit=1)[0]
    return {"title": title, "type": "object", **rules}


def list_published(kind: str) -> dict[str, Json]:
    """JSON Schema of all records of a kind in one file; that of a record stands beside it."""
    each: dict[str, Json] = {"type": "array", "items": {"$ref": f"published-{SINGULAR[kind]}.json"}}
    head: dict[str, Json] = {told.name: schema_of(told) for told in (GENERATED, LICENCE)}
    return {
        "title": f"All {kind}.",
        "type": "object",
        "properties": {**head, kind: each},
        "required": [*head, kind],
    }


def schema_of(told: Told) -> Json:
    """The schema of a key, with what it is."""
    return {**told.schema, "description": told.help}


def with_more(schema: Json, added: tuple[Told, ...]) -> Json:
    """The schema of a group of keys, with others added that are always there."""
    if (
        not isinstance(schema, dict)
        or not isinstance(schema["properties"], dict)
        or not isinstance(schema["required"], list)
    ):
        raise TypeError("not a group of keys")
    more: dict[str, Json] = {each.name: schema_of(each) for each in added}
    return {**schema, "properties": {**schema["properties"], **more}, "required": [*schema["required"], *more]}


def keys_told(schema: Json) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every key of a schema and of the groups in it, in order, with the names that lead to it and its help."""
    if not isinstance(schema, dict):
        return
    inside = schema.get("properties")
    for name, each in inside.items() if isinstance(inside, dict) else ():
        yield (name,), str(each["description"]) if isinstance(each, dict) else ""
        yield from (((name, *path), told) for path, told in keys_told(each))
    yield from keys_told(schema.get("items"))


def sentences() -> set[str]:
    """All that is said of keys and columns."""
    told = {told for kind in SINGULAR for _, told in keys_told(record_published(kind))}
    return told | {each.help for each in COLUMNS} | {GENERATED.help, LICENCE.help}
