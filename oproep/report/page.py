"""Problems become a page to read in a browser, which loads nothing else."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from pathlib import Path

from oproep.model.problem import Problem
from oproep.rendering.tongue import Tongue
from oproep.report.codes import CODES
from oproep.report.guide import language_of
from oproep.report.source import shown

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


def as_page(
    problems: Iterable[Problem], title: str, root: Path | None = None, tongues: Mapping[str, Tongue] | None = None
) -> str:
    """The page: of each problem its place, its line, what to write instead, and why.

    Why stands there in the language of the record, where that is one of `tongues`.
    """
    items = []
    for problem in problems:
        source = shown(root, problem) if root else None
        line = f"<pre>{html.escape(source.line)}\n{source.caret}</pre>" if source else ""
        items.append(
            f"<li><p><code>{html.escape(problem.file)}:{problem.line}:{problem.column}</code></p>"
            f'<p>{html.escape(problem.message)}</p>{line}<p class="fix">{html.escape(problem.fix)}</p>'
            f"{why(problem, (tongues or {}).get(language_of(root, problem) if root else ''))}</li>"
        )
    return PAGE.format(title=html.escape(title), items="\n".join(items))


def why(problem: Problem, tongue: Tongue | None) -> str:
    """What the code of a problem means, in a language, else in English."""
    sentence = CODES.get(problem.code, "")
    if tongue is None:
        return f"<p>{html.escape(sentence)}</p>"
    said = tongue.explained(sentence)
    return f'<p lang="{"en" if said == sentence else tongue.code}">{html.escape(said)}</p>'
