"""What was measured, kept in one JSON file, so that runs can be done apart and told together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = "results.json"


@dataclass(frozen=True)
class Run:
    """One contender, once: `seconds` and `largest` (MiB) as in Cost; `together` (MiB) where it was looked at."""

    calls: int
    scenario: str
    who: str
    round: int
    seconds: float
    largest: float
    together: float = 0.0


@dataclass(frozen=True)
class Compared:
    """How the site of one contender compares with ours."""

    calls: int
    who: str
    pages: int
    compared: int
    equal: int


@dataclass(frozen=True)
class Indexed:
    """An index that was made: `seconds`, `processor` and `largest` (MiB) as in Cost, and what it is then."""

    calls: int
    scenario: str
    who: str
    seconds: float
    processor: float
    largest: float
    files: int
    megabytes: float


@dataclass(frozen=True)
class Asked:
    """The first question of a reader: KB sent and raw, and script since the page was opened; first result, then all."""

    calls: int
    question: str
    sent_first: float
    raw_first: float
    sent: float
    raw: float
    script_first: float  # ms
    script: float


@dataclass
class Results:
    """Everything measured, and on what."""

    machine: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)  # by who
    runs: list[Run] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    indexed: list[Indexed] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    hits: dict[str, str] = field(default_factory=dict)  # how many identifiers brought their call to the top

    def forget(self, calls: int, scenarios: Iterable[str]) -> None:
        """Removes what is about to be measured anew, of everyone: a ratio is one of runs side by side."""
        gone = set(scenarios)
        self.runs = [run for run in self.runs if run.calls != calls or run.scenario not in gone]

    def save(self, work: Path) -> None:
        """Writes them into the folder."""
        (work / FILE).write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(work: Path) -> Results:
    """The results in the folder so far."""
    if not (work / FILE).exists():
        return Results()
    found = json.loads((work / FILE).read_text(encoding="utf-8"))
    return Results(
        machine=found["machine"],
        versions=found["versions"],
        runs=[Run(**run) for run in found["runs"]],
        compared=[Compared(**line) for line in found["compared"]],
        indexed=[Indexed(**line) for line in found.get("indexed", ())],
        asked=[Asked(**line) for line in found.get("asked", ())],
        hits=found.get("hits", {}),
    )
