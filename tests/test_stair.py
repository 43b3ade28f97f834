"""From the program's own source text, proof that it is still the stair that HACKING.md draws."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "oproep"

# Lowest first. A module imports only from steps below its own, and from its own package.
STAIR = (
    "model",
    "cache",
    "reading",
    "catalogue",
    "rendering",
    "outputs",
    "site",
    "editing",
    "mending",
    "report",
    "serve",
    "importing",
    "elsewhere",
    "guides",
    "cli",
)

# Each library of pyproject.toml: the name it is imported by, and the step and the number of modules that
# may. A number grows only with a reason; whoever replaces a library then knows where to look.
LIBRARIES: dict[str, tuple[str, dict[str, int]]] = {
    "babel": ("babel", {"rendering": 2}),
    "cbor2": ("cbor2", {"outputs": 1}),
    "click": ("click", {"cli": 8}),  # each module of commands declares its own
    "filelock": ("filelock", {"site": 1}),
    "holidays": ("holidays", {"catalogue": 1}),
    "jinja2": ("jinja2", {"rendering": 1}),
    "livereload": ("livereload", {"serve": 1}),
    "markdownify": ("markdownify", {"importing": 1}),
    "openpyxl": ("openpyxl", {"importing": 1}),
    "markdown": ("markdown", {"rendering": 6}),  # one module for each of its steps that we made quicker
    "markupsafe": ("markupsafe", {"rendering": 10, "outputs": 1}),
    "nh3": ("nh3", {"rendering": 1, "importing": 1}),
    "pagefind-bin": ("pagefind_bin", {"outputs": 1}),
    "python-frontmatter": ("frontmatter", {"reading": 1}),
    "pyyaml": ("yaml", {"reading": 1, "guides": 1}),
    "rich": ("rich", {"cli": 1}),
    "tzdata": ("tzdata", {}),  # zoneinfo finds it by itself, and days_off its tables
    "watchfiles": ("watchfiles", {"serve": 1}),
}

LONGEST = 300
EMPTY_NAMES = frozenset("base common handler helper helpers manager misc processor util utils".split())

# The model knows no file, no YAML, no HTML; text and numbers come in, values go out.
CLOSED_TO_THE_MODEL = frozenset("glob html io json os pathlib shutil subprocess tempfile time".split())

# `now` is an argument everywhere; only the command line looks at the clock, and the preview at its own pace.
READS_THE_CLOCK = re.compile(r"\b((datetime|date|dt)\.(now|utcnow|today)|time\.(time|time_ns|localtime))\(")
MAY_READ_THE_CLOCK = {"cli", "serve"}


# The program speaks of calls and of its own parts; these words are about something else, or about nothing.
ABOUT_SOMETHING_ELSE = re.compile(
    r"(?<!user[- ])\bagents?\b|\bhelpers?\b|\b(this|last|next|earlier|coding) session\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Module:
    """A module of the program: its dotted name, its text and what it imports, wherever in the file."""

    name: str
    path: Path
    text: str = field(repr=False)

    @classmethod
    def at(cls, path: Path) -> Module:
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        return cls(name, path, path.read_text(encoding="utf-8"))

    @property
    def step(self) -> str | None:
        """Its step of the stair; None for the ground it stands on, `oproep/__init__.py`."""
        return step_of(self.name)

    def imports(self) -> Iterator[str]:
        """Every absolute dotted name imported; of `from a import b` both `a` and `a.b`."""
        package = self.name if self.path.stem == "__init__" else self.name.rpartition(".")[0]
        for node in ast.walk(ast.parse(self.text)):
            match node:
                case ast.Import(names=names):
                    yield from (alias.name for alias in names)
                case ast.ImportFrom(module=module, names=names, level=level):
                    above = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                    source = ".".join([*above, *([module] if module else [])])
                    yield source
                    yield from (f"{source}.{alias.name}" for alias in names)
                case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[argument, *_]):
                    yield named_at_run_time(argument, self)
                case ast.Call(func=ast.Attribute(attr="import_module"), args=[argument, *_]):
                    yield named_at_run_time(argument, self)


def named_at_run_time(argument: ast.expr, module: Module) -> str:
    """A module imported by name, where the name can be read; a name that is worked out hides a step."""
    match argument:
        case ast.Constant(value=str(name)) if not name.startswith("."):
            return name
    pytest.fail(f"{module.name}:{argument.lineno} imports a module whose name cannot be read: write it out")


def step_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "oproep" and len(parts) > 1 else None


MODULES = [Module.at(path) for path in sorted(PROGRAM.rglob("*.py"))]
every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


@every_module
def test_it_stands_on_a_step_and_imports_only_from_lower_ones(module: Module) -> None:
    own = module.step
    assert own is None or own in STAIR, f"{module.name} is on no step: put it on one, or add a step to STAIR"
    below = STAIR[: STAIR.index(own)] if own else ()
    allowed = {None, own, *below}
    attributes = {"oproep.__version__", "oproep.ZONE"}
    wrong = sorted(
        name
        for name in module.imports()
        if name.startswith("oproep.") and name not in attributes and step_of(name) not in allowed
    )
    assert not wrong, f"{module.name} is on the step {own!r} and may not look up to {', '.join(wrong)}"


@every_module
def test_it_can_be_read_in_one_sitting(module: Module) -> None:
    lines = len(module.text.splitlines())
    assert lines <= LONGEST, f"{module.name} has {lines} lines; which two things does it do?"


@every_module
def test_its_name_says_what_is_in_it(module: Module) -> None:
    empty = EMPTY_NAMES.intersection(re.split(r"[._]", module.name))
    assert not empty, f"{module.name}: {', '.join(empty)} says nothing about what is inside"


@every_module
def test_it_begins_with_a_sentence_about_itself(module: Module) -> None:
    sentence = ast.get_docstring(ast.parse(module.text))
    assert sentence, f"{module.name} has no docstring: what comes in, what goes out?"


@every_module
def test_it_speaks_of_the_catalogue_only(module: Module) -> None:
    found = [
        f"{module.path.relative_to(ROOT)}:{number}: {match[0]}"
        for number, line in enumerate(module.text.splitlines(), start=1)
        if (match := ABOUT_SOMETHING_ELSE.search(line))
    ]
    assert not found, ", ".join(found)


@every_module
def test_only_the_commands_look_at_the_clock(module: Module) -> None:
    if module.step in MAY_READ_THE_CLOCK:
        return
    looks = [
        f"{module.path.relative_to(ROOT)}:{number}"
        for number, line in enumerate(module.text.splitlines(), start=1)
        if READS_THE_CLOCK.search(line)
    ]
    assert not looks, f"take `now` as an argument: {', '.join(looks)}"


@pytest.mark.parametrize("module", [m for m in MODULES if m.step == "model"], ids=lambda module: module.name)
def test_the_model_knows_no_file_and_no_format(module: Module) -> None:
    libraries = {name for name, _ in LIBRARIES.values()}
    wrong = {name.split(".")[0] for name in module.imports()} & (CLOSED_TO_THE_MODEL | libraries)
    assert not wrong, f"{module.name} is a noun; {', '.join(sorted(wrong))} belongs to a later step"


def test_every_library_is_declared_here_and_in_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=!~\[; ]", line)[0] for line in project["dependencies"]}
    assert asked == set(LIBRARIES)


@pytest.mark.parametrize("distribution", LIBRARIES)
def test_a_library_is_imported_in_few_modules_of_its_own_step(distribution: str) -> None:
    library, most = LIBRARIES[distribution]
    users = [m for m in MODULES if any(name.split(".")[0] == library for name in m.imports())]
    for step in {module.step for module in users}:
        names = [module.name for module in users if module.step == step]
        assert len(names) <= most.get(step or "", 0), f"{library} is imported in {', '.join(names)}"


@every_module
def test_it_imports_nothing_that_the_project_does_not_ask_for(module: Module) -> None:
    known = {*sys.stdlib_module_names, "oproep", *(name for name, _ in LIBRARIES.values())}
    unknown = {name.split(".")[0] for name in module.imports()} - known
    assert not unknown, f"{', '.join(sorted(unknown))}: add it to pyproject.toml, then `make lock`"
