"""A page of the edition becomes HTML; a template that does not fit is a problem with its file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.runtime import Context
from markupsafe import Markup
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined] # what `escape` does with text

from oproep.cache.ledger import Ledger
from oproep.cache.packing import Damaged, opened, sealed
from oproep.model.problem import Problem
from oproep.rendering.address import relative
from oproep.rendering.feeds import FeedEntry, FeedView
from oproep.rendering.linked_data import linked_data
from oproep.rendering.page import Page
from oproep.rendering.pages import Frame
from oproep.rendering.parts import CallRow
from oproep.rendering.tongue import Tongue

T = TypeVar("T")
SHELF = "templates"
MOST_SHARED = 1_000
COMPILED: dict[str, bytes] = {}  # by name and file, in this process; Jinja sees whether it is of the same source


def safe(value: Any) -> str:
    """What stands in HTML for a value: `markupsafe.escape`, without wrapping the result twice."""
    html = None if type(value) is str else getattr(value, "__html__", None)
    found: str = html() if html else escaped(str(value))
    return found


class BrokenTemplate(Exception):
    """A template cannot be used; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem

    def __reduce__(self) -> tuple[type[BrokenTemplate], tuple[Problem]]:
        return BrokenTemplate, (self.problem,)


class Compiled(BytecodeCache):
    """Templates as they were compiled before: compiling them takes longer than making a page."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.held: dict[str, bytes] = {}  # each language has an environment of its own, of the same templates
        self.fresh: dict[str, bytes] = {}
        self.codes: dict[tuple[str, str], CodeType] = {}  # by key and source, the same for every language

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name} {filename!a}"

    def load_bytecode(self, bucket: Bucket) -> None:
        key = bucket.key
        if found := self.codes.get((key, bucket.checksum)):
            bucket.code = found
            return
        if (code := self.held.get(key)) is None:
            if kept := self.ledger.get(SHELF, key.encode()):
                code = self.held[key] = opened(kept)
            elif code := COMPILED.get(key):  # by an earlier build of this process, with another cache or none
                self.held[key] = self.fresh[key] = code
        if code:
            bucket.bytecode_from_string(code)
        if bucket.code:
            self.codes[key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = self.fresh[bucket.key] = COMPILED[bucket.key] = bucket.bytecode_to_string()

    def keep(self) -> None:
        """Keeps what was compiled since."""
        self.ledger.put(SHELF, [(key.encode(), sealed(code)) for key, code in self.fresh.items()])
        self.fresh.clear()


class Sheet(Template):
    """A compiled template. What it writes is joined at once, so none of it need be marked as safe first."""

    @classmethod
    def from_code(cls, *compiled: Any, **more: Any) -> Template:
        found = super().from_code(*compiled, **more)
        found.root_render_func.__globals__["escape"] = safe
        return found

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        """Its macros; every template has the same globals, so they are the same for all that import them."""
        return super()._get_default_module()


class Scope(Context):
    """The names that a template knows. None of our functions asks for it, so a call is a call."""

    def call(self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **parts: Any) -> Any:
        return called(*args, **parts)


class Book(Environment):
    """The templates of one language, each in hand once it was asked for: a page asks for a dozen of them."""

    template_class = Sheet
    context_class = Scope

    def __init__(self, folders: Sequence[str], compiled: Compiled) -> None:
        super().__init__(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,  # a misspelt field would print nothing
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=compiled,
            auto_reload=False,
        )
        self.in_hand: dict[Any, Template] = {}

    def get_template(self, name: Any, *more: Any, **others: Any) -> Template:
        """A template by its name."""
        found = self.in_hand.get(name)
        if found is None:
            found = self.in_hand[name] = super().get_template(name, *more, **others)
        return found

    def load(self, name: str) -> None:
        """Takes a template in hand, and all that it names."""
        if name not in self.in_hand:
            template = self.get_template(name)
            for part in (template.root_render_func, *template.blocks.values()):
                for other in names_in(part.__code__):
                    self.load(other)

    def write(self, name: str, **shown: Any) -> str:
        """What a template says of what is shown. `Template.render` works out anew what all pages share."""
        template = self.get_template(name)
        context = Scope(self, {**self.globals, **shown}, name, template.blocks)
        try:
            return "".join(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - it is raised again, with the line of the template
            self.handle_exception()


def names_in(code: CodeType) -> Iterator[str]:
    """The templates that a compiled one names: it extends, imports or includes them, or writes them once."""
    for found in code.co_consts:
        if isinstance(found, CodeType):
            yield from names_in(found)
        elif isinstance(found, str) and re.fullmatch(r"(pages|parts)/[\w-]+\.html", found):
            yield found


class Templates:
    """The templates of a catalogue: those of an earlier folder come before those of a later one.

    They find the words (`t`), the links (`href`) and what stands around every page (`site`) by these names.
    """

    def __init__(
        self, folders: Sequence[Path], tongues: Mapping[str, Tongue], frames: Mapping[str, Frame], ledger: Ledger
    ) -> None:
        self.folders = [str(folder) for folder in folders]
        self.here = self.folder = ""  # the page that is made at the moment, and where it stands
        self.page: Page | None = None
        self.compiled = Compiled(ledger)
        self.books: dict[str, Book] = {}
        for language, tongue in tongues.items():
            book = self.books[language] = Book(self.folders, self.compiled)
            book.globals.update(
                t=tongue,
                href=self.href,
                site=frames[language],
                linked_data=partial(linked_data, frames[language]),
                fixed=partial(self.fixed, language),
                once=partial(self.once, language),
            )
        named = {language: {frame.home, *(item.address for item in frame.nav)} for language, frame in frames.items()}
        self.named = named  # pages that the head of a page marks as the one that is shown
        self.written: dict[tuple[str, str, str, str], Markup] = {}
        self.shared: dict[Any, Any] = {}

    def load(self, *names: str) -> None:
        """Has these templates ready, with all that they need, so that processes to come inherit them."""
        for book in self.books.values():
            for name in names:
                self.told(name, partial(book.load, name))
        self.compiled.keep()

    def stand(self, here: str) -> None:
        """From now on links lead from here."""
        self.here, self.folder = here, here.rpartition("/")[0]

    def href(self, address: str) -> str:
        """The link from the page that is made to an address."""
        return relative(address, self.here)

    def render(self, page: Page) -> str:
        """The HTML of a page, or `BrokenTemplate`."""
        self.stand(page.address)
        self.page = page
        name = f"pages/{page.template}"
        return self.told(name, lambda: self.books[page.language].write(name, page=page, view=page.view))

    def fixed(self, language: str, name: str) -> Markup:
        """A part of the page that is made which is the same on all pages of its folder: it is written once."""
        exact = self.here if self.here in self.named[language] else ""
        key = (language, name, self.folder, exact)
        if key not in self.written:
            text = self.books[language].write(name, page=self.page)
            self.written[key] = Markup(text.strip("\n"))  # noqa: S704 - a template made it
        return self.written[key]

    def once(self, language: str, macro: Any, shown: Any, *more: Hashable) -> Any:
        """What a macro writes of a value that many pages show; it uses nothing else, so it writes the same on each."""
        key = (language, macro.name, self.folder, id(shown), more)
        found = self.shared.get(key)
        if found is None:
            if len(self.shared) >= MOST_SHARED:
                self.shared.clear()
            found = self.shared[key] = macro(shown, *more), shown  # as long as it is kept, nothing else has its id
        return found[0]

    def row(self, language: str, row: CallRow, here: str) -> str:
        """The HTML of a call in a list that stands at `here`, or `BrokenTemplate`."""
        self.stand(here)
        name = "parts/call-row.html"

        def make() -> str:
            module: Any = self.books[language].get_template(name).module
            return str(module.call_row(row))

        return self.told(name, make)

    def feed(self, language: str, view: FeedView, entries: Sequence[FeedEntry], updated: str) -> str:
        """The XML of a feed with its entries, or `BrokenTemplate`."""
        name = "feeds/feed.xml"
        return self.told(name, lambda: self.books[language].write(name, feed=view, entries=entries, updated=updated))

    def told(self, name: str, make: Callable[[], T]) -> T:
        """What `make` answers; whatever goes wrong in a template becomes a `BrokenTemplate`."""
        try:
            return make()
        except Damaged:
            raise
        except (UnicodeDecodeError, TemplateNotFound) as error:
            said = (
                "A template is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"There is no template {error}"
            )
            raise BrokenTemplate(self.at(name, 1, said)) from error
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
