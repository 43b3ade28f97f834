"""What Pagefind says of its index: read where it is as we know it, and refused where it is not."""

from __future__ import annotations

import gzip
import json

import cbor2
import pytest

from oproep.outputs.pagefind_layout import MARK, Layout, layout
from oproep.outputs.search_failed import SearchFailed


def packed(value: object) -> bytes:
    return gzip.compress(MARK + cbor2.dumps(value))


META: list[object] = ["1.5.2", [["nl_aaaaaaa", 3]], [["a", "b", "nl_ccccccc"]], [], [], ["title"]]


def entry(**changes: object) -> bytes:
    about = {"hash": "nl_0000000000", "wasm": "nl", "page_count": 1, **changes}
    return json.dumps({"version": "1.5.2", "languages": {"nl": about}, "include_characters": []}).encode()


def metas(value: object) -> dict[str, bytes]:
    return {"pagefind.nl_0000000000.pf_meta": packed(value)}


def raw(data: bytes) -> dict[str, bytes]:
    return {"pagefind.nl_0000000000.pf_meta": data}


def test_the_parts_are_named() -> None:
    expected = Layout(pages=("nl_aaaaaaa",), chunks=(("a", "b", "nl_ccccccc"),), wasm="wasm.nl.pagefind")
    assert layout(entry(), metas(META), "nl") == expected
    assert layout(entry(wasm=None), metas(META), "nl").wasm == "wasm.unknown.pagefind"


@pytest.mark.parametrize(
    ("entry_file", "meta_files"),
    [
        pytest.param(b"not JSON", metas(META), id="an entry that is not JSON"),
        pytest.param(b"[]", metas(META), id="an entry that is a list"),
        pytest.param(entry(hash="nl_1"), metas(META), id="an entry that names another file"),
        pytest.param(entry(page_count=2), metas(META), id="another number of pages"),
        pytest.param(entry(), {}, id="no metadata"),
        pytest.param(entry(), metas(META[:5]), id="a field less"),
        pytest.param(entry(), metas([*META, []]), id="a field more"),
        pytest.param(entry(), metas({"version": "2"}), id="metadata that is no list"),
        pytest.param(entry(), metas([*META[:1], [["nl_aaaaaaa"]], *META[2:]]), id="narrower rows"),
        pytest.param(entry(), metas([*META[:3], [["theme", "nl_fffffff"]], *META[4:]]), id="a filter"),
        pytest.param(entry(), metas([*META[:4], [["deadline", [0]]], META[5]]), id="a sort"),
        pytest.param(entry(), raw(b"plain"), id="not compressed"),
        pytest.param(entry(), raw(gzip.compress(b"plain")), id="no mark"),
        pytest.param(entry(), raw(gzip.compress(MARK + b"\xff")), id="not CBOR"),
    ],
)
def test_a_layout_that_we_do_not_know_fails_the_build(entry_file: bytes, meta_files: dict[str, bytes]) -> None:
    with pytest.raises(SearchFailed, match=r"requirements\.txt"):
        layout(entry_file, meta_files, "nl")


def test_an_index_of_another_language_fails_the_build() -> None:
    with pytest.raises(SearchFailed, match="“en” and made"):
        layout(entry(), metas(META), "en")
