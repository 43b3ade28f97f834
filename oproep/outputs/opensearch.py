"""Each language tells browsers how its calls are searched (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from oproep.cache.packing import digest
from oproep.outputs.artefact import Artefact
from oproep.rendering.edition import Edition

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
LONGEST_NAME = 16  # what the standard allows


def opensearch(edition: Edition) -> Iterator[Artefact]:
    """A description a language."""
    for code, frame in edition.frames.items():
        search = f"{edition.absolute(frame.search)}?q={{searchTerms}}"
        icon = edition.absolute("static/icon.svg")
        whole = (
            f"{HEAD}<ShortName>{escape(frame.site_name[:LONGEST_NAME])}</ShortName>\n"
            f"<Description>{escape(edition.tongues[code].text('search-label'))}</Description>\n"
            f"<InputEncoding>UTF-8</InputEncoding>\n<Language>{code}</Language>\n"
            f'<Image height="16" width="16" type="image/svg+xml">{escape(icon)}</Image>\n'
            f'<Url type="text/html" template="{escape(search)}"/>\n</OpenSearchDescription>\n'
        ).encode()
        yield Artefact(frame.opensearch, digest(whole), partial(list, [whole]))
