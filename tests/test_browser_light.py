"""The first view of any page weighs at most 60 KB as a host sends it: page, styles, scripts, pictures, fonts."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from tests.test_browser_pages import KINDS

Serve = Callable[[Path], str]
MOST = 60_000  # bytes
LEVEL = 6  # of gzip, as hosts compress
PACKED = ("image/png", "image/jpeg", "image/webp", "font/")  # a host sends these as they are


def keep(answers: list[Response], answer: Response) -> None:
    answers.append(answer)


def weight(answer: Response) -> int:
    """The bytes of a file as it is sent."""
    body = answer.body()
    return (
        len(body) if (answer.header_value("content-type") or "").startswith(PACKED) else len(gzip.compress(body, LEVEL))
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_view_of_every_kind_of_page_is_light(
    language: str, browser: Browser, serve: Serve, example_built: Path, built: Path
) -> None:
    """Of the example, whose pages hold one of everything, and of real ones, which hold more. Search comes on top."""
    places = [serve(example_built) + where[language].partition("?")[0] for where in KINDS.values() if language in where]
    calls = {"nl": "oproepen", "en": "calls"}[language]
    funds = {"nl": "fondsen", "en": "funds"}[language]
    real = ("index", f"{calls}/index", f"{calls}/amif-actief-en-gedeeld-burgerschap", f"{funds}/amif-2021-2027")
    places += [f"{serve(built)}{language}/{name}.html" for name in real]
    heavy = []
    for place in places:
        context = browser.new_context()  # nothing is cached yet
        answers: list[Response] = []
        context.on("response", partial(keep, answers))
        page = context.new_page()
        page.goto(place, wait_until="networkidle")
        assert all(answer.ok for answer in answers), place
        sizes = {answer.url.rpartition("/")[2]: weight(answer) for answer in answers if "/pagefind/" not in answer.url}
        context.close()
        assert len(sizes) > 2, f"{place} has not loaded what it consists of"
        print(f"{sum(sizes.values()):7,} bytes  {place.split('/', 5)[-1]}")  # noqa: T201 - shown with `pytest -rP`
        if sum(sizes.values()) > MOST:
            heavy.append(f"{place}: {sum(sizes.values()):,} bytes: {sizes}")
    assert heavy == []
