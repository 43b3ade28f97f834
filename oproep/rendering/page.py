"""One page of the edition: where it is, which template shows it, and what it shows once it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from oproep.rendering.pages import Alternate
from oproep.rendering.parts import Link

REDIRECT = "redirect.html"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. A page of a record has a `kind` and a `slug`.

    `key` changes with all that shapes its bytes, so that a page of the same key need not be made again; what it
    shows is worked out when `view` is asked for, since most pages of most builds are not made.
    """

    address: str
    template: str
    language: str
    title: str
    key: bytes
    show: Callable[[], Any]
    description: str | None = None
    alternates: tuple[Alternate, ...] = ()
    canonical: str | None = None
    kind: str = ""
    slug: str = ""
    feeds: tuple[Link, ...] = ()  # that tell of the calls it lists, the most telling first
    edit: str | None = None  # where the file is changed whose words it shows

    @property
    def view(self) -> Any:
        """What it shows."""
        return self.show()
