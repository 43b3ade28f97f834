"""Drafts go into a folder of content: new records are written, others get new facts and keep every word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from oproep.importing.draft import Draft, FundDraft, numbered
from oproep.importing.renewing import NewerHere, Say, held_in, renewed
from oproep.importing.writing import front_matter
from oproep.model.problem import Wrong
from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt, decode

IDENTIFIER = re.compile(r"""^\s*["']?identifier["']?[ \t]*:[ \t]*["']?([^"'#\n]+)""", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A record whose facts the source has changed."""

    file: Path
    keys: tuple[str, ...]
    diff: str


@dataclass
class Outcome:
    """What became of the drafts in the folder."""

    written: list[Path] = field(default_factory=list)
    funds: list[Path] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    newer: list[tuple[Path, str]] = field(default_factory=list)
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)


def take_in(drafts: Iterable[Draft], content: Path, seen: date, say: Say, source: str) -> Outcome:
    """Writes the drafts into a folder of content; `seen` is the day of the answer, `source` the host of its pages."""
    outcome = Outcome()
    known = known_identifiers(content)
    funds = known_funds(content)
    met: set[Path] = set()
    for draft in drafts:
        path = known.get(draft.identifier.casefold()) or place_of(draft, content / "calls", known)
        met.add(path)
        if path.exists():
            renew(path, draft, seen, say, outcome)
        else:
            fund = own_fund(draft.fund, funds, content, outcome) if draft.fund else None
            write(path, new_record(draft, fund, seen))
            known[draft.identifier.casefold()] = path
            outcome.written.append(path)
    outcome.gone = sorted(path for path in from_source(content, source) if path not in met)
    return outcome


def renew(path: Path, draft: Draft, seen: date, say: Say, outcome: Outcome) -> None:
    """Gives a record that is there the facts of a draft; one that cannot be read is left as it is."""
    try:
        decode(path.read_bytes())
        text = path.read_bytes().decode("utf-8")
        fresh, keys = renewed(text, draft, seen, say)
    except (WrongAt, Wrong) as error:
        line = f"line {error.line}: " if isinstance(error, WrongAt) else ""
        outcome.unreadable.append((path, f"{line}{error}"))
    except NewerHere as error:
        outcome.newer.append((path, str(error)))
    else:
        if fresh == text:
            outcome.same += 1
            return
        path.write_bytes(fresh.encode())
        outcome.changed.append(Change(file=path, keys=keys, diff=diff(text, fresh, path)))


def place_of(draft: Draft, folder: Path, known: Mapping[str, Path]) -> Path:
    """The file for a draft whose code is new here: that of its slug, numbered when it is the file of another code."""
    taken = set(known.values())
    number = 1
    while (path := folder / f"{numbered(draft.slug, number)}.md") in taken:
        number += 1
    return path


def new_record(draft: Draft, fund: str | None, seen: date) -> str:
    """The text of a new record."""
    facts: dict[str, Raw] = {"title": draft.title, "language": draft.language, **draft.facts}
    if fund:
        facts["fund"] = fund
    facts["verified"] = seen.isoformat()
    return front_matter(facts) + (f"\n{draft.body}\n" if draft.body else "")


def own_fund(draft: FundDraft, funds: dict[tuple[str, str], str], content: Path, outcome: Outcome) -> str:
    """The slug of the fund of a programme and a period; a draft fund is written where there is none."""
    family = (str(draft.facts.get("programme", "")), str(draft.facts.get("period", "")))
    if family not in funds:
        path = content / "funds" / f"{draft.slug}.md"
        if not path.exists():  # one of this name that says no programme, or cannot be read, is it all the same
            write(path, front_matter(draft.facts))
            outcome.funds.append(path)
        funds[family] = draft.slug
    return funds[family]


def keys_in(path: Path) -> Mapping[str, Any]:
    """The keys of a record as typed; of one that cannot be read (`check` says why) no more than its identifier."""
    raw = path.read_bytes()
    try:
        return held_in(decode(raw))
    except WrongAt:
        found = IDENTIFIER.search(raw[:100_000].decode("utf-8", "replace"))
        return {"identifier": found[1].strip()} if found else {}


def originals(folder: Path) -> Iterator[Path]:
    """The records of a folder, without their translations."""
    yield from (path for path in sorted(folder.glob("*.md")) if path.stem.count(".") == 0 and path.is_file())


def known_identifiers(content: Path) -> dict[str, Path]:
    """The calls that are there, by their official code."""
    found = ((keys_in(path).get("identifier"), path) for path in originals(content / "calls"))
    return {" ".join(code.split()).casefold(): path for code, path in found if isinstance(code, str) and code}


def known_funds(content: Path) -> dict[tuple[str, str], str]:
    """The funds that are there, by programme and period."""
    found = ((keys_in(path), path.stem) for path in originals(content / "funds"))
    return {
        (str(keys["programme"]), re.sub(r"\s", "", str(keys.get("period", ""))).replace("–", "-")): slug
        for keys, slug in found
        if keys.get("programme")
    }


def from_source(content: Path, host: str) -> Iterator[Path]:
    """The calls whose facts come from this host."""
    for path in originals(content / "calls"):
        links = keys_in(path).get("links")
        if host and isinstance(links, dict) and host in str(links.get("source", "")):
            yield path


def write(path: Path, text: str) -> None:
    """Writes a new record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def diff(before: str, after: str, path: Path) -> str:
    """What changed, line by line."""
    name = f"{path.parent.name}/{path.name}"
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
    return "\n".join(lines)
