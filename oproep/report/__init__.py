"""Problems become something to read: lines on a terminal, annotations on a pull request, JSON, or a page."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from pathlib import Path

from oproep.model.problem import Problem, Severity


def as_lines(problems: Iterable[Problem], root: Path) -> list[str]:
    """Each problem in four lines: its place, what was found with a caret below, and what to write instead."""
    lines: list[str] = []
    for problem in problems:
        word = "hint" if problem.severity is Severity.HINT else "error"
        lines.append(f"{problem.file}:{problem.line}:{problem.column}: {word}: {problem.message} [{problem.code}]")
        if source := source_line(root, problem):
            lines.append(f"    {source}")
            lines.append(f"    {' ' * min(problem.column - 1, len(source))}^")
        lines.append(f"    {problem.fix}")
    return lines


def source_line(root: Path, problem: Problem) -> str | None:
    """The line that a problem is about, or None when it cannot be shown."""
    try:
        text = (root / problem.file).read_text(encoding="utf-8-sig", errors="replace")
        line = text.split("\n")[problem.line - 1].rstrip()  # not `splitlines`, which knows more line ends than YAML
    except (OSError, IndexError, ValueError):
        return None
    printable = "".join(letter if letter.isprintable() else "?" for letter in line)
    return printable[:160] if printable.strip() else None


def as_github(problems: Iterable[Problem]) -> list[str]:
    """Workflow commands of GitHub Actions, one a problem; it shows ten errors and ten warnings of a step."""
    return [
        f"::{'warning' if problem.severity is Severity.HINT else 'error'} "
        f"file={in_property(problem.file)},line={problem.line},col={problem.column},title={in_property(problem.code)}"
        f"::{in_message(f'{problem.message} {problem.fix}')}"
        for problem in problems
    ]


def in_message(text: str) -> str:
    """Escapes the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def in_property(text: str) -> str:
    """Escapes a property of a workflow command."""
    return in_message(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects: file, line, column, code, severity, message, fix."""
    names = ("file", "line", "column", "code", "severity", "message", "fix")
    found = [{name: getattr(problem, name) for name in names} for problem in problems]
    return json.dumps(found, indent=1)


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and hints there are."""
    listed = list(problems)
    hints = sum(problem.severity is Severity.HINT for problem in listed)
    parts = [(len(listed) - hints, "error"), (hints, "hint")]
    said = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return " and ".join(said) or "no problems"


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 1.05rem/1.55 system-ui, sans-serif }}
body {{ max-width: 52rem; margin: 3rem auto; padding: 0 1.25rem }}
h1 {{ font-size: 1.6rem }}
li {{ margin: 0 0 2rem }}
ol {{ padding-left: 1.5rem }}
code, pre {{ font: .92rem/1.5 ui-monospace, monospace }}
pre {{ overflow: auto; padding: .75rem 1rem; border-left: 4px solid #b3261e; background: #8882 }}
.fix {{ font-weight: 600 }}
</style>
</head>
<body>
<h1>{title}</h1>
<ol>
{items}
</ol>
</body>
</html>
"""


def as_page(problems: Iterable[Problem], title: str, root: Path | None = None) -> str:
    """A page to read in a browser, which loads nothing else."""
    items = []
    for problem in problems:
        source = source_line(root, problem) if root else None
        caret = " " * min(problem.column - 1, len(source or "")) + "^"
        shown = f"<pre>{html.escape(source)}\n{caret}</pre>" if source else ""
        items.append(
            f"<li><p><code>{html.escape(problem.file)}:{problem.line}:{problem.column}</code></p>"
            f'<p>{html.escape(problem.message)}</p>{shown}<p class="fix">{html.escape(problem.fix)}</p></li>'
        )
    return PAGE.format(title=html.escape(title), items="\n".join(items))
