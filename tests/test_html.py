"""Every page, style sheet and picture that is published is as the HTML, CSS and SVG standards want it.

The Nu HTML Checker of the W3C and the WHATWG says so, which knows their rules of content too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import checker
from tests.front_door import build, kept_at


@pytest.fixture(scope="session", autouse=True)
def _a_checker() -> None:
    """Without one a laptop leaves these tests out and says so; an integration run fails."""
    try:
        checker.required()
    except checker.NoCheckerError as problem:
        if os.environ.get("CI"):
            pytest.fail(str(problem), pytrace=False)
        pytest.skip(str(problem))


def test_no_page_has_an_error(example_built: Path, built: Path) -> None:
    """Of any kind, in any language: a reader's program need not guess what was meant."""
    assert checker.complaints([example_built, built]) == []


def test_the_page_of_the_web_editor_has_none(example: Path, tmp_path: Path) -> None:
    kept_at(example, "https://github.com/example/luchtpost")
    with (example / "content" / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[web_editor]\nsign_in = "token"\n')
    page = build(example, tmp_path / "public") / "admin" / "index.html"
    assert page.is_file()
    assert checker.complaints([page]) == []


def test_it_sees_a_mistake(example_built: Path, tmp_path: Path) -> None:
    """Were it given nothing to read, it would find no error either."""
    whole = (example_built / "en" / "about.html").read_text(encoding="utf-8")
    mistakes = (
        ("</h1>", "</h2>", "open elements"),
        ('<main id="main"', '<main id="main" nonsense="1"', "not allowed on element “main”"),
        ("<title>", "<titel>", "titel"),
    )
    for number, (was, becomes, _) in enumerate(mistakes):
        (tmp_path / f"{number}.html").write_text(whole.replace(was, becomes, 1), encoding="utf-8")
    told = checker.complaints([tmp_path])
    for number, (_, _, said) in enumerate(mistakes):
        assert any(f"{number}.html" in line and said in line for line in told), said


def test_it_reads_style_sheets_and_pictures_too(tmp_path: Path) -> None:
    (tmp_path / "wrong.css").write_text("p { colour: red; }", encoding="utf-8")
    (tmp_path / "wrong.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><blob/></svg>', encoding="utf-8")
    said = " ".join(checker.complaints([tmp_path]))
    assert "colour" in said
    assert "blob" in said
