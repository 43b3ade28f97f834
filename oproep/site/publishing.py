"""The only writer of what is published: it writes what differs, removes what is gone, and touches nothing else.

All is staged beside the old edition first; a failure until then leaves no trace. Then new files move in, then
changed ones, then old ones go, so that at no moment a page links to what is not there. A build killed in between
leaves a list of both editions, from which the next one heals.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from oproep.cache.stamps import content_of
from oproep.outputs.artefact import Artefact
from oproep.site.places import LIST, OURS, STAGE, alone, claim, guard, move_all, read_list, remove_empty, write_list
from oproep.site.published import NO_KEY, Files, Published, Stand

LACKING, NEW, CHANGED, SAME = range(4)  # how far a file is


@dataclass(frozen=True, kw_only=True)
class Written:
    """What publishing did; `record` is the sum of what is kept of how every file stands now."""

    added: int
    changed: int
    same: int
    removed: int
    record: bytes = b""

    @property
    def files(self) -> int:
        """How many files are published now."""
        return self.added + self.changed + self.same


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made: whether it is new, and how it stands (size, changed in ns)."""

    address: str
    key: bytes
    state: int  # NEW, CHANGED or SAME
    size: int
    changed: int


class Publishing:
    """One edition on its way into a folder."""

    def __init__(self, out: Path, published: Published, *, stands: bool = False) -> None:
        self.out, self.published, self.stands = out, published, stands
        self.stage, self.listed = out / OURS / STAGE, out / OURS / LIST
        self.fresh = not out.exists()
        self.files = Files()  # that are in place, or will be
        self.states = bytearray()  # of each of these, in the same order
        self.rest = False  # all other files stay too
        self.written: Written | None = None  # once all is in its place

    def begin(self) -> None:
        """Makes room for what is staged."""
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage.mkdir(parents=True)

    @property
    def before(self) -> Files:
        """What was published last."""
        return self.published.files

    @property
    def made(self) -> AbstractSet[str]:
        """The outputs that were made and stand there."""
        return self.published.editions.keys()

    def keep_rest(self) -> None:
        """Notes that whatever is not made anew stays as it was published; all of it was seen to stand."""
        self.rest = True

    def keep(self, addresses: Iterable[str]) -> bool:
        """Notes that these are to stay as they were published; False when one stands otherwise, and then of none."""
        before, found = self.before, list(addresses)
        if not self.stands and not all(self.stands_as(address, before[address]) for address in found):
            return False
        self.leave(found)
        return True

    def stands_as(self, address: str, was: Stand) -> bool:
        """A file has the size and the time that it had."""
        try:
            found = os.lstat(f"{self.out}{os.sep}{address}")
        except OSError:
            return False
        return found.st_size == was[1] and found.st_mtime_ns == was[2]

    def leave(self, addresses: Iterable[str]) -> None:
        """Leaves these for later, however they stand."""
        for address in addresses:
            self.note(address, self.before[address], SAME)

    def note(self, address: str, stand: Stand, state: int) -> None:
        """Notes a file of this edition."""
        self.files.add(address, stand)
        self.states.append(state)

    def lacks(self, address: str, key: bytes) -> bool:
        """The file is not there as it must be; it is to be made, and then taken. Each address comes here once."""
        guard(address)
        if address in self.files:
            raise ValueError(f"{address!r} is written twice")
        was = self.before.get(address)
        there = was is not None and was[0] == key and self.stands_as(address, was)
        self.note(address, was if was and there else (NO_KEY, 0, 0), SAME if there else LACKING)
        return not there

    def take(self, made: Made) -> None:
        """Notes a file that was made."""
        at = self.files.set(made.address, (made.key, made.size, made.changed))
        self.states[at] = made.state

    def now_in(self, state: int) -> Iterator[str]:
        """The addresses of the files that are new, or changed, or the same."""
        return (address for address, found in zip(self.files, self.states, strict=True) if found == state)

    def offer(self, artefact: Artefact) -> None:
        """Makes a file if it is not there as it must be."""
        if self.lacks(artefact.address, artefact.key):
            self.take(make(self.out, artefact))

    @property
    def done(self) -> Written:
        """What publishing did."""
        if self.written is None:
            raise ValueError("it is not published yet")
        return self.written

    def give_up(self) -> None:
        """Leaves the folder as it was."""
        shutil.rmtree(self.stage if self.listed.exists() else self.out / OURS, ignore_errors=True)
        if self.fresh:
            self.out.rmdir()

    def forget_what_lacks(self) -> None:
        """Forgets what was to be made and never was: others were made in its place."""
        if LACKING in self.states:
            every = list(zip(self.files.items(), self.states, strict=True))
            self.files, self.states = Files(), bytearray()
            for (address, stand), state in every:
                if state != LACKING:
                    self.note(address, stand, state)

    def now(self, editions: Mapping[str, bytes]) -> Published:
        """How everything stands once all is in its place, made of these editions."""
        return self.published.but(self.files, editions) if self.rest else Published.of(self.files, editions)

    def finish(self) -> None:
        """Moves everything into its place."""
        if self.rest:
            self.finish_changed()
        else:
            self.finish_all()

    def finish_changed(self) -> None:
        """Moves in what changed; no address is new, and none is gone."""
        move_all(self.stage, self.out, self.now_in(CHANGED))
        shutil.rmtree(self.stage, ignore_errors=True)
        changed = self.states.count(CHANGED)
        self.written = Written(added=0, changed=changed, same=len(self.published.places) - changed, removed=0)

    def finish_all(self) -> None:
        """Moves in what is new or changed, then takes away what is gone."""
        self.forget_what_lacks()
        before = read_list(self.listed)
        gone = sorted(before.difference(self.files.places))
        if not before.issuperset(self.files.places):
            write_list(self.listed, chain(self.files, gone))
        move_all(self.stage, self.out, self.now_in(NEW))
        move_all(self.stage, self.out, self.now_in(CHANGED))
        for address in gone:
            if (self.out / address).is_file():  # it may be a folder of the new edition by now
                (self.out / address).unlink()
            remove_empty(self.out, (self.out / address).parent)
        if gone:
            write_list(self.listed, self.files)
        shutil.rmtree(self.stage, ignore_errors=True)
        new, changed, same = map(self.states.count, (NEW, CHANGED, SAME))
        self.written = Written(added=new, changed=changed, same=same, removed=len(gone))


def make(out: Path, artefact: Artefact) -> Made:
    """Makes a file and stages it, unless it stands there already, to the byte."""
    target, staged = out / artefact.address, f"{out}/{OURS}/{STAGE}/{artefact.address}"
    parts = artefact.make()
    try:
        before = target.stat()
    except OSError:
        before = None
    there = before is not None and stat.S_ISREG(before.st_mode)
    if isinstance(parts, list) and len(parts) == 1:
        if before and there and before.st_size == len(parts[0]) and content_of(target) == parts[0]:
            return Made(artefact.address, artefact.key, SAME, before.st_size, before.st_mtime_ns)
        return written(staged, parts, artefact, CHANGED if there else NEW)
    made = written(staged, parts, artefact, CHANGED if there else NEW)
    if before and there and filecmp.cmp(target, staged, shallow=False):
        Path(staged).unlink()
        return Made(artefact.address, artefact.key, SAME, before.st_size, before.st_mtime_ns)
    return made


def written(path: str, parts: Iterable[bytes], artefact: Artefact, state: int) -> Made:
    """Writes a file, in as few steps as there are."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, flags, 0o666)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, flags, 0o666)
    try:
        for part in parts:
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(file, rest) :]
        found = os.fstat(file)
    finally:
        os.close(file)
    return Made(artefact.address, artefact.key, state, found.st_size, found.st_mtime_ns)


@contextmanager
def publishing_into(out: Path, published: Published, *, stands: bool = False) -> Iterator[Publishing]:
    """An edition on its way into a folder that nobody else publishes into meanwhile; in its place when this is left.

    `stands`: all that was published was seen to stand as it was.
    Raises NotOurs, BlockingIOError, and what is raised within; then nothing has changed.
    """
    claim(out)
    with alone(out):
        publishing = Publishing(out, published, stands=stands)
        publishing.begin()
        try:
            yield publishing
        except BaseException:
            publishing.give_up()
            raise
        publishing.finish()


def publish(artefacts: Iterable[Artefact], out: Path) -> Written:
    """Publishes these files and no others."""
    with publishing_into(out, Published()) as publishing:
        for artefact in artefacts:
            publishing.offer(artefact)
    return publishing.done
