"""A language is a word file: with it come its pages, its addresses, its search and a place in the switcher."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.built_index import indexed
from tests.front_door import ROOT, Html, build, call, files, pages, run

WORDS = ROOT / "templates" / "words"
URL = "https://voorbeeld.example.org/some/base/"


def in_french(text: str) -> str:
    """The Dutch word file with every word made French by a machine; path words stay slugs."""
    head, *entries = text.split("\n\n")
    translated = []
    for entry in entries:
        prefix = "fr-" if 'msgid "path-' in entry else "fr "
        translated.append(re.sub(r'^(msgstr(?:\[\d\])? ")', rf"\g<1>{prefix}", entry, flags=re.MULTILINE))
    return "\n\n".join([head.replace("Language: nl_BE", "Language: fr_BE"), *translated])


@pytest.fixture
def words(example: Path) -> Path:
    """The example's own folder of words, which stand beside those of the program or in their place."""
    folder = example / "templates" / "words"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def french(words: Path) -> Path:
    (words / "fr.po").write_text(in_french((WORDS / "nl.po").read_text(encoding="utf-8")), encoding="utf-8")
    return words.parent.parent


def test_a_word_file_more_is_a_language_more(french: Path, tmp_path: Path) -> None:
    out = build(french, tmp_path / "public")
    all_pages = pages(out)
    by_language = {code: {name for name in all_pages if name.startswith(f"{code}/")} for code in ("nl", "en", "fr")}
    assert len({len(found) for found in by_language.values()}) == 1
    page = all_pages["fr/fr-oproepen/windmolens.html"]
    assert page.lang == "fr"
    assert "30 novembre 2026" in page.text
    assert "€" in page.text
    assert "fr wie kan indienen" in page.text
    assert '<h1 class="lead__title" lang="nl">' in page.source
    assert "fr deze tekst bestaat nog niet in het nederlands" in page.text
    assert indexed(out / "fr/pagefind/pagefind-entry.json.js")["languages"].keys() == {"fr"}
    assert call("check", "--root", french).returncode == 0


def test_every_page_switches_to_the_new_language(french: Path, tmp_path: Path) -> None:
    all_pages = pages(build(french, tmp_path / "public"))
    there = set(files(tmp_path / "public"))
    for page in all_pages.values():
        if page.address in ("404.html", "index.html") or page.leads_on:
            continue
        switch = [
            (given["lang"], page.target(where)[0], "aria-current" in given)
            for tag, where, given in page.links
            if tag == "a" and given.get("rel") == "alternate"
        ]
        assert [code for code, _, _ in switch] == ["nl", "en", "fr"], page.address
        assert [code for code, _, current in switch if current] == [page.lang]
        for code, target, _ in switch:
            assert target in there
            assert all_pages[target].lang == code
        heads = {
            given["hreflang"]: given["href"].removeprefix(URL)
            for given in page.head_links("alternate")
            if "hreflang" in given
        }
        assert heads == {**{code: target for code, target, _ in switch}, "x-default": "index.html"}
    assert {given.get("hreflang") for _, _, given in all_pages["index.html"].links} >= {"nl", "en", "fr"}


def test_the_languages_that_were_there_keep_their_pages(french: Path, tmp_path: Path, example_built: Path) -> None:
    """A language more changes no address, and no word of a page but its switcher."""
    before, after = files(example_built), files(build(french, tmp_path / "public"))
    assert before.keys() <= after.keys()
    changed = [name for name in before if before[name] != after[name] and name.startswith(("nl/", "en/"))]
    for name in (each for each in changed if each.endswith(".html")):
        kept = [line for line in before[name].splitlines() if line not in after[name].splitlines()]
        assert kept == [], name


@pytest.mark.parametrize("first", ["nl", "en"])
def test_no_language_is_privileged(first: str, example: Path, tmp_path: Path) -> None:
    """The order of site.toml decides which is first on the chooser, and nothing else."""
    other = "en" if first == "nl" else "nl"
    settings = example / "content" / "site.toml"
    text = settings.read_text(encoding="utf-8").replace('["nl", "en"]', f'["{first}", "{other}"]')
    settings.write_text(text, encoding="utf-8")
    all_pages: dict[str, Html] = dict(pages(build(example, tmp_path / "public")))
    chooser = [given["hreflang"] for tag, _, given in all_pages["index.html"].links if tag == "a"]
    assert chooser == [first, other]
    assert all_pages["index.html"].lang == first
    assert all_pages["en/calls/regenbogen.html"].lang == "en"
    assert all_pages["nl/oproepen/paper-boats.html"].lang == "nl"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param((r'msgid "key-deadline"\nmsgstr "[^"]*"\n', ""), r"key-deadline", id="a word is missing"),
        pytest.param((r'(msgid "key-deadline"\nmsgstr ")[^"]*', r"\1"), r"key-deadline", id="a word is empty"),
        pytest.param((r'(msgid "path-calls"\nmsgstr ")[^"]*', r"\1My calls"), r"My calls", id="a path is no slug"),
        pytest.param((r'msgid "key-deadline"\nmsgstr', 'msgid "key-deadline"\nrubbish'), r"", id="a strange line"),
        pytest.param((r"Language: en_GB", "Language: xx_QQ"), r"", id="a language that nobody knows"),
    ],
)
def test_a_word_file_with_a_mistake_is_named(change: tuple[str, str], said: str, words: Path, tmp_path: Path) -> None:
    text, changes = re.subn(change[0], change[1], (WORDS / "en.po").read_text(encoding="utf-8"))
    assert changes == 1
    (words / "en.po").write_text(text, encoding="utf-8")
    done = run("build", "--root", words.parent.parent, "--out", tmp_path / "public")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    found = re.search(r"^templates/words/en\.po:\d+:\d+: error: (.*)$", done.stderr, re.MULTILINE)
    assert found, done.stderr
    assert said in found[1]
    assert not (tmp_path / "public").exists()


def test_a_translation_into_a_language_that_is_not_there_is_named(example: Path) -> None:
    (example / "content" / "calls" / "kaarsen.de.md").write_text("---\ntitle: Kerzen\n---\n")
    done = call("check", "--root", example)
    assert done.returncode == 1
    assert "content/calls/kaarsen.de.md:1:1: error: There is no language ‘de’." in done.stderr
