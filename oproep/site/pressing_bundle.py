"""What is published becomes the bundle: what has not changed since the last one is taken over as it was compressed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from oproep.cache.packing import digest, pack, unpack
from oproep.cache.stamps import content_of
from oproep.cache.unchanged import name_of
from oproep.outputs.artefact import Artefact
from oproep.outputs.bundle import ABOUT, README, SUMS, about, is_inside, readme
from oproep.outputs.zip_file import Member, Packed, Zip, packed
from oproep.rendering.address import bundle_name
from oproep.rendering.edition import Edition
from oproep.site.publishing import Publishing, make

FORM = b"1"  # changes with what this module writes


class Known(NamedTuple):
    """What is known of a file in the bundle: its key, its SHA-256, and where it stands there."""

    key: bytes
    sha: bytes
    member: Member


@dataclass
class Bundling:
    """The bundle of an edition whose files are staged or stand already."""

    edition: Edition
    publishing: Publishing
    watch: Callable[[], None]

    def make(self) -> None:
        """Makes it, and what says how large it is, where they are not as they must be."""
        catalogue, publishing = self.edition.catalogue, self.publishing
        name = bundle_name(catalogue.settings, self.edition.tongues)
        inside = sorted(address for address in publishing.files if is_inside(address, name))
        keys = (part for address in inside for part in (address.encode(), publishing.files[address][0]))
        own = {ABOUT: about(self.edition), README: readme(self.edition, len(inside) + 2)}
        key = digest(FORM, *keys, *own.values(), name.encode())
        if publishing.lacks(name, key):
            publishing.take(make(publishing.out, Artefact(name, key, lambda: self.parts(name, inside, own))))
        told = about(self.edition, name, publishing.files[name][1])
        publishing.offer(Artefact(ABOUT, digest(told), lambda: [told]))

    def parts(self, name: str, inside: Iterable[str], own: dict[str, bytes]) -> Iterator[bytes]:
        """The bundle, part by part; everything in a folder that is called as it is."""
        before, now, folder = self.before(name), dict[str, tuple[bytes, bytes]](), name.removesuffix(".zip")
        made = Zip()
        with (self.publishing.out / name).open("rb") if before else nullcontext() as old:
            for address in inside:
                self.watch()
                key = self.publishing.files[address][0]
                known = before.get(address)
                if known and old and known.key == key:
                    sha, content = known.sha, taken(old, known.member)
                else:
                    data = content_of(self.path(address))
                    sha, content = hashlib.sha256(data).digest(), packed(data)
                now[address] = (key, sha)
                yield from made.add(f"{folder}/{address}", content)
        sums = {address: sha for address, (_, sha) in now.items()}
        sums |= {address: hashlib.sha256(data).digest() for address, data in own.items()}
        own = {**own, SUMS: "".join(f"{sha.hex()}  {address}\n" for address, sha in sorted(sums.items())).encode()}
        for address, data in sorted(own.items()):
            yield from made.add(f"{folder}/{address}", packed(data))
        yield from made.end()
        members = {address: (*found, *made.members[f"{folder}/{address}"]) for address, found in now.items()}
        self.edition.ledger.put("about", [(name_of("bundle", self.publishing.out), pack(members))])

    def before(self, name: str) -> dict[str, Known]:
        """What stands in the bundle that was published last, if it stands as it was."""
        publishing, was = self.publishing, self.publishing.before.get(name)
        kept = self.edition.ledger.get("about", name_of("bundle", publishing.out))
        try:
            found = (publishing.out / name).lstat()
        except OSError:
            return {}
        if not kept or not was or (found.st_size, found.st_mtime_ns) != was[1:]:
            return {}
        return {address: Known(key, sha, Member(*rest)) for address, (key, sha, *rest) in unpack(kept).items()}

    def path(self, address: str) -> Path:
        """Where a file is read: where it was staged, else where it stands."""
        staged = self.publishing.stage / address
        return staged if staged.exists() else self.publishing.out / address


def taken(old: BinaryIO, member: Member) -> Packed:
    """The content of a file as it stands in a bundle."""
    old.seek(member.offset)
    return Packed(member.crc, member.size, member.method, old.read(member.length))
