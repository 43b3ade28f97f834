"""The view of a call's page becomes what a shortlist compares of it: line by line, in the words of that page.

A line is `text`, and what there is of `lang`; the moment it names (`iso`) and what it becomes (`later`); where it
leads, in the catalogue (`address`) or out of it (`url`); a `remark`; and, of a deadline, the day that it `was` before,
and the word that stands beside it once it is `past`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from oproep.rendering.pages import CallPage
from oproep.rendering.parts import BudgetView, DeadlineView, Fact, Shown
from oproep.rendering.tongue import Tongue
from oproep.rendering.words import TimedWords, Words

Line = dict[str, Any]
FACTS = frozenset({"opens", "beneficiaries", "countries", "fund", "themes", "identifier"})


def sheet_of(view: CallPage, tongue: Tongue) -> dict[str, Any]:
    """What its status hangs on (`moments`), its `lines` by fact, and `lang` where its title is in another language."""
    lines = {
        "deadline": list(deadline_lines(view.deadline)),
        "notice": [words_line(view.notice)] if view.notice else [],
        **dict(money_lines(view.budget, tongue)),
        **{fact.key: list(fact_lines(fact, tongue)) for fact in view.facts if fact.key in FACTS},
        "official": [{"text": urlsplit(view.source.url).hostname or "", "url": view.source.url}] if view.source else [],
        "verified": [{"text": view.verified.text, "iso": view.verified.iso}] if view.verified else [],
    }
    found = {
        "moments": view.standing.moments,
        "lang": view.title.lang,
        "lines": {key: of for key, of in lines.items() if of},
    }
    return {key: value for key, value in found.items() if value}


def line(text: str, **more: Any) -> Line:
    """A line with what there is of the rest."""
    return {"text": text, **{name: value for name, value in more.items() if value}}


def words_line(words: Words) -> Line:
    """A line of words that may be in another language."""
    return line(words.text, lang=words.lang)


def timed_line(words: TimedWords, **more: Any) -> Line:
    """A line that says something else from some moment on."""
    return line(words.text, iso=words.iso, later=words.later, **more)


def deadline_lines(of: DeadlineView) -> Iterator[Line]:
    """The sentence that the page begins with, then every stage or cut-off where there are several."""
    moved = [each.extended_from.text if each.extended_from else "" for each in of.lines]
    only = of.lines[0] if len(of.lines) == 1 else None  # of a single moment the sentence says all but this
    label = only.label.text if only and only.label else ""
    yield timed_line(of.sentence, was=moved[0] if only else "", remark="; ".join(filter(None, (label, of.note))))
    for each, was in zip(of.lines, moved, strict=True) if not only else ():
        text = f"{each.label.text}: {each.when.text}" if each.label else each.when.text
        yield line(
            text,
            lang=each.label.lang if each.label else None,
            iso=each.when.iso,
            was=was,
            past=timed_line(each.past) if each.past.text or each.past.later else None,
        )


def money_lines(of: BudgetView | None, tongue: Tongue) -> Iterator[tuple[str, list[Line]]]:
    """The total, what one project may ask, and the share that is paid."""
    if of is None:
        return
    if of.total:
        yield "total", [line(of.total)]
    if of.grant:
        yield "grant", [line(of.grant)]
    if of.cofinancing:
        remarks = [of.cofinancing_note.text if of.cofinancing_note else "", inherited(of.cofinancing_inherited, tongue)]
        share = tongue.text("at-most", rate=of.cofinancing)
        yield "cofinancing", [line(share, remark="; ".join(filter(None, remarks)))]


def fact_lines(fact: Fact, tongue: Tongue) -> Iterator[Line]:
    """The values of a fact; the last one says when the fund has said them."""
    last = len(fact.values) - 1
    for at, value in enumerate(fact.values):
        yield value_line(value, inherited(fact.inherited, tongue) if at == last else "")


def value_line(value: Shown, remark: str) -> Line:
    """A value of a fact."""
    remarks: Iterable[str] = (value.note.text if value.note else "", remark)
    return line(
        value.words.text,
        lang=value.words.lang,
        iso=value.iso,
        address=value.address,
        url=value.url,
        remark="; ".join(filter(None, remarks)),
    )


def inherited(by: Any, tongue: Tongue) -> str:
    """That the call itself is silent, and its fund said it."""
    return tongue.text("shortlist-inherited") if by else ""
