"""From the outside, as anyone meets the program: its commands, in a process of their own or in this one, and built pages
read back.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from oproep.cli import commands

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests" / "example"
NOW = "2026-11-22T09:00"
LANGUAGES = {"nl": "nl_BE", "en": "en_GB"}
PROGRAM = ("build.py", "oproep", "templates", "content")
BOOKKEEPING = ".oproep"  # what the one writer notes beside what it publishes
UNSHOWN = frozenset({"head", "script", "style", "template", "noscript"})


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `python build.py <arguments>` answers."""
    environment.setdefault("SOURCE_DATE_EPOCH", "")
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
        cwd=cwd,
        env={**inherited, **environment},  # or each of hundreds of builds would compile the program anew
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def call(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same as `run`, in this process and so in little time; for commands of which many are asked."""
    texts = [str(each) for each in arguments]
    done = CliRunner(env={"SOURCE_DATE_EPOCH": "", **environment}).invoke(commands, texts)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(texts, done.exit_code, done.stdout, done.stderr)


def copy_of_the_project(folder: Path) -> Path:
    """The program and its content, as a fresh clone elsewhere would hold them."""
    folder.mkdir(parents=True)
    skip = shutil.ignore_patterns("__pycache__")
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=skip)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def copy_of_example(to: Path) -> Path:
    """The example in another folder, without what builds beside this test keep in it meanwhile."""
    return Path(shutil.copytree(EXAMPLE, to, ignore=shutil.ignore_patterns(".cache")))


def kept_at(root: Path, repository: str, forge: str = "") -> Path:
    """A catalogue whose files are kept in this repository, or in none; what runs there is said where it is named."""
    path = root / "content" / "site.toml"
    named = {"repository": repository, "forge": forge}
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.partition(" = ")[0] not in named]
    head = [f'{key} = "{value}"' for key, value in named.items() if value]
    path.write_text("\n".join([*head, *kept]), encoding="utf-8")
    return root


def build(root: Path, out: Path, *arguments: str, now: str | None = NOW, **environment: str) -> Path:
    """The folder that a build which must succeed has published into."""
    when = ("--now", now) if now else ()
    done = call("build", "--root", root, "--out", out, *when, *arguments, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the writer's own notes."""
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(BOOKKEEPING)
    }


def stamps(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Of every file and folder below a folder: when it was changed (ns), its size, and which one it is."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_size, path.stat().st_ino)
        for path in folder.rglob("*")
        if BOOKKEEPING not in path.relative_to(folder).parts
    }


def squeezed(text: str) -> str:
    """Words as a reader compares them: white space of any kind and capitals do not count."""
    return " ".join(text.split()).casefold()


@dataclass(kw_only=True)
class Html(HTMLParser):
    """What a page holds: its links, ids and languages, and the text that is read."""

    address: str
    source: str
    lang: str = ""
    base: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)  # tag, where to, attributes
    metas: list[dict[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    _unshown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "base":
            self.base = given["href"]
        elif tag == "meta":
            self.metas.append(given)
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("href", "src", "action", "data-bundle", "data-top"):
            if name in given and tag != "base":
                self.links.append((tag, given[name], given))
        if tag in UNSHOWN:
            self._unshown.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unshown and self._unshown[-1] == tag:
            self._unshown.pop()

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.words.append(data)

    @cached_property
    def text(self) -> str:
        """All that is read, squeezed."""
        return squeezed(" ".join(self.words))

    @cached_property
    def joined(self) -> str:
        """The same with words that a tag divides put together again."""
        return squeezed("".join(self.words))

    @property
    def leads_on(self) -> str:
        """Where an old address leads to; empty for every other page."""
        refresh = [meta["content"] for meta in self.metas if meta.get("http-equiv") == "refresh"]
        return self.target(refresh[0].partition("url=")[2])[0] if refresh else ""

    def head_links(self, rel: str) -> list[dict[str, str]]:
        """The `link` elements of one relation."""
        return [given for tag, _, given in self.links if tag == "link" and given.get("rel") == rel]

    def target(self, link: str) -> tuple[str, str]:
        """Where a link of this page leads, from the top of the site, and its fragment."""
        path, _, fragment = link.partition("#")
        path = path.partition("?")[0]
        if not path:
            return self.address, fragment
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.address), path)), fragment


def pages(site: Path) -> Mapping[str, Html]:
    """Every page of a built site by its address."""
    return {
        name: Html(address=name, source=data.decode()) for name, data in files(site).items() if name.endswith(".html")
    }
