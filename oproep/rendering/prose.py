"""An editor's Markdown becomes safe HTML: laid out as python-markdown does, then cleaned by nh3, as GitHub does."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3
from markupsafe import Markup

from oproep.model.problem import Severity, did_you_mean
from oproep.rendering.anchors import Anchors
from oproep.rendering.markdown_html import MarkdownHtml
from oproep.rendering.timelimit import TookTooLong, within

SECONDS = 5.0
TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd a em strong b i del ins sub sup code pre blockquote q cite abbr br hr "
    "table caption thead tbody tfoot tr th td div".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "id"},
    "abbr": {"title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
CLASSES = {tag: {"right", "center"} for tag in ("td", "th")} | {
    "div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
# smarty takes the apostrophe of the Dutch 't, 's, 'n for an opening quote: it gets its own before smarty looks.
DUTCH = re.compile(r"'(?<![\w='’]')(?<!=\"')(?=(?:[tsnkmr]\b|\d0s?\b))")
FOOTNOTE_ID = re.compile(r"fn(ref\d*)?:.+")
HREF = re.compile(r"<a\s[^>]{0,500}?\bhref=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SECTION = re.compile(r"<(?:h2(?: id=\"([^\"]*)\")?|div class=\"footnote\")>")  # as nh3 writes them


@dataclass(frozen=True)
class Trouble:
    """Something in a text that would not show as meant; `needle` is what to look for in it."""

    code: str
    message: str
    fix: str
    needle: str
    severity: Severity = Severity.ERROR


class ProseMaker:
    """Makes safe HTML of one text after another. One cleaner serves them all: a new one each costs more."""

    def __init__(self, headings: Mapping[str, str]) -> None:
        self.anchors = Anchors(headings)
        self.markdown = MarkdownHtml(self.anchors)
        self.cleaner = nh3.Cleaner(
            tags=set(TAGS),
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
            url_schemes=SCHEMES,
            link_rel=None,
            attribute_filter=self.attribute,
        )
        self.ids: set[str] = set()
        self.fragments: set[str] = set()
        self.resolve: Callable[[str], str | None] = lambda _: None
        self.troubles: list[Trouble] = []

    def make(self, text: str, resolve: Callable[[str], str | None]) -> tuple[Markup, tuple[Trouble, ...]]:
        """Safe HTML of a text, and what in it does not show as meant.

        `resolve` turns a link to a record's file (`../funds/x.md`) into what is published of it, or None.
        """
        self.resolve, self.troubles = resolve, []
        self.ids, self.fragments = set(), set()
        try:
            rough = within(SECONDS, lambda: self.markdown.make(DUTCH.sub("’", text)))
        except (TookTooLong, RecursionError):
            self.markdown = MarkdownHtml(self.anchors)  # the old one was stopped half-way, inside a list or a quote
            fix = "Remove what is nested, or brackets and marks that stand in a row."
            return Markup(), (Trouble("prose-too-hard", "The text cannot be laid out in reasonable time.", fix, ""),)
        safe = self.cleaner.clean(rough)
        if "<img" in rough:
            fix = "Link to the picture, or say in words what it shows."
            needle = "![" if "![" in text else "<img"
            self.troubles.append(Trouble("picture", "Pictures are not shown.", fix, needle))
        for parts in HREF.findall(rough):
            address = html.unescape("".join(parts)).strip()
            scheme = SCHEME.match(address)
            if scheme and scheme[0][:-1].lower() not in SCHEMES:
                message = f"‘{address[:60]}’ cannot be linked to: ‘{scheme[0]}’ is not for links here."
                self.troubles.append(Trouble("link-scheme", message, "Link to an address with https://.", address))
        for fragment in sorted(self.fragments - self.ids):
            fix = did_you_mean(f"#{fragment}", (f"#{known}" for known in self.ids)) if self.ids else "Remove the link."
            self.troubles.append(Trouble("dead-link", f"There is no ‘#{fragment}’ in this text.", fix, f"#{fragment}"))
        return Markup(safe), tuple(self.troubles)  # noqa: S704 - nh3 has just cleaned it

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """One attribute as it is published, or None to leave it out."""
        if name == "id":
            if value not in self.anchors.taken and not FOOTNOTE_ID.fullmatch(value):
                return None  # typed as HTML: it could be the id of something else on the page
            self.ids.add(value)
            return value
        if name != "href":
            return value
        if value.startswith("#") and len(value) > 1:
            self.fragments.add(value[1:])
            return value
        if SCHEME.match(value):
            return value  # nh3 has judged its scheme
        found = self.resolve(value)
        if found is None:
            self.troubles.append(leads_nowhere(value))
        return found


def leads_nowhere(href: str) -> Trouble:
    """A link that is neither an address nor the file of a record that there is."""
    fix = "Write a whole address (https://…), or the file of a record: ../funds/amif-2021-2027.md."
    return Trouble("dead-link", f"‘{href[:60]}’ leads nowhere.", fix, href)


def sections(safe: Markup) -> tuple[tuple[str, Markup], ...]:
    """The parts of a text, each from one heading of the second level to the next, with the id of its heading.

    What stands before the first heading, and the footnotes after the last, are parts without a name.
    """
    html, cuts, names, depth, seen = str(safe), [0], [""], 0, 0
    for begin in SECTION.finditer(html):
        at = begin.start()
        depth += html.count("<", seen, at) - 2 * html.count("</", seen, at)
        depth -= html.count("<br>", seen, at) + html.count("<hr>", seen, at)
        seen = at
        if depth == 0:
            if at:
                cuts.append(at)
                names.append("")
            names[-1] = begin[1] or ""
    parts = (html[start:end] for start, end in zip(cuts, (*cuts[1:], len(html)), strict=True))
    return tuple(
        (name, Markup(part))  # noqa: S704 - a part of what was cleaned, with every tag that it opens
        for name, part in zip(names, parts, strict=True)
        if part.strip()
    )


def plain(safe: str) -> str:
    """The text of safe HTML, for search and summaries."""
    spaced = re.sub(r"</(p|li|h\d|td|th|dd|dt|div|blockquote)>|<br>|<hr>", " ", safe)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())
