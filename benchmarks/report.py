"""Results become the tables of docs/performance.md; the words around them are left as they are.

    python -m benchmarks.report .cache/bench

A table stands between `<!-- table:NAME -->` and `<!-- end:NAME -->`; one that has no place yet comes at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.contenders import EVERYONE, HERE, Hugo, HugoWhole
from benchmarks.results import Results, Run, load

REPORT = HERE / "docs" / "performance.md"
ORDER = [kind.name for kind in EVERYONE]
SAID = {
    "cold": "from nothing",
    "nothing": "nothing changed",
    "body": "the text of one call changed",
    "title": "the title of one call changed, with its lists",
    "deadline": "the deadline of one call moved, with its lists in both languages",
    "new-day": "a new day, nothing else changed",
    "preview-body": "saved to visible: the text of a call",
    "preview-title": "saved to visible: the title of a call",
}
INDEXED = {
    "index": "from nothing",
    "index-text": "the text of one call changed",
    "index-over": "one call is over now",
    "index-nothing": "nothing changed",
}
Row = Sequence[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table; all columns but the first two hold numbers."""
    rule = ["---"] * min(2, len(head)) + ["--:"] * (len(head) - 2)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def spread(numbers: Sequence[float]) -> str:
    """The median, and from which to which when there are several."""
    middle = figure(median(numbers))
    return f"{middle} ({figure(min(numbers))}–{figure(max(numbers))})" if len(numbers) > 1 else middle


def figure(number: float) -> str:
    """A number with as many digits as it is worth."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def whole(number: float) -> str:
    """A number without its fraction."""
    return f"{number:,.0f}"


def grouped(runs: Iterable[Run]) -> dict[tuple[str, str], list[Run]]:
    """Runs by scenario and who, in the order of the tables."""
    found: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        found.setdefault((run.scenario, run.who), []).append(run)
    known = list(SAID)
    return dict(sorted(found.items(), key=lambda item: (known.index(item[0][0]), ORDER.index(item[0][1]))))


def beside(runs: Sequence[Run], yardstick: Sequence[Run]) -> str:
    """How long each took as a share of what the yardstick took in the same round."""
    if runs is yardstick:
        return "1"
    theirs = {run.round: run.seconds for run in yardstick}
    ratios = [run.seconds / theirs[run.round] for run in runs if run.round in theirs]
    return spread(ratios) if ratios else ""


def builds(runs: Sequence[Run]) -> str:
    """Every scenario and everyone."""
    found = grouped(run for run in runs if run.round >= 0)
    together = {(run.scenario, run.who): run.together for run in runs if run.round < 0}
    yardsticks = [name for name in (Hugo.name, HugoWhole.name) if any(who == name for _, who in found)]
    rows = [
        (
            SAID[scenario],
            who,
            spread([run.seconds for run in each]),
            *(beside(each, found.get((scenario, name), ())) for name in yardsticks),
            whole(max(run.largest for run in each)),
            whole(together[scenario, who]) if (scenario, who) in together else "",
        )
        for (scenario, who), each in found.items()
    ]
    compared = (f"beside {name}" for name in yardsticks)
    return table(("build", "by", "seconds", *compared, "MiB, largest process", "MiB, all together"), rows)


def growth(runs: Sequence[Run]) -> str:
    """What a call costs at each size."""
    found: dict[tuple[str, int], list[Run]] = {}
    for run in runs:
        found.setdefault((run.who, run.calls), []).append(run)
    rows = [
        (
            who,
            f"{calls:,}",
            spread([run.seconds for run in each if run.round >= 0]),
            figure(median(run.seconds for run in each if run.round >= 0) / calls * 1000),
            whole(max(run.largest for run in each)),
            whole(max(run.together for run in each)),
            figure(max(run.largest for run in each) / calls * 1000),
        )
        for (who, calls), each in sorted(found.items(), key=lambda item: (ORDER.index(item[0][0]), item[0][1]))
    ]
    memory = ("MiB, largest process", "MiB, all together", "MiB, largest process, a 1,000 calls")
    return table(("by", "calls", "seconds", "seconds a 1,000 calls", *memory), rows)


def searches(results: Results) -> Iterator[tuple[str, str]]:
    """The tables of search."""
    if not results.indexed:
        return
    bare = results.indexed[0]
    rows = [
        (
            INDEXED[each.scenario],
            each.who,
            figure(each.seconds),
            figure(each.seconds / bare.seconds),
            figure(each.processor),
            figure(each.processor / bare.processor),
            whole(each.largest),
            whole(each.files),
            figure(each.megabytes),
        )
        for each in results.indexed
    ]
    head: Row = (
        "index",
        "by",
        "seconds",
        "beside bare",
        "of processors",
        "beside bare",
        "MiB, largest process",
        "files",
        "MB",
    )
    yield "search-index", table(head, rows)
    asked = [
        (
            each.question,
            f"{each.calls:,}",
            *(whole(kilobytes) for kilobytes in (each.sent_first, each.raw_first, each.sent, each.raw)),
            *(whole(milliseconds) for milliseconds in (each.script_first, each.script)),
        )
        for each in results.asked
    ]
    sizes = ("KB sent until the first result", "KB raw", "KB sent in all", "KB raw in all")
    yield "search-asked", table(("first question", "calls", *sizes, "ms of script until then", "ms in all"), asked)
    yield "search-hits", table(("identifiers typed", "calls on top"), list(results.hits.items()))


def tables(results: Results) -> Iterator[tuple[str, str]]:
    """Every table there are results for, by its name."""
    facts = [*results.machine.items(), ("programs", ", ".join(dict.fromkeys(results.versions.values())))]
    yield "machine", table(("what", "which"), facts)
    for calls in sorted({run.calls for run in results.runs}):
        runs = [run for run in results.runs if run.calls == calls and run.scenario != "growth"]
        for name, preview in (("builds", False), ("preview", True)):
            if chosen := [run for run in runs if run.scenario.startswith("preview") is preview]:
                yield f"{name}-{calls}", builds(chosen)
    if chosen := [run for run in results.runs if run.scenario == "growth"]:
        yield "growth", growth(chosen)
    yield from searches(results)
    if results.compared:
        head = ("calls", "by", "pages", "pages compared", "of them alike")
        lines = [(each.calls, each.who, each.pages, each.compared, each.equal) for each in results.compared]
        yield (
            "alike",
            table(head, [[f"{cell:,}" if isinstance(cell, int) else cell for cell in line] for line in lines]),
        )


def write_report(results: Results, page: Path) -> None:
    """Writes the tables of these results into the page."""
    write_tables(tables(results), page)


def write_tables(named: Iterable[tuple[str, str]], page: Path) -> None:
    """Writes tables into the page, each in its place."""
    text = page.read_text(encoding="utf-8") if page.exists() else "# What a build costs\n"
    for name, body in named:
        start, end = f"<!-- table:{name} -->", f"<!-- end:{name} -->"
        if start not in text:
            text = f"{text.rstrip()}\n\n{start}\n{end}\n"
        before, _, rest = text.partition(start)
        text = f"{before}{start}\n{body}\n{end}{rest.partition(end)[2]}"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_report(load(Path(sys.argv[1])), REPORT if len(sys.argv) < 3 else Path(sys.argv[2]))
