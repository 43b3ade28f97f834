"""The HTML of a source becomes Markdown that an editor can shorten: headings, lists, links and tables, no layout."""

from __future__ import annotations

import html
import re

import nh3
from markdownify import markdownify

from oproep.model.shape import FORBIDDEN

KEPT = {
    "p", "br", "ul", "ol", "li", "a", "strong", "b", "em", "i", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "thead", "tbody", "tr", "th", "td", "sup", "sub", "blockquote", "div",
}  # fmt: skip
LONGEST_HTML = 1_000_000
# A paragraph that is only a strong word and a colon is what the portal uses for a heading.
KIND = re.compile(r'<p class="topicdescriptionkind">(.*?)</p>', re.DOTALL)


def markdown_of(text: str) -> str:
    """Markdown with the meaning of some HTML; headings begin at the third level, below those every call has."""
    text = FORBIDDEN.sub("", text[:LONGEST_HTML])
    text = KIND.sub(lambda found: f"<h3>{found[1].strip().rstrip(':')}</h3>", text)
    clean = nh3.clean(text, tags=KEPT, attributes={"a": {"href"}}, attribute_filter=whole_address, link_rel=None)
    clean = re.sub(r"<a>(.*?)</a>", r"\1", clean, flags=re.DOTALL)
    found = markdownify(
        clean, heading_style="ATX", bullets="-", strong_em_symbol="*", sub_symbol="", sup_symbol="",
        escape_underscores=True, escape_asterisks=True, newline_style="SPACES",
    )  # fmt: skip
    found = re.sub(r"^(#{1,6}) +(.*)$", lower_heading, found, flags=re.MULTILINE)
    found = re.sub(r"[ \t\u00a0]+$", "", found, flags=re.MULTILINE)
    found = re.sub(r"\u00a0", " ", found)
    found = re.sub(r"^(\s*)[•·▪]\s*", r"\1- ", found, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", found).strip()


def whole_address(_tag: str, _name: str, value: str) -> str | None:
    """A link that leads somewhere from here too; a source's half addresses do not."""
    address = value.strip()
    return address if re.fullmatch(r"(https?://|mailto:)[^\s<>()\[\]]+", address) else None


def lower_heading(found: re.Match[str]) -> str:
    """A heading at the third level or below, without marks around its words; one without words goes."""
    words = re.sub(r"^[*_\s]+|[*_\s]+$", "", found[2])
    return f"{'#' * max(3, len(found[1]) - 1)} {words}" if words else ""


def plain_text(text: str) -> str:
    """One line of text out of what may be HTML."""
    return " ".join(html.unescape(nh3.clean(FORBIDDEN.sub("", text), tags=set())).split())
