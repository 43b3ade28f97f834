"""The entries of all calls, kept from one build to the next: one is made anew when what it is made of has changed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from oproep.cache.packing import Damaged, digest, pack, unpack
from oproep.cache.program import files_below
from oproep.catalogue.brief import Brief
from oproep.outputs.search_entry import Entry, entry_of
from oproep.rendering.edition import Edition

SHELF = "search"
INDEX = b"entries"
WIDTH = 16  # bytes of a digest


@dataclass(frozen=True)
class Known:
    """What a build knows of entries: of each call its key, and the digests of its entries, one for every language."""

    languages: tuple[str, ...] = ()
    keys: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """Entries of some calls, ready to be kept."""

    digests: dict[str, bytes]
    rows: list[tuple[bytes, bytes]]


@dataclass
class Entries:
    """The entries of an edition."""

    edition: Edition

    @cached_property
    def version(self) -> bytes:
        """Changes with what shapes an entry beside its content: program, words, settings; not with the templates."""
        design = self.edition.design
        words = (part for folder in design.folders for part in files_below(folder / "words"))
        return digest(design.reading, design.prose, repr(self.edition.catalogue.settings).encode(), *words)

    def key(self, brief: Brief) -> bytes:
        """Changes with the files of a call, with what else is shown of it, and with the time."""
        return digest(self.version, brief.own, brief.uses, brief.since.to_bytes(8, "big", signed=True))

    @cached_property
    def before(self) -> Known:
        """What the last build knew. Raises Damaged."""
        kept = self.edition.ledger.get(SHELF, INDEX)
        if not kept:
            return Known()
        languages, slugs, keys, digests = unpack(kept)
        names = slugs.split("\n") if slugs else []
        return Known(languages, parts(names, keys, WIDTH), parts(names, digests, WIDTH * len(languages)))

    @cached_property
    def now(self) -> Known:
        """What this build knows: the keys, and the digests of entries that are what they were; then those of others."""
        languages, before = tuple(self.edition.tongues), self.before
        keys = {slug: self.key(brief) for slug, brief in self.edition.catalogue.briefs.items()}
        known = before.keys if before.languages == languages else {}
        same = {slug: before.digests[slug] for slug, key in keys.items() if known.get(slug) == key}
        return Known(languages, keys, same)

    def stale(self) -> list[str]:
        """The calls whose entries are to be made."""
        return [slug for slug in self.now.keys if slug not in self.now.digests]

    def make(self, slugs: Sequence[str]) -> Made:
        """The entries of these calls in every language."""
        made = Made({}, [])
        with self.edition.ledger.reading():
            for slug in slugs:
                call, digests = self.edition.catalogue.calls[slug], b""
                for language in self.edition.tongues:
                    entry = entry_of(self.edition, call, language).packed()
                    digests += digest(entry)
                    made.rows.append((row_key(language, slug), zlib.compress(entry, 1)))
                made.digests[slug] = digests
        return made

    def keep(self, made: Made) -> None:
        """Keeps entries that were made."""
        self.now.digests.update(made.digests)
        with self.edition.ledger.at_once():
            self.edition.ledger.put(SHELF, made.rows)

    def keep_all(self) -> None:
        """Keeps for the next build what this one knows, when all entries are there."""
        before, now, ledger = self.before, self.now, self.edition.ledger
        if before == now:
            return
        gone = (
            row_key(language, slug) for slug in before.keys.keys() - now.keys.keys() for language in before.languages
        )
        digests = (now.digests[slug] for slug in now.keys)
        packed = pack((now.languages, "\n".join(now.keys), b"".join(now.keys.values()), b"".join(digests)))
        with ledger.at_once():
            ledger.drop(SHELF, gone)
            ledger.put(SHELF, [(INDEX, packed)])

    def digest(self, language: str, slug: str) -> bytes:
        """Changes with the entry of a call."""
        at = list(self.edition.tongues).index(language) * WIDTH
        return self.now.digests[slug][at : at + WIDTH]

    def get(self, language: str, slug: str) -> Entry:
        """The entry of a call. Raises Damaged."""
        kept = self.edition.ledger.get(SHELF, row_key(language, slug))
        try:
            entry = zlib.decompress(kept or b"")
        except zlib.error as error:
            raise Damaged(f"the entry of {slug} is not in the cache") from error
        if digest(entry) != self.digest(language, slug):
            raise Damaged(f"the entry of {slug} in the cache is another")
        return Entry.unpacked(entry)


def row_key(language: str, slug: str) -> bytes:
    """What the entry of a call is kept by."""
    return f"{language} {slug}".encode()


def parts(names: Sequence[str], data: bytes, width: int) -> dict[str, bytes]:
    """Digests of so many bytes by the names that they belong to."""
    return {name: data[at * width : (at + 1) * width] for at, name in enumerate(names)}
