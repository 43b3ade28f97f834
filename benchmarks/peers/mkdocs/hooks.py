"""Gives templates what MkDocs has no lists for: the pages of each kind by language, and the calls of each record."""

from __future__ import annotations

from typing import Any

WORDS = {
    "nl": {"calls": "Oproepen", "funds": "Fondsen", "themes": "Thema’s", "total": "Totaal", "project": "Per project"},
    "en": {"calls": "Calls", "funds": "Funds", "themes": "Themes", "total": "Total", "project": "Per project"},
}


def on_env(env: Any, config: Any, files: Any) -> Any:  # noqa: ARG001 - MkDocs passes it by name
    """Called once, when every page has been read."""
    records: dict[str, dict[str, dict[str, Any]]] = {
        code: {"calls": {}, "funds": {}, "themes": {}, "calls_of": {}} for code in WORDS
    }
    for file in files.documentation_pages():
        code, kind, *rest = file.src_uri.removesuffix(".md").split("/")
        if rest and rest != ["index"]:
            records[code][kind][rest[0]] = file.page
    for found in records.values():
        last_first = sorted(found["calls"].items(), key=lambda item: item[1].meta["closes"], reverse=True)
        found["calls"] = dict(last_first)
        for page in found["calls"].values():
            for slug in (page.meta["fund"], *page.meta["themes"]):
                found["calls_of"].setdefault(slug, []).append(page)
    env.globals.update(records=records, words=WORDS, euros=lambda amount: f"€{amount:,}")
    return env
