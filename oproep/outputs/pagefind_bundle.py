"""A folder that Pagefind wrote comes in; the files of it that a site needs go out, checked to be all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oproep.outputs.pagefind_canonical import Parts, canonical, payload
from oproep.outputs.search_failed import SearchFailed, unknown_layout

ENGINE, ENTRY = "pagefind.js", "pagefind-entry.json"
# Pagefind's own interfaces, and a worker that does without our way of loading.
NOT_NEEDED = {
    "pagefind-component-ui.css",
    "pagefind-component-ui.js",
    "pagefind-highlight.js",
    "pagefind-modular-ui.css",
    "pagefind-modular-ui.js",
    "pagefind-ui.css",
    "pagefind-ui.js",
    "pagefind-worker.js",
}


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The files of one language's index: those that stay on disk until they are read, and those made anew."""

    kept: dict[str, Path]
    parts: Parts

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, by its address in the bundle, in one order for ever."""
        for name in sorted(self.kept.keys() | self.parts.files.keys()):
            yield name, self.parts.files[name] if name in self.parts.files else self.kept[name].read_bytes()

    def results(self) -> Iterator[tuple[str, str]]:
        """The address of every page as it was given to Pagefind, and the name of its result."""
        for name in self.parts.pages:
            fragment = json.loads(payload(self.kept[f"fragment/{name}.pf_fragment"].read_bytes()))
            yield str(fragment["url"]), name


def bundle(place: Path, language: str, entries: int) -> Bundle:
    """What Pagefind wrote into `place` for so many entries of one language.

    Raises SearchFailed when a file is missing, or is one that this program does not know.
    """
    written = {path.relative_to(place).as_posix(): path for path in place.rglob("*") if path.is_file()}
    if ENTRY not in written or ENGINE not in written:
        raise unknown_layout(f"there is no {ENTRY} or no {ENGINE}")
    if b"createInstance" not in written[ENGINE].read_bytes():
        raise unknown_layout(f"{ENGINE} has another interface")
    metas = {name: path for name, path in written.items() if name.endswith(".pf_meta")}
    filters = {name: path for name, path in written.items() if name.startswith("filter/")}
    parts = canonical(
        written[ENTRY].read_bytes(),
        {name: path.read_bytes() for name, path in metas.items()},
        {name: path.read_bytes() for name, path in filters.items()},
        language,
    )
    needed = {
        ENGINE,
        parts.wasm,
        *(f"index/{name}.pf_index" for name in parts.words),
        *(f"fragment/{name}.pf_fragment" for name in parts.pages),
    }
    wasm = {name for name in written if name.startswith("wasm.")} - needed
    if strange := sorted((written.keys() - NOT_NEEDED - wasm - metas.keys() - filters.keys() - {ENTRY}) ^ needed):
        raise unknown_layout(f"these files are missing or new: {', '.join(strange[:5])}")
    if len(parts.pages) != entries:
        raise SearchFailed(f"Pagefind indexed {len(parts.pages)} pages in “{language}” where {entries} were given.")
    return Bundle(kept={name: written[name] for name in needed}, parts=parts)
