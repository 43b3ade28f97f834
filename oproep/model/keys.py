"""A key of the front matter is declared once, as a field of a record; all that is said of it follows from there.

    deadline: Deadline = required(DEADLINE, "Last moment a proposal may arrive.", "2026-09-30 17:00")

Its check, its "did you mean", its row of the facts panel, its place in the JSON, the JSON Schema and the skeleton
of a new record are read from that line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from oproep.model.problem import Fault, Wrong, did_you_mean, nearest, quoted, wrong
from oproep.model.shape import Json, Raw, Reference, Shape

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Key:
    """The declaration of one key.

    `panel`: it stands in the facts panel. `inherited`: a call that is silent takes it from its fund.
    `words`: it is language rather than fact, so a translation has its own.
    """

    name: str
    shape: Shape[Any]
    help: str
    example: str
    required: bool
    panel: bool = False
    inherited: bool = False
    words: bool = False


def key(shape: Shape[Any], help: str, example: str, **traits: bool) -> Any:
    """A key that may be left out."""
    declared = Key(name="", shape=shape, help=help, example=example, required=False, **traits)
    return field(default=shape.empty, metadata={"key": declared})


def required(shape: Shape[Any], help: str, example: str, **traits: bool) -> Any:
    """A key that every record of its kind has."""
    declared = Key(name="", shape=shape, help=help, example=example, required=True, **traits)
    return field(metadata={"key": declared})


_KEYS: dict[type, Mapping[str, Key]] = {}
_REQUIRED: dict[type, tuple[Key, ...]] = {}
_REFERRING: dict[type, tuple[Key, ...]] = {}


def keys_of(record: type) -> Mapping[str, Key]:
    """The declared keys of a record, in order; a type that is no record has none."""
    if record not in _KEYS:
        _KEYS[record] = declared_keys(record)
    return _KEYS[record]


def required_of(record: type) -> tuple[Key, ...]:
    """Those of its keys that a record must have."""
    if record not in _REQUIRED:
        _REQUIRED[record] = tuple(each for each in keys_of(record).values() if each.required)
    return _REQUIRED[record]


def referring_of(record: type) -> tuple[Key, ...]:
    """Those of its keys that may name other records."""
    if record not in _REFERRING:
        _REFERRING[record] = tuple(each for each in keys_of(record).values() if each.shape.refers())
    return _REFERRING[record]


def declared_keys(record: Any) -> Mapping[str, Key]:
    """The keys as the fields of a dataclass declare them."""
    parts = fields(record) if is_dataclass(record) else ()
    return {part.name: replace(part.metadata["key"], name=part.name) for part in parts if "key" in part.metadata}


def keys_below(record: type) -> Iterator[tuple[tuple[str, ...], Key]]:
    """Every key of a record and of the groups in it, in order, with the names that lead to it."""
    for each in keys_of(record).values():
        yield (each.name,), each
        inside = each.shape.record()
        if inside:
            yield from (((each.name, *path), key) for path, key in keys_below(inside))


def read_keys(record: type[T], raw: Raw) -> T:
    """A record of this type from what stands in the front matter, or `Wrong` with every fault in it."""
    declared = keys_of(record)
    if not isinstance(raw, dict):
        fix = "Write " + ", ".join(f"‘{name}:’" for name in list(declared)[:4]) + ", each on a line of its own."
        raise wrong("not-keys", f"Found {quoted(raw)} where keys belong.", fix)
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    meant: set[str | None] = set()
    for name, part in raw.items():
        if name not in declared:
            unknown = f"There is no key {quoted(name)} here."
            fix = did_you_mean(name, declared)
            meant.add(nearest(name, declared))
            faults.append(Fault(code="unknown-key", message=unknown, fix=fix, path=(name,), at_key=True))
        elif part:
            try:
                values[name] = declared[name].shape.read(part)
            except Wrong as error:
                faults.extend(error.under(name).faults)
    for each in required_of(record):
        if raw.get(each.name) or (each.name in meant and each.name not in raw):  # it is there under another name
            continue
        path = (each.name,) if each.name in raw else ()
        lacking = f"The key ‘{each.name}’ is missing: {each.help}"
        fix = f"Add a line such as ‘{each.name}: {each.example}’."
        faults.append(Fault(code="missing-key", message=lacking, fix=fix, path=path, at_key=True))
    if faults:
        raise Wrong(faults)
    return record(**values)


def key_data(record: Any) -> dict[str, Json]:
    """A record as published: every declared key that has a value."""
    declared = keys_of(type(record))
    present = {name: getattr(record, name) for name in declared}
    return {name: declared[name].shape.data(value) for name, value in present.items() if value not in (None, ())}


def key_schema(record: type) -> dict[str, Json]:
    """JSON Schema (2020-12) of the front matter of a record."""
    declared = keys_of(record)
    properties: dict[str, Json] = {
        part.name: {**part.shape.schema(), "title": part.name, "description": part.help, "examples": [part.example]}
        for part in declared.values()
    }
    needed: list[Json] = [part.name for part in declared.values() if part.required]
    title = (record.__doc__ or record.__name__).split("\n", maxsplit=1)[0]
    rules: dict[str, Json] = {"properties": properties, "required": needed, "additionalProperties": False}
    return {"title": title, "type": "object", **rules}


def key_published(record: type) -> dict[str, Json]:
    """JSON Schema (2020-12) of a record as published; keys may be added to it later."""
    declared = keys_of(record)
    properties: dict[str, Json] = {
        part.name: {**part.shape.published(), "description": part.help} for part in declared.values()
    }
    return {
        "type": "object",
        "properties": properties,
        "required": [part.name for part in declared.values() if part.required],
    }


def key_references(record: Any) -> Iterator[Reference]:
    """Every other record that this one names, with the path of the place where it does."""
    for part in referring_of(type(record)):
        value = getattr(record, part.name)
        if value is not None:
            for path, kind, slug in part.shape.references(value):
                yield (part.name, *path), kind, slug


class Group(Shape[T]):
    """A group of keys inside a record. With `lead`, one value alone stands for it: `75%` for `{rate: 75%}`."""

    def __init__(self, record: type[T], lead: str | None = None) -> None:
        self.keys, self.lead = record, lead

    def read(self, raw: Raw) -> T:
        if self.lead and isinstance(raw, str):
            try:
                return read_keys(self.keys, {self.lead: raw})
            except Wrong as error:  # the editor never typed the leading key, so the path must not name it
                raise Wrong(replace(fault, path=fault.path[1:]) for fault in error.faults) from None
        return read_keys(self.keys, raw)

    def data(self, value: T) -> Json:
        return key_data(value)

    def schema(self) -> dict[str, Json]:
        whole = key_schema(self.keys)
        return {"anyOf": [keys_of(self.keys)[self.lead].shape.schema(), whole]} if self.lead else whole

    def published(self) -> dict[str, Json]:
        return key_published(self.keys)

    def record(self) -> type | None:
        return self.keys

    def refers(self) -> bool:
        return bool(referring_of(self.keys))

    def references(self, value: T) -> Iterator[Reference]:
        return key_references(value)
