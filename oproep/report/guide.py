"""Where the guide for editors explains a problem: an address at the repository, else the file beside the content."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from oproep.reading.site import read_settings
from oproep.rendering.forge import repository_of

FILE = "CONTRIBUTING.md"  # it has a heading for each code


class Guide(NamedTuple):
    """The guide for editors."""

    address: str = FILE

    @property
    def online(self) -> bool:
        """It can be opened from anywhere."""
        return self.address.startswith(("https://", "http://"))

    def on(self, code: str) -> str:
        """The place in it that explains a code."""
        return f"{self.address}#{code}"


def guide_of(root: Path) -> Guide:
    """The guide of the catalogue at `root`, whose settings may be what is wrong."""
    settings, _ = read_settings(root)
    repository = repository_of(settings) if settings else None
    return Guide(repository.view(FILE)) if repository else Guide()
