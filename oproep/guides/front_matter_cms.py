"""The declared keys become the forms of Front Matter CMS, an extension of VS Code that shows the keys beside the text.

What a form of it cannot hold without loss stays in the text alone: lists of groups, and lists that may hold groups. Its
own judgement of keys is off, since it knows one form of each value where an editor may write several; `check` judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oproep.guides.place import as_json, tongues
from oproep.guides.reference import HEADS
from oproep.model import KINDS
from oproep.model.keys import Key, keys_of
from oproep.model.moment import Day
from oproep.model.shape import Json, ListOf, Text
from oproep.model.words import LabelShape, SearchWords
from oproep.rendering.tongue import Tongue

FILE = "frontmatter.json"


def files() -> Mapping[str, str]:
    """The settings of the extension, in the first language of the catalogue."""
    known = tongues()
    tongue = next(iter(known.values()))
    folders: list[Json] = [
        {"title": tongue.help(HEADS[kind]), "path": f"[[workspace]]/content/{kind}", "contentTypes": [kind]}
        for kind in KINDS
    ]
    types: list[Json] = [
        {"name": kind, "pageBundle": False, "previewPath": None, "fields": fields_of(record, tongue, list(known))}
        for kind, record in KINDS.items()
    ]
    return {
        FILE: as_json(
            {
                "$schema": "https://frontmatter.codes/frontmatter.schema.json",
                "frontMatter.framework.id": "other",
                "frontMatter.content.publicFolder": "",
                "frontMatter.content.autoUpdateDate": False,
                "frontMatter.content.pageFolders": folders,
                "frontMatter.preview.host": "http://127.0.0.1:5500",
                "frontMatter.taxonomy.contentTypes": types,
                "frontMatter.taxonomy.dateFormat": "yyyy-MM-dd",
                "frontMatter.templates.prefix": "",
                "frontMatter.validation.enabled": False,
            }
        )
    }


def fields_of(record: type, tongue: Tongue, languages: Iterable[str]) -> list[Json]:
    """The fields of a form for the keys of a record, those that a form can hold."""
    found: list[Json] = []
    for key in keys_of(record).values():
        kind = kind_of(key, tongue, list(languages))
        if kind:
            head: dict[str, Json] = {"title": key.name, "name": key.name, "description": description(key, tongue)}
            needed: dict[str, Json] = {"required": True} if key.required else {}
            found.append({**head, **kind, **needed})
    return found


def description(key: Key, tongue: Tongue) -> str:
    """What a form says below a field."""
    return f"{tongue.help(key.help)} ({key.example})"


def kind_of(key: Key, tongue: Tongue, languages: list[str]) -> dict[str, Json]:
    """The kind of field that a key is in a form; none where a form would lose what may stand there."""
    shape, inside = key.shape, key.shape.record()
    if inside and not shape.listed() and not shape.named():
        return {"type": "fields", "fields": fields_of(inside, tongue, languages)}
    if isinstance(shape, LabelShape | SearchWords) and key.example.startswith("{"):
        word: dict[str, Json] = {"type": "list" if isinstance(shape, SearchWords) else "string"}
        by_language: list[Json] = [{"title": code, "name": code, **word} for code in languages]
        return {"type": "fields", "fields": by_language}
    if key.name == "language":
        return {"type": "choice", "choices": list[Json](languages)}
    if shape.choices() and not inside:
        choices: list[Json] = [{"id": word, "title": tongue.text(name)} for word, name in shape.choices().items()]
        return {"type": "choice", "choices": choices, "multiple": shape.listed()}
    if isinstance(shape, Day):
        return {"type": "datetime", "dateFormat": "yyyy-MM-dd"}
    if isinstance(shape, ListOf):
        return {} if inside or isinstance(shape.item, LabelShape) else {"type": "list"}
    return {"type": "string", "single": not (isinstance(shape, Text) and shape.longest > 300)}
