"""The pages of the edition go out as a sitemap for search engines (sitemaps.org, hreflang), with robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from oproep.rendering.address import CHOOSER, MISSING
from oproep.rendering.edition import Edition

MOST = 20_000  # addresses in one file: well below the 50,000 and the 50 MB that are allowed
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NAMESPACES = NAMESPACE + ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every page that is one of its own: not the 404, not what only leads on."""
    listed = [page for page in edition.pages if page.address != MISSING and page.template != "redirect.html"]
    urls = []
    for page in listed:
        others = [(other.language, other.address) for other in page.alternates] + [("x-default", CHOOSER)]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(edition.absolute(where))}/>'
            for language, where in others
        )
        urls.append(f"<url><loc>{escape(edition.absolute(page.address))}</loc>{links}</url>\n")
    files = [urls[start : start + MOST] for start in range(0, len(urls), MOST)] or [[]]
    names = ["sitemap.xml"] if len(files) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    for name, part in zip(names, files, strict=True):
        yield name, f"{HEAD}<urlset {NAMESPACES}>\n{''.join(part)}</urlset>\n".encode()
    if len(names) > 1:
        index = "".join(f"<sitemap><loc>{escape(edition.absolute(name))}</loc></sitemap>\n" for name in names)
        yield "sitemap.xml", f"{HEAD}<sitemapindex {NAMESPACE}>\n{index}</sitemapindex>\n".encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {edition.absolute('sitemap.xml')}\n".encode()
