"""What a reader can follow becomes the page of their calls, which a script fills from what the browser keeps."""

from __future__ import annotations

from typing import NamedTuple

from oproep.rendering.rows import Rows
from oproep.rendering.site_pages import name_of

GROUPS = (("theme", "themes"), ("beneficiary", "beneficiaries"), ("fund", "funds"))


class FollowChoice(NamedTuple):
    """A theme, a kind of beneficiary or a fund that a reader can follow."""

    value: str  # what a browser keeps it by, "theme:asiel"
    label: str
    address: str


class FollowGroup(NamedTuple):
    """All of a kind that a reader can follow."""

    kind: str  # theme | beneficiary | fund
    label: str
    choices: tuple[FollowChoice, ...]


class MinePage(NamedTuple):
    """The calls of what a reader follows."""

    groups: tuple[FollowGroup, ...]
    has_calls: bool  # else there is no index, and nothing to show


def mine_page(rows: Rows) -> MinePage:
    """All that can be followed, each kind by name."""
    scribe, catalogue = rows.scribe, rows.scribe.catalogue
    groups = []
    for kind, records in GROUPS:
        choices = [
            FollowChoice(value=f"{kind}:{slug}", label=name_of(scribe, entry), address=scribe.address(entry))
            for slug, entry in catalogue.of_kind(records).items()
        ]
        by_name = tuple(sorted(choices, key=lambda choice: (choice.label.casefold(), choice.value)))
        groups.append(FollowGroup(kind=kind, label=scribe.tongue.text(f"nav-{records}"), choices=by_name))
    return MinePage(groups=tuple(groups), has_calls=bool(catalogue.briefs))
