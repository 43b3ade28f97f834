"""The guides for editors: their parts that follow from the program, put into their places between what people wrote.

A part stands between `<!-- made:NAME -->` and `<!-- end:NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from oproep.guides.place import ROOT, tongues
from oproep.guides.reference import reference
from oproep.rendering.tongue import Tongue
from oproep.report.codes import CODES
from oproep.report.guide import GUIDES

PLACE = re.compile(r"(<!-- made:(\w+) -->\n).*?(<!-- end:\2 -->)", re.DOTALL)


def files() -> Mapping[str, str]:
    """Both guides, each with its parts in its language."""
    known = tongues()
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in GUIDES}
    return {path: filled(text, known[GUIDES[path]]) for path, text in texts.items()}


def filled(text: str, tongue: Tongue) -> str:
    """A guide with every part as it is now."""
    return PLACE.sub(lambda found: f"{found[1]}\n{PARTS[found[2]](tongue)}\n{found[3]}", text)


def codes(tongue: Tongue) -> str:
    """A heading for each code of a problem, so that a message can lead to it, with what the code means."""
    return "\n".join(f"### {code}\n\n{tongue.explained(sentence)}\n" for code, sentence in CODES.items())


PARTS: Mapping[str, Callable[[Tongue], str]] = {"keys": reference, "codes": codes}
