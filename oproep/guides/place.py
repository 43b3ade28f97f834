"""Where the repository is, which languages it has words in, and JSON as it is committed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from oproep.model.shape import Json
from oproep.rendering.tongue import Tongue
from oproep.site import first_languages, folders_of, read_tongues
from oproep.site.design import OWN_DESIGN

ROOT = OWN_DESIGN.parent


def tongues() -> Mapping[str, Tongue]:
    """The languages of the catalogue in this repository, in its order."""
    return read_tongues(folders_of(ROOT), first_languages(ROOT))[0]


def as_json(value: Json) -> str:
    """A file of JSON that people read."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
