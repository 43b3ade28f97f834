"""Builds side by side: everyone, in turn, as often as asked; then the tables of docs/performance.md are written anew.

    python -m benchmarks.run --calls 1000 10000 --repeat 5

Each round begins with builds from nothing; what follows starts from what the round has built. Within a round everyone
does a thing before anyone does the next, so that a machine that is slower for a while is slower for all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contenders import Contender, Hugo, Ours
from benchmarks.edits import EDITS, call_to_edit
from benchmarks.grounds import Grounds, add_options, grounds_of
from benchmarks.machine import machine
from benchmarks.measuring import all_together, measure
from benchmarks.report import REPORT, write_report
from benchmarks.results import Results, Run, load
from benchmarks.shape import NOW

TOMORROW = "2026-11-23T09:00"
FROM_NOTHING = ("cold", "growth")
SCENARIOS = ("cold", "nothing", "body", "title", "deadline", "new-day")


def play(contender: Contender, scenario: str, slug: str, turn: int) -> Run:
    """One contender does one thing once."""
    wanted = ""
    if scenario in FROM_NOTHING:
        contender.clean()
    elif scenario in EDITS:
        wanted = EDITS[scenario](contender, slug)
    cost = measure(contender.build(TOMORROW if scenario == "new-day" else NOW), contender.folder)
    page = contender.folder / "public" / contender.page("en", "calls", slug)
    if wanted not in page.read_text(encoding="utf-8"):
        raise ValueError(f"{contender.name} does not show {wanted} in {page}")
    calls = int(contender.folder.name.rpartition("-")[2])
    return Run(calls, scenario, contender.name, turn, cost.seconds, cost.largest)


def takes_part(contender: Contender, scenario: str) -> bool:
    """Those who are not the yardstick are measured from nothing alone."""
    return scenario in FROM_NOTHING or isinstance(contender, (Ours, Hugo))


def run_all(grounds: Grounds, scenarios: Sequence[str], repeat: int, results: Results, *, more: bool = False) -> None:
    """Measures everyone, saving after each round; the last round is one more, to look at all memory together.

    The rounds take the place of those before, or are `more` of them.
    """
    everyone = list(grounds.everyone())
    slug = call_to_edit(grounds.corpus)
    results.machine = machine(grounds.work)
    results.versions |= {contender.name: contender.version() for contender in everyone}
    if more:
        first_turn = 1 + max((run.round for run in results.runs if run.calls == grounds.calls), default=-1)
    else:
        results.forget(grounds.calls, scenarios)
        first_turn = 0
    for turn in range(first_turn, first_turn + repeat):
        first = turn % len(everyone)
        for scenario in scenarios:
            for contender in (*everyone[first:], *everyone[:first]):
                if takes_part(contender, scenario):
                    run = play(contender, scenario, slug, turn)
                    results.runs.append(run)
                    print(
                        f"{run.calls:6} {scenario:9} {run.who:24} {run.seconds:8.2f} s {run.largest:7.0f} MiB",
                        flush=True,
                    )
        results.save(grounds.work)
    for scenario in set(scenarios).intersection(FROM_NOTHING):
        for contender in everyone:
            contender.clean()
            together = all_together(contender.build(NOW), contender.folder)
            results.runs = [
                run for run in results.runs if not looked_at_together(run, grounds.calls, scenario, contender)
            ]
            results.runs.append(Run(grounds.calls, scenario, contender.name, -1, 0.0, 0.0, together))
        results.save(grounds.work)


def looked_at_together(run: Run, calls: int, scenario: str, contender: Contender) -> bool:
    """The run was one to look at all memory together, of this."""
    return run.round < 0 and (run.calls, run.scenario, run.who) == (calls, scenario, contender.name)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure builds side by side.")
    parser.add_argument("--calls", type=int, nargs="+", default=[1000, 10000], help="sizes of the catalogue")
    parser.add_argument("--repeat", type=int, default=5, help="how many rounds (5)")
    parser.add_argument("--more", action="store_true", help="add rounds to those measured before, of others perhaps")
    parser.add_argument("--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS))
    parser.add_argument("--report", type=Path, default=REPORT, help="the page whose tables are written anew")
    add_options(parser)
    asked = parser.parse_args()
    for calls in asked.calls:
        grounds = grounds_of(asked, calls)
        results = load(grounds.work)
        wanted = [scenario for scenario in SCENARIOS if scenario in asked.scenarios]
        run_all(grounds, wanted, asked.repeat, results, more=asked.more)
        write_report(results, asked.report)


if __name__ == "__main__":
    main()
