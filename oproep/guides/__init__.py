"""What the program says of itself to people and to their editors becomes files of the repository.

The parts of the guides that follow from the model, and settings of programs in which people write. They are committed,
so that everyone has them: `make guides` writes them anew, and a test fails where one is not as it would be written.
"""

from __future__ import annotations

from collections.abc import Mapping

from oproep.guides import front_matter_cms, handbooks, issue_forms, vscode
from oproep.guides.place import ROOT

# Each answers its files by their path from the top of the repository.
MODULES = (handbooks, issue_forms, front_matter_cms, vscode)


def files() -> Mapping[str, str]:
    """Every file that follows from the program, by its path from the top of the repository."""
    return {path: text for module in MODULES for path, text in module.files().items()}


def write() -> list[str]:
    """Writes those that are not as they should be; answers which."""
    changed = []
    for path, text in files().items():
        file = ROOT / path
        if not file.exists() or file.read_bytes() != text.encode():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed
