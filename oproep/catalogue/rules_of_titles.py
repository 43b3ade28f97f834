"""What must hold of titles: a rule is a generator whose docstring is the rule.

A call that comes back every year keeps its title, and what is over is told apart by its official code; between two
calls that are not over a reader has to choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.titles import alike
from oproep.catalogue.values import hint
from oproep.model.problem import Problem

NEAR_TITLE = "near-title"


def titles_differ(catalogue: Catalogue) -> Iterator[Problem]:
    """No two calls with a deadline in the same year have nearly the same title, unless both are over and have codes."""
    years: defaultdict[str, list[Brief]] = defaultdict(list)
    for brief in catalogue.briefs.values():
        for year in brief.years:
            years[year].append(brief)
    told: dict[str, str] = {}
    for briefs in years.values():
        if all(brief.status.over and brief.identifier for brief in briefs):
            continue  # every two of them are told apart
        for pair in alike((brief.title, brief.slug) for brief in briefs):
            first, second = sorted(pair)
            if second not in told and not told_apart(catalogue.briefs[first], catalogue.briefs[second]):
                told[second] = first
    for second, first in sorted(told.items()):
        entry, other = catalogue.calls[second].entry, catalogue.calls[first].entry
        title = other.original.title
        same = title == entry.original.title
        message = f"‘{title}’ is the title of {first}.md as well." if same else f"{first}.md is called ‘{title}’."
        fix = "If they are one call, remove one of them; if not, say in a title what sets it apart."
        yield hint(entry, NEAR_TITLE, message, fix, ("title",))


def told_apart(one: Brief, other: Brief) -> bool:
    """Both are over, and each has its own official code."""
    return bool(one.status.over and other.status.over and one.identifier and other.identifier)
