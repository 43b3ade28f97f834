"""Saved answers of the EU portal become drafts, and every fact in them is the one that the answer holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.front_door import build
from tests.portal import raw
from tests.portal.asking import contents, errors, numbers, page, portal, record, topic

Published = Mapping[str, Any]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with the two pages imported into it."""
    root = tmp_path_factory.mktemp("portal")
    (root / "content").mkdir()
    settings = Path(__file__).parent / "example" / "content" / "site.toml"
    (root / "content" / "site.toml").write_bytes(settings.read_bytes())
    done = portal(root)
    assert done.returncode == 0, done.stdout + done.stderr
    (root / "account.txt").write_text(done.stdout, encoding="utf-8")
    assert numbers(done) == {
        "results": 18, "drafts": 13, "merged": 3, "rejected": 2,
        "new": 13, "changed": 0, "same": 0, "alone": 0, "left out": 0,
    }  # fmt: skip
    return root


@pytest.fixture(scope="module")
def site(imported: Path) -> Path:
    """It, built in both languages."""
    return build(imported, imported / "public")


@pytest.fixture(scope="module")
def published(site: Path) -> dict[str, Published]:
    """Its calls as data, by identifier."""
    calls = json.loads((site / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    return {each["identifier"]: each for each in calls}


def test_check_finds_no_error_in_what_was_written(imported: Path) -> None:
    assert errors(imported) == []


def test_the_site_has_a_page_for_each_in_both_languages(site: Path, published: dict[str, Published]) -> None:
    assert len(published) == 13
    for code in published.values():
        for folder in ("nl/oproepen", "en/calls"):
            assert (site / folder / f"{code['slug']}.html").is_file()


def test_all_calls_of_the_answers_are_there(published: dict[str, Published]) -> None:
    assert set(published) == set(raw.calls())


@pytest.mark.parametrize("code", sorted(raw.calls()))
def test_every_fact_is_the_one_of_the_answer(code: str, published: dict[str, Published]) -> None:
    ours, theirs = published[code], raw.published(raw.calls()[code])
    budget = ours.get("budget", {})
    grant = budget.get("grant", {})
    links = ours["links"]
    found = {
        "identifier": ours["identifier"],
        "title": ours["title"]["en"],
        "fund": ours.get("fund"),
        "opens": ours["opens"],
        "model": ours["deadline"]["model"],
        "moments": [moment["at"].replace("T", " ") for moment in ours["deadline"]["moments"]],
        "types_of_action": ours["types_of_action"],
        "source": links["source"],
        "verified": ours["verified"],
        "total": amount(budget.get("total")),
        "min": amount(grant.get("min")),
        "max": amount(grant.get("max")),
        "grants": budget.get("expected_grants"),
        "apply": links.get("apply"),
        "documents": [document["url"] for document in links.get("documents", [])],
    }
    assert found == theirs
    assert ours["official_title"] == ours["title"]


def amount(money: Mapping[str, str] | None) -> Decimal | None:
    if money is None:
        return None
    assert money["currency"] == "EUR"
    return Decimal(money["amount"])


@pytest.mark.parametrize(
    ("code", "closes"),
    [
        ("TEST-2027-WIND-01", ["2027-01-20T16:00:00Z"]),  # 00:00Z, winter
        ("TEST-2027-WIND-02", ["2027-07-08T15:00:00Z"]),  # 17:00Z, summer
        ("TEST-2027-WATER-01-two-stage", ["2027-03-09T16:00:00Z"]),  # who missed the first stage misses the second
        ("TEST-2027-WATER-02", ["2027-02-02T16:00:00Z", "2027-06-01T15:00:00Z", "2027-10-05T15:00:00Z"]),
        ("TestAid/100001/DD/ACT/Multi", ["2027-01-15T11:00:00Z"]),  # 11:00:47Z is an instant
        ("TestAid/100002/DD/ACT/XX", ["2027-08-31T21:59:00Z"]),
        ("TestAid/100003/DD/ACT/XX", ["2027-02-01T17:00:00Z"]),  # 17:00Z of external action is meant
        ("TEST-2027-LIGHT-01", []),
    ],
)
def test_the_instant_at_which_it_closes(code: str, closes: list[str], published: dict[str, Published]) -> None:
    assert published[code]["deadline"]["closes"] == closes


def test_a_status_is_computed_and_not_imported(imported: Path, published: dict[str, Published]) -> None:
    assert published["TEST-2020-OLD-01"]["status"] == "closed"  # the answer says open
    assert published["TEST-2027-WATER-01-two-stage"]["status"] == "open"  # the answer says forthcoming
    assert not any("status" in path.read_text(encoding="utf-8") for path in (imported / "content" / "calls").iterdir())


def test_the_money_of_a_topic_is_not_that_of_its_neighbours(published: dict[str, Published]) -> None:
    parts = published["TEST-2027-WIND-02"]["budget"]["parts"]
    assert [(part["label"]["en"], part["amount"]["amount"]) for part in parts] == [
        ("LIFE-T LIFE Test Grants", "3000000"),
        ("LIFE-P LIFE Pinwheel Grants", "600000"),
    ]
    assert "budget" not in published["TEST-2027-WATER-02"]  # all of it 0: not known


def test_every_duplicate_note_and_rejection_is_told(imported: Path) -> None:
    assert (imported / "account.txt").read_text(encoding="utf-8").splitlines()[:10] == [
        "note TEST-2027-WIND-01: an address that looks like a person's was left out",
        "note TEST-2027-SOUND-01: the largest grant, EUR 1 000 000, is more than the budget, EUR 980 000: left out",
        "note TEST-2027-SOUND-02: no programme is known for the code 99999999",
        "note TEST-2027-SOUND-02: a link was left out: ‘javascript:alert(3)’ is not the address of a page.",
        "note TestAid/100001/DD/ACT/Multi: a link was left out: ‘not an address’ is not the address of a page.",
        "duplicate TEST-2027-WIND-01: kept the fuller one; they differ in deadline, links",
        "duplicate test-2027-wind-02: kept the fuller one; they differ in identifier, links",
        "duplicate TEST-2027-WIND-01: kept the fuller one; they differ in links",
        "rejected page-2.json #8: The type of TEST-2027-FAQ-01 is 8, neither a topic (1) nor a call of external action (2).",
        "rejected page-2.json #9: TEST-2027-MUTE-01 has no title.",
    ]


def test_of_two_equally_full_results_the_one_seen_last_is_kept(tmp_path: Path) -> None:
    older = topic(title=["Older"], esDA_IngestDate=["2026-06-01T08:00:00.000+0200"])
    newer = topic(title=["Newer"], esDA_IngestDate=["2026-06-02T08:00:00.000+0200"])
    for position, order in enumerate(([older, newer], [newer, older])):
        root = tmp_path / str(position)
        root.mkdir()
        assert portal(root, page(tmp_path / "page.json", *order)).returncode == 0
        assert "title: Newer\n" in record(root, "test-2027-try-01").read_text(encoding="utf-8")


def test_the_body_is_markdown_that_an_editor_can_shorten(imported: Path) -> None:
    assert record(imported, "test-2027-wind-01").read_text(encoding="utf-8").partition("\n---\n\n")[2] == (
        "## Objectives\n\n### Expected Outcome\n\nKites come home by themselves.\n\n- they fly;\n"
        "- they land, see [the kite page](https://example.org/kites).\n\n### Scope\n\n"
        "Rope is **not** funded1. Ask ….\n\n## Conditions\n\n### Admissibility\n\nA proposal weighs less than a kite.\n\n"
        "| Tail | Colour |\n| --- | --- |\n| long | red |\n"
    )


def test_only_mailboxes_of_the_institutions_are_taken_over(imported: Path, published: dict[str, Published]) -> None:
    assert [each["email"] for each in published["TEST-2027-WIND-01"]["contacts"]] == ["TEST-KITES@ec.europa.eu"]
    everything = b"".join(contents(imported).values())
    for address in (b"oorbeeld@e", b"fakeeuropa", b"example.org."):
        assert address not in everything


def test_a_fund_is_drafted_once_for_each_programme_and_period(imported: Path) -> None:
    funds = sorted(path.name for path in (imported / "content" / "funds").iterdir())
    assert funds == [f"{slug}.md" for slug in sorted(set(raw.FUNDS.values()))]
    assert (imported / "content" / "funds" / "life-2021-2027.md").read_text(encoding="utf-8") == (
        "---\ntitle: Programme for the Environment and Climate Action 2021-2027\nlanguage: en\nabbreviation: LIFE\n"
        "programme: life\nperiod: 2021-2027\n---\n"
    )


def test_a_fund_of_the_same_programme_and_period_is_used_under_its_own_name(example: Path) -> None:
    own = example / "content" / "funds" / "onze-life.md"
    own.write_text("---\ntitle: LIFE\nlanguage: nl\nprogramme: life\nperiod: 2021 – 2027\n---\n", encoding="utf-8")
    portal(example)
    assert "\nfund: onze-life\n" in record(example, "test-2027-wind-01").read_text(encoding="utf-8")
    assert not (example / "content" / "funds" / "life-2021-2027.md").exists()


@pytest.mark.parametrize("text", ["---\ntitle: LIFE\nlanguage: nl\n---\n\nEigen woorden.\n", "not a record at all"])
def test_a_fund_of_that_name_is_never_written_over(example: Path, text: str) -> None:
    own = example / "content" / "funds" / "life-2021-2027.md"
    own.write_text(text, encoding="utf-8")
    portal(example)
    assert own.read_text(encoding="utf-8") == text
    assert "\nfund: life-2021-2027\n" in record(example, "test-2027-wind-01").read_text(encoding="utf-8")


def test_codes_that_make_the_same_name_get_a_file_each_and_keep_it(example: Path, tmp_path: Path) -> None:
    long = "TEST-" + "long-" * 20
    codes = ["TEST/1 A", "TEST-1-A", f"{long}one", f"{long}two", "NUL"]
    answer = page(tmp_path / "page.json", *map(topic, codes))
    assert numbers(portal(example, answer))["new"] == 5
    first = contents(example)
    for name in ("test-1-a", "test-1-a-2", "nul-1"):
        assert record(example, name).is_file()
    assert errors(example) == []
    assert numbers(portal(example, page(tmp_path / "page.json", *map(topic, reversed(codes)))))["same"] == 5
    assert contents(example) == first


def test_a_record_of_another_code_keeps_its_file(example: Path, tmp_path: Path) -> None:
    own = record(example, "test-2027-try-01")
    own.write_text("---\ntitle: Van ons\nlanguage: nl\nidentifier: EIGEN-1\ndeadline: rolling\n---\n", encoding="utf-8")
    before = own.read_bytes()
    assert numbers(portal(example, page(tmp_path / "page.json", topic())))["new"] == 1
    assert own.read_bytes() == before
    assert "identifier: TEST-2027-TRY-01" in record(example, "test-2027-try-01-2").read_text(encoding="utf-8")
