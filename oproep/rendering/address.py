"""The one place where an address is made: `nl/oproepen/<slug>.html`, with path words from the word files."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from oproep.model.problem import Problem
from oproep.model.settings import Settings
from oproep.model.shape import SLUG
from oproep.rendering.tongue import Tongue

LISTED = ("calls", "funds", "themes", "beneficiaries")
CHOOSER = "index.html"
MISSING = "404.html"
PAGEFIND = "pagefind"  # the folder of what search is made of, below that of each language


@dataclass(frozen=True)
class Addresses:
    """Addresses from the top of the site, never beginning with a slash and always ending in a file name."""

    tongues: Mapping[str, Tongue]

    def home(self, language: str) -> str:
        """The first page of a language."""
        return f"{language}/index.html"

    def opensearch(self, language: str) -> str:
        """What tells a browser how to search in a language."""
        return f"{language}/opensearch.xml"

    def all(self, language: str, kind: str) -> str:
        """The list of all records of a kind."""
        return self.record(language, kind, "index")

    def record(self, language: str, kind: str, slug: str) -> str:
        """The page of a record."""
        return f"{language}/{self.tongues[language].text(f'path-{kind}')}/{slug}.html"

    def calendar(self, page: str, part: str = "") -> str:
        """The calendar that belongs to a page, or a year of it; that of all calls is the language's own."""
        language = page.partition("/")[0]
        stem = f"{language}/calendar" if page == self.all(language, "calls") else page.removesuffix(".html")
        return f"{stem}.{part}.ics" if part else f"{stem}.ics"

    def feed(self, language: str, kind: str = "", slug: str = "") -> str:
        """The feed of all calls, or of those of a record, which stands beside its page."""
        return f"{self.record(language, kind, slug).removesuffix('.html')}.xml" if slug else f"{language}/feed.xml"

    def closing_feed(self, language: str) -> str:
        """The feed of the calls that close soon."""
        return f"{language}/{self.tongues[language].text('path-feed-closing')}.xml"

    def page(self, language: str, slug: str) -> str:
        """A page of the catalogue's own, such as `about`; its name comes from the word file if it has one."""
        tongue = self.tongues[language]
        return f"{language}/{tongue.text(f'path-{slug}') if f'path-{slug}' in tongue.ids else slug}.html"


def part_of(first: Callable[[str], str], language: str, part: str) -> str:
    """The address of a page of a list whose first is known: no slug has a dot, so no record is in its place."""
    stem = first(language).removesuffix(".html")
    return f"{stem}.{part}.html" if part else f"{stem}.html"


def bundle_name(settings: Settings, languages: Iterable[str]) -> str:
    """What the catalogue as one file is called, after its name in the first language: "oproep.zip"."""
    text, _ = settings.name.best(tuple(languages))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return f"{'-'.join(re.findall('[a-z0-9]+', plain))[:40].strip('-') or 'catalogue'}.zip"


def relative(address: str, here: str) -> str:
    """The link that leads from the page at `here` to `address`."""
    folder, _, name = address.rpartition("/")
    return way(folder, here.rpartition("/")[0]) + name


@cache
def way(folder: str, start: str) -> str:
    """What leads from one folder to another, with its closing slash; there are few of them."""
    found = posixpath.relpath(folder or ".", start or ".")
    return "" if found == "." else f"{found}/"


def bad_path_words(tongues: Mapping[str, Tongue]) -> list[Problem]:
    """A path word is a slug: it becomes the name of a folder and stands in every address."""
    found = []
    for code, tongue in sorted(tongues.items()):
        for word in sorted(tongue.ids):
            if word.startswith("path-") and not re.fullmatch(SLUG, tongue.text(word)):
                message = f"‘{tongue.text(word)}’ cannot stand in an address."
                file = f"templates/words/{code}.po"
                fix = f"Let {word} be a-z, 0-9 and ‘-’ alone."
                found.append(Problem(file=file, line=1, column=1, code="path-word", message=message, fix=fix))
    return found
