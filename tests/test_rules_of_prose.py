"""From a text beside its facts and its original, what they do not agree on; and nothing where they do."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from oproep import site
from oproep.model.amounts import amounts_in
from oproep.model.budget import Budget
from oproep.model.money import Money
from oproep.rendering.said_of_money import contradictions
from tests.broken.tiny import GOOD, write
from tests.front_door import ROOT

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FACTS = "---\ntitle: Geld\nlanguage: {}\ndeadline: 2026-12-31\n{}\n---\n\n"
BUDGET = "budget: {total: EUR 2 500 000, grant: {min: EUR 100 000, max: EUR 250 000}}"


@pytest.mark.parametrize(
    ("language", "text", "amounts"),
    [
        ("nl", "5 miljoen euro", ["EUR 5 000 000"]),
        ("nl", "€ 2.500.000", ["EUR 2 500 000"]),
        ("nl", "EUR 2 500 000.", ["EUR 2 500 000"]),
        ("nl", "€ 2\u00a0500\u202f000", ["EUR 2 500 000"]),
        ("nl", "2.500.000,50 euro", ["EUR 2 500 000.50"]),
        ("nl", "€ 2.500.000,-", ["EUR 2 500 000"]),
        ("nl", "1,75 mln. euro", ["EUR 1 750 000"]),
        ("nl", "1,5 miljard EUR", ["EUR 1 500 000 000"]),
        ("nl", "Euro 500", ["EUR 500"]),
        ("nl", "150.000 euro elk", ["EUR 150 000"]),
        ("nl", "1.500 euro", ["EUR 1 500"]),
        ("nl", "1,500 euro", []),  # one and a half, or fifteen hundred
        ("en", "1,500 euros", ["EUR 1 500"]),
        ("en", "€1.500", []),
        ("fr", "1 500 euros", ["EUR 1 500"]),
        ("fr", "1.500 euros", []),  # nobody has said how it writes figures
        ("en", "€5 million", ["EUR 5 000 000"]),
        ("en", "€2,500,000", ["EUR 2 500 000"]),
        ("en", "EUR 2.5 million", ["EUR 2 500 000"]),
        ("en", "€500k, €5m, €3bn", ["EUR 500 000", "EUR 5 000 000", "EUR 3 000 000 000"]),
        ("en", "in 2026 EUR 5 000 000", ["EUR 5 000 000"]),
        ("en", "€5 million, €6", ["EUR 5 000 000", "EUR 6"]),
        ("en", "£5 million", []),
        ("en", "$5 million", []),
        ("nl", "tussen € 100.000 en € 200.000", []),
        ("nl", "100.000 tot 200.000 euro", []),
        ("en", "€1-2 million", []),
        ("nl", "ongeveer 5 miljoen euro", []),
        ("en", "more than €5 million", []),
        ("nl", "5 euroscepsis", []),
        ("nl", "artikel 5, 12 kmo's", []),
    ],
)
def test_amounts_are_read_as_people_write_them(language: str, text: str, amounts: list[str]) -> None:
    assert [str(found.money) for found in amounts_in(text, language, "EUR")] == amounts


def test_an_amount_in_another_currency_is_read_in_its_own() -> None:
    assert [str(found.money) for found in amounts_in("£5 million, €6", "en", "GBP")] == ["GBP 5 000 000"]
    assert [str(found.money) for found in amounts_in("SEK 5 million, 3 SEK", "en", "SEK")] == [
        "SEK 5 000 000",
        "SEK 3",
    ]


def told(root: Path, files: dict[str, str], code: str) -> list[tuple[str, int, int, str]]:
    """File, line, column and message of the hints of a code."""
    found = [each for each in site.check(write(root, {**GOOD, **files}), NOW) if each.code == code]
    assert {str(each.severity) for each in found} <= {"hint"}
    return [(each.file.removeprefix("content/"), each.line, each.column, each.message) for each in found]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nl", "Het totale budget bedraagt 5 miljoen euro.", "‘5 miljoen euro’ is given here as the total, which is EUR 2 500 000"),
        ("nl", "In totaal is 2,5 miljoen euro beschikbaar.", ""),
        ("nl", "Er is € 2.500.000 beschikbaar.", ""),
        ("nl", "Er is € 25.000.000 beschikbaar.", "‘€ 25.000.000’ is given here as the total, which is EUR 2 500 000"),
        ("nl", "Er is 3 miljoen euro beschikbaar.", ""),  # rounded: a half away
        ("nl", "Er is ongeveer 5 miljoen euro beschikbaar.", ""),
        ("nl", "Van het budget gaat 5 miljoen euro naar het fonds.", ""),
        ("nl", "Een loket in Gent kreeg eerder 5 miljoen euro.", ""),
        ("nl", "Het budget is 2,5 miljoen euro, waarvan 400.000 euro voor Brussel.", ""),
        ("nl", "Per project is dat ten hoogste 300.000 euro.", "‘300.000 euro’ is given here as the most for a project, which is EUR 250 000"),
        ("nl", "Per project is dat minstens 10.000 euro en hoogstens 250.000 euro.", "‘10.000 euro’ is given here as the least for a project, which is EUR 100 000"),
        ("nl", "Per project is dat ten hoogste 250.000 euro.", ""),
        ("nl", "Per schip is dat ten hoogste 300.000 euro.", ""),
        ("en", "The total budget is €5 million.", "‘€5 million’ is given here as the total, which is EUR 2 500 000"),
        ("en", "The total budget is €2.5 million. A project gets up to €250,000.", ""),
        ("en", "Up to €400 000 per project.", "‘€400 000’ is given here as the most for a project, which is EUR 250 000"),
        ("en", "EUR 2 500 000 is available. Of this, EUR 400 000 is for Brussels.", ""),
        ("en", "The fund has €10 billion available.", ""),
        ("en", "A total of **€5\nmillion** goes to schools.", "‘€5 million’ is given here as the total, which is EUR 2 500 000"),
        ("fr", "Le budget total est de 5 millions euros.", ""),
    ],
)  # fmt: skip
def test_a_text_gives_the_amounts_of_the_facts(tmp_path: Path, language: str, text: str, found: str) -> None:
    languages = GOOD["site.toml"]
    words = FACTS.format(language, BUDGET)
    if language == "fr":
        words = FACTS.format("nl", BUDGET)
        text = f"{text}\n"
    said = told(tmp_path, {"site.toml": languages, "calls/geld.md": f"{words}{text}\n"}, "amount-differs")
    assert [message for *_, message in said] == ([f"{found} in the facts."] if found else [])


def test_an_amount_is_named_at_its_line_in_the_text_of_each_language(tmp_path: Path) -> None:
    files = {
        "calls/geld.md": FACTS.format("nl", BUDGET) + "Woorden.\n\nEr is **€ 5.000.000** beschikbaar.\n",
        "calls/geld.en.md": "---\ntitle: Money\n---\nWords. A total of €5\nmillion.\n",
    }
    places = [place for *place, _ in told(tmp_path, files, "amount-differs")]
    assert places == [["calls/geld.en.md", 4, 19], ["calls/geld.md", 10, 9]]


@pytest.mark.parametrize("budget", ["", "budget: {grant: {max: EUR 5}}", "budget: USD 2 500 000", "budget: 5%"])
def test_where_the_facts_say_nothing_a_text_may_say_anything(tmp_path: Path, budget: str) -> None:
    files = {"calls/geld.md": FACTS.format("nl", budget) + "Het budget is 5 miljoen euro.\n"}
    assert told(tmp_path, files, "amount-differs") == []


@pytest.mark.parametrize(
    "text", ["€ 1 " + "000 " * 5000, "total €5 " * 3000, "€" * 20_000, "1.000" * 4000 + "€", "ca € 1 " * 3000]
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    list(contradictions([text], str, "en", Budget(total=Money("EUR", Decimal(1)))))
    assert time.process_time() - began < 2


WORDS = "\nWords.\n"
ORIGINAL = "## Doelstellingen\n\nA.\n\n## Het *plan*\n\nB.\n\n### Stap één\n\nC.\n\n## Contact\n\nD.\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("## Objectives\n\n## The plan\n\n### Step one\n\n## Contact\n", 0, 0, ""),
        ("Objectives\n----------\n\n## “Another” word\n\n### Step one\n\n## Contact\n", 0, 0, ""),
        ("## Objectives\n\n## The plan\n\n### Step one\n", 8, 1, "geld.md goes on with the heading ‘Contact’, and this text does not."),
        ("## Objectives\n\n## Plan\n\n### Step\n\n## Contact\n\n## More\n", 12, 1, "geld.md has no heading where ‘More’ stands here."),
        ("## Objectives\n\n## The plan\n\n## Step ‘one’\n\n## Contact\n", 8, 1, "‘Stap één’ is a heading with ‘###’, not ‘##’ in geld.md."),
        ("## Budget\n\n## The plan\n\n### Step one\n\n## Contact\n", 4, 1, "‘Budget’ stands here where geld.md has ‘Doelstellingen’."),
        ("## Objectives\n\n## Budget\n\n### Step one\n\n## Contact\n", 6, 1, "‘Budget’ stands here where geld.md has ‘Het plan’."),
        ("Words alone.\n", 4, 1, "geld.md goes on with the heading ‘Doelstellingen’, and this text does not."),
        ("", 0, 0, ""),  # not translated yet, which is another hint
    ],
)  # fmt: skip
def test_a_translation_has_the_headings_of_its_original(
    tmp_path: Path, text: str, line: int, column: int, message: str
) -> None:
    files = {
        "calls/geld.md": FACTS.format("nl", "") + ORIGINAL,
        "calls/geld.en.md": f"---\ntitle: Money\n---\n{text}{text and WORDS}",
    }
    expected = [("calls/geld.en.md", line, column, message)] if message else []
    assert told(tmp_path, files, "headings-differ") == expected


def test_a_link_of_a_text_begins_with_https(tmp_path: Path) -> None:
    body = "Zie [de site](http://example.org/a_b?x=1&y=2), [nog eens](https://example.org) en <http://example.org/c>.\n"
    message = "What is at ‘{}’ can be read and changed on its way to the reader."
    assert told(tmp_path, {"calls/geld.md": FACTS.format("nl", "") + body}, "not-https") == [
        ("calls/geld.md", 8, 15, message.format("http://example.org/a_b?x=1&y=2")),
        ("calls/geld.md", 8, 84, message.format("http://example.org/c")),
    ]


def test_the_committed_texts_agree_with_their_facts_and_with_each_other() -> None:
    codes = {problem.code for problem in site.check(ROOT, NOW)}
    assert codes.isdisjoint({"amount-differs", "headings-differ", "not-https"})
