"""The catalogue goes out as data: every kind of record in JSON, calls in CSV too, and the schemas of both ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from oproep.cache.packing import digest
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.model import KINDS
from oproep.model.budget import COFINANCING
from oproep.model.call import Call
from oproep.model.contact import Contact
from oproep.model.keys import key_data, key_schema, keys_of
from oproep.model.published import SINGULAR, list_published, record_published
from oproep.model.settings import Licence
from oproep.model.shape import Json
from oproep.outputs.artefact import Artefact, Pieces, Topics
from oproep.outputs.columns import as_csv, names_of_columns, row_of
from oproep.rendering.edition import Edition
from oproep.rendering.later import instant

quoted = json.JSONEncoder(ensure_ascii=False).encode
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def data(edition: Edition, _topics: Topics | None = None) -> Iterator[Artefact]:
    """The files of public/data/ but those of single calls. Instants are UTC (RFC 3339), amounts decimal text."""
    catalogue, pieces = edition.catalogue, Pieces(edition.ledger)
    slugs = sorted(catalogue.briefs)
    for kind in (each for each in SINGULAR if each != "calls"):
        entries = sorted(catalogue.of_kind(kind).items())
        whole = as_json({**head_of(catalogue), kind: [entry_data(edition, entry) for _, entry in entries]})
        yield Artefact(f"data/{kind}.json", digest(whole), partial(list, [whole]))
    shown = b"".join(catalogue.briefs[slug].facts for slug in slugs)
    head = text_of(head_of(catalogue))
    yield Artefact("data/calls.json", digest(head.encode(), shown), partial(calls_json, head, slugs, pieces))
    columns = as_csv([names_of_columns(edition)])
    yield Artefact("data/calls.csv", digest(columns, shown), partial(calls_csv, columns, slugs, pieces))
    url = catalogue.settings.url
    for where, schema in (*schemas(url), *schemas_published(url)):
        yield Artefact(where, digest(schema), partial(list, [schema]))


def calls_json(head: str, slugs: Iterable[str], pieces: Pieces) -> Iterator[bytes]:
    """All calls in one file, a call at a time: a large catalogue does not fit into memory."""
    between = "\n  "
    yield f'{head.removesuffix("}").rstrip()},\n "calls": ['.encode()
    for slug in slugs:
        yield (between + pieces.get(json_name(slug)).replace("\n", "\n  ")).encode()
        between = ",\n  "
    yield (b"" if between == "\n  " else b"\n ") + b"]\n}\n"


def calls_csv(columns: bytes, slugs: Iterable[str], pieces: Pieces) -> Iterator[bytes]:
    """One row a call (RFC 4180, UTF-8)."""
    yield columns
    for slug in slugs:
        yield pieces.get(csv_name(slug)).encode()


def head_of(catalogue: Catalogue) -> dict[str, Json]:
    """What stands before every list."""
    licence = catalogue.settings.licence
    return {
        "generated": instant(catalogue.now),
        "licence": key_data(licence) if isinstance(licence, Licence) else None,
    }


def data_names(_edition: Edition, slug: str) -> tuple[str, str]:
    """What the pieces of a call are kept by."""
    return json_name(slug), csv_name(slug)


def data_pieces(edition: Edition, call: LinkedCall) -> tuple[str, str]:
    """What lists of data show of a call: its JSON, and its row."""
    return text_of(call_data(edition, call)), as_csv([row_of(edition, call)]).decode()


def data_address(slug: str) -> str:
    """Where the facts of a call are published."""
    return f"data/calls/{slug}.json"


def json_name(slug: str) -> str:
    """What the JSON of a call is kept by."""
    return f"{slug} json"


def csv_name(slug: str) -> str:
    """What the row of a call is kept by."""
    return f"{slug} csv"


def text_of(value: Json, line: str = "\n") -> str:
    """JSON as people can read it, the same text for the same value: what the slow `json.dumps(…, indent=1)` says."""
    if isinstance(value, str):
        return quoted(value)
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value)
    inner = f"{line} "
    if isinstance(value, list):
        return f"[{inner}{f',{inner}'.join([text_of(one, inner) for one in value])}{line}]"
    pairs = [f"{quoted(name)}: {text_of(one, inner)}" for name, one in value.items()]
    return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}"


def as_json(value: Json) -> bytes:
    """A file of JSON."""
    return (text_of(value) + "\n").encode()


def schemas(url: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The JSON Schema of each kind of record, as an editor writes it."""
    for kind, record in KINDS.items():
        yield schema_file(kind, key_schema(record), url)


def schemas_published(url: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The JSON Schema of what is published: a record of each kind, and all of them in one file."""
    for kind, one in SINGULAR.items():
        yield schema_file(f"published-{one}", record_published(kind), url)
        yield schema_file(f"list-of-{kind}", list_published(kind), url)


def schema_file(name: str, schema: dict[str, Json], url: str | None) -> tuple[str, bytes]:
    """Where a schema is published, and its file."""
    where = f"data/schema/{name}.json"
    named: dict[str, Json] = {"$id": url + where} if url else {}
    return where, as_json({"$schema": SCHEMA, **named, **schema})


def entry_data(edition: Edition, entry: Entry[Any]) -> dict[str, Json]:
    """An entry: its declared keys, its words and addresses by language, contacts written out."""
    words: dict[str, Json] = {
        name: {code: getattr(wording, name) for code, wording in entry.wordings.items() if getattr(wording, name)}
        for name in ("title", "summary")
    }
    places: dict[str, Json] = {
        code: edition.absolute(edition.addresses.record(code, entry.kind, entry.slug)) for code in edition.tongues
    }
    return {"slug": entry.slug, **key_data(entry.facts), **people(edition, entry), **words, "urls": places}


def people(edition: Edition, entry: Entry[Any]) -> dict[str, Json]:
    """The contacts that an entry names, written out."""
    facts, found = entry.facts, dict[str, Json]()
    if named := getattr(facts, "contacts", ()):
        found["contacts"] = [contact_data(edition, one) for one in named]
    if one := getattr(facts, "contact", None):
        found["contact"] = contact_data(edition, one)
    if bodies := getattr(facts, "authorities", ()):
        found["authorities"] = [{**key_data(body), "contact": contact_data(edition, body.contact)} for body in bodies]
    return found


def call_data(edition: Edition, call: LinkedCall) -> dict[str, Json]:
    """A call: what its file says, what it inherits (named in `inherited`), and its status at `generated`."""
    found = entry_data(edition, call.entry)
    inherited: list[Json] = []
    for name, key in keys_of(Call).items():
        if key.inherited and (held := call.held(name)).inherited:
            found[name] = key.shape.data(held.value)
            inherited.append(name)
    share = call.cofinancing
    if share.value:
        found["cofinancing"] = COFINANCING.data(share.value)
        if share.inherited:
            inherited.append("cofinancing")
    found["contacts"] = [contact_data(edition, one) for one in call.held("contacts").value]
    zone = edition.catalogue.settings.zone
    deadline = found["deadline"]
    if isinstance(deadline, dict):
        deadline["time_zone"] = zone.key
        deadline["closes"] = [instant(moment) for moment in call.timeline.closes]
    computed: dict[str, Json] = {
        "status": str(call.status),
        "next_deadline": instant(call.next_deadline) if call.next_deadline else None,
        "inherited": inherited,
    }
    return {**found, **computed}


def contact_data(edition: Edition, named: str | Contact) -> Json:
    """A contact written out, with its slug when it is a record."""
    facts = key_data(edition.catalogue.contact(named))
    return {"slug": named, **facts} if isinstance(named, str) else facts
