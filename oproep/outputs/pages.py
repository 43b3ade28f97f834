"""Every page of the edition goes out as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from oproep.rendering.edition import Edition
from oproep.rendering.templates import Templates


def pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Address and HTML of every page. Raises BrokenTemplate."""
    templates = Templates(edition.design)
    for page in edition.pages:
        yield page.address, templates.render(page, edition.frames, edition.tongues).encode()


def statics(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The style sheet, the scripts and the icon; a file of an earlier folder stands for one of a later."""
    found: dict[str, bytes] = {}
    for folder in reversed(edition.design):
        for path in sorted((folder / "static").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    yield from sorted(found.items())
