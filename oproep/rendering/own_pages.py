"""The pages that the program itself brings along, whatever the content: search, the form for a new call, and the like.

A page of an editor's own stands in `content/pages/`.
"""

from __future__ import annotations

from collections.abc import Callable
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


# Most builds make few of these pages, so what makes one is loaded when it is made.


def data(rows: Rows) -> Any:
    """What is published as data."""
    from oproep.rendering.data_page import data_page

    return data_page(rows)


def year(rows: Rows) -> Any:
    """The coming twelve months."""
    from oproep.rendering.year import year_page

    return year_page(rows)


def finder(rows: Rows) -> Any:
    """The questions that find a call."""
    from oproep.rendering.finder import finder_page

    return finder_page(rows)


def mine(rows: Rows) -> Any:
    """What a reader can follow."""
    from oproep.rendering.mine_page import mine_page

    return mine_page(rows)


def shortlist(rows: Rows) -> Any:
    """The calls that a reader has put aside."""
    from oproep.rendering.shortlist_page import shortlist_page

    return shortlist_page(rows)


def form(rows: Rows) -> Any:
    """The form for a new call."""
    from oproep.rendering.form import form_page

    return form_page(rows)


def statement(rows: Rows) -> Any:
    """The statement on accessibility."""
    from oproep.rendering.statement import statement_page

    return statement_page(rows)


def days(catalogue: Catalogue) -> bytes:
    """The dates of calls."""
    from oproep.rendering.year import year_depends

    return year_depends(catalogue)


def any_calls(catalogue: Catalogue) -> bytes:
    """Whether there are calls at all."""
    return repr(bool(catalogue.briefs)).encode()


OWN_PAGES = (
    OwnPage("search", "search.html", search_page, choices, description="description-search"),
    OwnPage("data", "data.html", data, description="data-intro", at_foot=True),
    OwnPage("year", "year.html", year, days, description="year-intro", at_foot=True, lists_calls=True),
    OwnPage("finder", "finder.html", finder, numbers, description="finder-intro"),
    OwnPage("mine", "mine.html", mine, any_calls, description="mine-intro", at_foot=True),
    OwnPage("shortlist", "shortlist.html", shortlist, description="shortlist-intro", at_foot=True),
    OwnPage("propose", "propose.html", form, description="form-intro", at_foot=True),
    OwnPage("accessibility", "accessibility.html", statement, description="statement-intro", at_foot=True),
)
