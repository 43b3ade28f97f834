"""What stands between the web editor and the files: it reads them as the program does, and writes what it reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from oproep.outputs.web_editor import EDITED, file_of
from oproep.reading.frontmatter import decode, split
from oproep.reading.record import body_of, read_bytes
from oproep.reading.yaml import read_yaml
from tests.front_door import EXAMPLE, ROOT

SCRIPT = ROOT / "templates" / "web-editor" / "record-file.js"
LANGUAGES = frozenset({"nl", "en"})
RECORDS = [
    path for root in (ROOT, EXAMPLE) for kind in EDITED for path in sorted((root / "content" / kind).glob("*.md"))
]
# Forms of YAML that the committed records may do without.
FORMS = [
    "a: b # of no account\n# nor this\nc: 'it''s' # x\n",
    'a: "quoted \\u00e9 \\" and \\n"\nb: ""\nc: \'\'\n',
    "a: >-\n  folded\n  text\n\n  and more\nb: |\n  line\n    by line\n",
    "a: plain\n  on two lines\nb: 'quoted\n  on two'\n",
    "a:\n- one\n- two: 2\n  three: [x, 'y, z', {k: v}]\n-\n  four: 4\n",
    "a: [one,\n  two, # said\n  three]\nb: {nl: 'x: y', en: \"a, b\"}\nc: []\n",
    "a:\n  - - nested\n    - list\n  - {at: 2026-03-31 17:00}\n",
    "url: https://example.org/a#b?c=d&e\ntime: 17:00\nno: no\nnumber: 1.10\nnothing:\nempty: ~\n",
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def read(page: Page, text: str, of: dict[str, Any]) -> Any:
    return page.evaluate("([text, of]) => recordFile.read(text, of)", [text, of])


@pytest.mark.parametrize("form", FORMS)
def test_it_reads_front_matter_as_the_program_does(form: str, page: Page) -> None:
    assert read(page, f"---\n{form}---\n\nText.\n", {"forms": {}}) == {**raw(form), "body": "Text."}


def raw(text: str) -> dict[str, Any]:
    found = read_yaml(text, 1).raw
    assert isinstance(found, dict)
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def test_it_reads_every_committed_record_as_the_program_does(page: Page) -> None:
    assert len(RECORDS) > 100
    for path in RECORDS:
        parts = split(decode(path.read_bytes()))
        found = read(page, path.read_text(encoding="utf-8"), {"forms": {}})
        assert found.pop("body") == body_of(parts), path
        assert found == raw(parts.front), path


def test_what_it_reads_and_writes_again_says_the_same(page: Page) -> None:
    again = "([text, of]) => recordFile.write(recordFile.read(text, of), of)"
    for path in RECORDS:
        kind = path.parent.name
        text = page.evaluate(again, [path.read_text(encoding="utf-8"), file_of(kind)])
        written, problems = read_bytes(text.encode(), path, path.name, kind, LANGUAGES)
        before, _ = read_bytes(path.read_bytes(), path, path.name, kind, LANGUAGES)
        assert written is not None, (path, problems)
        assert before is not None
        assert (written.facts, written.body) == (before.facts, before.body), path


@pytest.mark.parametrize("form", ["a: &x b\n", "a: *x\n", "a: !!str b\n", "a: 1\na: 2\n", "? a\n: b\n", "- a\n"])
def test_what_it_cannot_keep_it_refuses(form: str, page: Page) -> None:
    with pytest.raises(Error, match="web editor cannot keep"):
        read(page, f"---\n{form}---\n", {"forms": {}})


def test_what_is_left_empty_is_not_written_and_a_translation_holds_no_facts(page: Page) -> None:
    of = file_of("calls")
    record: dict[str, Any] = {
        "title": "Rain", "summary": "", "language": "en", "opens": "", "themes": [], "contacts": [],
        "deadline": {"moments": [], "undated": "rolling"}, "budget": {"total": "", "grant": {"min": "", "max": ""}},
        "official_title": {"und": "", "nl": "", "en": ""}, "links": None, "body": "",
    }  # fmt: skip
    write = "([record, of]) => recordFile.write(record, of)"
    assert page.evaluate(write, [record, of]) == "---\ntitle: Rain\nlanguage: en\ndeadline: rolling\n---\n"
    del record["language"]
    assert page.evaluate(write, [record, of]) == "---\ntitle: Rain\n---\n"
