"""Words and moments as frozen values that write themselves: a page has them in hundreds, and a macro costs far more."""

from __future__ import annotations

import json
from typing import NamedTuple

from markupsafe import Markup, escape

UNMARKED = Markup()


class Words(NamedTuple):
    """A piece of text that may be in another language than the page."""

    text: str
    lang: str | None = None

    def __html__(self) -> str:
        """The text, marked with its language where that is another."""
        text = escape(self.text)
        return f'<span lang="{self.lang}">{text}</span>' if self.lang else text

    @property
    def lang_attribute(self) -> Markup:
        """The same mark for an element that holds the text alone."""
        return Markup(f' lang="{self.lang}"') if self.lang else UNMARKED  # noqa: S704 - a code of letters


class When(NamedTuple):
    """A moment in words of the catalogue's time zone, and for machines (RFC 3339, or a bare date)."""

    text: str
    iso: str

    def __html__(self) -> str:
        """Both."""
        return f'<time datetime="{self.iso}">{escape(self.text)}</time>'


class TimedWords(NamedTuple):
    """Words that hold until an instant: what they are at the build, and for the browser what they become."""

    text: str
    iso: str | None = None  # the moment they name
    later: tuple[tuple[str, ...], ...] = ()  # (from which instant on, text, and the moment if they name one)

    def __html__(self) -> Markup:
        """An element of their own: the browser puts others in their place."""
        return self.of_class("")

    def of_class(self, name: str) -> Markup:
        """The same, with a class."""
        tag = "time" if self.iso else "span"
        marks = (f' class="{name}"' if name else "") + (f' datetime="{self.iso}"' if self.iso else "")
        if self.later:
            marks += f" data-later='{json_in_html(self.later)}'"
        return Markup(f"<{tag}{marks}>{escape(self.text)}</{tag}>")  # noqa: S704 - escaped here


def json_in_html(value: object) -> str:
    """JSON for an attribute between single quotes, as the filter `tojson` writes it."""
    found = json.dumps(value)
    return found.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027")
