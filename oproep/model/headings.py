"""The headings that texts of calls and funds have in common: the same place of a page in every language."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "objectives": "What the money is for: what must change, and for whom.",
    "activities": "What a project may do with it.",
    "budget": "What to know about the money. The amounts above come below this text by themselves.",
    "beneficiaries": "Who may apply, alone or together with whom.",
    "contact": "What to know before asking. The contacts above come below this text by themselves.",
}
"""By what a page calls the place, and word files the heading (`heading-<name>`); with what belongs below it."""
