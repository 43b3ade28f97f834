"""The pages of one language: which there are, where each is, what it shows, and what its bytes depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any

from oproep.cache.packing import digest
from oproep.catalogue.brief import Brief
from oproep.catalogue.catalogue import Catalogue, topics_of
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.rendering import address
from oproep.rendering.address import Addresses, part_of
from oproep.rendering.feeds import feed_links
from oproep.rendering.lists import CallList, Leaf, Lists
from oproep.rendering.own_pages import OWN_PAGES, OwnPage
from oproep.rendering.page import REDIRECT, Page
from oproep.rendering.pages import Alternate, CallsPage, Redirect
from oproep.rendering.parts import CallGroups, Link
from oproep.rendering.record_pages import call_page, fund_page, topic_page
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.site_pages import (
    PAGES_OF_THEIR_OWN,
    about_page,
    base_path,
    beneficiary_list,
    fund_list,
    home_page,
    many_tongues,
    plain_page,
    theme_list,
)
from oproep.rendering.tongue import Tongue
from oproep.rendering.words import Words

Show = Callable[[CallGroups], Any]
Only = AbstractSet[int] | None  # the numbers of calls that a page must have to be of interest; None: any will do
TOPICS = ("funds", "themes", "beneficiaries")  # what calls are listed by
INTRODUCED = {"funds": "funds-intro", "themes": "intro-theme", "beneficiaries": "intro-beneficiary"}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One language. `version` changes with what shapes every page of it; `small` with any record but a call."""

    rows: Rows
    tongues: Mapping[str, Tongue]
    related: Mapping[str, tuple[str, ...]]
    all_lists: Lists
    version: bytes
    small: bytes

    @property
    def scribe(self) -> Scribe:
        """Who writes the language."""
        return self.rows.scribe

    @property
    def catalogue(self) -> Catalogue:
        """What is shown."""
        return self.rows.scribe.catalogue

    @property
    def at(self) -> Addresses:
        """Where pages are."""
        return self.rows.scribe.addresses

    def key(self, *parts: bytes) -> bytes:
        """The key of a page that depends on these."""
        return digest(self.version, *parts)

    def page(
        self, where: Callable[[str], str], template: str, title: str, show: Callable[[], Any], key: bytes, **more: Any
    ) -> Page:
        """A page that stands in every language; `where` answers its address in one."""
        others = tuple(
            Alternate(language=code, autonym=tongue.autonym, address=where(code))
            for code, tongue in self.tongues.items()
        )
        here = where(self.scribe.language)
        canonical = self.catalogue.settings.url + here
        return Page(
            address=here, template=template, language=self.scribe.language, title=title, key=key, show=show,
            alternates=others, canonical=canonical, **more,
        )  # fmt: skip

    def record(self, entry: Entry[Any], template: str, show: Callable[[], Any], key: bytes, **more: Any) -> Page:
        """The page of a record."""
        words = entry.wording(self.scribe.language)
        return self.page(
            partial(self.at.record, kind=entry.kind, slug=entry.slug), template, words.title, show, key,
            description=words.summary, kind=entry.kind, slug=entry.slug, edit=self.scribe.edit(entry), **more,
        )  # fmt: skip

    def call_key(self, brief: Brief) -> bytes:
        """The key of the page of a call: its files, what else it shows, the time, the rows of related calls."""
        briefs = self.catalogue.briefs
        shown = (briefs[slug].rows for slug in self.related.get(brief.slug, ()))
        return self.key(brief.own, brief.uses, str(brief.since).encode(), *shown)

    def call_page(self, call: LinkedCall) -> Page:
        """The page of a call."""
        show = partial(call_page, self.rows, call, self.related.get(call.slug, ()))
        return self.record(call.entry, "call.html", show, self.call_key(self.catalogue.briefs[call.slug]))

    def other_pages(self) -> Iterator[Page]:
        """Every page but those of calls."""
        yield self.home()
        for kind in TOPICS:
            for entry in self.catalogue.of_kind(kind).values():
                yield from self.topic(entry)
        yield from self.all_calls()
        yield from self.lists()
        yield from self.pages_of_its_own()
        yield from self.redirects()

    def pages_listing(self, briefs: Iterable[Brief]) -> Iterator[Page]:
        """The pages that may list these calls, whose old names among them; which call stands where is as before."""
        found, catalogue = list(briefs), self.catalogue
        only = self.all_lists.order.numbers({brief.slug for brief in found})
        yield self.home()
        for kind, slug in dict.fromkeys(topic for brief in found for topic in topics_of(brief)):
            if entry := catalogue.of_kind(kind).get(slug):
                yield from self.topic(entry, only)
        yield from self.all_calls(only)
        yield from (self.own(page) for page in OWN_PAGES if page.lists_calls)
        yield from self.redirects_to(catalogue.calls[brief.slug].entry for brief in found if brief.aliases)

    def topic(self, entry: Entry[Any], only: Only = None) -> Iterator[Page]:
        """The page of a fund, a theme or a kind of beneficiary."""
        if entry.kind == "funds":
            yield from self.with_calls(entry, "fund.html", partial(fund_page, self.rows, entry), only)
        else:
            yield from self.with_calls(entry, "topic.html", partial(topic_page, self.rows, entry), only)

    def home(self) -> Page:
        """The first page."""
        settings = self.catalogue.settings
        description, name = self.scribe.label(settings.description), self.scribe.label(settings.name)
        welcome = self.catalogue.pages.get("home")
        shown = (brief.rows for listed in self.catalogue.at_home for brief in listed)
        key = self.key(self.small, self.all_lists.counts, *shown)
        return self.page(
            self.at.home, "home.html", name.text if name else "", partial(home_page, self.rows), key,
            description=description.text if description else None, edit=self.scribe.edit(welcome),
            feeds=feed_links(self.scribe),
        )  # fmt: skip

    def with_calls(self, entry: Entry[Any], template: str, show: Show, only: Only) -> Iterator[Page]:
        """The page of a record with the calls that belong to it, and their further pages."""
        calls = self.all_lists.of(entry.kind, entry.slug)
        where = partial(part_of, partial(self.at.record, kind=entry.kind, slug=entry.slug))
        first = calls.leaves[0]
        groups = partial(self.rows.groups, calls, first, partial(where, self.scribe.language))
        key = self.leaf_key(calls, first, self.fund_counts(entry))
        yield self.record(entry, template, lambda: show(groups()), key, feeds=feed_links(self.scribe, entry))
        yield from self.further(calls, where, self.scribe.link(entry), only)

    def fund_counts(self, entry: Entry[Any]) -> bytes:
        """What the numbers of calls of the funds depend on that the page of a record names."""
        funds = (
            self.catalogue.sisters(entry)
            if entry.kind == "funds"
            else [fund for fund in self.catalogue.funds.values() if entry.slug in getattr(fund.facts, entry.kind)]
        )
        return repr([tuple(self.catalogue.counts_of("funds", fund.slug)) for fund in funds]).encode()

    def leaf_key(self, calls: CallList, leaf: Leaf, *more: bytes) -> bytes:
        """The key of one page of a list."""
        return self.key(self.small, calls.numbers(leaf), leaf.part.encode(), *more, calls.shown(leaf))

    def further(self, calls: CallList, where: Callable[[str, str], str], of: Link, only: Only) -> Iterator[Page]:
        """The pages of a list after its first, or those that some calls stand on."""
        tongue = self.scribe.tongue
        for leaf in calls.leaves[1:]:
            if only is not None and not calls.has(leaf, only):
                continue
            groups = partial(self.rows.groups, calls, leaf, partial(where, self.scribe.language))
            year = str(leaf.year) if leaf.year is not None else None
            title = tongue.text("calls-closed-in", year=year, of=of.words.text) if year else of.words.text
            if number := leaf.part.partition(".")[2] if year else leaf.part:
                title = tongue.text("title-part", title=title, number=number)
            yield self.page(
                lambda code, part=leaf.part: where(code, part),  # type: ignore[misc]
                "calls.html", title, partial(further_page, groups, year, of), self.leaf_key(calls, leaf),
            )  # fmt: skip

    def all_calls(self, only: Only = None) -> Iterator[Page]:
        """The list of all calls."""
        tongue, at, calls = self.scribe.tongue, self.at, self.all_lists.everything
        everywhere = partial(part_of, partial(at.all, kind="calls"))
        groups = partial(self.rows.groups, calls, calls.leaves[0], partial(everywhere, self.scribe.language))
        title = tongue.text("title-calls")
        yield self.page(
            partial(at.all, kind="calls"), "calls.html", title,
            lambda: CallsPage(calls=groups()), self.leaf_key(calls, calls.leaves[0]),
            description=tongue.text("description-calls"), feeds=feed_links(self.scribe),
        )  # fmt: skip
        own = Link(address=at.all(self.scribe.language, "calls"), words=Words(text=title))
        yield from self.further(calls, everywhere, own, only)

    def lists(self) -> Iterator[Page]:
        """The list of every other kind of record."""
        tongue, at = self.scribe.tongue, self.at
        others: tuple[tuple[str, str, Callable[[], Any]], ...] = (
            ("funds", "funds.html", partial(fund_list, self.rows)),
            ("themes", "topics.html", partial(theme_list, self.rows)),
            ("beneficiaries", "topics.html", partial(beneficiary_list, self.rows)),
        )
        key = self.key(self.small, self.all_lists.counts, self.all_lists.sums)
        for kind, template, show in others:
            title, description = tongue.text(f"title-{kind}"), tongue.text(INTRODUCED[kind])
            yield self.page(partial(at.all, kind=kind), template, title, show, key, description=description)

    def pages_of_its_own(self) -> Iterator[Page]:
        """Those that the program brings along, what the catalogue is, and any page that an editor adds."""
        catalogue, tongue, at = self.catalogue, self.scribe.tongue, self.at
        yield from map(self.own, OWN_PAGES)
        about = catalogue.pages.get("about")
        title = about.wording(self.scribe.language).title if about else tongue.text("title-about")
        key = self.key(self.small, str(len(catalogue.briefs)).encode())
        yield self.page(
            partial(at.page, slug="about"), "about.html", title, partial(about_page, self.rows), key,
            edit=self.scribe.edit(about),
        )  # fmt: skip
        for entry in catalogue.pages.values():
            if entry.slug not in PAGES_OF_THEIR_OWN:
                words = entry.wording(self.scribe.language)
                yield self.page(
                    partial(at.page, slug=entry.slug), "about.html", words.title,
                    partial(plain_page, self.rows, entry), key,
                    description=words.summary, kind=entry.kind, slug=entry.slug, edit=self.scribe.edit(entry),
                )  # fmt: skip

    def own(self, own: OwnPage) -> Page:
        """A page that the program brings along."""
        tongue, key = self.scribe.tongue, self.key(self.small, self.all_lists.depends(own.slug, own.depends))
        return self.page(
            partial(self.at.page, slug=own.slug), own.template, tongue.text(f"title-{own.slug}"),
            partial(own.show, self.rows), key,
            description=tongue.text(own.description) if own.description else None,
        )  # fmt: skip

    def redirects(self) -> Iterator[Page]:
        """A page at every old name of a record, which leads to where the record is now."""
        catalogue = self.catalogue
        yield from self.redirects_to(
            catalogue.calls[slug].entry for slug, brief in catalogue.briefs.items() if brief.aliases
        )
        for kind in TOPICS:
            yield from self.redirects_to(catalogue.of_kind(kind).values())

    def redirects_to(self, entries: Iterable[Entry[Any]]) -> Iterator[Page]:
        """A page at every old name of these."""
        catalogue, scribe = self.catalogue, self.scribe
        for entry in entries:
            for alias in entry.facts.aliases:
                target, title = scribe.address(entry), scribe.title(entry)
                yield Page(
                    address=self.at.record(scribe.language, entry.kind, alias),
                    template=REDIRECT,
                    language=scribe.language,
                    title=title.text,
                    key=self.key(target.encode(), repr(title).encode()),
                    show=partial(Redirect, target=target, title=title),
                    canonical=catalogue.settings.url + target,
                    kind=entry.kind,
                    slug=entry.slug,
                )


def further_page(groups: Callable[[], CallGroups], year: str | None, of: Link) -> CallsPage:
    """A page of a list after its first."""
    return CallsPage(calls=groups(), year=year, of=of)


def first_pages(layouts: list[Layout]) -> Iterator[Page]:
    """The language chooser and the 404, which speak every language and are framed in the first."""
    first, scribes = layouts[0], [layout.scribe for layout in layouts]
    settings = first.catalogue.settings
    name = first.scribe.label(settings.name)
    title = name.text if name else ""
    others = tuple(
        Alternate(language=code, autonym=scribe.tongue.autonym, address=scribe.addresses.home(code))
        for code, scribe in ((scribe.language, scribe) for scribe in scribes)
    )
    key = first.key(*(layout.version for layout in layouts))
    yield Page(
        address=address.CHOOSER, template="chooser.html", language=first.scribe.language, title=title, key=key,
        show=lambda: many_tongues(scribes), alternates=others, canonical=settings.url + address.CHOOSER,
    )  # fmt: skip
    yield Page(
        address=address.MISSING, template="missing.html", language=first.scribe.language, title="404", key=key,
        show=lambda: many_tongues(scribes, base_path(settings)),
    )  # fmt: skip
