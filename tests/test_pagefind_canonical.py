"""What we write anew of Pagefind's index: valid, in order, and refused where it is not as we know it."""

from __future__ import annotations

import gzip
import json

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oproep.outputs.pagefind_canonical import MARK, canonical
from oproep.outputs.pagefind_gzip import gzipped
from oproep.outputs.search_failed import SearchFailed


@given(st.binary(max_size=4000) | st.text("ab", max_size=4000).map(str.encode))
def test_our_gzip_is_gzip(data: bytes) -> None:
    assert gzip.decompress(gzipped(data)) == data


@pytest.mark.parametrize("data", [b"", b"a" * 100_000, bytes(range(256)) * 400, b"abcd" + bytes(40_000) + b"abcd"])
def test_our_gzip_reaches_its_limits(data: bytes) -> None:
    assert gzip.decompress(gzipped(data)) == data


def test_our_gzip_stays_as_it_was_published() -> None:
    assert gzipped(b"oproep oproep").hex() == "1f8b08000000000002ffcb2f28ca4f2d50805000a147443b0d000000"


def unpacked(data: bytes) -> object:
    return cbor2.loads(gzip.decompress(data)[len(MARK) :])


def packed(value: object) -> bytes:
    return gzipped(MARK + cbor2.dumps(value))


META: list[object] = [
    "1.5.2",
    [["nl_aaaaaaa", 3]],
    [["a", "b", "nl_ccccccc"]],
    [["theme", "nl_fffffff"]],
    [],
    ["title"],
]
FILTERS = {"filter/nl_fffffff.pf_filter": packed(["theme", [["b", [0]], ["a", [0]]]])}


def entry(**changes: object) -> bytes:
    about = {"hash": "nl_0000000000", "wasm": "nl", "page_count": 1, **changes}
    return json.dumps({"version": "1.5.2", "languages": {"nl": about}, "include_characters": []}).encode()


def metas(value: object) -> dict[str, bytes]:
    return {"pagefind.nl_0000000000.pf_meta": packed(value)}


def test_the_unstable_parts_come_out_sorted_and_named_anew() -> None:
    parts = canonical(entry(), metas(META), FILTERS, "nl")
    (filter_name,) = (name for name in parts.files if name.startswith("filter/"))
    assert unpacked(parts.files[filter_name]) == ["theme", [["a", [0]], ["b", [0]]]]
    meta_name = json.loads(parts.files["pagefind-entry.json"])["languages"]["nl"]["hash"]
    assert filter_name[len("filter/") : -len(".pf_filter")] in str(
        unpacked(parts.files[f"pagefind.{meta_name}.pf_meta"])
    )
    assert (parts.pages, parts.words, parts.wasm) == (("nl_aaaaaaa",), ("nl_ccccccc",), "wasm.nl.pagefind")


@pytest.mark.parametrize(
    ("entry_file", "meta_files", "filters"),
    [
        pytest.param(b"not JSON", metas(META), FILTERS, id="an entry that is not JSON"),
        pytest.param(b"[]", metas(META), FILTERS, id="an entry that is a list"),
        pytest.param(entry(hash="nl_1"), metas(META), FILTERS, id="an entry that names another file"),
        pytest.param(entry(page_count=2), metas(META), FILTERS, id="another number of pages"),
        pytest.param(entry(), {}, FILTERS, id="no metadata"),
        pytest.param(entry(), metas(META[:5]), FILTERS, id="a field less"),
        pytest.param(entry(), metas([*META, []]), FILTERS, id="a field more"),
        pytest.param(entry(), metas({"version": "2"}), FILTERS, id="metadata that is no list"),
        pytest.param(entry(), metas([*META[:1], [["nl_aaaaaaa"]], *META[2:]]), FILTERS, id="narrower rows"),
        pytest.param(entry(), {"pagefind.nl_0000000000.pf_meta": b"plain"}, FILTERS, id="not compressed"),
        pytest.param(entry(), {"pagefind.nl_0000000000.pf_meta": gzipped(b"plain")}, FILTERS, id="no mark"),
        pytest.param(entry(), {"pagefind.nl_0000000000.pf_meta": gzipped(MARK + b"\xff")}, FILTERS, id="not CBOR"),
        pytest.param(entry(), metas(META), {}, id="a filter that is missing"),
        pytest.param(entry(), metas(META), {**FILTERS, "filter/nl_9.pf_filter": b""}, id="a filter nobody names"),
        pytest.param(entry(), metas(META), {"filter/nl_fffffff.pf_filter": packed(["theme"])}, id="another filter"),
    ],
)
def test_a_layout_that_we_do_not_know_fails_the_build(
    entry_file: bytes, meta_files: dict[str, bytes], filters: dict[str, bytes]
) -> None:
    with pytest.raises(SearchFailed, match=r"requirements\.txt"):
        canonical(entry_file, meta_files, filters, "nl")


def test_an_index_of_another_language_fails_the_build() -> None:
    with pytest.raises(SearchFailed, match="“en” and made"):
        canonical(entry(), metas(META), FILTERS, "en")
