"""The declared keys of a record become fields of the web editor, and what one value alone stands for in its files.

In a file a value may stand for a group that holds nothing else: `75%` for `{rate: 75%}`, a slug for a contact. A field
has one shape, so `record-file.js` gives a value its whole form when it reads a file, and the short one when it writes.
A field whose values are text that was typed needs no form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatchmethod
from typing import Any

from oproep.model.contact import Contact, SlugOrContact
from oproep.model.deadline import DeadlineShape, Undated
from oproep.model.keys import Group, Key, keys_of
from oproep.model.moment import Day
from oproep.model.place import COUNTRIES, UNIONS, Place
from oproep.model.settings import Settings
from oproep.model.shape import Choice, Json, ListOf, Shape, SlugOf, Text
from oproep.model.words import LabelShape, SearchWords
from oproep.rendering.tongue import Tongue

Field = dict[str, Json]
LONG = 300  # characters from which a text is written in a box of several lines
EVERY_LANGUAGE = "und"  # words that are the same in every language (BCP 47)


@dataclass(frozen=True)
class Fields:
    """The fields of the web editor in the language that its labels and help are in."""

    tongue: Tongue
    languages: tuple[tuple[str, str], ...]  # code and name of each language of the catalogue
    settings: Settings

    def of(self, record: type, *, translated: bool = False) -> list[Json]:
        """A field for every key of a record; with `translated`, its words are written in each language."""
        found: list[Json] = []
        for key in keys_of(record).values():
            field = self.field(key)
            found.append({**field, "i18n": True} if translated and key.words else field)
        return found

    def field(self, key: Key) -> Field:
        """The field of a key, with its help; an example where it shows the form of what is typed."""
        field: Field = {"name": key.name, "label": key.name, "required": key.required}
        field["comment"] = self.tongue.help(key.help)
        if key.name == "language":
            return {**field, **self.choice([(code, name) for code, name in self.languages])}
        field |= self.widget(key.shape)
        if isinstance(pattern := key.shape.schema().get("pattern"), str) and field["widget"] == "string":
            written = self.tongue.text("web-editor-form", example=key.example)
            # The editor compares what is left empty as well.
            said: list[Json] = [pattern if key.required else f"^$|{pattern}", written]
            field |= {"hint": key.example, "pattern": said}
        return field

    def choice(self, words: list[tuple[str, str]]) -> Field:
        """One of some words, each with what it is called."""
        return {"widget": "select", "options": [{"label": label, "value": word} for word, label in words]}

    def group(self, fields: list[Json], **more: Json) -> Field:
        """Fields below one another."""
        return {"widget": "object", "collapsed": "auto", "fields": fields, **more}

    def words(self, *, plain: bool, widget: str = "string") -> list[Json]:
        """A field for words in each language; with `plain`, one for words that are the same in all of them."""
        every = [(EVERY_LANGUAGE, self.tongue.text("web-editor-every-language"))] if plain else []
        return [
            {"name": code, "label": name, "widget": widget, "required": False}
            for code, name in (*every, *self.languages)
        ]

    @singledispatchmethod
    def widget(self, shape: Shape[Any]) -> Field:
        """What a value of a shape is entered with: text, for one that is read from text."""
        return {"widget": "string", "use_emoji_autocomplete": False}

    @widget.register
    def _(self, shape: Text) -> Field:
        widget = "text" if shape.longest > LONG else "string"
        return {"widget": widget, "maxlength": shape.longest, "use_emoji_autocomplete": False}

    @widget.register
    def _(self, shape: Day) -> Field:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}

    @widget.register(Choice)
    def _(self, shape: Choice[Any]) -> Field:
        return self.choice([(str(word), self.tongue.text(f"{shape.prefix}-{word}")) for word in shape.words])

    @widget.register
    def _(self, shape: Place) -> Field:
        regions = {code: label.best((self.tongue.code,))[0] for code, label in self.settings.regions}
        codes = (*sorted(UNIONS), *regions, *sorted(COUNTRIES))
        return self.choice([(code, f"{self.tongue.place(code, regions)} ({code})") for code in codes])

    @widget.register
    def _(self, shape: SlugOf) -> Field:
        if not shape.kind:  # it names nothing that is there
            return {"widget": "string", "use_emoji_autocomplete": False}
        shown: list[Json] = ["{{slug}}" if shape.kind == "contacts" else "title"]  # a contact has no title
        return {"widget": "relation", "collection": shape.kind, "value_field": "{{slug}}", "display_fields": shown}

    @widget.register(ListOf)
    def _(self, shape: ListOf[Any]) -> Field:
        inner = self.widget(shape.item)
        match inner["widget"]:
            case "select" | "relation":
                return {**inner, "multiple": True}
            case "object":
                return {**inner, "widget": "list"}
            case _:
                return {"widget": "list"}

    @widget.register(Group)
    def _(self, shape: Group[Any]) -> Field:
        return self.group(self.of(shape.keys))

    @widget.register
    def _(self, shape: LabelShape) -> Field:
        return self.group(self.words(plain=shape.plain))

    @widget.register
    def _(self, shape: SearchWords) -> Field:
        return self.group(self.words(plain=True, widget="list"))

    @widget.register
    def _(self, shape: SlugOrContact) -> Field:
        named: Field = {"name": "record", "label": "record", "required": True, **self.widget(shape.slug)}
        types: list[Json] = [
            {"name": "record", "label": self.tongue.text("web-editor-record"), "fields": [named]},
            {"name": "written", "label": self.tongue.text("web-editor-written"), "fields": self.of(Contact)},
        ]
        return {"widget": "object", "collapsed": "auto", "types": types}

    @widget.register
    def _(self, shape: DeadlineShape) -> Field:
        words = [(str(word), self.tongue.text(f"deadline-{word}-short")) for word in Undated]
        undated: Field = {"name": "undated", "label": self.tongue.text("web-editor-undated"), "required": False}
        moments: Field = {"name": "moments", "label": self.tongue.text("web-editor-moments"), "required": False}
        return self.group([{**moments, **self.widget(shape.moments)}, {**undated, **self.choice(words)}])


def forms_of(record: type) -> Field:
    """What a value alone stands for, by key, where it may."""
    return {key.name: form for key in keys_of(record).values() if (form := form_of(key.shape))}


def form_of(shape: Shape[Any]) -> Field | None:
    """The form of a shape as `record-file.js` knows it; None for one whose values are text."""
    match shape:
        case SlugOf():
            return None
        case ListOf(item=item):
            return {"list": form_of(item)}
        case Group(keys=keys, lead=lead):
            return {"group": forms_of(keys), **({"lead": lead} if lead else {})}
        case LabelShape(plain=plain):
            return {"group": {}, **({"lead": EVERY_LANGUAGE} if plain else {})}
        case SearchWords():
            return {"every": {"list": None}, "lead": EVERY_LANGUAGE}
        case SlugOrContact():
            return {"either": forms_of(Contact)}
        case DeadlineShape(moments=moments):
            return {"undated": [str(word) for word in Undated], "moments": form_of(moments)}
    return None
