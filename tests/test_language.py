"""From a word file, the words, dates and amounts of a language as its readers write them, or what is wrong with it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.rendering.address import bad_path_words
from oproep.rendering.tongue import MissingWord, Tongue
from oproep.rendering.word_files import find_words, read_tongue, words_left_out

WORDS = Path(__file__).parent.parent / "templates/words"
HEADER = 'msgid ""\nmsgstr ""\n"Language: nl_BE\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PLURALS = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


@pytest.fixture(scope="module")
def nl() -> Tongue:
    return tongue(WORDS / "nl.po")


@pytest.fixture(scope="module")
def en() -> Tongue:
    return tongue(WORDS / "en.po")


def tongue(path: Path) -> Tongue:
    found, problems = read_tongue(path, path.name)
    assert problems == []
    assert found
    return found


def written(tmp_path: Path, text: str, code: str = "nl") -> Path:
    path = tmp_path / f"{code}.po"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("amount", "dutch", "english"),
    [
        ("EUR 5000000", "€ 5.000.000", "€5,000,000"),
        ("EUR 250000", "€ 250.000", "€250,000"),
        ("EUR 1234.5", "€ 1.234,50", "€1,234.50"),
        ("EUR 0.07", "€ 0,07", "€0.07"),
        ("EUR 9900000000", "€ 9.900.000.000", "€9,900,000,000"),
        ("GBP 1000", "£ 1.000", "£1,000"),
        ("CHF 1000", "CHF 1.000", "CHF 1,000"),
        ("USD 1000", "US$ 1.000", "US$1,000"),
        ("EUR 123456789012345", "€ 123.456.789.012.345", "€123,456,789,012,345"),
    ],
)
def test_an_amount_is_written_as_in_the_language(nl: Tongue, en: Tongue, amount: str, dutch: str, english: str) -> None:
    currency, _, digits = amount.partition(" ")
    money = Money(currency, Decimal(digits))
    assert [each.money(money).replace("\u00a0", " ") for each in (nl, en)] == [dutch, english]


def test_a_date_is_written_as_in_the_language(nl: Tongue, en: Tongue) -> None:
    day = date(2026, 3, 1)
    assert (nl.day(day), en.day(day)) == ("1 maart 2026", "1 March 2026")
    assert (nl.day(day, short=True), en.day(day, short=True)) == ("1 mrt 2026", "1 Mar 2026")


def test_a_time_stands_behind_its_day_only_when_there_is_one(nl: Tongue, en: Tongue) -> None:
    at = Moment(date(2026, 3, 31), time(8, 30))
    assert nl.moment(at).startswith("31 maart 2026")
    assert "08:30" in nl.moment(at)
    assert "08:30" in en.moment(at)
    assert nl.moment(Moment(at.day)) == "31 maart 2026"
    assert nl.moment(at, short=True) == "31 mrt 2026"


def test_a_share_and_a_number_are_written_as_in_the_language(nl: Tongue, en: Tongue) -> None:
    assert (nl.percent(Decimal(75)), en.percent(Decimal(75))) == ("75%", "75%")
    assert (nl.percent(Decimal("37.5")), en.percent(Decimal("37.5"))) == ("37,5%", "37.5%")
    assert (nl.number(1234), en.number(1234)) == ("1.234", "1,234")


def test_languages_cities_and_places_have_names(nl: Tongue, en: Tongue) -> None:
    assert (nl.autonym, en.autonym) == ("Nederlands", "English")
    assert (nl.name_of("en"), en.name_of("nl"), nl.name_of("xx")) == ("Engels", "Dutch", "xx")
    assert (nl.city("Europe/Brussels"), en.city("Europe/Brussels")) == ("Brussel", "Brussels")
    assert (nl.place("BE", {}), en.place("BE", {})) == ("België", "Belgium")
    assert nl.place("BE-VLG", {"BE-VLG": "Vlaanderen"}) == "Vlaanderen"
    assert nl.place("BE-XXX", {}) == "BE-XXX"


def test_the_words_of_both_languages_are_whole() -> None:
    found = find_words([WORDS])
    tongues = {code: tongue(path) for code, path in found.items()}
    assert words_left_out(tongues, {code: path.name for code, path in found.items()}) == []
    assert bad_path_words(tongues) == []


def test_a_word_file_of_the_catalogue_takes_the_place_of_that_of_the_program(tmp_path: Path) -> None:
    own = written(tmp_path, HEADER)
    assert find_words([WORDS, tmp_path]) == {"en": WORDS / "en.po", "nl": own}


def test_a_word_has_a_form_for_one_and_for_more(tmp_path: Path) -> None:
    calls = 'msgid "calls"\nmsgid_plural "calls"\nmsgstr[0] "{n} oproep"\nmsgstr[1] "{n} oproepen"\n'
    found = tongue(written(tmp_path, HEADER + PLURALS + "\n" + calls))
    assert [found.text("calls", n=n) for n in (0, 1, 2, 1234)] == [
        "0 oproepen",
        "1 oproep",
        "2 oproepen",
        "1.234 oproepen",
    ]


def test_a_language_may_have_three_forms(tmp_path: Path) -> None:
    header = HEADER.replace("nl_BE", "pl_PL") + (
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n'
    )
    calls = (
        'msgid "calls"\nmsgid_plural "calls"\nmsgstr[0] "{n} nabór"\nmsgstr[1] "{n} nabory"\nmsgstr[2] "{n} naborów"\n'
    )
    found = tongue(written(tmp_path, header + "\n" + calls, "pl"))
    assert [found.text("calls", n=n) for n in (1, 3, 5)] == ["1 nabór", "3 nabory", "5 naborów"]


def test_what_is_filled_into_a_word_is_escaped_for_a_template(tmp_path: Path) -> None:
    found = tongue(written(tmp_path, HEADER + '\nmsgid "by"\nmsgstr "Door <{who}>"\n'))
    assert found("by", who="<b>") == Markup("Door <&lt;b&gt;>")
    assert found("by", who=Markup("<b>")) == Markup("Door <<b>>")
    assert found.text("by", who="<b>") == "Door <<b>>"


def test_a_word_that_is_not_there_is_named(nl: Tongue) -> None:
    with pytest.raises(MissingWord, match=r"templates/words/nl\.po has no ‘nothing’"):
        nl.text("nothing")


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "words-form"),
        ('msgid "a"\nmsgstr "b"\n', 1, "words-form"),
        (HEADER.replace("nl_BE", "xx_YY"), 1, "words-form"),
        (HEADER.replace("nl_BE", ""), 1, "words-form"),
        (HEADER.replace("utf-8", "klingon"), 1, "words-form"),
        (HEADER + '"Plural-Forms: nplurals=2; plural=(n != ;\\n"\n\nmsgid "a"\nmsgid_plural "a"\nmsgstr[0] "b"\nmsgstr[1] "c"\n',
         1, "words-form"),
        (HEADER + '\nmsgid "a"\nmsgstr "b"\n\nfout\n', 9, "words-form"),
        (HEADER + '\nmsgid "a"\nmsgstr "b {"\n', 6, "words-brace"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_word_file_is_named_at_its_line(tmp_path: Path, text: str, line: int, code: str) -> None:
    _, problems = read_tongue(written(tmp_path, text), "templates/words/nl.po")
    (found,) = problems
    assert (found.file, found.line, found.code) == ("templates/words/nl.po", line, code)
    assert found.fix


def test_a_word_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nl.po"
    path.write_bytes((HEADER + '\nmsgid "a"\nmsgstr "é"\n').encode("latin-1"))
    _, problems = read_tongue(path, "templates/words/nl.po")
    assert [(each.code, each.fix) for each in problems] == [("words-form", "Save it as UTF-8.")]


@pytest.mark.parametrize("name", ["nl_BE", "nl-BE", "data", "NL", "nl.old"])
def test_a_word_file_is_named_after_its_language(tmp_path: Path, name: str) -> None:
    found, problems = read_tongue(written(tmp_path, HEADER, name), f"templates/words/{name}.po")
    assert found is None
    assert [(each.file, each.code, each.message, each.fix) for each in problems] == [
        (
            f"templates/words/{name}.po",
            "words-form",
            f"‘{name}.po’ is not named after a language.",
            "Rename it to nl.po; the locale stands in its header.",
        )
    ]


def two(tmp_path: Path, one: str, other: str) -> dict[str, Tongue]:
    return {
        code: tongue(written(tmp_path, HEADER + PLURALS + text, code)) for code, text in (("nl", one), ("en", other))
    }


FILES = {"nl": "templates/words/nl.po", "en": "templates/words/en.po"}


@pytest.mark.parametrize("lacking", ["", '\nmsgid "b"\nmsgstr ""\n', '\n#, fuzzy\nmsgid "b"\nmsgstr "c"\n'])
def test_a_word_that_one_language_lacks_is_named(tmp_path: Path, lacking: str) -> None:
    word = '\nmsgid "a"\nmsgstr "a"\n'
    tongues = two(tmp_path, word + '\nmsgid "b"\nmsgstr "b"\n', word + lacking)
    (found,) = words_left_out(tongues, FILES)
    assert (found.file, found.code, found.message) == (
        "templates/words/en.po",
        "words-missing",
        "1 words are missing: b.",
    )


def test_a_word_that_fills_in_something_else_is_named(tmp_path: Path) -> None:
    tongues = two(tmp_path, '\nmsgid "a"\nmsgstr "door {who}"\n', '\nmsgid "a"\nmsgstr "by {whom}"\n')
    found = words_left_out(tongues, FILES)
    assert [(each.file, each.code, each.message) for each in found] == [
        ("templates/words/en.po", "words-parts", "‘a’ lacks {who}, which another language has."),
        ("templates/words/nl.po", "words-parts", "‘a’ lacks {whom}, which another language has."),
    ]


def test_a_plural_form_may_leave_out_the_number(tmp_path: Path) -> None:
    word = '\nmsgid "a"\nmsgid_plural "a"\nmsgstr[0] "één oproep"\nmsgstr[1] "{n} oproepen"\n'
    assert words_left_out(two(tmp_path, word, word.replace("één", "{n}")), FILES) == []


@pytest.mark.parametrize("word", ["Oproepen", "open oproepen", "thema’s", "../weg", "a/b", "a.html"])
def test_a_word_of_an_address_is_a_slug(tmp_path: Path, word: str) -> None:
    tongues = two(tmp_path, f'\nmsgid "path-calls"\nmsgstr "{word}"\n', '\nmsgid "path-calls"\nmsgstr "calls"\n')
    (found,) = bad_path_words(tongues)
    assert (found.file, found.code) == ("templates/words/nl.po", "path-word")
    assert found.fix == "Let path-calls be a-z, 0-9 and ‘-’ alone."
