"""Saved answers of the EU Funding & Tenders portal's search interface (SEDIA) become drafts.

A result's `metadata` holds every value in a list, and some of them JSON in a string. Statuses are not taken over: of
1,018 results once marked open, 696 had closed; ours are computed from the dates. Texts are the European
Union's, reusable with their source named (Decision 2011/833/EU).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from oproep.importing.draft import Draft, Rejected, slug_of
from oproep.importing.ft_budget import amount_of, grouped, topic_budget
from oproep.importing.ft_programmes import fund_of
from oproep.importing.markdown_text import markdown_of, plain_text
from oproep.model.moment import EARLIEST, LATEST
from oproep.model.shape import FORBIDDEN, Raw

BRUSSELS = ZoneInfo("Europe/Brussels")
TOPIC, PROSPECT = "1", "2"  # a topic of a call for proposals; a call of external action
# Calls of topics close at 17:00 in Brussels; the interface writes that hour, or none, as if it were UTC.
NOMINAL = ("00:00", "17:00")
CLOSING_TIME = "17:00"
HOST = "ec.europa.eu/info/funding-tenders"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
FORTHCOMING = "31094501"
EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# first.last@… is a person's; a mailbox of a function has a name of its own
PERSONAL = re.compile(r"^[a-z]{2,}[._][a-z]{2,}@", re.IGNORECASE)
LONGEST_TEXT = 18_000  # of each of two texts: a body has room for both


class Unusable(ValueError):
    """A result that no record can be made of; the message is the reason."""


@dataclass(frozen=True)
class FtPortal:
    """Saved answers, one file a page."""

    files: tuple[Path, ...]

    def results(self) -> Iterator[Draft | Rejected]:
        """Every result of every file, and every file that cannot be read."""
        for path in self.files:
            yield from read_answer(path.name, path.read_bytes())


def read_answer(name: str, raw: bytes) -> Iterator[Draft | Rejected]:
    """The results of one answer. An answer that is not JSON is one rejected result."""
    try:
        answer = json.loads(raw)
        results = answer["results"]
        if not isinstance(results, list):
            raise TypeError
    except (ValueError, RecursionError) as error:
        yield Rejected(where=name, reason=f"This is not JSON: {error}.")
        return
    except (KeyError, TypeError):
        yield Rejected(where=name, reason="There is no list of results in it.")
        return
    for position, result in enumerate(results, 1):
        where = f"{name} #{position}"
        try:
            yield draft_of(Result(result))
        except Unusable as error:
            identifier = Result(result).first("identifier") if isinstance(result, dict) else None
            yield Rejected(where=f"{where} {identifier or ''}".strip(), reason=str(error))
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            yield Rejected(where=where, reason=f"It is not shaped like a result: {error}.")


class Result:
    """One result, its values out of their lists."""

    def __init__(self, result: Any) -> None:
        metadata = result.get("metadata") if isinstance(result, dict) else None
        if not isinstance(metadata, dict):
            raise Unusable("It has no metadata.")
        self.metadata: Mapping[str, Any] = metadata
        self.url = result.get("url")

    def all(self, name: str) -> list[str]:
        """Every value of a field, as clean text."""
        found = self.metadata.get(name)
        values = found if isinstance(found, list) else [found] if found is not None else []
        return [text for text in (FORBIDDEN.sub("", str(value)).strip() for value in values) if text]

    def first(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.all(name)), None)

    def json(self, name: str) -> Any:
        """A field that holds JSON in a string, or None."""
        text = self.first(name)
        try:
            return json.loads(text) if text else None
        except (ValueError, RecursionError):
            return None


def draft_of(result: Result) -> Draft:
    """The draft of a result, or `Unusable`."""
    identifier = result.first("identifier")
    title = plain_text(result.first("title") or "")[:300]
    if not identifier or not slug_of(identifier):
        raise Unusable("It has no identifier.")
    if not title:
        raise Unusable("It has no title.")
    kind = result.first("type")
    if kind not in (TOPIC, PROSPECT):
        raise Unusable(f"Its type is {kind or 'missing'}, neither a topic (1) nor a call of external action (2).")
    notes: list[str] = []
    fund = fund_of(result.first("frameworkProgramme"), result.all("programmePeriod"))
    if fund is None:
        notes.append(f"no programme is known for the code {result.first('frameworkProgramme')}")
    facts: dict[str, Raw] = {"official_title": {"en": title}, "identifier": identifier}
    if fund:
        facts["fund"] = fund.slug
    if opens := opening(result, kind, notes):
        facts["opens"] = opens
    facts["deadline"] = deadline(result, kind, notes)
    if money := money_of(result, identifier, notes):
        facts["budget"] = money
    if types := types_of_action(result):
        facts["types_of_action"] = list(types)
    if mailboxes := contacts(result, notes):
        facts["contacts"] = mailboxes
    facts["links"] = links(result, kind, identifier)
    return Draft(
        slug=slug_of(identifier),
        identifier=identifier,
        title=title,
        language="en",
        facts=facts,
        body=body(result, notes),
        fund=fund,
        notes=tuple(notes),
        fullness=sum(
            len(result.first(name) or "") for name in ("descriptionByte", "budgetOverview", "topicConditions")
        ),
        seen=result.first("esDA_IngestDate") or "",
    )


def moment(text: str, kind: str) -> str | None:
    """A moment of the interface as an editor writes it, in Brussels time; None when it is no moment or out of reach."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
    if not EARLIEST < found.year < LATEST:
        return None
    if kind == TOPIC and found.strftime("%H:%M") in NOMINAL and found.utcoffset() == UTC.utcoffset(None):
        return f"{found:%Y-%m-%d} {CLOSING_TIME}"
    return f"{found.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"


def opening(result: Result, kind: str, notes: list[str]) -> str | None:
    """The day from which proposals are taken."""
    text = result.first("startDate")
    found = moment(text, kind) if text else None
    if text and not found:
        notes.append(f"the opening {text!r} is not a moment")
    return found[:10] if found else None


def deadline(result: Result, kind: str, notes: list[str]) -> Raw:
    """Every deadline with its model: one moment, stages, or cut-offs; without a date, what is known of that."""
    moments: list[str] = []
    for text in result.all("deadlineDate"):
        found = moment(text, kind)
        if found is None:
            notes.append(f"the deadline {text!r} is not a moment")
        elif found not in moments:
            moments.append(found)
    moments.sort()
    if not moments:
        return "to-be-announced" if result.first("status") == FORTHCOMING else "unknown"
    if result.first("deadlineModel") == "two-stage":
        return [{"at": at, "stage": str(number)} for number, at in enumerate(moments, 1)]
    return moments[0] if len(moments) == 1 else list(moments)


def money_of(result: Result, identifier: str, notes: list[str]) -> dict[str, Raw]:
    """The money of the call: a plain amount for external action, an overview for topics."""
    if amount := amount_of(result.first("budget")):
        return {"total": f"{result.first('currency') or 'EUR'} {grouped(amount)}"}
    return topic_budget(result.json("budgetOverview"), identifier, notes)


def types_of_action(result: Result) -> tuple[str, ...]:
    """The kinds of grant, in the portal's own terms."""
    return tuple(dict.fromkeys(" ".join(text.split())[:300] for text in result.all("typesOfAction")))


def contacts(result: Result, notes: list[str]) -> list[Raw]:
    """The mailboxes of functions that the result names; addresses that look like a person's are left out."""
    texts = " ".join(result.first(name) or "" for name in ("supportInfo", "descriptionByte", "topicConditions"))
    found: dict[str, str] = {}
    for address in EMAIL.findall(texts):
        if not address.lower().endswith("europa.eu"):  # of others, such as a standards body, no call is theirs
            continue
        if PERSONAL.match(address):
            notes.append("an address that looks like a person's was left out")
        else:
            found.setdefault(address.lower(), address.rstrip("."))
    return [{"email": address} for address in list(found.values())[:10]]


def links(result: Result, kind: str, identifier: str) -> dict[str, Raw]:
    """The page on the portal, the way to hand in, and documents."""
    url = result.first("url") or str(result.url or "")
    found: dict[str, Raw] = {}
    if re.match(r"https?://[^\s\"<>]+$", url):
        found["source"] = url
    elif kind == TOPIC:
        found["source"] = f"{PORTAL}{identifier}"
    submissions = result.json("links")
    for one in submissions if isinstance(submissions, list) else ():
        if isinstance(one, dict) and str(one.get("url", "")).startswith("https://"):
            found["apply"] = one["url"]
            break
    documents = result.json("publicationDocuments")
    listed: list[Raw] = [
        {
            "label": plain_text(str(one.get("nameDoc") or "Document"))[:300],
            "url": str(one["docUrl"]),
            "language": language,
        }
        for one in (documents if isinstance(documents, list) else ())
        if isinstance(one, dict) and re.match(r"https?://[^\s\"<>]+$", str(one.get("docUrl", "")))
        for language in [str(one.get("languageDoc") or "en").lower()[:2]]
    ]
    if listed:
        found["documents"] = unique(listed)[:50]
    return found


def unique(values: Iterable[Raw]) -> list[Raw]:
    """The values without repetitions, in order."""
    found: list[Raw] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def body(result: Result, notes: list[str]) -> str:
    """The texts of the result as Markdown, for an editor to shorten, under the headings that every call has."""
    parts = []
    for heading, name in (("Objectives", "descriptionByte"), ("Conditions", "topicConditions")):
        text = markdown_of(result.first(name) or "")
        if len(text) > LONGEST_TEXT:
            notes.append(f"the text of {name} was cut from {len(text)} to {LONGEST_TEXT} characters")
            text = text[:LONGEST_TEXT].rpartition("\n\n")[0]
        if text:
            parts.append(f"## {heading}\n\n{text}")
    return "\n\n".join(parts)


def newest(files: Iterable[Path]) -> date | None:
    """The day of the newest entry in saved answers: the answers are of that day or later."""
    days = [
        found
        for path in files
        for found in re.findall(rb'"esDA_(?:Ingest|Queue)Date"\s*:\s*\[\s*"(\d{4}-\d{2}-\d{2})', path.read_bytes())
    ]
    return date.fromisoformat(max(days).decode()) if days else None
