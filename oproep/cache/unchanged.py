"""Whether there is anything to build at all: asked before the program is loaded, which takes longer than to ask.

Nothing has to be done when every file that shapes the site stands as it stood when it was built last, the time has
turned nothing since, and every file that was published stands as it was published.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from oproep.cache.beside import both
from oproep.cache.large import get_large, sum_of_large
from oproep.cache.ledger import FILE, Ledger
from oproep.cache.packing import Damaged, pack, unpack
from oproep.cache.stamps import GRAIN, moment
from oproep.cache.standing import Standing, standing

CACHE = Path(".cache", "build")  # below the root of a catalogue
OUTPUTS = DATA, PAGES, SEARCH, BUNDLE = "data", "pages", "search", "bundle"
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


class Looked(NamedTuple):
    """How things stand beside what the last build left."""

    seen: Standing
    stands: bytes  # the sum of the record of all published files, when each of them stands as it was published
    done: tuple[bytes, tuple[object, ...], int, int, tuple[int, int, int, int]] | None  # as `remember` kept it


def look_around(root: Path, out: Path) -> Looked | None:
    """Looks at every source and every published file; None when nothing was built, so that nothing can be compared."""
    file = root / CACHE / FILE
    if not file.exists():
        return None
    ledger = Ledger(file)
    try:
        taken = moment(file)
        key = name_of("published", out)
        done = ledger.get("about", name_of("done", out))
        done = unpack(done) if done else None
        published, sum_of_it = get_large(ledger, key), sum_of_large(ledger, key)
    except (Damaged, OSError, ValueError):  # the build will find out, and tell
        return None
    finally:
        ledger.close()
    seen, stands = both(lambda: standing(root, taken), lambda: published is not None and all_stand(out, published))
    return Looked(seen, sum_of_it if stands else b"", done)


def nothing_to_do(looked: Looked, request: Request, now: int) -> Summary | None:
    """What the last build made, if another would make the same; None when that is not sure."""
    if not looked.done or not looked.stands:
        return None
    stood, asked, since, until, summary = looked.done
    same = asked == tuple(request) and since <= now < until and looked.seen.digest == stood
    return Summary(*summary) if same else None


def all_stand(out: Path, published: tuple[str, bytes, bytes, object]) -> bool:
    """Every file stands as it was published, and no more of them are listed as ours."""
    folder, wanted = os.fspath(out), array("q")
    try:
        addresses, _, stamps, _ = published
        wanted.frombytes(stamps)
        names = addresses.split("\n") if addresses else []
        if set(names) != set(out.joinpath(*LISTED).read_text(encoding="utf-8").split("\n")[:-1]):
            return False
        for name, size, changed in zip(names, wanted[::2], wanted[1::2], strict=True):
            found = os.lstat(f"{folder}/{name}")
            if found.st_size != size or found.st_mtime_ns != changed:
                return False
    except (OSError, ValueError):  # one is not there, or what is listed is none of ours
        return False
    return True


def remember(ledger: Ledger, seen: Standing, request: Request, span: tuple[int, int], summary: Summary) -> None:
    """Keeps that a build is done. Files that changed as it began may change again without a trace: then it does not."""
    key = name_of("done", request.out)
    if seen.latest >= seen.taken - GRAIN:
        ledger.drop("about", [key])
    else:
        ledger.put("about", [(key, pack((seen.digest, tuple(request), *span, tuple(summary))))])


def name_of(what: str, out: str | Path) -> bytes:
    """What is kept of a folder that is published into is kept by this."""
    return f"{what} {os.path.realpath(out)}".encode(errors="surrogateescape")


def asked(out: Path, base_url: str | None, outputs: Iterable[str], now: int) -> Request:
    """A request as it is kept."""
    named = sorted(outputs)
    return Request(os.path.realpath(out), base_url or "", " ".join(named), now if DATA in named else 0)
