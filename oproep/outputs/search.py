"""The calls of the edition go out as a search index: for every language a program, and shards that it asks.

    nl/pagefind/  pagefind.js, wasm.nl.pagefind.js and an empty index: the program, the same as long as Pagefind is
                  shards.js       which shards there are
                  vocabulary.js   the words of all of them
                  now-3f0a91c2d4/ a shard: its index as Pagefind made it, and what the page must know of its calls

All are scripts, which a browser loads from a disk as well. A shard stands in a folder that is named by what is in it,
so that it is loaded whole or not at all, and never twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from oproep.cache.packing import digest, pack, unpack
from oproep.outputs.artefact import Artefact
from oproep.outputs.pagefind import Indexed, index
from oproep.outputs.pagefind_scripts import as_scripts
from oproep.outputs.pagefind_service import nothing
from oproep.outputs.search_calls import handed_over, scripts
from oproep.outputs.search_entries import SHELF, Entries
from oproep.outputs.search_entry import BEGINNING
from oproep.outputs.search_shards import Shard, divided
from oproep.outputs.search_vocabulary import counted, most_used
from oproep.rendering.edition import Edition

KEPT = b"files"
PROGRAM = Shard("program", late=False, slugs=())
UNFOUND = Indexed("index.html", "0", "0")  # Pagefind makes no index without a page; the search page leaves this one out


class Part(NamedTuple):
    """What is made of an index at once: a shard of one language, or the program."""

    language: str
    shard: Shard
    catalogue: str  # what this one is called among those that are searched together, or nothing

    @property
    def code(self) -> str:
        """What Pagefind takes for the language, and what it finds begins with: so that tells the shard."""
        if self.shard is PROGRAM:
            return self.language
        return f"{self.language}-x-{'-'.join(filter(None, (self.catalogue, self.shard.name)))}"


class Kept(NamedTuple):
    """What was made of a part: from what, the folder that it stands in, and the address and key of every file."""

    key: bytes
    folder: str
    files: tuple[tuple[str, bytes], ...]


class Made(NamedTuple):
    """A part that has just been made, and the words that its texts use most."""

    part: Part
    kept: Kept
    artefacts: list[Artefact]
    words: list[tuple[str, int]]


@dataclass
class SearchIndex:
    """The index of an edition, in parts that are made when what they are made of has changed.

    Its entries are to be there before any part of it is asked for. Raises SearchFailed, or Damaged.
    """

    edition: Edition
    entries: Entries
    watch: Callable[[], None] = nothing  # called all the while that a part is made; it may raise, to cut that short

    @cached_property
    def before(self) -> Mapping[str, Kept]:
        """What the last build made, by code."""
        kept = self.edition.ledger.get(SHELF, KEPT)
        return {code: Kept(*found) for code, found in unpack(kept).items()} if kept else {}

    @cached_property
    def now(self) -> dict[str, Kept]:
        """What there is by now, by code: at first what is still as it must be."""
        return {
            part.code: kept
            for part in self.parts
            if (kept := self.before.get(part.code)) and kept.key == self.key(part)
        }

    @cached_property
    def shards(self) -> list[Shard]:
        """The shards, the same in every language."""
        return divided(self.edition.catalogue.briefs.values())

    @cached_property
    def parts(self) -> list[Part]:
        """Everything that is to be there, the largest first, so that the last ones made side by side end together."""
        shards = sorted(self.shards, key=lambda shard: -len(shard.slugs))
        return (
            [self.part(language, shard) for shard in (*shards, PROGRAM) for language in self.edition.tongues]
            if shards
            else []
        )

    def part(self, language: str, shard: Shard) -> Part:
        """A shard in a language."""
        return Part(language, shard, self.edition.catalogue.settings.part or "")

    def key(self, part: Part) -> bytes:
        """Changes with all that a part is made of."""
        digests = (self.entries.digest(part.language, slug) for slug in part.shard.slugs)
        return digest(self.edition.design.reading, part.code.encode(), *digests)

    def make(self, part: Part) -> Made:
        """Makes a part."""
        entries = [self.entries.get(part.language, slug) for slug in part.shard.slugs]
        if part.shard is PROGRAM:
            bundle = index([UNFOUND], part.code, self.watch)
            files, folder = as_scripts(bundle.words | bundle.program), ""
        else:
            pages = [Indexed(entry.address, entry.title, entry.text) for entry in entries]
            bundle = index(pages, part.code, self.watch)
            files = as_scripts(bundle.words) | dict(scripts(entries))
            content = digest(*(each for name in sorted(files) for each in (name.encode(), files[name])))
            folder = f"{part.shard.name}-{content.hex()[:10]}/"
        words = counted(f"{entry.title} {entry.text[:BEGINNING]}" for entry in entries)
        above = folder_of(part.language) + folder
        artefacts = [file(above + name, data) for name, data in sorted(files.items())]
        kept = Kept(self.key(part), folder, tuple((each.address, each.key) for each in artefacts))
        return Made(part, kept, artefacts, sorted(words.items()))

    def keep(self, made: Made) -> None:
        """Keeps what was made of a part."""
        self.now[made.part.code] = made.kept
        self.edition.ledger.put(SHELF, [(words_key(made.part.code), pack(made.words))])

    def keep_all(self) -> None:
        """Keeps for the next build what there is of all parts."""
        if self.now == self.before:
            return
        ledger = self.edition.ledger
        with ledger.at_once():
            ledger.drop(SHELF, (words_key(code) for code in self.before.keys() - self.now.keys()))
            ledger.put(SHELF, [(KEPT, pack({code: tuple(kept) for code, kept in self.now.items()}))])

    def rest(self) -> Iterator[Artefact]:
        """What stands for all shards of a language together, when these are made."""
        if not self.shards:
            return
        for language in self.edition.tongues:
            above = folder_of(language)
            parts = [self.part(language, shard) for shard in self.shards]
            listed = [[self.now[part.code].folder, part.code, part.shard.late] for part in parts]
            yield file(f"{above}shards.js", handed_over(listed))
            key = digest(*(self.now[part.code].key for part in parts))
            yield Artefact(f"{above}vocabulary.js", key, partial(self.vocabulary, parts))

    def vocabulary(self, parts: list[Part]) -> list[bytes]:
        """The words of all shards of a language."""
        counts: dict[str, int] = {}
        for part in parts:
            kept = self.edition.ledger.get(SHELF, words_key(part.code))
            for word, count in unpack(kept or b""):
                counts[word] = counts.get(word, 0) + count
        return [handed_over(" ".join(most_used(counts)))]


def folder_of(language: str) -> str:
    """Where the index of a language stands, counted from the top of the site."""
    return f"{language}/pagefind/"


def words_key(code: str) -> bytes:
    """What the words of a part are kept by."""
    return f"words {code}".encode()


def file(address: str, content: bytes) -> Artefact:
    """A file whose content is known."""
    return Artefact(address, digest(content), partial(list, [content]))
