"""Settings for one run; the command gives PATH, OUTPUT_PATH and DEFAULT_LANG.

Pelican lists one language at a time, so the site is two runs, as its own plugin for languages does it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

SITENAME = "Measured catalogue"
WORDS = {
    "nl": {"calls": "Oproepen", "funds": "Fondsen", "themes": "Thema’s", "total": "Totaal", "project": "Per project"},
    "en": {"calls": "Calls", "funds": "Funds", "themes": "Themes", "total": "Total", "project": "Per project"},
}
TIMEZONE = "Europe/Brussels"
THEME = "theme"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
ARTICLE_URL = ARTICLE_SAVE_AS = "calls/{slug}.html"
PAGE_URL = "{save_as}"
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "calls", "funds", "themes"]
CALLS_SAVE_AS, FUNDS_SAVE_AS, THEMES_SAVE_AS = "calls/index.html", "funds/index.html", "themes/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
STATIC_PATHS: list[str] = []
MARKDOWN = {
    "extensions": ["tables", "footnotes", "sane_lists", "smarty", "toc", "meta"],
    "output_format": "html5",
}


def euros(amount: str) -> str:
    """An amount as it is shown."""
    return f"€{int(amount):,}"


@cache
def by_slug(pages: tuple[Any, ...]) -> dict[str, Any]:
    """Funds and themes by their slug."""
    return {page.slug: page for page in pages}


JINJA_FILTERS = {"euros": euros, "by_slug": lambda pages: by_slug(tuple(pages))}
