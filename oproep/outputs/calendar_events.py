"""A call becomes the events of a calendar (RFC 5545): its opening, every stage or cut-off, every information session.

All that an event says follows from the content and never from the clock, so a calendar stays the same bytes until
somebody changes a call. Instants are UTC; whole days are days of the catalogue's zone.

- A UID is made of the oldest name of the call (the first of its `aliases`), of what the event is, and of the host of
  the catalogue's address. The only deadline of a call is `deadline`, however often it moves; a stage has its number, a
  cut-off the day it first was (`extended_from`), so that one put in before it leaves it alone; a session its place
  in the list.
- A deadline with a time is a block of half an hour that ends at it: programs draw an event without a length as a line
  that few people see, or give it an hour that begins when all is over; a row of half an hour is the finest in which
  Outlook, Google and Apple show a day. A session whose end nobody knows is given none.
- SEQUENCE grows with each change that is told of, with an extension and a cancellation; within that with the day
  itself, so that a deadline which moves to a later day without a word is still a newer version of its event.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from oproep.catalogue.linked import LinkedCall
from oproep.model.contact import Event
from oproep.model.deadline import DeadlineMoment
from oproep.model.moment import EARLIEST, Moment
from oproep.outputs.content_lines import bare, content_line, text_line, text_value, time_line
from oproep.rendering.edition import Edition
from oproep.rendering.moments import in_zone
from oproep.rendering.panels import in_short
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

BLOCK = timedelta(minutes=30)
DAY = timedelta(days=1)
LONG_AGO = date(EARLIEST, 1, 1)  # days are counted from it
REVISION = 100_000  # more than there are days in reach: what is told of a change outweighs any move
BEFORE_DEADLINE, BEFORE_SESSION = (14, 2), (1,)  # days
MORNING = 9  # the hour at which one is reminded of a whole day

Span = tuple[date | datetime, date | datetime | None]  # days or UTC instants; the end is exclusive


class CalendarEvent(NamedTuple):
    """An event of a call, in one language."""

    uid: str
    sequence: int
    modified: datetime  # UTC
    starts: date | datetime  # a day, or a UTC instant
    ends: date | datetime | None  # exclusive
    summary: Words
    description: str
    url: str
    categories: tuple[str, ...]
    location: Words | None
    cancelled: bool
    reminders: tuple[int, ...]  # days before, for a single download
    language: str

    def text(self, *, alarms: bool = False) -> str:
        """The VEVENT, line for line; `alarms` only where a reader takes one call along (RFC 5545, 3.6.6)."""
        lines = [
            "BEGIN:VEVENT\r\n",
            content_line("UID", bare(self.uid)),
            time_line("DTSTAMP", self.modified),  # without a METHOD it is the same as LAST-MODIFIED (3.8.7.2)
            time_line("LAST-MODIFIED", self.modified),
            f"SEQUENCE:{self.sequence}\r\n",
            time_line("DTSTART", self.starts),
            time_line("DTEND", self.ends) if self.ends else "",
            text_line("SUMMARY", self.summary.text, self.summary.lang or self.language),
            text_line("DESCRIPTION", self.description, self.language),
            text_line("LOCATION", self.location.text, self.location.lang or self.language) if self.location else "",
            content_line(f"CATEGORIES;LANGUAGE={self.language}", ",".join(map(text_value, self.categories)))
            if self.categories
            else "",
            content_line("URL", bare(self.url)),
            f"STATUS:{'CANCELLED' if self.cancelled else 'CONFIRMED'}\r\n",
            "TRANSP:TRANSPARENT\r\n",  # nobody is busy because a call closes
        ]
        if alarms and not self.cancelled:
            lines.extend(self.alarm(days) for days in self.reminders)
        return "".join([*lines, "END:VEVENT\r\n"])

    def alarm(self, days: int) -> str:
        """A reminder so many days before; of a whole day in the morning, since midnight helps nobody."""
        whole = not isinstance(self.starts, datetime)
        hours = f"-PT{days * 24 - MORNING}H"  # before midnight, when the day begins
        trigger = hours if whole else f"-P{days}D"
        words = text_line("DESCRIPTION", self.summary.text, self.summary.lang or self.language)
        return f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{trigger}\r\n{words}END:VALARM\r\n"


class Told(NamedTuple):
    """What is told of an event: its moment, that moment as a sentence, and what the event is called."""

    moment: Moment
    when: str
    summary: str
    extended: bool = False


def events_of(edition: Edition, call: LinkedCall, language: str) -> tuple[CalendarEvent, ...]:
    """Every event of a call in one language: opening, deadlines, sessions; none where nothing has a date."""
    return tuple(CallEvents(edition, call, language))


class CallEvents:
    """What the events of one call have in common, and each of them."""

    def __init__(self, edition: Edition, call: LinkedCall, language: str) -> None:
        self.call, self.language = call, language
        self.scribe: Scribe = edition.rows[language].scribe
        self.text = self.scribe.tongue.text
        self.zone = edition.catalogue.settings.zone
        self.title = self.scribe.title(call.entry)
        self.cancelled = call.facts.cancelled is not None
        self.url = edition.absolute(self.scribe.address(call.entry))
        self.host = urlsplit(edition.catalogue.settings.url).hostname or "localhost"
        self.name = (*call.facts.aliases, call.slug)[0]
        self.about = self.facts()
        self.themes = tuple(self.titles("themes"))

    def __iter__(self) -> Iterator[CalendarEvent]:
        if self.call.facts.opens:
            yield self.opening(self.call.facts.opens)
        yield from self.deadlines(self.call.facts.deadline.moments)
        for number, session in enumerate(self.call.facts.events, 1):
            yield self.session(session, number)

    def opening(self, opens: Moment) -> CalendarEvent:
        """From when proposals are taken."""
        summary = self.text("calendar-opening", title=self.title.text)
        if opens.time is None:
            return self.event("opening", self.told(opens, summary), (opens.day, opens.day + DAY))
        begins = opens.begins(self.zone)
        return self.event("opening", self.told(opens, summary), (begins, begins + BLOCK))

    def deadlines(self, moments: Sequence[DeadlineMoment]) -> Iterator[CalendarEvent]:
        """The deadline, or every stage or cut-off."""
        taken: Counter[str] = Counter()
        for number, moment in enumerate(moments, 1):
            first = (moment.extended_from or moment.at).day
            key = f"stage-{moment.stage}" if moment.stage else f"cutoff-{first}" if len(moments) > 1 else "deadline"
            taken[key] += 1
            again = f"{key}-{taken[key]}" if taken[key] > 1 else key  # cut-offs of one day
            told = Told(moment.at, in_zone(self.scribe, moment.at), self.deadline_words(moment, number, len(moments)))
            if before := moment.extended_from:
                was = f"{self.text('extended-from')} {self.scribe.tongue.moment(before)}"
                told = told._replace(when=f"{told.when}\n{was}", extended=True)
            yield self.event(again, told, self.until(moment.at), BEFORE_DEADLINE)

    def deadline_words(self, moment: DeadlineMoment, number: int, of: int) -> str:
        """What a deadline is called in a calendar."""
        title = self.title.text
        if label := self.scribe.label(moment.label):
            return self.text("calendar-labelled", label=label.text, title=title)
        if moment.stage:
            return self.text("calendar-stage", number=moment.stage, title=title)
        return self.text("calendar-cutoff" if of > 1 else "calendar-deadline", number=number, title=title)

    def until(self, moment: Moment) -> Span:
        """The block that ends at a deadline, or its whole day."""
        if moment.time is None:
            return moment.day, moment.day + DAY
        end = moment.ends(self.zone)
        return end - BLOCK, end

    def session(self, session: Event, number: int) -> CalendarEvent:
        """An information session; of whole days when one of its moments has no time."""
        starts, ends = session.starts, session.ends
        span: Span
        if starts.time is None or (ends and ends.time is None):
            span = starts.day, max(starts.day, ends.day if ends else starts.day) + DAY
        else:
            begins, end = starts.begins(self.zone), ends.begins(self.zone) if ends else None
            span = begins, end if end and end > begins else None
        title = self.scribe.label(session.title) or Words(text="")
        told = self.told(starts, self.text("calendar-session", session=title.text, title=self.title.text))
        if session.url:
            told = told._replace(when=f"{told.when}\n{self.text('calendar-enrol', url=session.url)}")
        found = self.event(f"session-{number}", told, span, BEFORE_SESSION)
        return found._replace(location=self.scribe.label(session.place))

    def told(self, moment: Moment, summary: str) -> Told:
        """What is told of a moment that is no deadline: of a day there is no end to speak of."""
        in_words = self.scribe.tongue.moment(moment) if moment.time is None else in_zone(self.scribe, moment)
        return Told(moment, in_words, summary)

    def event(self, key: str, told: Told, span: Span, reminders: tuple[int, ...] = ()) -> CalendarEvent:
        """The event of this key, which takes this span."""
        facts = self.call.facts
        revisions = len(facts.changes) + told.extended + self.cancelled
        days = (facts.published, facts.verified, facts.cancelled, *(change.date for change in facts.changes))
        last = max((day for day in days if day), default=LONG_AGO)
        summary = self.text("calendar-cancelled", summary=told.summary) if self.cancelled else told.summary
        return CalendarEvent(
            uid=f"{self.name}-{key}@{self.host}",
            sequence=revisions * REVISION + (told.moment.day - LONG_AGO).days,
            modified=datetime.combine(last, time.min, UTC) + timedelta(seconds=revisions),
            starts=span[0],
            ends=span[1],
            summary=Words(text=summary, lang=self.title.lang),
            description=f"{told.when}\n{self.about}",
            url=self.url,
            categories=self.themes,
            location=None,
            cancelled=self.cancelled,
            reminders=reminders,
            language=self.language,
        )

    def facts(self) -> str:
        """What stays true whenever it is read: the fund, the money, who may apply, and where the rest stands."""
        call, scribe = self.call, self.scribe
        found = {
            "key-fund": scribe.title(call.fund).text if call.fund else "",
            "key-budget": in_short(scribe, call.facts.budget) or "",
            "who-may-apply": ", ".join(self.titles("beneficiaries")),
        }
        lines = [self.text("calendar-fact", label=self.text(key), value=value) for key, value in found.items() if value]
        return "\n".join([*lines, self.url])

    def titles(self, kind: str) -> Iterator[str]:
        """The titles of the records of a kind that a call names or inherits."""
        entries = self.scribe.catalogue.of_kind(kind)
        return (self.scribe.title(entries[slug]).text for slug in self.call.held(kind).value if slug in entries)
