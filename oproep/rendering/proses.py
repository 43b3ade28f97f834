"""Texts become prose, each once: what was made of the same words by the same program before is taken from the cache."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field

from markupsafe import Markup

from oproep.cache.ledger import Ledger
from oproep.cache.packing import digest, opened, sealed
from oproep.model import KINDS
from oproep.model.shape import SLUG
from oproep.reading.record import Text
from oproep.rendering.prose import ProseMaker, Trouble

SHELF = "prose"
RECENT = 64
RECORD = "record:"  # what a link to a record begins with in prose; the page it stands on gives it its address
LINKED = re.compile(rf'(?<=\bhref="){RECORD}([a-z]+)/([^"#]*)(#[^"]*)?(?=")')


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of a text. Links to records stand in it as `record:funds/x#fragment`."""

    html: Markup
    links: tuple[tuple[str, str, str], ...] = ()  # the kind and the slug of a record, and the link as it was typed
    troubles: tuple[Trouble, ...] = ()


@dataclass(kw_only=True)
class Proses:
    """Makes prose, or has it in the cache. `version` changes with all that shapes prose but the words themselves."""

    maker: ProseMaker
    ledger: Ledger
    version: bytes
    fresh: list[tuple[bytes, bytes]] = field(default_factory=list)  # what was made and is not in the cache yet
    recent: dict[bytes, Made] = field(default_factory=dict)  # what was asked for last: it is asked for again at once

    def of(self, text: Text, kind: str) -> Made:
        """The prose of a text of a record of this kind."""
        key = digest(self.version, kind.encode(), text.digest)
        made = self.recent.get(key)
        if made is None:
            if len(self.recent) >= RECENT:
                del self.recent[next(iter(self.recent))]
            made = self.recent[key] = self.found(key, text, kind)
        return made

    def found(self, key: bytes, text: Text, kind: str) -> Made:
        """The prose of a text: what was kept of its file, if that was made of the same words, else made now."""
        file = text.source.file.encode()  # files come in order, and what is kept in order is kept in little time
        kept = self.ledger.get(SHELF, file)
        if kept is not None and kept.startswith(key):
            head, _, html = opened(kept[len(key) :]).decode().partition("\n")
            links = tuple((str(kind), str(slug), str(typed)) for kind, slug, typed in json.loads(head)) if head else ()
            return Made(html=Markup(html), links=links)  # noqa: S704 - kept as it was cleaned
        made = self.make(text.markdown, kind)
        if not made.troubles:
            head = json.dumps(made.links) if made.links else ""
            self.fresh.append((file, key + sealed(f"{head}\n{made.html}".encode())))
        return made

    def make(self, markdown: str, kind: str) -> Made:
        """The prose of Markdown, made now."""
        links: list[tuple[str, str, str]] = []

        def resolve(href: str) -> str | None:
            found = record_named(href, kind)
            if found is None:
                return None
            links.append((*found[:2], href))
            return f"{RECORD}{found[0]}/{found[1]}{found[2]}"

        html, troubles = self.maker.make(markdown, resolve)
        return Made(html=html, links=tuple(links), troubles=troubles)


def record_named(href: str, kind: str) -> tuple[str, str, str] | None:
    """Kind, slug and fragment (with its `#`) that a link in a record of `kind` names: `../funds/x.md#y`."""
    path, mark, fragment = href.partition("#")
    folder, name = posixpath.split(posixpath.normpath(posixpath.join(kind, path)))
    slug = name.removesuffix(".md").split(".")[0]
    if not name.endswith(".md") or folder not in KINDS or folder == "contacts" or not re.fullmatch(SLUG, slug):
        return None
    return folder, slug, f"{mark}{fragment}" if fragment else ""
