"""What the text of a call costs: python-markdown as it comes, python-markdown as we ask it, and our own way for most.

    python -m benchmarks.markdown --calls 100 --repeat 7

Prints the median of the processor's time for a text in microseconds, and how many times less than the first it is.
Every way has its turn in every round, so that what else the machine does is shared by all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import mean, median

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension

from benchmarks.calls import call_files
from oproep.rendering.anchors import Anchors
from oproep.rendering.markdown_html import MarkdownHtml
from oproep.rendering.prose import ProseMaker, sections

Way = Callable[[str], object]


def texts_of(calls: int) -> list[str]:
    """The texts of so many made-up calls, in both languages."""
    return [record.split("\n---\n", 1)[1] for number in range(1, calls + 1) for _, record in call_files(number)]


def ways() -> dict[str, Way]:
    """What is measured, by its name."""
    usual = Markdown(extensions=["tables", FootnoteExtension(), "sane_lists", "smarty"])
    ours, maker = MarkdownHtml(Anchors({})), ProseMaker({})
    return {
        "python-markdown as it comes": lambda text: usual.reset().convert(text),
        "python-markdown as we ask it": ours.by_python_markdown,
        "ours": ours.make,
        "ours, cleaned and checked": lambda text: sections(maker.make(text, lambda href: href)[0]),
    }


def measured(texts: Sequence[str], repeat: int) -> Mapping[str, float]:
    """The median of each way, in microseconds a text."""
    taken: dict[str, list[float]] = {name: [] for name in ways()}
    for _ in range(repeat):
        for name, way in ways().items():
            way(texts[0])
            began = time.process_time()
            for text in texts:
                way(text)
            taken[name].append((time.process_time() - began) / len(texts) * 1e6)
    return {name: median(times) for name, times in taken.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure what becomes of the texts of calls.")
    parser.add_argument("--calls", type=int, default=100, help="the texts of how many calls (100)")
    parser.add_argument("--repeat", type=int, default=7, help="how many rounds (7)")
    asked = parser.parse_args()
    texts = texts_of(asked.calls)
    print(f"{len(texts)} texts of {mean(map(len, texts)):.0f} letters")
    found = measured(texts, asked.repeat)
    first = next(iter(found.values()))
    for name, microseconds in found.items():
        print(f"{name:30} {microseconds:8.0f} µs {first / microseconds:6.1f}")


if __name__ == "__main__":
    main()
