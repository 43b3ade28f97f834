"""The folders of a catalogue's design become its languages, and the version of all that shapes a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest
from oproep.cache.program import files_below, version_of_program
from oproep.model.headings import HEADINGS
from oproep.model.problem import Problem
from oproep.model.settings import Settings
from oproep.reading.site import FILE, place_of, problem, read_settings
from oproep.rendering.address import bad_path_words
from oproep.rendering.edition import Design
from oproep.rendering.tongue import Tongue
from oproep.rendering.word_files import find_words, read_tongue, words_left_out

OWN_DESIGN = Path(__file__).resolve().parent.parent.parent / "templates"


def folders_of(root: Path) -> tuple[Path, ...]:
    """The folders of templates, words and static files: the catalogue's own, then those of the program."""
    own = root.resolve() / "templates"
    return (own, OWN_DESIGN) if own.is_dir() and own != OWN_DESIGN else (OWN_DESIGN,)


def first_languages(root: Path) -> tuple[str, ...]:
    """The order of languages that site.toml gives."""
    settings, _ = read_settings(root)
    return settings.languages if settings else ()


def problems_of_web_editor(root: Path, settings: Settings) -> Iterator[Problem]:
    """A web editor that is asked for has what it needs."""
    if not settings.web_editor:
        return
    from oproep.outputs.web_editor import web_editor_lacks  # few catalogues have one

    for what, fix in web_editor_lacks(settings):
        line, column = place_of((root / FILE).read_text(encoding="utf-8-sig"), ("web_editor",))
        yield problem(line, column, "web-editor", f"The web editor has {what}.", fix)


def read_tongues(
    folders: tuple[Path, ...], order: tuple[str, ...], ledger: Ledger | None = None
) -> tuple[dict[str, Tongue], list[Problem]]:
    """Every language that has a word file, in the order that site.toml gives, then by code."""
    problems: list[Problem] = []
    tongues: dict[str, Tongue] = {}
    files: dict[str, str] = {}
    for code, path in sorted(find_words(folder / "words" for folder in reversed(folders)).items()):
        files[code] = f"templates/words/{path.name}"
        tongue, found = read_tongue(path, files[code], ledger)
        problems += found
        if tongue:
            tongues[code] = tongue
    problems += words_left_out(tongues, files)
    problems += bad_path_words(tongues) if not problems else []
    ranks = {code: rank for rank, code in enumerate(order)}
    return dict(sorted(tongues.items(), key=lambda item: (ranks.get(item[0], len(ranks)), item[0]))), problems


def design_of(root: Path, folders: tuple[Path, ...], tongues: dict[str, Tongue], url: str) -> Design:
    """What the catalogue is published with, at this address."""
    program = version_of_program()
    headings = {tongue.text(f"heading-{name}").casefold(): name for tongue in tongues.values() for name in HEADINGS}
    files = [part for folder in folders for part in files_below(folder)]
    settings = (root / FILE).read_bytes()
    return Design(
        folders=folders,
        tongues=tongues,
        headings=headings,
        reading=digest(program, repr(list(tongues)).encode()),
        prose=digest(program, repr(headings).encode()),
        version=digest(program, url.encode(), settings, repr(list(tongues)).encode(), *files),
    )
