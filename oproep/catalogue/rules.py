"""What must hold between records, and within one: each rule is a generator whose docstring is the rule.

`check` runs every rule of RULES over the linked catalogue and answers all problems at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from oproep.catalogue.catalogue import Catalogue
from oproep.catalogue.rules_of_time import RULES_OF_TIME
from oproep.catalogue.rules_of_words import RULES_OF_WORDS
from oproep.catalogue.values import entries_of, found
from oproep.model.budget import Budget
from oproep.model.keys import key_references
from oproep.model.money import Money
from oproep.model.problem import Path, Problem, did_you_mean
from oproep.model.shape import DEVICES, taken_by


def check(catalogue: Catalogue) -> list[Problem]:
    """Every problem that the rules find, in the order of files."""
    return sorted(chain.from_iterable(rule(catalogue) for rule in RULES))


def names_what_exists(catalogue: Catalogue) -> Iterator[Problem]:
    """A slug names a record that is there."""
    known: dict[str, Any] = {
        "funds": catalogue.funds,
        "themes": catalogue.themes,
        "beneficiaries": catalogue.beneficiaries,
        "contacts": catalogue.contacts,
    }
    for entry in entries_of(catalogue):
        for path, kind, slug in key_references(entry.facts):
            if kind in known and slug not in known[kind]:
                message = f"There is no content/{kind}/{slug}.md."
                yield found(entry, "dangling-slug", message, did_you_mean(slug, known[kind]), path)


def names_known_regions(catalogue: Catalogue) -> Iterator[Problem]:
    """A region has a name in site.toml."""
    regions = dict(catalogue.settings.regions)
    for entry in entries_of(catalogue):
        for position, place in enumerate(getattr(entry.facts, "countries", ())):
            if "-" in place and place not in regions:
                message = f"The region ‘{place}’ has no name yet."
                fix = f"Name it in content/site.toml under [regions]. {did_you_mean(place, regions)}"
                yield found(entry, "unknown-region", message, fix, ("countries", position))


def identifier_is_unique(catalogue: Catalogue) -> Iterator[Problem]:
    """No two calls have the same official code."""
    seen: dict[str, str] = {}
    for slug, call in sorted(catalogue.calls.items()):
        code = call.facts.identifier
        if code and code.casefold() in seen:
            other = seen[code.casefold()]
            message = f"‘{code}’ is the identifier of {other}.md as well."
            yield found(call.entry, "duplicate-identifier", message, "Correct one of them.", ("identifier",))
        elif code:
            seen[code.casefold()] = slug


def alias_is_free(catalogue: Catalogue) -> Iterator[Problem]:
    """An old name is one that a file can have, and not that of another record of the same kind, nor its old name."""
    taken = {(entry.kind, entry.slug): entry.slug for entry in entries_of(catalogue)}
    for entry in sorted(entries_of(catalogue), key=lambda each: (each.kind, each.slug)):
        for position, alias in enumerate(getattr(entry.facts, "aliases", ())):
            if alias in DEVICES:
                message = f"‘{alias}’ is {taken_by(alias)}, so that no file can have this name."
                yield found(entry, "alias-taken", message, "Remove it here.", ("aliases", position))
            owner = taken.setdefault((entry.kind, alias), entry.slug)
            if owner != entry.slug or alias == entry.slug:
                message = f"‘{alias}’ already leads to {owner}.md."
                yield found(entry, "alias-taken", message, "Remove it here.", ("aliases", position))


def contact_has_a_name(catalogue: Catalogue) -> Iterator[Problem]:
    """A contact names a body or a person."""
    for entry in catalogue.contacts.values():
        if not (entry.facts.organisation or entry.facts.person):
            fix = "Add ‘organisation:’ or ‘person:’."
            yield found(entry, "nameless", "This contact has no name.", fix, ())


def amounts_fit(catalogue: Catalogue) -> Iterator[Problem]:
    """Within one budget: one currency, no part above the total, the least grant not above the most."""
    for entry in entries_of(catalogue):
        budget: Budget | None = getattr(entry.facts, "budget", None)
        if budget is None:
            continue
        amounts = list(amounts_of(budget))
        first = amounts[0][1] if amounts else None
        for path, money in amounts:
            if first and money.currency != first.currency:
                message = f"{money} stands beside {first}."
                yield found(entry, "two-currencies", message, f"Write all amounts in {first.currency}.", path)
            elif budget.total and money.amount > budget.total.amount:
                message = f"{money} is more than the total, {budget.total}."
                yield found(entry, "above-total", message, "Correct one of the two.", path)
        grant = budget.grant
        if grant and grant.min and grant.max and grant.min.amount > grant.max.amount:
            message = f"The least, {grant.min}, is above the most, {grant.max}."
            yield found(entry, "grant-order", message, "Exchange the two.", ("budget", "grant", "min"))
        if budget.total is None:
            continue
        own = [part.amount.amount for part in budget.parts if part.amount.currency == budget.total.currency]
        parts = Money(budget.total.currency, sum(own, Decimal(0)))
        if len(own) > 1 and parts.amount > budget.total.amount:
            message = f"The parts add up to {parts}, more than the total, {budget.total}."
            yield found(entry, "above-total", message, "Correct a part or the total.", ("budget", "parts"))


def amounts_of(budget: Budget) -> Iterator[tuple[Path, Any]]:
    """Every amount of a budget with its place."""
    if budget.total:
        yield ("budget", "total"), budget.total
    for name in ("parts", "earmarked"):
        for position, share in enumerate(getattr(budget, name)):
            yield ("budget", name, position, "amount"), share.amount
    for name in ("min", "max"):
        if budget.grant and getattr(budget.grant, name):
            yield ("budget", "grant", name), getattr(budget.grant, name)


def cofinancing_rises(catalogue: Catalogue) -> Iterator[Problem]:
    """The co-financing rate of exceptional cases is not below the usual one."""
    for entry in entries_of(catalogue):
        budget: Budget | None = getattr(entry.facts, "budget", None)
        share = budget.cofinancing if budget else None
        if share and share.up_to is not None and share.up_to < share.rate:
            message = f"In exceptional cases it is up to {share.up_to}%, which is below the rate, {share.rate}%."
            path = ("budget", "cofinancing", "up_to")
            yield found(entry, "cofinancing-order", message, "Exchange the two, or correct one.", path)


RULES: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    names_what_exists,
    names_known_regions,
    identifier_is_unique,
    alias_is_free,
    contact_has_a_name,
    amounts_fit,
    cofinancing_rises,
    *RULES_OF_TIME,
    *RULES_OF_WORDS,
)
