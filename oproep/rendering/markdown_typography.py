"""A piece of text with straight quotes, dashes and dots becomes one with typographic ones, as smarty makes them."""

from __future__ import annotations

import re

# What these mean to python-markdown; a test holds them equal, for to load it takes longer than most builds need it.
PUNCTUATION = r"""[!"#\$\%'()*+,-.\/:;<=>?\@\[\\\]\^_`{|}~]"""
BEFORE_CLOSING = r"[^\ \t\r\n\[\{\(\-\u0002\u0003]"
LONE_AMPERSAND = re.compile(r"&(?!(?:\#[0-9]+|\#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)

# The rules of smarty in its order. It puts aside what it has judged, with the space or the s that it looked at: so a
# quote next to another, or to a dash, is in doubt.
SINGLE = re.compile(
    rf"'(?:(?P<doubt>(?<=--')|(?=--|[\ss]?['\"]))|(?P<start>(?<=\A')(?={PUNCTUATION}\B))|(?P<decade>(?<!\w')(?=\d{{2}}s))"
    rf"|(?P<open>(?<=[\s–—]')(?=\w))|(?P<close>(?<={BEFORE_CLOSING}')(?!\s|s\b|\d)|(?=\s|s\b))|(?P<else>))"
)
DOUBLE = re.compile(
    rf'"(?:(?P<doubt>(?<=--")|(?=--|\s?[\'"]))|(?P<start>(?<=\A")(?={PUNCTUATION}\B))'
    rf'|(?P<open>(?<=[\s–—]")(?=\w))|(?P<close>(?=\s)|(?<={BEFORE_CLOSING}"))|(?P<else>))'
)
BOTH = re.compile(r"'[\ss]?\"|\"\s?'")
OPENING = frozenset({"open", "else"})
EM_DASH = re.compile(r"(?<!-)---(?!-)")
EN_DASH = re.compile(r"(?<!-)--(?!-)")
ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")


class DoubtfulText(Exception):  # nothing is wrong: python-markdown knows what becomes of it
    """A text holds what only python-markdown itself can judge."""


def typographic(text: str) -> str:
    """A piece of text as it stands in HTML."""
    single, double, dashes, dots = "'" in text, '"' in text, "--" in text, "..." in text
    if not (single or double or dashes or dots):
        return escaped(text)
    if (dashes and "----" in text) or (single and double and BOTH.search(text)):
        raise DoubtfulText
    if single:
        text = SINGLE.sub(single_quote, text)
    if double:
        text = DOUBLE.sub(double_quote, text)
    if dashes:
        text = EN_DASH.sub("&ndash;", EM_DASH.sub("&mdash;", text))
    return escaped(ELLIPSIS.sub("&hellip;", text) if dots else text)


def single_quote(mark: re.Match[str]) -> str:
    """What becomes of a single quote."""
    if mark.lastgroup == "doubt":
        raise DoubtfulText
    return "&lsquo;" if mark.lastgroup in OPENING else "&rsquo;"


def double_quote(mark: re.Match[str]) -> str:
    """What becomes of a double quote."""
    if mark.lastgroup == "doubt":
        raise DoubtfulText
    return "&ldquo;" if mark.lastgroup in OPENING else "&rdquo;"


def escaped(text: str) -> str:
    """Text as it stands in HTML; what is an entity already stays one."""
    if "&" in text:
        text = LONE_AMPERSAND.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text
