"""The form for a new call, as it is built: every key has its field, and the table of its rules holds in Python."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from oproep.model.call import Call
from oproep.model.contact import EMAIL, TELEPHONE, URL
from oproep.model.keys import keys_below
from oproep.model.moment import DAY, MOMENT
from oproep.model.money import COUNT, MONEY, PERCENTAGE
from oproep.model.problem import Wrong
from oproep.model.shape import Shape, names_a_record, plain_slug
from oproep.model.words import LANGUAGE, LINE, SUMMARY
from oproep.rendering.form import CONFIRMED, FOLDED, LEFT_OUT, SAY_ENOUGH
from tests.front_door import NOW, ROOT, Html, build, call, copy_of_example, kept_at

CASES: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "tests" / "form-cases.json").read_text("utf-8"))
PAGES = {"nl": "nl/oproep-voorstellen.html", "en": "en/propose-a-call.html"}
SHAPES: dict[str, Shape[Any]] = {
    "money": MONEY, "percent": PERCENTAGE, "url": URL, "phone": TELEPHONE, "day": DAY, "moment": MOMENT,
    "email": EMAIL, "count": COUNT, "line": LINE, "text": SUMMARY, "language": LANGUAGE,
}  # fmt: skip
MEANT = re.compile(r"Write (?:it with the country: )?(.+?)(?:, with its own currency if it is not euro)?\.")
every_language = pytest.mark.parametrize("language", PAGES)


def judged(shape: Shape[Any], text: str) -> tuple[str | None, str]:
    """The code of what is wrong with a text, and the remedy."""
    try:
        shape.read(text)
    except Wrong as error:
        return error.faults[0].code, error.faults[0].fix
    return None, ""


@pytest.mark.parametrize("case", CASES["forms"], ids=lambda case: f"{case['form']} {ascii(case['text'])[:40]}")
def test_a_value_is_judged_as_the_table_says(case: Mapping[str, Any]) -> None:
    code, fix = judged(SHAPES[case["form"]], case["text"])
    assert code == case["code"]
    if "meant" in case:
        found = MEANT.fullmatch(fix)
        meant = found[1] if found else None
        if case["meant"]:
            assert meant == case["meant"] or f"Write {case['meant'][:3]}." == fix
        else:
            assert meant is None or judged(SHAPES[case["form"]], meant)[0], (
                "Python knows what is meant, and the table not"
            )


def test_a_title_becomes_the_name_that_the_table_says() -> None:
    assert [(case["title"], plain_slug(case["title"])) for case in CASES["titles"]] == [
        (case["title"], case["name"]) for case in CASES["titles"]
    ]


def test_a_name_is_judged_as_the_table_says() -> None:
    assert [case for case in CASES["names"] if names_a_record(case["slug"]) is not case["good"]] == []


def test_a_call_is_judged_by_check_as_the_table_says(example: Path) -> None:
    """Each is written as JSON, which is YAML."""
    for number, case in enumerate(CASES["calls"]):
        keys = "\n".join(f"{name}: {json.dumps(value)}" for name, value in case["call"].items())
        (example / "content" / "calls" / f"geval-{number}.md").write_text(f"---\n{keys}\n---\n", "utf-8")
    found = json.loads(call("check", "--root", example, "--now", NOW, "--format", "json").stdout)
    codes: dict[str, set[str]] = defaultdict(set)
    for problem in found:
        if problem["severity"] == "error":
            codes[Path(problem["file"]).stem].add(problem["code"])
    told = {case["rule"]: sorted(codes[f"geval-{number}"]) for number, case in enumerate(CASES["calls"])}
    assert told == {case["rule"]: sorted(case["codes"]) for case in CASES["calls"]}
    assert len(told) == len(CASES["calls"]), "every case has a name of its own"


def test_every_fault_that_the_form_finds_has_its_words() -> None:
    """And the other way round; those of a pattern come from the model."""
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "templates" / "static" / "js").glob("form*.js"))
    found = set(re.findall(r'code: (?:/.*/\.test\(text\) \? )?"([a-z-]+)"', scripts)) | {
        "date-form",
        EMAIL.code,
        COUNT.code,
        LANGUAGE.code,
    }
    words = set(re.findall(r'msgid "fault-([a-z-]+)"', (ROOT / "templates" / "words" / "en.po").read_text("utf-8")))
    assert found == words


@every_language
def test_every_key_of_a_call_has_its_field(language: str, example_pages: Mapping[str, Html]) -> None:
    """But for those that a new call cannot have, and what is inside them."""
    source = example_pages[PAGES[language]].source
    ids = {re.sub(r"-(N|known|moments)(?=-|$)", "", found) for found in re.findall(r'id="f-([^"]*)"', source)}
    legends = set(re.findall(r'data-key="(\w+)"', source))
    lacking = [
        ".".join(path)
        for path, _ in keys_below(Call)
        if not any(".".join(path[:end]) in LEFT_OUT for end in range(1, len(path) + 1))
        and not ("-".join(path) in ids or (path[-1] in legends))
    ]
    assert lacking == []


def test_what_the_form_treats_in_its_own_way_is_a_key() -> None:
    assert {".".join(path) for path, _ in keys_below(Call)} >= LEFT_OUT | FOLDED | SAY_ENOUGH | CONFIRMED


@every_language
def test_the_form_says_what_the_model_says(language: str, example_pages: Mapping[str, Html]) -> None:
    """Help, choices by name, and the rules of a value."""
    source = example_pages[PAGES[language]].source
    said = {
        "nl": (">De titel bij de bron, als die anders luidt.</p>", "België", "Vlaanderen"),
        "en": (">The title at the source, where ours is another.</p>", "Belgium", "Flanders"),
    }
    for text in (*said[language], 'value="luchtkastelen-2021-2027"', 'value="bureau-luchtkasteel"', 'value="BE-VLG"'):
        assert text in source
    assert '"maxLength": 300' in source


@every_language
def test_the_form_obeys_the_policy_of_pages(language: str, example_pages: Mapping[str, Html]) -> None:
    source = example_pages[PAGES[language]].source
    assert not re.search(r"<script(?![^>]* src=)(?! type=\"application/ld\+json\")|<style|\sstyle=|\son\w+=", source)


@every_language
def test_without_javascript_the_page_says_how(language: str, example_pages: Mapping[str, Html]) -> None:
    page = example_pages[PAGES[language]]
    assert {"nl": "BIJDRAGEN.md", "en": "CONTRIBUTING.md"}[language] in page.source
    assert "<noscript>" in page.source
    assert "deadline: unknown" in page.text


@every_language
def test_the_way_to_the_form_is_in_the_foot_and_on_the_list_of_calls(
    language: str, example_pages: Mapping[str, Html]
) -> None:
    lists = {"nl": "nl/oproepen/index.html", "en": "en/calls/index.html"}
    for address, times in ((f"{language}/index.html", 1), (lists[language], 2)):
        page = example_pages[address]
        led = [page.target(link)[0] for tag, link, _ in page.links if tag == "a"]
        assert led.count(PAGES[language]) == times


def test_the_form_changes_with_its_choices_and_not_with_calls(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "root")
    before = (build(root, tmp_path / "out") / PAGES["nl"]).read_bytes()
    shutil.copy(root / "content" / "calls" / "kaarsen.md", root / "content" / "calls" / "kaarsen-twee.md")
    assert (build(root, tmp_path / "out") / PAGES["nl"]).read_bytes() == before
    (root / "content" / "themes" / "regen.md").write_text("---\ntitle: Regen & wind\nlanguage: nl\n---\n", "utf-8")
    after = (build(root, tmp_path / "out") / PAGES["nl"]).read_text("utf-8")
    assert 'value="regen"' in after
    assert "Regen &amp; wind" in after


def test_the_form_names_no_call_so_that_it_stays_small(built: Path) -> None:
    source = (built / PAGES["nl"]).read_text("utf-8")
    slugs = {path.stem.split(".")[0] for path in (ROOT / "content" / "calls").glob("*.md")}
    assert not [slug for slug in slugs if slug in source]
    assert len(source.encode()) < 120_000


def test_a_repository_is_where_the_form_leads_to(example: Path, tmp_path: Path) -> None:
    source = (build(kept_at(example, "https://gitlab.com/wolken/post"), tmp_path / "out") / PAGES["en"]).read_text(
        "utf-8"
    )
    assert "https://gitlab.com/wolken/post/-/new/main/content/calls" in source
    assert 'href="https://gitlab.com/wolken/post/-/blob/main/CONTRIBUTING.md"' in source
    assert "Open at GitLab" in source


def test_without_a_repository_the_file_is_mailed_and_nothing_else_is_promised(example: Path, tmp_path: Path) -> None:
    """Where there is no address either, nobody is said to read what was saved."""
    kept_at(example, "")
    mailed = (build(example, tmp_path / "mailed") / PAGES["en"]).read_text("utf-8")
    assert re.search(r'Save the file and mail it to <a[^>]* href="mailto:fouten@example\.org"', mailed)
    assert "Somebody reads it" in mailed
    settings = example / "content" / "site.toml"
    settings.write_text(settings.read_text("utf-8").replace('email = "fouten@example.org"', ""), "utf-8")
    kept = (build(example, tmp_path / "kept") / PAGES["en"]).read_text("utf-8")
    assert "this page sends it nowhere" in kept
    assert "mail it" not in kept
    assert "Somebody reads it" not in kept


@every_language
def test_what_was_asked_before_is_not_asked_again_by_its_help(language: str, example_pages: Mapping[str, Html]) -> None:
    """A line of help says more than the name of its field; nothing that may be left out says so each time."""
    source = example_pages[PAGES[language]].source
    assert "f-title-help" not in source
    assert "f-fund-help" not in source
    assert "f-summary-help" in source
    assert not re.search(r"indien bekend|if known|gaat hij|staat hij", source)
