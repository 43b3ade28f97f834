"""What is kept of large catalogues in little memory: values in parts, files by their names, digests in one string."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

import pytest

from oproep.cache import large
from oproep.cache.large import get_large, put_large, sum_of_large
from oproep.cache.ledger import Ledger, kept_at
from oproep.cache.packing import Damaged
from oproep.cache.stamps import Shelf, compared
from oproep.outputs.artefact import Artefact
from oproep.site.known_calls import FilesOfCalls
from oproep.site.published import KEY, Files, Published
from oproep.site.publishing import publishing_into
from tests.front_door import files

KEPT = b"something"
VALUES: list[Any] = [(), "", ("x" * 6, b"y" * 7), ("é" * 50, list(range(300)), b"\0" * 99), ["a" * 7] * 7]


def parts(ledger: Ledger) -> int:
    return sum(1 for key, _ in ledger.rows(large.SHELF) if key.startswith(KEPT + b"\0"))


@pytest.mark.parametrize("part", [1, 7, 64, 1 << 20])
def test_a_value_comes_back_from_its_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    monkeypatch.setattr(large, "PART", part)
    with kept_at(tmp_path) as ledger:
        for value in VALUES:
            found = put_large(ledger, KEPT, value)
            assert get_large(ledger, KEPT) == value
            assert sum_of_large(ledger, KEPT) == found


def test_a_smaller_value_leaves_no_part_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "PART", 64)
    with kept_at(tmp_path) as ledger:
        put_large(ledger, KEPT, "x" * 1000)
        many = parts(ledger)
        put_large(ledger, KEPT, "x")
        assert parts(ledger) == 1 < many


def test_there_may_be_nothing(tmp_path: Path) -> None:
    with kept_at(tmp_path) as ledger:
        assert get_large(ledger, KEPT) is None
        assert sum_of_large(ledger, KEPT) == b""


@pytest.mark.parametrize("harm", [b"", b"other"])
def test_a_part_that_is_gone_or_another_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: bytes) -> None:
    monkeypatch.setattr(large, "PART", 64)
    with kept_at(tmp_path) as ledger:
        put_large(ledger, KEPT, "x" * 1000)
        ledger.put(large.SHELF, [(large.part_key(KEPT, 3), harm)])
        with pytest.raises(Damaged):
            get_large(ledger, KEPT)


def test_the_files_of_a_call_are_found_among_those_of_all() -> None:
    names = sorted(["a-b.en.md", "a-b.md", "a.de.md", "a.en.md", "a.md", "ab.md", "b.fr.md"])
    found = FilesOfCalls(names)
    assert {slug: found[slug] for slug in found} == {
        "a": ["a.de.md", "a.en.md", "a.md"],
        "a-b": ["a-b.en.md", "a-b.md"],
        "ab": ["ab.md"],
        "b": ["b.fr.md"],
    }
    assert len(found) == len(list(found))
    for name in ("", "aa", "c", "a.en"):
        assert name not in found


def test_a_digest_is_empty_until_it_is_known() -> None:
    before = Shelf(["a.md", "c.md"], array("q", [1, 1, 1, 2, 2, 2]), b"a" * 16 + b"c" * 16)
    found = compared(["a.md", "b.md", "c.md"], array("q", [1, 1, 1, 5, 5, 5, 2, 2, 3]), before, 1 << 62)
    assert dict(found.digests) == {"a.md": b"a" * 16, "b.md": b"", "c.md": b"c" * 16}
    assert (sorted(found.doubtful), sorted(found.gone)) == (["b.md", "c.md"], [])
    found.digests["b.md"] = b"b" * 16
    assert found.digests["b.md"] == b"b" * 16
    with pytest.raises(KeyError):
        found.digests["d.md"] = b"d" * 16
    assert "d.md" not in found.digests


def test_how_files_stand_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    stands = {"a.html": (b"a" * KEY, 1, 2), "é/b.html": (b"b" * KEY, 1 << 40, -3)}
    every = Files()
    for address, stand in stands.items():
        every.add(address, stand)
    with kept_at(tmp_path) as ledger:
        Published.of(every, {}).write(ledger, tmp_path)
        found = Published.read(ledger, tmp_path)
    assert dict(found.files) == stands
    other = found.but({"a.html": (b"x" * KEY, 5, 6)}, {})
    assert dict(other.files) == {**stands, "a.html": (b"x" * KEY, 5, 6)}
    assert dict(found.files) == stands
    with pytest.raises(ValueError, match="key"):
        every.add("c.html", (b"short", 1, 2))


def test_a_file_that_was_wanted_and_never_made_is_not_kept(tmp_path: Path) -> None:
    """The search index asks for the files it had; what is made in their place may have other names."""
    out, made = tmp_path / "public", Artefact("b.html", b"b" * KEY, lambda: [b"b"])
    with publishing_into(out, Published()) as publishing:
        assert publishing.lacks("a.html", b"a" * KEY)
        publishing.offer(made)
    assert list(publishing.files) == ["b.html"]
    assert files(out) == {"b.html": b"b"}
    with publishing_into(out, Published.of(publishing.files, {})) as publishing:
        assert publishing.lacks("b.html", b"other".ljust(KEY))
        publishing.offer(Artefact("c.html", b"c" * KEY, lambda: [b"c"]))
    assert files(out) == {"c.html": b"c"}
