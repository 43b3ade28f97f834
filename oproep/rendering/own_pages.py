"""The pages that the program itself brings along, whatever the content: search, the form for a new call, and the like.

A page of an editor's own stands in `content/pages/`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from oproep.catalogue.catalogue import Catalogue
from oproep.rendering.rows import Rows


def of(named: str) -> Callable[[Any], Any]:
    """A function of a module beside this one, loaded when it is called: most builds make few of these pages."""
    module, _, name = named.partition(".")

    def called(what: Any) -> Any:
        return getattr(import_module(f"oproep.rendering.{module}"), name)(what)

    return called


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


OWN_PAGES = (
    OwnPage("search", "search.html", of("site_pages.search_page"), choices, description="description-search"),
    OwnPage("data", "data.html", of("data_page.data_page"), description="data-intro", at_foot=True),
    OwnPage(
        "year",
        "year.html",
        of("year.year_page"),
        of("year.year_depends"),
        description="year-intro",
        at_foot=True,
        lists_calls=True,
    ),
    OwnPage("finder", "finder.html", of("finder.finder_page"), numbers, description="finder-intro"),
    OwnPage(
        "mine",
        "mine.html",
        of("mine_page.mine_page"),
        of("mine_page.any_calls"),
        description="mine-intro",
        at_foot=True,
    ),
    OwnPage(
        "shortlist",
        "shortlist.html",
        of("shortlist_page.shortlist_page"),
        description="shortlist-intro",
        at_foot=True,
    ),
    OwnPage("propose", "propose.html", of("form.form_page"), description="form-intro", at_foot=True),
    OwnPage(
        "accessibility",
        "accessibility.html",
        of("statement.statement_page"),
        description="statement-intro",
        at_foot=True,
    ),
)
