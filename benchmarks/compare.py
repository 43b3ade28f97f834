"""What the peers publish is compared with what we do, so that nobody is fast by doing less.

    python -m benchmarks.compare 1000

Builds the catalogue of so many calls with everyone, then compares for a sample of the calls, in both languages, the
words of the text, how many headings, items, links, notes and tables it has, the facts beside it; and for every fund
and theme which calls its list has. What differs is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.contenders import Contender, HugoWhole, Ours
from benchmarks.grounds import Grounds, add_options, grounds_of
from benchmarks.peers.pages import LANGUAGES
from benchmarks.peers.pages import pages_of as catalogue_pages
from benchmarks.results import Compared, load
from benchmarks.shape import NOW
from benchmarks.shown import Shown, read_page

LISTS = ("calls/", "calls/index")


@dataclass
class Verdict:
    """How a peer's site compares with ours."""

    name: str
    pages: int
    compared: int = 0
    equal: int = 0
    differences: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, page: str, differences: Sequence[tuple[str, str]]) -> None:
        """Takes up one page."""
        self.compared += 1
        self.equal += not differences
        for what, how in differences:
            self.differences[what] += 1
            self.examples.setdefault(what, f"{page}: {how}")

    def lines(self) -> Iterator[str]:
        """For a person to read."""
        yield f"{self.name}: {self.pages} pages; {self.equal} of {self.compared} compared show the same"
        for what, count in self.differences.most_common():
            yield f"    {what}: {count}, such as {self.examples[what]}"


def pages_of(contender: Contender) -> int:
    """How many pages it has published."""
    return sum(1 for _ in (contender.folder / "public").rglob("*.html"))


def compare(own: Contender, peer: Contender, facts: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """Compares the pages of these calls, and every list of calls."""
    verdict = Verdict(peer.name, pages_of(peer))
    for language, (slug, known) in product(LANGUAGES, facts.items()):
        ours, theirs = (shown(each, language, "calls", slug) for each in (own, peer))
        whole = differing_as_a_whole(ours, theirs) if isinstance(peer, HugoWhole) else ()
        verdict.add(f"{language}/{slug}", [*differing(ours, theirs), *left_out(theirs, known), *whole])
    for language, (kind, slug) in product(LANGUAGES, lists_of(own.folder)):
        ours_listed, listed = (calls_listed(each, language, kind, slug) for each in (own, peer))
        how = f"{len(ours_listed)} with us and {len(listed)} there"
        verdict.add(f"{language}/{kind}/{slug}", [] if ours_listed == listed else [("calls in a list", how)])
    return verdict


def lists_of(root: Path) -> Iterator[tuple[str, str]]:
    """Every page with a list of calls: that of all, each fund, each theme."""
    yield "calls", "index"
    for kind in ("funds", "themes"):
        files = sorted((root / "content" / kind).glob("*.md"))
        yield from ((kind, file.stem) for file in files if "." not in file.stem)


def shown(contender: Contender, language: str, kind: str, slug: str) -> Shown:
    """What a record's page shows."""
    return read_page(contender.folder / "public", contender.page(language, kind, slug), kinds_of(contender))


def kinds_of(contender: Contender) -> dict[str, str]:
    """Which kind the name of a folder stands for."""
    return {word: found for (_, found), word in contender.paths.items()}


def calls_listed(contender: Contender, language: str, kind: str, slug: str) -> set[str]:
    """The calls that the page of a list leads to, and its further pages: with us `x.2.html` or `x.2025.html`."""
    public, first = contender.folder / "public", Path(contender.page(language, kind, slug))
    further = (public / first.parent).glob(f"{first.stem}.*.html")
    pages = [first.as_posix(), *(page.relative_to(public).as_posix() for page in further)]
    return {link for page in pages for link in calls_of(read_page(public, page, kinds_of(contender)))}


def calls_of(page: Shown) -> set[str]:
    """The calls a page leads to."""
    return {link for link in page.links if link.startswith("calls/") and "." not in link and link not in LISTS}


def differing(ours: Shown, theirs: Shown) -> Iterator[tuple[str, str]]:
    """What differs between the text of a call with us and with them, and how."""
    if ours.words != theirs.words:
        yield "words", first_difference(ours.words, theirs.words)
    for what in sorted(ours.counts.keys() | theirs.counts.keys()):
        if ours.counts[what] != theirs.counts[what]:
            yield what, f"{ours.counts[what]} with us and {theirs.counts[what]} there"


def differing_as_a_whole(ours: Shown, theirs: Shown) -> Iterator[tuple[str, str]]:
    """What differs between all that a page says and leads to, with us and with them."""
    if ours.main != theirs.main:
        yield "all words", first_difference(ours.main, theirs.main)
    if ours.main_links != theirs.main_links:
        yield "all links", f"{sorted(ours.main_links ^ theirs.main_links)}"
    if ours.data != theirs.data:
        yield "data for search engines", f"{ours.data} with us and {theirs.data} there"


def first_difference(ours: str, theirs: str) -> str:
    """Where two texts begin to differ."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), 20)
    start, end = max(at - 20, 0), at + 40
    return f"‘{ours[start:end]}’ with us and ‘{theirs[start:end]}’ there"


def left_out(page: Shown, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The facts that a call's page does not show."""
    records = {f"funds/{facts['fund']}", *(f"themes/{slug}" for slug in facts["themes"])}
    wanted = {
        "links to fund and themes": records - page.links,
        "deadline": {moment[:10] for moment in facts["deadline"]} - page.days,
        "budget": {str(amount) for amount in facts["budget"].values()} - page.amounts,
        "source": {facts["source"]} - page.links,
        "code": {code for code in (facts["identifier"],) if code not in page.all_words},
    }
    yield from ((what, f"{sorted(missing)} is not there") for what, missing in wanted.items() if missing)


def facts_of_some(root: Path, most: int) -> dict[str, Mapping[str, Any]]:
    """The facts of so many of the calls of a catalogue, spread evenly."""
    facts = {page.slug: page.facts for page in catalogue_pages(root) if page.kind == "calls"}
    return dict(sorted(facts.items())[:: max(1, len(facts) // most)])


def verdicts(grounds: Grounds, most: int) -> Iterator[Verdict]:
    """Builds with everyone and compares; ours is compared with the facts alone, that is: with itself."""
    facts = facts_of_some(grounds.corpus, most)
    everyone = list(grounds.everyone())
    for contender in everyone:
        contender.clean()
        for command in contender.build(NOW):
            subprocess.run(command, check=True, cwd=contender.folder, stdout=subprocess.DEVNULL)
    own = next(each for each in everyone if isinstance(each, Ours))
    yield from (compare(own, each, facts) for each in everyone)


def main() -> None:
    """The command; the exit code is 1 when something differs."""
    parser = argparse.ArgumentParser(description="Compare what the peers publish with what we do.")
    parser.add_argument("calls", type=int, help="of how many calls the catalogue is")
    parser.add_argument("--sample", type=int, default=1000, help="how many of them to compare at most (1000)")
    add_options(parser)
    asked = parser.parse_args()
    grounds, differ, lines = grounds_of(asked, asked.calls), False, list[Compared]()
    for verdict in verdicts(grounds, asked.sample):
        print("\n".join(verdict.lines()), flush=True)
        differ = differ or bool(verdict.differences)
        lines.append(Compared(asked.calls, verdict.name, verdict.pages, verdict.compared, verdict.equal))
    results = load(grounds.work)
    results.compared = [line for line in results.compared if line.calls != asked.calls] + lines
    results.save(grounds.work)
    sys.exit(differ)


if __name__ == "__main__":
    main()
