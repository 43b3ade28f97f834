"""A word file becomes a `Tongue`: the words of one language, and its dates, amounts and names by CLDR.

A language is there when `templates/words/<code>.po` is; its header names the CLDR locale to follow
(`Language: nl_BE`), for `en_BE` would write `250.000,00 €` where a British reader expects `€250,000`.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_location
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol
from markupsafe import Markup, escape

from oproep.model.moment import Moment
from oproep.model.money import Money
from oproep.model.problem import Problem, Wrong
from oproep.model.words import LANGUAGE

MOST_SHOWN = 20_000
# Babel takes a text without quotes and drops its first and last letter.
UNQUOTED = re.compile(r'^(?:msgid|msgid_plural|msgstr(?:\[\d+\])?)[ \t]+[^"\s]', re.MULTILINE)


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

    def forms(self, words: Mapping[str, str]) -> dict[str, dict[str, str]]:
        """Words that have plural forms, by CLDR category, with their number left open for the browser to fill in."""
        examples = {self.locale.plural_form(n): n for n in reversed(range(120))}
        return {
            name: {category: self.words.ngettext(word, word, n) for category, n in examples.items()}
            for name, word in words.items()
        }

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
        time = moment.time
        return self.text(
            "at-time", day=day, time=self.once(("time", time), lambda: format_time(time, "short", locale=self.locale))
        )

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


def find_words(folders: Iterable[Path]) -> dict[str, Path]:
    """The word file of each language; one in a later folder takes the place of one before."""
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.po"))}


def read_tongue(path: Path, file: str) -> tuple[Tongue | None, list[Problem]]:
    """The language of one word file, or what is wrong with the file."""
    header = "Give it a header with, for example, ‘Language: fr_BE’."
    try:
        if bare := UNQUOTED.search(text := path.read_text(encoding="utf-8-sig")):
            line = text.count("\n", 0, bare.start()) + 1
            return None, [problem(file, line, "words-form", "The text has no quotes.", 'Write msgstr "…".')]
        with path.open("rb") as source:
            catalog = read_po(source, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        compiled.seek(0)
        words = gettext.GNUTranslations(compiled)
    except PoFileError as error:
        line = (error.lineno or 0) + 1
        message = f"The line cannot be read: {re.sub(r' on [0-9]+$', '', str(error))}."
        return None, [problem(file, line, "words-form", message, 'Write msgid "…" and msgstr "…".')]
    except UnicodeDecodeError:
        return None, [problem(file, 1, "words-form", "The file is not UTF-8.", "Save it as UTF-8.")]
    except (UnknownLocaleError, LookupError, ValueError) as error:
        return None, [problem(file, 1, "words-form", f"The header cannot be read: {error}.", header)]
    if catalog.locale is None:
        return None, [problem(file, 1, "words-form", "The header names no language that CLDR knows.", header)]
    try:
        LANGUAGE.read(path.stem)
    except Wrong:
        message = f"‘{path.name}’ is not named after a language."
        fix = f"Rename it to {catalog.locale.language}.po; the locale stands in its header."
        return None, [problem(file, 1, "words-form", message, fix)]
    parts: dict[str, frozenset[str]] = {}
    problems = []
    for word in catalog:
        name, texts = forms_of(word)
        if name and all(texts) and not word.fuzzy:  # gettext passes over what is marked as fuzzy
            try:
                parts[name] = frozenset(part for text in texts for part in fields_of(text))
            except ValueError:
                found = f"‘{name}’ has a brace that is not of a part like ‘{{n}}’."
                fix = "Write ‘{{’ for a brace of the text itself."
                problems.append(problem(file, word.lineno or 1, "words-brace", found, fix))
    return Tongue(code=path.stem, locale=catalog.locale, words=words, parts=parts), problems


def forms_of(message: Message) -> tuple[str, tuple[str, ...]]:
    """The id of a word and its texts: one, or one for each plural form."""
    name = message.id if isinstance(message.id, str) else message.id[0]
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return name, tuple(text or "" for text in texts)


def fields_of(text: str) -> Iterator[str]:
    """The parts that are filled into a text, but for the number that a plural form may leave out."""
    yield from (name for _, name, _, _ in Formatter().parse(text) if name is not None and name != "n")


def words_left_out(tongues: Mapping[str, Tongue], files: Mapping[str, str]) -> list[Problem]:
    """Every language has every word, with the same parts to fill in: a page half in another language helps nobody."""
    everything = frozenset[str]().union(*(tongue.ids for tongue in tongues.values()))
    found = []
    for code, tongue in sorted(tongues.items()):
        if lacking := sorted(everything - tongue.ids):
            shown = ", ".join(lacking[:8]) + (", …" if len(lacking) > 8 else "")
            message = f"{len(lacking)} words are missing: {shown}."
            fix = "Add them; another word file shows what each says."
            found.append(problem(files[code], 1, "words-missing", message, fix))
        for name, parts in sorted(tongue.parts.items()):
            others = [other.parts[name] for other in tongues.values() if name in other.parts]
            if lost := sorted(frozenset[str]().union(*others) - parts):
                message = f"‘{name}’ lacks {', '.join(f'{{{part}}}' for part in lost)}, which another language has."
                fix = "Put it where it belongs, spelled as in the other word file."
                found.append(problem(files[code], 1, "words-parts", message, fix))
    return found


def problem(file: str, line: int, code: str, message: str, fix: str) -> Problem:
    """A problem in a word file."""
    return Problem(file=file, line=line, column=1, code=code, message=message, fix=fix)
