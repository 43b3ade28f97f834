"""Drafts go into a folder of content: new records are written, others get new facts and keep every word."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from oproep.importing.draft import Draft, FundDraft
from oproep.importing.writing import front_matter, with_fact
from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.model.problem import Wrong
from oproep.model.shape import Raw
from oproep.reading.frontmatter import WrongAt, decode, split
from oproep.reading.yaml import read_yaml

# The facts that a source is asked for again and again. All else in a record is the editor's.
OWNED = ("official_title", "identifier", "opens", "deadline", "budget", "types_of_action", "links")
IN_PARTS = {"budget": ("total", "grant", "expected_grants", "parts"), "links": ("source", "apply")}
LONGEST_SHOWN = 140
Say = Callable[[str, str, str], dict[str, str]]
"""A change in words by language, from the name of the key and its value before and after."""


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
    unreadable: list[tuple[Path, str]] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)


def take_in(drafts: Iterable[Draft], content: Path, seen: date, say: Say, source: str) -> Outcome:
    """Writes the drafts into a folder of content; `seen` is the day of the answer, `source` the host of its pages."""
    outcome = Outcome()
    known = known_identifiers(content)
    funds = known_funds(content)
    met: set[Path] = set()
    for draft in drafts:
        path = known.get(draft.identifier.casefold()) or content / "calls" / f"{draft.slug}.md"
        met.add(path)
        fund = own_fund(draft.fund, funds, content, outcome) if draft.fund else None
        if not path.exists():
            write(path, new_record(draft, fund, seen))
            outcome.written.append(path)
            continue
        text = path.read_bytes().decode("utf-8")
        try:
            fresh, keys = renewed(text, draft, seen, say)
        except (WrongAt, Wrong) as error:
            outcome.unreadable.append((path, str(error)))
            continue
        if fresh == text:
            outcome.same += 1
            continue
        path.write_bytes(fresh.encode())
        outcome.changed.append(Change(file=path, keys=keys, diff=diff(text, fresh, path)))
    outcome.gone = sorted(path for path in from_source(content, source) if path not in met)
    return outcome


def new_record(draft: Draft, fund: str | None, seen: date) -> str:
    """The text of a new record."""
    facts: dict[str, Raw] = {"title": draft.title, "language": draft.language, **draft.facts}
    if fund:
        facts["fund"] = fund
    facts["verified"] = seen.isoformat()
    return f"{front_matter(facts)}\n{draft.body}\n"


def renewed(text: str, draft: Draft, seen: date, say: Say) -> tuple[str, tuple[str, ...]]:
    """The text of a record with the facts of the draft, and the keys that differ. Words and comments stay."""
    parts = split(decode(text.encode()))
    raw = read_yaml(parts.front, parts.front_line).raw
    held: dict[str, Any] = raw if isinstance(raw, dict) else {}
    changes = list(held.get("changes") or [])
    differing = []
    for name in OWNED:
        if name not in draft.facts or name in as_list(held.get("corrected")):
            continue
        before = held.get(name)
        after = merged(name, before, draft.facts[name])
        if same(name, before, after):
            continue
        differing.append(name)
        text = with_fact(text, name, after)
        if before not in (None, ""):
            was, now = shown(name, before), shown(name, after)
            changes.append({"date": seen.isoformat(), "what": dict(say(name, was, now))})
    if len(changes) > len(held.get("changes") or []):
        text = with_fact(text, "changes", changes)
    if differing or str(held.get("verified") or "") < seen.isoformat():
        text = with_fact(text, "verified", seen.isoformat())
    return text, tuple(differing)


def as_list(value: Any) -> list[Any]:
    """A list; a single value stands for a list of one."""
    return value if isinstance(value, list) else [value]


def merged(name: str, before: Any, after: Raw) -> Raw:
    """The value to write: what the source says, beside what only the editor's record says."""
    if name in IN_PARTS and isinstance(after, dict):
        kept = before if isinstance(before, dict) else {}
        lead = {"total": before} if name == "budget" and isinstance(before, str) and before else {}
        return {
            **lead,
            **kept,
            **{key: value for key, value in after.items() if key in IN_PARTS[name] or key not in kept},
        }
    if name == "deadline" and isinstance(after, str) and (was := only_moment(before)) and was < after[:16]:
        return {"at": after, "extended_from": was} if after[:1].isdigit() else after
    return after


def only_moment(value: Any) -> str | None:
    """The one moment of a deadline that has one."""
    if isinstance(value, dict):
        value = value.get("at")
    return value if isinstance(value, str) and value[:1].isdigit() else None


def same(name: str, before: Any, after: Raw) -> bool:
    """Two values that mean the same, however they are written; an extension that is already told is no news."""
    if before in (None, ""):
        return False
    shape = keys_of(Call)[name].shape
    try:
        one, two = shape.read(before), shape.read(after)
    except Wrong:
        return False
    if name == "deadline":
        return [(moment.at, moment.stage) for moment in one.moments] == [
            (moment.at, moment.stage) for moment in two.moments
        ] and one.undated == two.undated
    return bool(one == two)


def shown(name: str, value: Any) -> str:
    """A value in a sentence about its change: of money what is told first, of a deadline its moments."""
    if isinstance(value, list):
        return ", ".join(shown(name, part) for part in value)[:LONGEST_SHOWN]
    if not isinstance(value, dict):
        return str(value)[:LONGEST_SHOWN]
    if name == "budget":
        grant = value.get("grant")
        amounts = [value.get("total"), *(grant.values() if isinstance(grant, dict) else ())]
        return ", ".join(str(amount) for amount in amounts if amount)[:LONGEST_SHOWN]
    known = [value[key] for key in ("at", *IN_PARTS.get(name, ())) if key in value] or list(value.values())
    return ", ".join(str(part) for part in known)[:LONGEST_SHOWN]


def own_fund(draft: FundDraft, funds: dict[tuple[str, str], str], content: Path, outcome: Outcome) -> str:
    """The slug of the fund of a programme and a period; a draft fund is written where there is none."""
    family = (str(draft.facts.get("programme", "")), str(draft.facts.get("period", "")))
    if family not in funds:
        path = content / "funds" / f"{draft.slug}.md"
        write(path, front_matter(draft.facts))
        outcome.funds.append(path)
        funds[family] = draft.slug
    return funds[family]


def keys_in(path: Path) -> Mapping[str, Any]:
    """The keys of a record as typed; none when it cannot be read (`check` says why)."""
    try:
        parts = split(decode(path.read_bytes()))
        raw = read_yaml(parts.front, parts.front_line).raw
    except (WrongAt, OSError):
        return {}
    return raw if isinstance(raw, dict) else {}


def originals(folder: Path) -> Iterator[Path]:
    """The records of a folder, without their translations."""
    yield from (path for path in sorted(folder.glob("*.md")) if path.stem.count(".") == 0)


def known_identifiers(content: Path) -> dict[str, Path]:
    """The calls that are there, by their official code."""
    found = ((keys_in(path).get("identifier"), path) for path in originals(content / "calls"))
    return {code.casefold(): path for code, path in found if isinstance(code, str) and code}


def known_funds(content: Path) -> dict[tuple[str, str], str]:
    """The funds that are there, by programme and period."""
    found = ((keys_in(path), path.stem) for path in originals(content / "funds"))
    return {(str(keys.get("programme") or ""), str(keys.get("period") or "")): slug for keys, slug in found}


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
