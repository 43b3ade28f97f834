"""What each page shows, one frozen value per kind of page, made of the parts of `parts`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from oproep.catalogue.counts import Counts
from oproep.rendering.parts import (
    BudgetView,
    CallGroups,
    ChangeView,
    ContactCard,
    DeadlineView,
    EventView,
    Fact,
    FundBrief,
    Link,
    Outlink,
    Prose,
    Standing,
    TopicBrief,
    TranslationNotice,
)
from oproep.rendering.words import TimedWords, When, Words

if TYPE_CHECKING:  # few builds need these
    from oproep.rendering.forge import Repository
    from oproep.rendering.form_fields import FormChoice, FormField
    from oproep.rendering.money_bars import MoneyBars


class HomePage(NamedTuple):
    """The home page of one language."""

    welcome: Prose | None  # from site.toml, may be absent
    closing: tuple[Markup, ...]  # rows of the next deadlines, soonest first
    newest: tuple[Markup, ...]  # rows of those most recently published
    themes: tuple[TopicBrief, ...]
    funds: tuple[FundBrief, ...]
    beneficiaries: tuple[TopicBrief, ...]
    counts: Counts
    total_calls: int
    linked: Mapping[str, Any]  # the catalogue in the terms of schema.org


class CallPage(NamedTuple):
    """A call, whole."""

    title: Words
    summary: Words | None
    identifier: str | None
    standing: Standing
    deadline: DeadlineView
    calendar: str | None  # the address of its events, where it has any
    notice: Words | None
    outdated: TimedWords | None  # told while one can apply, when the facts were checked long ago
    translation: TranslationNotice | None
    apply: Outlink | None
    source: Outlink | None
    facts: tuple[Fact, ...]  # in the order of the declared keys
    who: Fact | None  # the one of them that stands in the head of the page: who may apply
    panel: tuple[Fact, ...]  # the others
    budget: BudgetView | None
    body: Prose | None
    contacts: tuple[ContactCard, ...]
    contacts_inherited: Link | None
    theme_contacts: tuple[tuple[Link, ContactCard], ...]  # the office's own contact for each theme
    events: tuple[EventView, ...]
    documents: tuple[Outlink, ...]
    changes: tuple[ChangeView, ...]  # the newest first
    fund: FundBrief | None
    fund_intro: Prose | None
    related: tuple[Markup, ...]  # their rows
    verified: When | None
    published: When | None
    linked: Mapping[str, Any]  # the same in the terms of schema.org


class FundPage(NamedTuple):
    """A fund, whole, with its calls and its sister periods."""

    title: Words
    summary: Words | None
    notice: Words | None
    translation: TranslationNotice | None
    abbreviation: str | None  # when the title does not say it
    period: str | None
    who: Fact | None  # the fact that stands in the head of the page: who may apply
    panel: tuple[Fact, ...]  # the others, in the order of the declared keys
    budget: BudgetView | None
    body: Prose | None
    authorities: tuple[ContactCard, ...]
    contacts: tuple[ContactCard, ...]
    sisters: tuple[FundBrief, ...]  # the other periods of the same programme
    documents: tuple[Outlink, ...]
    source: Outlink | None
    calls: CallGroups
    verified: When | None
    linked: Mapping[str, Any]  # the same in the terms of schema.org


class TopicPage(NamedTuple):
    """A theme or a kind of beneficiary: its words, its calls, its funds."""

    kind: str  # "theme" | "beneficiary"
    title: Words
    summary: Words | None
    translation: TranslationNotice | None
    body: Prose | None
    contact: ContactCard | None  # the office's own contact for this theme
    related: tuple[Link, ...]
    funds: tuple[FundBrief, ...]
    calls: CallGroups


class CallsPage(NamedTuple):
    """All calls, or a further page of any list of calls."""

    calls: CallGroups
    year: str | None = None  # of calls that are over and stand here alone
    of: Link | None = None  # the first page of the list, on any further one


class FundList(NamedTuple):
    """All funds, those of the same programme together."""

    funds: tuple[FundBrief, ...]
    money: MoneyBars | None


class TopicList(NamedTuple):
    """All themes, or all kinds of beneficiary."""

    kind: str  # "theme" | "beneficiary"
    topics: tuple[TopicBrief, ...]
    money: MoneyBars | None = None


class SearchChoice(NamedTuple):
    """One value of a search filter: what the index calls it, and what the reader reads."""

    value: str
    label: str


class SearchFilter(NamedTuple):
    """A filter of the search page."""

    name: str  # theme | fund | beneficiary | status | year
    label: str
    choices: tuple[SearchChoice, ...]


class SearchTarget(NamedTuple):
    """A theme, a kind of beneficiary or a fund that a reader may be looking for, and its other names."""

    kind: str
    link: Link
    names: str


class SearchPage(NamedTuple):
    """The search page: everything the script needs stands in the page as data."""

    targets: tuple[SearchTarget, ...]
    filters: tuple[SearchFilter, ...]
    calls: int  # 0: there is no index, and nothing to search
    joined: tuple[str, ...]  # the ways to other catalogues that are searched as well, from the top of this one


class AboutPage(NamedTuple):
    """What this catalogue is, who keeps it, its licences."""

    body: Prose | None
    counts: tuple[Fact, ...]
    repository: Outlink | None = None  # where a mistake can be mended
    report: Outlink | None = None  # where one is reported without mending it
    email: Outlink | None = None  # whom to tell of one


class FormPart(NamedTuple):
    """A part of the form with a heading of its own; its words begin with `form-<name>`."""

    name: str
    fields: tuple[FormField, ...]


class FormTarget(NamedTuple):
    """The page of a forge on which a new file is made."""

    forge: str
    url: str
    takes_text: bool  # its address may hold the name of the file and its text


class FormPage(NamedTuple):
    """The form that writes the Markdown of a new call."""

    parts: tuple[FormPart, ...]
    more: FormPart  # what is seldom needed
    languages: tuple[FormChoice, ...]
    headings: tuple[str, ...]  # the conventional ones of a text
    example: str  # a file as it is written by hand
    target: FormTarget | None
    guide: Outlink  # without an address where nothing is known of the repository
    email: Outlink | None
    rules: Mapping[str, Any]  # for the script
    words: Mapping[str, str]  # that it says
    counts: Mapping[str, Mapping[str, str]]  # of what it takes over, by plural form


class Greeting(NamedTuple):
    """One language of a page that speaks all of them: the chooser and the 404."""

    language: str
    autonym: str
    home: str
    search: str
    calls: str
    words: tuple[tuple[str, str], ...]  # word id, text in that language


class ManyTongues(NamedTuple):
    """The language chooser and the 404, which speak every language at once."""

    greetings: tuple[Greeting, ...]
    base: str | None = None  # the 404 is served at any depth: its links count from here


class Redirect(NamedTuple):
    """An old address that leads to where the record is now."""

    target: str
    title: Words


class Alternate(NamedTuple):
    """The same page in another language."""

    language: str
    autonym: str
    address: str


class Frame(NamedTuple):
    """What stands around every page of one language; made once per language."""

    language: str
    zone: str  # in which dates and times are meant
    locale: str  # of the language and a country: nl_BE
    locales: tuple[str, ...]  # those of the other languages
    catalogue: str  # the address it is published at: what a browser keeps for a reader is called by it
    site_name: str
    tagline: str
    publisher: str
    home: str
    search: str
    opensearch: str  # what tells a browser how to search
    year: str
    bundle: str  # what the catalogue as one file is called
    finder: Link
    propose: Link
    shortlist: Link
    mine: Link  # the calls of what a reader follows
    nav: tuple[Link, ...]  # calls, themes, funds, who may apply
    footer: tuple[Link, ...]  # about and the like
    licence: Outlink
    csp: str
    repository: Repository | None  # where the files are changed, and mistakes are reported
