"""The catalogue becomes an edition: every page of every language with its address and all that it shows, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.model.problem import Fault, Problem
from oproep.rendering import address
from oproep.rendering.address import Addresses
from oproep.rendering.pages import Alternate, CallList, Frame, FundList, Redirect, TopicList
from oproep.rendering.prose import ProseMaker
from oproep.rendering.record_pages import call_page, fund_page, topic_page
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.site_pages import (
    PAGES_OF_THEIR_OWN,
    about_page,
    base_path,
    frame,
    home_page,
    many_tongues,
    plain_page,
    search_page,
)
from oproep.rendering.tongue import Tongue

REDIRECT = "redirect.html"
HEADINGS = ("objectives", "activities", "budget", "beneficiaries", "contact")


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: where it is, which template shows it, what it shows. A page of a record has a `kind` and a `slug`."""

    address: str
    template: str
    language: str
    title: str
    view: Any
    description: str | None = None
    alternates: tuple[Alternate, ...] = ()
    canonical: str | None = None
    kind: str = ""
    slug: str = ""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything that is published, laid out; each output is a function of this one value."""

    catalogue: Catalogue
    tongues: Mapping[str, Tongue]
    addresses: Addresses
    rows: Mapping[str, Rows]
    frames: Mapping[str, Frame]
    pages: tuple[Page, ...]
    design: tuple[Path, ...]  # folders of templates, the first before the last
    problems: tuple[Problem, ...] = field(default=())

    def absolute(self, where: str) -> str:
        """The address of a page on the web, for where a standard wants it whole."""
        return self.catalogue.settings.url + where


def lay_out(catalogue: Catalogue, tongues: Mapping[str, Tongue], design: tuple[Path, ...]) -> Edition:
    """Every page and its address. Problems of the texts, and addresses that collide, come with it."""
    addresses = Addresses(tongues)
    headings = {tongue.text(f"heading-{name}").casefold(): name for tongue in tongues.values() for name in HEADINGS}
    maker = ProseMaker(headings)
    scribes = {
        code: Scribe(tongue=tongue, catalogue=catalogue, addresses=addresses, maker=maker)
        for code, tongue in tongues.items()
    }
    rows = {code: Rows(scribe) for code, scribe in scribes.items()}
    pages = [page for code in tongues for page in pages_of(rows[code], tongues, catalogue.settings.url)]
    pages.extend(first_pages(list(scribes.values())))
    found = [problem for scribe in scribes.values() for problem in scribe.problems]
    return Edition(
        catalogue=catalogue,
        tongues=tongues,
        addresses=addresses,
        rows=rows,
        frames={code: frame(scribe) for code, scribe in scribes.items()},
        pages=tuple(pages),
        design=design,
        problems=tuple(sorted({*found, *collisions(pages, catalogue)})),
    )


def pages_of(rows: Rows, tongues: Mapping[str, Tongue], url: str) -> Iterator[Page]:
    """Every page of one language."""
    scribe = rows.scribe
    catalogue, tongue, language = scribe.catalogue, scribe.tongue, scribe.language
    at = scribe.addresses

    def page(where: Callable[[str], str], template: str, title: str, view: Any, **more: Any) -> Page:
        others = tuple(Alternate(language=code, autonym=tongues[code].autonym, address=where(code)) for code in tongues)
        here = where(language)
        return Page(
            address=here, template=template, language=language, title=title, view=view,
            alternates=others, canonical=url + here, **more,
        )  # fmt: skip

    def record(entry: Entry[Any], template: str, view: Any) -> Page:
        words = entry.wording(language)
        return page(
            partial(at.record, kind=entry.kind, slug=entry.slug), template, words.title, view,
            description=words.summary, kind=entry.kind, slug=entry.slug,
        )  # fmt: skip

    settings = catalogue.settings
    description = scribe.label(settings.description)
    name = scribe.label(settings.name)
    intro = description.text if description else None
    yield page(at.home, "home.html", name.text if name else "", home_page(rows), description=intro)
    for call in catalogue.calls.values():
        yield record(call.entry, "call.html", call_page(rows, call))
    for fund in catalogue.funds.values():
        yield record(fund, "fund.html", fund_page(rows, fund))
    topics: list[Entry[Any]] = [*catalogue.themes.values(), *catalogue.beneficiaries.values()]
    for entry in topics:
        yield record(entry, "topic.html", topic_page(rows, entry))
    lists: tuple[tuple[str, str, Any], ...] = (
        ("calls", "calls.html", CallList(calls=rows.groups(catalogue.calls.values()))),
        ("funds", "funds.html", FundList(funds=rows.funds(catalogue.funds.values()))),
        ("themes", "topics.html", TopicList(kind="theme", topics=rows.topics(catalogue.themes.values()))),
        (
            "beneficiaries", "topics.html",
            TopicList(kind="beneficiary", topics=rows.topics(catalogue.beneficiaries.values())),
        ),
    )  # fmt: skip
    for kind, template, view in lists:
        yield page(partial(at.all, kind=kind), template, tongue.text(f"title-{kind}"), view)
    yield page(partial(at.page, slug="search"), "search.html", tongue.text("title-search"), search_page(rows))
    about = catalogue.pages.get("about")
    title = about.wording(language).title if about else tongue.text("title-about")
    yield page(partial(at.page, slug="about"), "about.html", title, about_page(rows))
    for entry in catalogue.pages.values():
        if entry.slug not in PAGES_OF_THEIR_OWN:
            words = entry.wording(language)
            view = plain_page(rows, entry)
            yield page(
                partial(at.page, slug=entry.slug), "about.html", words.title, view,
                description=words.summary, kind=entry.kind, slug=entry.slug,
            )  # fmt: skip
    yield from redirects(scribe)


def redirects(scribe: Scribe) -> Iterator[Page]:
    """A page at every old name of a record, which leads to where the record is now."""
    catalogue, url = scribe.catalogue, scribe.catalogue.settings.url
    entries: list[Entry[Any]] = [call.entry for call in catalogue.calls.values()]
    entries.extend((*catalogue.funds.values(), *catalogue.themes.values(), *catalogue.beneficiaries.values()))
    for entry in entries:
        for alias in entry.facts.aliases:
            target = scribe.address(entry)
            title = scribe.title(entry)
            yield Page(
                address=scribe.addresses.record(scribe.language, entry.kind, alias),
                template=REDIRECT,
                language=scribe.language,
                title=title.text,
                view=Redirect(target=target, title=title),
                canonical=url + target,
                kind=entry.kind,
                slug=entry.slug,
            )


def first_pages(scribes: list[Scribe]) -> Iterator[Page]:
    """The language chooser and the 404, which speak every language and are framed in the first."""
    first = scribes[0]
    settings = first.catalogue.settings
    name = first.label(settings.name)
    title = name.text if name else ""
    others = tuple(
        Alternate(language=code, autonym=scribe.tongue.autonym, address=scribe.addresses.home(code))
        for code, scribe in ((scribe.language, scribe) for scribe in scribes)
    )
    yield Page(
        address=address.CHOOSER, template="chooser.html", language=first.language, title=title,
        view=many_tongues(scribes), alternates=others, canonical=settings.url + address.CHOOSER,
    )  # fmt: skip
    yield Page(
        address=address.MISSING, template="missing.html", language=first.language, title="404",
        view=many_tongues(scribes, base_path(settings)),
    )  # fmt: skip


def collisions(pages: Iterable[Page], catalogue: Catalogue) -> Iterator[Problem]:
    """No two pages have the same address, on a disk that does not tell capitals apart either; said once of each.

    Of two that do, an alias is to blame, else a file of content/, else the words that addresses are made of.
    """
    seen: dict[str, Page] = {}
    told: set[tuple[str, int, int]] = set()
    for page in pages:
        other = seen.setdefault(page.address.casefold(), page)
        old_name = any(one.template == REDIRECT for one in (page, other))
        if other is page or (old_name and page.kind == other.kind):  # the rule alias_is_free tells of those
            continue
        named = [one for one in (page, other) if one.kind]
        found = collision(min(named, key=lambda one: one.template != REDIRECT, default=page), catalogue)
        if (place := (found.file, found.line, found.column)) not in told:
            told.add(place)
            yield found


def collision(page: Page, catalogue: Catalogue) -> Problem:
    """The problem of a page whose address is taken, where an editor can do something about it."""
    message = f"The address {page.address} is that of another page."
    if not page.kind:
        file = f"templates/words/{page.language}.po"
        fix = "Let each of the words that begin with ‘path-’ be another."
        return Problem(file=file, line=1, column=1, code="address-taken", message=message, fix=fix)
    known = getattr(catalogue, page.kind)[page.slug]
    entry: Entry[Any] = getattr(known, "entry", known)
    alias = PurePosixPath(page.address).stem if page.template == REDIRECT else None
    path = ("aliases", entry.facts.aliases.index(alias)) if alias else ()
    fix = "Remove it here." if alias else "Rename this file."
    return entry.source.problem(Fault(code="address-taken", message=message, fix=fix, path=path))
