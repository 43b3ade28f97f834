"""What templates rely on: values that write themselves, and parts that are written once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from oproep.cache.ledger import for_once
from oproep.rendering.templates import Book, Compiled, Templates, safe
from oproep.rendering.words import TimedWords, When, Words, json_in_html
from tests.front_door import ROOT

EVIL = '<b title="\'">&'


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_what_a_template_writes_is_what_markupsafe_would_write(value: object) -> None:
    assert safe(value) == escape(value)


@given(st.lists(st.tuples(st.text(), st.text())))
def test_json_in_an_attribute_is_what_jinja_would_write(value: object) -> None:
    assert json_in_html(value) == htmlsafe_json_dumps(value)


def test_values_that_write_themselves_are_safe() -> None:
    shown = escape(EVIL)
    assert safe(Words(text=EVIL)) == shown
    assert safe(Words(text=EVIL, lang="fr")) == f'<span lang="fr">{shown}</span>'
    assert safe(When(text=EVIL, iso="2026-03-31")) == f'<time datetime="2026-03-31">{shown}</time>'
    timed = TimedWords(text=EVIL, later=(("2026-03-31T15:00:00Z", EVIL),))
    assert EVIL not in safe(timed)
    assert safe(timed).count("'") == 2, "of the attribute alone"


class Counting:
    """A macro that tells how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, *_: object) -> str:
        self.asked += 1
        return str(self.asked)


def test_a_part_is_written_once_for_each_value_folder_and_language() -> None:
    with for_once() as ledger:
        templates, macro = Templates([ROOT / "templates"], {}, {}, ledger), Counting()
        one, other = Words(text="x"), Words(text="y")

        def written(here: str, language: str, *shown: object) -> str:
            templates.stand(here)
            return str(templates.once(language, macro, *shown))

        assert written("nl/calls/a.html", "nl", one) == written("nl/calls/b.html", "nl", one) == "1"
        assert written("nl/calls/a.html", "nl", other) == "2"
        assert written("nl/funds/a.html", "nl", one) == "3", "links lead elsewhere from there"
        assert written("nl/calls/a.html", "en", one) == "4"
        assert written("nl/calls/a.html", "nl", one, 2) == "5", "at another level"


def test_a_template_is_made_ready_with_all_that_it_names() -> None:
    with for_once() as ledger:
        book = Book([str(ROOT / "templates")], Compiled(ledger))
        book.load("parts/call-row.html")
        assert {"parts/call-row.html", "parts/standing.html", "parts/deadline.html"} <= book.in_hand.keys()
