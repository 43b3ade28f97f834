"""What browsers need to keep for a reader what they follow: how records were called before, and which calls are new.

Both are small scripts of all languages together, that a page asks for only where its reader follows something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import nlargest

from oproep.cache.packing import digest
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.news import Tiding
from oproep.outputs.artefact import Artefact, Topics
from oproep.outputs.search_calls import handed_over
from oproep.rendering.edition import Edition

ALIASES, NEWS = "data/following/aliases.js", "data/following/news.js"
MOST_NEWS = 200  # calls: some 3 KB over the wire
KINDS = {"calls": "call", "funds": "fund", "themes": "theme", "beneficiaries": "beneficiary"}


def following(edition: Edition, _topics: Topics | None = None) -> Iterator[Artefact]:
    """`aliases.js`: by kind, old slugs and what they are now. `news.js`: the calls that changed last."""
    catalogue = edition.catalogue
    for where, value in ((ALIASES, aliases_of(catalogue)), (NEWS, news_of(catalogue.briefs.values()))):
        script = handed_over(value)
        yield Artefact(where, digest(script), partial(list, [script]))


def aliases_of(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Every old slug of a kind of record, with the slug that the record has now."""
    found: dict[str, Mapping[str, Sequence[str]]] = {
        "calls": {slug: brief.aliases for slug, brief in catalogue.briefs.items()}
    }
    for kind in ("funds", "themes", "beneficiaries"):
        found[kind] = {slug: entry.facts.aliases for slug, entry in catalogue.of_kind(kind).items()}
    return {
        KINDS[kind]: {alias: slug for slug, aliases in sorted(records.items()) for alias in aliases}
        for kind, records in found.items()
    }


def news_of(briefs: Iterable[Brief]) -> dict[str, object]:
    """The calls that were published or changed last and are not over: slug, the later day, numbers of labels."""
    told = [(day, brief.slug, labels_in(brief)) for brief in briefs if (day := told_on(brief))]
    newest = nlargest(MOST_NEWS, told)
    labels = sorted({label for *_, of_call in newest for label in of_call})
    number = {label: at for at, label in enumerate(labels)}
    return {
        "labels": labels,
        "rows": [[slug, day, [number[each] for each in of_call]] for day, slug, of_call in newest],
    }


def told_on(brief: Brief) -> str:
    """The last day (ISO 8601) on which a call was published or changed; nothing for one that is over."""
    return "" if brief.status.over else max((day for _, kind, day in brief.news if kind != Tiding.CLOSING), default="")


def labels_in(brief: Brief) -> list[str]:
    """What a call can be followed by, as its entry in the search index has it."""
    return [
        *(f"theme:{slug}" for slug in brief.themes),
        *([f"fund:{brief.fund}"] if brief.fund else []),
        *(f"beneficiary:{slug}" for slug in brief.beneficiaries),
        *(f"year:{year}" for year in brief.years),
    ]
