"""Answers that are damaged, hostile or absurd: each is reported, none is a traceback, and `check` finds no error."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from oproep.importing.markdown_text import markdown_of
from tests.front_door import NOW, call
from tests.portal.asking import errors, numbers, page, portal, record, topic
from tests.portal.raw import PAGES

SLUG = "test-2027-try-01"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A catalogue with no record in it."""
    content = tmp_path / "bare" / "content"
    content.mkdir(parents=True)
    settings_file = Path(__file__).parent / "example" / "content" / "site.toml"
    (content / "site.toml").write_bytes(settings_file.read_bytes())
    return content.parent


def one(root: Path, **fields: Any) -> str:
    """The record that is made of one result, which `check` accepts."""
    done = portal(root, page(root / "answer.json", topic(**fields)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert numbers(done)["drafts"] == 1, done.stdout
    assert errors(root) == []
    (root / "account.txt").write_text(done.stdout, encoding="utf-8")
    return record(root, SLUG).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (PAGES[0].read_bytes()[:5000], "This is not JSON"),
        (b"", "This is not JSON"),
        (b"\xff\xfe\x00", "This is not JSON"),
        (b"<html>Service unavailable</html>", "This is not JSON"),
        (b"[" * 200_000, "This is not JSON"),
        (b'{"totalResults": 3}', "There is no list of results in it."),
        (b'{"results": {"a": 1}}', "There is no list of results in it."),
        (b'{"results": null}', "There is no list of results in it."),
        (b"[]", "There is no list of results in it."),
        (b"null", "There is no list of results in it."),
        (b"7", "There is no list of results in it."),
    ],
)
def test_an_answer_that_cannot_be_read_is_named_and_the_others_are_taken(
    bare: Path, answer: bytes, reason: str
) -> None:
    bad = bare / "bad.json"
    bad.write_bytes(answer)
    done = portal(bare, bad, page(bare / "good.json", topic()))
    assert numbers(done) | {"results": 2, "drafts": 1, "rejected": 1} == numbers(done)
    assert f"rejected bad.json: {reason}" in done.stdout


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (None, "It has no metadata."),
        (7, "It has no metadata."),
        ({}, "It has no metadata."),
        ({"metadata": []}, "It has no metadata."),
        ({"metadata": {}}, "It has no identifier."),
        (topic(identifier=None), "It has no identifier."),
        (topic(identifier=[]), "It has no identifier."),
        (topic(identifier=[{"a": 1}]), "It has no identifier."),
        (topic(identifier=["///"]), "It has no identifier."),
        (topic(identifier=["x" * 5_000_000]), "Its identifier has 5000000 characters."),
        (topic(title=[""]), "TEST-2027-TRY-01 has no title."),
        (topic(title=["<img src=x onerror=alert(1)>"]), "TEST-2027-TRY-01 has no title."),
        (topic(type=None), "The type of TEST-2027-TRY-01 is missing"),
        (topic(type=["0"]), "The type of TEST-2027-TRY-01 is 0"),
    ],
)
def test_a_result_that_no_record_can_be_made_of_is_named_with_its_reason(bare: Path, result: Any, reason: str) -> None:
    done = portal(bare, page(bare / "answer.json", topic("TEST-2027-TRY-02"), result))
    assert numbers(done) | {"drafts": 1, "rejected": 1} == numbers(done)
    assert f"rejected answer.json #2: {reason}" in done.stdout


TITLES = {
    "<b>Bold</b> &amp; <script>alert(1)</script>brave": "Bold & brave",
    "5 < 6 &lt;b&gt; {{7*7}}": "5 < 6 <b> {{7*7}}",
    "Right\u202eleft \u2066over\u2069 &#8238;again&#x202e; \u200f.": "Rightleft over again .",
    "Tab\tand\nline\r\u2028and\x00null\x1b[31m": "Tab and line andnull[31m",
    "\ud800half a letter": "half a letter",
    "title: - # 'quoted' \"twice\" \\ [a, b] {c: d}": "title: - # 'quoted' \"twice\" \\ [a, b] {c: d}",
    "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
    "null": "null",
    "x" * 5_000_000: "x" * 300,
}


def test_a_title_is_plain_text_on_one_line(bare: Path) -> None:
    shown, data = published(bare, [topic(f"TEST-{n}", title=[title]) for n, title in enumerate(TITLES)])
    assert {each["identifier"]: each["title"]["en"] for each in data} == {
        f"TEST-{n}": written for n, written in enumerate(TITLES.values())
    }
    assert not [name for name, source in shown.items() if "<script>alert" in source or "<b>" in source]


def published(root: Path, results: list[Any]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The pages of calls and the data of a site in which these results are all the calls, none left out."""
    done = portal(root, page(root / "answer.json", *results))
    assert numbers(done)["new"] == len(results), done.stdout
    assert errors(root) == []
    assert call("build", "--root", root, "--out", root / "public", "--now", NOW).returncode == 0
    shown = {
        path.stem: path.read_text(encoding="utf-8") for path in (root / "public" / "en" / "calls").glob("test-*.html")
    }
    assert len(shown) == len(results)
    return shown, json.loads((root / "public" / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]


@pytest.mark.parametrize(
    ("dates", "model", "written"),
    [
        ([], "single-stage", "unknown"),
        (None, "single-stage", "unknown"),
        (["soon", "", None, 7], "single-stage", "unknown"),
        (["1900-01-01T00:00:00.000+0000"], "single-stage", "unknown"),
        (["2999-12-31T17:00:00.000+0000"], "single-stage", "unknown"),
        (["9999-12-31T23:59:59.999+0000", "0001-01-01T00:00:00.000+0000"], "single-stage", "unknown"),
        (["2027-02-30T00:00:00.000+0000"], "single-stage", "unknown"),
        (["1900-01-01T00:00:00.000+0000", "2027-03-01T00:00:00.000+0000"], "single-stage", "2027-03-01 17:00"),
        ("2027-03-01T00:00:00.000+0000", "no such model", "2027-03-01 17:00"),
        (["2027-03-01T08:30:00.000+0000"], "single-stage", "2027-03-01 09:30"),
        (["2027-03-01T17:00:00.000+0100"], "single-stage", "2027-03-01 17:00"),
    ],
)
def test_deadlines_that_are_none(bare: Path, dates: Any, model: str, written: str) -> None:
    assert f"\ndeadline: {written}\n" in one(bare, deadlineDate=dates, deadlineModel=[model])


def days(count: int) -> list[str]:
    return [f"{2027 + number // 12}-{number % 12 + 1:02}-01T17:00:00.000+0000" for number in reversed(range(count))]


@pytest.mark.parametrize(("count", "model", "kept"), [
    (10, "multiple cut-off", 10), (10, "two-stage", 10), (9, "two-stage", 9), (75, "multiple cut-off", 60),
])  # fmt: skip
def test_ten_deadlines_and_more(bare: Path, count: int, model: str, kept: int) -> None:
    text = one(bare, deadlineDate=days(count), deadlineModel=[model])
    assert text.count("-01 17:00") == kept
    assert text.count("stage:") == (9 if count == 9 else 0)
    assert ("the last 15 of 75 deadlines were left out" in (bare / "account.txt").read_text("utf-8")) == (count == 75)


def test_a_call_that_opens_after_it_closes_has_no_opening(bare: Path) -> None:
    text = one(bare, startDate=["2027-03-02T00:00:00.000+0000"])
    assert "opens" not in text
    assert (
        "it opens on 2027-03-02, after its deadline of 2027-03-01 17:00: left out" in (bare / "account.txt").read_text()
    )


@pytest.mark.parametrize(
    "amount", [float("nan"), float("inf"), "1e400", -5, "-5", "", "a lot", True, None, [], {}, 10**20, "9" * 5000, "0"]
)
def test_amounts_that_are_none(bare: Path, amount: Any) -> None:
    action = {"action": f"{SLUG.upper()} - A", "budgetYearMap": {"2027": amount}, "minContribution": amount,
              "maxContribution": amount, "expectedGrants": amount}  # fmt: skip
    overview = json.dumps({"budgetTopicActionMap": {"1": [action, None, 7, {}], "2": None, "3": {}}})
    assert "budget" not in one(bare, budgetOverview=[overview], budget=[amount], currency=["EUR"])


@pytest.mark.parametrize(
    "overview", ["", "null", "[]", "7", '"text"', "{", "[" * 100_000, '{"budgetTopicActionMap": 7}']
)
def test_an_overview_that_is_none(bare: Path, overview: str) -> None:
    assert "budget" not in one(bare, budgetOverview=[overview])


def test_a_grant_that_contradicts_itself_or_the_budget(bare: Path) -> None:
    action = {
        "action": f"{SLUG.upper()} - A",
        "budgetYearMap": {"2027": 100},
        "minContribution": 90,
        "maxContribution": 80,
    }
    text = one(bare, budgetOverview=[json.dumps({"budgetTopicActionMap": {"1": [action]}})])
    assert "max: EUR 80" in text
    assert "min" not in text


def test_two_actions_that_are_alike_add_up_but_are_no_parts(bare: Path) -> None:
    action = {"action": f"{SLUG.upper()} - A", "budgetYearMap": {"2027": 100}}
    text = one(bare, budgetOverview=[json.dumps({"budgetTopicActionMap": {"1": [action, action]}})])
    assert "total: EUR 200" in text
    assert "parts" not in text


def test_a_currency_that_is_none_is_left_out_and_told(bare: Path) -> None:
    assert "budget" not in one(bare, budget=["5000"], currency=["XXX"])
    assert "budget: ‘XXX’ is not the code of a currency. Left out." in (bare / "account.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://[bad",
        "https://exa mple.org",
        "//example.org",
        7,
        None,
        {},
        "",
    ],
)
def test_links_that_lead_nowhere_are_left_out(bare: Path, url: Any) -> None:
    links = json.dumps([{"url": url}, 7, None, {"url": "https://example.org/apply"}])
    documents = json.dumps(
        [{"docUrl": url, "nameDoc": "x"}, {"docUrl": "https://example.org/a", "nameDoc": 7, "languageDoc": 7}]
    )
    text = one(bare, url=[url], links=[links], publicationDocuments=[documents])
    assert "apply: https://example.org/apply" in text
    assert 'documents: [{label: 7, url: "https://example.org/a"}]' in text
    assert (
        f"source: https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/{SLUG.upper()}\n"
        in text
    )
    assert "javascript" not in text


@pytest.mark.parametrize(
    "addresses",
    [
        "an.voorbeeld@ec.europa.eu", "a.voorbeeld@ec.europa.eu", "An_Van-Voorbeeld2@EC.EUROPA.EU", "desk@fakeeuropa.eu",
        "desk@europa.eu.example.org", "desk@example.org", "@europa.eu", "a" * 5_000_000, "a@" * 1_000_000,
    ],
)  # fmt: skip
def test_addresses_that_are_not_taken_over(bare: Path, addresses: str) -> None:
    text = one(bare, supportInfo=[f"<p>{addresses} TEST-DESK@ec.europa.eu&nbsp;test-desk@ec.europa.eu</p>"])
    assert "contacts: [{email: TEST-DESK@ec.europa.eu}]" in text


def test_the_address_of_a_person_goes_from_the_text_too(bare: Path) -> None:
    text = one(
        bare, descriptionByte=['<p>Ask <a href="mailto:an.voorbeeld@example.org">An</a> or desk@example.org.</p>']
    )
    assert "voorbeeld" not in text
    assert "desk@example.org" in text


BODIES = (
    "<p>[x](javascript:alert(1)) [y]: javascript:alert(1)</p>", "<a href='javascript:alert(1)'>x</a>", "<p>---</p>",
    "<svg onload=alert(1)><style>*{}</style><iframe src=x></iframe>", "&lt;script&gt;alert(1)&lt;/script&gt;", "![x](data:x)",
    "<p>{: .class} {{7*7}}</p>", "<a href='../half'>half</a>", "[" * 30_000, "<br>" * 5000, "<a href='https://x.be'>[</a>" * 3000,
    "<div>" * 3000 + "deep", "<ul><li>" * 2000 + "deep", "word " * 1_000_000, "w" * 5_000_000, "&nbsp;" * 100_000 + "x",
    '<p class="topicdescriptionkind">' * 100_000, "a\u202eb\x00c\ud800d&#8238;e", "`" * 50_000, ">" * 50_000, "*_" * 50_000,
)  # fmt: skip


def test_any_text_becomes_a_body_that_check_accepts_and_a_page_can_show(bare: Path) -> None:
    results = [topic(f"TEST-{n}", descriptionByte=[html], topicConditions=[html]) for n, html in enumerate(BODIES)]
    shown, _ = published(bare, results)
    assert max(path.stat().st_size for path in (bare / "content" / "calls").iterdir()) < 45_000
    for name, source in shown.items():
        for mark in ('href="javascript:', "<script>alert", "<svg onload", "src=x", "\u202e", 'class="class"'):
            assert mark not in source, name


def test_a_list_within_a_list_is_one_on_the_page_too() -> None:
    """Two spaces are enough for other readers of Markdown, but not for the one that makes the pages."""
    html = "<ul><li>one<ol><li>first<ul><li>deep</li></ul></li></ol></li><li><p>two</p><p>more</p></li></ul>"
    body = markdown_of(html)
    shown = re.sub(r"\s+", "", Markdown().convert(body))
    assert shown == ("<ul><li>one<ol><li>first<ul><li>deep</li></ul></li></ol></li><li><p>two</p><p>more</p></li></ul>")


def test_a_long_text_is_cut_and_the_account_says_how_much(bare: Path) -> None:
    text = one(bare, descriptionByte=["<p>word word</p>" * 5000])
    assert text.endswith("\n\nword word\n")
    assert "the text of descriptionByte was cut from 54998 to 17994 characters" in (bare / "account.txt").read_text()


def test_days_of_the_answer_that_are_none_are_passed_over(bare: Path) -> None:
    odd = [
        topic(f"TEST-2027-TRY-{n}", esDA_IngestDate=[day])
        for n, day in enumerate(("2026-99-99", "2999-01-01", "1900-01-01"))
    ]
    portal(bare, page(bare / "answer.json", *odd, topic()))
    assert "verified: 2026-06-20" in record(bare, SLUG).read_text(encoding="utf-8")
    assert errors(bare) == []


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
FIELDS = (
    "type", "identifier", "title", "status", "startDate", "deadlineDate", "deadlineModel", "frameworkProgramme",
    "programmePeriod", "typesOfAction", "url", "budget", "currency", "esDA_IngestDate", "descriptionByte",
)  # fmt: skip
IN_JSON = ("budgetOverview", "links", "publicationDocuments")
odd_fields = st.dictionaries(st.sampled_from(FIELDS), anything | st.lists(scalars, max_size=3), max_size=4)
overviews = st.builds(
    lambda years, limit: {"budgetTopicActionMap": {"1": [
        {"action": f"{SLUG.upper()} - A", "budgetYearMap": years, "minContribution": limit, "maxContribution": limit}
    ]}},
    st.dictionaries(st.text(max_size=4), scalars, max_size=3), scalars,
)  # fmt: skip
odd_json = st.dictionaries(
    st.sampled_from(IN_JSON), (anything | overviews).map(lambda value: [json.dumps(value)]), max_size=2
)
results = st.one_of(anything, st.builds(lambda fields, inside: topic(**{**fields, **inside}), odd_fields, odd_json))


@given(results=st.lists(results, min_size=1, max_size=6), arguments=st.sampled_from([(), ("--open-only",)]))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_whatever_the_results_are_each_is_accounted_for_and_check_accepts_it(
    results: list[Any], arguments: tuple[str, ...]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        settings_file = Path(__file__).parent / "example" / "content" / "site.toml"
        (root / "content" / "site.toml").write_bytes(settings_file.read_bytes())
        done = portal(root, *arguments, page(root / "answer.json", *results))
        assert done.returncode == 0, done.stdout + done.stderr
        assert numbers(done)["results"] == len(results)
        assert errors(root) == []
        before = [path.read_bytes() for path in sorted(root.rglob("*.md"))]
        assert call("import", "ft-portal", "--root", root, *arguments, root / "answer.json").returncode == 0
        assert [path.read_bytes() for path in sorted(root.rglob("*.md"))] == before
