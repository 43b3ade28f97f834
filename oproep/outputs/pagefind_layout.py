"""The metadata of a Pagefind bundle comes in; the names of the files that the bundle needs go out.

Pagefind 1.5 writes filters and sorts in the order of a hash map, which is another in every run. It is given
neither (the search page filters and sorts by itself), and what is left it writes alike every time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gzip import BadGzipFile, compress, decompress
from typing import Any
from zlib import error as deflate_error

import cbor2

from oproep.outputs.search_failed import SearchFailed, unknown_layout

MARK = b"pagefind_dcd"  # what Pagefind puts before every payload, to know that it was decompressed
FIELDS = 6  # of the metadata: version, pages, chunks of words, filters, sorts, names of the metadata
ROW_WIDTHS = {1: 2, 2: 3}  # of the fields that are lists of rows: pages, chunks
UNUSED = (3, 4)  # filters, sorts


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What a bundle of one language is made of."""

    pages: tuple[str, ...]  # the fragment of every page, in the order in which pages were added
    chunks: tuple[tuple[str, str, str], ...]  # of words: the first, the last, and what the chunk is called
    wasm: str  # the address of the program that searches this language


def layout(entry: bytes, metas: Mapping[str, bytes], language: str) -> Layout:
    """What the entry and the one metadata file say, which stand at these addresses in the bundle.

    Raises SearchFailed where anything is not as Pagefind 1.5 makes it, because a guess would be a search
    that quietly finds too little.
    """
    about = _about(entry, language)
    if list(metas) != [f"pagefind.{about['hash']}.pf_meta"]:
        raise unknown_layout("its entry does not name its one metadata file")
    _, pages, chunks, *_ = _meta(next(iter(metas.values())))
    if about["page_count"] != len(pages):
        raise unknown_layout("its entry counts other pages than its metadata")
    return Layout(
        pages=tuple(name for name, _ in pages),
        chunks=tuple((first, last, name) for first, last, name in chunks),
        wasm=f"wasm.{about['wasm'] or 'unknown'}.pagefind",
    )


def numbered(data: bytes, language: str, chunks: Iterable[tuple[str, str]]) -> bytes:
    """The metadata of these chunks, the first and the last word of each, that are called by their numbers as the pages
    are: `nl_0`, `nl_1`, …

    Pagefind calls both by digests. What it would show of a page is not published, and the files of a shard are never
    changed; and a reader would load a digest for each of hundreds.
    """
    value = _meta(data)
    value[1] = [[f"{language}_{number}", words] for number, (_, words) in enumerate(value[1])]
    value[2] = [[first, last, f"{language}_{number}"] for number, (first, last) in enumerate(chunks)]
    return packed(cbor2.dumps(value))


def packed(data: bytes) -> bytes:
    """A payload in a compressed file, as Pagefind has it."""
    return compress(MARK + data, 6, mtime=0)


def payload(data: bytes) -> bytes:
    """What stands after Pagefind's mark in one of its compressed files."""
    try:
        raw = decompress(data)
    except (BadGzipFile, EOFError, deflate_error) as problem:
        raise unknown_layout("a file is not compressed with gzip") from problem
    if not raw.startswith(MARK):
        raise unknown_layout(f"a file does not begin with {MARK.decode()}")
    return raw[len(MARK) :]


def _about(data: bytes, language: str) -> dict[str, Any]:
    """What the entry says of its one index, that of `language`."""
    try:
        languages = json.loads(data)["languages"]
        names = list(languages)
        known = names != [language] or {"hash", "wasm", "page_count"} <= languages[language].keys()
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise unknown_layout("its entry has other keys") from problem
    if names != [language]:
        raise SearchFailed(f"Pagefind was asked for an index in “{language}” and made {names}.")
    if not known:
        raise unknown_layout("its entry has other keys")
    return dict(languages[language])


def _meta(data: bytes) -> list[Any]:
    """The metadata has six fields: two are lists of rows whose widths are known, two are empty."""
    try:
        value = cbor2.loads(payload(data))
    except cbor2.CBORDecodeError as problem:
        raise unknown_layout("a file is not CBOR") from problem
    if not isinstance(value, list) or len(value) != FIELDS or any(value[field] != [] for field in UNUSED):
        raise unknown_layout("its metadata has other fields")
    for field, width in ROW_WIDTHS.items():
        rows = value[field]
        if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == width for row in rows):
            raise unknown_layout("its metadata has other fields")
    return value
