"""The cache of a catalogue: one file of shelves, each a mapping from bytes to bytes.

It is SQLite's, since it must survive a process that is killed half-way, be read by several processes at once, and
grow without being read as a whole. What is put there is visible to others once it is committed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from oproep.cache.packing import Damaged
from oproep.cache.program import version_of_program

FILE = "oproep-cache.sqlite"
SHELF = "CREATE TABLE IF NOT EXISTS {} (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
SHELVES = ("about", "sources", "prose", "pieces", "problems", "known", "templates", "search")
READ_BEFORE = frozenset({"sources", "prose"})  # of these a build reads only what an earlier one has put there
MAKER = "about", b"program"  # where it says which version of the program made it
OF_THE_FILE = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL"
OF_A_CONNECTION = "PRAGMA synchronous=OFF; PRAGMA cache_size=-4000; PRAGMA wal_autocheckpoint=8192"

OPEN: WeakSet[Ledger] = WeakSet()
INHERITED: list[sqlite3.Connection | None] = []  # never closed here: that would take the locks of the other process


def leave_to_parent() -> None:
    """A fork does not touch what its parent has open."""
    for ledger in OPEN:
        ledger.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=leave_to_parent)


class Ledger:
    """The shelves. Every process that uses it connects for itself. Raises Damaged where SQLite finds it so."""

    def __init__(self, path: Path, under: Path | None = None) -> None:
        self.path, self.under = path, under  # what is not on a shelf may be on that of the one under it
        self.fresh = False  # nothing was in it when it was opened
        self._connection: sqlite3.Connection | None = None
        OPEN.add(self)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this process; one that was made before a fork is left to its maker."""
        if self._connection is None:
            with damage_told():
                self._connection = sqlite3.connect(
                    self.path.absolute().as_uri(), timeout=60, isolation_level=None, check_same_thread=False, uri=True
                )
                self._connection.executescript(OF_A_CONNECTION)
                if self.under:
                    self._connection.execute("ATTACH ? AS under", (f"file:{self.under.as_posix()}?immutable=1",))
        return self._connection

    def prepare(self) -> None:
        """Makes the shelves where there are none yet; raises Damaged when another program made them."""
        with damage_told():
            self.connection.executescript(OF_THE_FILE)
            (shelves,) = self.connection.execute("SELECT count(*) FROM main.sqlite_master").fetchone()
            if shelves:
                found = self.connection.execute(f"SELECT value FROM {MAKER[0]} WHERE key=?", MAKER[1:]).fetchone()  # noqa: S608
                if not found or found[0] != version_of_program():
                    raise Damaged("the cache is of another version of the program")
                return
            self.fresh = not self.under
            for shelf in SHELVES:
                self.connection.execute(SHELF.format(shelf))
        self.put(MAKER[0], [(MAKER[1], version_of_program())])

    def get(self, shelf: str, key: bytes) -> bytes | None:
        """The value of a key."""
        if self.fresh and shelf in READ_BEFORE:
            return None
        found = self.asked(f"SELECT value FROM {shelf} WHERE key=?", key)  # noqa: S608 - one of SHELVES
        if found is None and self.under:
            found = self.asked(f"SELECT value FROM under.{shelf} WHERE key=?", key)  # noqa: S608
        return found or None

    def asked(self, question: str, key: bytes) -> bytes | None:
        """What one shelf answers."""
        with damage_told():
            found = self.connection.execute(question, (key,)).fetchone()
        return bytes(found[0]) if found else None

    def put(self, shelf: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Puts values, each in place of what its key had."""
        with damage_told():
            self.connection.executemany(f"INSERT OR REPLACE INTO {shelf} VALUES (?, ?)", rows)  # noqa: S608

    def drop(self, shelf: str, keys: Iterable[bytes]) -> None:
        """Removes keys that may or may not be there."""
        if self.under:  # an empty value hides the one under it
            self.put(shelf, ((key, b"") for key in keys))
            return
        with damage_told():
            self.connection.executemany(f"DELETE FROM {shelf} WHERE key=?", ((key,) for key in keys))  # noqa: S608

    def rows(self, shelf: str) -> Iterator[tuple[bytes, bytes]]:
        """Every key with its value."""
        seen = set()
        with damage_told():
            for key, value in self.connection.execute(f"SELECT key, value FROM {shelf}"):  # noqa: S608
                seen.add(key)
                if value:
                    yield key, value
            if self.under:
                for key, value in self.connection.execute(f"SELECT key, value FROM under.{shelf}"):  # noqa: S608
                    if key not in seen and value:
                        yield key, value

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read within is read of one state, and in less time: SQLite takes its locks once."""
        if self.connection.in_transaction:
            yield
            return
        with self.at_once():
            yield

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is put within is there as a whole, or not at all."""
        with damage_told():
            self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        with damage_told():
            self.connection.execute("COMMIT")

    def close(self) -> None:
        """Ends the connection of this process."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def forget(self) -> None:
        """Leaves the connection to the process that this one is a fork of."""
        INHERITED.append(self._connection)
        self._connection = None


@contextmanager
def damage_told() -> Iterator[None]:
    """SQLite's word for a file that is none of its own, or no longer whole, is Damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_IOERR,
        ):
            raise OSError(f"The cache cannot be used at the moment: {error}.") from error
        raise Damaged(f"the cache cannot be read: {error}") from error


def remove(path: Path) -> None:
    """Deletes a cache and what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        with suppress(FileNotFoundError):
            (path.parent / name).unlink()


@contextmanager
def kept_at(folder: Path, under: Path | None = None) -> Iterator[Ledger]:
    """The cache in this folder; one that is damaged is made anew.

    It sees what the one in the folder `under` holds, unless somebody writes there, and leaves that as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / FILE, under / FILE if under and of_use(under) else None)
    try:
        ledger.prepare()
    except Damaged:
        ledger.close()
        remove(ledger.path)
        ledger.prepare()
    try:
        yield ledger
    finally:
        ledger.close()


def of_use(folder: Path) -> bool:
    """The cache in this folder was made by this program, and nobody writes into it."""
    if not (folder / FILE).exists() or (folder / f"{FILE}-wal").exists():
        return False
    ledger = Ledger(folder / FILE)
    try:
        return ledger.get(*MAKER) == version_of_program()
    except Damaged:
        return False
    finally:
        ledger.close()


@contextmanager
def for_once(under: Path | None = None) -> Iterator[Ledger]:
    """A cache that is gone afterwards: a large catalogue does not fit into memory."""
    import tempfile  # a build that has nothing to do would wait for it

    with tempfile.TemporaryDirectory(prefix="oproep-") as folder, kept_at(Path(folder), under) as ledger:
        yield ledger
