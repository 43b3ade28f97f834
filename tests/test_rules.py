"""From a good catalogue and a file more, what does not hold between records: each rule once broken and once kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oproep import site
from oproep.catalogue.catalogue import Catalogue, link
from oproep.catalogue.entry import gather
from oproep.catalogue.rules import CALL_RULES, ENTRY_RULES, RULES, check
from oproep.catalogue.rules_of_use import UNUSED
from oproep.model.mark import mark_of
from oproep.model.problem import Problem, Severity
from oproep.model.status import Status
from oproep.model.words import one_letter_apart
from oproep.reading.folder import read_content
from oproep.reading.site import read_settings
from tests.broken.tiny import GOOD, SITE, write

LANGUAGES = ("nl", "en")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FACTS = "---\ntitle: Fout\nlanguage: nl\n"


def linked(root: Path, files: Mapping[str, str]) -> tuple[Catalogue, list[Problem]]:
    """The good catalogue with these files, and what is wrong between records and their translations."""
    write(root, {**GOOD, **files})
    records, unread = read_content(root, frozenset(LANGUAGES))
    found, unset = read_settings(root)
    assert [*unread, *unset] == []
    assert found
    entries, problems = gather(records, LANGUAGES)
    return link(entries, found, LANGUAGES, NOW), problems


def graded(root: Path, *keys: str, kind: str = "calls") -> list[tuple[int, str, str]]:
    """The line and code of what a record with these keys breaks, and whether it is an error or a hint."""
    least = ["deadline: 2026-12-31"] if kind == "calls" and not any(key.startswith("deadline") for key in keys) else []
    text = FACTS + "".join(f"{key}\n" for key in [*keys, *least]) + "---\n"
    catalogue, _ = linked(root, {f"{kind}/fout.md": text, "site.toml": SITE})
    return [
        (each.line, each.code, str(each.severity))
        for each in check(catalogue)
        if each.file == f"content/{kind}/fout.md"
        and each.code not in UNUSED | {"amount-small"}  # amounts are short here
    ]


def broken(root: Path, *keys: str, kind: str = "calls") -> list[tuple[int, str]]:
    """The same without how grave it is."""
    return [(line, code) for line, code, _ in graded(root, *keys, kind=kind)]


def test_a_good_catalogue_breaks_no_rule(tmp_path: Path) -> None:
    catalogue, problems = linked(tmp_path, {})
    assert problems == check(catalogue) == []


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["fund: luchtkasteel", "themes: [water]", "contacts: [bureau]"], []),
        (["fund: luchtkastel"], [(4, "dangling-slug")]),
        (["themes: [water, wind]", "beneficiaries: [steden]", "contacts: [iemand]"],
         [(4, "dangling-slug"), (5, "dangling-slug"), (6, "dangling-slug")]),
        (["countries: [BE, EU, world, BE-VLG]"], []),
        (["countries: [BE-WAL]"], [(4, "unknown-region")]),
        (["identifier: GOED-2"], []),
        (["aliases: [oud]"], []),
        (["aliases: [goed]"], [(4, "alias-taken")]),
        (["aliases: [fout]"], [(4, "alias-taken")]),
        (["aliases: [oud, aux]"], [(4, "alias-taken")]),
        (["aliases: [water]"], []),  # the name of a theme, not of a call
        (["opens: 2026-12-31"], []),  # it opens in the morning and closes at midnight
        (["opens: 2026-12-31", "deadline: 2026-12-31 17:00"], []),
        (["opens: 2026-12-31 17:00", "deadline: 2026-12-31 17:00"], [(4, "opens-late")]),
        (["opens: 2027-01-01"], [(4, "opens-late")]),
        (["opens: 2027-01-01", "fund: luchtkasteel", "deadline: rolling"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16 13:00, ends: 2026-01-16 15:00}"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16 13:00, ends: 2026-01-16}"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16, ends: 2026-01-16 15:00}"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16, ends: 2026-01-18}"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16 13:00, ends: 2026-01-16 12:00}"], [(4, "event-order")]),
        (["events: {title: {nl: a, en: a}, starts: 2026-01-16, ends: 2026-01-15}"], [(4, "event-order")]),
        (["events: {title: {nl: a, en: a}, starts: 2026-12-31 16:00}", "deadline: 2026-12-31 17:00"], []),
        (["events: {title: {nl: a, en: a}, starts: 2026-12-31 17:00}", "deadline: 2026-12-31 17:00"], [(4, "event-late")]),
        (["events: {title: {nl: a, en: a}, starts: 2026-12-31}"], []),
        (["events: {title: {nl: a, en: a}, starts: 2027-01-01}"], [(4, "event-late")]),
        (["events: {title: {nl: a, en: a}, starts: 2027-01-04}", "deadline: [2026-12-31, 2027-01-05]"], []),
        (["events: {title: {nl: a, en: a}, starts: 2027-01-04}",
          "deadline: [{at: 2026-12-31, stage: 1}, {at: 2027-01-05, stage: 2}]"], [(4, "event-late")]),  # for newcomers
        (["events: {title: {nl: a, en: a}, starts: 2027-01-04}", "deadline: to-be-announced"], []),
        (["links: {source: 'https://example.org/call'}"], []),
        (["links: {source: 'http://example.org/call'}"], [(4, "not-https")]),
        (["links:", "  documents:", "    - label: Gids", "      url: HTTP://example.org/gids.pdf"], [(7, "not-https")]),
        (["contacts: [{person: An, url: 'http://example.org/'}]"], [(4, "not-https")]),
        (["budget: EUR 5 000 000"], []),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: EUR 2}, {label: {nl: b, en: b}, amount: EUR 3}]}"], []),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: EUR 3}, {label: {nl: b, en: b}, amount: EUR 3}]}"],
         [(4, "above-total")]),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: EUR 6}]}"], [(4, "above-total")]),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: EUR 3}, {label: {nl: b, en: b}, amount: EUR 1}]}"],
         [(4, "below-total")]),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: EUR 3}]}"], []),  # one part may be told alone
        (["budget: {parts: [{label: {nl: a, en: a}, amount: EUR 3}, {label: {nl: b, en: b}, amount: EUR 1}]}"], []),
        (["budget: {total: EUR 5, earmarked: [{label: {nl: a, en: a}, amount: EUR 3}, {label: {nl: b, en: b}, amount: EUR 1}]}"], []),
        (["budget: {total: EUR 5, earmarked: [{label: {nl: a, en: a}, amount: EUR 6}]}"], [(4, "above-total")]),
        (["budget: {total: EUR 5, grant: {max: EUR 6}}"], [(4, "above-total")]),
        (["budget: {total: EUR 5, parts: [{label: {nl: a, en: a}, amount: USD 1}]}"], [(4, "two-currencies")]),
        (["budget: {grant: {min: EUR 5, max: USD 6}}"], [(4, "two-currencies")]),
        (["budget: {grant: {min: EUR 6, max: EUR 5}}"], [(4, "grant-order")]),
        (["budget: {grant: {min: EUR 5, max: EUR 5}}"], []),
        (["budget: {cofinancing: {rate: 75%, up_to: 100%}}"], []),
        (["budget: {cofinancing: {rate: 75%, up_to: 75%}}"], []),
        (["budget: {cofinancing: {rate: 75%, up_to: 60%}}"], [(4, "cofinancing-order")]),
    ],
)  # fmt: skip
def test_a_call_keeps_the_rules(tmp_path: Path, keys: list[str], found: list[tuple[int, str]]) -> None:
    assert broken(tmp_path, *keys) == found


AUTUMN = "2026-10-25"  # the clocks of Brussels go back at 3:00, and go forward at 2:00 on 2026-03-29


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["deadline: {at: 2026-12-31, extended_from: 2026-12-15}"], []),
        (["deadline: {at: 2026-12-31, extended_from: 2026-12-31 17:00}"], []),
        (["deadline: {at: 2026-12-31, extended_from: 2027-01-15}"], [(4, "extension-order", "error")]),
        (["deadline: {at: 2026-12-31, extended_from: 2026-12-31}"], [(4, "extension-order", "error")]),
        (["deadline:", "  - at: 2026-12-30", "  - at: 2026-12-31", "    extended_from: 2027-01-15"],
         [(7, "extension-order", "error")]),
        (["deadline: 2026-03-29 01:59"], []),
        (["deadline: 2026-03-29 02:00"], [(4, "time-skipped", "error")]),
        (["deadline: 2026-03-29 02:59"], [(4, "time-skipped", "error")]),
        (["deadline: 2026-03-29 03:00"], []),
        (["opens: 2026-03-29 02:30"], [(4, "time-skipped", "error")]),
        ([f"deadline: {AUTUMN} 01:59"], []),
        ([f"deadline: {AUTUMN} 02:00"], [(4, "time-twice", "hint")]),
        ([f"opens: {AUTUMN} 02:59"], [(4, "time-twice", "hint")]),
        ([f"deadline: {AUTUMN} 03:00"], []),
        ([f"deadline: {AUTUMN}"], []),
        ([f"events: {{title: {{nl: a, en: a}}, starts: {AUTUMN} 02:30}}"], [(4, "time-twice", "hint")]),
        (["deadline: 2026-12-31 00:00"], [(4, "midnight", "hint")]),
        (["deadline: [2026-12-30, 2026-12-31 00:00]"], [(4, "midnight", "hint")]),
        (["deadline: 2026-12-31 00:01"], []),
        (["opens: 2026-12-01 00:00"], []),
        (["published: 2026-11-22", "verified: 2026-11-22"], []),
        (["published: 2026-11-23", "verified: 2027-11-22"], [(4, "in-the-future", "hint"), (5, "in-the-future", "hint")]),
        (["cancelled: 2027-01-01"], []),
        (["contacts: [{person: An, verified: 2026-12-01}]"], [(4, "in-the-future", "hint")]),
        (["deadline: rolling"], [(4, "never-closes", "hint")]),
        (["deadline: until-spent"], [(4, "never-closes", "hint")]),
        (["deadline: unknown"], [(4, "never-closes", "hint")]),
        (["deadline: to-be-announced"], []),
        (["deadline: unknown", "fund: luchtkasteel"], []),
        (["deadline: unknown", "cancelled: 2026-01-01"], []),
    ],
)  # fmt: skip
def test_a_time_is_one_that_can_be(tmp_path: Path, keys: list[str], found: list[tuple[int, str, str]]) -> None:
    assert graded(tmp_path, *keys) == found


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["notice: {nl: a, en: a}"], []),
        (["notice: {nl: a, en: a, fr: a}"], []),
        (["notice: {nl: a}"], [(4, "label-missing", "hint")]),
        (["notice: {nl: a, fr: a}"], [(4, "label-missing", "hint")]),
        (["notice: {ln: a, en: a}"], [(4, "label-language", "error")]),  # Lingala, but Dutch is meant
        (["notice: {nld: a, en: a}"], [(4, "label-language", "error")]),
        (["notice: {nl: a, uk: a, en: a}"], []),  # Ukrainian
        (["notice: {nl: a, en: a, ln: a}"], []),  # nothing is missing: Lingala is meant
        (["notice: {nl: a, en: a, xx: a}"], [(4, "label-language", "error")]),
        (["budget: {total: EUR 5, note: {ln: a, en: a}}"], [(4, "label-language", "error")]),
        (["official_title: {fr: a}"], []),
        (["official_title: {es: a}"], []),  # a name may stand in the language it was given in
        (["official_title: {xx: a}"], [(4, "label-language", "error")]),
        (["official_title: AMIF"], []),
        (["contacts: [{person: An, source: {nl: a}}]"], []),
        (["contacts: [{person: An, role: {nl: a}}]"], [(4, "label-missing", "hint")]),
        (
            ["budget: {note: {nl: 'ten hoogste EUR 5 000 000', en: at most €5 million}}"],
            [(4, "money-in-words", "hint")],
        ),
        (["budget: {note: {nl: 'deel EUR 12', en: TRL 6}}"], []),
        (["changes: [{date: 2026-01-01, what: {nl: EUR 5 000 is weg, en: EUR 5 000 is gone}}]"], []),
        (["types_of_action: [{en: LIFE Project Grants}]"], []),
        (["keywords: {nl: [a]}"], []),
        (["keywords: [a]"], []),
        (["keywords: {ln: [a], en: [b]}"], [(4, "label-language", "error")]),
    ],
)
def test_words_are_in_the_languages_of_the_catalogue(
    tmp_path: Path, keys: list[str], found: list[tuple[int, str, str]]
) -> None:
    assert graded(tmp_path, *keys) == found


def test_a_mistyped_language_is_named_with_the_one_that_is_missing(tmp_path: Path) -> None:
    text = FACTS + "deadline: 2026-12-31\nnotice: {en: a, ln: b}\n---\n"
    catalogue, _ = linked(tmp_path, {"calls/fout.md": text})
    (found,) = check(catalogue)
    assert (found.line, found.column) == (5, 17)
    assert found.message == "‘ln’ is not a language of this catalogue."
    assert found.fix == "Did you mean ‘nl’?"


def test_a_language_of_the_settings_has_a_word_file(tmp_path: Path) -> None:
    catalogue, _ = linked(tmp_path, {"site.toml": SITE.replace('["nl", "en"]', '["nl", "em", "fr"]')})
    found = check(catalogue)
    assert [(each.file, each.code, each.severity) for each in found] == [
        ("content/site.toml", "language", Severity.ERROR)
    ] * 2
    assert [each.fix for each in found] == [
        "Add templates/words/em.po, or take ‘em’ out of ‘languages’. Did you mean ‘en’?",
        "Add templates/words/fr.po, or take ‘fr’ out of ‘languages’.",
    ]


def test_a_fund_without_a_period_lets_its_calls_stay_open(tmp_path: Path) -> None:
    fund = FACTS + "---\n"
    call = FACTS + "fund: los\ndeadline: rolling\n---\n"
    catalogue, _ = linked(tmp_path, {"funds/los.md": fund, "calls/fout.md": call})
    (found,) = check(catalogue)
    assert (found.file, found.line, found.code) == ("content/calls/fout.md", 5, "never-closes")
    assert found.fix == "Add ‘period:’ to content/funds/los.md."


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("ln", ["nl", "en"]),
        ("nld", ["nl"]),
        ("ml", ["nl"]),
        ("es", ["en"]),
        ("e", ["en"]),
        ("en", []),
        ("de", []),
        ("dut", []),
        ("", []),
    ],
)
def test_a_code_is_near_another_when_one_letter_differs(code: str, near: list[str]) -> None:
    assert [other for other in LANGUAGES if one_letter_apart(code, other)] == near
    assert [other for other in LANGUAGES if one_letter_apart(other, code)] == near


@pytest.mark.parametrize(
    ("kind", "keys", "found"),
    [
        ("funds", ["countries: [BE-WAL]"], [(4, "unknown-region")]),
        ("funds", ["budget: {total: EUR 5, grant: {max: EUR 6}}"], [(4, "above-total")]),
        ("funds", ["authorities: {contact: niemand, role: responsible-authority}"], [(4, "dangling-slug")]),
        ("themes", ["contact: niemand"], [(4, "dangling-slug")]),
        ("themes", ["related: [water, wind]"], [(4, "dangling-slug")]),
        ("themes", ["aliases: [water]"], [(4, "alias-taken")]),
    ],
)
def test_other_records_keep_the_same_rules(
    tmp_path: Path, kind: str, keys: list[str], found: list[tuple[int, str]]
) -> None:
    assert broken(tmp_path, *keys, kind=kind) == found


def test_a_contact_has_a_name(tmp_path: Path) -> None:
    catalogue, _ = linked(tmp_path, {"contacts/x.md": "---\nemail: a@example.org\n---\n"})
    assert [(each.file, each.line, each.code) for each in check(catalogue)] == [
        ("content/contacts/x.md", 2, "nameless"),
        ("content/contacts/x.md", 2, "unused-contact"),
    ]


def test_an_identifier_is_of_one_call_whatever_its_capitals(tmp_path: Path) -> None:
    catalogue, _ = linked(tmp_path, {"calls/x.md": FACTS + "deadline: 2026-12-31\nidentifier: goed-1\n---\n"})
    (found,) = check(catalogue)
    assert (found.file, found.code) == ("content/calls/x.md", "duplicate-identifier")
    assert found.message == "‘goed-1’ is the identifier of goed.md as well."


def test_an_old_name_leads_to_one_record(tmp_path: Path) -> None:
    alias = FACTS + "deadline: 2026-12-31\naliases: [oud]\n---\n"
    catalogue, _ = linked(tmp_path, {"calls/x.md": alias, "calls/y.md": alias.replace("Fout", "Anders")})
    assert [(each.file, each.message) for each in check(catalogue)] == [
        ("content/calls/y.md", "‘oud’ already leads to x.md."),
    ]


def in_all(root: Path, files: Mapping[str, str], code: str) -> list[tuple[str, str]]:
    """The file and message of what is wrong with records only because there are others, of one code."""
    catalogue, _ = linked(root, files)
    return [(each.file.removeprefix("content/"), each.message) for each in check(catalogue) if each.code == code]


@pytest.mark.parametrize(
    "named",
    [
        {"calls/x.md": FACTS + "deadline: 2026-12-31\ncontacts: [an]\n---\n"},
        {"funds/luchtkasteel.md": GOOD["funds/luchtkasteel.md"].replace("period", "contacts: [an]\nperiod")},
        {"funds/luchtkasteel.md": GOOD["funds/luchtkasteel.md"].replace(
            "period", "authorities: {contact: an, role: managing-authority}\nperiod")},
        {"themes/wind.md": FACTS + "contact: an\n---\n"},
    ],
)  # fmt: skip
def test_a_contact_is_named_somewhere(tmp_path: Path, named: Mapping[str, str]) -> None:
    contact = {"contacts/an.md": "---\nperson: An\n---\n"}
    alone = [("contacts/an.md", "No call, no fund and no theme names this contact, so no page shows it.")]
    assert in_all(tmp_path, contact, "unused-contact") == alone
    assert in_all(tmp_path, named, "unused-contact") == []


def test_a_fund_has_calls(tmp_path: Path) -> None:
    fund = {"funds/leeg.md": FACTS + "---\n"}
    call = {"calls/x.md": FACTS + "fund: leeg\ndeadline: 2026-12-31\n---\n"}
    alone = [("funds/leeg.md", "No call names this fund, so its page has none to show.")]
    assert in_all(tmp_path, fund, "fund-without-calls") == alone
    assert in_all(tmp_path, call, "fund-without-calls") == []


def test_nothing_is_said_to_be_of_no_use_while_a_record_cannot_be_read(tmp_path: Path) -> None:
    files = {"contacts/an.md": "---\nperson: An\n---\n", "funds/leeg.md": FACTS + "---\n"}
    call = {"calls/x.md": FACTS + "fund: leeg\ncontacts: [an]\ndeadline: morgen\n---\n"}

    def told() -> set[str]:
        return {each.code for each in site.check(tmp_path, NOW)} - {"missing-translation"}

    write(tmp_path, {**GOOD, **files})
    assert told() == {"unused-contact", "fund-without-calls"}
    write(tmp_path, call)
    assert told() == {"deadline-form"}
    write(tmp_path, {"calls/x.md": call["calls/x.md"].replace("morgen", "2026-12-31")})
    assert told() == set()


def test_a_dangling_slug_does_not_stop_the_other_rules(tmp_path: Path) -> None:
    assert broken(tmp_path, "fund: weg", "themes: [weg]", "budget: {grant: {min: EUR 6, max: EUR 5}}") == [
        (4, "dangling-slug"),
        (5, "dangling-slug"),
        (6, "grant-order"),
    ]


def test_every_rule_is_a_sentence() -> None:
    for rule in (*ENTRY_RULES, *CALL_RULES, *RULES):
        assert rule.__doc__
        assert rule.__doc__.endswith(".")


def test_a_silent_call_takes_from_its_fund_what_calls_inherit(tmp_path: Path) -> None:
    catalogue, _ = linked(tmp_path, {})
    call = catalogue.calls["goed"]
    assert (call.held("themes").value, call.held("themes").inherited) == (("water",), True)
    assert (call.held("identifier").value, call.held("identifier").inherited) == ("GOED-1", False)
    assert (call.held("countries").value, call.held("countries").inherited) == ((), False)
    assert catalogue.calls_of("themes", "water") == (catalogue.briefs["goed"],)
    assert call.status is Status.OPEN


def test_a_call_that_speaks_is_not_overruled_by_its_fund(tmp_path: Path) -> None:
    files = {
        "themes/wind.md": FACTS + "---\n",
        "calls/x.md": FACTS + "fund: luchtkasteel\nthemes: [wind]\ndeadline: unknown\n---\n",
    }
    catalogue, _ = linked(tmp_path, files)
    assert (catalogue.calls["x"].held("themes").value, catalogue.calls["x"].held("themes").inherited) == (
        ("wind",),
        False,
    )


def told(root: Path, files: Mapping[str, str]) -> list[tuple[str, str, Severity]]:
    _, problems = linked(root, files)
    return sorted((each.file.removeprefix("content/"), each.code, each.severity) for each in problems)


def test_a_missing_translation_is_a_hint_and_says_which_file_to_add(tmp_path: Path) -> None:
    _, problems = linked(tmp_path, {"themes/wind.md": FACTS + "---\n"})
    (found,) = problems
    assert (found.code, found.severity, found.file) == ("missing-translation", Severity.HINT, "content/themes/wind.md")
    assert found.fix == "Add wind.en.md with ‘title’, ‘summary’ and a text."


def test_no_language_comes_first(tmp_path: Path) -> None:
    files = {"themes/wind.md": "---\ntitle: Wind\nlanguage: en\n---\n"}
    _, problems = linked(tmp_path, files)
    assert [each.fix for each in problems] == ["Add wind.nl.md with ‘title’, ‘summary’ and a text."]


@pytest.mark.parametrize("mark", ["", "translates: 00000000\n"])
def test_a_translation_of_other_words_is_a_hint(tmp_path: Path, mark: str) -> None:
    files = {"themes/water.en.md": f"---\ntitle: Water\n{mark}---\n"}
    assert told(tmp_path, files) == [("themes/water.en.md", "stale-translation", Severity.HINT)]


def test_a_translation_goes_stale_when_the_words_of_its_original_change(tmp_path: Path) -> None:
    files = {"calls/goed.md": GOOD["calls/goed.md"].replace("Woorden.", "Andere woorden.")}
    assert told(tmp_path, files) == [("calls/goed.en.md", "stale-translation", Severity.HINT)]


def test_a_translation_stays_fresh_when_a_fact_of_its_original_changes(tmp_path: Path) -> None:
    assert told(tmp_path, {"calls/goed.md": GOOD["calls/goed.md"].replace("2026-12-31", "2026-12-30")}) == []


BOTH = {"calls/goed.md": GOOD["calls/goed.md"].replace("title: Goed\n", "title: Goed\nsummary: Kort.\n")}
MARK = mark_of("Goed", "Kort.", "Woorden.")


@pytest.mark.parametrize(
    ("words", "hints"),
    [
        ("title: Goed\nsummary: Kort.\n", ["not-translated"]),
        ("title: Goed\nsummary: Short.\n", []),  # an official name may be the same in every language
        ("title: Good\nsummary: Kort.\n", []),
        ("title: Goed\n", []),
    ],
)
def test_a_translation_that_says_what_its_original_says_is_a_hint(tmp_path: Path, words: str, hints: list[str]) -> None:
    files = {**BOTH, "calls/goed.en.md": f"---\n{words}translates: {MARK}\n---\n\nWords.\n"}
    assert told(tmp_path, files) == [("calls/goed.en.md", code, Severity.HINT) for code in hints]


@pytest.mark.parametrize(
    ("body", "hints"),
    [
        ("", ["not-translated"]),
        ("## Objectives\n\n<!-- What the money\nis for. -->\n\n###Contact\n", ["not-translated"]),
        ("## Objectives\n\n- words\n", []),
        ("<!-- What the money is for. --> Words.\n", []),
        ("<!-- Words.\n", []),
    ],
)
def test_a_translation_without_a_text_is_a_hint_where_its_original_has_one(
    tmp_path: Path, body: str, hints: list[str]
) -> None:
    files = {**BOTH, "calls/goed.en.md": f"---\ntitle: Good\ntranslates: {MARK}\n---\n\n{body}"}
    assert told(tmp_path, files) == [("calls/goed.en.md", code, Severity.HINT) for code in hints]
    catalogue, _ = linked(tmp_path, files)
    assert catalogue.calls["goed"].entry.told("en").language == ("nl" if hints else "en")


def test_a_translation_needs_no_text_where_its_original_has_none(tmp_path: Path) -> None:
    original = BOTH["calls/goed.md"].replace("Woorden.", "## Doelstellingen")
    files = {
        "calls/goed.md": original,
        "calls/goed.en.md": f"---\ntitle: Good\ntranslates: {mark_of('Goed', 'Kort.', '## Doelstellingen')}\n---\n",
    }
    assert told(tmp_path, files) == []
    catalogue, _ = linked(tmp_path, files)
    assert catalogue.calls["goed"].entry.told("en").language == "en"


def test_a_translation_without_its_original_is_wrong(tmp_path: Path) -> None:
    files = {"themes/watr.en.md": "---\ntitle: Water\n---\n"}
    _, problems = linked(tmp_path, files)
    (found,) = problems
    assert (found.code, found.severity) == ("no-original", Severity.ERROR)
    assert found.fix == "Add watr.md, or rename this file. Did you mean ‘water’?"


def test_a_translation_into_the_language_of_its_original_is_wrong(tmp_path: Path) -> None:
    files = {"themes/water.nl.md": "---\ntitle: Water\n---\n"}
    assert told(tmp_path, files) == [("themes/water.nl.md", "same-language", Severity.ERROR)]


def test_the_words_of_a_language_that_is_not_there_are_those_of_the_original(tmp_path: Path) -> None:
    catalogue, _ = linked(tmp_path, {})
    entry = catalogue.calls["goed"].entry
    assert [entry.wording(code).title for code in ("nl", "en", "fr")] == ["Goed", "Good", "Goed"]
    assert entry.original.language == "nl"
    assert entry.wording("en").fresh


WORDS = ("Titel", "Samenvatting", "Een tekst\nvan twee regels.")


@pytest.mark.parametrize(
    "same",
    [
        ("Titel ", "Samenvatting", "Een tekst van twee regels."),
        ("Titel", "Samenvatting\n", "Een  tekst\r\nvan\ttwee regels.\n\n"),
        ("Titel", "Samenvatting", "Een tekst\u00a0van twee regels."),
    ],
)
def test_a_mark_does_not_see_white_space(same: tuple[str, str, str]) -> None:
    assert mark_of(*same) == mark_of(*WORDS)


@pytest.mark.parametrize(
    "other",
    [
        ("titel", "Samenvatting", "Een tekst van twee regels."),
        ("Titel", None, "Een tekst van twee regels."),
        ("Titel", "Samenvatting", "Een tekst van twee regels"),
        ("Titel", "Samenvatting", "Eentekst van twee regels."),
    ],
)
def test_a_mark_sees_every_other_change(other: tuple[str, str | None, str]) -> None:
    assert mark_of(*other) != mark_of(*WORDS)


def test_a_mark_is_the_same_for_the_same_letters() -> None:
    assert mark_of("Coo\u0308rdinatie", None, "") == mark_of("Coördinatie", None, "")
    assert len(mark_of(*WORDS)) == 8
