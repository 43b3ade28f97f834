"""What pages say of themselves to search engines, browsers and whoever shares them.

JSON-LD is read by PyLD, without asking schema.org: what its terms are is written down here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pyld import jsonld

from tests.front_door import LANGUAGES, Html, build, pages
from tests.test_browser_pages import KINDS

URL = "https://voorbeeld.example.org/some/base/"
SCHEMA = "https://schema.org/"
THING = {"name", "description", "url", "identifier", "sameAs", "alternateName", "potentialAction", "subjectOf"}
WORK = THING | {
    "inLanguage",
    "isPartOf",
    "datePublished",
    "license",
    "publisher",
    "creator",
    "isAccessibleForFree",
    "mainEntity",
}
# The properties of schema.org, of the types that are used here (read in schema-dts 2.1.0, its TypeScript types).
TERMS = {
    "WebPage": WORK | {"breadcrumb", "lastReviewed"},
    "WebSite": WORK,
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"contentUrl", "encodingFormat"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
    "MonetaryGrant": THING | {"amount", "funder"},
    "MonetaryAmount": THING | {"currency", "value", "minValue", "maxValue"},
    "FundingScheme": THING,
    "Organization": THING,
    "Place": THING,
    "Event": THING | {"startDate", "endDate", "location"},
    "ApplyAction": THING | {"startTime", "endTime", "target"},
    "SearchAction": THING | {"target", "query-input"},  # `-input` stands for what somebody has still to give
    "EntryPoint": THING | {"urlTemplate"},
}
Serve = Callable[[Path], str]


def soup(page: Html) -> BeautifulSoup:
    return BeautifulSoup(page.source, "lxml")


def own_pages(pages: Mapping[str, Html]) -> list[Html]:
    """Those that are neither of many languages nor lead on."""
    return [page for page in pages.values() if page.address not in ("index.html", "404.html") and not page.leads_on]


def linked(page: Html) -> Any:
    scripts = soup(page).select('script[type="application/ld+json"]')
    assert len(scripts) == 1, page.address
    return json.loads(scripts[0].get_text())


def offline(url: str, _options: Any) -> dict[str, Any]:
    """What stands at schema.org, as far as it is needed: every term is one of its own."""
    assert url.rstrip("/") == SCHEMA.rstrip("/")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}


def nodes(found: Any) -> Iterator[dict[str, Any]]:
    """Every node of expanded JSON-LD."""
    if isinstance(found, list):
        for each in found:
            yield from nodes(each)
    elif isinstance(found, dict):
        if "@value" not in found:
            yield found
        for each in found.values():
            yield from nodes(each)


@pytest.mark.parametrize("folder", ["built_pages", "example_pages"])
def test_every_page_says_what_it_is_in_terms_that_there_are(folder: str, request: pytest.FixtureRequest) -> None:
    types = set()
    for page in own_pages(request.getfixturevalue(folder)):
        expanded = jsonld.expand(linked(page), {"documentLoader": offline})
        for node in nodes(expanded):
            if set(node) == {"@id"}:
                continue
            (kind,) = (each.removeprefix(SCHEMA) for each in node["@type"])
            said = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
            assert said <= TERMS[kind], (page.address, kind, said - TERMS[kind])
            types.add(kind)
    assert types == TERMS.keys() or folder == "built_pages"


def test_what_is_linked_is_there(example_pages: Mapping[str, Html]) -> None:
    for page in own_pages(example_pages):
        found = linked(page)
        assert found["url"] == found["@id"] == URL + page.address
        assert found["inLanguage"] == page.lang
        assert found["isPartOf"]["url"] == f"{URL}{page.lang}/index.html"
        crumbs = found.get("breadcrumb", {"itemListElement": []})["itemListElement"]
        assert [each["position"] for each in crumbs] == list(range(1, len(crumbs) + 1))
        places = [each["item"].removeprefix(URL) for each in crumbs]
        assert all(place in example_pages for place in places), page.address
        assert places[-1:] == ([page.address] if crumbs else [])
        assert crumbs or page.address.endswith("/index.html")


def test_a_call_is_a_grant_that_one_can_apply_for(example_pages: Mapping[str, Html]) -> None:
    grant = linked(example_pages["en/calls/windmolens.html"])["mainEntity"]
    assert grant["@type"] == "MonetaryGrant"
    assert grant["identifier"] == "LUFT-2026-MOL-01"
    assert grant["funder"]["@type"] == "FundingScheme"
    assert grant["funder"]["url"] == f"{URL}en/funds/luchtkastelen-2021-2027.html"
    assert grant["amount"] == [
        {"@type": "MonetaryAmount", "name": "Total budget", "currency": "EUR", "value": "1250000.50"},
        {
            "@type": "MonetaryAmount",
            "name": "Grant per project",
            "currency": "EUR",
            "minValue": "10000",
            "maxValue": "50000",
        },
    ]
    assert grant["potentialAction"] == {
        "@type": "ApplyAction",
        "startTime": "2026-09-01T00:00:00+02:00",
        "endTime": "2026-11-30T17:00:00+01:00",
        "target": "https://example.org/apply?call=1&language=nl",
    }
    assert [each["startDate"] for each in grant["subjectOf"]] == ["2026-11-25T13:00:00+01:00", "2026-09-15"]


def test_a_fund_is_the_same_thing_on_its_page_and_on_those_of_its_calls(example_pages: Mapping[str, Html]) -> None:
    of_call = linked(example_pages["nl/oproepen/windmolens.html"])["mainEntity"]["funder"]
    own = linked(example_pages["nl/fondsen/luchtkastelen-2021-2027.html"])["mainEntity"]
    assert of_call.items() <= own.items()


def test_the_data_name_their_files(example_built: Path, example_pages: Mapping[str, Html]) -> None:
    found = linked(example_pages["en/open-data.html"])["mainEntity"]
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    places = [each["contentUrl"].removeprefix(URL) for each in found["distribution"]]
    assert {"data/calls.csv", "data/calls.json", "data/commongrants.en.json"} <= set(places)
    assert "data/commongrants.nl.json" not in places, "that is on the Dutch page"
    assert all((example_built / place).is_file() for place in places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_searched_where_it_says(
    language: str, example_built: Path, example_pages: Mapping[str, Html], browser: Browser, serve: Serve
) -> None:
    """The home page, for search engines, and OpenSearch, for browsers, lead to a search that finds."""
    action = linked(example_pages[f"{language}/index.html"])["mainEntity"]["potentialAction"]
    description = ET.parse(example_built / language / "opensearch.xml").getroot()  # noqa: S314 - our own
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    name = description.findtext("o:ShortName", namespaces=space)
    assert name
    assert len(name) <= 16
    assert description.findtext("o:Language", namespaces=space) == language
    url = description.find("o:Url", space)
    assert url is not None
    template = url.attrib["template"]
    assert action["target"]["urlTemplate"].replace("{search_term_string}", "{searchTerms}") == template
    page = browser.new_page()
    page.goto(template.replace("{searchTerms}", quote("LUFT-2026-MOL-01")).replace(URL, serve(example_built)))
    assert page.locator(".search-results .call-row").first.text_content()
    page.close()


def test_every_page_leads_browsers_to_the_search_of_its_language(example_pages: Mapping[str, Html]) -> None:
    for page in own_pages(example_pages):
        (found,) = page.head_links("search")
        assert page.target(found["href"])[0] == f"{page.lang}/opensearch.xml"


def test_a_page_that_is_shared_shows_what_it_is(example_pages: Mapping[str, Html]) -> None:
    locales = {"nl": "nl_BE", "en": "en_GB"}
    for page in own_pages(example_pages):
        html = soup(page)
        said = {str(meta["property"]): str(meta["content"]) for meta in html.select("meta[property]")}
        assert said["og:url"] == URL + page.address
        assert html.title
        assert html.title.get_text().startswith(said["og:title"])
        assert said["og:locale"] == locales[page.lang]
        assert {said["og:locale:alternate"]} == set(locales.values()) - {said["og:locale"]}
        assert said["og:type"] == "website"
        description = html.select_one('meta[name="description"]')
        assert said.get("og:description") == (description["content"] if description else None)


def test_no_text_of_an_editor_ends_the_data_of_a_page(example: Path, tmp_path: Path) -> None:
    path = example / "content" / "calls" / "kaarsen.md"
    text = path.read_text(encoding="utf-8")
    title = "Kaarsen </script><script>alert(1)</script> & ‘<!--’"
    path.write_text(text.replace(text[text.index("title:") :].splitlines()[0], f"title: '{title}'"), encoding="utf-8")
    page = pages(build(example, tmp_path / "public"))["nl/oproepen/kaarsen.html"]
    assert linked(page)["name"] == title
    assert "alert" not in "".join(each.get_text() for each in soup(page).select("script:not([type])"))


def test_a_browser_blocks_nothing_of_it(browser: Browser, serve: Serve, example_built: Path) -> None:
    """Data are no script, so the policy of the pages allows them."""
    page, told = browser.new_page(), list[str]()
    page.on("console", lambda message: told.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective))"
    )
    for kind in ("home", "call", "fund", "data"):
        page.goto(serve(example_built) + KINDS[kind]["nl"])
        assert page.locator('script[type="application/ld+json"]').count() == 1
    page.close()
    assert told == []


def test_the_sitemap_tells_the_day_that_a_call_is_known_to_be_of(example_built: Path) -> None:
    """That of no other page: a list changes with what stands in it."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    calls = json.loads((example_built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    known: dict[str, str | None] = {}
    for call in calls:
        days = [call.get("published"), call.get("verified"), *(each["date"] for each in call.get("changes", []))]
        known |= dict.fromkeys(call["urls"].values(), max(filter(None, days), default=None))
    for url in ET.parse(example_built / "sitemap.xml").getroot().findall("s:url", space):  # noqa: S314 - our own
        order = [child.tag.rpartition("}")[2] for child in url]
        assert order == sorted(order, key=["loc", "lastmod", "link"].index), "in the order of the standard's schema"
        assert url.findtext("s:lastmod", namespaces=space) == known.get(url.findtext("s:loc", "", space))
    assert set(known.values()) > {"2026-11-01"}
