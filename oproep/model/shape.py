"""A shape says how one kind of value is read from text, published as data, and described in JSON Schema.

What comes in is `Raw`: text, lists and groups exactly as typed, since a reader that guesses types turns
`no` into False and `17:00` into 1020. What goes out is a frozen value nobody has to doubt again.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from oproep.model.hidden import hidden_in
from oproep.model.problem import Fault, Path, Wrong, did_you_mean, quoted, wrong

Raw: TypeAlias = "str | list[Raw] | dict[str, Raw]"
Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Reference: TypeAlias = tuple[Path, str, str]
"""Where a value names another record: the path inside the value, the kind and the slug."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

SEVERAL = re.compile(r"[,;]|\b(?:en|and)\b", re.IGNORECASE)  # what stands between items that are typed as one
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_SLUG = 80
# Windows cannot hold a file of these names, whatever its ending.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class Shape(ABC, Generic[T]):
    """One kind of value."""

    empty: ClassVar[Any] = None

    @abstractmethod
    def read(self, raw: Raw) -> T:
        """The value that `raw` stands for, or `Wrong` with everything that is wrong with it."""

    @abstractmethod
    def data(self, value: T) -> Json:
        """The value as published in JSON."""

    @abstractmethod
    def schema(self) -> dict[str, Json]:
        """JSON Schema (2020-12) of what an editor may write."""

    def published(self) -> dict[str, Json]:
        """JSON Schema (2020-12) of the value as published."""
        return self.schema()

    def record(self) -> type | None:
        """What groups of keys a value is, or may be, written as; None when it is written without keys."""
        return None

    def listed(self) -> bool:
        """Its values, or those groups, stand in a list."""
        return False

    def choices(self) -> Mapping[str, str]:
        """The words that a value may be, where they are known, each with what word files call it."""
        return {}

    def named(self) -> str | None:
        """The kind of record whose name a value may be; None when it names none."""
        return None

    def refers(self) -> bool:
        """A value may name other records."""
        return type(self).references is not Shape.references

    def references(self, value: T) -> Iterator[Reference]:
        """The other records that the value names."""
        yield from ()


def text_of(raw: Raw) -> str:
    """`raw` if it is plain text; a list or a group in its place is wrong."""
    if isinstance(raw, str):
        if hidden := hidden_in(raw):
            code = f"U+{ord(hidden[0]):04X}"
            raise wrong("hidden-character", f"The text holds a hidden character ({code}).", "Type the text anew.")
        return raw.strip()
    raise wrong("not-text", f"Found {quoted(raw)} where one plain value belongs.", "Write a single value.")


class Text(Shape[str]):
    """Plain text on one line."""

    def __init__(self, longest: int = 300) -> None:
        self.longest = longest

    def read(self, raw: Raw) -> str:
        text = " ".join(text_of(raw).split())
        if not text:
            raise wrong("empty", "There is nothing here.", "Write some words, or remove the key.")
        if len(text) > self.longest:
            raise wrong(
                "too-long",
                f"This has {len(text)} characters, more than the {self.longest} that fit.",
                f"Shorten it to {self.longest} characters.",
            )
        return text

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Pattern(Shape[str]):
    """Text of one fixed form, such as a slug. `number`: others who read YAML take it for a number."""

    def __init__(
        self, pattern: str, code: str, what: str, fix: str, *, longest: int = 80, number: bool = False
    ) -> None:
        self.pattern = re.compile(pattern)
        self.code, self.what, self.fix, self.longest, self.number = code, what, fix, longest, number

    def read(self, raw: Raw) -> str:
        text = text_of(raw)
        if len(text) > self.longest or not self.pattern.fullmatch(text):
            raise wrong(self.code, f"{quoted(text)} is not {self.what}.", self.remedy(text))
        return text

    def remedy(self, text: str) -> str:
        """What to write instead of `text`."""
        return self.fix

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return {**self.published(), "type": ["string", "integer"]} if self.number else self.published()

    def published(self) -> dict[str, Json]:
        return {"type": "string", "pattern": self.pattern.pattern, "maxLength": self.longest}


class Choice(Shape[E]):
    """One word out of a closed list; a word file names each as `<prefix>-<word>`."""

    def __init__(self, words: type[E], prefix: str) -> None:
        self.words, self.prefix = words, prefix

    def read(self, raw: Raw) -> E:
        text = text_of(raw)
        try:
            return self.words(text)
        except ValueError:
            known = did_you_mean(text, (str(word) for word in self.words))
            raise wrong("unknown-word", f"{quoted(text)} is not a word known here.", known) from None

    def data(self, value: E) -> Json:
        return str(value)

    def schema(self) -> dict[str, Json]:
        return {"enum": list[Json](self.choices())}

    def choices(self) -> Mapping[str, str]:
        return {str(word): f"{self.prefix}-{word}" for word in self.words}


def taken_by(slug: str) -> str | None:
    """What has this name already, so that no record can have it."""
    if slug in DEVICES:
        return "a device on Windows"
    return "the first page of a folder" if slug == "index" else None


def names_a_record(slug: str) -> bool:
    """A record may have this name: it is a slug, not too long, and nothing else has it."""
    return bool(re.fullmatch(SLUG, slug)) and len(slug) <= LONGEST_SLUG and taken_by(slug) is None


# Letters that Unicode does not take apart, as they are written without them.
SPELT_OUT = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})


def plain_slug(text: str) -> str:
    """The name of a record most like a text, empty when nothing of it can stand in one."""
    spelt = text.lower().removesuffix(".md").translate(SPELT_OUT)
    letters = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_SLUG].strip("-")
    return f"{slug}-1" if taken_by(slug) else slug


class SlugOf(Pattern):
    """The slug of another record."""

    def __init__(self, kind: str) -> None:
        super().__init__(SLUG, "slug-form", "the name of a file", "Write a-z, 0-9 and ‘-’ alone.")
        self.kind = kind

    def remedy(self, text: str) -> str:
        near = "" if "," in text else plain_slug(text)  # there are several
        return f"Write {near}." if near else self.fix

    def named(self) -> str | None:
        return self.kind or None

    def references(self, value: str) -> Iterator[Reference]:
        yield (), self.kind, value


class ListOf(Shape[tuple[T, ...]]):
    """A list; a single value stands for a list of one."""

    empty: ClassVar[Any] = ()

    def __init__(self, item: Shape[T], most: int = 300) -> None:
        self.item, self.most = item, most

    def read(self, raw: Raw) -> tuple[T, ...]:
        if not isinstance(raw, list):
            try:
                return (self.item.read(raw),)
            except Wrong as error:
                if isinstance(raw, str) and (fix := self.as_several(raw)):
                    raise Wrong(replace(fault, fix=fix, instead="") for fault in error.faults) from None
                raise
        if len(raw) > self.most:
            message = f"The list has {len(raw)} items, more than the {self.most} that fit."
            raise wrong("too-many", message, f"Keep the {self.most} that matter most.")
        values: list[T] = []
        faults: list[Fault] = []
        for position, part in enumerate(raw):
            try:
                value = self.item.read(part)
            except Wrong as error:
                faults.extend(error.under(position).faults)
                continue
            if value in values:
                found = quoted(part)
                again = Fault(code="twice", message=f"{found} stands here twice.", fix="Remove one.", path=(position,))
                faults.append(again)
            values.append(value)
        if faults:
            raise Wrong(faults)
        return tuple(values)

    def as_several(self, text: str) -> str:
        """The remedy where one text holds several items, as people list them; empty where it does not."""
        parts = [part for part in map(str.strip, SEVERAL.split(text)) if part]
        items = [part if self.takes(part) else plain_slug(part) for part in parts]
        if len(items) < 2 or not all(map(self.takes, items)):
            return ""
        one = plain_slug(text)
        or_one = f", or {one} if that is one name" if not re.search("[,;]", text) and self.takes(one) else ""
        return f"Write [{', '.join(items)}]{or_one}."

    def takes(self, text: str) -> bool:
        """An item may be written so."""
        try:
            self.item.read(text)
        except Wrong:
            return False
        return True

    def data(self, value: tuple[T, ...]) -> Json:
        return [self.item.data(part) for part in value]

    def schema(self) -> dict[str, Json]:
        item = self.item.schema()
        return {"anyOf": [{"type": "array", "items": item, "maxItems": self.most}, item]}

    def published(self) -> dict[str, Json]:
        return {"type": "array", "items": self.item.published()}

    def record(self) -> type | None:
        return self.item.record()

    def listed(self) -> bool:
        return True

    def choices(self) -> Mapping[str, str]:
        return self.item.choices()

    def named(self) -> str | None:
        return self.item.named()

    def refers(self) -> bool:
        return self.item.refers()

    def references(self, value: tuple[T, ...]) -> Iterator[Reference]:
        for position, part in enumerate(value):
            for path, kind, slug in self.item.references(part):
                yield (position, *path), kind, slug
