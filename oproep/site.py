"""The pipeline, from the folder to the published site, and the only writer of files.

Files become records, records a catalogue, the catalogue an edition, the edition files; nothing is written
before all of it is known to be right, and what is published stays whole until the new edition is.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from oproep.catalogue.catalogue import link
from oproep.catalogue.entry import gather
from oproep.catalogue.rules import check
from oproep.model.problem import Problem, Severity
from oproep.outputs.data import data
from oproep.outputs.pages import pages, statics
from oproep.outputs.search import search
from oproep.outputs.sitemap import sitemap
from oproep.reading.folder import read_content
from oproep.reading.site import read_settings
from oproep.rendering.address import bad_path_words
from oproep.rendering.edition import Edition, lay_out
from oproep.rendering.templates import BrokenTemplate
from oproep.rendering.tongue import Tongue, find_words, read_tongue, words_left_out

Output = Callable[[Edition], Iterator[tuple[str, bytes]]]
Watch = Callable[[Iterator[tuple[str, bytes]], int], Iterable[tuple[str, bytes]]]
OWN_DESIGN = Path(__file__).resolve().parent.parent / "templates"

OURS = ".oproep"  # the folder in what is published that says it is ours, and what of it
LIST = "files.txt"
STAGE = "stage"
KEPT = frozenset({".gitignore", OURS})


class Refused(Exception):
    """There are errors in the content or the design; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problems")


class NotOurs(Exception):
    """The folder to publish into holds something that this program did not put there."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What publishing did."""

    added: int
    changed: int
    same: int
    removed: int

    @property
    def files(self) -> int:
        """How many files are published now."""
        return self.added + self.changed + self.same


def build(
    root: Path,
    out: Path,
    now: datetime,
    base_url: str | None = None,
    *,
    jobs: int = 2,
    watch: Watch = lambda artefacts, _: artefacts,
) -> tuple[Edition, Written]:
    """Builds and publishes; raises Refused, NotOurs, SearchFailed or OSError, and then nothing has changed.

    `jobs`: how many search indexes are made at once. `watch` is handed every file on its way to the disk, and
    how many pages there will be.
    """
    apart_from_sources(root.resolve(), out.resolve())
    edition, problems = prepare(root, now, base_url)
    if edition is None or has_errors(problems):
        raise Refused(problems)
    return edition, publish_edition(edition, out, jobs=jobs, watch=watch)


def publish_edition(
    edition: Edition, out: Path, *, jobs: int = 2, watch: Watch = lambda artefacts, _: artefacts
) -> Written:
    """Makes every file of an edition and publishes them; raises like `build`."""
    outputs: tuple[Output, ...] = (statics, pages, data, sitemap, partial(search, jobs=jobs))
    artefacts = chain.from_iterable(output(edition) for output in outputs)
    try:
        return publish(watch(artefacts, len(edition.pages)), out)
    except BrokenTemplate as error:
        raise Refused([error.problem]) from error


def prepare(root: Path, now: datetime, base_url: str | None = None) -> tuple[Edition | None, list[Problem]]:
    """The edition of the catalogue at `now` (aware), and every problem found on the way; writes nothing."""
    design = design_of(root)
    settings, problems = read_settings(root)
    tongues, found = read_tongues(design, settings.languages if settings else ())
    problems += found
    records, found = read_content(root, frozenset(tongues))
    problems += found
    if settings is None or not tongues:
        return None, sorted(set(problems))
    if base_url:
        settings = dataclasses.replace(settings, url=base_url.rstrip("/") + "/")
    entries, found = gather(records, tongues)
    problems += about_what_was_read(found, problems)
    catalogue = link(entries, settings, tuple(tongues), now)
    problems += about_what_was_read(check(catalogue), problems)
    edition = None
    if not any(problem.code.startswith(("words", "path")) for problem in problems):
        edition = lay_out(catalogue, tongues, design)
        problems += about_what_was_read(edition.problems, problems)
    return edition, sorted(set(problems))


def about_what_was_read(later: Iterable[Problem], earlier: Iterable[Problem]) -> list[Problem]:
    """Without those that only say a record is missing which is there and could not be read."""
    unread = {PurePosixPath(problem.file) for problem in earlier if problem.severity is Severity.ERROR}
    names = {f"content/{path.parent.name}/{path.name}" for path in unread}
    return [problem for problem in later if not any(name in problem.message for name in names)]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Something stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def design_of(root: Path) -> tuple[Path, ...]:
    """The folders of templates, words and static files: the catalogue's own, then those of the program."""
    own = root.resolve() / "templates"
    return (own, OWN_DESIGN) if own.is_dir() and own != OWN_DESIGN else (OWN_DESIGN,)


def first_languages(root: Path) -> tuple[str, ...]:
    """The order of languages that site.toml gives."""
    settings, _ = read_settings(root)
    return settings.languages if settings else ()


def read_tongues(design: tuple[Path, ...], order: tuple[str, ...]) -> tuple[dict[str, Tongue], list[Problem]]:
    """Every language that has a word file, in the order that site.toml gives, then by code."""
    problems: list[Problem] = []
    tongues: dict[str, Tongue] = {}
    files: dict[str, str] = {}
    for code, path in sorted(find_words(folder / "words" for folder in reversed(design)).items()):
        files[code] = f"templates/words/{path.name}"
        tongue, found = read_tongue(path, files[code])
        problems += found
        if tongue:
            tongues[code] = tongue
    problems += words_left_out(tongues, files)
    problems += bad_path_words(tongues) if not problems else []
    ranks = {code: rank for rank, code in enumerate(order)}
    return dict(sorted(tongues.items(), key=lambda item: (ranks.get(item[0], len(ranks)), item[0]))), problems


def publish(artefacts: Iterable[tuple[str, bytes]], out: Path) -> Written:
    """Writes what differs, removes what is no longer there, touches nothing else.

    All is staged beside the old edition first; a failure until then leaves no trace. Then new files move in, then
    changed ones, then old ones go, so that at no moment a page links to what is not there. A build killed in
    between leaves a list of both editions, from which the next one heals.
    """
    claim(out)
    with alone(out):
        return publish_alone(artefacts, out)


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """No other build publishes into the folder meanwhile; raises BlockingIOError when one does.

    The lock is held by the system and ends with the process, however that ends.
    """
    name = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]
    try:
        with FileLock(Path(tempfile.gettempdir()) / f"oproep-{name}.lock", timeout=0):
            yield
    except Timeout:
        raise BlockingIOError(f"another build is publishing into {out}; try again when it has ended") from None


def publish_alone(artefacts: Iterable[tuple[str, bytes]], out: Path) -> Written:
    """Publishes, when nobody else does."""
    stage, listed, fresh = out / OURS / STAGE, out / OURS / LIST, not out.exists()
    before = set(listed.read_text(encoding="utf-8").split("\n")[:-1]) if listed.exists() else set()
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    added, changed, everything = [], [], set[str]()
    try:
        for address, content in artefacts:
            guard(address, everything)
            target = out / address
            if not target.is_file():
                added.append(address)
            elif target.stat().st_size != len(content) or target.read_bytes() != content:
                changed.append(address)
            else:
                continue
            staged = stage / address
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(content)
    except BaseException:
        shutil.rmtree(stage if listed.exists() else out / OURS, ignore_errors=True)
        if fresh:
            out.rmdir()
        raise
    gone = sorted(before - everything)
    write_list(listed, before | everything)
    for address in (*added, *changed):
        move_in(stage, out, address)
    for address in gone:
        if (out / address).is_file():  # it may be a folder of the new edition by now
            (out / address).unlink()
        remove_empty(out, (out / address).parent)
    write_list(listed, everything)
    shutil.rmtree(stage, ignore_errors=True)
    same = len(everything) - len(added) - len(changed)
    return Written(added=len(added), changed=len(changed), same=same, removed=len(gone))


def apart_from_sources(root: Path, out: Path) -> None:
    """What is published lies neither in the sources nor around them."""
    for source in (root / "content", root / "templates"):
        if out == source or source in out.parents or out in source.parents:
            raise NotOurs(f"{out} holds sources of the catalogue, or lies in them. Name another folder with --out.")


def claim(out: Path) -> None:
    """The folder is ours: it is not there, it is empty but for .gitignore, or an earlier build marked it."""
    if out.exists() and not out.is_dir():
        raise NotOurs(f"{out} is a file. Name a folder to publish into.")
    if out.is_dir() and not (out / OURS / LIST).exists():
        found = sorted(entry.name for entry in out.iterdir() if entry.name not in KEPT)
        if found:
            raise NotOurs(
                f"{out} holds {found[0]}, which this program did not put there. "
                "Name an empty folder with --out, or empty that one yourself."
            )


def guard(address: str, taken: set[str]) -> None:
    """An address stays inside the folder, is written once, and can be a file on every system."""
    parts = PurePosixPath(address).parts
    bad = not parts or "/".join(parts) != address or any(part in ("..", OURS) for part in parts)
    if bad or address in taken or any(letter in '\\:*?"<>|\n' for letter in address):
        raise ValueError(f"{address!r} cannot be written, or is written twice")
    taken.add(address)


def move_in(stage: Path, out: Path, address: str) -> None:
    """Puts a whole file in its place at once; what stood in its way from another edition goes."""
    target = out / address
    for above in target.parents:
        if above == out:  # further up nothing is ours
            break
        if above.is_file() or above.is_symlink():
            above.unlink()
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    (stage / address).replace(target)


def write_list(listed: Path, addresses: Iterable[str]) -> None:
    """The list of what is published, put in its place at once; untouched when it says so already."""
    text = "".join(f"{address}\n" for address in sorted(addresses))
    if listed.exists() and listed.read_text(encoding="utf-8") == text:
        return
    fresh = listed.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(listed)


def remove_empty(out: Path, folder: Path) -> None:
    """Removes a folder and those above it, up to `out`, while they are empty."""
    while folder != out and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent
