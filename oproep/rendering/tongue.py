"""The words of one language, and its dates, amounts and names by CLDR.

The locale is that of its word file, for `en_BE` would write `250.000,00 €` where a British reader expects `€250,000`.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from markupsafe import Markup, escape

from oproep.model.moment import Moment
from oproep.model.money import Money

MOST_SHOWN = 20_000
HELP = "help"  # the context in which word files translate what the program says of the keys of the front matter
CODE = "code"  # and what it says of each code of a problem


class MissingWord(KeyError):
    """A page asks for a word that a word file does not have."""


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """One language."""

    code: str
    locale: Locale
    words: gettext.NullTranslations
    parts: Mapping[str, frozenset[str]]  # the words there are, each with what is filled into it
    plain: dict[str, str] = field(default_factory=dict, compare=False)  # words that nothing is filled into, once asked
    said: dict[str, Markup] = field(default_factory=dict, compare=False)  # the same for templates
    shown: dict[tuple[Any, ...], str] = field(default_factory=dict, compare=False)  # dates and amounts, once written

    @property
    def ids(self) -> AbstractSet[str]:
        """The words there are."""
        return self.parts.keys()

    def text(self, word: str, /, n: int | None = None, **parts: object) -> str:
        """The word with its parts filled in, as plain text; in the right number when `n` is given."""
        if n is None and not parts:
            if word not in self.plain:
                self.plain[word] = self.filled(word, None, {})
            return self.plain[word]
        return self.filled(word, n, parts)

    def filled(self, word: str, n: int | None, parts: Mapping[str, object]) -> str:
        """The word with its parts, looked up."""
        if word not in self.parts:
            raise MissingWord(f"templates/words/{self.code}.po has no ‘{word}’")
        if n is None:
            return self.words.gettext(word).format(**parts)
        return self.words.ngettext(word, word, n).format(n=format_decimal(n, locale=self.locale), **parts)

    def __call__(self, word: str, /, n: int | None = None, **parts: object) -> Markup:
        """The same for a template: the word and every part escaped, but for parts that are `Markup` already."""
        if not parts:
            if n is None:
                found = self.said.get(word)
                if found is None:
                    found = self.said[word] = Markup(self.text(word))  # noqa: S704 - a word file is the catalogue's own
                return found
            return Markup(self.text(word, n))  # noqa: S704 - a word file is the catalogue's own
        return Markup(self.text(word, n, **{name: escape(part) for name, part in parts.items()}))  # noqa: S704 - escaped here

    def help(self, sentence: str) -> str:
        """What the program says to editors, in this language where its word file has it, else as it was declared."""
        return self.words.pgettext(HELP, sentence)

    def explained(self, sentence: str) -> str:
        """The explanation of a code of a problem, in this language where its word file has it, else in English."""
        return self.words.pgettext(CODE, sentence)

    def forms(self, words: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Words that have plural forms, by CLDR category, with their number left open for the browser to fill in."""
        return {
            name: {category: self.words.ngettext(word, word, n) for category, n in self.examples.items()}
            for name, word in words.items()
        }

    @cached_property
    def examples(self) -> dict[str, int]:
        """A whole number of each CLDR plural category that has one below 120, the least of them."""
        return {self.locale.plural_form(n): n for n in reversed(range(120))}

    def left_open(self, word: str) -> str:
        """A word with its parts still to be filled in."""
        parts: dict[str, Any] = {part: f"{{{part}}}" for part in self.parts[word]}
        return self.text(word, **parts)

    @cached_property
    def autonym(self) -> str:
        """What the language calls itself."""
        name = Locale(self.locale.language).get_display_name() or self.code
        return name[:1].upper() + name[1:]

    def name_of(self, language: str) -> str:
        """What this language calls another."""
        return str(self.locale.languages.get(language, language))

    def day(self, day: date, *, short: bool = False) -> str:
        """A date in words: `31 March 2026`, or `31 Mar 2026`."""
        return self.once(("day", day, short), lambda: format_date(day, "medium" if short else "long", self.locale))

    def day_of_month(self, day: date) -> str:
        """A date where its year is known, with the day of the week: `Tue 31 Mar`."""
        return self.once(("day of month", day), lambda: format_skeleton("MMMEd", day, locale=self.locale))

    def month(self, day: date, *, short: bool = False) -> str:
        """The month of a date: `March 2026`, or `Mar` where its year is known."""
        pattern = "LLL" if short else "LLLL y"
        return self.once(("month", day, short), lambda: format_date(day, pattern, self.locale))

    def once(self, what: tuple[Any, ...], write: Callable[[], str]) -> str:
        """What `write` answers, kept for the next time: a catalogue has fewer dates than places to show them."""
        found = self.shown.get(what)
        if found is None:
            if len(self.shown) >= MOST_SHOWN:
                self.shown.clear()
            found = self.shown[what] = write()
        return found

    def moment(self, moment: Moment, *, short: bool = False) -> str:
        """A date, with its time when it has one; the zone goes without saying."""
        day = self.day(moment.day, short=short)
        if moment.time is None or short:
            return day
        return self.text("at-time", day=day, time=self.figures(moment.time))

    def clock(self, at: time) -> str:
        """A time of a day that was said before."""
        return self.text("time-of-day", time=self.figures(at))

    def figures(self, at: time) -> str:
        """A time by CLDR."""
        return self.once(("time", at), lambda: str(format_time(at, "short", locale=self.locale)))

    def city(self, zone: str) -> str:
        """What a reader calls the place whose time it is."""
        return self.once(("city", zone), lambda: str(get_timezone_location(zone, locale=self.locale, return_city=True)))

    def money(self, money: Money) -> str:
        """An amount by CLDR, without cents when there are none."""
        return self.once(("money", money.amount, money.currency), lambda: self.amount(money))

    def amount(self, money: Money) -> str:
        """An amount, written now."""
        pattern = self.locale.currency_formats["standard"].pattern.split(";")[0]
        if money.amount == money.amount.to_integral_value():
            pattern = pattern.replace(".00", "")
        if get_currency_symbol(money.currency, locale=self.locale)[-1].isalpha():
            pattern = pattern.replace("¤#", "¤\u00a0#")  # CLDR: a space between letters and figures
        return str(format_currency(money.amount, money.currency, pattern, locale=self.locale, currency_digits=False))

    def percent(self, percent: Decimal) -> str:
        """A percentage by CLDR."""
        return self.once(
            ("percent", percent), lambda: str(format_percent(percent / 100, "#,##0.##%", locale=self.locale))
        )

    def number(self, number: Decimal | int) -> str:
        """A number by CLDR."""
        return self.once(("number", number), lambda: str(format_decimal(number, locale=self.locale)))

    def place(self, code: str, regions: Mapping[str, str]) -> str:
        """A country, a union or a region by name."""
        if f"place-{code}" in self.ids:
            return self.text(f"place-{code}")
        return regions.get(code) or str(self.locale.territories.get(code, code))
