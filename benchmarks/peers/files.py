"""The pages of a catalogue become the source folder of a peer.

    python -m benchmarks.peers.files hugo .cache/bench/corpus-1000 .cache/bench/hugo-1000

The templates and settings come from the folder of the peer beside this file; the content is written in the way that
the peer's own users write it.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.pages import Page, pages_of
from benchmarks.peers.whole import write_site as write_whole

HERE = Path(__file__).parent
WHOLE = "hugo_whole"  # all that our pages of calls show


def yaml(facts: dict[str, Any]) -> str:
    """Front matter; what JSON writes on one line is YAML too."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items() if value]
    return f"---\n{''.join(lines)}---\n\n"


def linked(body: str) -> str:
    """A body whose links to records lead to their pages."""
    return body.replace(".md)", ".html)") if "](../" in body else body


def hugo(page: Page) -> tuple[str, str]:
    """Funds and themes are taxonomies; the last deadline is the date that lists are sorted by."""
    facts = {"title": page.title, "summary": page.summary, **page.facts}
    if page.kind != "calls":
        return f"content/{page.language}/{page.kind}/{page.slug}/_index.md", yaml(facts) + linked(page.body)
    facts["date"] = facts.pop("closes")
    facts["funds"] = [facts.pop("fund")]
    return f"content/{page.language}/calls/{page.slug}.md", yaml(facts) + linked(page.body)


def hugo_whole(page: Page) -> tuple[str, str]:
    """The same with all that our page shows; in JSON, which Hugo reads in half the time."""
    path, _ = hugo(page)
    facts = {"title": page.title, "summary": page.summary, **page.facts}
    if page.kind == "calls":
        facts |= {"date": facts.pop("closes"), "funds": [facts.pop("fund")]}
        for known in ("deadline", "undated", "budget", "source"):
            del facts[known]
    lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items() if value)
    return path, "{\n" + ",\n".join(lines) + "\n}\n\n" + linked(page.body)


def eleventy(page: Page) -> tuple[str, str]:
    """Every page names its layout; language and kind are those of its folders."""
    facts = {"layout": f"{page.kind}.njk", "title": page.title, "summary": page.summary, **page.facts}
    return f"src/{page.language}/{page.kind}/{page.slug}.md", yaml(facts) + linked(page.body)


def mkdocs(page: Page) -> tuple[str, str]:
    """Every page names its template; links to files are MkDocs' own to resolve."""
    facts = {"template": f"{page.kind}.html", "title": page.title, "summary": page.summary, **page.facts}
    return f"docs/{page.language}/{page.kind}/{page.slug}.md", yaml(facts) + page.body


def pelican(page: Page) -> tuple[str, str]:
    """Its own metadata: a fund is a category, themes are tags; funds and themes are pages."""
    lines = {"title": page.title, "summary": page.summary, "slug": page.slug, "lang": page.language}
    facts = dict(page.facts)
    if page.kind == "calls":
        money = {f"budget_{name}": str(amount) for name, amount in facts["budget"].items()}
        lines |= {"date": facts["closes"], "category": facts["fund"], "tags": ", ".join(facts["themes"])}
        lines |= {"deadline": ", ".join(facts["deadline"]), "undated": facts["undated"], **money}
        lines |= {"identifier": facts["identifier"], "source": facts["source"]}
    else:
        lines["save_as"] = f"{page.kind}/{page.slug}.html"
    head = "".join(f"{key}: {value}\n" for key, value in lines.items() if value)
    folder = "articles" if page.kind == "calls" else f"pages/{page.kind}"
    return f"content/{page.language}/{folder}/{page.slug}.md", f"{head}\n{linked(page.body)}"


PEERS: dict[str, Callable[[Page], tuple[str, str]]] = {
    "hugo": hugo,
    "eleventy": eleventy,
    "mkdocs": mkdocs,
    "pelican": pelican,
}


def write_site(peer: str, root: Path, site: Path) -> None:
    """Writes the source folder of a peer anew."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(HERE / peer, site, ignore=shutil.ignore_patterns("__pycache__"))
    if peer == WHOLE:
        write_whole(root, site, hugo_whole)
        return
    for page in pages_of(root):
        path, text = PEERS[peer](page)
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_site(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
