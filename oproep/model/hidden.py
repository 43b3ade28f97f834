"""Characters that nobody sees, or that put others in another order, are found in a text."""

from __future__ import annotations

import re

# Text that hides or reorders other text: bidi controls, tag characters, C0 and C1 controls but tab and newline.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)


def hidden_in(text: str) -> re.Match[str] | None:
    """The first character of a text that is forbidden; none is where all can be seen, which takes less to find out."""
    seen = text.isprintable() or text.replace("\n", "").isprintable()
    return None if seen else FORBIDDEN.search(text)
