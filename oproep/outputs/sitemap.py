"""The pages of the edition go out as a sitemap for search engines (sitemaps.org, hreflang), with robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def sitemap(edition: Edition) -> Iterator[Artefact]:
    """Every page that is one of its own: not the 404, not what only leads on."""
    url = edition.catalogue.settings.url
    listed = [page for page in edition.other_pages if page.address != MISSING and page.template != REDIRECT]
    others = [(page.address, {other.language: other.address for other in page.alternates}) for page in listed]
    slugs = sorted(edition.catalogue.briefs)
    total = len(others) + len(slugs) * len(edition.tongues)
    key = digest(edition.design.version, url.encode(), repr(others).encode(), "\n".join(slugs).encode())
    files = max(-(-total // MOST), 1)
    names = ["sitemap.xml"] if files == 1 else [f"sitemap-{number}.xml" for number in range(1, files + 1)]
    for number, name in enumerate(names):
        start = number * MOST
        yield Artefact(name, key, partial(part, edition, others, slugs, start))
    if files > 1:
        index = "".join(f"<sitemap><loc>{escape(edition.absolute(name))}</loc></sitemap>\n" for name in names)
        whole = f"{HEAD}<sitemapindex {NAMESPACE}>\n{index}</sitemapindex>\n".encode()
        yield Artefact("sitemap.xml", digest(whole), partial(list, [whole]))
    robots = f"User-agent: *\nAllow: /\nSitemap: {edition.absolute('sitemap.xml')}\n".encode()
    yield Artefact("robots.txt", digest(robots), partial(list, [robots]))


def part(edition: Edition, others: Iterable[tuple[str, Place]], slugs: Iterable[str], start: int) -> Iterator[bytes]:
    """One file of the sitemap, from the page of this number on."""
    yield f"{HEAD}<urlset {NAMESPACES}>\n".encode()
    for address, places in islice(everything(edition, others, slugs), start, start + MOST):
        alternates = [*places.items(), ("x-default", CHOOSER)]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(edition.absolute(where))}"/>'
            for language, where in alternates
        )
        yield f"<url><loc>{escape(edition.absolute(address))}</loc>{links}</url>\n".encode()
    yield b"</urlset>\n"


def everything(
    edition: Edition, others: Iterable[tuple[str, Place]], slugs: Iterable[str]
) -> Iterator[tuple[str, Place]]:
    """The address of every page with those of the same page in all languages."""
    yield from others
    for slug in slugs:
        places = {code: edition.addresses.record(code, "calls", slug) for code in edition.tongues}
        for address in places.values():
            yield address, places
