"""The repository of a catalogue becomes addresses of the pages where people change its files."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit

from oproep.model.settings import Forge, Settings

MAIN = "main"
HOSTS = {"github.com": Forge.GITHUB, "gitlab.com": Forge.GITLAB, "codeberg.org": Forge.FORGEJO}
# From the address of the repository: a file that is there, one that is to be made in a folder, a report of a mistake,
# and a file as it is read.
PATHS = {
    Forge.GITHUB: ("edit/{branch}/{path}", "new/{branch}/{path}", "issues/new/choose", "blob/{branch}/{path}"),
    Forge.GITLAB: ("-/edit/{branch}/{path}", "-/new/{branch}/{path}", "-/issues/new", "-/blob/{branch}/{path}"),
    Forge.FORGEJO: ("_edit/{branch}/{path}", "_new/{branch}/{path}", "issues/new/choose", "src/branch/{branch}/{path}"),
}


class Repository(NamedTuple):
    """Where the files of a catalogue are kept, and what runs there."""

    address: str  # without a slash at its end
    branch: str
    forge: Forge

    def edit(self, path: str) -> str:
        """The page on which a file is changed; `path` is from the top of the repository."""
        return self.page(0, path)

    def new(self, folder: str) -> str:
        """The page on which a file is added to a folder. GitHub's takes `filename` and `value` in its query."""
        return self.page(1, folder)

    @property
    def report(self) -> str:
        """The page on which a mistake is reported."""
        return self.page(2, "")

    def read(self, path: str) -> str:
        """The page on which a file is read."""
        return self.page(3, path)

    @property
    def takes_text(self) -> bool:
        """The page of a new file can be opened with its name and its text filled in."""
        return self.forge is Forge.GITHUB

    def page(self, which: int, path: str) -> str:
        """One of the pages, at a path."""
        return f"{self.address}/{PATHS[self.forge][which].format(branch=quote(self.branch), path=quote(path))}"


def repository_of(settings: Settings) -> Repository | None:
    """The repository of a catalogue; None where it names none, or one of which it is not known what runs there."""
    if not settings.repository:
        return None
    forge = settings.forge or HOSTS.get(urlsplit(settings.repository).hostname or "")
    return Repository(settings.repository.rstrip("/"), settings.branch or MAIN, forge) if forge else None
