"""Who is measured: how each one's folder is made, built, cleaned and asked for its version.

`ours(args)` is the one place that says how our own program is called.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from benchmarks.peers.install import Installed

HERE = Path(__file__).resolve().parent.parent
PATHS = {
    ("nl", "calls"): "oproepen", ("nl", "funds"): "fondsen", ("nl", "themes"): "themas",
    ("nl", "beneficiaries"): "begunstigden",
}  # fmt: skip
Command = list[str]


def ours(args: Sequence[str]) -> Command:
    """The command of our own program with these arguments."""
    return [sys.executable, str(HERE / "build.py"), *args]


@dataclass(frozen=True)
class Contender(ABC):
    """A program with a folder of its own, made from the catalogue at `corpus`."""

    folder: Path
    installed: Installed

    name: ClassVar[str] = ""
    leftovers: ClassVar[tuple[str, ...]] = ("public",)  # what is removed before a build from nothing
    paths: ClassVar[Mapping[tuple[str, str], str]] = {}  # a kind's word in addresses, where it is not its own name

    @abstractmethod
    def prepare(self, corpus: Path) -> None:
        """Makes the folder anew."""

    @abstractmethod
    def build(self, now: str) -> list[Command]:
        """What builds the whole site, run in the folder one after the other."""

    @abstractmethod
    def version(self) -> str:
        """What it is called, with its version."""

    def there(self) -> bool:
        """It can be run here."""
        return True

    def clean(self) -> None:
        """Removes what it built, and what it keeps between builds."""
        for name in self.leftovers:
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def page(self, language: str, kind: str, slug: str) -> str:
        """The address of a record's page below public/."""
        return f"{language}/{self.paths.get((language, kind), kind)}/{slug}.html"

    def source(self, language: str, slug: str) -> Path:
        """The file that holds the words of a call in a language."""
        return self.folder / "content" / language / "calls" / f"{slug}.md"


class Ours(Contender):
    """The whole of our program: pages, data, feeds and search."""

    name = "Oproep, everything"
    leftovers = ("public", ".cache")
    paths: ClassVar[Mapping[tuple[str, str], str]] = PATHS
    options: ClassVar[tuple[str, ...]] = ()

    def prepare(self, corpus: Path) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(corpus / "content", self.folder / "content")

    def build(self, now: str) -> list[Command]:
        return [ours(["build", "--root", str(self.folder), "--now", now, *self.options])]

    def version(self) -> str:
        return said(ours(["--version"])).replace("oproep, version", "Oproep")

    def source(self, language: str, slug: str) -> Path:
        return self.folder / "content" / "calls" / (f"{slug}.md" if language == "nl" else f"{slug}.{language}.md")


class OursPages(Ours):
    """Our program without search: what it has over its peers then is its checks, its data and its richer pages."""

    name = "Oproep, pages alone"
    options = ("--only", "pages")

    def there(self) -> bool:
        asked = ours(["build", *self.options, "--help"])
        return subprocess.run(asked, check=False, capture_output=True).returncode == 0


class Peer(Contender):
    """A program of others, with the smallest honest equal of the catalogue."""

    source_of: ClassVar[str] = ""  # whose folder of templates it has, where that is not called as it is

    def prepare(self, corpus: Path) -> None:
        module = "benchmarks.peers.files"  # in a process of its own: this one stays small, so that its memory does
        command = [sys.executable, "-m", module, self.source_of or self.name.lower(), str(corpus), str(self.folder)]
        subprocess.run(command, check=True, cwd=HERE)


class Hugo(Peer):
    """Hugo has no partial build by one command: every build is whole."""

    name = "Hugo"
    leftovers = ("public", "resources", ".hugo_build.lock")

    def build(self, now: str) -> list[Command]:
        cache = str(self.folder / "resources" / "cache")
        return [[str(self.installed.hugo), "--quiet", "--clock", f"{now}:00+01:00", "--cacheDir", cache]]

    def version(self) -> str:
        return said([str(self.installed.hugo), "version"]).split("-")[0].replace("hugo v", "Hugo ")


class HugoWhole(Hugo):
    """Hugo laying out all that our page of a call shows: what takes working out is done for it."""

    name = "Hugo, whole pages"
    source_of = "hugo_whole"


class Eleventy(Peer):
    """Eleventy under node."""

    name = "Eleventy"

    def there(self) -> bool:
        return self.installed.eleventy.exists()

    def prepare(self, corpus: Path) -> None:
        super().prepare(corpus)
        shutil.copy(self.installed.folder / "package.json", self.folder)
        (self.folder / "node_modules").symlink_to(self.installed.folder / "node_modules")

    def build(self, now: str) -> list[Command]:
        return [["node", str(self.installed.eleventy), "--quiet"]]

    def version(self) -> str:
        own = said(["node", str(self.installed.eleventy), "--version"])
        return f"Eleventy {own} (node {said(['node', '--version'])[1:]})"

    def source(self, language: str, slug: str) -> Path:
        return self.folder / "src" / language / "calls" / f"{slug}.md"


class MkDocs(Peer):
    """MkDocs without plugins."""

    name = "MkDocs"

    def build(self, now: str) -> list[Command]:
        return [[str(self.installed.python / "mkdocs"), "build", "--quiet"]]

    def version(self) -> str:
        return f"MkDocs {said([str(self.installed.python / 'mkdocs'), '--version']).split()[2]}"

    def source(self, language: str, slug: str) -> Path:
        return self.folder / "docs" / language / "calls" / f"{slug}.md"


class Pelican(Peer):
    """Pelican, one run a language."""

    name = "Pelican"
    leftovers = ("public", "cache", "__pycache__")

    def build(self, now: str) -> list[Command]:
        run = [str(self.installed.python / "pelican"), "--quiet", "--settings", "pelicanconf.py"]
        return [
            [*run, f"content/{code}", "--output", f"public/{code}", "--extra-settings", f'DEFAULT_LANG="{code}"']
            for code in ("nl", "en")
        ]

    def version(self) -> str:
        return f"Pelican {said([str(self.installed.python / 'pelican'), '--version'])}"

    def source(self, language: str, slug: str) -> Path:
        return self.folder / "content" / language / "articles" / f"{slug}.md"


EVERYONE: tuple[type[Contender], ...] = (OursPages, Ours, Hugo, HugoWhole, Eleventy, MkDocs, Pelican)


def said(command: Command) -> str:
    """The last line a command prints."""
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE).stdout
    return found.strip().split("\n")[-1]
