"""The declared keys of a record become the text of a new one: each with its sentence of help and an example."""

from __future__ import annotations

from collections.abc import Callable

from oproep.model.keys import keys_of


def skeleton(record: type, language: str, title: str, said: Callable[[str], str]) -> str:
    """The text of a new record: what it must have, filled in; what it may have, as comments to complete.

    `said` says a sentence of help in the language of the editor.
    """
    lines = ["---"]
    for key in keys_of(record).values():
        lines.append(f"# {said(key.help)}")
        if key.name == "language":
            lines.append(f"language: {language}")
        elif key.name in ("title", "organisation"):  # what the record is called
            lines.append(f"{key.name}: {title}")
        elif key.name == "deadline":
            lines.append("deadline: unknown")
        elif key.required:
            lines.append(f"{key.name}: {key.example}")
        else:
            lines.append(f"# {key.name}: {key.example}")
    lines += ["---", ""]
    return "\n".join(lines)


def in_quotes(text: str) -> str:
    """Text as YAML takes it whatever is in it; a colon would begin a group, a `#` a comment."""
    return "'" + text.replace("'", "''") + "'"


def translation_skeleton(title: str, summary: str | None, mark: str, headings: list[str]) -> str:
    """The text of a new translation: the words to replace, the mark of the original, and its headings."""
    head = ["---", f"title: {in_quotes(title)}"]
    if summary:
        head.append(f"summary: {in_quotes(summary)}")
    head += [f"translates: {mark}", "---", ""]
    body = [f"{heading}\n" for heading in headings]
    return "\n".join([*head, *body])
