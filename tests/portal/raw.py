"""A second reader of the portal's answers, which shares no line with the importer, and says what must be published.

All texts and codes of the answers beside this file are made up.
"""

from __future__ import annotations

import json
import re
from calendar import monthcalendar
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

PAGES = (Path(__file__).with_name("page-1.json"), Path(__file__).with_name("page-2.json"))
NEWEST = "2026-06-26"
FUNDS = {
    "43252405": "life-2021-2027",
    "43108390": "horizon-2021-2027",
    "31045243": "h2020-2014-2020",
    "111111": "relex-prospect-2021-2027",
}


def results() -> list[dict[str, Any]]:
    """Every result of the two pages."""
    return [result for page in PAGES for result in json.loads(page.read_text(encoding="utf-8"))["results"]]


def calls() -> dict[str, dict[str, Any]]:
    """The fullest result of every identifier, as the rule says; capitals in an identifier do not count."""
    best: dict[str, dict[str, Any]] = {}
    for result in results():
        meta = result["metadata"]
        code = meta["identifier"][0].lower()
        usable = meta["type"][0] in "12" and re.sub("<[^>]+>", "", meta["title"][0]).strip()
        if usable and (code not in best or weight(result) > weight(best[code])):
            best[code] = result
    return {result["metadata"]["identifier"][0]: result for result in best.values()}


def weight(result: dict[str, Any]) -> tuple[int, str]:
    meta = result["metadata"]
    texts = ("descriptionByte", "topicConditions", "budgetOverview")
    return sum(len("".join(meta.get(name, []))) for name in texts), meta["esDA_IngestDate"][0]


def published(result: dict[str, Any]) -> dict[str, Any]:
    """The facts of a result in the form of the published data."""
    meta = result["metadata"]
    topic = meta["type"] == ["1"]
    moments = sorted({in_brussels(text, topic=topic) for text in meta["deadlineDate"]})
    forthcoming = meta["status"] == ["31094501"]
    model = meta.get("deadlineModel", ["single-stage"])
    facts = {
        "identifier": meta["identifier"][0],
        "title": " ".join(re.sub("<[^>]+>", "", meta["title"][0]).replace("&amp;", "&").split()),
        "fund": FUNDS.get(meta["frameworkProgramme"][0]),
        "opens": in_brussels(meta["startDate"][0], topic=topic)[:10],
        "model": model[0] if moments else "to-be-announced" if forthcoming else "unknown",
        "moments": moments,
        "types_of_action": [{"en": name} for name in dict.fromkeys(meta["typesOfAction"])],
        "source": meta["url"][0] if topic else result["url"],
        "verified": NEWEST,
        **money(meta),
    }
    ways = [way["url"] for way in json.loads(meta.get("links", ["[]"])[0]) if way["url"].startswith("http")]
    papers = [
        one["docUrl"] for one in json.loads(meta.get("publicationDocuments", ["[]"])[0]) if "://" in one["docUrl"]
    ]
    return {**facts, "apply": ways[0] if ways else None, "documents": papers}


def money(meta: dict[str, Any]) -> dict[str, Any]:
    """Total, least, most and number of grants, as decimal numbers."""
    if Decimal(meta.get("budget", ["0"])[0]):
        return {"total": Decimal(meta["budget"][0]), "min": None, "max": None, "grants": None}
    mine = list(own_actions(meta))
    years = [Decimal(v) for a in mine if isinstance(a["budgetYearMap"], dict) for v in a["budgetYearMap"].values()]
    least = min((Decimal(a["minContribution"]) for a in mine if a["minContribution"]), default=None)
    most = max((Decimal(a["maxContribution"]) for a in mine if a["maxContribution"]), default=None)
    if most and most > sum(years):
        least = most = None
    grants = sum(a["expectedGrants"] for a in mine)
    return {"total": sum(years) or None, "min": least, "max": most, "grants": str(grants) if grants else None}


def own_actions(meta: dict[str, Any]) -> Iterator[dict[str, Any]]:
    overview = json.loads(meta.get("budgetOverview", ["{}"])[0])
    for actions in overview.get("budgetTopicActionMap", {}).values():
        yield from (action for action in actions if action["action"].startswith(meta["identifier"][0] + " - "))


def in_brussels(text: str, *, topic: bool) -> str:
    """The wall clock in Brussels, by the rule of Directive 2000/84/EC; topics close at 17:00 there."""
    utc = datetime.fromisoformat(text[:19])
    if topic:
        assert text[11:16] in ("00:00", "17:00"), "the excerpts hold no other hour of a topic"
        return f"{utc:%Y-%m-%d} 17:00"
    begins, ends = (last_sunday(utc.year, month) for month in (3, 10))
    return f"{utc + timedelta(hours=2 if begins <= utc < ends else 1):%Y-%m-%d %H:%M}"


def last_sunday(year: int, month: int) -> datetime:
    return datetime(year, month, max(week[6] for week in monthcalendar(year, month)), 1)  # noqa: DTZ001 - UTC by the rule
