"""The files of one made-up call: its facts as lines of YAML, its words in two languages.

The call of a number is the same in a catalogue of any size, so that a small one is the beginning of a large one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from benchmarks import shape
from benchmarks.prose import draw_plan, tell
from benchmarks.records import BENEFICIARIES, CONTACTS, LANGUAGES, PERIODS, PROGRAMMES, THEMES, Words, record
from benchmarks.vocabulary import own_name, vocabulary

TYPES = (
    "HORIZON Research and Innovation Actions", "HORIZON Innovation Actions", "HORIZON Coordination and Support Actions",
    "LIFE Project Grants", "CEF Infrastructure Projects", "DIGITAL Simple Grants", "ERASMUS Lump Sum Grants",
)  # fmt: skip
TIMES = ("17:00", "17:00", "17:00", "17:00", "12:00", "23:59")
EVENT = "events:\n  - title: {nl: Infosessie, en: Information session}"
DOCUMENT = """  documents:
    - label: {nl: Algemene bijlagen bij het werkprogramma, en: General annexes to the work programme}
      url: https://ec.example.eu/portal/docs/general-annexes_en.pdf
      language: en"""
THEME_WEIGHTS = [1 / (rank + 2) for rank in range(len(THEMES))]


def call_files(number: int) -> Iterator[tuple[str, str]]:
    """The files of the call of this number, from 1, by their path below content/."""
    chance = Random(f"{shape.SEED}/{number}")
    closes = last_moment(chance)
    opens = closes - timedelta(days=chance.randint(40, 160))
    programme = chance.choices([name for name, _ in PROGRAMMES], [share for _, share in PROGRAMMES])[0]
    first, last = PERIODS[opens.year > PERIODS[0][1]]
    fund = f"{programme}-{first}-{last}"
    code = f"{'EU' if chance.random() < 0.25 else programme.upper()}-{opens.year}-"
    code += f"{chance.choice('ABCDE')}{chance.randint(10, 99)}-{number:05}"
    names = [own_name(chance) for _ in range(shape.OWN_NAMES)]
    plan = draw_plan(chance, names[0], fund)
    size, summary = chance.choice(shape.TITLE_WORDS), chance.choice(shape.SUMMARY_WORDS)
    told = []
    for language in LANGUAGES:
        words = vocabulary(language)
        title = " ".join(words.draw(chance, size))
        title = f"{names[1]}: {title}" if number % 5 == 0 else title[0].upper() + title[1:]
        told.append(Words(title, words.sentence(chance, summary), tell(plan, language, words, chance)))
    facts = "".join(f"{line}\n" for line in fact_lines(chance, code, fund, opens, closes))
    yield from record(f"calls/{code.lower()}", told[0], told[1], facts)


def last_moment(chance: Random) -> date:
    """The day of the last deadline."""
    if chance.random() < shape.STILL_TO_CLOSE:
        return shape.TODAY + timedelta(days=chance.randint(1, shape.LAST_DEADLINE_IN_DAYS))
    days = (shape.TODAY - shape.FIRST_DEADLINE).days
    return shape.FIRST_DEADLINE + timedelta(days=chance.randrange(days))


def fact_lines(chance: Random, code: str, fund: str, opens: date, closes: date) -> Iterator[str]:
    """The facts, key by key."""
    count = chance.choices((1, 2, 3), shape.THEMES)[0]
    chosen = dict.fromkeys(chance.choices([slug for slug, _ in THEMES], THEME_WEIGHTS, k=count))
    seen = min(opens, shape.TODAY)
    yield from (f"identifier: {code}", f"fund: {fund}", f"themes: [{', '.join(chosen)}]")
    if chance.random() < shape.OWN_BENEFICIARIES:
        kinds = chance.sample([slug for slug, _ in BENEFICIARIES], chance.randint(1, 5))
        yield f"beneficiaries: [{', '.join(kinds)}]"
    yield f"opens: {opens}"
    yield from deadline_lines(chance, opens, closes)
    if chance.random() < shape.BUDGET:
        yield from budget_lines(chance)
    yield f"links:\n  source: https://ec.example.eu/portal/screen/opportunities/topic-details/{code}"
    if chance.random() < shape.DOCUMENTS:
        yield DOCUMENT
    if chance.random() < shape.KEYWORDS:
        yield "keywords:"
        for language in LANGUAGES:
            words = dict.fromkeys(word for word in vocabulary(language).draw(chance, 40) if len(word) > 6)
            yield f"  {language}: [{', '.join(list(words)[:7]) or 'project'}]"
    if chance.random() < shape.TYPES_OF_ACTION:
        yield f"types_of_action: [{chance.choice(TYPES)}]"
    yield f"published: {seen}\nverified: {seen}"
    rare = {
        "countries: [BE-VLG]": shape.OWN_COUNTRIES,
        f"contacts: [contact-{chance.randint(1, CONTACTS)}]": shape.CONTACTS,
        f"{EVENT}\n    starts: {opens + timedelta(days=10)} 13:00\n    place: online": shape.EVENTS,
        "notice: {nl: De gegevens zijn voorlopig., en: The facts are provisional.}": shape.NOTICE,
        f"cancelled: {seen}": shape.CANCELLED,
    }
    yield from (line for line, share in rare.items() if chance.random() < share)


def deadline_lines(chance: Random, opens: date, closes: date) -> Iterator[str]:
    """The deadline: one moment, two stages, cut-offs, or a word; now and then it was extended."""
    form, time = chance.random(), chance.choice(TIMES)
    if form < shape.UNDATED:
        yield f"deadline: {chance.choice(('rolling', 'until-spent', 'unknown'))}"
    elif form < shape.UNDATED + shape.CUT_OFFS:
        step = (closes - opens) // 6
        yield "deadline:"
        for back in reversed(range(5)):
            yield f"  - at: {closes - back * step} {time}"
    elif form < shape.UNDATED + shape.CUT_OFFS + shape.STAGED:
        yield from ("deadline:", f"  - at: {opens + (closes - opens) // 3} {time}", "    stage: 1")
        yield from (f"  - at: {closes} {time}", "    stage: 2")
    elif chance.random() < shape.EXTENDED:
        yield from ("deadline:", f"  - at: {closes} {time}", f"    extended_from: {closes - timedelta(days=14)} {time}")
    else:
        yield f"deadline: {closes} {time}"


def budget_lines(chance: Random) -> Iterator[str]:
    """The money: a total, and often what a project may ask and how many are expected."""
    grant, projects = chance.randint(1, 80) * 50_000, chance.randint(2, 20)
    yield from ("budget:", f"  total: EUR {spaced(grant * projects)}")
    if chance.random() < shape.GRANT_RANGE:
        yield from ("  grant:", f"    min: EUR {spaced(grant // 2)}", f"    max: EUR {spaced(grant)}")
    if chance.random() < shape.COFINANCING:
        yield f"  cofinancing: {chance.choice((60, 75, 80, 90))}%"
    if chance.random() < shape.EXPECTED_GRANTS:
        yield f"  expected_grants: {projects}"


def spaced(amount: int) -> str:
    """An amount as editors write it."""
    return f"{amount:,}".replace(",", " ")
