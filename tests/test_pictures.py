"""Every number in a picture is one of the data, and stands in a table beside it."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from oproep import site
from oproep.catalogue.brief import NEVER, Brief
from oproep.catalogue.sums import MOST_TURNS, Sum, sums_of
from oproep.model.status import Status
from oproep.rendering.year import MOST
from tests.broken.tiny import GOOD, write
from tests.front_door import EXAMPLE, NOW, Html, build, files, pages
from tests.pictures_read import fragments, lanes, marks, rows, words, year_of

YEARS = ("nl/kalender.html", "en/calendar.html")
USABLE = ("open", "closing", "forthcoming")
PAGES_AND_DATA = frozenset({"pages", "data"})
MANY, PAGE_OF_MANY, SENT_OF_MANY = 1_000, 90_000, 12_000  # calls; bytes of the page, and compressed


def calls_of(built: Path) -> list[dict[str, Any]]:
    """The calls of the published data."""
    found: list[dict[str, Any]] = json.loads((built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    return found


def dates(call: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each date of a call of the data: slug, day, form of its mark."""
    if call["status"] == "cancelled":
        return
    if "opens" in call:
        yield call["slug"], call["opens"][:10], "opens"
    model = call["deadline"]["model"]
    for moment in call["deadline"]["moments"]:
        later = {"two-stage": "stage", "multiple cut-off": "cutoff"}.get(model, "deadline")
        yield call["slug"], moment["at"][:10], "deadline" if moment.get("stage") == "1" else later


def expected(page: Html, calls: list[dict[str, Any]]) -> Counter[tuple[str, str, str]]:
    """The dates of the data that fall within the year of a page."""
    first, end = (day.isoformat() for day in year_of(page))
    return Counter(each for call in calls for each in dates(call) if first <= each[1] < end)


@pytest.fixture(scope="module", params=["committed", "example"])
def site_with_pictures(request: pytest.FixtureRequest) -> Path:
    """The committed content, and the example."""
    found: Path = request.getfixturevalue("built" if request.param == "committed" else "example_built")
    return found


@pytest.mark.parametrize("address", YEARS)
def test_a_year_shows_every_date_of_the_data_in_every_lane_of_its_call(site_with_pictures: Path, address: str) -> None:
    page, calls = pages(site_with_pictures)[address], calls_of(site_with_pictures)
    wanted = expected(page, calls)
    assert sum(wanted.values()) > 3
    for kind in ("funds", "themes"):
        by_slug = {
            call["slug"]: [call.get("fund", "")] if kind == "funds" else call.get("themes") or [""] for call in calls
        }
        by_lane = Counter(
            (lane, *each) for each, times in wanted.items() for lane in by_slug[each[0]] for _ in range(times)
        )
        found = Counter(
            (lane, mark.call, mark.day, mark.form)
            for lane, drawing in lanes(page, kind).items()
            for mark in marks(page, drawing)
        )
        assert found == by_lane


@pytest.mark.parametrize("address", YEARS)
def test_the_tables_of_a_year_are_its_picture(site_with_pictures: Path, address: str) -> None:
    page = pages(site_with_pictures)[address]
    drawn = {mark for drawing in lanes(page, "funds").values() for mark in marks(page, drawing)}
    assert drawn == set(rows(page))
    assert drawn == {mark for drawing in lanes(page, "themes").values() for mark in marks(page, drawing)}


def test_a_call_without_a_date_in_the_year_is_named_below_it(example_built: Path) -> None:
    page, calls = pages(example_built)["en/calendar.html"], calls_of(example_built)
    dated = {slug for slug, _, _ in expected(page, calls)}
    left = {call["slug"] for call in calls if call["status"] in USABLE and call["slug"] not in dated}
    assert left
    (undated,) = fragments(page, "ul", "year-undated")
    assert {link.attrib["href"] for link in undated.iter("a")} == {f"calls/{slug}.html" for slug in left}


def test_marks_of_one_lane_do_not_hide_each_other(built_pages: Mapping[str, Html]) -> None:
    for drawing in lanes(built_pages["nl/kalender.html"], "themes").values():
        places = [(sign.attrib["x"], sign.attrib["y"]) for link in drawing.iter("a") for sign in link.iter("svg")]
        assert len(places) == len(set(places))
        assert all(0 < int(y) < int(drawing.attrib["height"]) for _, y in places)


def test_a_new_day_leaves_the_year_as_it_is_and_a_new_month_moves_it_on(tmp_path: Path, example: Path) -> None:
    found = {}
    for now in ("2026-11-23T09:00", "2026-11-24T09:00", "2026-12-01T09:00"):
        found[now] = build(example, tmp_path / now[:10], now=now).joinpath("nl/kalender.html").read_text("utf-8")
    first, second, later = found.values()
    assert first == second
    assert re.search(r"<caption>november 2026", first)
    assert not re.search(r"<caption>november 2026", later)


def test_a_title_that_changes_changes_the_year(tmp_path: Path, example: Path) -> None:
    out = build(example, tmp_path / "public")
    path = example / "content" / "calls" / "windmolens.md"
    path.write_text(path.read_text("utf-8").replace("title: Windmolens tegen", "title: Molens tegen"), encoding="utf-8")
    build(example, out)
    assert out.joinpath("nl/kalender.html").read_bytes() == (
        build(example, tmp_path / "anew", "--no-cache").joinpath("nl/kalender.html").read_bytes()
    )
    assert "Molens tegen Don Quichot Deadline, ma 30 nov" in {
        mark.said for mark in rows(pages(out)["nl/kalender.html"])
    }


# Money -----------------------------------------------------------------------------------------------------------


Amounts = dict[str, Decimal]  # by the sign of their currency


def amounts_in(text: str) -> Amounts:
    """What is to be read in English as one amount or more: `€12,000.50 + £3`."""
    found = [re.fullmatch(r"(\D+?) ?([\d,.]+)", each) for each in text.split(" + ") if each]
    return {each[1]: Decimal(each[2].replace(",", "")) for each in found if each}


def sums_in(calls: list[dict[str, Any]], kind: str) -> tuple[dict[str, Amounts], Counter[str]]:
    """What the calls that are open or announced have to divide, by fund or by theme, and how many do not say it."""
    sums: dict[str, Amounts] = {}
    unknown: Counter[str] = Counter()
    for call in calls:
        total = call.get("budget", {}).get("total")
        for topic in ([call["fund"]] if kind == "funds" else call["themes"]) if call["status"] in USABLE else ():
            of = sums.setdefault(topic, {})
            unknown[topic] += not total
            if total:
                sign = {"EUR": "€", "GBP": "£"}[total["currency"]]
                of[sign] = of.get(sign, Decimal(0)) + Decimal(total["amount"])
    return sums, unknown


@pytest.mark.parametrize("kind", ["funds", "themes"])
def test_bars_are_the_sums_of_what_is_open_or_announced(site_with_pictures: Path, kind: str) -> None:
    wanted, unknown = sums_in(calls_of(site_with_pictures), kind)
    (table,) = fragments(pages(site_with_pictures)[f"en/{kind}/index.html"], "table", "money__table")
    found, longest = {}, max(of.get("€", Decimal(0)) for of in wanted.values())
    for row in table.findall("./tbody/tr"):
        link, told = row.find("./th/a"), row.findall("./td/span")
        assert link is not None
        topic = link.attrib["href"].removesuffix(".html")
        found[topic] = amounts_in(words(told[0]))
        said = re.match(r"(\d+) calls? without an amount", words(told[1]))
        assert (int(said[1]) if said else 0) == unknown[topic]
        bar = row.find(".//rect[@class='bar__part']")
        width = Decimal(bar.attrib["width"].rstrip("%")) if bar is not None else Decimal(0)
        assert abs(width - found[topic].get("€", Decimal(0)) * 100 / longest) <= Decimal("0.05")
    assert found == wanted


def call_with(total: tuple[str, str] | None, ends: int = NEVER, status: Status = Status.OPEN) -> Brief:
    """A call as lists see it."""
    return Brief(
        slug="", status=status, fund=None, themes=(), beneficiaries=(), contacts=(), identifier=None, aliases=(),
        years=(), published=0, next_deadline=None, opens=None, ended=0, since=0, until=NEVER,
        later=((ends, Status.CLOSED),), total=(total[0], Decimal(total[1])) if total else None,
    )  # fmt: skip


def test_currencies_are_never_added_together_and_unknown_amounts_are_told() -> None:
    calls = [
        call_with(("EUR", "10.50"), 20), call_with(("GBP", "5"), 30), call_with(None, 40), call_with(("EUR", "1"), 20),
        call_with(("EUR", "99"), status=Status.CLOSED),
    ]  # fmt: skip
    sums = sums_of(calls)
    euro, pound = ("EUR", Decimal("11.50")), ("GBP", Decimal(5))
    assert sums.now == Sum((euro, pound), 1)
    assert sums.later == ((20, Sum((pound,), 1)), (30, Sum((), 1)), (40, Sum((), 0)))


def test_a_page_carries_no_more_later_sums_than_it_needs() -> None:
    assert len(sums_of([call_with(None, ends) for ends in range(1, 100)]).later) == MOST_TURNS


def test_other_currencies_stand_beside_the_bars(tmp_path: Path) -> None:
    kind = "---\ntitle: {0}\nlanguage: nl\nfund: luchtkasteel\ndeadline: 2026-12-31\n{1}---\n"
    calls = {
        "calls/a.md": kind.format("A", "budget: EUR 10 000\n"), "calls/b.md": kind.format("B", "budget: EUR 5 000\n"),
        "calls/c.md": kind.format("C", "budget: GBP 7 000\n"), "calls/d.md": kind.format("D", ""),
    }  # fmt: skip
    page = pages(build(write(tmp_path / "root", {**GOOD, **calls}), tmp_path / "out"))["nl/fondsen/index.html"]
    assert "€ 15.000 + £ 7.000" in page.text.translate({0xA0: " "})
    assert "2 oproepen zonder bedrag" in page.text
    assert "de balken tonen enkel de bedragen in eur" in page.text


# A budget in parts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "slug", "address"),
    [
        ("calls", "windmolens", "en/calls/windmolens.html"),
        ("funds", "luchtkastelen-2021-2027", "en/funds/luchtkastelen-2021-2027.html"),
    ],
)
def test_the_parts_of_a_bar_are_those_of_the_budget(example_built: Path, kind: str, slug: str, address: str) -> None:
    data = json.loads((example_built / "data" / f"{kind}.json").read_text(encoding="utf-8"))[kind]
    budget = next(record["budget"] for record in data if record["slug"] == slug)
    total, page = Decimal(budget["total"]["amount"]), pages(example_built)[address]
    lists = [budget[name] for name in ("parts", "earmarked") if name in budget]
    bars, keys = fragments(page, "svg", "split"), fragments(page, "table", "parts")
    assert len(bars) == len(keys) == len(lists)
    for parts, bar, key in zip(lists, bars, keys, strict=True):
        pieces = [piece for piece in bar.findall("rect") if "split__part" in piece.attrib["class"]]
        start = Decimal(0)
        for part, piece, row in zip(parts, pieces, key.findall("./tbody/tr"), strict=True):
            amount, label, told = Decimal(part["amount"]["amount"]), row.find("th"), row.findall("./td/span")
            assert label is not None
            assert words(label) == part["label"]["en"]
            assert Decimal(words(told[0]).lstrip("€").replace(",", "")) == amount
            share = amount * 100 / total
            assert abs(Decimal(words(told[1]).rstrip("%")) - share) <= Decimal("0.05")
            assert abs(Decimal(piece.attrib["width"].rstrip("%")) - share) <= Decimal("0.05")
            assert abs(Decimal(piece.attrib["x"].rstrip("%")) - start) <= Decimal("0.05")
            swatch = row.find(".//rect")
            assert swatch is not None
            assert swatch.attrib["class"] == piece.attrib["class"]
            start += share


# Many calls -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand calls, of which most have their deadline within the year."""
    kind = "---\ntitle: Oproep {0}\nlanguage: nl\nfund: luchtkasteel\nthemes: [water]\ndeadline: {1}\n---\n"
    days = [f"{2026 + number % 2}-{1 + number % 12:02}-{1 + number % 28:02}" for number in range(MANY)]
    calls = {f"calls/k{number}.md": kind.format(number, day) for number, day in enumerate(days)}
    root = write(tmp_path_factory.mktemp("many"), {**GOOD, **calls})
    out = tmp_path_factory.mktemp("built")
    site.build(root, out, datetime(2026, 11, 22, 8, tzinfo=UTC), jobs=2, outputs=PAGES_AND_DATA)
    return out


def test_of_many_dates_a_year_counts_those_of_each_month(many: Path) -> None:
    page, calls = pages(many)["nl/kalender.html"], calls_of(many)
    wanted = expected(page, calls)
    assert sum(wanted.values()) > MOST
    months = Counter(day[:7] for _, day, _ in wanted.elements())
    in_order = [months[month] for month in sorted(months)]
    for kind, table in zip(("themes", "funds"), fragments(page, "table", "year-counts"), strict=True):
        (drawing,) = [each for lane, each in lanes(page, kind).items() if lane in ("water", "luchtkasteel")]
        drawn = [int(words(each)) for each in drawing.iter("text")]
        (row,) = table.findall("./tbody/tr")
        told = [int(words(cell)) for cell in row.findall("td")]
        heights = [int(each.attrib["height"]) for each in drawing.iter("rect")]
        assert [count for count in told if count] == drawn
        assert sorted(drawn) == sorted(in_order)
        assert heights[drawn.index(max(drawn))] == max(heights)


def test_of_many_calls_a_picture_stays_small(many: Path) -> None:
    found = files(many)
    for address in (*YEARS, "nl/themas/index.html", "nl/fondsen/index.html"):
        assert len(found[address]) < PAGE_OF_MANY
        assert len(gzip.compress(found[address], mtime=0)) < SENT_OF_MANY


def test_a_catalogue_without_a_date_or_an_amount_has_no_empty_picture(tmp_path: Path) -> None:
    calls = {name: text for name, text in GOOD.items() if not name.startswith("calls/")}
    found = pages(build(write(tmp_path / "root", calls), tmp_path / "out", now=NOW))
    assert "er zijn geen datums" in found["nl/kalender.html"].text
    assert "<svg" not in found["nl/kalender.html"].source.partition("<main")[2].partition("</main")[0]
    assert "money" not in found["nl/fondsen/index.html"].source


def test_the_example_has_marks_of_every_form(example_built: Path) -> None:
    assert {mark.form for mark in rows(pages(example_built)["nl/kalender.html"])} >= {"opens", "deadline", "stage"}, (
        EXAMPLE
    )
