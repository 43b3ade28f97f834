"""The commands of an editor become tasks of VS Code, and what `check` finds appears in its list of problems.

The YAML extension is not among those recommended: it judges no keys inside Markdown (its issue 207).
"""

from __future__ import annotations

from collections.abc import Mapping

from oproep.guides.place import as_json, tongues
from oproep.model.shape import Json

# The first line of a problem as `check` writes it: file, line, column, weight, message and code.
PROBLEM = r"^(\S.*?):(\d+):(\d+): (error|hint): (.*) \[([\w-]+)\]$"
PARTS = ("file", "line", "column", "severity", "message", "code")
EXTENSIONS: list[Json] = ["eliostruyf.vscode-front-matter", "editorconfig.editorconfig"]


def files() -> Mapping[str, str]:
    """The tasks and the extensions that are recommended; everything else there is a person's own."""
    return {
        ".vscode/extensions.json": as_json({"recommendations": EXTENSIONS}),
        ".vscode/tasks.json": as_json({"version": "2.0.0", "tasks": tasks(), "inputs": inputs(list(tongues()))}),
    }


def tasks() -> list[Json]:
    """What an editor asks the program for, by a name in words."""
    matched: dict[str, Json] = {name: place for place, name in enumerate(PARTS, start=1)}
    matcher: Json = {
        "owner": "oproep",
        "source": "oproep",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {"regexp": PROBLEM, **matched},
    }
    return [
        task("Oproep: check everything", ["check"], matcher),
        task("Oproep: check this file", ["check", "${file}"], matcher),
        task("Oproep: show the catalogue", ["serve"], []),
        task("Oproep: a new call", ["new", "call", "${input:name}"], []),
        task("Oproep: translate this file", ["new", "translation", "${file}", "--language", "${input:language}"], []),
        task("Oproep: this translation is right again", ["accept", "${file}"], []),
    ]


def task(label: str, arguments: list[Json], matcher: Json) -> dict[str, Json]:
    """One command, run by the Python of `.venv`."""
    return {
        "label": label,
        "type": "process",
        "command": "${workspaceFolder}/.venv/bin/python",
        "windows": {"command": "${workspaceFolder}\\.venv\\Scripts\\python.exe"},
        "args": ["build.py", *arguments],
        "problemMatcher": matcher,
        "presentation": {"clear": True},
    }


def inputs(languages: list[str]) -> list[Json]:
    """What VS Code asks before it starts a task."""
    return [
        {"id": "name", "type": "promptString", "description": "The name of the file: a-z, 0-9 and ‘-’ alone."},
        {"id": "language", "type": "pickString", "description": "Into which language?", "options": [*languages]},
    ]
