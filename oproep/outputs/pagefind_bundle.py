"""What Pagefind made comes in; the files of it that a site needs go out, checked to be all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from oproep.outputs.pagefind_layout import layout, payload
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
    """The files of one language's index, as Pagefind wrote them, and the names of its pages."""

    kept: dict[str, bytes]
    pages: tuple[str, ...]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, by its address in the bundle, in one order for ever."""
        yield from sorted(self.kept.items())

    def results(self) -> Iterator[tuple[str, str]]:
        """The address of every page as it was given to Pagefind, and the name of its result."""
        for name in self.pages:
            fragment = json.loads(payload(self.kept[f"fragment/{name}.pf_fragment"]))
            yield str(fragment["url"]), name


def bundle(written: dict[str, bytes], language: str, entries: int) -> Bundle:
    """The bundle in the files that Pagefind made of so many entries of one language.

    Raises SearchFailed when a file is missing, or is one that this program does not know.
    """
    if ENTRY not in written or ENGINE not in written:
        raise unknown_layout(f"there is no {ENTRY} or no {ENGINE}")
    if b"createInstance" not in written[ENGINE]:
        raise unknown_layout(f"{ENGINE} has another interface")
    metas = {name: data for name, data in written.items() if name.endswith(".pf_meta")}
    parts = layout(written[ENTRY], metas, language)
    needed = {
        ENGINE,
        ENTRY,
        *metas,
        parts.wasm,
        *(f"index/{name}.pf_index" for name in parts.words),
        *(f"fragment/{name}.pf_fragment" for name in parts.pages),
    }
    wasm = {name for name in written if name.startswith("wasm.")} - needed
    if strange := sorted((written.keys() - NOT_NEEDED - wasm) ^ needed):
        raise unknown_layout(f"these files are missing or new: {', '.join(strange[:5])}")
    if len(parts.pages) != entries:
        raise SearchFailed(f"Pagefind indexed {len(parts.pages)} pages in “{language}” where {entries} were given.")
    return Bundle(kept={name: written[name] for name in needed}, pages=parts.pages)
