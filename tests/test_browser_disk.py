"""The site opened from a disk, with no network at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.built_index import handed_over

Serve = Callable[[Path], str]
FOLDER = "Oproepen & fondsen #1 é"


@pytest.fixture(scope="module")
def disk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed catalogue in a folder with a name that is hard on addresses."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("stick") / FOLDER))


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
