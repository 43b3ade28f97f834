"""The page about the data: which files there are, what their columns and keys mean, and an example of a call."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from oproep.model.call import Call
from oproep.model.keys import key_data, read_keys
from oproep.model.money import CURRENCY, DECIMAL
from oproep.model.published import COLUMNS, SINGULAR, keys_told, record_published
from oproep.model.shape import Json
from oproep.model.status import Status
from oproep.reading.yaml import read_yaml
from oproep.rendering.later import instant
from oproep.rendering.linked_data import dataset
from oproep.rendering.parts import Outlink
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

# An invented call, as its editor would write it.
WRITTEN = """
title: Buddies for newcomers
language: en
identifier: EXAMPLE-2026-BUDDY-01
fund: amif-2021-2027
opens: 2026-06-01
deadline: 2026-09-30 17:00
budget:
  total: EUR 2 500 000
  grant: {min: EUR 100 000, max: EUR 250 000}
  cofinancing: 75%
beneficiaries: [ngos]
countries: [BE-VLG]
themes: [migratie]
published: 2026-06-01
"""
SLUG = "buddies-for-newcomers"
OFFICE = "https://www.commongrants.org/"


class DataFile(NamedTuple):
    """A file, and what is in it."""

    name: str  # with its folder, from data/ on
    address: str | None  # from the top of the site; none for a file of which there is one a call
    words: str
    language: str | None = None  # of the words in it, where it has those of one language


class DataKey(NamedTuple):
    """A key or a column, and what it is. `path` is what stands before a key that belongs to a group."""

    path: str
    name: str
    help: str


class DataPage(NamedTuple):
    """All that one needs to know to use the data."""

    files: tuple[DataFile, ...]
    schemas: tuple[DataFile, ...]
    columns: tuple[DataKey, ...]
    keys: tuple[DataKey, ...]
    example: str  # JSON
    zone: str
    licence: Outlink | None
    commongrants: Outlink
    linked: Mapping[str, Any]  # the data in the terms of schema.org


def data_page(rows: Rows) -> DataPage:
    """The page in one language."""
    scribe = rows.scribe
    settings = scribe.catalogue.settings
    licence, found = settings.licence, tuple(files(scribe))
    text = scribe.tongue.text
    return DataPage(
        files=found,
        schemas=tuple(schemas()),
        columns=tuple(columns(scribe)),
        keys=tuple(keys(scribe)),
        example=json.dumps(example(scribe), ensure_ascii=False, indent=2),
        zone=scribe.tongue.city(settings.zone.key),
        licence=scribe.outlink(licence.url, licence.name) if licence else None,
        commongrants=Outlink(url=OFFICE, words=Words(text="CommonGrants"), hreflang="en"),
        linked=dataset(
            scribe,
            text("title-data"),
            text("data-intro"),
            [file.address for file in found if file.address and file.language in (None, scribe.language)],
        ),
    )


def files(scribe: Scribe) -> Iterator[DataFile]:
    """The files, those that most people want first."""
    text = scribe.tongue.text
    for name, word in (("calls.csv", "data-csv"), ("calls.json", "data-json")):
        yield DataFile(name, f"data/{name}", text(word))
    yield DataFile("calls/*.json", None, text("data-one"))
    for kind in SINGULAR:
        if kind != "calls":
            yield DataFile(f"{kind}.json", f"data/{kind}.json", text(f"data-{kind}"))
    for code in scribe.addresses.tongues:
        name = f"commongrants.{code}.json"
        words = text("data-commongrants", language=scribe.tongue.name_of(code))
        yield DataFile(name, f"data/{name}", words, code)


def schemas() -> Iterator[DataFile]:
    """The schemas of what is published: of a record, and of all in one file."""
    for kind, one in SINGULAR.items():
        for name in (f"list-of-{kind}", f"published-{one}"):
            yield DataFile(f"{name}.json", f"data/schema/{name}.json", "")


def columns(scribe: Scribe) -> Iterator[DataKey]:
    """The columns of a row."""
    for column in COLUMNS:
        for code in scribe.addresses.tongues if column.by_language else ("",):
            told, name = scribe.tongue.help(column.help), f"{column.name}_{code}" if code else column.name
            yield DataKey("", name, f"{told} ({scribe.tongue.name_of(code)})" if code else told)


def keys(scribe: Scribe) -> Iterator[DataKey]:
    """The keys of a call; those that an amount consists of once, since they are the same wherever one stands."""
    said = False
    for path, told in keys_told(record_published("calls")):
        last = path[-1] == "amount" and told == DECIMAL
        if last or told == CURRENCY:
            if said:
                continue
            said = last
        yield DataKey("".join(f"{part}." for part in path[:-1]), path[-1], scribe.tongue.help(told))


def example(scribe: Scribe) -> dict[str, Json]:
    """The invented call, as it would be published; with its title and its page in one language."""
    call, zone = read_keys(Call, read_yaml(WRITTEN).raw), scribe.catalogue.settings.zone
    closes = [instant(moment.at.ends(zone)) for moment in call.deadline.entries]
    where = scribe.addresses.record(scribe.language, "calls", SLUG)
    found: dict[str, Json] = {"slug": SLUG, **key_data(call), "title": {call.language: call.title}}
    if isinstance(deadline := found["deadline"], dict):
        deadline |= {"time_zone": zone.key, "closes": list[Json](closes)}
    return {
        **found,
        "urls": {scribe.language: scribe.catalogue.settings.url + where},
        "status": str(Status.OPEN),
        "next_deadline": closes[0],
        "inherited": [],
    }
