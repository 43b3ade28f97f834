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
from urllib.parse import quote
from zoneinfo import ZoneInfo

from oproep.importing.draft import Draft, Rejected, slug_of
from oproep.importing.ft_budget import amount_of, grouped, topic_budget
from oproep.importing.ft_programmes import fund_of
from oproep.importing.ft_result import Result, Unusable
from oproep.importing.mailboxes import mailboxes_in
from oproep.importing.markdown_text import markdown_of, plain_text, visible
from oproep.model.contact import URL
from oproep.model.moment import DAY, EARLIEST, LATEST
from oproep.model.problem import Wrong, quoted
from oproep.model.shape import Raw

BRUSSELS = ZoneInfo("Europe/Brussels")
TOPIC, PROSPECT = "1", "2"  # a topic of a call for proposals; a call of external action
# Calls of topics close at 17:00 in Brussels; the interface writes that hour, or none, as if it were UTC.
NOMINAL = ("00:00", "17:00")
CLOSING_TIME = "17:00"
HOST = "ec.europa.eu/info/funding-tenders"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
FORTHCOMING = "31094501"
TEXTS = ("supportInfo", "descriptionByte", "topicConditions")  # where mailboxes are named
FULLNESS = ("descriptionByte", "budgetOverview", "topicConditions")  # how long these are tells full from thin
LONGEST_TEXT = 18_000  # of each of two texts: a body has room for both
LONGEST_IDENTIFIER = 200
MOST_MOMENTS, MOST_STAGES = 60, 9
MOST_TYPES, MOST_DOCUMENTS = 50, 50


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
        yield Rejected(where=name, reason=f"This is not JSON: {str(error)[:200]}.")
        return
    except (KeyError, TypeError):
        yield Rejected(where=name, reason="There is no list of results in it.")
        return
    for position, result in enumerate(results, 1):
        where = f"{name} #{position}"
        try:
            yield draft_of(Result(result))
        except Unusable as error:
            yield Rejected(where=where, reason=str(error))
        except (ValueError, RecursionError) as error:
            yield Rejected(where=where, reason=f"It is not shaped like a result: {str(error)[:200]}.")


def draft_of(result: Result) -> Draft:
    """The draft of a result, or `Unusable`."""
    identifier, title, kind = name_of(result)
    notes: list[str] = []
    programme = result.first("frameworkProgramme")
    fund = fund_of(programme, result.all("programmePeriod"))
    if fund is None:
        notes.append(f"no programme is known for the code {(programme or 'missing')[:40]}")
    facts: dict[str, Raw] = {
        "official_title": {"en": title},
        "identifier": identifier,
        "fund": fund.slug if fund else "",
        "opens": opening(result, kind, notes) or "",
        "deadline": deadline(result, kind, notes),
        "budget": money_of(result, identifier, notes),
        "types_of_action": types_of_action(result),
        "contacts": mailboxes_in(" ".join(result.first(name) or "" for name in TEXTS), notes),
        "links": links(result, kind, identifier, notes),
    }
    return Draft(
        slug=slug_of(identifier),
        identifier=identifier,
        title=title,
        language="en",
        facts={name: value for name, value in facts.items() if value},
        body=body(result, notes),
        fund=fund,
        notes=tuple(notes),
        fullness=sum(len(result.first(name) or "") for name in FULLNESS),
        seen=result.first("esDA_IngestDate") or "",
    )


def name_of(result: Result) -> tuple[str, str, str]:
    """Identifier, title and type of a result, or `Unusable` without one of them."""
    identifier = " ".join((result.first("identifier") or "").split())
    title = plain_text(result.first("title") or "")
    kind = result.first("type") or "missing"
    if not slug_of(identifier):
        raise Unusable("It has no identifier.")
    if len(identifier) > LONGEST_IDENTIFIER:
        raise Unusable(f"Its identifier has {len(identifier)} characters.")
    if not title:
        raise Unusable(f"{identifier} has no title.")
    if kind not in (TOPIC, PROSPECT):
        known = "neither a topic (1) nor a call of external action (2)"
        raise Unusable(f"The type of {identifier} is {kind[:20]}, {known}.")
    return identifier, title, kind


def moment(text: str, kind: str) -> str | None:
    """A moment of the interface as an editor writes it, in Brussels time; None when it is no moment or out of reach."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
    if not EARLIEST < found.year < LATEST:  # a year from either end, so that Brussels time stays within
        return None
    if kind == TOPIC and found.strftime("%H:%M") in NOMINAL and found.utcoffset() == UTC.utcoffset(None):
        return f"{found:%Y-%m-%d} {CLOSING_TIME}"
    return f"{found.astimezone(BRUSSELS):%Y-%m-%d %H:%M}"


def opening(result: Result, kind: str, notes: list[str]) -> str | None:
    """The day from which proposals are taken."""
    text = result.first("startDate")
    found = moment(text, kind) if text else None
    if text and not found:
        notes.append(f"the opening {quoted(text)} is not a moment")
    return found[:10] if found else None


def deadline(result: Result, kind: str, notes: list[str]) -> Raw:
    """Every deadline with its model: one moment, stages, or cut-offs; without a date, what is known of that."""
    moments: list[str] = []
    for text in result.all("deadlineDate"):
        found = moment(text, kind)
        if found is None:
            notes.append(f"the deadline {quoted(text)} is not a moment")
        elif found not in moments:
            moments.append(found)
    moments.sort()
    if not moments:
        return "to-be-announced" if result.first("status") == FORTHCOMING else "unknown"
    staged = result.first("deadlineModel") == "two-stage" and len(moments) <= MOST_STAGES
    if len(moments) > MOST_MOMENTS:
        notes.append(f"the last {len(moments) - MOST_MOMENTS} of {len(moments)} deadlines were left out")
        moments = moments[:MOST_MOMENTS]
    if staged:
        return [{"at": at, "stage": str(number)} for number, at in enumerate(moments, 1)]
    return moments[0] if len(moments) == 1 else list(moments)


def money_of(result: Result, identifier: str, notes: list[str]) -> dict[str, Raw]:
    """The money of the call: a plain amount for external action, an overview for topics."""
    if amount := amount_of(result.first("budget")):
        return {"total": f"{result.first('currency') or 'EUR'} {grouped(amount)}"}
    return topic_budget(result.json("budgetOverview"), identifier, notes)


def types_of_action(result: Result) -> list[Raw]:
    """The kinds of grant, in the portal's own terms, which are English."""
    return unique({"en": text} for each in result.all("typesOfAction") if (text := plain_text(each)))[:MOST_TYPES]


def links(result: Result, kind: str, identifier: str, notes: list[str]) -> dict[str, Raw]:
    """The page on the portal, the way to hand in, and documents."""
    found: dict[str, Raw] = {}
    if source := address(result.first("url"), notes) or address(result.url, notes):
        found["source"] = source
    elif kind == TOPIC:
        found["source"] = f"{PORTAL}{quote(identifier)}"
    ways = (address(one.get("url"), notes) for one in result.listed("links"))
    if way := next(filter(None, ways), None):
        found["apply"] = way
    documents = [document for one in result.listed("publicationDocuments") for document in document_of(one, notes)]
    if documents:
        found["documents"] = unique(documents)[:MOST_DOCUMENTS]
    return found


def document_of(one: Mapping[str, Any], notes: list[str]) -> Iterator[Raw]:
    """A document with its name and language, when it has an address."""
    url = address(one.get("docUrl"), notes)
    if url is not None:
        language = str(one.get("languageDoc") or "").strip().lower()[:2]
        yield {
            "label": plain_text(str(one.get("nameDoc") or "")) or "Document",
            "url": url,
            **({"language": language} if re.fullmatch(r"[a-z]{2}", language) else {}),
        }


def address(value: Any, notes: list[str]) -> str | None:
    """The address of a page on the web; anything else that should be one is noted."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return URL.read(visible(value))
    except Wrong as error:
        notes.append(f"a link was left out: {error.faults[0].message}")
        return None


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
        try:
            text = markdown_of(result.first(name) or "")
        except ValueError as error:
            notes.append(f"the text of {name} was left out: {error}")
            continue
        if len(text) > LONGEST_TEXT:
            whole, text = len(text), text[:LONGEST_TEXT]
            text = next((kept for gap in ("\n\n", "\n", " ") if (kept := text.rpartition(gap)[0])), text)
            notes.append(f"the text of {name} was cut from {whole} to {len(text)} characters")
        if text:
            parts.append(f"## {heading}\n\n{text}")
    return "\n\n".join(parts)


def newest(files: Iterable[Path]) -> date | None:
    """The day of the newest entry in saved answers: the answers are of that day or later."""
    days = {
        found
        for path in files
        for found in re.findall(rb'"esDA_(?:Ingest|Queue)Date"\s*:\s*\[\s*"(\d{4}-\d{2}-\d{2})', path.read_bytes())
    }
    return max(filter(None, map(day_in, days)), default=None)


def day_in(raw: bytes) -> date | None:
    """A day that is in the calendar and within reach."""
    try:
        return DAY.read(raw.decode())
    except Wrong:
        return None
