"""The search index from build to build: what is made anew, and what is left alone, in a catalogue of several shards."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oproep import site
from oproep.cache.ledger import FILE
from oproep.outputs import pagefind, search_shards
from oproep.outputs.search_failed import SearchFailed
from tests.broken.tiny import GOOD, write
from tests.built_index import shards_in
from tests.front_door import files, stamps

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LATER = datetime(2027, 1, 20, 8, tzinfo=UTC)
LANGUAGES = ("nl", "en")
MOST = 10


def call(title: str, deadline: str, identifier: str, body: str) -> str:
    return (
        f"---\ntitle: {title}\nlanguage: nl\nidentifier: {identifier}\nfund: luchtkasteel\ndeadline: {deadline}\n---\n\n"
        f"{body}\n"
    )


def thirty_calls() -> dict[str, str]:
    """Six calls that are open, and eight of each of three years that are over."""
    made = {f"k2027-{at}": f"2027-0{3 + at}-15" for at in range(6)}
    made |= {f"k{year}-{at}": f"{year}-0{1 + at}-15" for year in (2023, 2024, 2025) for at in range(8)}
    return {
        f"calls/{slug}.md": call(f"Oproep {slug}", day, f"CL5-{slug[1:5]}-D{slug[-1]}-01", f"Molens van {slug}.")
        for slug, day in made.items()
    }


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(search_shards, "MOST", MOST)
    return write(tmp_path / "root", {**GOOD, **thirty_calls()})


@pytest.fixture
def out(root: Path, tmp_path: Path) -> Path:
    """The catalogue, built."""
    built(root, tmp_path / "out")
    return tmp_path / "out"


def built(root: Path, out: Path, now: datetime = NOW) -> site.Written:
    return site.build(root, out, now).written


def edit(root: Path, slug: str, old: str, new: str) -> None:
    path = root / "content" / "calls" / f"{slug}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def folders(out: Path) -> dict[str, str]:
    """The folder of every shard, by language and name."""
    return {f"{code} {shard.name}": shard.folder.name for code in LANGUAGES for shard in shards_in(out, code)}


def differing(out: Path, before: dict[str, str]) -> set[str]:
    """The shards that are other ones than before."""
    after = folders(out)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def in_both(*names: str) -> set[str]:
    return {f"{code} {name}" for code in LANGUAGES for name in names}


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Pagefind was asked to index."""
    asked: list[str] = []
    index = pagefind.index

    def noted(pages: list[pagefind.Indexed], language: str, watch: Callable[[], None]) -> object:
        asked.append(language)
        return index(pages, language, watch)

    monkeypatch.setattr("oproep.outputs.search.index", noted)
    return asked


def test_every_call_is_in_one_shard_of_each_language(out: Path) -> None:
    for code in LANGUAGES:
        shards = shards_in(out, code)
        assert [(shard.name, shard.is_late) for shard in shards] == [
            ("now", False), ("2025", True), ("2024", True), ("2023", True),
        ]  # fmt: skip
        assert [len(shard.slugs) for shard in shards] == [7, 8, 8, 8]
        assert shards[1].slugs[0] == "k2025-7"
        assert shards[1].labels(0) == {"fund:luchtkasteel", "theme:water", "year:2025"}
        assert shards[1].codes[0] == "cl52025d701"
        assert shards[1].calls["rows"][0][0] == "closed"


def test_a_changed_call_makes_its_shard_anew_and_no_other(root: Path, out: Path, indexed: list[str]) -> None:
    before, stood = folders(out), stamps(out)
    edit(root, "k2024-3", "Molens", "Windmolens")
    built(root, out)
    assert differing(out, before) == in_both("2024")
    assert sorted(indexed) == ["en-x-2024", "nl-x-2024"]
    untouched = {
        name: stamp for name, stamp in stood.items() if re.match(r"(nl|en)/pagefind/(now|2023|2025|wasm)", name)
    }
    assert len(untouched) > 40
    assert {name: stamp for name, stamp in stamps(out).items() if name in untouched} == untouched


def test_a_call_that_closes_moves_to_the_latest_of_what_is_over(root: Path, out: Path, indexed: list[str]) -> None:
    before = folders(out)
    edit(root, "k2027-0", "2027-03-15", "2025-12-15")
    built(root, out)
    assert differing(out, before) == in_both("now", "2025")
    assert sorted(indexed) == ["en-x-2025", "en-x-now", "nl-x-2025", "nl-x-now"]
    assert shards_in(out, "nl")[1].slugs[0] == "k2027-0"


def test_time_alone_moves_a_call(root: Path, out: Path, indexed: list[str]) -> None:
    before = folders(out)
    built(root, out, LATER)  # by then the deadline of “goed” has passed
    assert differing(out, before) == in_both("now", "2025")
    assert shards_in(out, "nl")[1].slugs[0] == "goed"
    assert len(indexed) == 4


def test_nothing_is_indexed_when_nothing_that_is_searched_has_changed(
    root: Path, out: Path, indexed: list[str]
) -> None:
    before = stamps(out)
    design = Path(shutil.copytree(Path(__file__).parent.parent / "templates" / "parts", root / "templates" / "parts"))
    row = design / "call-row.html"
    row.write_text(row.read_text(encoding="utf-8").replace("<h", "<!-- another look --><h", 1), encoding="utf-8")
    edit(root, "k2024-3", "fund: luchtkasteel", "fund: luchtkasteel  # a remark")
    written = built(root, out)
    assert written.changed > 0
    assert indexed == []
    index = {name: stamp for name, stamp in before.items() if "/pagefind/" in name and (out / name).is_file()}
    assert {name: stamp for name, stamp in stamps(out).items() if name in index} == index


def test_a_shard_of_which_a_file_is_gone_is_made_again(root: Path, out: Path, indexed: list[str]) -> None:
    good = files(out)
    (shards_in(out, "nl")[2].folder / "calls.js").unlink()
    next((shards_in(out, "en")[0].folder / "index").iterdir()).write_bytes(b"harm")
    built(root, out)
    assert sorted(indexed) == ["en-x-now", "nl-x-2024"]
    assert files(out) == good


def test_another_folder_gets_the_same_index(root: Path, out: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "other")
    assert files(tmp_path / "other") == files(out)


def test_calls_that_are_gone_leave_no_trace(root: Path, out: Path, tmp_path: Path) -> None:
    for path in (root / "content" / "calls").glob("k202[34]-*.md"):
        path.unlink()
    built(root, out)
    assert [shard.name for shard in shards_in(out, "nl")] == ["now", "2025"]
    site.build(root, tmp_path / "cold", NOW, cache=None)
    assert files(out) == files(tmp_path / "cold")
    with sqlite3.connect(root / site.CACHE / FILE) as ledger:
        kept = [bytes(key).decode() for (key,) in ledger.execute("SELECT key FROM search")]
    assert not [key for key in kept if "2023" in key or "2024" in key]


def test_a_catalogue_without_calls_has_no_index(root: Path, out: Path) -> None:
    for path in (root / "content" / "calls").glob("*.md"):
        path.unlink()
    built(root, out)
    assert [name for name in files(out) if "pagefind" in name] == []


def test_a_search_that_failed_is_made_up_for(root: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, "k2024-3", "Molens", "Windmolens")

    def broken(*_: object) -> None:
        raise SearchFailed("out of luck")

    with monkeypatch.context() as patched:
        patched.setattr("oproep.outputs.search.index", broken)
        with pytest.raises(SearchFailed):
            built(root, out)
    assert "Windmolens" not in (out / "nl" / "oproepen" / "k2024-3.html").read_text(encoding="utf-8")
    built(root, out)
    site.build(root, out.with_name("cold"), NOW, cache=None)
    assert files(out) == files(out.with_name("cold"))
