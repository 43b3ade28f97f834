"""Lines of a text beside a budget: what they give as its total or its limits, and is another amount there.

The words by which a text says so are known in Dutch and English; in another language nothing is found until its words
stand here too. What is not plainly about the whole call, or plainly about one project, is let be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from oproep.catalogue.rules_of_money import amounts_of
from oproep.model.amounts import Mention, amounts_in, is_named_in
from oproep.model.budget import Budget
from oproep.model.money import Money

NEAR = 40  # letters between an amount and what says that it is the total
MOST = 50  # amounts of one sentence that are looked at
SENTENCE_ENDS = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z‘“(])")


class Words(NamedTuple):
    """The words of a language that say what an amount is."""

    total: re.Pattern[str]
    part: re.Pattern[str]  # with these the sentence is about less than the whole call, or about more
    project: re.Pattern[str]
    most: re.Pattern[str]
    least: re.Pattern[str]


def words(total: str, part: str, project: str, most: str, least: str) -> Words:
    """The words as patterns; each may be followed by an ending."""
    return Words(*(re.compile(rf"\b(?:{each})", re.IGNORECASE) for each in (total, part, project, most, least)))


SAID = {
    "nl": words(
        total="totaal|totale|totaalbudget|het budget|budget (?:is|van|bedraagt)|beschikbaar|te verdelen",
        part="waarvan|daarvan|deel\\b|delen\\b|luik|per\\b|elk|ieder|onderde|fonds|programma|jaar|lidsta|vorig|eerder|"
        "cofinancier|rest\\b|projectkost",
        project="per (?:project|voorstel|aanvraag|subsidie)|(?:elk|ieder) (?:project|voorstel)",
        most="ten hoogste|hoogstens|maximaal|maximum|maximale|niet meer dan",
        least="ten minste|minstens|minimaal|minimum|minimale",
    ),
    "en": words(
        total="total|the budget|budget (?:is|of)|available|to be divided",
        part="of which|part\\b|parts\\b|strand|per\\b|each|every|fund\\b|programme|year|annual|member state|previous|"
        "earlier|co-financ|rest\\b|remain|project cost",
        project="per (?:project|proposal|application|grant)|(?:each|every) (?:project|proposal|grant)",
        most="at most|up to|maxim|no more than|not exceed",
        least="at least|minim|no less than",
    ),
}


def contradictions(
    blocks: Iterable[str], plain: Callable[[str], str], language: str, budget: Budget
) -> Iterator[tuple[Mention, str, Money]]:
    """Every amount that is given as something of which the budget knows another, with what that is, and the other.

    `plain` makes words of a block; most blocks name no currency, and are let be as they are.
    """
    known = [money for _, money in amounts_of(budget)]
    said = SAID.get(language)
    if not known or not said:
        return
    currency = known[0].currency
    for block in blocks:
        if not is_named_in(block, currency):
            continue
        for sentence in SENTENCE_ENDS.split(plain(block)):
            if not (said.total.search(sentence) or said.project.search(sentence)):
                continue  # nothing in it is given as either
            mentions = list(islice(amounts_in(sentence, language, currency), MOST))
            for before, mention, after in around(mentions, len(sentence)):
                beside = sentence[before : mention.start], sentence[mention.end : after]
                what, meant = meaning(said, sentence, *beside, budget)
                if meant and not any(mention.says(money) for money in known):
                    yield mention, what, meant


def around(mentions: list[Mention], length: int) -> Iterator[tuple[int, Mention, int]]:
    """Each with the end of the one before it and the start of the one after it."""
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions[1:]), length]
    yield from zip(ends, mentions, starts, strict=False)


def meaning(said: Words, sentence: str, before: str, after: str, budget: Budget) -> tuple[str, Money | None]:
    """What an amount is said to be by what stands before and after it, and what the budget says that is."""
    if said.project.search(sentence):
        if budget.grant and said.most.search(before):
            return "the most for a project", budget.grant.max
        if budget.grant and said.least.search(before):
            return "the least for a project", budget.grant.min
    elif said.total.search(f"{before[-NEAR:]} {after[:NEAR]}") and not said.part.search(sentence):
        return "the total", budget.total
    return "", None
