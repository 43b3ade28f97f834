"""From what an editor types for a place, a telephone, an address, a slug or a label, the value or the remedy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.model import KINDS
from oproep.model.contact import EMAIL, PLAIN_URL, TELEPHONE, URL, Contact, SlugOrContact
from oproep.model.hidden import FORBIDDEN, hidden_in
from oproep.model.keys import keys_of
from oproep.model.mark import single_spaced
from oproep.model.place import PLACE
from oproep.model.problem import Wrong
from oproep.model.settings import Settings
from oproep.model.shape import ListOf, Raw, Shape, SlugOf, Text
from oproep.model.topic import HASH, Translation
from oproep.model.words import LABEL, LANGUAGE, NAME, Label, SearchWords


def fault(shape: Shape[Any], raw: Raw) -> tuple[str, str]:
    with pytest.raises(Wrong) as caught:
        shape.read(raw)
    (found,) = caught.value.faults
    return found.code, found.fix


@pytest.mark.parametrize("code", ["BE", "NL", "BE-VLG", "FR-971", "EU", "EEA", "associated", "world", "NO", "XK"])
def test_a_place_is_a_code(code: str) -> None:
    assert PLACE.read(code) == code


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("be", "Write BE."),
        ("no", "Write NO."),
        ("UK", "Write GB."),
        ("EL", "Write GR."),
        ("eu", "Write EU."),
        ("World", "Write world."),
        ("België", "Write BE."),
        ("XX", "Write two capitals (BE), a region (BE-VLG), or EU, EEA, associated or world."),
        ("XX-VLG", "Write two capitals (BE), a region (BE-VLG), or EU, EEA, associated or world."),
        ("be-vlg", "Write two capitals (BE), a region (BE-VLG), or EU, EEA, associated or world."),
        ("Mars", "Write two capitals (BE), a region (BE-VLG), or EU, EEA, associated or world."),
    ],
)
def test_a_place_in_another_form_is_put_right(typed: str, fix: str) -> None:
    assert fault(PLACE, typed) == ("country-code", fix)


@pytest.mark.parametrize("typed", ["+32 2 500 24 60", "+3225002460", "  +32  474 21 30 14 ", "+1 202 555 0147"])
def test_a_telephone_is_international(typed: str) -> None:
    assert TELEPHONE.read(typed) == " ".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("02 500 24 60", "Write it with the country: +32 2 500 24 60."),
        ("02/500.24.60", "Write it with the country: +32 2 500 24 60."),
        ("0032 2 500 24 60", "Write +32 2 500 24 60."),
        ("+32 (0)2 500 24 60", "Write +32 2 500 24 60."),
        ("+32/2-500-24-60", "Write +32 2 500 24 60."),
        ("+32 2", "Write it with the country and spaces: +32 2 500 24 60."),
        ("01234567", "Write it with the country: +32 1234567."),
        ("+32 2 500 24 60 12345678", "Write it with the country and spaces: +32 2 500 24 60."),
        ("bel ons", "Write it with the country and spaces: +32 2 500 24 60."),
        ("+٣٢ 2 500 24 60", "Write it with the country and spaces: +32 2 500 24 60."),
        ("+32 2 500;ext=1", "Write it with the country and spaces: +32 2 500 24 60."),
    ],
)
def test_a_telephone_in_another_form_is_put_right(typed: str, fix: str) -> None:
    assert fault(TELEPHONE, typed) == ("phone-form", fix)


@settings(deadline=None)
@given(st.text("+0123456789 ()/.-", max_size=22))
def test_a_remedy_that_names_a_telephone_is_itself_one(typed: str) -> None:
    try:
        TELEPHONE.read(typed)
    except Wrong as error:
        TELEPHONE.read(error.faults[0].fix.rpartition("+")[1] + error.faults[0].fix.rpartition("+")[2].rstrip("."))


@pytest.mark.parametrize("typed", ["info@example.org", "o'brien+x@sub.example.co.uk"])
def test_an_e_mail_address_is_read(typed: str) -> None:
    assert EMAIL.read(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "info",
        "info@example",
        "a@b.be, c@d.be",
        "An <a@b.be>",
        "mailto:a@b.be",
        "a@b.be?cc=x@y.z",
        "a b@c.be",
        "a@b..be",
    ],
)
def test_what_is_no_e_mail_address_is_refused(typed: str) -> None:
    assert fault(EMAIL, typed) == ("email-form", "Write one address, such as info@example.org.")


@pytest.mark.parametrize("typed", ["https://example.org", "http://example.org/a?b=c&d#e", "https://[2001:db8::1]/x"])
def test_a_web_address_is_read(typed: str) -> None:
    assert URL.read(typed) == typed


WHOLE = "Write the whole address, beginning with https://."


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("www.example.org", "Write https://www.example.org."),
        ("example.org/call", "Write https://example.org/call."),
        ("javascript:alert(1)", WHOLE),
        ("JAVASCRIPT:alert(1)", WHOLE),
        ("data:text/html,x", WHOLE),
        ("vbscript:x", WHOLE),
        ("mailto:a@b.be", WHOLE),
        ("ftp://example.org", WHOLE),
        ("//example.org", WHOLE),
        ("https://", WHOLE),
        ("https:///path", WHOLE),
        ("http://[::1", WHOLE),
        ('https://example.org/"><script>', WHOLE),
        ("https://example.org/a b", "Write https://example.org/a%20b."),
        ("https://example.org/\u2028x", WHOLE),
        ("https://example.org\\@evil.org", WHOLE),
        ("https://example.org/" + "a" * 2000, WHOLE),
    ],
)
def test_what_is_no_web_address_is_refused(typed: str, fix: str) -> None:
    assert fault(URL, typed) == ("url-form", fix)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("Migratie", "Write migratie."),
        ("migratie.md", "Write migratie."),
        ("sociale inclusie", "Write sociale-inclusie."),
        ("België", "Write belgie."),
        ("-a--b-", "Write a-b."),
        ("../themes/migratie", "Write themes-migratie."),
        ("…", "Write a-z, 0-9 and ‘-’ alone."),
        ("a" * 81, f"Write {'a' * 80}."),
    ],
)
def test_what_is_no_slug_is_put_right(typed: str, fix: str) -> None:
    assert fault(SlugOf("themes"), typed) == ("slug-form", fix)


def test_a_slug_says_which_record_it_names() -> None:
    shape = ListOf(SlugOf("themes"))
    assert list(shape.references(shape.read(["a", "b"]))) == [((0,), "themes", "a"), ((1,), "themes", "b")]


def test_a_slug_is_a_list_of_one() -> None:
    assert ListOf(SlugOf("themes")).read("a") == ("a",)


def test_a_list_names_each_item_that_is_wrong_and_each_that_stands_twice() -> None:
    with pytest.raises(Wrong) as caught:
        ListOf(SlugOf("themes")).read(["a", "B", "a", ["c"]])
    assert [(found.path, found.code) for found in caught.value.faults] == [
        ((1,), "slug-form"),
        ((2,), "twice"),
        ((3,), "not-text"),
    ]


def test_a_list_has_an_end() -> None:
    assert fault(ListOf(LANGUAGE, most=2), ["nl", "en", "fr"]) == ("too-many", "Keep the 2 that matter most.")


@pytest.mark.parametrize(
    "hidden", [*map(chr, (0, 0x0D, 0x1B, 0x7F, 0x85, 0x200E, 0x202E, 0x2066, 0x061C, 0xFEFF, 0xE0041))]
)
def test_a_hidden_character_is_refused_in_any_text(hidden: str) -> None:
    assert fault(Text(), f"a{hidden}b") == ("hidden-character", "Type the text anew.")


def test_text_is_one_line_with_single_spaces() -> None:
    assert Text().read("  een\n twee\u2028drie\tvier ") == "een twee drie vier"


def test_text_has_a_longest_length() -> None:
    assert fault(Text(5), "abcdef") == ("too-long", "Shorten it to 5 characters.")
    assert fault(Text(), " \n ") == ("empty", "Write some words, or remove the key.")


@pytest.mark.parametrize("typed", ["NL", "nl-BE", "n", "dutch", "1", "nl\n"])
def test_a_language_is_its_code(typed: str) -> None:
    if typed == "nl\n":
        assert LANGUAGE.read(typed) == "nl"
    else:
        assert fault(LANGUAGE, typed) == ("language-code", "Write two small letters: nl, en, fr.")


def test_a_label_holds_words_by_language() -> None:
    label = LABEL.read({"nl": "Eerste ronde", "en": "First round"})
    assert label.best(["en"]) == ("First round", "en")
    assert label.best(["fr", "nl"]) == ("Eerste ronde", "nl")
    assert label.best(["fr"]) == ("Eerste ronde", "nl")
    assert LABEL.data(label) == {"nl": "Eerste ronde", "en": "First round"}


def test_a_name_is_the_same_in_every_language() -> None:
    name = NAME.read("FOD Binnenlandse Zaken")
    assert name == Label((("und", "FOD Binnenlandse Zaken"),))
    assert name.best(["fr"]) == ("FOD Binnenlandse Zaken", "und")
    assert NAME.data(name) == "FOD Binnenlandse Zaken"


@pytest.mark.parametrize(
    ("raw", "code", "fix"),
    [
        ("Eerste ronde", "label-language", "Say in which language: {nl: Eerste ronde, en: …}."),
        (["a"], "label-language", "Say in which language: {nl: …, en: …}."),
        ({}, "empty", "Write them by language: {nl: …, en: …}."),
        ({"nl": ""}, "empty", "Write some words, or remove the key."),
        ({"NL": "x"}, "language-code", "Write two small letters: nl, en, fr."),
    ],
)
def test_a_label_without_its_language_is_put_right(raw: Raw, code: str, fix: str) -> None:
    assert fault(LABEL, raw) == (code, fix)


def test_search_words_are_for_one_language_or_all() -> None:
    shape = SearchWords()
    assert shape.read(["a", "b"]) == (("und", "a"), ("und", "b"))
    found = shape.read({"nl": ["a"], "en": "b"})
    assert found == (("nl", "a"), ("en", "b"))
    assert shape.data(found) == {"nl": ["a"], "en": ["b"]}


def test_every_search_word_that_is_wrong_is_named_at_its_place() -> None:
    with pytest.raises(Wrong) as caught:
        SearchWords().read({"nl": ["a", "b" * 81], "EN": ["c"], "fr": ["", ["d"]]})
    assert [(found.path, found.code) for found in caught.value.faults] == [
        (("nl", 1), "too-long"),
        (("EN",), "language-code"),
        (("fr", 0), "empty"),
        (("fr", 1), "not-text"),
    ]


def test_a_contact_is_a_slug_or_written_out() -> None:
    assert SlugOrContact().read("vleva") == "vleva"
    assert SlugOrContact().data(SlugOrContact().read({"person": "An Peeters"})) == {"person": "An Peeters"}


@given(st.from_regex(PLAIN_URL, fullmatch=True))
def test_a_plain_web_address_is_one(typed: str) -> None:
    parts = urlsplit(typed)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert not any(mark.isspace() or mark in "<>\"'`\\" for mark in typed)


def test_a_contact_without_a_name_is_refused() -> None:
    fix = "Add ‘organisation:’, ‘person:’ or ‘email:’."
    assert fault(SlugOrContact(), {"url": "https://b.be"}) == ("nameless", fix)
    assert SlugOrContact().read({"email": "a@b.be"}) == Contact(email="a@b.be")


def test_the_mark_of_an_original_is_eight_hex_digits() -> None:
    assert HASH.read("1f0c9a3e") == "1f0c9a3e"
    assert fault(HASH, "1F0C9A3E")[0] == fault(HASH, "today")[0] == "translates-form"


def test_every_forbidden_character_is_found_among_those_that_can_be_seen() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if FORBIDDEN.match(chr(code))]
    assert len(every) > 200
    assert all(hidden_in(f"é\n{mark}x") for mark in every)
    assert not hidden_in("wat\té\u00a0\u2028\n’")


@given(st.text("ab \n\t\r\x0b\x1f\x85\u00a0\u2003\u2028\u3000é|", max_size=40))
def test_words_are_single_spaced_whatever_stands_between_them(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())


def shapes() -> Iterator[tuple[str, Shape[Any]]]:
    """Every shape that a key anywhere at the top of a record declares."""
    for record in (*KINDS.values(), Translation, Settings):
        for name, key in keys_of(record).items():
            yield f"{record.__name__}.{name}", key.shape


texts = st.text(max_size=30) | st.sampled_from(
    [
        "nl",
        "EUR 5",
        "2026-03-31 17:00",
        "rolling",
        "75%",
        "BE",
        "a",
        "https://a.be",
        "+32 2 500 24 60",
        "a@b.be",
        "1",
        "٣",
    ]
)
names = st.sampled_from(
    ["at", "stage", "nl", "en", "total", "parts", "label", "amount", "rate", "person", "url", "title", "?"]
)
raws: st.SearchStrategy[Raw] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names | st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("shape", [shape for _, shape in shapes()], ids=[name for name, _ in shapes()])
def test_a_reader_answers_a_value_or_wrong_and_nothing_else(shape: Shape[Any]) -> None:
    @settings(max_examples=20, deadline=None)
    @given(raws)
    def read(raw: Raw) -> None:
        try:
            value = shape.read(raw)
        except Wrong as error:
            assert error.faults
            for each in error.faults:
                assert each.message
                assert each.fix
                assert not FORBIDDEN.search(each.code)
        else:
            shape.data(value)
            list(shape.references(value))

    read()
