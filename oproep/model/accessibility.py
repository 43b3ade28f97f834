"""How accessible the catalogue was found to be: the table `[accessibility]` of content/site.toml.

What is said of it follows the model statement of Implementing Decision (EU) 2018/1523.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oproep.model.contact import URL, Contact
from oproep.model.keys import Group, key, required
from oproep.model.moment import DAY
from oproep.model.problem import Fault, Wrong
from oproep.model.shape import Choice, ListOf, Pattern, Raw
from oproep.model.words import LABEL, NAME, Label


class Conformance(StrEnum):
    """How far a website meets the guidelines."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Method(StrEnum):
    """Who found that out."""

    SELF = "self"
    THIRD_PARTY = "third-party"


class Reason(StrEnum):
    """Why something is not accessible, in the three kinds of the model statement."""

    NON_COMPLIANCE = "non-compliance"
    DISPROPORTIONATE_BURDEN = "disproportionate-burden"
    OUT_OF_SCOPE = "out-of-scope"


WCAG = Pattern(r"^2\.[12]$", "wcag-version", "a version of WCAG in use", "Write 2.1 or 2.2.", longest=3)
LATEST_WCAG = "2.2"


@dataclass(frozen=True, kw_only=True)
class Inaccessible:
    """Something on the website that not everyone can use."""

    what: Label = required(LABEL, "What it is, and what is the matter.", "{nl: De kaart …, en: The map …}")
    reason: Reason = required(Choice(Reason, "statement-reason"), "Why it is so.", "non-compliance")
    instead: Label | None = key(LABEL, "What can be used in its place.", "{nl: De lijst …, en: The list …}")


@dataclass(frozen=True, kw_only=True)
class Accessibility:
    """What people found, and whom to turn to."""

    conformance: Conformance | None = key(
        Choice(Conformance, "statement-conformance"), "How far it meets WCAG.", "partial"
    )
    wcag: str | None = key(WCAG, "The version of WCAG, level AA, that it was held against.", "2.2")
    checked: date | None = key(DAY, "When people last looked.", "2026-10-01")
    method: Method | None = key(Choice(Method, "statement-method"), "Who looked.", "self")
    assessor: Label | None = key(NAME, "The third party.", "AnySurfer")
    report: str | None = key(URL, "What they found.", "https://www.example.org/report")
    prepared: date | None = key(DAY, "When the statement was first drawn up.", "2026-09-23")
    exceptions: tuple[Inaccessible, ...] = key(ListOf(Group(Inaccessible)), "What not everyone can use.", "[{what: …}]")
    law: Label | None = key(LABEL, "The law that asks for the statement.", "{nl: het …decreet, en: the … Decree}")
    feedback: Contact | None = key(Group(Contact), "Whom a reader tells.", "{email: info@example.org}")
    enforcement: Contact | None = key(Group(Contact), "Who judges when the answer does not do.", "{email: …}")


class Statement(Group[Accessibility]):
    """The table as a whole: a judgement has its day, its method and what it rests on."""

    def __init__(self) -> None:
        super().__init__(Accessibility)

    def read(self, raw: Raw) -> Accessibility:
        found = super().read(raw)
        faults = [
            Fault(code="accessibility-statement", message=f"The accessibility statement does not say {what}.", fix=fix)
            for what, fix in missing_in(found)
        ]
        if faults:
            raise Wrong(faults)
        return found


def missing_in(found: Accessibility) -> Iterator[tuple[str, str]]:
    """A judgement says when and by whom it was made, and what is not accessible; none is made without being said."""
    if found.conformance is None:
        if found.checked or found.method:
            yield "what people found", 'Add ‘conformance = "partial"’, or "full" or "none".'
        return
    if not found.checked:
        yield "when people looked", "Add ‘checked = 2026-10-01’, or remove ‘conformance’."
    if not found.method:
        yield "who looked", 'Add ‘method = "self"’, or "third-party".'
    if found.conformance is not Conformance.FULL and not found.exceptions:
        yield "what is not accessible", "Add [[accessibility.exceptions]] with what and reason."
    broken = any(each.reason is Reason.NON_COMPLIANCE for each in found.exceptions)
    if found.conformance is Conformance.FULL and broken:
        yield "how it can be full with an exception that does not comply", 'Write ‘conformance = "partial"’.'
