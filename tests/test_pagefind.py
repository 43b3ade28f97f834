"""An index of Pagefind: complete, the same bytes every time, and a clear word when Pagefind is not as we know it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import cbor2
import pagefind_bin
import pytest

from oproep.outputs.pagefind import Indexed, index, plain
from oproep.outputs.pagefind_chunks import ALIKE
from oproep.outputs.pagefind_layout import payload
from oproep.outputs.search_failed import SearchFailed

ROOT = Path(__file__).resolve().parent.parent
BEGINNINGS = "water lucht klimaat zorg bestuur wolk toekomst molen".split()


def pages(number: int = 40) -> list[Indexed]:
    """Pages enough for whatever stands in a hash map to come out of it in another order each time."""
    chance = Random(1)  # noqa: S311 (the same words every time)
    words = ["burgerschap", "ondernemingen", "vrijwilligers", "//", "gemeente"]
    return [
        Indexed(
            f"nl/oproepen/{(i * 7) % number}.html", f"Oproep {i} <b>&amp;</b>", " ".join(chance.choices(words, k=30))
        )
        for i in range(number)
    ]


def meta_of(words: dict[str, bytes]) -> list[Any]:
    """What the metadata of an index says."""
    (meta,) = (data for name, data in words.items() if name.endswith(".pf_meta"))
    return list(cbor2.loads(payload(meta)))


def made(given: list[Indexed], language: str = "nl") -> dict[str, bytes]:
    found = index(given, language)
    return found.words | found.program


# What is in an index


def test_pages_are_numbered_in_the_order_in_which_they_are_given() -> None:
    assert index(pages(), "nl").addresses == [page.address for page in pages()]


def test_what_is_found_is_called_by_its_number() -> None:
    words = index(pages(), "nl-x-2014").words
    assert [name for name, _ in meta_of(words)[1]] == [f"nl-x-2014_{number}" for number in range(40)]


def test_a_reader_loads_little_for_a_word_and_all_that_begins_with_it() -> None:
    chance = Random(1)  # noqa: S311 (the same words every time)
    words = [chance.choice(BEGINNINGS) + chance.choice(BEGINNINGS) + chance.choice(BEGINNINGS) for _ in range(4000)]
    found = index([Indexed(f"{at}.html", "x", " ".join(words[at::20])) for at in range(20)], "nl-x-2014").words
    listed = meta_of(found)[2]
    assert [f"index/{name}.pf_index" for *_, name in listed] == [name for name in found if name.startswith("index/")]
    assert [name for *_, name in listed] == [f"nl-x-2014_{number}" for number in range(len(listed))]
    chunks = [[word for word, *_ in cbor2.loads(payload(found[f"index/{name}.pf_index"]))[0]] for *_, name in listed]
    assert len(chunks) > 1
    assert len({word[:ALIKE] for chunk in chunks for word in chunk}) == sum(
        len({word[:ALIKE] for word in chunk}) for chunk in chunks
    )
    for (first, last, _), chunk in zip(listed, chunks, strict=True):
        assert chunk[0].startswith(first)
        assert chunk[-1] == last


def test_its_words_are_apart_from_the_program() -> None:
    found = index(pages(), "nl-x-2014")
    assert found.program.keys() == {"pagefind.js", "wasm.nl-x-2014.pagefind"}
    assert {name.partition("/")[0].partition("_")[0] for name in found.words} == {
        "index",
        "pagefind-entry.json",
        "pagefind.nl-x-2014",
    }
    assert json.loads(found.words["pagefind-entry.json"])["languages"]["nl-x-2014"]["page_count"] == 40


def test_a_part_of_a_language_is_searched_as_the_language_is() -> None:
    of_part, of_whole = index(pages(), "nl-x-2014").program, index(pages(), "nl").program
    assert of_part["wasm.nl-x-2014.pagefind"] == of_whole["wasm.nl.pagefind"]


def test_a_language_that_pagefind_cannot_stem_is_searched_all_the_same() -> None:
    assert "wasm.unknown.pagefind" in index(pages(2), "cy").program


def test_a_page_without_a_text_is_found_by_its_title() -> None:
    assert index([Indexed("nl/x.html", "Wind", "")], "nl").addresses == ["nl/x.html"]


def test_marks_of_pagefind_inside_a_text_are_text() -> None:
    assert plain("voor ___PAGEFIND_WEIGHT___9 na\u200bna") == "voor PAGEFINDWEIGHT___9 nana"


# The same bytes every time

BUILD = """
import hashlib
from tests.test_pagefind import made, pages
for name, data in made(pages()).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed_and_the_folder(tmp_path: Path) -> None:
    builds = []
    for seed in ("0", "1", "2"):
        place = tmp_path / seed
        place.mkdir()
        (place / "pagefind.yml").write_text("include_characters: '<'\n")  # Pagefind reads one where it starts
        surroundings = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(ROOT),
            "TMPDIR": str(place),
            "PAGEFIND_EXCLUDE_SELECTORS": "p",
        }
        done = subprocess.run(
            [sys.executable, "-c", BUILD], cwd=place, env=surroundings, capture_output=True, check=True
        )
        builds.append(done.stdout)
    assert builds[0]
    assert builds[0] == builds[1] == builds[2]


# When Pagefind is not there, or is not as we know it


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: Path("/nowhere/pagefind"))
    with pytest.raises(SearchFailed, match=r"cannot be started .*make site"):
        made(pages())


def test_a_program_that_fails_is_said_with_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("stands in for Pagefind with a shell script")
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nhead -c 1 >/dev/null\necho out of luck >&2\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(SearchFailed, match=r"exit code 7\. It said: out of luck"):
        made(pages())


def test_pages_that_pagefind_leaves_out_are_missed() -> None:
    with pytest.raises(SearchFailed, match="1 pages in “nl” where 2 were given"):
        made([Indexed("nl/x.html", "Wind", "water"), Indexed("nl/x.html", "Wind", "water")])
