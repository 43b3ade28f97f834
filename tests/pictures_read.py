"""From a page, its pictures and the tables beside them, read back with a parser of XML."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tests.front_door import Html

NBSP = str.maketrans("\u00a0\u202f", "  ")


class Mark(NamedTuple):
    """A date of a call: in the picture a mark, in the table a row."""

    call: str  # slug
    day: str
    said: str  # title, what it is, and when
    form: str


def fragments(page: Html, tag: str, named: str) -> list[ET.Element]:
    """Every element of a page with this tag and class; HTML that is not well-formed as XML fails here."""
    found = re.findall(rf'<{tag} class="{named}".*?</{tag}>', whole_svgs(page.source), re.DOTALL)
    return [parsed(re.sub(r" hidden(?=[ >])", ' hidden=""', text).replace("nested-svg", "svg")) for text in found]


def parsed(text: str) -> ET.Element:
    """A fragment of a page of ours as XML."""
    return ET.fromstring(text)  # noqa: S314 - the build has just made it


def whole_svgs(source: str) -> str:
    """The same text with another name for drawings inside drawings, so that an outer one ends where it ends."""
    return re.sub(r'<svg (x="[^>]*)>(.*?)</svg>', r"<nested-svg \1>\2</nested-svg>", source, flags=re.DOTALL)


def words(element: ET.Element) -> str:
    """All that is read in an element."""
    return " ".join("".join(element.itertext()).split()).translate(NBSP)


def slug_of(link: ET.Element) -> str:
    """The record that a link leads to."""
    return posixpath.basename(link.attrib["href"]).removesuffix(".html")


def year_of(page: Html) -> tuple[date, date]:
    """The first day of a year of deadlines, and the day after its last."""
    first, end = re.findall(r'data-(?:first|end)="([^"]+)"', page.source)
    return date.fromisoformat(first), date.fromisoformat(end)


def lanes(page: Html, kind: str) -> dict[str, ET.Element]:
    """The drawing of each lane of a kind, by the slug of what it stands for."""
    group = page.source.partition(f"year__group--{kind}")[2].partition("</section>")[0]
    found = re.findall(r'<div class="lane">(.*?)</div>', group, re.DOTALL)
    drawn = {}
    for text in found:
        lane = parsed(f"<div>{text}</div>")
        name, drawing = lane.find(".//p/a"), lane.find("svg")
        assert drawing is not None
        drawn[slug_of(name) if name is not None else ""] = drawing
    return drawn


def marks(page: Html, drawing: ET.Element) -> Iterator[Mark]:
    """The marks of a lane; the day of each is where it stands."""
    first, end = year_of(page)
    for link in drawing.iter("a"):
        sign, title = link.find("svg"), link.find("title")
        assert sign is not None
        assert title is not None
        days = Decimal(sign.attrib["x"].rstrip("%")) / 100 * (end - first).days
        day = first + timedelta(days=int(days))
        yield Mark(slug_of(link), day.isoformat(), words(title), sign.attrib["class"].rpartition("--")[2])


def rows(page: Html) -> Iterator[Mark]:
    """The rows of the tables of all months."""
    for table in fragments(page, "table", "year-table"):
        for row in table.iter("tr"):
            when, link = row.find(".//time"), row.find(".//a")
            what = row.find("./td/span")
            if when is None or link is None or what is None:
                continue  # the heads of columns
            said = f"{words(link)} {words(what)}, {words(when)}"
            yield Mark(slug_of(link), when.attrib["datetime"], said, what.attrib["class"].rpartition("--")[2])
