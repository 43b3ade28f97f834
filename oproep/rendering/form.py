"""The model and the catalogue become a form that writes the Markdown of a new call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from oproep.catalogue.entry import Entry
from oproep.model.call import Call
from oproep.model.headings import HEADINGS
from oproep.model.keys import keys_of
from oproep.model.place import COUNTRIES, UNIONS, Place
from oproep.model.settings import Forge, Settings
from oproep.model.shape import DEVICES, LONGEST_SLUG, SLUG, Shape, SlugOf, plain_slug
from oproep.model.skeleton import skeleton
from oproep.reading.frontmatter import LONGEST_BODY
from oproep.reading.record import MOST_LINES, MOST_MARKS, RUNS
from oproep.rendering.forge import repository_of
from oproep.rendering.form_fields import RULES, FieldMaker, FormChoice, FormField
from oproep.rendering.pages import FormPage, FormPart, FormTarget
from oproep.rendering.parts import Outlink
from oproep.rendering.rows import Rows
from oproep.rendering.scribe import Scribe
from oproep.rendering.site_pages import name_of
from oproep.rendering.tongue import Tongue
from oproep.rendering.words import Words

FOLDER = "content/calls"
# The keys that stand in the open, in parts; those of a call that are named nowhere stand behind "more".
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("words", ("title", "identifier", "summary")),
    ("dates", ("deadline", "opens")),
    ("topics", ("fund", "themes", "beneficiaries")),
    ("money", ("budget",)),
    ("pages", ("links", "verified")),
    ("documents", ("links.documents",)),
    ("sessions", ("events",)),
    ("people", ("contacts",)),
)
# What a new call has none of; and stages are numbered by their order.
LEFT_OUT = frozenset({"changes", "corrected", "cancelled", "aliases", "deadline.stage"})
FOLDED = frozenset(
    "deadline.label deadline.extended_from budget.parts budget.earmarked budget.cofinancing.up_to "
    "budget.cofinancing.note budget.expected_grants budget.note".split()
)
# Keys of which the name of their field says all that their help does.
SAY_ENOUGH = frozenset(
    "title fund themes beneficiaries budget.total budget.grant budget.grant.min budget.grant.max budget.cofinancing "
    "budget.cofinancing.rate budget.cofinancing.up_to budget.cofinancing.note budget.parts.label budget.parts.amount "
    "budget.earmarked.label budget.earmarked.amount budget.expected_grants budget.note deadline.at deadline.label "
    "deadline.extended_from opens links.apply links.documents links.documents.label links.documents.url "
    "links.documents.language contacts.organisation contacts.role contacts.email contacts.url contacts.address events "
    "events.title events.starts events.ends events.url notice keywords contacts verified".split()
)
CONFIRMED = frozenset({"verified"})  # the day of today, where somebody says that it is so
# What a document may be written in besides the catalogue's own languages: those of the European Union.
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
COUNTS = ("bullets", "numbers", "headings", "breaks", "characters")  # what is taken over from a word processor
FORGES = {Forge.GITHUB: "GitHub", Forge.GITLAB: "GitLab", Forge.FORGEJO: "Forgejo"}
SCRIPT_WORDS = (
    "form-copied", "form-copied-opened", "form-not-copied", "form-saved", "form-opened", "form-cleared", "form-meant",
    "form-line", "form-clear-sure", "form-taken", "form-past", "form-code-taken", "at-time",
)  # fmt: skip


def form_page(rows: Rows) -> FormPage:
    """The form in one language, with what a script needs to know of the rules."""
    scribe = rows.scribe
    tongue, settings = scribe.tongue, scribe.catalogue.settings
    maker = FieldMaker(
        tongue, lambda path, shape: choices_of(scribe, path, shape), FOLDED, LEFT_OUT, SAY_ENOUGH, CONFIRMED
    )
    fields = dict(apart({field.name: field for field in maker.fields(Call)}, "links", "documents"))
    named = {name for _, names in PARTS for name in names}
    parts = [FormPart(name, tuple(fields[each] for each in names if each in fields)) for name, names in PARTS]
    more = FormPart("more", tuple(field for name, field in fields.items() if name not in named))
    repository = repository_of(settings)
    target = None
    if repository:
        target = FormTarget(FORGES[repository.forge], repository.new(FOLDER), takes_text=repository.takes_text)
    guide = tongue.text("form-guide-file")
    return FormPage(
        parts=tuple(parts),
        more=more,
        languages=tuple(FormChoice(code, tongue.name_of(code)) for code in scribe.catalogue.languages),
        headings=tuple(tongue.text(f"heading-{name}") for name in HEADINGS),
        example=skeleton(Call, tongue.code, tongue.text("form-example-title"), tongue.help),
        target=target,
        guide=Outlink(url=repository.view(guide) if repository else "", words=Words(text=guide)),
        email=scribe.outlink(f"mailto:{settings.email}", settings.email) if settings.email else None,
        rules=rules(settings, tongue),
        counts=tongue.forms({name: f"taken-{name}" for name in COUNTS}),
        words={word: tongue.left_open(word) for word in (*SCRIPT_WORDS, *faults_of(tongue))},
    )


def apart(fields: Mapping[str, FormField], group: str, name: str) -> Iterator[tuple[str, FormField]]:
    """The same fields, but that one of a group stands in a group of its own, named `group.name`."""
    for key, field in fields.items():
        if key == group:
            yield key, field._replace(fields=tuple(each for each in field.fields if each.name != name))
            own = tuple(each for each in field.fields if each.name == name)
            yield f"{group}.{name}", field._replace(path=f"{field.path}-{name}-group", fields=own)
        else:
            yield key, field


def rules(settings: Settings, tongue: Tongue) -> Mapping[str, Any]:
    """What a script checks a call by that stands in no single key."""
    return {
        "keys": [*keys_of(Call)],
        "locale": str(tongue.locale).replace("_", "-"),
        "forms": {**RULES, "moment": {**RULES["moment"], "zone": settings.zone.key}},
        "name": {"pattern": SLUG, "longest": LONGEST_SLUG, "taken": [*sorted(DEVICES), "index"]},
        "body": {"longest": LONGEST_BODY, "lines": MOST_LINES, "marks": MOST_MARKS, "runs": RUNS.pattern},
    }


def faults_of(tongue: Tongue) -> Iterable[str]:
    """The words for what may be wrong."""
    return sorted(word for word in tongue.ids if word.startswith("fault-"))


def choices_of(scribe: Scribe, path: tuple[str, ...], shape: Shape[Any]) -> tuple[FormChoice, ...]:
    """What one may choose for a key of this shape; nothing where it is typed."""
    if path[-1] == "language":
        own = tuple(FormChoice(code, scribe.tongue.name_of(code)) for code in scribe.catalogue.languages)
        others = (FormChoice(code, scribe.tongue.name_of(code)) for code in LANGUAGES if len(path) > 1)
        return (*own, *told_apart([choice for choice in others if choice not in own]))
    if isinstance(shape, SlugOf) and shape.kind:
        entries = scribe.catalogue.of_kind(shape.kind).values()
        name = contact_name if shape.kind == "contacts" else name_of
        return told_apart([FormChoice(entry.slug, name(scribe, entry)) for entry in entries])
    if isinstance(shape, Place):
        near = [FormChoice(code, scribe.tongue.place(code, scribe.regions)) for code in (*UNIONS, *scribe.regions)]
        far = [FormChoice(code, scribe.tongue.place(code, {})) for code in COUNTRIES]
        return (*told_apart(near), *told_apart(far))
    return ()


def told_apart(choices: list[FormChoice]) -> tuple[FormChoice, ...]:
    """Choices by name; where two have the same, with what is written too."""
    names = Counter(choice.label for choice in choices)
    found = [
        choice if names[choice.label] == 1 else FormChoice(choice.value, f"{choice.label} ({choice.value})")
        for choice in choices
    ]
    return tuple(sorted(found, key=lambda choice: (plain_slug(choice.label), choice.value)))


def contact_name(scribe: Scribe, entry: Entry[Any]) -> str:
    """A contact as one looks for it: the person, and of which body."""
    body = scribe.label(entry.facts.organisation)
    return ", ".join(filter(None, (entry.facts.person, body.text if body else None))) or entry.slug
