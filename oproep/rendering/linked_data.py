"""What a page shows goes out once more for search engines: JSON-LD in the terms of schema.org.

A call is a MonetaryGrant with an ApplyAction from its opening to its deadline: schema.org has no word for a call, and
`validThrough` belongs to no grant. A fund is a FundingScheme, of which it names Horizon 2020 as an example. Amounts are
decimal text, exact; moments carry the offset of the catalogue's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.model.budget import Budget
from oproep.model.contact import Event
from oproep.model.fund import Fund
from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.model.status import Status
from oproep.rendering.address import CHOOSER, LISTED
from oproep.rendering.page import Page
from oproep.rendering.pages import Frame
from oproep.rendering.scribe import Scribe

Node = dict[str, Any]
CONTEXT = "https://schema.org"
END_OF_DAY = time(23, 59, 59)


def linked_data(site: Frame, page: Page, view: Any) -> Node | None:
    """A page with the thing that it is about; None for one of many languages."""
    if page.canonical is None or page.address == CHOOSER:
        return None
    home = site.catalogue + site.home
    thing: Mapping[str, Any] | None = getattr(view, "linked", None)
    found: Node = {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": page.canonical,
        "url": page.canonical,
        "name": page.title,
        "inLanguage": page.language,
        "isPartOf": {"@type": "WebSite", "@id": f"{home}#website", "name": site.site_name, "url": home},
    }
    if page.description and not (thing and "description" in thing):
        found["description"] = page.description
    for name, key in (("datePublished", "published"), ("lastReviewed", "verified")):
        if moment := getattr(view, key, None):
            found[name] = moment.iso
    if page.address != site.home:
        found["breadcrumb"] = breadcrumb(site, page)
    if thing:
        found["mainEntity"] = thing
    return found


def breadcrumb(site: Frame, page: Page) -> Node:
    """The way from the home page to this one."""
    steps = [(site.site_name, site.catalogue + site.home)]
    if page.kind in LISTED:
        above = site.nav[LISTED.index(page.kind)]
        steps.append((above.words.text, site.catalogue + above.address))
    steps.append((page.title, page.canonical or ""))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def grant(scribe: Scribe, call: LinkedCall) -> Node:
    """A call."""
    facts, here = call.facts, whole(scribe, scribe.address(call.entry))
    links, summary = facts.links, scribe.summary(call.entry)
    parts: Node = {
        "@type": "MonetaryGrant",
        "@id": f"{here}#call",
        "name": scribe.title(call.entry).text,
        "description": summary.text if summary else None,
        "identifier": facts.identifier,
        "url": here,
        "sameAs": links.source if links else None,
        "funder": scheme(scribe, call.fund) if call.fund else None,
        "amount": amounts(scribe, facts.budget) if facts.budget else None,
        "potentialAction": application(scribe, call) if call.status is not Status.CANCELLED else None,
        "subjectOf": [session(scribe, each) for each in facts.events],
    }
    return said(parts)


def application(scribe: Scribe, call: LinkedCall) -> Node | None:
    """Applying, from when to when a newcomer can; None where neither is known."""
    facts, zone = call.facts, scribe.catalogue.settings.zone
    entries, links = facts.deadline.entries, facts.links
    if not facts.opens and not entries:
        return None
    parts: Node = {
        "@type": "ApplyAction",
        "startTime": local(facts.opens, zone, time.min) if facts.opens else None,
        "endTime": local(entries[-1].at, zone, END_OF_DAY) if entries else None,
        "target": links.apply if links else None,
    }
    return said(parts)


def amounts(scribe: Scribe, budget: Budget) -> list[Node]:
    """What there is in all, and what a project may ask."""
    text, found = scribe.tongue.text, list[Node]()
    if budget.total:
        total = {"value": str(budget.total.amount)}
        found.append(amount(text("budget-total"), budget.total, total))
    if budget.grant and (one := budget.grant.max or budget.grant.min):
        limits = {"minValue": budget.grant.min, "maxValue": budget.grant.max}
        found.append(amount(text("budget-grant"), one, {name: str(of.amount) for name, of in limits.items() if of}))
    return found


def amount(name: str, of: Money, values: Mapping[str, str]) -> Node:
    """An amount, or the limits of one."""
    return {"@type": "MonetaryAmount", "name": name, "currency": of.currency, **values}


def session(scribe: Scribe, event: Event) -> Node:
    """An information session."""
    zone, title, place = scribe.catalogue.settings.zone, scribe.label(event.title), scribe.label(event.place)
    parts: Node = {
        "@type": "Event",
        "name": title.text if title else None,
        "startDate": at(event.starts, zone),
        "endDate": at(event.ends, zone) if event.ends else None,
        "location": {"@type": "Place", "name": place.text} if place else None,
        "url": event.url,
    }
    return said(parts)


def scheme(scribe: Scribe, fund: Entry[Fund]) -> Node:
    """A fund, as its calls name it."""
    here = whole(scribe, scribe.address(fund))
    parts: Node = {
        "@type": "FundingScheme",
        "@id": f"{here}#fund",
        "name": scribe.title(fund).text,
        "alternateName": fund.facts.abbreviation,
        "url": here,
    }
    return scribe.once(("scheme", fund.slug), lambda: said(parts))


def scheme_in_full(scribe: Scribe, fund: Entry[Fund]) -> Node:
    """A fund, as its own page shows it."""
    summary, links = scribe.summary(fund), fund.facts.links
    more: Node = {"description": summary.text if summary else None, "sameAs": links.source if links else None}
    return {**scheme(scribe, fund), **said(more)}


def website(scribe: Scribe) -> Node:
    """The catalogue, and how it is searched."""
    settings, text = scribe.catalogue.settings, scribe.label
    home = whole(scribe, scribe.addresses.home(scribe.language))
    search = whole(scribe, scribe.addresses.page(scribe.language, "search"))
    name, description, publisher = text(settings.name), text(settings.description), text(settings.publisher)
    parts: Node = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": name.text if name else None,
        "description": description.text if description else None,
        "url": home,
        "inLanguage": scribe.language,
        "license": settings.licence.url if settings.licence else None,
        "publisher": {"@type": "Organization", "name": publisher.text} if publisher else None,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
    return said(parts)


def dataset(scribe: Scribe, title: str, description: str, files: Iterable[str]) -> Node:
    """The data, with the files that they are fetched by."""
    settings = scribe.catalogue.settings
    publisher = scribe.label(settings.publisher)
    parts: Node = {
        "@type": "Dataset",
        "name": title,
        "description": description,
        "license": settings.licence.url if settings.licence else None,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": publisher.text} if publisher else None,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": whole(scribe, where),
                "encodingFormat": "text/csv" if where.endswith(".csv") else "application/json",
            }
            for where in files
        ],
    }
    return said(parts)


def whole(scribe: Scribe, where: str) -> str:
    """An address on the web."""
    return scribe.catalogue.settings.url + where


def at(moment: Moment, zone: ZoneInfo) -> str:
    """A moment by ISO 8601: its day, or its time with the offset of the zone."""
    return moment.day.isoformat() if moment.time is None else local(moment, zone, time.min)


def local(moment: Moment, zone: ZoneInfo, otherwise: time) -> str:
    """A moment with the offset of the zone; one that has no time gets this one."""
    found = moment if moment.time is not None else Moment(moment.day, otherwise)
    return found.begins(zone).astimezone(zone).isoformat()


def said(parts: Node) -> Node:
    """What is known of these parts."""
    return {name: part for name, part in parts.items() if part not in (None, [], {})}
