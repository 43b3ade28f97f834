"""What in the texts of an entry does not show as meant comes out as problems, each at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from oproep.catalogue.entry import Entry, Wording
from oproep.model.problem import Problem
from oproep.rendering.prose import Trouble, leads_nowhere
from oproep.rendering.proses import Made, Proses
from oproep.rendering.rules_of_prose import (
    amounts_are_those_of_the_facts,
    headings_are_those_of_the_original,
    letters_are_seen,
    links_are_safe,
    lists_are_lists,
)

MARKS = r"[\s*_`\\]+"  # what may stand between two words of a text that a reader sees as one

TYPOGRAPHY = re.compile("[‘’“”–—…]")  # what is set for other marks


def troubles_of(proses: Proses, entry: Entry[Any], exists: Callable[[str, str], bool]) -> Iterator[Problem]:
    """Every trouble of the texts of an entry; `exists` says whether there is a record of a kind and a slug."""
    for wording, made in made_of(proses, entry):
        for trouble in made.troubles:
            yield located(trouble, wording)
        for kind, slug, typed in made.links:
            if not exists(kind, slug):
                yield located(leads_nowhere(typed), wording)
        for trouble in (*of_text(made.html), *amounts_are_those_of_the_facts(entry, wording, made.html)):
            yield located(trouble, wording)
    yield from troubles_between(proses, entry)


def of_text(made: str) -> Iterator[Trouble]:
    """Every trouble of what a text became, whatever the facts are."""
    yield from links_are_safe(made)
    yield from lists_are_lists(made)
    yield from letters_are_seen(made)


def troubles_between(proses: Proses, entry: Entry[Any]) -> Iterator[Problem]:
    """Every trouble of a translation beside its original."""
    made = {wording.language: made.html for wording, made in made_of(proses, entry)}
    for wording in tuple(entry.wordings.values())[1:]:
        if wording.language in made:  # a text without words is not translated yet
            both = (made.get(entry.original.language, ""), made[wording.language])
            for trouble in headings_are_those_of_the_original(entry, *both):
                yield located(trouble, wording)


def links_of(proses: Proses, entry: Entry[Any]) -> tuple[tuple[str, str], ...]:
    """The kind and the slug of every record that the texts of an entry lead to."""
    found = {(kind, slug) for _, made in made_of(proses, entry) for kind, slug, _ in made.links}
    return tuple(sorted(found))


def made_of(proses: Proses, entry: Entry[Any]) -> Iterator[tuple[Wording, Made]]:
    """The texts of an entry, and what became of them."""
    for wording in entry.wordings.values():
        if not wording.text.blank:
            yield wording, proses.of(wording.text, entry.kind)


def located(trouble: Trouble, wording: Wording) -> Problem:
    """A trouble of a text at its line; at the first one when it is not found there as it is shown."""
    markdown, source = wording.text.markdown, wording.source
    pattern = MARKS.join(TYPOGRAPHY.sub(".{1,3}", re.escape(word)) for word in trouble.needle.split())
    found = re.search(pattern, markdown)
    at = len(markdown[: found.start()].rstrip("#")) if found else 0
    line = source.body_line + markdown.count("\n", 0, at)
    column = at - (markdown.rfind("\n", 0, at) + 1) + 1
    return Problem(
        file=source.file,
        line=line,
        column=column,
        code=trouble.code,
        message=trouble.message,
        fix=trouble.fix,
        severity=trouble.severity,
    )
