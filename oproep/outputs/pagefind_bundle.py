"""What Pagefind made comes in; the files of it that a site needs go out, checked to be all."""

from __future__ import annotations

import json
from dataclasses import dataclass

from oproep.outputs.pagefind_chunks import Chunk, joined
from oproep.outputs.pagefind_layout import layout, numbered, packed, payload
from oproep.outputs.search_failed import unknown_layout

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
    """An index: the files that hold its words, those of the program that searches it, and the addresses of its pages.
    What it finds it calls by its language and its number among these: `nl_0`.

    What Pagefind would show of each page, a file for every one, is left out: the search page has its own, in few files.
    """

    words: dict[str, bytes]
    program: dict[str, bytes]
    addresses: list[str]


def bundle(written: dict[str, bytes], language: str) -> Bundle:
    """The index in the files that Pagefind made in one language.

    Raises SearchFailed when a file is missing, or is one that this program does not know.
    """
    if ENTRY not in written or ENGINE not in written:
        raise unknown_layout(f"there is no {ENTRY} or no {ENGINE}")
    if any(name not in written[ENGINE] for name in (b"createInstance", b"mergeIndex", b"metaCacheTag")):
        raise unknown_layout(f"{ENGINE} has another interface")
    metas = {name: data for name, data in written.items() if name.endswith(".pf_meta")}
    parts = layout(written[ENTRY], metas, language)
    program = {ENGINE, parts.wasm}
    words = [(first, last, f"index/{name}.pf_index") for first, last, name in parts.chunks]
    pages = [f"fragment/{name}.pf_fragment" for name in parts.pages]
    needed = {*program, ENTRY, *metas, *(name for *_, name in words), *pages}
    wasm = {name for name in written if name.startswith("wasm.")} - needed
    if strange := sorted((written.keys() - NOT_NEEDED - wasm) ^ needed):
        raise unknown_layout(f"these files are missing or new: {', '.join(strange[:5])}")
    chunks = list(joined(Chunk(first, last, payload(written[name])) for first, last, name in words))
    ranges = [(chunk.first, chunk.last) for chunk in chunks]
    return Bundle(
        words={
            **{f"index/{language}_{number}.pf_index": packed(chunk.payload) for number, chunk in enumerate(chunks)},
            **{name: numbered(data, language, ranges) for name, data in metas.items()},
            ENTRY: written[ENTRY],
        },
        program={name: written[name] for name in sorted(program)},
        addresses=[str(json.loads(payload(written[name]))["url"]) for name in pages],
    )
