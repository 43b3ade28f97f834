"""What a host is told of the site: the headers to send with its files, and whom to tell of a hole in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from functools import partial

from oproep.cache.packing import digest
from oproep.outputs.artefact import Artefact
from oproep.rendering.address import CHOOSER, MISSING
from oproep.rendering.edition import Edition
from oproep.rendering.forge import repository_of
from oproep.rendering.frame import POLICY
from oproep.rendering.later import instant
from oproep.rendering.site_pages import base_path

HEADERS, SECURITY = "_headers", ".well-known/security.txt"

# No other site is told that somebody came from here; all may read what is public anyway.
EVERYWHERE = (
    "Access-Control-Allow-Origin: *",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()",
)
OF_PAGES = (f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'", "Cross-Origin-Opener-Policy: same-origin")
NEARLY_A_YEAR = timedelta(days=330)  # from the end of a month on: a year after its beginning, and not more


def hosting(edition: Edition) -> Iterator[Artefact]:
    """The two files; the second one only where there is somebody to tell."""
    headers = headers_of(edition).encode()
    yield Artefact(HEADERS, digest(headers), partial(list, [headers]))
    if told := security_of(edition):
        found = told.encode()
        yield Artefact(SECURITY, digest(found), partial(list, [found]))


def headers_of(edition: Edition) -> str:
    """Headers by path, in the form that Netlify and Cloudflare Pages read.

    The policy is that of the pages themselves, for browsers that heed it sooner; it stands by folder, since the page
    of a web editor has one of its own.
    """
    top = base_path(edition.catalogue.settings)
    pages = ("", CHOOSER, MISSING, *(f"{language}/*" for language in edition.tongues))
    rules = [("*", EVERYWHERE), *((page, OF_PAGES) for page in pages)]
    return "".join(f"{top}{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in rules)


def security_of(edition: Edition) -> str | None:
    """Whom to tell of a hole in the site (RFC 9116): by mail, else where mistakes are reported; None without either.

    It expires 330 days (UTC) after this month ends where the catalogue is at home, and is made anew every month.
    """
    settings = edition.catalogue.settings
    repository = repository_of(settings)
    contact = f"mailto:{settings.email}" if settings.email else repository.report if repository else None
    if not contact:
        return None
    _, ends = edition.catalogue.month
    lines = [
        f"Contact: {contact}",
        f"Expires: {instant(ends.astimezone(UTC) + NEARLY_A_YEAR)}",
        f"Preferred-Languages: {', '.join(edition.tongues)}",
        f"Canonical: {edition.absolute(SECURITY)}",
    ]
    return "".join(f"{line}\n" for line in lines)
