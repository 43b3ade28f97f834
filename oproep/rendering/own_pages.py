"""The pages that the program itself brings along, whatever the content: search, the form for a new call, and the like.

A page of an editor's own stands in `content/pages/`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from oproep.catalogue.catalogue import Catalogue
from oproep.rendering.rows import Rows
from oproep.rendering.site_pages import search_page


def nothing(_catalogue: Catalogue) -> bytes:
    """A page that depends on no call."""
    return b""


class OwnPage(NamedTuple):
    """A page of every language.

    Its name in an address is the word `path-<slug>`, its title `title-<slug>`. `depends` answers what it depends on
    beside the records that are not calls.
    """

    slug: str
    template: str
    show: Callable[[Rows], Any]
    depends: Callable[[Catalogue], bytes] = nothing
    description: str | None = None  # the id of the words
    at_foot: bool = False  # the foot of every page leads to it
    lists_calls: bool = False  # it shows what the rows of calls do


def choices(catalogue: Catalogue) -> bytes:
    """What calls can be chosen by, and how many there are."""
    years = sorted({year for brief in catalogue.briefs.values() for year in brief.years})
    return repr((sorted(catalogue.by_topic), years, len(catalogue.briefs))).encode()


def numbers(catalogue: Catalogue) -> bytes:
    """How many calls there are of every fund, theme and kind of beneficiary, and how many there will be."""
    return repr(sorted((name, tuple(counts)) for name, counts in catalogue.counts.items())).encode()


def any_calls(catalogue: Catalogue) -> bytes:
    """Whether there are calls at all."""
    return repr(bool(catalogue.briefs)).encode()


# Most builds make few of these pages, so what makes one is imported when it is made.
OWN_PAGES = (
    OwnPage("search", "search.html", search_page, choices, description="description-search"),
    OwnPage(
        "data",
        "data.html",
        lambda rows: import_module("oproep.rendering.data_page").data_page(rows),
        description="data-intro",
        at_foot=True,
    ),
    OwnPage(
        "year",
        "year.html",
        lambda rows: import_module("oproep.rendering.year").year_page(rows),
        lambda catalogue: import_module("oproep.rendering.year").year_depends(catalogue),
        description="year-intro",
        at_foot=True,
        lists_calls=True,
    ),
    OwnPage(
        "finder",
        "finder.html",
        lambda rows: import_module("oproep.rendering.finder").finder_page(rows),
        numbers,
        description="finder-intro",
    ),
    OwnPage(
        "mine",
        "mine.html",
        lambda rows: import_module("oproep.rendering.mine_page").mine_page(rows),
        any_calls,
        description="mine-intro",
        at_foot=True,
    ),
    OwnPage(
        "shortlist",
        "shortlist.html",
        lambda rows: import_module("oproep.rendering.shortlist_page").shortlist_page(rows),
        description="shortlist-intro",
        at_foot=True,
    ),
    OwnPage(
        "propose",
        "propose.html",
        lambda rows: import_module("oproep.rendering.form").form_page(rows),
        description="form-intro",
        at_foot=True,
    ),
    OwnPage(
        "accessibility",
        "accessibility.html",
        lambda rows: import_module("oproep.rendering.statement").statement_page(rows),
        description="statement-intro",
        at_foot=True,
    ),
)
