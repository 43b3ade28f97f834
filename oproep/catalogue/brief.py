"""A call becomes its brief: what the catalogue as a whole must know of it, small enough for tens of thousands.

Instants in it are whole seconds since 1970, UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from oproep.catalogue.ageing import turns_of_age
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.news import news_of, told
from oproep.catalogue.titles import folded_title
from oproep.model.call import Call
from oproep.model.moment import Moment
from oproep.model.settings import Settings
from oproep.model.status import Status

NEVER = 253_370_764_800  # the year 9999
LONG_AGO = -62_135_596_800  # the year 1
NO_YEAR = "none"
SHARED = (  # what many calls have in common
    "fund", "themes", "beneficiaries", "contacts", "years", "published", "opens", "ended", "later", "since", "until",
    "uses", "seen", "dates", "total",
)  # fmt: skip


class Dated(NamedTuple):
    """A day on which something of a call begins or ends: it opens, or a deadline, a cut-off or a stage is over."""

    day: int  # of the calendar since the year 1, where the catalogue is at home
    what: str  # opens | deadline | cutoff | stage
    number: int = 0  # of the cut-off or the stage


class Brief(NamedTuple):
    """A call as lists see it."""

    slug: str
    status: Status
    fund: str | None
    themes: tuple[str, ...]  # its own, or its fund's
    beneficiaries: tuple[str, ...]  # likewise
    contacts: tuple[str, ...]  # its own, that are records
    identifier: str | None
    aliases: tuple[str, ...]
    years: tuple[str, ...]  # in which a newcomer can meet a deadline, or NO_YEAR
    published: int  # day of the calendar since the year 1; 0 when it is not known
    next_deadline: int | None
    opens: int | None
    ended: int  # when it was over, as far as is known
    later: tuple[tuple[int, Status], ...]  # the statuses it will have, and from when on
    since: int  # what is shown of it has been the same since then,
    until: int  # and will be until then, if nobody changes a file
    events: int = 0  # in a calendar
    title: str = ""  # of the original, folded
    news: tuple[tuple[int, str, str], ...] = ()  # what feeds tell of it: since when, the kind, the day (ISO 8601)
    own: bytes = b""  # digest of its files
    uses: bytes = b""  # digest of the other records whose words or facts it shows
    rows: bytes = b""  # digest of its rows in lists, in every language
    facts: bytes = b""  # digest of what is published of it as data; empty where that was not wanted
    seen: int = 0  # the last day it is known to have been published, checked or changed; likewise
    links: tuple[tuple[str, str], ...] = ()  # kind and slug of the records that its texts lead to
    dates: tuple[Dated, ...] = ()  # in the order of time
    total: tuple[str, Decimal] | None = None  # currency (ISO 4217) and amount of all there is to divide

    def sharing(self, same: dict[Any, Any]) -> Brief:
        """The same brief, with what many have in common held once: funds, themes and the like."""
        dates = tuple(same.setdefault(dated, dated) for dated in self.dates)
        of = self._replace(dates=dates)
        return of._replace(**{name: same.setdefault(value, value) for name in SHARED if (value := getattr(of, name))})


def in_order(brief: Brief) -> tuple[int, int, str]:
    """The order of lists: the next deadline first; those without a date after; then by name."""
    deadline, opens = brief.next_deadline, brief.opens
    return (NEVER if deadline is None else deadline, NEVER if opens is None else opens, brief.slug)


def latest_first(brief: Brief) -> tuple[int, str]:
    """The order of calls that are over; the same as in static/js/oproep.js."""
    return (-brief.ended, brief.slug)


def brief_of(call: LinkedCall, now: datetime, settings: Settings) -> Brief:
    """The brief of a call as it stands at `now`."""
    facts, line = call.facts, call.timeline
    since, until = LONG_AGO, NEVER
    moment = int(now.timestamp())
    for turn in turns(call, settings):
        at = int(turn.timestamp())
        since, until = (max(since, at), until) if at <= moment else (since, min(until, at))
    ended = line.cancelled or (line.closes[-1] if line.closes else line.until)
    return Brief(
        slug=call.slug,
        status=call.status,
        fund=call.fund.slug if call.fund else None,
        themes=tuple(call.held("themes").value),
        beneficiaries=tuple(call.held("beneficiaries").value),
        contacts=tuple(contact for contact in facts.contacts if isinstance(contact, str)),
        identifier=facts.identifier,
        events=events_in(facts),
        title=folded_title(facts.title),
        aliases=facts.aliases,
        years=deadline_years(call),
        published=(facts.published or date.min).toordinal() - 1,
        seen=(facts.seen or date.min).toordinal() - 1,
        next_deadline=seconds(call.next_deadline),
        opens=seconds(line.opens),
        ended=int(ended.timestamp()) if ended else LONG_AGO,
        later=tuple((int(turn.timestamp()), status) for turn, status in line.turns(now) if turn > now),
        since=since,
        until=until,
        dates=tuple(sorted(dates_of(call))),
        total=(facts.budget.total.currency, facts.budget.total.amount) if facts.budget and facts.budget.total else None,
        news=tuple((int(of.begins.timestamp()), str(of.tiding), str(of.day)) for of in told(call, settings.zone, now)),
    )


def seconds(moment: datetime | None) -> int | None:
    """Seconds since 1970."""
    return int(moment.timestamp()) if moment else None


def instant_of(found: int | None) -> datetime | None:
    """The instant of seconds since 1970."""
    return None if found is None else datetime.fromtimestamp(found, UTC)


def turns(call: LinkedCall, settings: Settings) -> Iterator[datetime]:
    """Every instant at which something that is shown or said of a call becomes another, though no file changes."""
    yield from call.timeline.changes()
    facts, zone = call.facts, settings.zone
    for moment in facts.deadline.moments:
        yield moment.at.ends(zone)
    for event in facts.events:
        yield (event.ends or event.starts).ends(zone)
    for news in news_of(call, zone):
        yield news.begins
        if news.ends:
            yield news.ends
    yield from turns_of_age(call, zone)
    if facts.verified:  # from then on a reader is warned that the facts are old
        yield Moment(facts.verified + timedelta(days=settings.fresh_days + 1)).begins(zone)


def dates_of(call: LinkedCall) -> Iterator[Dated]:
    """Every day on which something of a call begins or ends."""
    if call.facts.opens:
        yield Dated(call.facts.opens.day.toordinal(), "opens")
    deadline = call.facts.deadline
    for number, moment in enumerate(deadline.moments, 1):
        what = "stage" if deadline.staged else "cutoff" if len(deadline.moments) > 1 else "deadline"
        yield Dated(moment.at.day.toordinal(), what, 0 if what == "deadline" else int(moment.stage or number))


def events_in(facts: Call) -> int:
    """How many events a call has in a calendar: its opening, each moment of its deadline, each session."""
    return (facts.opens is not None) + len(facts.deadline.moments) + len(facts.events)


def deadline_years(call: LinkedCall) -> tuple[str, ...]:
    """The years in which a newcomer can meet a deadline, or the word for a deadline without a date."""
    years = {str(moment.at.day.year) for moment in call.facts.deadline.entries}
    return tuple(sorted(years)) or (NO_YEAR,)
