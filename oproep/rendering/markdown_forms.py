"""What the plain forms of Markdown begin with, and what can make something else of them."""

from __future__ import annotations

import re

# The first line of a block that is a paragraph unless a later line makes it another; `[` can begin a definition.
PARAGRAPH = re.compile(r"(?!\d+\. )(?:[^\s#>\-+*=_]|\*{1,3}[^\s*])")
HEADING = re.compile(r"(#{1,6})([^#\\\n]*)\Z")
ITEM = re.compile(r"[-+*] +\*{0,3}[^\s\-_*]")
NUMBERED = re.compile(r"\d+\. ")
# A later line that makes something else of a block: a heading, what underlines one, a quote, a rule.
OTHER_LINE = re.compile(r"\n(?:[#=]| {0,3}(?:>|[-_*][-_* ]*(?:\n|\Z)))")
