"""What must hold between records, and within one: each rule is a generator whose docstring is the rule.

A rule looks at one entry, at one call in its place, or at all of them together; `check` answers all problems at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.entry import Entry
from oproep.catalogue.linked import LinkedCall
from oproep.catalogue.rules_of_age import CALL_RULES_OF_AGE, ENTRY_RULES_OF_AGE
from oproep.catalogue.rules_of_links import ENTRY_RULES_OF_LINKS
from oproep.catalogue.rules_of_money import ENTRY_RULES_OF_MONEY
from oproep.catalogue.rules_of_time import CALL_RULES_OF_TIME, ENTRY_RULES_OF_TIME
from oproep.catalogue.rules_of_titles import titles_differ
from oproep.catalogue.rules_of_use import contact_is_used, fund_has_calls
from oproep.catalogue.rules_of_words import ENTRY_RULES_OF_WORDS, languages_have_words
from oproep.catalogue.values import entries_of, found
from oproep.model.keys import key_references
from oproep.model.problem import Problem, did_you_mean, which_of
from oproep.model.shape import DEVICES, taken_by


def check(catalogue: Catalogue) -> list[Problem]:
    """Every problem that the rules find, in the order of files."""
    calls = chain.from_iterable(check_call(catalogue, call) for call in catalogue.calls.values())
    entries = chain.from_iterable(check_entry(catalogue, entry) for entry in entries_of(catalogue))
    return sorted(chain(calls, entries, check_together(catalogue)))


def check_call(catalogue: Catalogue, call: LinkedCall) -> Iterator[Problem]:
    """What is wrong with one call in its place."""
    yield from check_entry(catalogue, call.entry)
    for rule in CALL_RULES:
        yield from rule(catalogue, call)


def check_entry(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """What is wrong with one entry in its place."""
    for rule in ENTRY_RULES:
        yield from rule(catalogue, entry)


def check_together(catalogue: Catalogue) -> Iterator[Problem]:
    """What is wrong with entries only because there are others."""
    for rule in RULES:
        yield from rule(catalogue)


def names_what_exists(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A slug names a record that is there."""
    known: dict[str, Any] = {
        "funds": catalogue.funds,
        "themes": catalogue.themes,
        "beneficiaries": catalogue.beneficiaries,
        "contacts": catalogue.contacts,
    }
    for path, kind, slug in key_references(entry.facts):
        if kind in known and slug not in known[kind]:
            message = f"There is no content/{kind}/{slug}.md."
            yield found(entry, "dangling-slug", message, which_of(slug, titles_of(known[kind])), path)


def titles_of(entries: Mapping[str, Entry[Any]]) -> dict[str, str]:
    """What records are called in every language, by their names; of a contact its body and its person."""
    return {slug: "\n".join(called(entry)) for slug, entry in entries.items()}


def called(entry: Entry[Any]) -> Iterator[str]:
    """Every title of a record."""
    yield from (wording.title for wording in entry.wordings.values())
    if entry.kind == "contacts":
        yield from (text for _, text in entry.facts.organisation.texts) if entry.facts.organisation else ()
        yield entry.facts.person or ""


def names_known_regions(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A region has a name in site.toml."""
    regions = dict(catalogue.settings.regions)
    for position, place in enumerate(getattr(entry.facts, "countries", ())):
        if "-" in place and place not in regions:
            message = f"The region ‘{place}’ has no name yet."
            fix = f"Name it in content/site.toml under [regions]. {did_you_mean(place, regions)}"
            yield found(entry, "unknown-region", message, fix, ("countries", position))


def identifier_is_unique(catalogue: Catalogue) -> Iterator[Problem]:
    """No two calls have the same official code."""
    seen: dict[str, str] = {}
    for slug in sorted(catalogue.briefs):
        code = catalogue.briefs[slug].identifier
        if code and seen.setdefault(code.casefold(), slug) != slug:
            message = f"‘{code}’ is the identifier of {seen[code.casefold()]}.md as well."
            entry = catalogue.calls[slug].entry
            yield found(entry, "duplicate-identifier", message, "Correct one of them.", ("identifier",))


def alias_is_free(catalogue: Catalogue) -> Iterator[Problem]:
    """An old name is one that a file can have, and not that of another record of the same kind, nor its old name."""
    named = [catalogue.calls[slug].entry for slug, brief in catalogue.briefs.items() if brief.aliases]
    named.extend(entry for entry in entries_of(catalogue) if getattr(entry.facts, "aliases", ()))
    led: dict[tuple[str, str], str] = {}
    for entry in sorted(named, key=lambda each: (each.kind, each.slug)):
        for position, alias in enumerate(entry.facts.aliases):
            if alias in DEVICES:
                message = f"‘{alias}’ is {taken_by(alias)}, so that no file can have this name."
                yield found(entry, "alias-taken", message, "Remove it here.", ("aliases", position))
            there = alias in catalogue.of_kind(entry.kind)
            owner = alias if there else led.setdefault((entry.kind, alias), entry.slug)
            if owner != entry.slug or there:
                message = f"‘{alias}’ already leads to {owner}.md."
                yield found(entry, "alias-taken", message, "Remove it here.", ("aliases", position))


def contact_has_a_name(catalogue: Catalogue, entry: Entry[Any]) -> Iterator[Problem]:
    """A contact names a body or a person."""
    if entry.kind == "contacts" and not (entry.facts.organisation or entry.facts.person):
        fix = "Add ‘organisation:’ or ‘person:’."
        yield found(entry, "nameless", "This contact has no name.", fix, ())


EntryRule = Callable[[Catalogue, Entry[Any]], Iterator[Problem]]
CallRule = Callable[[Catalogue, LinkedCall], Iterator[Problem]]
ENTRY_RULES: tuple[EntryRule, ...] = (
    names_what_exists,
    names_known_regions,
    contact_has_a_name,
    *ENTRY_RULES_OF_MONEY,
    *ENTRY_RULES_OF_TIME,
    *ENTRY_RULES_OF_AGE,
    *ENTRY_RULES_OF_LINKS,
    *ENTRY_RULES_OF_WORDS,
)
CALL_RULES: tuple[CallRule, ...] = (*CALL_RULES_OF_TIME, *CALL_RULES_OF_AGE)
RULES: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    identifier_is_unique,
    alias_is_free,
    titles_differ,
    contact_is_used,
    fund_has_calls,
    languages_have_words,
)
