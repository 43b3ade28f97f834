"""The catalogue as one file to take along: which of what is published is in it, and what it says of itself.

The pages are those of the site, to the byte: their links are relative, and their search is scripts. Only `edition.js`
is another inside and outside: outside it also says how large the bundle is.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from typing import Any

from oproep.catalogue.brief import Brief
from oproep.outputs.hosting import HEADERS, SECURITY
from oproep.rendering.address import CHOOSER, MISSING
from oproep.rendering.edition import Edition
from oproep.rendering.tongue import Tongue

ABOUT, README, SUMS = "edition.js", "README.txt", "SHA256SUMS.txt"
FOR_HOSTS = (HEADERS, SECURITY, MISSING, "robots.txt", ABOUT)
FOR_HOSTS_BELOW = ("sitemap", "admin/")  # a web editor works at the forge; the sitemap is for search engines
WIDTH = 78
LINES = ("bundle-title", "bundle-what", "bundle-open", "bundle-new", "bundle-licence", "bundle-sums")


def is_inside(address: str, bundle: str) -> bool:
    """Whether a file that is published is for readers, and not for a host alone."""
    return address not in FOR_HOSTS and address != bundle and not address.startswith(FOR_HOSTS_BELOW)


def about(edition: Edition, bundle: str = "", size: int = 0) -> bytes:
    """What pages cannot say of themselves, since they stay as they are, as a script that tells them.

    `made`: the day on which all of this was made (ISO 8601, where the catalogue is at home). `ends`: when each call
    that was not over then will be (seconds since 1970). Outside the bundle also what that is called, and its `bytes`.
    """
    catalogue = edition.catalogue
    day = catalogue.now.astimezone(catalogue.settings.zone).date()
    told: dict[str, Any] = {"made": day.isoformat(), "ends": ends(catalogue.briefs.values())}
    if bundle:
        told |= {"bundle": bundle, "bytes": size}
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f'document.dispatchEvent(new CustomEvent("edition", {{ detail: {text} }}));\n'.encode()


def ends(briefs: Iterable[Brief]) -> list[int]:
    """When calls that are not over will be, as far as that is known: seconds since 1970, in order."""
    found = (next((at for at, status in brief.later if status.over), None) for brief in briefs if not brief.status.over)
    return sorted(at for at in found if at is not None)


def readme(edition: Edition, files: int) -> bytes:
    """What stands beside the pages for who unpacks them, in every language; with the line ends of any system."""
    parts = [part(tongue, edition, files) for tongue in edition.tongues.values()]
    return (f"\n{'-' * WIDTH}\n\n".join(parts).replace("\n", "\r\n")).encode()


def part(tongue: Tongue, edition: Edition, files: int) -> str:
    """The same in one language."""
    settings, now = edition.catalogue.settings, edition.catalogue.now.astimezone(edition.catalogue.settings.zone)
    name = edition.rows[tongue.code].scribe.label(settings.name)
    words = {
        "name": name.text if name else "",
        "day": tongue.day(now.date()),
        "page": CHOOSER,
        "url": settings.url,
        "sums": SUMS,
        "files": tongue.number(files),
        "licence": f"{settings.licence.name} ({settings.licence.url})" if settings.licence else "",
    }
    said = [line for line in LINES if settings.licence or line != "bundle-licence"]
    title, *rest = (tongue.filled(line, None, {key: words[key] for key in tongue.parts[line]}) for line in said)
    return f"{title}\n{'=' * len(title)}\n\n" + "\n\n".join(filled(text) for text in rest) + "\n"


def filled(text: str) -> str:
    """A paragraph in lines that any window shows."""
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
