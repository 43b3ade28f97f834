"""The bundle opened from a disk, with no network at all: everything that a reader does with the hosted site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built_index import handed_over
from tests.test_browser_form import saved

Serve = Callable[[Path], str]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    context.close()
    assert told == []


SEARCH = {"nl": "nl/zoeken.html", "en": "en/search.html"}
FILTERS: list[dict[str, list[str]]] = [
    {},
    {"status": ["open"]},
    {"status": ["closed", "cancelled"]},
    {"theme": ["klimaat", "onderzoek-en-innovatie"], "year": ["2026"]},
    {"beneficiary": ["ngos"]},
]
# Every question to a search of its own page, and what it found: which calls, in which order.
ASK = """async (questions) => {
  const form = document.getElementById("search");
  const at = (name) => new URL("./", new URL(form.dataset[name], document.baseURI)).href;
  const answer = oproep.openSearch(at("top"), at("bundle"), []);
  const found = [];
  for (const question of questions) {
    const { results, query, isAll } = await answer(question, 0);
    found.push([query, isAll, results.map(({ place }) => place)]);
  }
  return found;
}"""


def questions(site: Path, language: str) -> list[dict[str, Any]]:
    """Words that are searched for, whole, half and mistyped, with filters, in both orders."""
    words = handed_over((site / language / "pagefind" / "vocabulary.js").read_bytes()).split()
    chosen = words[:: len(words) // 40][:40]
    typed = [*chosen, *(word[:4] for word in chosen[:8]), *(f"{word}x" for word in chosen[:4]), "amif-2017", "2014", ""]
    return [
        {"query": query, "chosen": FILTERS[number % len(FILTERS)], "sort": "deadline" if number % 3 == 0 else ""}
        for number, query in enumerate(typed)
    ]


@pytest.mark.parametrize("language", SEARCH)
def test_a_question_has_the_same_answer_hosted_and_from_a_disk(
    language: str, page: Page, browser: Browser, serve: Serve, built: Path, disk: Path
) -> None:
    asked = questions(built, language)
    assert len(asked) >= 50
    hosted = browser.new_page()
    hosted.goto(serve(built) + SEARCH[language])
    page.goto((disk / SEARCH[language]).as_uri())
    expected, found = hosted.evaluate(ASK, asked), page.evaluate(ASK, asked)
    hosted.close()
    different = [
        f"{question}: {one} {other}"
        for question, one, other in zip(asked, expected, found, strict=True)
        if one != other
    ]
    assert not different, "\n".join(different)
    assert sum(bool(results) for _, _, results in found) > len(asked) / 2


def test_one_searches_filters_sorts_and_shares_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/index.html").as_uri())
    page.locator("#search-home").fill("burgerschap")
    page.keyboard.press("Enter")
    rows = page.locator(".search-results .call-row")
    expect(rows.first).to_contain_text("burgerschap")
    many = rows.count()
    page.locator('[data-filter="status"] input[value="closed"]').check()
    expect(rows.first.locator(".status--closed")).to_be_visible()
    expect(page.locator(".search-status")).not_to_contain_text(f"{many} ")
    page.locator("#search-sort").select_option("deadline")
    expect(rows.first).to_be_visible()
    shared, titles = page.url, rows.locator("h3").all_inner_texts()
    page.goto("about:blank")
    page.goto(shared)
    expect(rows).to_have_count(len(titles))
    assert rows.locator("h3").all_inner_texts() == titles
    rows.first.locator("a").click()
    expect(page.locator("h1")).to_have_text(titles[0])


CALL = "nl/oproepen/jtm-2026-pslf-standalone-projects.html"


def test_it_opens_at_index_and_every_page_is_read(page: Page, disk: Path) -> None:
    page.goto((disk / "index.html").as_uri())
    page.get_by_role("link", name="Nederlands").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator(".call-row a").first.click()
    expect(page.locator(".deadline")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(
    ("language", "now", "says"),
    [
        ("nl", "2026-11-22T12:00:00Z", "Kopie van 22 november 2026. Sindsdien is geen oproep gesloten."),
        ("nl", "2026-12-02T12:00:00Z", "Kopie van 22 november 2026. Sindsdien zijn 5 oproepen gesloten."),
        ("en", "2026-12-02T12:00:00Z", "Copy of 22 November 2026. Since then 5 calls have closed."),
    ],
)
def test_it_says_how_old_it_is_and_where_the_new_one_is(
    language: str, now: str, says: str, page: Page, disk: Path
) -> None:
    page.clock.set_fixed_time(now)
    page.goto((disk / language / "index.html").as_uri())
    strip = page.locator(".copy-strip")
    expect(strip).to_contain_text(says)
    assert strip.locator("a").get_attribute("href") == f"https://oproep.example.org/{language}/index.html"


def test_the_hosted_site_is_no_copy_and_says_how_large_the_bundle_is(
    browser: Browser, serve: Serve, built: Path
) -> None:
    page = browser.new_page()
    page.goto(serve(built) + "nl/over.html")
    size = (built / "oproep.zip").stat().st_size / 1e6
    assert size >= 1
    expect(page.locator(".take-along")).to_contain_text("Stand van 22 november 2026")
    expect(page.locator(".take-along")).to_contain_text(f"{size:.2g} MB".replace(".", ",").replace(",0 ", " "))
    expect(page.locator(".copy-strip")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download de catalogus (zip)").click()
    assert download.value.path().read_bytes() == (built / "oproep.zip").read_bytes()
    page.close()


def test_the_bundle_offers_no_bundle(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/over.html").as_uri())
    expect(page.locator(".copy-strip")).to_be_visible()
    expect(page.locator(".take-along")).to_be_hidden()


def test_one_follows_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/themas/klimaat-en-milieu.html").as_uri())
    page.locator(".follow button").click()
    page.locator(".mine-way a").click()
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()
    page.get_by_role("button", name="Toon de QR-code").click()
    expect(page.locator(".mine-qr svg")).to_be_visible()


def test_one_keeps_compares_and_takes_along_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/oproepen/index.html").as_uri())
    for number in (0, 1):
        page.locator(".keep").nth(number).click()
    page.locator(".shortlist-way a").click()
    expect(page.locator(".sheet-frame .sheet__call")).to_have_count(2)
    for name, ending in (("Tabel (CSV)", ".csv"), ("Markdown", ".md"), ("Deadlines in uw agenda", ".ics")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename.endswith(ending)


def test_one_finds_out_what_fits_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/iets-voor-mij.html").as_uri() + "?theme=klimaat-en-milieu")
    expect(page.locator(".finder .call-row").first).to_be_visible()


def test_a_calendar_stands_beside_the_page(page: Page, disk: Path) -> None:
    page.goto((disk / CALL).as_uri())
    link = page.get_by_role("link", name="Zet in uw agenda")
    where = link.evaluate("link => link.href")
    assert (disk / CALL).with_suffix(".ics").as_uri() == where
    assert (disk / CALL).with_suffix(".ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_form_writes_a_call_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / "nl/oproep-voorstellen.html").as_uri())
    page.fill("#f-title", "Een nieuwe oproep")
    page.check("[name=deadline-kind][value=rolling]")
    name, text = saved(page)
    assert name == "een-nieuwe-oproep.md"
    assert text.startswith("---\ntitle: Een nieuwe oproep\nlanguage: nl\ndeadline: rolling\n")


def test_it_prints_from_a_disk(page: Page, disk: Path) -> None:
    page.goto((disk / CALL).as_uri())
    page.emulate_media(media="print")
    expect(page.locator(".main-nav")).to_be_hidden()
    expect(page.locator(".copy-strip")).to_be_visible()  # paper says how old it is, too
    assert page.pdf().startswith(b"%PDF")
