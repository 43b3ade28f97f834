"""The parts that pages are made of, as frozen values: compared, cached, handed to a template as they are.

An address in a view is counted from the top of the site (`nl/oproepen/x.html`); only a template,
which knows where it stands, makes it relative. Words are plain text unless they are `Markup`.
A `lang` is set only on words that are in another language than the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from oproep.catalogue.counts import Counts
from oproep.rendering.prose import sections
from oproep.rendering.words import TimedWords, When, Words

ADDED_TO = frozenset({"budget", "contact"})  # ids of headings


class Prose(NamedTuple):
    """Safe HTML made of an editor's Markdown; a part of a text has the `name` of the section that it ends with."""

    html: Markup
    lang: str | None = None
    name: str = ""

    @property
    def parts(self) -> tuple[Prose, ...]:
        """The text, cut after the sections that a page adds to: its figures and its contacts."""
        if not any(f'id="{name}"' in self.html for name in ADDED_TO):
            return (self,)
        found, kept = list[Prose](), Markup()
        for name, html in sections(self.html):
            kept += html
            if name in ADDED_TO:
                found.append(Prose(html=kept, lang=self.lang, name=name))
                kept = Markup()
        return (*found, Prose(html=kept, lang=self.lang)) if kept else tuple(found)


class Link(NamedTuple):
    """A link inside the site."""

    address: str
    words: Words


class Outlink(NamedTuple):
    """A link to another site, checked to be http, https, mailto or tel."""

    url: str
    words: Words
    hreflang: str | None = None


class Standing(NamedTuple):
    """A call's status as it was at the build; the browser works it out again from `moments`."""

    code: str  # forthcoming | open | closing | closed | cancelled
    label: str
    moments: str  # JSON for the browser, see static/js/oproep.js


class DeadlineLine(NamedTuple):
    """One moment of a deadline: a stage, a cut-off, or the only one."""

    when: When
    label: Words | None  # "Stage 1", "Cut-off", or the editor's own label
    past: TimedWords  # empty until it is
    extended_from: When | None = None


class DeadlineView(NamedTuple):
    """The deadline as a reader wants it: one sentence, then every moment when there are several."""

    sentence: TimedWords  # "31 March 2026 at 17:00 (Brussels time)" or "The deadline is not known."
    short: TimedWords  # for a list: "31 Mar 2026" or "not known"
    lines: tuple[DeadlineLine, ...] = ()  # empty unless there is more than one, or one with a label
    extended_from: When | None = None  # what it was before it was extended, where it is the only one
    note: str | None = None  # "Second stage: only for those invited after the first."


class CallRow(NamedTuple):
    """A call in a list."""

    address: str
    title: Words
    summary: Words | None
    identifier: str | None
    standing: Standing
    deadline: DeadlineView
    fund: Words | None
    budget: str | None


class Shown(NamedTuple):
    """One value of a fact: plain words, with a link inside or outside the site when there is one."""

    words: Words
    address: str | None = None
    url: str | None = None
    iso: str | None = None
    note: Words | None = None


class Fact(NamedTuple):
    """A row of the facts panel. `inherited` is the fund that said it, when the call itself is silent."""

    key: str
    label: str
    values: tuple[Shown, ...]
    inherited: Link | None = None


class Phone(NamedTuple):
    """A telephone number to read, and its RFC 3966 link."""

    text: str
    url: str


class ContactCard(NamedTuple):
    """Whom to ask. `heading` is the authority's part in the fund ("Delegated authority"), if it has one."""

    heading: str | None
    scope: Words | None
    organisation: Words | None
    person: str | None
    role: Words | None
    email: str | None
    phones: tuple[Phone, ...]
    url: Outlink | None
    address_lines: tuple[str, ...]
    source: Words | None


class EventView(NamedTuple):
    """An information session."""

    title: Words
    when: When
    until: When | None
    place: Words | None
    url: str | None
    past: bool
    past_mark: TimedWords  # empty until it is


class ChangeView(NamedTuple):
    """What changed in a call after it was published, and on which day."""

    day: When
    what: Words


class MoneyPart(NamedTuple):
    """A part of a budget, and its piece of the bar (0 to 100, one decimal) when there is a total."""

    label: Words
    amount: str
    percent: str | None = None  # of the total, in words of the language
    start: str | None = None
    share: str | None = None


class BudgetView(NamedTuple):
    """Money: the total, its parts, what is set aside inside it, what one project may ask."""

    total: str | None
    parts: tuple[MoneyPart, ...] = ()
    earmarked: tuple[MoneyPart, ...] = ()
    grant: str | None = None  # "EUR 100,000 to EUR 250,000"
    expected_grants: str | None = None
    cofinancing: str | None = None
    cofinancing_note: Words | None = None
    cofinancing_inherited: Link | None = None
    note: Words | None = None


class TranslationNotice(NamedTuple):
    """Told to a reader whose language lacks a fresh translation of this record."""

    text: str
    original: Link | None


class FundBrief(NamedTuple):
    """A fund on a call's page or in a list."""

    address: str
    title: Words
    abbreviation: str | None  # when the title does not say it
    summary: Words | None
    period: str | None
    budget: str | None
    counts: Counts | None  # None where it is not said: on the page of a call it would change without the call


class TopicBrief(NamedTuple):
    """A theme or a kind of beneficiary in a list, with how many of its calls are open, and how many will be."""

    address: str
    title: Words
    summary: Words | None
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class YearOfCalls:
    """The calls that were over in a year, on a page of their own."""

    year: str
    count: int | None  # told where all years are counted: a page of one year stays as it is when others change
    address: str
    here: bool  # it is the page that is shown


class Subscription(NamedTuple):
    """The calendar of a list of calls: where a program looks for it, and where it stands beside the page."""

    webcal: str  # whole, for a program that takes it over from the browser
    web: str  # the same for one that it is pasted into
    file: str  # from the top of the site
    years: tuple[Link, ...] = ()  # what is over, where that stands apart


class CallGroups(NamedTuple):
    """Calls as every list shows them: open first, by deadline; forthcoming; closed apart, newest first.

    A list may have too many for one page: then the counts say how many there are in all, or of the year that the page
    is about; `years` leads to those that are over, and `more` to what comes next. The rows are HTML that was written
    before.
    """

    counts: Counts
    open: tuple[Markup, ...] = ()
    forthcoming: tuple[Markup, ...] = ()
    closed: tuple[Markup, ...] = ()  # cancelled ones too, told apart by their standing
    years: tuple[YearOfCalls, ...] = ()
    more: Link | None = None
    calendar: Subscription | None = None  # on the first page of a list that has dates
