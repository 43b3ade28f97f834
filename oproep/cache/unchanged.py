"""Whether there is anything to build at all: asked before the program is loaded, which takes longer than to ask.

Nothing has to be done when every file that shapes the site stands as it stood when it was built last, the time has
turned nothing since, and every file that was published stands as it was published.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from oproep.cache.ledger import FILE, Ledger
from oproep.cache.packing import Damaged, pack, unpack
from oproep.cache.program import PACKAGE, places_of_libraries
from oproep.cache.stamps import GRAIN

CACHE = Path(".cache", "build")  # below the root of a catalogue
OUTPUTS = ("data", "pages", "search")
LISTED = (".oproep", "files.txt")  # what the writer keeps beside what it publishes


class Summary(NamedTuple):
    """What a build says of itself."""

    calls: int
    languages: int
    pages: int
    files: int


class Request(NamedTuple):
    """What a build was asked for, that changes what it makes."""

    out: str
    base_url: str
    outputs: str
    moment: int  # for which instant it is, where that stands in the data; else 0


def standing(root: Path) -> tuple[str, int]:
    """How every file that shapes the site of a catalogue stands, and the latest change of any (ns since 1970)."""
    found, latest = blake2b(digest_size=16), 0
    design = dict.fromkeys((root.resolve() / "templates", PACKAGE.parent / "templates"))
    for folder in (root.resolve() / "content", *design, PACKAGE):
        for path, stat in below(os.fspath(folder)):
            latest = max(latest, stat.st_mtime_ns, stat.st_ctime_ns)
            found.update(
                f"{path} {stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode(errors="surrogateescape")
            )
    for place in places_of_libraries():
        found.update("\n".join(sorted(os.listdir(place))).encode(errors="surrogateescape"))  # noqa: PTH208 - names alone
    return found.hexdigest(), latest


def below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder, in order; compiled modules aside."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from below(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)


def nothing_to_do(cache: Path, root: Path, request: Request, now: int) -> Summary | None:
    """What the last build made, if another would make the same; None when that is not sure."""
    if not (cache / FILE).exists():
        return None
    ledger = Ledger(cache / FILE)
    try:
        kept = ledger.get("about", name_of("done", request.out))
        published = ledger.get("about", name_of("published", request.out))
        if not kept or not published:
            return None
        stood, asked, since, until, summary = unpack(kept)
        if asked != tuple(request) or not since <= now < until or standing(root)[0] != stood:
            return None
        return Summary(*summary) if all_stand(Path(request.out), unpack(published)) else None
    except (Damaged, OSError, ValueError):
        return None
    finally:
        ledger.close()


def all_stand(out: Path, published: tuple[str, bytes, bytes]) -> bool:
    """Every file stands as it was published, and no more of them are listed as ours."""
    addresses, _, stamps = published
    listed = out.joinpath(*LISTED)
    names = addresses.split("\n") if addresses else []
    if not listed.exists() or sorted(names) != listed.read_text(encoding="utf-8").split("\n")[:-1]:
        return False
    wanted = array("q")
    wanted.frombytes(stamps)
    folder = os.fspath(out)
    for at, name in enumerate(names):
        found = os.lstat(f"{folder}/{name}")
        if (found.st_size, found.st_mtime_ns) != (wanted[at * 2], wanted[at * 2 + 1]):
            return False
    return True


def remember(
    ledger: Ledger, stood: tuple[str, int], taken: int, request: Request, span: tuple[int, int], summary: Summary
) -> None:
    """Keeps that a build is done. Files that changed as it began may change again without a trace: then it does not."""
    key = name_of("done", request.out)
    if stood[1] >= taken - GRAIN:
        ledger.drop("about", [key])
    else:
        ledger.put("about", [(key, pack((stood[0], tuple(request), *span, tuple(summary))))])


def name_of(what: str, out: str | Path) -> bytes:
    """What is kept of a folder that is published into is kept by this."""
    return f"{what} {os.path.realpath(out)}".encode(errors="surrogateescape")


def span_of(turns: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The seconds between which nothing that is shown changes by itself, of those of each call."""
    listed = list(turns)
    return max((since for since, _ in listed), default=0), min((until for _, until in listed), default=2**62)


def asked(out: Path, base_url: str | None, outputs: Iterable[str], now: int) -> Request:
    """A request as it is kept."""
    named = sorted(outputs)
    return Request(os.path.realpath(out), base_url or "", " ".join(named), now if "data" in named else 0)
