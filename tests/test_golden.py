"""The example, built at one moment, is what tests/expected/ holds, byte for byte.

    python tests/test_golden.py --bless      takes what is built now for what is expected

What is blessed is read in the diff of the commit. Search bundles are listed by name and hash, style sheet
and scripts by name: the first are no text, the second are copied as they are.
"""

from __future__ import annotations

import difflib
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.front_door import EXAMPLE, ROOT, build, files

EXPECTED = ROOT / "tests" / "expected"
LISTED = "other-files.txt"
MOST_LINES = 40  # of one file
MOST_TOLD = 400
REMEDY = "If this is as it should be: python tests/test_golden.py --bless, and read the diff before you commit it."


def golden(site: Path) -> dict[str, bytes]:
    """What is compared of a built site."""
    kept: dict[str, bytes] = {}
    listed: list[str] = []
    for name, data in files(site).items():
        if "/pagefind/" in name:
            listed.append(f"{name} {hashlib.sha256(data).hexdigest()[:16]}")
        elif (
            name.endswith(".zip") or name == "edition.js" or name.startswith("static/")
        ):  # one holds all the rest, the other its size
            listed.append(name)
        else:
            kept[name] = data
    return {**kept, LISTED: "".join(f"{line}\n" for line in sorted(listed)).encode()}


def differences(expected: dict[str, bytes], found: dict[str, bytes]) -> Iterator[str]:
    """What differs, for a person to read."""
    yield from (f"no longer there: {name}" for name in sorted(expected.keys() - found.keys()))
    yield from (f"not there before: {name}" for name in sorted(found.keys() - expected.keys()))
    for name in sorted(expected.keys() & found.keys()):
        if expected[name] == found[name]:
            continue
        before, after = (each[name].decode().splitlines() for each in (expected, found))
        lines = list(difflib.unified_diff(before, after, f"expected/{name}", f"built/{name}", n=1, lineterm=""))
        yield from lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            yield f"… and {len(lines) - MOST_LINES} lines more in {name}"
        if not lines:
            yield f"only line ends differ in {name}"


def test_the_example_is_built_as_expected(example_built: Path) -> None:
    expected = files(EXPECTED)
    told = list(differences(expected, golden(example_built)))
    more = [f"… and {len(told) - MOST_TOLD} lines more"] if len(told) > MOST_TOLD else []
    assert not told, "\n".join([*told[:MOST_TOLD], *more, REMEDY])


def bless() -> None:
    """Puts what is built now in the place of what was expected."""
    with tempfile.TemporaryDirectory() as place:
        found = golden(build(EXAMPLE, Path(place) / "public"))
    before = files(EXPECTED) if EXPECTED.is_dir() else {}
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, data in found.items():
        path = EXPECTED / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    changed = sorted(name for name in before.keys() | found.keys() if before.get(name) != found.get(name))
    sys.stdout.write("".join(f"{name}\n" for name in changed) or "Nothing changed.\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--bless"]:
        sys.exit("Usage: python tests/test_golden.py --bless")
    bless()
