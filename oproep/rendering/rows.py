"""Calls, funds and topics become the rows of lists; the row of a call is written once and serves every list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from oproep.catalogue.catalogue import newest_period_first
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.model.fund import Fund
from oproep.rendering.lists import CallList, Leaf
from oproep.rendering.moments import deadline, standing
from oproep.rendering.panels import in_short
from oproep.rendering.parts import CallGroups, CallRow, FundBrief, Link, Prose, Subscription, TopicBrief, YearOfCalls
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import Words

FIRST_HEADING = re.compile(r"<h[1-6]\b|<div class=\"footnote\">")
MOST_KEPT = 2_000  # of about a kilobyte each
NOTE = re.compile(r"<sup id=[^>]*><a class=\"footnote-ref\".*?</sup>")  # its text stands on the fund's own page


@dataclass(frozen=True)
class Rows:
    """The rows of one language. `written` answers the row of a call as it stands in a list."""

    scribe: Scribe
    written: Callable[[str], Markup]
    intros: dict[str, Prose | None] = field(default_factory=dict)
    recent: dict[str, Markup] = field(default_factory=dict)

    def row(self, slug: str) -> Markup:
        """The row of a call as it was written, kept for a while: it stands in several lists and beside other calls."""
        found = self.recent.get(slug)
        if found is None:
            if len(self.recent) >= MOST_KEPT:
                self.recent.clear()
            found = self.recent[slug] = self.written(slug)
        return found

    def call(self, call: LinkedCall) -> CallRow:
        """A call in a list."""
        scribe = self.scribe
        return CallRow(
            address=scribe.address(call.entry),
            title=scribe.title(call.entry),
            summary=scribe.summary(call.entry),
            identifier=call.facts.identifier,
            standing=standing(scribe, call),
            deadline=deadline(scribe, call),
            fund=scribe.title(call.fund) if call.fund else None,
            budget=in_short(scribe, call.facts.budget),
        )

    def intro(self, fund: Entry[Fund]) -> Prose | None:
        """What a fund's text says before its first heading, for the pages of its calls; the same on all of them."""
        if fund.slug not in self.intros:
            whole = self.scribe.rough(fund)
            html = FIRST_HEADING.split(whole.html, maxsplit=1)[0] if whole else ""
            kept = NOTE.sub("", html).replace('href="#', f'href="record:funds/{fund.slug}#').strip()
            here = self.scribe.addresses.all(self.scribe.language, "calls")  # all calls stand in the same folder
            found = self.scribe.settled(Markup(kept), here)  # noqa: S704 - a part of what was cleaned
            self.intros[fund.slug] = Prose(html=found, lang=whole.lang) if whole and kept else None
        return self.intros[fund.slug]

    def groups(self, calls: CallList, leaf: Leaf, where: Callable[[str], str]) -> CallGroups:
        """One page of a list: open first, by deadline; forthcoming; closed apart, the latest first.

        `where` answers the address of a page of this list by its part.
        """
        more = calls.more(leaf)
        return CallGroups(
            open=self.of(calls.slugs(leaf.open)),
            forthcoming=self.of(calls.slugs(leaf.forthcoming)),
            closed=self.of(calls.slugs(leaf.closed)),
            counts=calls.counts_on(leaf),
            years=tuple(
                YearOfCalls(year=str(year), count=count, address=where(str(year)), here=year == leaf.year)
                for year, count in calls.beside(leaf)
            ),
            more=Link(address=where(more.part), words=Words(text=self.scribe.tongue.text("more-calls")))
            if more
            else None,
            calendar=None if leaf.part else self.subscription(calls.calendars, where("")),
        )

    def subscription(self, names: Sequence[str], page: str) -> Subscription | None:
        """The calendar of the calls that a page lists, with the years it is in, where one of them has a date."""
        if not names:
            return None
        calendar = self.scribe.addresses.calendar
        file, web = calendar(page), f"{self.scribe.catalogue.settings.url}{calendar(page)}"
        return Subscription(
            webcal=f"webcal:{web.partition(':')[2]}",
            web=web,
            file=file,
            years=tuple(Link(address=calendar(page, year), words=Words(text=year)) for year in names[1:]),
        )

    def at_home(self, slug: str) -> Markup:
        """The row of a call on the first page of the language, which stands a folder higher than every list."""
        row = str(self.row(slug))
        return Markup(row.replace('href="../', 'href="'))  # noqa: S704 - it was Markup

    def of(self, slugs: Iterable[str]) -> tuple[Markup, ...]:
        """The rows of calls."""
        return tuple(self.row(slug) for slug in slugs)

    def fund(self, fund: Entry[Fund]) -> FundBrief:
        """A fund in a list; the same in all of them."""
        return self.scribe.once(("fund in a list", fund.slug), lambda: self.brief_of(fund))

    def brief_of(self, fund: Entry[Fund]) -> FundBrief:
        """A fund in brief."""
        scribe, facts = self.scribe, fund.facts
        total = facts.budget.total if facts.budget else None
        return FundBrief(
            address=scribe.address(fund),
            title=scribe.title(fund),
            abbreviation=scribe.abbreviation(fund),
            summary=scribe.summary(fund),
            period=str(facts.period) if facts.period else None,
            budget=scribe.tongue.money(total) if total else None,
            counts=scribe.catalogue.counts_of("funds", fund.slug),
        )

    def fund_of_call(self, fund: Entry[Fund]) -> FundBrief:
        """A fund on the page of a call, which would change with any other call if it told how many there are."""
        return self.scribe.once(("fund of a call", fund.slug), lambda: self.brief_of(fund)._replace(counts=None))

    def funds(self, funds: Iterable[Entry[Fund]]) -> tuple[FundBrief, ...]:
        """Funds in lists."""
        return tuple(map(self.fund, self.in_families(funds)))

    def in_families(self, funds: Iterable[Entry[Fund]]) -> list[Entry[Fund]]:
        """Funds by the name of their programme, the periods of one together and the newest first."""

        def family(fund: Entry[Fund]) -> tuple[str, tuple[int, str]]:
            return (fund.facts.programme or fund.slug, newest_period_first(fund))

        return sorted(funds, key=family)

    def topic(self, entry: Entry[Any]) -> TopicBrief:
        """A theme or a kind of beneficiary in a list."""
        return TopicBrief(
            address=self.scribe.address(entry),
            title=self.scribe.title(entry),
            summary=self.scribe.summary(entry),
            counts=self.scribe.catalogue.counts_of(entry.kind, entry.slug),
        )

    def topics(self, entries: Iterable[Entry[Any]]) -> tuple[TopicBrief, ...]:
        """Themes or kinds of beneficiary, by name."""
        return tuple(sorted((self.topic(entry) for entry in entries), key=lambda topic: topic.title.text.casefold()))

    def links(self, entries: Iterable[Entry[Any]]) -> tuple[Link, ...]:
        """Links to entries, by name."""
        links = (self.scribe.link(entry) for entry in entries)
        return tuple(sorted(links, key=lambda link: link.words.text.casefold()))
