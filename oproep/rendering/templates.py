"""A page of the edition becomes HTML; a template that does not fit is a problem with its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError

from oproep.model.problem import Problem
from oproep.rendering.address import relative
from oproep.rendering.edition import Page
from oproep.rendering.pages import Frame
from oproep.rendering.tongue import Tongue


class BrokenTemplate(Exception):
    """A template cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Templates:
    """The templates of a catalogue: those of an earlier folder come before those of a later one."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [str(folder) for folder in folders]
        self.environment = Environment(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,  # a misspelt field would print nothing
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def render(self, page: Page, frames: Mapping[str, Frame], tongues: Mapping[str, Tongue]) -> str:
        """The HTML of a page, or `BrokenTemplate`."""
        try:
            return self.environment.get_template(f"pages/{page.template}").render(
                page=page,
                view=page.view,
                site=frames[page.language],
                t=tongues[page.language],
                href=lambda address: relative(address, page.address),
            )
        except (UnicodeDecodeError, TemplateNotFound) as error:
            said = (
                "A template is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"There is no template {error}"
            )
            raise BrokenTemplate(self.at(f"pages/{page.template}", 1, said)) from error
        except TemplateSyntaxError as error:
            raise BrokenTemplate(self.at(error.filename, error.lineno, str(error.message))) from error
        except Exception as error:  # whatever a template does wrong has a line in it
            frames_of = traceback.extract_tb(error.__traceback__)
            last = next((step for step in reversed(frames_of) if step.filename.startswith(tuple(self.folders))), None)
            if last is None:
                raise
            said = str(error.args[0]) if error.args else type(error).__name__
            raise BrokenTemplate(self.at(last.filename, last.lineno, said)) from error

    def at(self, filename: str | None, line: int | None, message: str) -> Problem:
        """A problem at a line of a template."""
        name = filename or "templates"
        inside = next((name.removeprefix(folder) for folder in self.folders if name.startswith(folder)), name)
        fix = "Correct the name; oproep/rendering/pages.py says what each page holds."
        file = f"templates/{inside.lstrip('/').replace(chr(92), '/').lstrip('/')}"
        return Problem(file=file, line=line or 1, column=1, code="template", message=f"{message}.", fix=fix)
