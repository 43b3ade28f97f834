"""What in the texts of an entry does not show as meant comes out as problems, each at its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from oproep.catalogue.entry import Entry, Wording
from oproep.model.problem import Problem
from oproep.rendering.prose import Trouble, leads_nowhere
from oproep.rendering.proses import Made, Proses


def troubles_of(proses: Proses, entry: Entry[Any], exists: Callable[[str, str], bool]) -> Iterator[Problem]:
    """Every trouble of the texts of an entry; `exists` says whether there is a record of a kind and a slug."""
    for wording, made in made_of(proses, entry):
        for trouble in made.troubles:
            yield located(trouble, wording)
        for kind, slug, typed in made.links:
            if not exists(kind, slug):
                yield located(leads_nowhere(typed), wording)


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
    """A trouble of a text at its line."""
    markdown, source = wording.text.markdown, wording.source
    at = max(markdown.find(trouble.needle), 0)
    line = source.body_line + markdown.count("\n", 0, at)
    column = at - (markdown.rfind("\n", 0, at) + 1) + 1
    return Problem(
        file=source.file, line=line, column=column, code=trouble.code, message=trouble.message, fix=trouble.fix
    )
