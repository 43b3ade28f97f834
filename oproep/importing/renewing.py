"""The text of a record and a draft of the same call become that text with the draft's facts, every word as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from oproep.importing.draft import Draft
from oproep.importing.writing import with_fact
from oproep.model.call import Call
from oproep.model.keys import keys_of
from oproep.model.moment import DAY, MOMENT
from oproep.model.money import MONEY
from oproep.model.problem import Wrong
from oproep.model.shape import Raw
from oproep.reading.frontmatter import decode, split, wrong_at
from oproep.reading.yaml import read_yaml

# The facts that a source is asked for again and again. All else in a record is the editor's.
OWNED = ("official_title", "identifier", "opens", "deadline", "budget", "types_of_action", "links")
IN_PARTS = {"budget": ("total", "grant", "expected_grants", "parts"), "links": ("source", "apply")}
LONGEST_SHOWN = 120  # twice, with the name of the key, it fits into a label
Say = Callable[[str, str, str], dict[str, str]]
"""A change in words by language, from the name of the key and its value before and after."""


class NewerHere(Exception):
    """The record was verified after the day of the answer, which says otherwise on these keys."""


def renewed(text: str, draft: Draft, seen: date, say: Say) -> tuple[str, tuple[str, ...]]:
    """The text of a record with the facts of the draft, and the keys that differ. Words and comments stay.

    WrongAt or Wrong when the record cannot be read or changed; NewerHere when it knows of a later day than `seen`.
    """
    held = held_in(text)
    facts = facts_to_write(held, draft)
    verified = held.get("verified")
    if verified and DAY.read(verified) > seen:
        if facts:
            raise NewerHere(f"it was verified on {verified}, after the answer, which differs in {', '.join(facts)}")
        return text, ()
    differing = tuple(facts)
    told = as_list(held.get("changes") or [])
    keys_of(Call)["changes"].shape.read(told)
    for name in differing:
        if held.get(name) not in (None, ""):
            was, now = shown(name, held[name]), shown(name, facts[name])
            change: Raw = {"date": seen.isoformat(), "what": dict(say(name, was, now))}
            if change not in told and was != now:
                told = [*told, change]
    if told != as_list(held.get("changes") or []):
        facts["changes"] = told
    if verified != seen.isoformat():
        facts["verified"] = seen.isoformat()
    fresh = text
    for name, value in facts.items():
        fresh = with_fact(fresh, name, value)
    if held_in(fresh) != {**held, **facts} or body_of(fresh) != body_of(text):
        fix = "Write every key on a line of its own."
        raise wrong_at("unusual-form", "Its keys are laid out in a way that cannot be changed from here.", fix, 1)
    return fresh, differing


def facts_to_write(held: Mapping[str, Any], draft: Draft) -> dict[str, Raw]:
    """The facts in which the source differs from a record and has the last word."""
    facts: dict[str, Raw] = {}
    for name in OWNED:
        if name in draft.facts and name not in as_list(held.get("corrected")):
            after = merged(name, held.get(name), draft.facts[name])
            if not same(name, held.get(name), after):
                facts[name] = after
    return facts


def held_in(text: str) -> dict[str, Raw]:
    """The keys of a record as typed, or WrongAt."""
    parts = split(decode(text.encode()))
    raw = read_yaml(parts.front, parts.front_line).raw
    if raw == "":
        return {}
    if not isinstance(raw, dict):
        raise wrong_at("not-keys", "There are no keys between its fences.", "Write ‘key: value’.", 1)
    return raw


def body_of(text: str) -> str:
    """The text below the keys."""
    return split(decode(text.encode())).body


def as_list(value: Any) -> list[Any]:
    """A list; a single value stands for a list of one."""
    return value if isinstance(value, list) else [value]


def merged(name: str, before: Any, after: Raw) -> Raw:
    """The value to write: what the source says, beside what only the editor's record says."""
    if name == "deadline":
        return merged_deadline(before, after)
    if name == "opens" and isinstance(before, str) and before[:10] == after:
        return before  # the source knows the day alone
    if not isinstance(after, dict):
        return after
    if name == "official_title":
        return {**before, **after} if isinstance(before, dict) else before if before in after.values() else after
    kept = before if isinstance(before, dict) else {}
    lead = {"total": before} if name == "budget" and isinstance(before, str) and before else {}
    whole = {
        **lead,
        **kept,
        **{key: value for key, value in after.items() if key in IN_PARTS.get(name, ()) or key not in kept},
    }
    if "parts" in after:
        whole["parts"] = merged_parts(kept.get("parts"), after["parts"])
    if isinstance(kept.get("grant"), dict) and isinstance(after.get("grant"), dict):
        whole["grant"] = merged_grant(kept["grant"], after["grant"])
    return whole


def merged_grant(before: Mapping[str, Any], after: Any) -> Raw:
    """What one project may ask: a limit on which the source is silent stays, unless the other one crosses it."""
    whole: dict[str, Raw] = {**before, **after}
    try:
        crossed = MONEY.read(whole["min"]).amount > MONEY.read(whole["max"]).amount
    except (KeyError, Wrong):
        return whole
    return after if crossed else whole


def merged_parts(before: Any, after: Any) -> Raw:
    """The parts of a budget with the source's amounts, and the words that an editor gave to each.

    A part is known again by a word of its label, else by its place when there are as many as before.
    """
    old = [part for part in as_list(before or []) if isinstance(part, dict) and isinstance(part.get("label"), dict)]
    found: list[Raw] = []
    for place, part in enumerate(after):
        alike = [each for each in old if set(each["label"].items()) & set(part["label"].items())]
        own = alike[0] if len(alike) == 1 else old[place] if len(old) == len(after) else {"label": {}}
        news = {language: words for language, words in part["label"].items() if language not in own["label"]}
        found.append({**part, "label": {**own["label"], **news}})
    return found


def merged_deadline(before: Any, after: Raw) -> Raw:
    """The source's moments, with the editor's labels; a moment that moved later remembers what it was."""
    old, new = entries(before), entries(after)
    if not new:
        return after
    paired = len(old) == len(new) and (len(new) == 1 or all("stage" in each for each in (*old, *new)))
    found: list[Raw] = []
    for place, entry in enumerate(new):
        own = old[place] if paired else next((each for each in old if each["at"] == entry["at"]), {})
        words = {key: value for key, value in own.items() if key not in ("at", "stage", "extended_from")}
        moved = {"extended_from": own["at"]} if own and is_later(entry["at"], own["at"]) else {}
        if own and own["at"] == entry["at"] and "extended_from" in own:
            moved = {"extended_from": own["extended_from"]}
        found.append({**entry, **words, **moved})
    bare: list[Raw] = [each["at"] if isinstance(each, dict) and set(each) == {"at"} else each for each in found]
    return bare[0] if len(bare) == 1 and not isinstance(after, list) else bare


def entries(value: Any) -> list[dict[str, Any]]:
    """The moments of a deadline as groups; none for a deadline without a date."""
    listed = [{"at": each} if isinstance(each, str) else each for each in as_list(value or [])]
    return [each for each in listed if isinstance(each, dict) and str(each.get("at", ""))[:1].isdigit()]


def is_later(one: Any, other: Any) -> bool:
    """One moment comes after another; a day without a time counts as its end."""
    try:
        return MOMENT.read(other) < MOMENT.read(one)
    except Wrong:
        return False


def same(name: str, before: Any, after: Raw) -> bool:
    """Two values that mean the same, however they are written; an extension that is already told is no news."""
    if before in (None, ""):
        return False
    shape = keys_of(Call)[name].shape
    try:
        one, two = shape.read(before), shape.read(after)
    except Wrong:
        return False
    if name == "deadline":
        return [(moment.at, moment.stage) for moment in one.moments] == [
            (moment.at, moment.stage) for moment in two.moments
        ] and one.undated == two.undated
    return bool(one == two)


def shown(name: str, value: Any) -> str:
    """A value in a sentence about its change: of money what is told first, of a deadline its moments."""
    if isinstance(value, list):
        return ", ".join(shown(name, part) for part in value)[:LONGEST_SHOWN]
    if not isinstance(value, dict):
        return str(value)[:LONGEST_SHOWN]
    if name == "budget":
        grant = value.get("grant")
        amounts = [value.get("total"), *(grant.values() if isinstance(grant, dict) else ())]
        return ", ".join(str(amount) for amount in amounts if amount)[:LONGEST_SHOWN]
    known = [value[key] for key in ("at", *IN_PARTS.get(name, ())) if key in value] or list(value.values())
    return ", ".join(str(part) for part in known)[:LONGEST_SHOWN]
