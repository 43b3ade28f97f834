"""Every page of the edition goes out as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from oproep.cache.packing import digest
from oproep.outputs.artefact import Artefact
from oproep.rendering.edition import Edition
from oproep.rendering.page import Page


def pages(edition: Edition) -> Iterator[Artefact]:
    """Every page but those of calls."""
    for page in edition.other_pages:
        yield page_file(edition, page)


def page_file(edition: Edition, page: Page) -> Artefact:
    """A page as a file; making it raises BrokenTemplate."""
    return Artefact(page.address, page.key, partial(html, edition, page))


def html(edition: Edition, page: Page) -> list[bytes]:
    """The HTML of a page."""
    return [edition.templates.render(page).encode()]


def statics(edition: Edition) -> Iterator[Artefact]:
    """The style sheet, the scripts and the icon; a file of an earlier folder stands for one of a later."""
    found: dict[str, bytes] = {}
    for folder in reversed(edition.design.folders):
        for path in sorted((folder / "static").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    for address, content in sorted(found.items()):
        yield Artefact(address, digest(content), partial(list, [content]))
