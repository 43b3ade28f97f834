"""The parts of a Pagefind bundle that differ from run to run come in; the same parts, always alike, go out.

Pagefind 1.5.2 writes its filters, their values and its sorts in the order of a hash map, which is
another in every run, and names files by the hash of what they hold. So those parts are decoded, put
in order, encoded and named again. Words, fragments and page numbers do not differ and are left alone.
(Mended upstream after 1.5.2: with a version that holds that change, this step may go.)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from gzip import BadGzipFile, decompress
from hashlib import sha1
from typing import Any
from zlib import error as deflate_error

import cbor2

from oproep.outputs.pagefind_gzip import gzipped
from oproep.outputs.search_failed import SearchFailed, unknown_layout

MARK = b"pagefind_dcd"  # what Pagefind puts before every payload, to know that it was decompressed
FIELDS = 6  # of the metadata: version, pages, chunks of words, filters, sorts, names of the metadata
ROW_WIDTHS = {1: 2, 2: 3, 3: 2, 4: 2}  # of the fields that are lists of rows


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a bundle of one language holds: the files made anew, and the names of the others."""

    files: Mapping[str, bytes]  # by address in the bundle
    pages: tuple[str, ...]  # the fragment of every page, in the order in which pages were added
    words: tuple[str, ...]  # the chunks of words
    wasm: str  # the address of the program that searches this language


def canonical(entry: bytes, metas: Mapping[str, bytes], filters: Mapping[str, bytes], language: str) -> Parts:
    """Entry, metadata and filters of one language, sorted and named anew.

    `metas` and `filters` are files by their addresses in the bundle. Raises SearchFailed where anything
    is not as Pagefind 1.5 makes it, because a guess would be a search that quietly finds too little.
    """
    index = _entry(entry, language)
    about = index["languages"][language]
    if list(metas) != [f"pagefind.{about['hash']}.pf_meta"]:
        raise unknown_layout("its entry does not name its one metadata file")
    meta = _meta(next(iter(metas.values())))
    _, pages, chunks, filter_names, sorts, _ = meta
    if about["page_count"] != len(pages):
        raise unknown_layout("its entry counts other pages than its metadata")
    if {f"filter/{old}.pf_filter" for _, old in filter_names} != filters.keys():
        raise unknown_layout("its metadata does not name the filters that it wrote")
    files: dict[str, bytes] = {}
    renamed = []
    for name, old in filter_names:
        plain = cbor2.dumps(_filter(name, filters[f"filter/{old}.pf_filter"]))
        new = f"{language}_{_short_hash(plain, 7)}"
        renamed.append([name, new])
        files[f"filter/{new}.pf_filter"] = gzipped(MARK + plain)
    meta[3], meta[4] = sorted(renamed), sorted(sorts)
    plain = cbor2.dumps(meta)
    about["hash"] = f"{language}_{_short_hash(plain, 10)}"
    files[f"pagefind.{about['hash']}.pf_meta"] = gzipped(MARK + plain)
    files["pagefind-entry.json"] = json.dumps(index, sort_keys=True, separators=(",", ":")).encode()
    return Parts(
        files=files,
        pages=tuple(name for name, _ in pages),
        words=tuple(name for *_, name in chunks),
        wasm=f"wasm.{about['wasm'] or 'unknown'}.pagefind",
    )


def payload(data: bytes) -> bytes:
    """What stands after Pagefind's mark in one of its compressed files."""
    try:
        raw = decompress(data)
    except (BadGzipFile, EOFError, deflate_error) as problem:
        raise unknown_layout("a file is not compressed with gzip") from problem
    if not raw.startswith(MARK):
        raise unknown_layout(f"a file does not begin with {MARK.decode()}")
    return raw[len(MARK) :]


def _decoded(data: bytes) -> list[Any]:
    try:
        value = cbor2.loads(payload(data))
    except cbor2.CBORDecodeError as problem:
        raise unknown_layout("a file is not CBOR") from problem
    if not isinstance(value, list):
        raise unknown_layout("a file holds no list")
    return value


def _entry(data: bytes, language: str) -> dict[str, Any]:
    """The entry names one index, that of `language`."""
    try:
        value = json.loads(data)
        names = list(value["languages"])
        known = names != [language] or {"hash", "wasm", "page_count"} <= value["languages"][language].keys()
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise unknown_layout("its entry has other keys") from problem
    if names != [language]:
        raise SearchFailed(f"Pagefind was asked for an index in “{language}” and made {names}.")
    if not known or not isinstance(value, dict):
        raise unknown_layout("its entry has other keys")
    return value


def _meta(data: bytes) -> list[Any]:
    """The metadata has six fields; four of them are lists of rows whose widths are known."""
    value = _decoded(data)
    for field, width in ROW_WIDTHS.items():
        rows = value[field] if len(value) == FIELDS else None
        if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == width for row in rows):
            raise unknown_layout("its metadata has other fields")
    return value


def _filter(name: str, data: bytes) -> list[Any]:
    """A filter is its name and its values, each with the numbers of its pages; here in order."""
    value = _decoded(data)
    if len(value) != 2 or value[0] != name or not isinstance(value[1], list):
        raise unknown_layout(f"the filter “{name}” has other fields")
    return [name, sorted(value[1])]


def _short_hash(plain: bytes, length: int) -> str:
    return sha1(plain, usedforsecurity=False).hexdigest()[:length]
