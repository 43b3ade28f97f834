"""A call, a fund, a theme or a kind of beneficiary becomes what its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oproep.catalogue.brief import events_in
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import Held, LinkedCall
from oproep.model.contact import Contact
from oproep.model.fund import Fund
from oproep.rendering.linked_data import grant, scheme_in_full
from oproep.rendering.moments import deadline, outdated, standing, when
from oproep.rendering.pages import CallPage, FundPage, TopicPage
from oproep.rendering.panels import apart, budget, changes, documents, event, facts
from oproep.rendering.parts import CallGroups, ContactCard, Link
from oproep.rendering.rows import Rows


def call_page(rows: Rows, call: LinkedCall, related: Iterable[str]) -> CallPage:
    """A call, whole, with the rows of those that are like it."""
    scribe, entry, own = rows.scribe, call.entry, call.facts
    fund, links = call.fund, own.links
    people = call.held("contacts")
    shown = facts(scribe, entry, call.held, fund, links)
    who, panel = apart(shown)
    return CallPage(
        title=scribe.title(entry),
        summary=scribe.summary(entry),
        identifier=own.identifier,
        standing=standing(scribe, call),
        deadline=deadline(scribe, call),
        calendar=scribe.addresses.calendar(scribe.address(entry)) if events_in(own) else None,
        notice=scribe.label(own.notice),
        outdated=outdated(scribe, call),
        translation=scribe.notice(entry),
        apply=scribe.outlink(links.apply if links and not call.status.over else None, ""),
        source=scribe.outlink(links.source if links else None, ""),
        facts=shown,
        who=who,
        panel=panel,
        budget=budget(scribe, own.budget, call.cofinancing, scribe.link(fund) if fund else None),
        body=scribe.prose(entry),
        contacts=call_contacts(rows, call, people),
        contacts_inherited=scribe.link(fund) if fund and people.inherited else None,
        theme_contacts=theme_contacts(rows, call.held("themes")),
        events=tuple(event(scribe, one) for one in own.events),
        documents=documents(scribe, links),
        changes=changes(scribe, own.changes),
        fund=rows.fund_of_call(fund) if fund else None,
        fund_intro=rows.intro(fund) if fund else None,
        related=tuple(rows.row(slug) for slug in related),
        verified=when(scribe, own.verified) if own.verified else None,
        published=when(scribe, own.published) if own.published else None,
        linked=grant(scribe, call),
    )


def call_contacts(rows: Rows, call: LinkedCall, held: Held) -> tuple[ContactCard, ...]:
    """The call's own contacts, else those of its fund, else the authorities of its fund with their part in it."""
    if call.fund and call.authorities:
        return authorities(rows, call.fund)
    return cards(rows, held.value)


def cards(rows: Rows, found: tuple[str | Contact, ...]) -> tuple[ContactCard, ...]:
    """Contacts as they are shown; many calls have the same."""
    scribe = rows.scribe
    return scribe.once(
        ("cards", found), lambda: tuple(scribe.card(scribe.catalogue.contact(one)) for one in found if known(rows, one))
    )


def authorities(rows: Rows, fund: Entry[Fund]) -> tuple[ContactCard, ...]:
    """The bodies that run a fund, each under what it is to the fund."""
    scribe = rows.scribe
    return scribe.once(
        ("authorities", fund.slug),
        lambda: tuple(
            scribe.card(scribe.catalogue.contact(one.contact), scribe.tongue.text(f"role-{one.role}"), one.scope)
            for one in fund.facts.authorities
            if known(rows, one.contact)
        ),
    )


def known(rows: Rows, named: str | Contact) -> bool:
    """A contact that is written out, or whose slug names one; `check` reports the others."""
    return not isinstance(named, str) or named in rows.scribe.catalogue.contacts


def theme_contacts(rows: Rows, held: Held) -> tuple[tuple[Link, ContactCard], ...]:
    """The office's own contact for each theme; a contact that serves several themes is shown once."""
    scribe = rows.scribe

    def found() -> tuple[tuple[Link, ContactCard], ...]:
        shown: dict[Any, tuple[Link, ContactCard]] = {}
        for slug in held.value:
            theme = scribe.catalogue.themes.get(slug)
            if theme and theme.facts.contact and known(rows, theme.facts.contact):
                card = scribe.card(scribe.catalogue.contact(theme.facts.contact))
                shown.setdefault(card, (scribe.link(theme), card))
        return tuple(shown.values())

    return scribe.once(("theme contacts", held.value), found)


def fund_page(rows: Rows, entry: Entry[Fund], calls: CallGroups) -> FundPage:
    """A fund, whole, with its calls and its sister periods."""
    scribe, own = rows.scribe, entry.facts
    who, panel = apart(facts(scribe, entry, lambda name: Held(value=getattr(own, name))))
    return FundPage(
        title=scribe.title(entry),
        summary=scribe.summary(entry),
        notice=scribe.label(own.notice),
        translation=scribe.notice(entry),
        abbreviation=scribe.abbreviation(entry),
        period=str(own.period) if own.period else None,
        who=who,
        panel=panel,
        budget=budget(scribe, own.budget),
        body=scribe.prose(entry),
        authorities=authorities(rows, entry),
        contacts=cards(rows, own.contacts),
        sisters=tuple(rows.fund(sister) for sister in scribe.catalogue.sisters(entry)),
        documents=documents(scribe, own.links),
        source=scribe.outlink(own.links.source if own.links else None, ""),
        calls=calls,
        verified=when(scribe, own.verified) if own.verified else None,
        linked=scheme_in_full(scribe, entry),
    )


def topic_page(rows: Rows, entry: Entry[Any], calls: CallGroups) -> TopicPage:
    """A theme or a kind of beneficiary, with its calls and its funds."""
    scribe, catalogue, own = rows.scribe, rows.scribe.catalogue, entry.facts
    theme = entry.kind == "themes"
    contact = own.contact if theme else None
    funds = [fund for fund in catalogue.funds.values() if entry.slug in getattr(fund.facts, entry.kind)]
    return TopicPage(
        kind="theme" if theme else "beneficiary",
        title=scribe.title(entry),
        summary=scribe.summary(entry),
        translation=scribe.notice(entry),
        body=scribe.prose(entry),
        contact=scribe.card(catalogue.contact(contact)) if contact and known(rows, contact) else None,
        related=rows.links(catalogue.themes[slug] for slug in own.related if slug in catalogue.themes) if theme else (),
        funds=rows.funds(funds),
        calls=calls,
    )
