"""A search index as it was published, read back."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any


@dataclass(frozen=True)
class BuiltShard:
    """A shard: its name, its folder, whether it is asked late, and its calls."""

    name: str
    folder: Path
    is_late: bool
    calls: dict[str, Any]  # what calls.js hands over
    codes: list[str]
    shown: list[tuple[str, str, dict[str, str]]]  # address, title, what else is shown of it
    page_count: int  # as Pagefind says

    @property
    def slugs(self) -> list[str]:
        """The calls in their order."""
        return [PurePosixPath(address).stem for address, _, _ in self.shown]

    def labels(self, row: int) -> set[str]:
        """What a call can be chosen by."""
        return {self.calls["labels"][number] for number in self.calls["rows"][row][1]}


def handed_over(script: bytes) -> Any:
    """What a script hands to the search page."""
    text = script.decode("ascii")
    assert text.startswith("oproep.handOver(")
    assert text.endswith(");\n")
    return json.loads(text.removeprefix("oproep.handOver(").removesuffix(");\n"))


def indexed(path: Path) -> Any:
    """What Pagefind wrote as JSON, which a script hands over in base64."""
    return json.loads(b64decode(handed_over(path.read_bytes())))


def shards_in(out: Path, language: str) -> list[BuiltShard]:
    """The shards of a language, in the order in which they are asked; each is checked to be of one piece."""
    index = out / language / "pagefind"
    if not (index / "shards.js").exists():
        return []
    found = []
    for folder, code, is_late in handed_over((index / "shards.js").read_bytes()):
        here = index / folder
        packs = sorted((here / "shown").glob("*.js"), key=lambda path: int(path.stem))
        about = indexed(here / "pagefind-entry.json.js")["languages"]
        assert list(about) == [code]
        shard = BuiltShard(
            name=code.partition("-x-")[2],
            folder=here,
            is_late=is_late,
            calls=handed_over((here / "calls.js").read_bytes()),
            codes=handed_over((here / "codes.js").read_bytes()),
            shown=[tuple(each) for path in packs for each in handed_over(path.read_bytes())],
            page_count=about[code]["page_count"],
        )
        assert len(shard.calls["rows"]) == len(shard.codes) == len(shard.shown) == shard.page_count
        found.append(shard)
    folders = {path for path in index.iterdir() if path.is_dir() and path.name != "index"}
    assert folders == {shard.folder for shard in found}, "nothing else is left of earlier builds"
    return found
