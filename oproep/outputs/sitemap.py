"""The pages of the edition go out as a sitemap for search engines (sitemaps.org, hreflang), with robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from markupsafe import escape

from oproep.cache.packing import digest
from oproep.outputs.artefact import Artefact
from oproep.rendering.address import CHOOSER, MISSING
from oproep.rendering.edition import Edition
from oproep.rendering.page import REDIRECT

MOST = 20_000  # addresses in one file: well below the 50,000 and the 50 MB that are allowed
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NAMESPACES = NAMESPACE + ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'

Place = dict[str, str]  # the address of a page in each language
Seen = tuple[str, int]  # a call, and the day it is known to be of: days since the year 1, 0 when it is not known


def sitemap(edition: Edition) -> Iterator[Artefact]:
    """Every page that is one of its own: not the 404, not what only leads on."""
    url = edition.catalogue.settings.url
    listed = [page for page in edition.other_pages if page.address != MISSING and page.template != REDIRECT]
    others = [(page.address, {other.language: other.address for other in page.alternates}) for page in listed]
    briefs = edition.catalogue.briefs
    calls = [(slug, briefs[slug].seen) for slug in sorted(briefs)]
    total = len(others) + len(calls) * len(edition.tongues)
    key = digest(edition.design.version, url.encode(), repr(others).encode(), repr(calls).encode())
    files = max(-(-total // MOST), 1)
    names = ["sitemap.xml"] if files == 1 else [f"sitemap-{number}.xml" for number in range(1, files + 1)]
    for number, name in enumerate(names):
        start = number * MOST
        yield Artefact(name, key, partial(part, edition, others, calls, start))
    if files > 1:
        index = "".join(f"<sitemap><loc>{escape(edition.absolute(name))}</loc></sitemap>\n" for name in names)
        whole = f"{HEAD}<sitemapindex {NAMESPACE}>\n{index}</sitemapindex>\n".encode()
        yield Artefact("sitemap.xml", digest(whole), partial(list, [whole]))
    robots = f"User-agent: *\nAllow: /\nSitemap: {edition.absolute('sitemap.xml')}\n".encode()
    yield Artefact("robots.txt", digest(robots), partial(list, [robots]))


def part(edition: Edition, others: Iterable[tuple[str, Place]], calls: Iterable[Seen], start: int) -> Iterator[bytes]:
    """One file of the sitemap, from the page of this number on."""
    yield f"{HEAD}<urlset {NAMESPACES}>\n".encode()
    for address, places, day in islice(everything(edition, others, calls), start, start + MOST):
        alternates = [*places.items(), ("x-default", CHOOSER)]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(edition.absolute(where))}"/>'
            for language, where in alternates
        )
        seen = f"<lastmod>{date.fromordinal(day + 1)}</lastmod>" if day else ""
        yield f"<url><loc>{escape(edition.absolute(address))}</loc>{seen}{links}</url>\n".encode()
    yield b"</urlset>\n"


def everything(
    edition: Edition, others: Iterable[tuple[str, Place]], calls: Iterable[Seen]
) -> Iterator[tuple[str, Place, int]]:
    """The address of every page with those of the same page in all languages, and the day it is known to be of.

    Only calls have such a day: lists change with what stands in them.
    """
    for address, places in others:
        yield address, places, 0
    for slug, day in calls:
        places = {code: edition.addresses.record(code, "calls", slug) for code in edition.tongues}
        for address in places.values():
            yield address, places, day
