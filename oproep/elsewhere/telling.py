"""Answers become something to read: lines on a terminal, JSON, or the Markdown of an issue."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from oproep.elsewhere.addresses import Place
from oproep.elsewhere.asking import Answer, Verdict

MOST_TOLD = 150  # addresses of a kind: an issue holds 65,536 characters
PLAIN = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")


class Found(NamedTuple):
    """An address, its answer, and where it stands."""

    address: str
    answer: Answer
    places: tuple[Place, ...]


def counted(found: Iterable[Found]) -> str:
    """How many addresses there are, and how many of them are not known to be good."""
    verdicts = [each.answer.verdict for each in found]
    dead, unknown = verdicts.count(Verdict.DEAD), verdicts.count(Verdict.UNKNOWN)
    addresses = f"{len(verdicts)} address{'' if len(verdicts) == 1 else 'es'}"
    return f"{addresses}: {len(verdicts) - dead - unknown} alive, {dead} dead, {unknown} unknown."


def as_lines(found: Iterable[Found]) -> Iterator[str]:
    """A line for each place of each address that is dead, or of which nothing is known; the dead ones last."""
    listed = list(found)
    for verdict in (Verdict.UNKNOWN, Verdict.DEAD):
        for address, answer, places in listed:
            if answer.verdict is verdict:
                for place in places:
                    yield f"{place.file}:{place.line}: {verdict}: {address} ({answer.said})"
    yield counted(listed)


def as_json(found: Iterable[Found]) -> str:
    """A list of objects: url, verdict, said, and places, each with file and line."""
    return json.dumps(
        [
            {
                "url": address,
                "verdict": str(answer.verdict),
                "said": answer.said,
                "places": [place._asdict() for place in places],
            }
            for address, answer, places in found
        ],
        indent=1,
    )


def as_markdown(found: Iterable[Found]) -> str:
    """The text of an issue: what is dead, to be mended; what is unknown, to be looked at when there is time."""
    listed = list(found)
    dead = [each for each in listed if each.answer.verdict is Verdict.DEAD]
    unknown = [each for each in listed if each.answer.verdict is Verdict.UNKNOWN]
    lines = [counted(listed), ""]
    if dead:
        lines += ["## Dead", "", "Give the page's new address, or take the link away.", "", *rows(dead), ""]
    if unknown:
        summary = f"Unknown: {len(unknown)}. These did not answer a program; most of them answer a reader."
        lines += ["<details>", f"<summary>{summary}</summary>", "", *rows(unknown), "", "</details>", ""]
    return "\n".join(lines)


def rows(found: list[Found]) -> Iterator[str]:
    """A line of a list for each address, and one for those that there is no room for."""
    for address, answer, places in found[:MOST_TOLD]:
        where = ", ".join(f"`{place.file}:{place.line}`" for place in places[:5])
        more = f" and {len(places) - 5} more" if len(places) > 5 else ""
        yield f"- {shown(address)}: {said(answer)}. In {where}{more}"
    if len(found) > MOST_TOLD:
        yield f"- … and {len(found) - MOST_TOLD} more: `python build.py links` names them all."


def shown(address: str) -> str:
    """An address to follow; one that could mean something else in Markdown is only to be read."""
    return f"<{address}>" if PLAIN.fullmatch(address) else in_code(address)


def said(answer: Answer) -> str:
    """What an answer says, as text and nothing else: a part of it is the host's own."""
    return in_code(answer.said) if re.search(r"[<>&@#`*_\[\]\\]", answer.said) else answer.said


def in_code(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return "`" + " ".join(text.replace("`", "'").split()) + "`"
