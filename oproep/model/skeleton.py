"""The declared keys of a record become the text of a new one, which says what each is and shows how to write it.

What a record must have is filled in; what it may have stands among it as comments, each ready to be used by taking the
`# ` before its lines away. All of it is in the order of the declaration, which is the one that `check --fix` keeps.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from oproep.model.headings import HEADINGS
from oproep.model.keys import Key, keys_of
from oproep.model.mark import typed
from oproep.model.topic import Translation

Said = Callable[[str], str]
"""Says a sentence to the editor in the editor's language."""
Known = Mapping[str, Sequence[str]]
"""The names of the records there are, by kind."""
Word = Callable[[str], str]
"""A word of the word files by its name, in the editor's language."""
NONE_YET: Known = MappingProxyType({})

EXPLAINED = "What stands behind a ‘#’ is explanation, or a key that may be left out: readers never see it."
OPTIONAL = "To use such a key, take away the ‘# ’ before its lines; what you do not need, you may throw away."
REQUIRED = "Required."
FOR_EXAMPLE = "For example:"
ONE_OF = "One of:"
THERE_ARE = "There are now:"
INHERITED = "Leave it out where the fund says the same."
IN_FULL = "Or in full; leave out what you do not need:"
IN_FULL_INSTEAD = "Or in full; take away the line ‘{line}’ then, and leave out what you do not need:"
FILL_IN = "Replace the words of the original. The facts stay where they are; a translation has none."
SENTENCES = (
    EXPLAINED,
    OPTIONAL,
    REQUIRED,
    FOR_EXAMPLE,
    ONE_OF,
    THERE_ARE,
    INHERITED,
    IN_FULL,
    IN_FULL_INSTEAD,
    FILL_IN,
    *HEADINGS.values(),
)

WIDTH = 110
MOST_NAMES = 60
BESIDE = 44  # a comment stands no further to the right, unless what it explains is longer


def skeleton(
    record: type,
    language: str,
    title: str,
    said: Said = str,
    word: Word = str,
    known: Known = NONE_YET,
    headings: Iterable[tuple[str, str]] = (),
) -> str:
    """The text of a new record; `headings` are those of its body, each with the sentence on what belongs below."""
    filled = {"title": title, "organisation": title, "language": language, "deadline": "unknown"}
    lines = ["---", *comment(f"{said(EXPLAINED)} {said(OPTIONAL)}")]
    for key in keys_of(record).values():
        lines += ["", *explained(key, said, word, known)]
        if key.required or key.name == "organisation":
            value = filled.get(key.name, key.example)
            example = comment(f"{said(FOR_EXAMPLE)} {key.example}") if key.name == "deadline" else []
            lines += [*example, f"{key.name}: {value}", *commented_in_full(key, said, known, f"{key.name}: {value}")]
        else:
            lines += commented(key, said, known)
    lines += ["---", ""]
    for heading, sentence in headings:
        lines += [f"## {heading}", "", f"<!-- {said(sentence)} -->", ""]
    return "\n".join(lines)


def explained(key: Key, said: Said, word: Word, known: Known) -> list[str]:
    """What a key is, and what can stand behind it where that is known."""
    about = [said(REQUIRED)] if key.required else []
    lines = comment(" ".join([*about, said(key.help), *([said(INHERITED)] if key.inherited else [])]))
    if words := key.shape.choices():
        shown = ", ".join(f"{each} ({word(name)})" for each, name in words.items())
        lines += comment(f"{said(ONE_OF)} {shown}")
    if names := known.get(key.shape.named() or "", ()):
        shown = ", ".join(names[:MOST_NAMES])
        lines += comment(f"{said(THERE_ARE)} {shown}{', …' if len(names) > MOST_NAMES else ''}")
    return lines


def commented(key: Key, said: Said, known: Known) -> list[str]:
    """A key that may be left out, as comments to complete: in short where it has a short form, and in full."""
    if only_in_full(key):
        return [f"# {line}" for line in block(key, said, known)]
    return [f"# {key.name}: {example_of(key, known)}", *commented_in_full(key, said, known)]


def commented_in_full(key: Key, said: Said, known: Known, line: str = "") -> list[str]:
    """The other way to write a key that can be written in short, as comments; `line` is the short way, if in use."""
    if key.shape.record() is None:
        return []
    told = said(IN_FULL_INSTEAD).format(line=line) if line else said(IN_FULL)
    return [*comment(told), *(f"# {line}" for line in block(key, said, known))]


def only_in_full(key: Key) -> bool:
    """A group of keys that no single value stands for."""
    return key.shape.record() is not None and key.example.startswith(("{", "[{"))


def example_of(key: Key, known: Known) -> str:
    """The example of a key; where it names records, of those that there are."""
    names = known.get(key.shape.named() or "", ())
    if not names or set(re.findall(r"[a-z0-9-]+", key.example)) <= set(names):
        return key.example
    return f"[{names[0]}]" if key.example.startswith("[") else names[0]


def block(key: Key, said: Said, known: Known) -> list[str]:
    """A key with the group of keys in it on lines of their own, each with what it is beside it."""
    rows = [(f"{key.name}:", ""), *group(key, said, known)]
    width = max(len(text) for text, _ in rows if len(text) <= BESIDE)
    return [f"{text:{width}}  # {sentence}" if sentence else text for text, sentence in rows]


def group(key: Key, said: Said, known: Known) -> Iterator[tuple[str, str]]:
    """The lines of the keys in a group, each with the sentence that says what it is."""
    inside = key.shape.record()
    margin = "  - " if key.shape.listed() else "  "
    for part in keys_of(inside).values() if inside else ():
        alone = part.shape.record() is None or part.shape.named() is not None
        yield f"{margin}{part.name}:{f' {example_of(part, known)}' if alone else ''}", said(part.help)
        margin = " " * len(margin)
        if not alone:
            yield from ((f"{margin}{text}", sentence) for text, sentence in group(part, said, known))


def comment(text: str) -> list[str]:
    """A sentence as comments of YAML."""
    return textwrap.wrap(
        text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False, break_long_words=False
    )


def in_quotes(text: str) -> str:
    """Text as YAML takes it whatever is in it; a colon would begin a group, a `#` a comment."""
    return "'" + text.replace("'", "''") + "'"


def translation_skeleton(title: str, summary: str | None, mark: str, headings: Iterable[str], said: Said) -> str:
    """The text of a new translation: the words to replace, the mark of the original, and its headings."""
    filled = {"title": in_quotes(title), "summary": in_quotes(summary) if summary else None, "translates": typed(mark)}
    lines = ["---", *comment(said(FILL_IN))]
    for key in keys_of(Translation).values():
        if value := filled[key.name]:
            lines += ["", *comment(said(key.help)), f"{key.name}: {value}"]
    lines += ["---", ""]
    for heading in headings:
        lines += [heading, ""]
    return "\n".join(lines)
