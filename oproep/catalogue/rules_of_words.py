"""What must hold of languages: each rule is a generator whose docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.values import hint
from oproep.model.keys import Key
from oproep.model.problem import Fault, Path, Problem, did_you_mean
from oproep.model.words import ISO_639_1, Label, LabelShape, SearchWords, one_letter_apart

SITE = "content/site.toml"
TOLD_BY_IMPORTS = "changes"
AMOUNT = re.compile(r"\b[A-Z]{3} [0-9]{1,3}(?: [0-9]{3})+\b")  # as the keys of money are written
AS_AT_THE_SOURCE = frozenset(
    {"official_title", "types_of_action", "source"}
)  # keys whose words may stand as somebody else wrote them


def languages_have_words(catalogue: Catalogue) -> Iterator[Problem]:
    """Every language that site.toml names has a word file."""
    for code in catalogue.settings.languages:
        if code not in catalogue.languages:
            message = f"‘languages’ names ‘{code}’, which has no word file that can be read."
            near = next((known for known in catalogue.languages if one_letter_apart(code, known)), None)
            meant = f" Did you mean ‘{near}’?" if near else ""
            fix = f"Add templates/words/{code}.po, or take ‘{code}’ out of ‘languages’.{meant}"
            yield Problem(file=SITE, line=1, column=1, code="language", message=message, fix=fix)


def worded(entry: Entry[Any]) -> Iterator[tuple[Path, Key, tuple[str, ...]]]:
    """Every group of words by language in a record, with the languages it has; a name that has none is left out."""
    for path, key, value in entry.values:
        if isinstance(value, Label):
            pairs = value.texts
        elif isinstance(key.shape, SearchWords):
            pairs = value
        else:
            continue
        if codes := tuple(dict.fromkeys(code for code, _ in pairs if code != "und")):
            yield path, key, codes


def mistyped(codes: tuple[str, ...], key: Key, languages: tuple[str, ...]) -> dict[str, str]:
    """The codes that name no language, or probably another than was meant; each with what to write instead.

    A real language is let be where words are a name, and where it is far from every language that is missing:
    a source may be in any.
    """
    missing = [language for language in languages if language not in codes]
    name = isinstance(key.shape, LabelShape) and key.shape.plain
    wrong: dict[str, str] = {}
    for code in codes:
        near = next((language for language in missing if one_letter_apart(code, language)), None)
        real = code in ISO_639_1 or (len(code) == 3 and not near)
        if code not in languages and (not real or (near and not name)):
            wrong[code] = f"Did you mean ‘{near}’?" if near else did_you_mean(code, languages)
    return wrong


def words_are_in_a_language(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """The language of a label is one of the catalogue's, or another that is really meant."""
    for path, key, codes in worded(entry):
        for code, fix in mistyped(codes, key, catalogue.languages).items():
            message = f"‘{code}’ is not a language of this catalogue."
            there = (*path, code)
            fault = Fault(code="label-language", message=message, fix=fix, path=there, at_key=True)
            yield entry.source.problem(fault)


def words_are_in_every_language(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A label has words in every language of the catalogue, unless they are quoted from the source."""
    for path, key, codes in worded(entry):
        missing = [language for language in catalogue.languages if language not in codes]
        exempt = key.name in AS_AT_THE_SOURCE or isinstance(key.shape, SearchWords)
        if missing and not exempt and not mistyped(codes, key, catalogue.languages):
            message = f"‘{key.name}’ has no words in {', '.join(f'‘{code}’' for code in missing)}."
            fix = f"Add {', '.join(f'‘{code}: …’' for code in missing)}; readers are shown ‘{codes[0]}’ until then."
            yield hint(entry, "label-missing", message, fix, path)


def amounts_are_written_for_readers(_catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """An amount inside words is written as readers write it: a page shows words as they were typed."""
    for path, key, value in entry.values:
        if isinstance(value, Label) and key.name not in AS_AT_THE_SOURCE and path[0] != TOLD_BY_IMPORTS:
            for code, text in value.texts:
                if typed := AMOUNT.search(text):
                    message = f"‘{typed[0]}’ stands in words, which are shown as they are typed."
                    fix = "Write it as it is read in that language: ‘5 miljoen euro’, ‘€5 million’."
                    yield hint(entry, "money-in-words", message, fix, (*path, code))


ENTRY_RULES_OF_WORDS = (words_are_in_a_language, words_are_in_every_language, amounts_are_written_for_readers)
