"""A case of expected.toml is put into a catalogue, and mended there as its messages say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oproep.editing import accept
from tests.broken.tiny import write

HERE = Path(__file__).parent
LANGUAGES = frozenset({"nl", "en"})


def put(root: Path, case: dict[str, Any]) -> None:
    """Puts the file of a case into the catalogue at `root`, as its line in the table says."""
    source, target = HERE / case["file"], root / "content" / case["at"]
    if case.get("link"):
        target.parent.mkdir(exist_ok=True)
        target.symlink_to(source)
        return
    text = source.read_text(encoding="utf-8")
    if longest := case.get("body"):
        text += "x" * (longest - len(text.rpartition("---\n\n")[2]))
    write(root, {case["at"]: text.encode(case.get("encoding", "utf-8"))})


def mend(root: Path, case: dict[str, Any]) -> str:
    """Does what the messages of a case say; answers the file's new name and what it holds then, empty when it is gone."""
    path = root / "content" / case["at"]
    if case.get("remove"):
        path.unlink()
        return ""
    raw = path.read_bytes()
    if case.get("link"):
        path.unlink()
    text = raw.decode(errors="replace")
    if case.get("body"):
        text = text[:200]
    for typed, meant in case.get("mend", []):
        assert typed in text, typed
        text = text.replace(typed, meant, 1)
    path.write_bytes(text.encode())
    if moved := case.get("move"):
        path = path.rename(root / "content" / moved)
        old = root / "content" / Path(case["at"]).parent
        if old.name and not any(old.iterdir()):
            old.rmdir()
    if case.get("accept"):
        accept(root, [path], LANGUAGES)
    return f"{path.relative_to(root).as_posix()}\n{path.read_text(encoding='utf-8')}"
