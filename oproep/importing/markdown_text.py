"""The HTML of a source becomes Markdown that an editor can shorten: headings, lists, links and tables, no layout."""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from markdownify import MarkdownConverter

from oproep.importing.mailboxes import without_persons
from oproep.model.hidden import FORBIDDEN

KEPT = {
    "p", "br", "ul", "ol", "li", "a", "strong", "b", "em", "i", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "blockquote", "div",
}  # fmt: skip
LONGEST_HTML = 200_000  # the longest text of the portal has a quarter of this
# A paragraph of this class is what the portal uses for a heading. No pattern here takes the square of a hostile text.
KIND = re.compile(r'<p class="topicdescriptionkind">((?:(?!</?p\b).)*)</p>', re.DOTALL)
# What Markdown would take for a mark, or HTML for a tag or a name of a letter, in text that is neither.
MARKS = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!-])|[`*_]|\](?=[(\[:])|^>")
TAGS = re.compile(r"<(?=[a-zA-Z/!?])|&(?=#?\w+;)")


class Converter(MarkdownConverter):
    """markdownify, but text that would be taken for a mark stays text."""

    def escape(self, text: str, parent_tags: Any) -> str:
        """The text with its brackets, asterisks and the like escaped."""
        text = TAGS.sub(lambda found: "&lt;" if found[0] == "<" else "&amp;", MARKS.sub(r"\\\g<0>", text or ""))
        if "a" in parent_tags and text.count("[") != text.count("]"):
            text = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", text)
        return text.replace("|", r"\|") if {"td", "th"} & set(parent_tags) else text

    def convert_li(self, el: Any, text: str, parent_tags: Any) -> str:
        """An item; what belongs to it stands four spaces in, or python-markdown takes it for no part of it."""
        first, *rest = (text or "").strip().split("\n")
        above = el.parent
        number = (
            1 + sum(1 for _ in el.find_previous_siblings("li")) if above is not None and above.name == "ol" else None
        )
        mark = "-" if number is None else f"{number}."
        inside = (f"    {line}" if line.strip() else "" for line in rest)
        return "\n".join((f"{mark} {first}", *inside)) + "\n" if first else "\n"


def markdown_of(text: str) -> str:
    """Markdown with the meaning of some HTML; headings begin at the third level, below those every call has.

    ValueError when the HTML nests too deep to be followed.
    """
    text = KIND.sub(lambda found: f"<h3>{found[1].strip().rstrip(':')}</h3>", visible(text[:LONGEST_HTML]))
    clean = nh3.clean(text, tags=KEPT, attributes={"a": {"href"}}, attribute_filter=whole_address, link_rel=None)
    clean = without_persons(visible(re.sub(r"<a>((?:(?!</?a\b).)*)</a>", r"\1", clean, flags=re.DOTALL)))
    try:
        found = Converter(
            heading_style="ATX", bullets="-", strong_em_symbol="*", sub_symbol="", sup_symbol="", newline_style="SPACES"
        ).convert(clean)
    except RecursionError:
        raise ValueError("its HTML nests too deep") from None
    lines = (line.replace("\u00a0", " ").rstrip() for line in found.split("\n"))
    found = re.sub(r"^(#{1,6})(?: +(.*))?$", lower_heading, "\n".join(lines), flags=re.MULTILINE)
    found = re.sub(r"^([ \t]*)[•·▪][ \t]*", r"\1- ", found, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", found).strip()


def visible(text: str) -> str:
    """The text without characters that hide or reorder others, or that no file can hold."""
    return FORBIDDEN.sub("", text).encode("utf-8", "ignore").decode()


def whole_address(_tag: str, _name: str, value: str) -> str | None:
    """A link that leads somewhere from here too; a source's half addresses do not."""
    address = value.strip()
    return address if re.fullmatch(r"(https?://|mailto:)[^\s<>()\[\]]+", address) else None


def lower_heading(found: re.Match[str]) -> str:
    """A heading at the third level or below, without marks around its words; one without words goes."""
    words = re.sub(r"^[*_\s]+|[*_\s]+$", "", found[2] or "")
    return f"{'#' * max(3, len(found[1]) - 1)} {words}" if words else ""


def plain_text(text: str, longest: int = 300) -> str:
    """One line of text out of what may be HTML, cut at `longest` characters."""
    clean = html.unescape(nh3.clean(visible(text[: 100 * longest]), tags=set()))
    return " ".join(visible(clean).split())[:longest].rstrip()
