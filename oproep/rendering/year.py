"""The dates of calls become a year of deadlines: twelve months from that of the build on, in lanes and month by month.

The months are those of the catalogue's time zone. A new day changes nothing here; the browser draws where today is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from oproep.catalogue.brief import Brief, Dated
from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.linked import LinkedCall
from oproep.model.status import Status
from oproep.rendering.lanes import YearLanes, YearMark, YearMonth, lanes, months_of
from oproep.rendering.moments import standing
from oproep.rendering.parts import Link, Standing
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import When, Words

MOST = 150  # dates that each have a mark and a row; of more they are counted by month
GROUPS = ("themes", "funds")
FORMS = ("deadline", "cutoff", "stage", "opens")


class YearRow(NamedTuple):
    """A row of the table of a month."""

    when: When
    what: str
    form: str  # one of FORMS, as its mark
    call: Link
    origin: tuple[Words, ...]  # its fund and its themes


class YearDates(NamedTuple):
    """The table of a month."""

    name: str
    rows: tuple[YearRow, ...]


class Undated(NamedTuple):
    """A call that is open or announced and has no date in these months."""

    call: Link
    standing: Standing


class YearPage(NamedTuple):
    """A year of deadlines."""

    months: tuple[YearMonth, ...]
    first: str  # day, RFC 3339
    end: str  # the day after the last
    groups: tuple[YearLanes, ...]  # by theme, by fund
    forms: tuple[str, ...]  # of the marks that there are
    dates: tuple[YearDates, ...]  # empty where there are too many to name each
    undated: tuple[Undated, ...]
    others: bool  # there are too many of those to name each
    total: int  # how many dates there are


def days_of(catalogue: Catalogue) -> tuple[date, ...]:
    """The first day of each of the twelve months, and of the one after them."""
    today = catalogue.now.astimezone(catalogue.settings.zone).date()
    months = (today.year * 12 + today.month - 1 + number for number in range(13))
    return tuple(date(month // 12, month % 12 + 1, 1) for month in months)


def dates_in(catalogue: Catalogue) -> list[tuple[Dated, Brief]]:
    """Every date of these months but those of cancelled calls, in the order of time."""
    days = days_of(catalogue)
    first, end = days[0].toordinal(), days[-1].toordinal()
    found = (
        (dated, brief)
        for brief in catalogue.briefs.values()
        if brief.dates and brief.dates[-1].day >= first and brief.status is not Status.CANCELLED
        for dated in brief.dates
        if first <= dated.day < end
    )
    return sorted(found, key=lambda each: (each[0], each[1].slug))


def undated_in(catalogue: Catalogue, dates: Iterable[tuple[Dated, Brief]]) -> list[Brief]:
    """The calls that are open or announced and have no date in these months, in the order of lists."""
    dated = {brief.slug for _, brief in dates}
    return [brief for brief in catalogue.briefs.values() if not brief.status.over and brief.slug not in dated]


def year_depends(catalogue: Catalogue) -> bytes:
    """What the page shows of calls: of few their dates and the words of their rows, of many how many there are."""
    dates = dates_in(catalogue)
    undated = undated_in(catalogue, dates)
    shown: list[Any]
    if len(dates) <= MOST:
        shown = [(dated, brief.slug, brief.fund, brief.themes, brief.rows) for dated, brief in dates]
    else:
        counted = Counter((dated.day, brief.fund, brief.themes) for dated, brief in dates)
        months: Counter[Any] = Counter()
        for (day, fund, themes), count in counted.items():
            months[month_of(day), fund, themes] += count
        shown = sorted(months.items(), key=repr)
    shown.append([(brief.slug, brief.rows) for brief in undated] if len(undated) <= MOST else ())
    return repr((days_of(catalogue)[0], len(dates), len(undated) > 0, shown)).encode()


def month_of(number: int) -> tuple[int, int]:
    """The year and the month of a day."""
    day = date.fromordinal(number)
    return day.year, day.month


def year_page(rows: Rows) -> YearPage:
    """The coming twelve months."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue
    days, dates = days_of(catalogue), dates_in(catalogue)
    undated = undated_in(catalogue, dates)
    named = [date_of_call(scribe, dated, brief) for dated, brief in dates] if len(dates) <= MOST else []
    return YearPage(
        months=months_of(scribe, days),
        first=days[0].isoformat(),
        end=days[-1].isoformat(),
        groups=tuple(
            lanes(scribe, kind, days, [(dated.day, brief) for dated, brief in dates], [mark(each) for each in named])
            for kind in GROUPS
        ),
        forms=tuple(form for form in FORMS if any(row.form == form for row in named)),
        dates=tuple(by_month(scribe, named)),
        undated=tuple(undated_call(scribe, catalogue.calls[brief.slug]) for brief in undated)
        if len(undated) <= MOST
        else (),
        others=len(undated) > MOST,
        total=len(dates),
    )


def date_of_call(scribe: Scribe, dated: Dated, brief: Brief) -> YearRow:
    """A date as the table writes it."""
    catalogue, day = scribe.catalogue, date.fromordinal(dated.day)
    fund = catalogue.funds.get(brief.fund or "")
    themes = [catalogue.themes[slug] for slug in brief.themes if slug in catalogue.themes]
    return YearRow(
        when=When(text=scribe.tongue.day_of_month(day), iso=day.isoformat()),
        what=said_of(scribe, dated),
        form=form_of(dated),
        call=scribe.link(catalogue.calls[brief.slug].entry),
        origin=tuple(scribe.title(entry) for entry in ([fund] if fund else []) + themes),
    )


def said_of(scribe: Scribe, dated: Dated) -> str:
    """What begins or ends on a date."""
    if dated.what in ("stage", "cutoff"):
        return scribe.tongue.text(f"{dated.what}-n", number=dated.number)
    return scribe.tongue.text("key-deadline" if dated.what == "deadline" else "year-opens")


def form_of(dated: Dated) -> str:
    """The form of a mark: a newcomer meets the first stage as any deadline, the others not at all."""
    return "deadline" if dated.what == "stage" and dated.number == 1 else dated.what


def mark(row: YearRow) -> YearMark:
    """The mark of a date, without a place yet; its words are those of the table."""
    return YearMark(address=row.call.address, form=row.form, said=f"{row.call.words.text}\n{row.what}, {row.when.text}")


def by_month(scribe: Scribe, rows: list[YearRow]) -> Iterator[YearDates]:
    """The tables, one for each month that has a date."""
    for month, found in groupby(rows, key=lambda row: row.when.iso[:7]):
        yield YearDates(name=scribe.tongue.month(date.fromisoformat(f"{month}-01")), rows=tuple(found))


def undated_call(scribe: Scribe, call: LinkedCall) -> Undated:
    """A call without a date in these months."""
    return Undated(call=scribe.link(call.entry), standing=standing(scribe, call))
