"""The search index of an edition becomes files: first entries of calls, then parts, whose files come together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from oproep.outputs.search import Part, SearchIndex
from oproep.outputs.search_entries import Entries
from oproep.rendering.edition import Edition
from oproep.site.publishing import Publishing, make
from oproep.site.workers import shared_out


def make_search(edition: Edition, publishing: Publishing, jobs: int, watch: Callable[[], None]) -> None:
    """Makes what is lacking of it; `watch` is called all the while, and may raise. Raises SearchFailed or Damaged."""
    entries = Entries(edition)
    for made in shared_out(entries.stale(), entries.make, jobs):
        entries.keep(made)
        watch()
    entries.keep_all()
    search = SearchIndex(edition, entries, watch)
    lacking: dict[str, bool] = {}
    wanted: list[Part] = []
    for part in search.parts:
        files = search.now[part.code].files if part.code in search.now else ()
        lacks = {address: publishing.lacks(address, key) for address, key in files}
        lacking |= lacks
        if not files or any(lacks.values()):
            wanted.append(part)
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        under_way = [pool.submit(search.make, part) for part in wanted]
        try:
            for found in (each.result() for each in under_way):
                search.keep(found)
                for artefact in found.artefacts:
                    known = lacking.get(artefact.address)
                    if publishing.lacks(artefact.address, artefact.key) if known is None else known:
                        publishing.take(make(publishing.out, artefact))
        finally:
            for each in under_way:
                each.cancel()
    search.keep_all()
    for artefact in search.rest():
        publishing.offer(artefact)
