"""The search index: complete, the same bytes every time, and a clear word when Pagefind is not as we know it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pagefind_bin
import pytest

from oproep.outputs.pagefind import Entry, SearchFailed, index
from oproep.outputs.pagefind_layout import MARK

ROOT = Path(__file__).resolve().parent.parent
THEMES = ("asiel", "burgerschap", "cultuur", "integratie", "migratie", "terugkeer")


def entries(language: str = "nl", number: int = 40) -> list[Entry]:
    """Calls enough for whatever stands in a hash map to come out of it in another order each time."""
    chance = Random(1)  # noqa: S311 (the same words every time)
    return [
        Entry(
            address=f"{language}/oproepen/oproep-{i}.html",
            language=language,
            title=f"Oproep {i} <b>&amp;</b>",
            text=" ".join(chance.choices(["burgerschap", "ondernemingen", "vrijwilligers", "//", "gemeente"], k=30)),
            meta={"moments": "{}", "fund": "https://fonds//x"},
            filters={
                "theme": tuple(chance.sample(THEMES, 3)),
                "year": (chance.choice(["2026", "2027"]),),
                "fund": (),
            },
            standing=json.dumps("closed" if i % 2 == 0 else {"closes": ["2026-03-31T15:00:00Z"]}),
            order=(i * 7) % number,
            identifier=f"AMIF-2017-AG-INTE-{i:02}",
        )
        for i in range(number)
    ]


def made(given: list[Entry], language: str = "nl") -> dict[str, bytes]:
    return dict(index(given, language))


# What is in a bundle


def test_no_entries_no_files() -> None:
    assert made([]) == {}


def test_each_language_has_only_its_own_entries() -> None:
    both = entries("nl", 3) + entries("en", 2)
    assert [name for name in made(both, "nl") if "wasm" in name] == ["nl/pagefind/wasm.nl.pagefind"]
    about = json.loads(made(both, "en")["en/pagefind/pagefind-entry.json"])
    assert {code: each["page_count"] for code, each in about["languages"].items()} == {"en": 2}
    assert made(both, "fr") == {}


def test_a_language_that_pagefind_cannot_stem_is_searched_all_the_same() -> None:
    assert "cy/pagefind/wasm.unknown.pagefind" in made(entries("cy", 2), "cy")


def test_the_site_gets_what_it_needs_and_no_more() -> None:
    names = [name.removeprefix("nl/pagefind/") for name in made(entries())]
    assert len(names) == len(set(names))
    assert sum(name.startswith("fragment/") for name in names) == 40
    assert {name for name in names if "/" not in name and not name.endswith(".pf_meta")} == {
        "filters.js",
        "identifiers.js",
        "pagefind-entry.json",
        "pagefind.js",
        "vocabulary.js",
        "wasm.nl.pagefind",
    }


def handed_over(bundle: dict[str, bytes], name: str) -> Any:
    """What a script of the bundle hands to the search page."""
    return json.loads(bundle[f"nl/pagefind/{name}.js"].decode().partition(f"{name}=")[2].rstrip(";\n"))


def address_of(bundle: dict[str, bytes], result: str) -> str:
    fragment = json.loads(gzip.decompress(bundle[f"nl/pagefind/fragment/{result}.pf_fragment"])[len(MARK) :])
    return str(fragment["url"]).partition("#")[0]


def test_every_page_its_standing_and_every_value_of_its_filters_are_handed_over_in_order() -> None:
    given = {entry.address: entry for entry in entries()}
    bundle = made(list(given.values()))
    found = handed_over(bundle, "filters")
    listed = [given[address_of(bundle, result)] for result, _, _ in found["rows"]]
    assert {entry.address for entry in listed} == given.keys()
    assert [entry.order for entry in listed] == sorted(entry.order for entry in listed)
    for entry, (_, standing, numbers) in zip(listed, found["rows"], strict=True):
        assert standing == json.loads(entry.standing)
        expected = {f"{name}:{value}" for name, values in entry.filters.items() for value in values}
        assert {found["labels"][number] for number in numbers} == expected


def test_a_label_cannot_break_out_of_its_script() -> None:
    hostile = Entry(address="nl/x.html", language="nl", title="x", text="x", filters={"fund": ("</script>",)})
    assert b"<" not in made([hostile])["nl/pagefind/filters.js"]
    assert handed_over(made([hostile]), "filters")["labels"] == ["fund:</script>"]


def test_what_is_only_shown_travels_behind_the_address_and_is_not_searched() -> None:
    fragments = [data for name, data in made(entries(number=1)).items() if name.endswith(".pf_fragment")]
    fragment = json.loads(gzip.decompress(fragments[0])[len(MARK) :])
    address, _, shown = fragment["url"].partition("#")
    assert address == "nl/oproepen/oproep-0.html"
    assert "//" not in fragment["url"], "Pagefind's script folds two slashes into one"
    assert json.loads(shown) == {"moments": "{}", "fund": "https://fonds//x"}
    assert fragment["meta"] == {"title": "Oproep 0 <b>&amp;</b>"}


def test_marks_of_pagefind_inside_a_text_are_text() -> None:
    text = "voor ___PAGEFIND_WEIGHT___9 na\u200bna"
    fragments = [
        data
        for name, data in made([Entry(address="nl/x.html", language="nl", title="x", text=text)]).items()
        if name.endswith(".pf_fragment")
    ]
    content = json.loads(gzip.decompress(fragments[0])[len(MARK) :])["content"]
    assert content.startswith("voor PAGEFINDWEIGHT___9 nana")


# The same bytes every time

BUILD = """
import hashlib, sys
from tests.test_pagefind import entries, made
given = entries()
if sys.argv[1] == "reversed":
    given.reverse()
for name, data in made(given).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed_folder_and_order(tmp_path: Path) -> None:
    builds = []
    for seed, order in (("0", "as they are"), ("1", "reversed"), ("2", "as they are")):
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
            [sys.executable, "-c", BUILD, order], cwd=place, env=surroundings, capture_output=True, check=True
        )
        builds.append(done.stdout)
    assert builds[0]
    assert builds[0] == builds[1] == builds[2]


# When Pagefind is not there, or is not as we know it


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: Path("/nowhere/pagefind"))
    with pytest.raises(SearchFailed, match=r"cannot be started .*make site"):
        made(entries())


def test_a_program_that_fails_is_said_with_its_own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("stands in for Pagefind with a shell script")
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nhead -c 1 >/dev/null\necho out of luck >&2\nexit 7\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(SearchFailed, match=r"exit code 7\. It said: out of luck"):
        made(entries())


def test_two_pages_with_one_address_are_refused() -> None:
    with pytest.raises(SearchFailed, match=r"nl/oproepen/oproep-0\.html"):
        made(entries(number=1) * 2)


def test_the_names_in_the_lookup_are_those_of_the_results() -> None:
    bundle = made(entries(number=5))
    rows = handed_over(bundle, "identifiers")
    assert len(rows) == 5
    for code, result in rows:
        assert address_of(bundle, result) == f"nl/oproepen/oproep-{int(code[-2:])}.html"
