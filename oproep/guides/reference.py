"""The declared keys become a reference: a table for each kind of record, with what each key is and an example."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oproep.model import KINDS
from oproep.model.keys import Key, keys_of
from oproep.model.skeleton import INHERITED, ONE_OF, REQUIRED
from oproep.model.topic import Translation
from oproep.rendering.tongue import Tongue

KEY, MEANING, EXAMPLE = "Key", "What it is", "Example"
NAME_OF = "The name of a file in {folder}, without ‘.md’."
NAMES_OF = "Names of files in {folder}, without ‘.md’."
IN_FULL_AS = "In full it has the keys of {kind}."
INSIDE = "Inside it stand the same keys as inside ‘{key}’ of {kind}."
HEADS = {
    "calls": "A call",
    "funds": "A fund",
    "themes": "A theme",
    "beneficiaries": "A kind of beneficiary",
    "contacts": "A contact",
    "pages": "A page of the catalogue itself",
}
TRANSLATION = "A translation"
SENTENCES = (KEY, MEANING, EXAMPLE, NAME_OF, NAMES_OF, IN_FULL_AS, INSIDE, *HEADS.values(), TRANSLATION)


Described = dict[type, tuple[str, str]]
"""Groups of keys that a table has described already: the head of the table, and the key that they stood in."""


def reference(tongue: Tongue) -> str:
    """The keys of every kind of record, a table each."""
    described: Described = {record: (HEADS[kind], "") for kind, record in KINDS.items()}
    tables = [(HEADS[kind], f"content/{kind}/….md", record) for kind, record in KINDS.items()]
    tables.append((TRANSLATION, "content/…/….en.md", Translation))
    top = f"| {tongue.help(KEY)} | {tongue.help(MEANING)} | {tongue.help(EXAMPLE)} |\n| --- | --- | --- |"
    return "\n".join(
        "\n".join([f"### {tongue.help(head)}\n\n`{where}`\n", top, *rows_of(record, head, tongue, described), ""])
        for head, where, record in tables
    )


def rows_of(record: type, head: str, tongue: Tongue, described: Described, depth: int = 0) -> Iterator[str]:
    """A row for each key, and for each in a group that no table has described before, set in below it."""
    for key in keys_of(record).values():
        inside = key.shape.record()
        yield f"| {'&emsp;' * depth}`{key.name}` | {' '.join(said_of(key, tongue, described))} | `{key.example}` |"
        if inside and inside not in described:
            yield from rows_of(inside, head, tongue, described, depth + 1)
            described[inside] = head, key.name


def said_of(key: Key, tongue: Tongue, described: Described) -> Iterator[str]:
    """All there is to say of a key, in sentences."""
    if key.required:
        yield f"**{tongue.help(REQUIRED)}**"
    yield tongue.help(key.help)
    if words := key.shape.choices():
        shown = ", ".join(f"`{each}` ({tongue.text(name)})" for each, name in words.items())
        yield f"{tongue.help(ONE_OF)} {shown}."
    if named := key.shape.named():
        yield tongue.help(NAMES_OF if key.shape.listed() else NAME_OF).format(folder=f"`content/{named}/`")
    if (inside := key.shape.record()) and inside in described:
        head, within = described[inside]
        words_of = tongue.help(head)
        link = f"[{words_of[:1].lower()}{words_of[1:]}](#{anchor(words_of)})"
        yield tongue.help(INSIDE if within else IN_FULL_AS).format(kind=link, key=within)
    if key.inherited:
        yield tongue.help(INHERITED)


def anchor(heading: str) -> str:
    """What a forge calls a heading in an address."""
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))
