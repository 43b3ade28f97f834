"""One result of the EU portal's search interface becomes clean values: its `metadata` holds each in a list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from oproep.importing.markdown_text import visible


class Unusable(ValueError):
    """A result that no record can be made of; the message is the reason."""


class Result:
    """One result, its values out of their lists."""

    def __init__(self, result: Any) -> None:
        metadata = result.get("metadata") if isinstance(result, dict) else None
        if not isinstance(metadata, dict):
            raise Unusable("It has no metadata.")
        self.metadata: Mapping[str, Any] = metadata
        self.url = result.get("url")

    def all(self, name: str) -> list[str]:
        """Every value of a field that is text or a number, as clean text."""
        found = self.metadata.get(name)
        values = found if isinstance(found, list) else [found]
        plain = (str(value) for value in values if isinstance(value, str | int | float) and value is not True)
        return [clean for text in plain if (clean := visible(text).strip())]

    def first(self, name: str) -> str | None:
        """The first value of a field."""
        return next(iter(self.all(name)), None)

    def json(self, name: str) -> Any:
        """A field that holds JSON in a string, or None."""
        text = self.first(name)
        try:
            return json.loads(text) if text else None
        except (ValueError, RecursionError):
            return None

    def listed(self, name: str) -> list[Mapping[str, Any]]:
        """The groups of a field that holds a list of them as JSON in a string."""
        found = self.json(name)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
