"""What Pagefind made comes in; the files of it that a site needs go out, checked to be all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

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
    """The files of one language's index: those taken as they are, and those made anew."""

    kept: dict[str, bytes]
    parts: Parts

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, by its address in the bundle, in one order for ever."""
        for name in sorted(self.kept.keys() | self.parts.files.keys()):
            yield name, self.parts.files[name] if name in self.parts.files else self.kept[name]

    def results(self) -> Iterator[tuple[str, str]]:
        """The address of every page as it was given to Pagefind, and the name of its result."""
        for name in self.parts.pages:
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
    filters = {name: data for name, data in written.items() if name.startswith("filter/")}
    parts = canonical(written[ENTRY], metas, filters, language)
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
