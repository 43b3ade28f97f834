"""Calls, funds and topics become the rows of lists; each row is made once per language and serves every list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from oproep.catalogue.catalogue import LinkedCall, newest_period_first
from oproep.catalogue.entry import Entry
from oproep.model.fund import Fund
from oproep.model.status import Status
from oproep.rendering.later import call_counts
from oproep.rendering.moments import deadline, standing
from oproep.rendering.panels import in_short
from oproep.rendering.parts import CallCounts, CallGroups, CallRow, FundBrief, Link, Prose, TopicBrief
from oproep.rendering.scribe import Scribe

FIRST_HEADING = re.compile(r"<h[1-6]\b|<div class=\"footnote\">")
NOTE = re.compile(r"<sup id=[^>]*><a class=\"footnote-ref\".*?</sup>")  # its text stands on the fund's own page
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Rows:
    """The rows of one language."""

    scribe: Scribe
    made: dict[str, CallRow] = field(default_factory=dict)
    intros: dict[str, Prose | None] = field(default_factory=dict)

    def call(self, call: LinkedCall) -> CallRow:
        """A call in a list."""
        if call.slug not in self.made:
            self.made[call.slug] = self.make(call)
        return self.made[call.slug]

    def make(self, call: LinkedCall) -> CallRow:
        """The row of a call."""
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

    def intro(self, fund: Entry[Fund], on: Entry[Any]) -> Prose | None:
        """What a fund's text says before its first heading, for the pages of its calls; the same on all of them."""
        if fund.slug not in self.intros:
            whole = self.scribe.prose(fund, on=on, prefix="fund-", deeper=1)
            html = FIRST_HEADING.split(whole.html, maxsplit=1)[0] if whole else ""
            kept = Markup(NOTE.sub("", html).strip())  # noqa: S704 - a part of what was cleaned
            self.intros[fund.slug] = Prose(html=kept, lang=whole.lang) if whole and kept else None
        return self.intros[fund.slug]

    def groups(self, calls: Iterable[LinkedCall]) -> CallGroups:
        """Open first, by deadline; forthcoming; closed apart, the latest first."""
        listed = list(calls)
        over = sorted((call for call in listed if call.status.over), key=latest_first)
        coming = [call for call in listed if call.status is Status.FORTHCOMING]
        return CallGroups(
            open=tuple(self.call(call) for call in listed if call.status.is_open),
            forthcoming=tuple(self.call(call) for call in coming),
            closed=tuple(self.call(call) for call in over),
        )

    def counts(self, calls: Iterable[LinkedCall]) -> CallCounts:
        """How many of these calls are open and how many are announced, now and later."""
        return call_counts((call.timeline for call in calls), self.scribe.catalogue.now)

    def fund(self, fund: Entry[Fund]) -> FundBrief:
        """A fund in a list."""
        scribe, facts = self.scribe, fund.facts
        total = facts.budget.total if facts.budget else None
        return FundBrief(
            address=scribe.address(fund),
            title=scribe.title(fund),
            abbreviation=scribe.abbreviation(fund),
            summary=scribe.summary(fund),
            period=str(facts.period) if facts.period else None,
            budget=scribe.tongue.money(total) if total else None,
            counts=self.counts(scribe.catalogue.calls_of("funds", fund.slug)),
        )

    def funds(self, funds: Iterable[Entry[Fund]]) -> tuple[FundBrief, ...]:
        """Funds by the name of their programme, the periods of one together and the newest first."""

        def family(fund: Entry[Fund]) -> tuple[str, tuple[int, str]]:
            return (fund.facts.programme or fund.slug, newest_period_first(fund))

        return tuple(self.fund(fund) for fund in sorted(funds, key=family))

    def topic(self, entry: Entry[Any]) -> TopicBrief:
        """A theme or a kind of beneficiary in a list."""
        return TopicBrief(
            address=self.scribe.address(entry),
            title=self.scribe.title(entry),
            summary=self.scribe.summary(entry),
            counts=self.counts(self.scribe.catalogue.calls_of(entry.kind, entry.slug)),
        )

    def topics(self, entries: Iterable[Entry[Any]]) -> tuple[TopicBrief, ...]:
        """Themes or kinds of beneficiary, by name."""
        return tuple(sorted((self.topic(entry) for entry in entries), key=lambda topic: topic.title.text.casefold()))

    def links(self, entries: Iterable[Entry[Any]]) -> tuple[Link, ...]:
        """Links to entries, by name."""
        links = (self.scribe.link(entry) for entry in entries)
        return tuple(sorted(links, key=lambda link: link.words.text.casefold()))


def still_to_come(call: LinkedCall) -> bool:
    """Proposals are taken, or will be."""
    return not call.status.over


def latest_first(call: LinkedCall) -> tuple[float, str]:
    """Sorts calls that are over by when that was, as far as is known; the same order as in static/js/oproep.js."""
    line = call.timeline
    moment = line.cancelled or (line.closes[-1] if line.closes else line.until) or LONG_AGO
    return (-moment.timestamp(), call.slug)
