"""No link or fragment of a built site leads nowhere, and every page says rightly which page it is."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.front_door import EXAMPLE, LANGUAGES, ROOT, Html, files, pages

TOLERATED = ("mailto:", "tel:", "http://", "https://", "data:", "webcal:")
Site = tuple[str, set[str], Mapping[str, Html]]


@pytest.fixture(scope="module", params=["content", "example"])
def site(request: pytest.FixtureRequest) -> Site:
    """Where it is published, all its files, its pages."""
    root, folder = (ROOT, "built") if request.param == "content" else (EXAMPLE, "example_built")
    out: Path = request.getfixturevalue(folder)
    url = tomllib.loads((root / "content" / "site.toml").read_text(encoding="utf-8"))["url"]
    return url, set(files(out)), pages(out)


def internal(page: Html) -> Iterator[tuple[str, str]]:
    """Every link inside the site: the tag, and where to."""
    for tag, where, given in page.links:
        if not where.startswith(TOLERATED) and given.get("rel") != "canonical":
            yield tag, where
    for meta in page.metas:
        if meta.get("http-equiv") == "refresh":
            yield "meta", meta["content"].partition("url=")[2]


def test_every_link_leads_somewhere(site: Site) -> None:
    _, there, all_pages = site
    dead = []
    for page in all_pages.values():
        for tag, where in internal(page):
            path, fragment = page.target(where)
            if path not in there or (fragment and fragment not in all_pages[path].ids):
                dead.append(f"{page.address}: <{tag}> {where}")
    assert not dead


def test_every_calendar_that_one_subscribes_to_is_there(site: Site) -> None:
    """What `webcal:` names whole is the file that stands beside the page."""
    url, there, all_pages = site
    named = [where for page in all_pages.values() for _, where, _ in page.links if where.startswith("webcal:")]
    assert named
    assert {where.removeprefix(f"webcal:{url.partition(':')[2]}") for where in named} <= there


def test_every_link_is_relative_and_ends_in_a_file_name(site: Site) -> None:
    _, _, all_pages = site
    wrong = [
        f"{page.address}: <{tag}> {where}"
        for page in all_pages.values()
        for tag, where in internal(page)
        if where.startswith("/")
        or ("." not in where.partition("#")[0].partition("?")[0].rpartition("/")[2] and not where.startswith("#"))
    ]
    assert not wrong


def test_no_link_names_the_place_it_is_published_at(site: Site) -> None:
    """The same tree works at any address; only what a standard wants whole is whole."""
    url, _, all_pages = site
    found = [
        f"{page.address}: {where}"
        for page in all_pages.values()
        for tag, where, _ in page.links
        if where.startswith(url) and tag != "link"
    ]
    assert not found


def test_the_404_page_counts_its_links_from_the_top_of_the_site(site: Site) -> None:
    url, _, all_pages = site
    assert all_pages["404.html"].base == urlsplit(url).path
    assert not any(where.startswith("#") for _, where, _ in all_pages["404.html"].links)
    assert [page.address for page in all_pages.values() if page.base] == ["404.html"]


def test_ids_are_unique_on_every_page(site: Site) -> None:
    _, _, all_pages = site
    twice = {
        page.address: again
        for page in all_pages.values()
        if (again := [name for name, times in Counter(page.ids).items() if times > 1])
    }
    assert not twice


def test_every_page_says_its_language(site: Site) -> None:
    _, _, all_pages = site
    first = next(iter(LANGUAGES))
    for page in all_pages.values():
        folder = page.address.partition("/")[0]
        assert page.lang == (folder if folder in LANGUAGES else first), page.address


def alternates(page: Html) -> dict[str, str]:
    """Language and address of every `hreflang` in the head."""
    return {given["hreflang"]: given["href"] for given in page.head_links("alternate") if "hreflang" in given}


def test_every_page_names_itself_in_every_language(site: Site) -> None:
    """`hreflang` names every language and itself, and is answered by the page it names."""
    url, _, all_pages = site
    for page in all_pages.values():
        others = alternates(page)
        if page.address == "404.html" or page.leads_on:
            assert set(others) <= {"x-default"}, page.address
            continue
        assert set(others) == {*LANGUAGES, "x-default"}, page.address
        assert others["x-default"] == f"{url}index.html"
        if page.address == "index.html":
            continue
        assert others[page.lang] == url + page.address
        for language in LANGUAGES:
            other = all_pages[others[language].removeprefix(url)]
            assert other.lang == language
            assert alternates(other) == others, f"{page.address} and {other.address} do not agree"


def test_every_page_names_its_own_address_as_the_one_to_keep(site: Site) -> None:
    url, _, all_pages = site
    for page in all_pages.values():
        found = [given["href"] for given in page.head_links("canonical")]
        if page.address == "404.html":
            assert found == []
        elif page.leads_on:
            assert found == [url + page.leads_on]
        else:
            assert found == [url + page.address]


def test_headings_come_in_order(site: Site) -> None:
    """One h1, and no level left out on the way down."""
    _, _, all_pages = site
    for page in all_pages.values():
        levels = [int(heading[1]) for heading in page.headings]
        assert levels[:1] == [1], page.address
        assert levels.count(1) == 1, page.address
        jumps = [(one, two) for one, two in pairwise(levels) if two > one + 1]
        assert not jumps, page.address
