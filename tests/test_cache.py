"""What is kept between builds never changes a byte: after any walk of edits the site is what it would be from nothing."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from oproep import site
from oproep.cache.ledger import FILE, kept_at
from oproep.outputs import search_shards
from oproep.rendering import calendar_parts, lists, year
from oproep.rendering.prose import ProseMaker, Trouble
from oproep.site import preparing
from tests.front_door import EXAMPLE, ROOT, build, files

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PAGES_AND_DATA = frozenset({"pages", "data"})
SEARCH = frozenset({"search"})
LOOKED_AT = 12  # steps between two comparisons with a build from nothing; what goes wrong stays wrong until then
SEEDS = range(4)
SEEDS_OF_SEARCH = range(4, 6)
STEPS = 50


class Walk:
    """A catalogue that is edited at random, as editors and maintainers do."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)  # noqa: S311
        self.now = NOW
        self.made = 0
        shutil.copytree(EXAMPLE / "content", root / "content")
        for name in ("words/en.po", "parts/call-row.html", "pages/call.html"):
            target = root / "templates" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "templates" / name, target)

    def step(self) -> str:
        """One edit that leaves the catalogue without errors; answers what it was."""
        edits = (
            self.another_body, self.another_body, self.another_title, self.another_title, self.another_deadline, self.another_session, self.another_change, self.another_fund,
            self.another_theme, self.a_call_more, self.a_call_less, self.a_call_renamed, self.a_translation_less,
            self.a_fund_edited, self.a_topic_edited, self.a_contact_edited, self.another_word, self.another_template,
            self.another_setting, self.another_time, self.another_time, self.touched, self.nothing,
        )  # fmt: skip
        edit = self.chance.choice(edits)
        edit()
        return edit.__name__

    def one(self, pattern: str) -> Path:
        """A file of content/ by lot."""
        return self.chance.choice(sorted((self.root / "content").glob(pattern)))

    def original(self) -> Path:
        """A call by lot."""
        return self.chance.choice(
            [path for path in sorted((self.root / "content/calls").glob("*.md")) if path.name.count(".") == 1]
        )

    def change(self, path: Path, do: Callable[[str], str]) -> None:
        path.write_text(do(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

    def another_body(self) -> None:
        self.change(self.one("calls/*.md"), lambda text: f"{text}\nZin {self.chance.random()}.\n")

    def another_title(self) -> None:
        self.change(
            self.one("calls/*.md"),
            lambda text: re.sub(r"^title: .*$", f"title: Titel {self.chance.random()}", text, flags=re.MULTILINE),
        )

    def fact(self, name: str, value: str, *, without: str = "") -> None:
        """Another value of a key of a call; without the key that would contradict it."""

        def put(text: str) -> str:
            front, fence, body = text.partition("\n---\n")
            kept = re.sub(
                rf"^{f'({name}|{without})' if without else name}:.*\n?((?:[ \t]+.*|- .*)\n?)*",
                "",
                f"{front}\n",
                flags=re.MULTILINE,
            )
            return f"{kept.rstrip()}\n{name}: {value}{fence}{body}"

        self.change(self.original(), put)

    def another_deadline(self) -> None:
        year = self.chance.choice((2019, 2024, 2025, 2026, 2027))
        day = f"{year}-12-0{self.chance.randint(1, 9)} 17:00"
        self.fact("deadline", self.chance.choice((day, "rolling", "unknown")), without="opens")

    def another_session(self) -> None:
        day = f"2026-12-1{self.chance.randint(0, 9)}"
        self.fact("events", self.chance.choice(("[]", f"[{{ title: {{ nl: Sessie, en: Session }}, starts: {day} }}]")))

    def another_change(self) -> None:
        day = f"{{date: 2026-0{self.chance.randint(1, 9)}-01, what: {{nl: Zin {self.chance.random()}, en: Sentence}}}}"
        name, value = self.chance.choice(
            (("changes", f"[{day}]"), ("published", f"202{self.chance.randint(4, 6)}-05-01"))
        )
        self.fact(name, value)

    def another_fund(self) -> None:
        self.fact("fund", self.one("funds/*-20*.md").name.split(".")[0])

    def another_theme(self) -> None:
        self.fact("themes", f"[{self.one('themes/*.md').name.split('.')[0]}]")

    def a_call_more(self) -> None:
        self.made += 1
        text = re.sub(
            r"^(identifier|aliases):.*\n", "", self.original().read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        (self.root / "content/calls" / f"nieuw-{self.made}.md").write_text(text, encoding="utf-8", newline="\n")

    def a_call_less(self) -> None:
        path = self.original()
        if len(list(path.parent.glob("*.md"))) > 8 and not self.is_linked(path):
            for each in path.parent.glob(f"{path.stem}.*md"):
                each.unlink()

    def is_linked(self, path: Path) -> bool:
        """Some text leads to a record."""
        return any(
            f"{path.stem}.md" in other.read_text(encoding="utf-8") for other in (self.root / "content").rglob("*.md")
        )

    def a_call_renamed(self) -> None:
        path = self.original()
        if not self.is_linked(path):
            self.made += 1
            for each in path.parent.glob(f"{path.stem}.*md"):
                each.rename(each.with_name(each.name.replace(path.stem, f"anders-{self.made}", 1)))

    def a_translation_less(self) -> None:
        translations = sorted((self.root / "content/calls").glob("*.*.md"))
        if translations:
            self.chance.choice(translations).unlink()

    def a_fund_edited(self) -> None:
        self.change(self.one("funds/*.md"), lambda text: f"{text}\nZin {self.chance.random()}.\n")

    def a_topic_edited(self) -> None:
        path = self.one(self.chance.choice(("themes/*.md", "beneficiaries/*.md")))
        self.change(
            path, lambda text: re.sub(r"^title: .*$", f"title: Thema {self.chance.random()}", text, flags=re.MULTILINE)
        )

    def a_contact_edited(self) -> None:
        self.change(
            self.one("contacts/*.md"),
            lambda text: re.sub(
                r"^(phone: ).*$", rf"\g<1>[+32 2 {self.chance.randint(100, 999)} 00 00]", text, flags=re.MULTILINE
            ),
        )

    def another_word(self) -> None:
        words = self.root / "templates/words/en.po"
        self.change(
            words,
            lambda text: re.sub(
                r'(msgid "key-deadline"\nmsgstr ").*"', rf'\g<1>Deadline {self.chance.random()}"', text
            ),
        )

    def another_template(self) -> None:
        name = self.chance.choice(("parts/call-row.html", "pages/call.html"))
        self.change(
            self.root / "templates" / name, lambda text: text.replace("<h", f"<!-- {self.chance.random()} --><h", 1)
        )

    def another_setting(self) -> None:
        settings = self.root / "content/site.toml"
        self.change(
            settings,
            lambda text: re.sub(r"^closing_days = .*\n", "", text, flags=re.MULTILINE).replace(
                "url =", f'closing_days = "{self.chance.randint(7, 40)}"\nurl =', 1
            ),
        )

    def another_time(self) -> None:
        self.now = NOW + timedelta(hours=self.chance.randint(-20_000, 20_000))

    def touched(self) -> None:
        self.one("*/*.md").touch()

    def nothing(self) -> None:
        pass


@pytest.mark.parametrize(
    ("seed", "outputs"), [*((seed, PAGES_AND_DATA) for seed in SEEDS), *((seed, SEARCH) for seed in SEEDS_OF_SEARCH)]
)
def test_a_walk_of_edits_ends_where_a_build_from_nothing_begins(
    seed: int, outputs: frozenset[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_shards, "MOST", 3)  # so that calls move from shard to shard
    monkeypatch.setattr(calendar_parts, "MOST", 2)  # and from the calendar of a list to that of a year
    if seed % 2:
        monkeypatch.setattr(lists, "MOST", 2)  # and from page to page
        monkeypatch.setattr(year, "MOST", 2)  # and a year of deadlines names none
    walk, warm, cold = Walk(tmp_path / "root", seed), tmp_path / "warm", tmp_path / "cold"
    told, record = [], b""
    for step in range(STEPS):
        told.append(walk.step())
        built = site.build(walk.root, warm, walk.now, outputs=outputs, stands=record)  # nobody else writes there
        record = built.written.record
        if step % LOOKED_AT == LOOKED_AT - 1 or step == STEPS - 1:
            fresh = site.build(walk.root, cold, walk.now, outputs=outputs, cache=None)
            assert built.problems == fresh.problems, f"after {', '.join(told[-LOOKED_AT:])}"
            one, other = files(warm), files(cold)
            differ = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
            assert not differ, f"after {', '.join(told[-LOOKED_AT:])}"


@pytest.mark.parametrize("most", [2, 200])
def test_other_words_change_whatever_shows_them(
    most: int, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, years and related calls stay as they were laid out; what has the words in it is made anew, there and back."""
    monkeypatch.setattr(lists, "MOST", most)
    monkeypatch.setattr(year, "MOST", most)
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    record = site.build(example, warm, NOW, outputs=PAGES_AND_DATA).written.record
    before = files(warm)

    def never(*_: object) -> None:
        raise AssertionError("all is laid out anew")

    for call in sorted((example / "content/calls").glob("*.md")):
        text = call.read_text(encoding="utf-8")
        other = re.sub(r"^title: .*$", f"title: Titel van {call.stem}", text, flags=re.MULTILINE)
        call.write_text(other, encoding="utf-8")
        site.build(example, cold, NOW, outputs=PAGES_AND_DATA, cache=None)
        for words, fresh in ((other, files(cold)), (text, before)):
            call.write_text(words, encoding="utf-8")
            with monkeypatch.context() as watched:
                watched.setattr(preparing, "laid_out", never)
                record = site.build(example, warm, NOW, outputs=PAGES_AND_DATA, stands=record).written.record
            assert files(warm) == fresh, call.name


def test_data_is_made_when_it_is_wanted_whatever_was_wanted_before(example: Path, tmp_path: Path) -> None:
    """Builds of the pages alone leave out what only data needs."""
    out, call = tmp_path / "out", example / "content/calls/kaarsen.md"
    text = call.read_text(encoding="utf-8")
    for turn, outputs in enumerate(({"pages"}, {"pages", "data"}, {"pages"}, {"data"}, {"pages", "data"})):
        call.write_text(text.replace("title: ", f"title: {turn} "), encoding="utf-8")
        wanted = frozenset(outputs)
        site.build(example, out, NOW, outputs=wanted)
        site.build(example, tmp_path / f"{turn}", NOW, outputs=wanted, cache=None)
        assert files(out) == files(tmp_path / f"{turn}")


def test_what_another_version_of_the_program_left_is_thrown_away(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its values may have another form, so none of them is looked at; a preview looks no further down either."""
    monkeypatch.setattr("oproep.cache.ledger.version_of_program", lambda: b"another")
    site.build(example, tmp_path / "out", NOW)
    with kept_at(example / site.CACHE) as ledger:
        ledger.put("about", [(key, b"in another form") for key, _ in ledger.rows("about") if key != b"program"])
    monkeypatch.undo()
    site.build(example, tmp_path / "preview", NOW, cache=Path(".cache", "preview"), under=site.CACHE)
    built = site.build(example, tmp_path / "out", NOW)
    assert (built.written.added, built.written.changed) == (0, 0)


def test_a_build_that_has_nothing_to_do_writes_nothing(example: Path, tmp_path: Path) -> None:
    site.build(example, tmp_path / "out", NOW)
    built = site.build(example, tmp_path / "out", NOW)
    assert (built.written.added, built.written.changed, built.written.removed) == (0, 0, 0)


@pytest.mark.parametrize("harm", ["cut", "another", "garbled", "emptied"])
def test_a_damaged_cache_is_thrown_away(harm: str, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    site.build(example, out, NOW, outputs=PAGES_AND_DATA)
    good, cache = files(out), example / site.CACHE / FILE
    whole = cache.read_bytes()
    harmed = {
        "cut": whole[: len(whole) // 2],
        "another": b"Not a cache at all. " * 1000,
        "garbled": bytes(byte ^ 0x55 if at % 97 == 0 and at > 4096 else byte for at, byte in enumerate(whole)),
        "emptied": b"",
    }
    cache.write_bytes(harmed[harm])
    site.build(example, out, NOW, outputs=PAGES_AND_DATA)
    assert files(out) == good
    shutil.rmtree(out)
    site.build(example, out, NOW, outputs=PAGES_AND_DATA)
    assert files(out) == good


@pytest.mark.parametrize("seed", range(12))
def test_a_cache_with_a_byte_changed_is_not_believed(seed: int, example: Path, tmp_path: Path) -> None:
    site.build(example, tmp_path / "one", NOW)
    good, cache, chance = files(tmp_path / "one"), example / site.CACHE / FILE, random.Random(seed)  # noqa: S311
    whole = bytearray(cache.read_bytes())
    for _ in range(30):
        whole[chance.randrange(100, len(whole))] ^= 1 << chance.randrange(8)
    cache.write_bytes(whole)
    site.build(example, tmp_path / "other", NOW)
    assert files(tmp_path / "other") == good


def test_a_text_is_made_into_prose_once(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.build(example, tmp_path / "out", NOW, outputs=PAGES_AND_DATA)
    made: list[str] = []
    make = ProseMaker.make

    def noted(maker: ProseMaker, text: str, resolve: Callable[[str], str | None]) -> tuple[Markup, tuple[Trouble, ...]]:
        made.append(text)
        return make(maker, text, resolve)

    monkeypatch.setattr(ProseMaker, "make", noted)
    shutil.rmtree(tmp_path / "out")
    call = example / "content" / "calls" / "kaarsen.md"
    call.write_text(f"{call.read_text(encoding='utf-8')}\nEen zin meer.\n", encoding="utf-8")
    site.build(example, tmp_path / "out", NOW, outputs=PAGES_AND_DATA)
    assert [text.rsplit("\n", 1)[-1] for text in made] == ["Een zin meer."]


@pytest.mark.parametrize(
    ("output", "there"), [("pages", "index.html"), ("data", "data/calls.json"), ("search", "nl/pagefind/pagefind.js")]
)
def test_only_what_is_asked_for_is_made(output: str, there: str, example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "out", "--only", output)
    marks = {name for name in ("index.html", "data/calls.json", "nl/pagefind/pagefind.js") if (out / name).exists()}
    assert marks == {there}
