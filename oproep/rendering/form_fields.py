"""The declared keys of a record become the fields of a form: what each is called, how it is filled in, its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from oproep.model.contact import SlugOrContact, Telephone, Url
from oproep.model.deadline import DeadlineShape, Undated
from oproep.model.keys import Group, Key, keys_of
from oproep.model.moment import EARLIEST, LATEST, Day, MomentShape
from oproep.model.money import CURRENCIES, MoneyShape, Percent
from oproep.model.place import Place
from oproep.model.shape import Json, ListOf, Pattern, Shape, SlugOf, Text
from oproep.model.words import LabelShape, SearchWords
from oproep.rendering.tongue import Tongue

LONG = 300  # characters: what may be longer gets more lines than one
MOST_BOXES = 40  # choices that are ticked; of more, one after the other is chosen from a list
PLACE_OF_AN_ITEM = "N"  # in the path of a field that stands in a list, until there is such an item

# How a value of a shape is filled in; the first that fits.
FORMS: tuple[tuple[type[Shape[Any]], str], ...] = (
    (DeadlineShape, "deadline"),
    (MoneyShape, "money"),
    (Percent, "percent"),
    (MomentShape, "moment"),
    (Day, "day"),
    (Url, "url"),
    (Telephone, "phone"),
    (SlugOf, "choice"),
    (Place, "choice"),
    (LabelShape, "label"),
    (SearchWords, "words"),
    (Pattern, "pattern"),
    (Text, "line"),
    (Group, "group"),
)
RULES_OF_DATES: dict[str, Json] = {"earliest": EARLIEST, "latest": LATEST}
RULES: Mapping[str, dict[str, Json]] = {  # of all fields that are filled in so
    "money": {"currencies": list[Json](sorted(CURRENCIES))},
    "day": RULES_OF_DATES,
    "moment": RULES_OF_DATES,
}


class FormChoice(NamedTuple):
    """What is written into the file, and what it is called."""

    value: str
    label: str


class FormField(NamedTuple):
    """A key as it is filled in. `form` says how; a group and a list have `fields` of their own."""

    path: str  # the names that lead to it, with hyphens between
    name: str
    label: str
    help: str
    example: str
    form: str
    required: bool = False
    inherited: bool = False  # where it is left empty, what the fund says holds
    folded: bool = False  # it is seldom needed, and stands behind what is
    rule: Mapping[str, Json] = {}  # what a script checks it by
    choices: tuple[FormChoice, ...] = ()
    fields: tuple[FormField, ...] = ()
    lead: str = ""  # the key inside that may stand for all of them


Choices = Callable[[tuple[str, ...], Shape[Any]], tuple[FormChoice, ...]]


def form_of(shape: Shape[Any]) -> str:
    """How a value of this shape is filled in."""
    return next(form for kind, form in FORMS if isinstance(shape, kind))


def rule_of(shape: Shape[Any]) -> Mapping[str, Json]:
    """What a script needs to know to judge a value of this shape beyond RULES; from its JSON Schema, which says it."""
    if isinstance(shape, LabelShape):
        return {"maxLength": shape.text.longest, "plain": shape.plain}
    if isinstance(shape, SearchWords):
        return {"maxLength": shape.word.longest}
    schema = shape.schema() if isinstance(shape, Pattern | Text | Url) else {}
    rule: dict[str, Json] = {name: schema[name] for name in ("pattern", "maxLength") if name in schema}
    if isinstance(shape, Pattern):
        rule |= {"code": shape.code, **({"number": True} if shape.number else {})}
    return rule


def named(path: tuple[str, ...]) -> tuple[str, ...]:
    """The names of keys that lead to a field."""
    return tuple(step for step in path if step != PLACE_OF_AN_ITEM)


@dataclass(frozen=True)
class FieldMaker:
    """Makes fields in one language. `choices` answers what one may choose for a key.

    Keys that are `folded` or `left_out`, that `say_enough` without their help, or that are `confirmed` as of today are
    named by what leads to them: `budget.note`.
    """

    tongue: Tongue
    choices: Choices
    folded: frozenset[str]
    left_out: frozenset[str]
    say_enough: frozenset[str]
    confirmed: frozenset[str]

    def fields(self, record: type, above: tuple[str, ...] = ()) -> Iterator[FormField]:
        """A field for every key of a record that can be filled in."""
        for key in keys_of(record).values():
            path = (*above, key.name)
            if ".".join(named(path)) in self.left_out:
                continue
            field = self.field(key, path)
            if field.form not in ("choice", "choices") or field.choices:
                yield field

    def field(self, key: Key, path: tuple[str, ...]) -> FormField:
        """The field of a key at a path."""
        shape = key.shape
        label, name = self.label(path), ".".join(named(path))
        said = "" if name in self.say_enough else self.tongue.help(key.help)
        field = FormField(
            path="-".join(path), name=key.name, label=label, help=said, example=key.example, form="",
            required=key.required, inherited=key.inherited, folded=name in self.folded,
        )  # fmt: skip
        if name in self.confirmed:
            return field._replace(form="today")
        if isinstance(shape, ListOf):
            return self.of_list(field, shape, path)
        if isinstance(shape, DeadlineShape):
            moments = self.of_list(field, shape.moments, path)
            words = tuple(FormChoice(word, self.tongue.text(f"choice-{word}")) for word in map(str, Undated))
            return field._replace(form="deadline", choices=words, fields=(moments,))
        return self.of_one(field, shape, path)

    def of_one(self, field: FormField, shape: Shape[Any], path: tuple[str, ...]) -> FormField:
        """The field of a single value."""
        if isinstance(shape, Group):
            return field._replace(form="group", fields=tuple(self.fields(shape.keys, path)), lead=shape.lead or "")
        choices = self.choices(path, shape)
        form = "choice" if choices else form_of(shape)
        if isinstance(shape, Text) and shape.longest > LONG:
            form = "text"
        return field._replace(form=form, rule=rule_of(shape), choices=choices)

    def of_list(self, field: FormField, shape: ListOf[Any], path: tuple[str, ...]) -> FormField:
        """The field of a list: boxes to tick, lines to write, or items to add."""
        item, rule = shape.item, {"maxItems": shape.most}
        if isinstance(item, SlugOrContact):
            return field._replace(form="joined", rule=rule, fields=tuple(self.of_contacts(field, item, path)))
        one = self.of_one(field._replace(path=f"{field.path}-{PLACE_OF_AN_ITEM}"), item, (*path, PLACE_OF_AN_ITEM))
        if isinstance(item, Group):
            return field._replace(form="list", rule=rule, fields=(one,))
        if form_of(item) == "choice":
            boxes = field._replace(form="choices", rule=rule, choices=one.choices)
            return as_list(boxes) if len(one.choices) > MOST_BOXES else boxes
        return field._replace(form="lines", rule={**rule, "item": dict(one.rule), "form": form_of(item)})

    def of_contacts(self, field: FormField, item: SlugOrContact, path: tuple[str, ...]) -> Iterator[FormField]:
        """Two lists that are one: of those that are there, and of those written out."""
        part = field._replace(help="", inherited=False)
        if choices := self.choices(path, item.slug):
            label = self.label((*path, "known"))
            yield as_list(part._replace(path=f"{field.path}-known", name="known", label=label, choices=choices))
        label = self.label((*path, "written"))
        written = part._replace(path=f"{field.path}-written", name="written", label=label)
        yield self.of_list(written, ListOf(item.contact), path)

    def label(self, path: tuple[str, ...]) -> str:
        """What a field is called: a word of its own, else that of the facts panel."""
        word = f"field-{'-'.join(named(path))}"
        return self.tongue.text(word if word in self.tongue.ids else f"key-{path[-1]}")


def as_list(field: FormField) -> FormField:
    """The same choices, one after the other."""
    one = field._replace(path=f"{field.path}-{PLACE_OF_AN_ITEM}", form="choice", name="", help="", inherited=False)
    return field._replace(form="list", choices=(), fields=(one,))
