"""Calls go out once more in the shape of CommonGrants, the protocol of the US Department of Health and Human Services.

The shape is that of `OpportunityBase` in version 0.5 of https://commongrants.org/, in a list as its interface answers
one. It knows one language, so there is a file a language; a call has the same id in each. What it has no place for
stands under `customFields`. Dates and times mean the catalogue's zone, which their description names; amounts are
decimal text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from oproep.cache.packing import digest
from oproep.catalogue.linked import LinkedCall
from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.model.shape import Json
from oproep.model.status import Status
from oproep.outputs.artefact import Artefact, Pieces, Topics
from oproep.outputs.data import data_address, head_of
from oproep.rendering.edition import Edition
from oproep.rendering.later import instant
from oproep.rendering.moments import deadline, in_zone
from oproep.rendering.scribe import Scribe

in_short = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)  # the shape wants to know since when a call is here, and we may not
STATUSES = {
    Status.FORTHCOMING: {"value": "forecasted"},
    Status.OPEN: {"value": "open"},
    Status.CLOSING: {"value": "open"},
    Status.CLOSED: {"value": "closed"},
    Status.CANCELLED: {"value": "custom", "customValue": "cancelled"},
}
TYPES: tuple[tuple[type, str], ...] = ((str, "string"), (list, "array"), (dict, "object"))


def commongrants(edition: Edition, _topics: Topics | None = None) -> Iterator[Artefact]:
    """A file a language, with all calls."""
    catalogue, pieces = edition.catalogue, Pieces(edition.ledger)
    slugs = sorted(catalogue.briefs)
    shown = b"".join(catalogue.briefs[slug].facts for slug in slugs)
    said = head_of(catalogue)
    licence: Any = said["licence"]
    terms = f" Licence: {licence['name']}, {licence['url']}" if licence else ""
    message = f"As of {said['generated']}.{terms}"
    for code in edition.tongues:
        names = [piece_name(slug, code) for slug in slugs]
        yield Artefact(
            f"data/commongrants.{code}.json",
            digest(message.encode(), code.encode(), shown),
            partial(answer, message, names, pieces),
        )


def answer(message: str, names: list[str], pieces: Pieces) -> Iterator[bytes]:
    """A list as the protocol answers it, on one page, an opportunity a line."""
    page: dict[str, Json] = {"page": 1, "pageSize": max(len(names), 1), "totalItems": len(names), "totalPages": 1}
    yield f'{{"status":200,"message":{in_short(message)},"paginationInfo":{in_short(page)},"items":['.encode()
    between = "\n"
    for name in names:
        yield (between + pieces.get(name)).encode()
        between = ",\n"
    yield b"\n]}\n"


def commongrants_names(edition: Edition, slug: str) -> list[str]:
    """What the pieces of a call are kept by."""
    return [piece_name(slug, code) for code in edition.tongues]


def commongrants_pieces(edition: Edition, call: LinkedCall) -> list[str]:
    """A call in each language."""
    return [in_short(opportunity(edition, rows.scribe, call)) for rows in edition.rows.values()]


def piece_name(slug: str, language: str) -> str:
    """What a call in this shape is kept by."""
    return f"{slug} commongrants {language}"


def opportunity(edition: Edition, scribe: Scribe, call: LinkedCall) -> dict[str, Json]:
    """A call as an opportunity. Its id is the UUID (version 5 of RFC 9562) of the address of its facts."""
    facts, wording = call.facts, call.entry.wording(scribe.language)
    found: dict[str, Json] = {
        "id": str(uuid5(NAMESPACE_URL, edition.absolute(data_address(call.slug)))),
        "title": wording.title,
        "description": wording.summary or wording.title,
        "status": {**STATUSES[call.status], "description": scribe.tongue.text(f"status-{call.status}")},
        "keyDates": key_dates(scribe, call),
        "customFields": custom_fields(edition, scribe, call),
        "createdAt": begins(scribe, facts.published or facts.verified),
        "lastModifiedAt": begins(scribe, facts.seen),
    }
    if money := funding(call):
        found["funding"] = money
    if kinds := call.held("beneficiaries").value:
        found["acceptedApplicantTypes"] = [
            {"value": "custom", "customValue": slug, **described(scribe, "beneficiaries", slug)} for slug in kinds
        ]
    if facts.links and facts.links.source:
        found["source"] = facts.links.source
    return found


def begins(scribe: Scribe, day: date | None) -> str:
    """The instant at which a day begins; that of 1970 where no day is known."""
    return instant(Moment(day).begins(scribe.catalogue.settings.zone) if day else UNKNOWN)


def funding(call: LinkedCall) -> dict[str, Json]:
    """The amounts that the shape has a place for."""
    budget = call.facts.budget
    grant = budget.grant if budget else None
    amounts = {
        "totalAmountAvailable": budget.total if budget else None,
        "minAwardAmount": grant.min if grant else None,
        "maxAwardAmount": grant.max if grant else None,
    }
    found: dict[str, Json] = {name: money(amount) for name, amount in amounts.items() if amount}
    if budget and budget.expected_grants:
        found["estimatedAwardCount"] = int(budget.expected_grants)
    return found


def money(amount: Money) -> Json:
    """An amount."""
    return {"amount": str(amount.amount), "currency": amount.currency}


def key_dates(scribe: Scribe, call: LinkedCall) -> dict[str, Json]:
    """When newcomers can apply until, and every other moment by a name of its own.

    `postDate` is when the funder published it, which we do not know; since when it stands here is `createdAt`.
    """
    facts, text = call.facts, scribe.tongue.text
    found: dict[str, Json] = {"closeDate": closing(scribe, call)}
    others: dict[str, Json] = {}
    if facts.opens:
        others["opens"] = event(scribe, text("key-opens"), facts.opens)
    moments = facts.deadline.moments
    word = "stage" if facts.deadline.staged else "cutoff"
    for number, moment in enumerate(moments if len(moments) > 1 else (), 1):
        name = scribe.label(moment.label)
        called = name.text if name else text(f"{word}-n", number=moment.stage or number)
        others[f"{word}{number}"] = event(scribe, called, moment.at)
    for number, session in enumerate(facts.events, 1):
        label = scribe.label(session.title)
        others[f"session{number}"] = event(scribe, label.text if label else "", session.starts, session.ends)
    return {**found, "otherDates": others} if others else found


def closing(scribe: Scribe, call: LinkedCall) -> Json:
    """The next moment that a newcomer can meet, else the last one; in words where none has a date."""
    facts, view = call.facts.deadline, deadline(scribe, call)
    name = scribe.tongue.text("key-deadline")
    if facts.undated:
        return {"name": name, "eventType": "other", "details": view.sentence.text}
    coming = zip(call.timeline.closes, facts.entries, strict=True)
    at = next((moment.at for end, moment in coming if end == call.next_deadline), facts.entries[-1].at)
    return event(scribe, name, at)


def event(scribe: Scribe, name: str, begins: Moment, ends: Moment | None = None) -> dict[str, Json]:
    """A date, or two, each with a time where it has one; then in words as well, with the place whose time it is."""
    found: dict[str, Json] = {"name": name, "eventType": "dateRange" if ends else "singleDate"}
    for prefix, moment in (("start", begins), ("end", ends)) if ends else (("", begins),):
        if moment:
            found[f"{prefix}Date" if prefix else "date"] = moment.day.isoformat()
            if moment.time is not None:
                found[f"{prefix}Time" if prefix else "time"] = f"{moment.time:%H:%M:%S}"
                found.setdefault("description", in_zone(scribe, moment))
    return found


def custom_fields(edition: Edition, scribe: Scribe, call: LinkedCall) -> dict[str, Json]:
    """What the shape has no place for, as far as the call says it."""
    facts, wording = call.facts, call.entry.wording(scribe.language)
    share = call.cofinancing.value
    rates: dict[str, Json] = {"rate": f"{share.rate}%"} if share else {}
    if share and share.up_to:
        rates["up_to"] = f"{share.up_to}%"
    values: dict[str, Json] = {
        "language": wording.language,
        "url": edition.absolute(edition.addresses.record(scribe.language, "calls", call.slug)),
        "data": edition.absolute(data_address(call.slug)),
        "identifier": facts.identifier,
        "fund": named(scribe, "funds", call.fund.slug) if call.fund else None,
        "themes": [named(scribe, "themes", slug) for slug in call.held("themes").value],
        "countries": list(call.held("countries").value),
        "cofinancing": rates,
        "deadlineModel": facts.deadline.model,
        "timeZone": scribe.catalogue.settings.zone.key,
    }
    return {name: field(name, value) for name, value in values.items() if value}


def field(name: str, value: Json) -> Json:
    """A field of our own."""
    kind = next(kind for type_, kind in TYPES if isinstance(value, type_))
    return {"name": name, "fieldType": kind, "value": value}


def named(scribe: Scribe, kind: str, slug: str) -> dict[str, Json]:
    """Another record by its name and title."""
    return {"slug": slug, **described(scribe, kind, slug, "title")}


def described(scribe: Scribe, kind: str, slug: str, name: str = "description") -> dict[str, Json]:
    """What another record is called, if there is one of that name."""
    entry = scribe.catalogue.of_kind(kind).get(slug)
    return {name: scribe.title(entry).text} if entry else {}
