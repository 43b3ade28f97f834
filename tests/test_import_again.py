"""Importing again: nothing when nothing changed, facts when they did, and never a word that an editor wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.front_door import build, call
from tests.portal.asking import contents, errors, numbers, page, portal, record, topic

OVERVIEW = {
    "budgetTopicActionMap": {
        "1": [
            {
                "action": "TEST-2027-TRY-01 - A First kind",
                "budgetYearMap": {"2027": "1000000"},
                "maxContribution": 200000,
            },
            {"action": "TEST-2027-TRY-01 - B Second kind", "budgetYearMap": {"2027": "500000"}, "expectedGrants": 4},
        ]
    }
}
LATER = "2027-05-04T17:00:00.000+0000"

# As an editor may leave it: other words, other order, quotes, comments, own facts beside those of the source.
EDITED = """\
---
# gecontroleerd door het team
identifier: "TEST-2027-TRY-01"  # zie dossier
language: nl
title: 'Een poging: ’t is niets'   # eigen titel

summary: >-
  Twee regels die
  van ons zijn.
official_title: {nl: Een poging, en: A try}
"deadline":   # let op
  - at: '2027-03-01 17:00'   # telefonisch bevestigd
    label: {nl: Voorstel, en: Proposal}
# wat hierna komt is van ons
keywords: {nl: [poging, "proef # 1"], en: [try]}
contacts:
  - organisation: Ons bureau
    email: bureau@example.org
budget:
  note: {nl: onder voorbehoud, en: provisional}
  total: EUR 1 500 000
  earmarked:
    - {label: {nl: toezicht, en: monitoring}, amount: EUR 5 000}
  parts:
    - {label: {nl: Eerste soort, en: A First kind}, amount: EUR 1 000 000}   # de grootste
    - {label: {nl: Tweede soort, en: Our own words}, amount: EUR 500 000}
  grant: {max: EUR 200 000, min: EUR 10 000}
  expected_grants: 4
opens: 2026-10-01 09:00
links:
  documents: [{label: {nl: Onze handleiding, en: Our guide}, url: https://example.org/guide.pdf}]
  source: https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/TEST-2027-TRY-01
verified: 2026-06-20

---

## Doelstellingen

Onze eigen tekst.   \n
---

deadline: dit is geen sleutel
"""


def answer(folder: Path, *, overview: Any = OVERVIEW, **fields: Any) -> Path:
    return page(folder / "answer.json", topic(budgetOverview=[json.dumps(overview)], **fields))


def edited(root: Path, text: str = EDITED, slug: str = "test-2027-try-01") -> Path:
    path = record(root, slug)
    path.write_bytes(text.encode())
    return path


def lines_kept(before: str, after: str) -> None:
    """Every line stands in the new text, in the same order."""
    rest = iter(after.splitlines())
    assert [line for line in before.splitlines() if line not in rest] == []


def test_importing_twice_changes_no_byte(example: Path) -> None:
    portal(example)
    first = contents(example)
    assert numbers(portal(example))["same"] == 13
    assert contents(example) == first


def test_importing_after_a_rewrite_that_left_the_facts_changes_no_byte(example: Path, tmp_path: Path) -> None:
    own = edited(example)
    done = portal(example, answer(tmp_path))
    assert numbers(done)["same"] == 1, done.stdout
    assert own.read_bytes() == EDITED.encode()


def test_a_later_answer_with_the_same_facts_renews_verified_alone(example: Path, tmp_path: Path) -> None:
    own = edited(example)
    done = portal(example, "--as-of", "2026-07-01", answer(tmp_path))
    assert own.read_text(encoding="utf-8") == EDITED.replace("verified: 2026-06-20", "verified: 2026-07-01")
    assert "changed" in done.stdout
    assert "-verified: 2026-06-20\n" in done.stdout.replace("    -", "-")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_changed_facts_come_in_and_every_word_stays(example: Path, tmp_path: Path, ends: str, mark: str) -> None:
    own = edited(example, mark + EDITED.replace("\n", ends))
    overview = json.loads(json.dumps(OVERVIEW).replace("500000", "750000"))
    done = portal(example, "--as-of", "2026-07-01", answer(tmp_path, overview=overview, deadlineDate=[LATER]))
    assert done.returncode == 0, done.stdout + done.stderr
    raw = own.read_bytes().decode()
    assert raw.startswith(mark + "---")
    text = raw.removeprefix("\ufeff").replace(ends, "\n")
    assert "\r" not in text
    lines_kept(EDITED.partition('"deadline"')[0] + EDITED[EDITED.index("# wat hierna") : EDITED.index("budget:")], text)
    assert text.partition("\n---\n")[2] == EDITED.partition("\n---\n")[2]
    for kept in (
        "# let op", "# telefonisch bevestigd", "# de grootste", "# wat hierna komt is van ons", "{nl: Voorstel, en: Proposal}",
        "{nl: onder voorbehoud, en: provisional}", "{nl: toezicht, en: monitoring}", "{nl: Eerste soort, en: A First kind}",
        "{nl: Tweede soort, en: Our own words}", "min: EUR 10 000", "opens: 2026-10-01 09:00\n", "Onze handleiding",
    ):  # fmt: skip
        assert kept in text, kept
    assert 'at: "2027-05-04 17:00"' in text
    assert 'extended_from: "2027-03-01 17:00"' in text
    assert "total: EUR 1 750 000" in text
    assert "amount: EUR 750 000" in text
    assert "verified: 2026-07-01\n" in text
    assert errors(example) == []


def test_a_change_is_shown_as_a_diff_and_told_to_readers_in_every_language(example: Path, tmp_path: Path) -> None:
    portal(example, answer(tmp_path))
    done = portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    assert numbers(done)["changed"] == 1
    assert f"changed {record(example, 'test-2027-try-01')}: deadline\n" in done.stdout
    assert "    -deadline: 2027-03-01 17:00\n" in done.stdout
    assert '    +deadline: {at: "2027-05-04 17:00", extended_from: "2027-03-01 17:00"}\n' in done.stdout
    text = record(example, "test-2027-try-01").read_text(encoding="utf-8")
    assert "Deadline: 2027-03-01 17:00 is 2027-05-04 17:00 geworden." in text
    assert "Deadline: 2027-03-01 17:00 became 2027-05-04 17:00." in text
    site = build(example, tmp_path / "public")
    calls = json.loads((site / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    change = next(each for each in calls if each["slug"] == "test-2027-try-01")["changes"]
    assert [each["date"] for each in change] == ["2026-07-01"]
    assert set(change[0]["what"]) == {"nl", "en"}


def test_a_change_is_told_once(example: Path, tmp_path: Path) -> None:
    first, second = answer(tmp_path).read_text(encoding="utf-8"), answer(tmp_path, deadlineDate=[LATER])
    portal(example, "--as-of", "2026-07-01", second)
    before = contents(example)
    portal(example, "--as-of", "2026-07-01", second)
    assert contents(example) == before
    second.write_text(first, encoding="utf-8")
    for _ in range(2):  # there and back on one day
        portal(example, "--as-of", "2026-07-01", second)
        portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    assert errors(example) == []


def test_a_change_joins_those_that_are_told_already(example: Path, tmp_path: Path) -> None:
    path = answer(tmp_path)
    portal(example, path)
    own = record(example, "test-2027-try-01")
    told = "changes: {date: 2026-06-21, what: {nl: Eerder, en: Before}}\n"  # one alone stands for a list of one
    own.write_text(own.read_text(encoding="utf-8").replace("verified:", told + "verified:"), encoding="utf-8")
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    text = own.read_text(encoding="utf-8")
    assert "Eerder" in text
    assert "became" in text
    assert errors(example) == []


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("2027-03-01 17:00", [LATER], '{at: "2027-05-04 17:00", extended_from: "2027-03-01 17:00"}'),
        ("2027-05-04", [LATER], "2027-05-04 17:00"),  # a day counts to its end: nothing moved later
        ("2027-06-30 17:00", [LATER], "2027-05-04 17:00"),  # brought forward
        ('{at: "2027-04-01 17:00", extended_from: "2027-03-01 17:00"}', [LATER],
         '{at: "2027-05-04 17:00", extended_from: "2027-04-01 17:00"}'),
        ('[{at: "2027-03-01 17:00", label: {nl: Voorstel}}]', [LATER],
         '{at: "2027-05-04 17:00", label: {nl: Voorstel}, extended_from: "2027-03-01 17:00"}'),
        ("to-be-announced", [LATER], "2027-05-04 17:00"),
        ('[{at: "2027-05-04 17:00", label: {nl: Eerste}}, "2027-09-01 17:00"]', [LATER, "2027-10-01T00:00:00.000+0000"],
         '[{at: "2027-05-04 17:00", label: {nl: Eerste}}, "2027-10-01 17:00"]'),
        ("2027-05-04 17:00", [], "unknown"),
    ],
)  # fmt: skip
def test_a_deadline_that_moves(example: Path, tmp_path: Path, before: str, after: list[str], written: str) -> None:
    text = f"---\ntitle: Poging\nlanguage: nl\nidentifier: TEST-2027-TRY-01\ndeadline: {before}\n---\n"
    own = edited(example, text)
    portal(example, answer(tmp_path, deadlineDate=after))
    assert f"\ndeadline: {written}\n" in own.read_text(encoding="utf-8")
    assert errors(example) == []


def test_stages_that_move_keep_their_labels_and_remember(example: Path, tmp_path: Path) -> None:
    two = ["2027-03-01T00:00:00.000+0000", "2027-09-01T00:00:00.000+0000"]
    path = answer(tmp_path, deadlineDate=two, deadlineModel=["two-stage"])
    portal(example, path)
    own = record(example, "test-2027-try-01")
    text = own.read_text(encoding="utf-8").replace("stage: 2", "stage: 2, label: {nl: Volledig voorstel}")
    own.write_text(text, encoding="utf-8")
    two[1] = "2027-10-01T00:00:00.000+0000"
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=two, deadlineModel=["two-stage"]))
    fresh = own.read_text(encoding="utf-8")
    assert (
        'at: "2027-10-01 17:00", stage: 2, label: {nl: Volledig voorstel}, extended_from: "2027-09-01 17:00"' in fresh
    )
    assert 'at: "2027-03-01 17:00", stage: 1}' in fresh


def test_a_corrected_fact_is_left_alone(example: Path, tmp_path: Path) -> None:
    own = edited(example, EDITED.replace("verified:", "corrected: [deadline]\nverified:"))
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    assert "2027-05-04" not in own.read_text(encoding="utf-8")


def test_a_record_that_was_verified_after_the_answer_is_not_taken_back(example: Path, tmp_path: Path) -> None:
    own = edited(example, EDITED.replace("2026-06-20", "2026-08-01"))
    before = own.read_bytes()
    done = portal(example, answer(tmp_path, deadlineDate=[LATER]))
    assert done.returncode == 0
    assert own.read_bytes() == before
    assert f"kept {own}: it was verified on 2026-08-01, after the answer, which differs in deadline\n" in done.stdout
    assert numbers(done)["same"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "geen record\n",
        "---\nidentifier: TEST-2027-TRY-01\ntitle: [open\n---\n\nWoorden.\n",
        "---\nidentifier: TEST-2027-TRY-01\ntitle: Geen einde\n",
        "---\n- identifier: TEST-2027-TRY-01\n---\n",
        "---\nidentifier: TEST-2027-TRY-01\nidentifier: TEST-2027-TRY-01\n---\n",
        "---\nidentifier: TEST-2027-TRY-01\nchanges: zomaar\ndeadline: 2027-01-01\n---\n",
        "---\nidentifier: TEST-2027-TRY-01\nverified: ooit\n---\n",
        "---\n{identifier: TEST-2027-TRY-01, title: Op één regel, deadline: 2027-01-01}\n---\n",
        "",
    ],
)
def test_a_record_that_cannot_be_read_is_left_alone_and_named(example: Path, tmp_path: Path, text: str) -> None:
    own = edited(example, text)
    path = page(tmp_path / "answer.json", topic(), topic("TEST-2027-TRY-02"))
    done = portal(example, path)
    assert done.returncode == 1
    assert own.read_text(encoding="utf-8") == text
    assert f"left alone {own}: it cannot be read" in done.stdout
    assert numbers(done) | {"new": 1, "alone": 1} == numbers(done)
    assert not record(example, "test-2027-try-01-2").exists()


def test_a_renamed_record_that_cannot_be_read_is_not_written_a_second_time(example: Path, tmp_path: Path) -> None:
    own = edited(example, "---\nidentifier: 'TEST-2027-TRY-01'\ntitle: [open\n---\n", slug="onze-poging")
    done = portal(example, answer(tmp_path))
    assert done.returncode == 1
    assert f"left alone {own}" in done.stdout
    assert not record(example, "test-2027-try-01").exists()


def test_bytes_that_are_no_text_are_left_alone(example: Path, tmp_path: Path) -> None:
    own = record(example, "test-2027-try-01")
    own.write_bytes(b"---\ntitle: caf\xe9\nidentifier: TEST-2027-TRY-01\n---\n")
    done = portal(example, answer(tmp_path))
    assert done.returncode == 1
    assert own.read_bytes().count(b"\xe9") == 1
    assert "not saved as UTF-8 here (byte 0xE9)" in done.stdout


def test_keys_that_are_indented_stay_indented(example: Path, tmp_path: Path) -> None:
    own = edited(
        example, "---\n  title: Poging\n  language: nl\n  identifier: TEST-2027-TRY-01\n  deadline: 2027-01-01\n---\n"
    )
    assert portal(example, answer(tmp_path)).returncode == 0
    assert '\n  deadline: {at: "2027-03-01 17:00", extended_from: 2027-01-01}\n' in own.read_text(encoding="utf-8")
    assert errors(example) == []


def test_a_record_under_another_name_is_found_by_its_identifier(example: Path, tmp_path: Path) -> None:
    own = edited(example, EDITED.replace('TEST-2027-TRY-01"', 'test-2027-TRY-01"'), slug="een-poging")
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    assert "2027-05-04" in own.read_text(encoding="utf-8")
    assert not record(example, "test-2027-try-01").exists()


def test_an_import_leaves_the_fund_that_an_editor_chose(example: Path, tmp_path: Path) -> None:
    edited(example, EDITED.replace("language: nl", "language: nl\nfund: luchtkastelen-2021-2027", 1))
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    text = record(example, "test-2027-try-01").read_text(encoding="utf-8")
    assert "fund: luchtkastelen-2021-2027\n" in text
    assert not (example / "content" / "funds" / "life-2021-2027.md").exists()


def test_what_disappeared_is_named_and_stays(example: Path, tmp_path: Path) -> None:
    portal(example, page(tmp_path / "answer.json", topic("TEST-2027-GONE-01"), topic()))
    before = contents(example)
    done = portal(example, page(tmp_path / "answer.json", topic()))
    gone = record(example, "test-2027-gone-01")
    assert f"not in these answers: {gone} (nothing was removed)\n" in done.stdout
    assert done.stdout.count("not in these answers") == 1  # calls of other sources are none of its business
    assert contents(example) == before
    assert done.returncode == 0


@pytest.mark.parametrize("option", [("--open-only",), ("--limit", "1")])
def test_who_asks_for_a_part_is_not_told_what_is_missing(
    example: Path, tmp_path: Path, option: tuple[str, ...]
) -> None:
    portal(example, page(tmp_path / "answer.json", topic("TEST-2027-GONE-01"), topic()))
    assert "not in these answers" not in portal(example, *option, page(tmp_path / "answer.json", topic())).stdout


def test_long_facts_are_told_in_a_label_that_is_not_too_long(example: Path, tmp_path: Path) -> None:
    portal(example, answer(tmp_path, title=["A " * 149 + "try"]))
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, title=["B " * 149 + "try"]))
    assert "became" in record(example, "test-2027-try-01").read_text(encoding="utf-8")
    assert errors(example) == []


def test_a_translation_by_an_editor_stays_up_to_date(example: Path, tmp_path: Path) -> None:
    portal(example, answer(tmp_path))
    english = record(example, "test-2027-try-01")
    dutch = english.with_name("test-2027-try-01.nl.md")
    dutch.write_text("---\ntitle: Een poging\ntranslates: 00000000\n---\n", encoding="utf-8")
    assert call("accept", "--root", example, dutch).returncode == 0
    before = dutch.read_bytes()
    portal(example, "--as-of", "2026-07-01", answer(tmp_path, deadlineDate=[LATER]))
    assert dutch.read_bytes() == before
    stale = json.loads(call("check", "--root", example, "--format", "json").stdout)
    assert not [each for each in stale if "try-01" in each["file"] and each["code"] == "stale-translation"]
