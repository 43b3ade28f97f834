"""The text of a call: a plan drawn once, then told in each language with that language's words.

So both languages have the same headings, lists, links, notes and tables, as a translation has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from benchmarks.shape import (
    BOLD,
    FOOTNOTES,
    FUND_LINK,
    ITEM_WORDS,
    LINKED,
    NESTED,
    PARAGRAPH_WORDS,
    SPREAD,
    TABLE,
)
from benchmarks.vocabulary import Vocabulary

# The headings of a call, how many of ten calls have each, and what stands below.
SECTIONS = (
    ("Doelstellingen", "Objectives", 10, "paragraphs"),
    ("Activiteiten", "Activities", 9, "bullets"),
    ("Begunstigden", "Beneficiaries", 8, "paragraphs"),
    ("Voorwaarden", "Conditions", 6, "parts"),
    ("Budget", "Budget", 4, "money"),
    ("Aanvraag", "Application", 5, "steps"),
    ("Documenten", "Documents", 4, "links"),
)
PARTS = (
    ("Ontvankelijkheid: lengte en vorm van het voorstel", "Admissibility: proposal page limit and layout"),
    ("Landen die in aanmerking komen", "Eligible countries"),
    ("Financiële en operationele draagkracht", "Financial and operational capacity"),
    ("Beoordeling en gunning", "Evaluation and award"),
    ("Juridische en financiële vorm", "Legal and financial set-up of the grants"),
)
PLACES = (
    "https://ec.example.eu/portal/docs/2021-2027/general-annexes_en.pdf",
    "https://ec.example.eu/portal/docs/2021-2027/guidance/programme-guide_en.pdf",
    "https://eur-lex.example.eu/legal-content/EN/ALL/?uri=CELEX:32021R{}",
    "https://www.example.org/calls/{}",
)


@dataclass(frozen=True)
class Block:
    """Something between two blank lines: its kind, the words of each of its parts, and which have a link or a note."""

    kind: str
    sizes: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    depth: tuple[int, ...] = ()
    heading: tuple[str, str] = ("", "")
    note: int = 0


@dataclass
class Plan:
    """The blocks of a text in order, and how many words each note has."""

    name: str
    fund: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


def draw_plan(chance: Random, name: str, fund: str) -> Plan:
    """The plan of a call's text; `name` is a word that comes in no other, `fund` the slug to link to."""
    plan = Plan(name, fund)
    length = math.exp(chance.gauss(0, SPREAD))
    notes = chance.randint(1, 3) if chance.random() < FOOTNOTES else 0
    plan.notes = [chance.randint(6, 20) for _ in range(notes)]
    table, unsaid = chance.random() < TABLE, iter(range(1, notes + 1))
    for dutch, english, share, kind in SECTIONS:
        if chance.randrange(10) >= share and not (table and kind == "money"):
            continue
        plan.blocks.append(Block("##", heading=(dutch, english)))
        plan.blocks.extend(below(chance, kind, length, unsaid, table=table))
    for note in unsaid:  # a short text has no paragraph left for it
        plan.blocks.append(Block("paragraph", (12,), note=note))
    if chance.random() < FUND_LINK:
        plan.blocks.append(Block("paragraph", (10,), links=(f"../funds/{fund}.md",)))
    return plan


def below(chance: Random, kind: str, length: float, unsaid: Iterator[int], *, table: bool) -> Iterator[Block]:
    """What stands below a heading of this kind."""

    def times(count: float) -> int:
        return max(1, round(count * length))

    def paragraph() -> Block:
        links = (place(chance),) if chance.random() < LINKED else ()
        return Block("paragraph", (chance.choice(PARAGRAPH_WORDS),), links, note=next(unsaid, 0))

    if kind == "parts":
        for heading in sorted(chance.sample(PARTS, chance.randint(2, 4))):
            yield Block("###", heading=heading)
            yield paragraph()
        return
    if kind == "paragraphs":
        yield from (paragraph() for _ in range(times(1.8)))
        return
    yield Block("paragraph", (chance.choice(PARAGRAPH_WORDS[:5]),))
    if kind == "money" and table:
        yield Block("table", (3, chance.randint(3, 7)))
    elif kind == "links":
        count = chance.randint(2, 6)
        yield Block("links", tuple(chance.choices((3, 5, 7, 9), k=count)), tuple(place(chance) for _ in range(count)))
    elif kind in ("bullets", "steps"):
        count = times(chance.choice((3, 4, 5, 6, 7)))
        nested = kind == "bullets" and chance.random() < NESTED
        depth = tuple(int(nested and at > 0 and chance.random() < 0.4) for at in range(count))
        yield Block(kind, tuple(chance.choices(ITEM_WORDS, k=count)), depth=depth)


def place(chance: Random) -> str:
    """An address to link to."""
    return chance.choice(PLACES).format(chance.randrange(100, 3000))


def tell(plan: Plan, language: str, words: Vocabulary, chance: Random) -> str:
    """The text of the plan in a language, as Markdown."""
    told = [block_text(block, language, words, chance) for block in plan.blocks]
    told[1] = f"{plan.name} {told[1][0].lower()}{told[1][1:]}"
    told += [f"[^{at}]: {words.text(chance, size)}" for at, size in enumerate(plan.notes, start=1)]
    return "\n\n".join(told)


def block_text(block: Block, language: str, words: Vocabulary, chance: Random) -> str:
    """One block in a language."""
    if block.kind.startswith("#"):
        return f"{block.kind} {block.heading[language == 'en']}"
    if block.kind == "table":
        return table_text(block.sizes[0], block.sizes[1], words, chance)
    if block.kind == "paragraph":
        text = words.text(chance, block.sizes[0])
        link = "".join(f" [{' '.join(words.draw(chance, 3))}]({address})." for address in block.links)
        return text + (f"[^{block.note}]" if block.note else "") + link
    if block.kind == "links":
        pairs = zip(block.sizes, block.links, strict=True)
        return "\n".join(f"- [{words.sentence(chance, size)[:-1]}]({link})" for size, link in pairs)
    marks = [f"{at}." if block.kind == "steps" else "-" for at in range(1, len(block.sizes) + 1)]
    items = zip(marks, block.sizes, block.depth, strict=True)
    return "\n".join(f"{'    ' * depth}{mark} {item_text(size, words, chance)}" for mark, size, depth in items)


def item_text(size: int, words: Vocabulary, chance: Random) -> str:
    """The words of an item, now and then with a bold beginning."""
    if chance.random() < BOLD:
        return f"**{words.sentence(chance, 2)}** {words.sentence(chance, size)}"
    return words.sentence(chance, size)[:-1] + ";"


def table_text(columns: int, rows: int, words: Vocabulary, chance: Random) -> str:
    """A table of words and amounts."""
    head = " | ".join(words.draw(chance, columns))
    lines = [f"| {head} |", "|---|" + "---|" * (columns - 2) + "--:|"]
    for _ in range(rows):
        cells = [" ".join(words.draw(chance, 3)) for _ in range(columns - 1)]
        lines.append(f"| {' | '.join(cells)} | EUR {chance.randrange(10, 900)} 000 |")
    return "\n".join(lines)
