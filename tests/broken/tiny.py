"""From nothing, the smallest catalogue in which nothing is wrong, as files to add a mistake to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

SITE = """name = "Oproep"
url = "https://oproep.example.org/"
languages = ["nl", "en"]

[regions]
BE-VLG = { nl = "Vlaanderen", en = "Flanders" }
"""

GOOD: Mapping[str, str] = {
    "site.toml": SITE,
    "themes/water.md": "---\ntitle: Water\nlanguage: nl\ncontact: bureau\n---\n",
    "themes/water.en.md": "---\ntitle: Water\ntranslates: cfa75bdb\n---\n",
    "funds/luchtkasteel.md": "---\ntitle: Luchtkasteel\nlanguage: nl\nperiod: 2021-2027\nthemes: [water]\n---\n",
    "funds/luchtkasteel.en.md": "---\ntitle: Castle in the air\ntranslates: 65abe50b\n---\n",
    "contacts/bureau.md": "---\norganisation: Bureau\nemail: bureau@example.org\n---\n",
    "calls/goed.md": (
        "---\ntitle: Goed\nlanguage: nl\nidentifier: GOED-1\nfund: luchtkasteel\ndeadline: 2026-12-31\n---\n\nWoorden.\n"
    ),
    "calls/goed.en.md": "---\ntitle: Good\ntranslates: 4e0eae60\n---\n\nWords.\n",
}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Puts files below root/content and answers the root."""
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


HOSTILE = Path(__file__).parent / "hostile"


def write_hostile(root: Path) -> Path:
    """Puts records below root/content that are right, and hold what would do harm if any of it were taken for markup."""
    files = {path.relative_to(HOSTILE).as_posix(): path.read_bytes() for path in sorted(HOSTILE.rglob("*.md"))}
    return write(write(root, GOOD), files)
