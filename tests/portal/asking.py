"""What tests of importing share: an import asked for, the portal's answers made up, records read back."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.front_door import call
from tests.portal.raw import PAGES

ACCOUNT = re.compile(r"^(\d+) results = (\d+) drafts \+ (\d+) duplicates merged \+ (\d+) rejected$", re.MULTILINE)
TAKEN = re.compile(
    r"^(\d+) drafts taken = (\d+) new \+ (\d+) changed \+ (\d+) unchanged \+ (\d+) left alone; (\d+) left out",
    re.MULTILINE,
)


def portal(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What `import ft-portal` answers; without files, of the two pages beside the tests."""
    files = [each for each in arguments if str(each).endswith(".json")] or [str(page) for page in PAGES]
    others = [each for each in arguments if str(each) not in {str(file) for file in files}]
    return call("import", "ft-portal", "--root", root, *others, *files)


def numbers(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    """The numbers of the account, which add up."""
    found, taken = ACCOUNT.search(done.stdout), TAKEN.search(done.stdout)
    assert found, done.stdout + done.stderr
    assert taken, done.stdout
    results, drafts, merged, rejected = map(int, found.groups())
    asked, new, changed, same, alone, left_out = map(int, taken.groups())
    assert results == drafts + merged + rejected
    assert drafts == asked + left_out
    assert asked == new + changed + same + alone
    assert rejected == done.stdout.count("\nrejected ") + done.stdout.startswith("rejected ")
    return {
        "results": results, "drafts": drafts, "merged": merged, "rejected": rejected,
        "new": new, "changed": changed, "same": same, "alone": alone, "left out": left_out,
    }  # fmt: skip


def errors(root: Path) -> list[str]:
    """What `check` says is wrong, without its hints."""
    found = json.loads(call("check", "--root", root, "--format", "json").stdout)
    return [f"{each['file']}:{each['line']} {each['message']}" for each in found if each["severity"] == "error"]


def topic(identifier: str = "TEST-2027-TRY-01", /, **fields: Any) -> dict[str, Any]:
    """A result about a topic, with some fields other than usual; None leaves one out."""
    usual: dict[str, Any] = {
        "type": ["1"], "identifier": [identifier], "title": ["A try"], "status": ["31094502"],
        "startDate": ["2026-10-01T00:00:00.000+0000"], "deadlineDate": ["2027-03-01T00:00:00.000+0000"],
        "deadlineModel": ["single-stage"], "frameworkProgramme": ["43252405"], "programmePeriod": ["2021 - 2027"],
        "esDA_IngestDate": ["2026-06-20T08:00:00.000+0200"],
    }  # fmt: skip
    return {"metadata": {name: value for name, value in {**usual, **fields}.items() if value is not None}}


def page(path: Path, *results: Any) -> Path:
    """A saved answer that holds these results."""
    path.write_text(json.dumps({"totalResults": len(results), "results": results}), encoding="utf-8")
    return path


def record(root: Path, slug: str) -> Path:
    """The file of a call."""
    return root / "content" / "calls" / f"{slug}.md"


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the catalogue."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "content").rglob("*.*"))}
