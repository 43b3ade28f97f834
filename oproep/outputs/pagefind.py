"""What can be searched comes in, one entry a page; the files of one language's search bundle go out.

Every language has a bundle of its own, so that a Dutch page cannot fall back to another language's
index. The bundle is Pagefind's, the same bytes for the same entries, with three files added for what
Pagefind cannot do: `filters.js` filters and counts by what is true when it is asked, `identifiers.js` finds
a call by a part of its code, `vocabulary.js` mends words.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oproep.outputs import search_filters, search_vocabulary
from oproep.outputs.pagefind_bundle import bundle
from oproep.outputs.pagefind_service import service
from oproep.outputs.search_failed import SearchFailed
from oproep.outputs.search_filters import Choosable
from oproep.outputs.search_identifiers import lookup

__all__ = ["Entry", "SearchFailed", "folder", "index"]

ZERO_WIDTH_SPACE = "\u200b"  # makes Pagefind take a text for one that has no spaces between its words
COMMAND = "___PAGEFIND_"  # what its own marks inside a text begin with


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page as search knows it.

    Searched are `title` and `text`, which need not repeat it, and nothing else. `meta` is only shown with
    the result: the search page knows `summary`, `moments`, `deadline`, its `iso` moment and what it becomes `later`,
    `fund`, `budget`, `identifier`, `lang`. An `identifier` is found by its parts. A page with several values of a
    filter is found by each of them. `standing` is that of `Choosable`; `order` is its place among the others, by
    their deadlines.
    """

    address: str  # from the top of the site, "nl/oproepen/x.html"; unique
    language: str
    title: str
    text: str
    meta: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    standing: str = "null"
    order: int = 0
    identifier: str | None = None


def folder(language: str) -> str:
    """Where the bundle of a language stands, counted from the top of the site."""
    return f"{language}/pagefind/"


def index(entries: Iterable[Entry], language: str) -> Iterator[tuple[str, bytes]]:
    """The search bundle of `language`: addresses from the top of the site, and bytes. No entries, no files.

    Raises SearchFailed when Pagefind is missing, fails, or has changed in a way this program does not know.
    """
    chosen = sorted((entry for entry in entries if entry.language == language), key=lambda each: each.address)
    if not chosen:
        return
    twice = [address for address, times in Counter(entry.address for entry in chosen).items() if times > 1]
    if twice:
        raise SearchFailed(f"Two entries of the search index have the same address: {twice[0]}.")
    with tempfile.TemporaryDirectory(prefix="oproep-search-") as place, service(language, Path(place)) as pagefind:
        for entry in chosen:
            pagefind.add(
                address=_url(entry),
                text=_plain(entry.text).strip() or _plain(entry.title),  # Pagefind leaves out a page without words
                meta={"title": _plain(entry.title)},
            )
        written = pagefind.files()
    found = bundle(written, language, len(chosen))
    results = {url.partition("#")[0]: result for url, result in found.results()}
    codes = [(entry.identifier, results[entry.address]) for entry in chosen if entry.identifier]
    choosable = [
        Choosable(result=results[entry.address], standing=entry.standing, filters=entry.filters)
        for entry in sorted(chosen, key=lambda entry: entry.order)
    ]
    for name, data in found.files():
        yield folder(language) + name, data
    yield folder(language) + "filters.js", search_filters.script(choosable)
    yield folder(language) + "identifiers.js", lookup(codes)
    words = search_vocabulary.vocabulary(f"{each.title} {each.text}" for each in chosen)
    yield folder(language) + "vocabulary.js", search_vocabulary.script(words)


def _url(entry: Entry) -> str:
    """What Pagefind takes for the address: ours, and behind a # what is only shown.

    As metadata of Pagefind's it would be searched too, and a reader who looks for “open” would find
    every call. Slashes are written as their code, because Pagefind folds two into one.
    """
    shown = json.dumps(dict(entry.meta), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return entry.address + "#" + shown.replace("/", "\\u002f")


def _plain(text: str) -> str:
    """The text without what Pagefind would take for more than text."""
    return text.replace(ZERO_WIDTH_SPACE, "").replace(COMMAND, COMMAND.strip("_"))
