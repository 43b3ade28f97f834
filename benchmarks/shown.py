"""A page as HTML becomes what a reader gets of it, so that the pages of two programs can be compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

VOID = frozenset("area base br col embed hr img input link meta source track wbr path circle".split())
COUNTED = {f"h{level}": "headings" for level in range(2, 7)} | {
    "table": "tables", "tr": "rows of tables", "li": "items", "strong": "bold", "p": "paragraphs"
}  # fmt: skip
AMOUNT = re.compile(r"€ ?([\d.,]+)")
NOTE_MARKS = ("footnote-backref", "footnote-ref")


@dataclass
class Shown:
    """Of the text: its words and how many of each thing it has. Of the whole page: where it leads, and its days."""

    words: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)  # of the whole page, `calls/x` for the page of a record
    days: set[str] = field(default_factory=set)
    amounts: set[str] = field(default_factory=set)  # of the whole page, in euros, digits alone
    all_words: str = ""
    main: str = ""  # every letter between the head and the foot of the page
    main_links: set[str] = field(default_factory=set)
    data: object = None  # what it says to search engines (JSON-LD)


class Reader(HTMLParser):
    """Reads one page; the text is what stands in each `class="prose"`, before the panel of facts where there is one."""

    def __init__(self, address: str, kinds: dict[str, str]) -> None:
        super().__init__()
        self.address, self.kinds, self.shown = address, kinds, Shown()
        self.depth, self.over, self.aside = 0, False, 0
        self.texts: list[str] = []
        self.everything: list[str] = []
        self.main: list[str] = []
        self.inside = self.telling = False  # the main part of the page; what is there for search engines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = self.inside or tag == "main"
        self.telling = given.get("type") == "application/ld+json"
        if "href" in given:
            self.shown.links.add(self.plain(given["href"]))
            if self.inside:
                self.shown.main_links.add(self.plain(given["href"]))
        if tag == "time":
            self.shown.days.add(given.get("datetime", "")[:10])
        if tag in VOID:
            return
        if self.depth:
            self.depth += 1
            self.count(tag, given)
            if self.aside or tag == "sup" or given.get("class") in NOTE_MARKS:
                self.aside += 1
        elif given.get("class") == "panel":
            self.over = True
        elif not self.over and given.get("class") == "prose":
            self.depth = 1

    def count(self, tag: str, given: dict[str, str]) -> None:
        """Counts a thing inside the text."""
        counts, mark = self.shown.counts, given.get("class", "")
        if tag == "sup":
            counts["notes"] += 1
        elif tag == "a" and not mark.startswith("footnote") and "href" in given and not given["href"].startswith("#"):
            counts["links"] += 1
        elif tag in COUNTED:
            counts[COUNTED[tag]] += 1
            counts["ids of headings"] += tag[0] == "h" and "id" in given

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        self.telling = False
        if tag not in VOID and self.depth:
            self.depth -= 1
            self.aside = max(0, self.aside - 1)
            self.texts.append(" " if tag not in ("a", "strong", "em", "sup") else "")

    def handle_data(self, data: str) -> None:
        self.everything.append(data)
        if self.inside:
            self.main.append(data)
        if self.telling:
            self.shown.data = json.loads(data)
        if self.depth and not self.aside:
            self.texts.append(data)

    def plain(self, href: str) -> str:
        """`calls/x` for a link to a record, whatever the folder is called here."""
        if "://" in href or href.startswith(("#", "mailto:")):
            return href
        folder, _, name = urljoin(f"/{self.address}", unquote(href)).removesuffix(".html").rpartition("/")
        kind = self.kinds.get(folder.split("/")[-1], folder.split("/")[-1])
        return f"{kind}/{name}" if kind in ("calls", "funds", "themes", "beneficiaries") else href


def read_page(public: Path, address: str, kinds: dict[str, str]) -> Shown:
    """What a page shows; `kinds` says which kind a folder's name in addresses stands for."""
    reader = Reader(address, kinds)
    reader.feed((public / address).read_text(encoding="utf-8"))
    reader.close()
    reader.shown.words = folded("".join(reader.texts))
    reader.shown.all_words = folded("".join(reader.everything))
    reader.shown.main = folded("".join(reader.main)).replace(" ", "")
    reader.shown.amounts = {re.sub(r"\D", "", found) for found in AMOUNT.findall(reader.shown.all_words)}
    return reader.shown


def folded(text: str) -> str:
    """Words without what programs write differently and readers take for the same: spaces and kinds of quotes."""
    text = re.sub(r"[“”„]", '"', re.sub(r"[‘’]", "'", text))
    return " ".join(text.replace("\ufe0e", "").split())
