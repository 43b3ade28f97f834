"""A reader keeps calls, compares them, and takes them along: in a real browser, the files read by others."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import markdown
import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar, Event
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.broken.tiny import write_hostile
from tests.calendar_readers import events
from tests.front_door import EXAMPLE, build, squeezed

NOW = "2026-11-22T08:00:00Z"
LIST, CALLS, SEARCH = "nl/mijn-lijstje.html", "nl/oproepen/", "nl/zoeken.html"
SHORTLIST = {"nl": LIST, "en": "en/my-shortlist.html"}
OF_CALLS = {"nl": CALLS, "en": "en/calls/"}
EXAMPLES = sorted(path.stem for path in (EXAMPLE / "content" / "calls").glob("*.md") if "." not in path.stem)
REFUSED = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('refused', 'SecurityError') }})"
)
Serve = Callable[[Path], str]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", accept_downloads=True)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page in which nothing fails."""
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield opened
    assert wrong == []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of records that try to break out, one of them with Markdown for a title."""
    root = write_hostile(tmp_path_factory.mktemp("hostile"))
    marked = root / "content" / "calls" / "vijandig.md"
    other = marked.with_name("opmaak.md")
    title = (
        "title: '*Ster* [link](https://example.com) `code` # 1. - ![x](y) <b>vet</b> &lt; www.example.com a|b ~~c~~'"
    )
    text = marked.read_text(encoding="utf-8").split("\n---\n")[0]
    found = re.sub(r"(?m)^title: .*$", lambda _: title, text).replace("identifier: =cmd", "identifier: +cmd")
    found = re.sub(r"(?m)^aliases: .*\n?", "", found)
    other.write_text(f"{found}\n---\n\nTekst.\n", encoding="utf-8")
    return build(root, tmp_path_factory.mktemp("hostile-site") / "public")


def row(page: Page, slug: str) -> Locator:
    return page.locator(".call-row", has=page.locator(f'a[href$="{slug}.html"]')).first


def keep(page: Page, slug: str) -> Locator:
    return row(page, slug).locator(".keep")


def opened(page: Page, address: str, *slugs: str) -> Locator:
    """The table of a shortlist that a link has brought along."""
    page.goto(f"{address}#calls={','.join(slugs)}")
    table = page.locator(".sheet-frame .sheet")
    expect(table.locator("thead th")).to_have_count(len(slugs))
    return table


def titles(page: Page) -> list[str]:
    return page.locator(".sheet-frame .sheet__title").all_inner_texts()


def cells(table: Locator, key: str) -> list[str]:
    return [squeezed(text) for text in table.locator(f".sheet__row--{key} td").all_text_contents()]


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f'[data-do="{name}"]').click()
    return download.value.path().read_bytes()


def test_a_call_is_ticked_anywhere_and_stays_so(
    context: BrowserContext, page: Page, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    way = page.locator(".shortlist-way")
    page.goto(f"{base}{CALLS}index.html")
    expect(way).to_be_hidden()
    keep(page, "windmolens").click()
    expect(keep(page, "windmolens")).to_have_attribute("aria-pressed", "true")
    expect(keep(page, "windmolens")).to_contain_text("Bewaard: Windmolens")
    expect(way.locator(".count")).to_have_text("1")
    expect(page.locator(".shortlist-bar")).to_contain_text("1 oproep op uw lijstje.")

    other = context.new_page()
    other.clock.set_fixed_time(NOW)
    other.goto(f"{base}nl/index.html")
    expect(keep(other, "windmolens")).to_have_attribute("aria-pressed", "true")

    page.goto(f"{base}{SEARCH}?q=kaarsen")
    keep(page, "kaarsen").click()
    page.goto(f"{base}{CALLS}vliegers.html")
    page.locator(".lead .keep").click()
    expect(other.locator(".shortlist-way .count")).to_have_text("3")
    page.reload()
    expect(page.locator(".lead .keep")).to_have_attribute("aria-pressed", "true")

    other.goto(base + SHORTLIST["en"])
    expect(other.locator(".sheet-frame thead th")).to_have_count(3)
    page.locator(".lead .keep").click()
    expect(page.locator(".lead .keep")).to_have_attribute("aria-pressed", "false")
    expect(other.locator(".sheet-frame thead th")).to_have_count(2)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_compared_is_what_the_page_of_the_call_says(
    language: str, page: Page, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    table = opened(page, base + SHORTLIST[language], *EXAMPLES)
    links = table.locator(".sheet__title a").evaluate_all("links => links.map(each => each.href)")
    shown = {
        key: [
            [squeezed(line) for line in cell.locator(".sheet__line > :not(.remark):not(del)").all_text_contents()]
            for cell in table.locator(f".sheet__row--{key} td").all()
        ]
        for key in table.locator("tbody tr[data-key]").evaluate_all("rows => rows.map(each => each.dataset.key)")
    }
    assert {"status", "deadline", "grant", "total", "cofinancing", "beneficiaries", "countries"} <= shown.keys()
    for at, link in enumerate(links):
        page.goto(link)
        assert shown["status"][at] == [squeezed(page.locator(".key__status").inner_text())]
        assert shown["deadline"][at][0] == squeezed(page.locator(".deadline").inner_text())
        money = shown["grant"][at] + shown["total"][at]
        assert {squeezed(text) for text in page.locator(".key .figure").all_inner_texts()} <= {*money}, link
        said = squeezed(page.locator("main").inner_text())
        for key in shown.keys() - {"status", "deadline", "official", "notice"}:
            for text in shown[key][at]:
                assert text in said, (link, key, text)


def test_calls_stand_in_order_of_their_deadline_or_as_the_reader_wants(
    page: Page, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    opened(page, base + LIST, "windmolens", "vliegers", "paper-boats")
    by_deadline = titles(page)
    page.select_option("#shortlist-order", "hand")
    first = page.locator(".sheet-frame .sheet__tools").first.locator(".sheet__move")
    expect(first.nth(0)).to_be_disabled()
    first.nth(1).click()
    assert titles(page) == [by_deadline[1], by_deadline[0], by_deadline[2]]
    expect(page.locator(".sheet__move:focus")).to_have_attribute("aria-label", f"Naar rechts: {by_deadline[0]}")
    page.reload()
    expect(page.locator(".sheet-frame thead th")).to_have_count(3)
    assert titles(page) == [by_deadline[1], by_deadline[0], by_deadline[2]]
    page.select_option("#shortlist-order", "")
    assert titles(page) == by_deadline


def test_a_note_stays_and_what_is_taken_away_comes_back(page: Page, serve: Serve, example_built: Path) -> None:
    base = serve(example_built)
    opened(page, base + LIST, "windmolens", "vliegers")
    note = page.locator('textarea[data-note="windmolens"]')
    note.press_sequentially("Bellen =1+1")
    expect(note).to_be_focused()
    page.reload()
    expect(note).to_have_value("Bellen =1+1")
    page.locator(".sheet-frame [data-slug=windmolens] .sheet__remove").click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(1)
    expect(page.locator(".shortlist-told button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_have_value("Bellen =1+1")
    page.locator('[data-do="clear"]').click()
    expect(page.locator(".shortlist-empty")).to_be_visible()
    expect(page.locator(".shortlist-way")).to_be_hidden()
    page.locator(".shortlist-told button").click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)
    expect(note).to_have_value("Bellen =1+1")


def test_a_link_asks_before_it_replaces(page: Page, serve: Serve, example_built: Path) -> None:
    base = serve(example_built)
    offer = page.locator(".shortlist-offer")
    opened(page, base + LIST, "windmolens")
    expect(offer).to_be_hidden()
    assert "#" not in page.url
    page.locator("textarea").fill("van mij")
    page.locator(".shortlist-share summary").click()
    assert page.locator("#shortlist-link").input_value() == f"{base}{LIST}#calls=windmolens"

    brought = f"{base}{LIST}#calls=vliegers%2C../../x,<script>,vliegers,{'a' * 81},windmolens"
    for button, count in (("decline", 1), ("join", 2)):
        page.goto(base + CALLS + "index.html")
        page.goto(brought)
        expect(offer).to_be_visible()
        expect(offer).to_contain_text("een lijstje van 2 oproepen")
        expect(page.locator(".sheet-frame thead th")).to_have_count(1)
        page.locator(f'[data-do="{button}"]').click()
        expect(page.locator(".sheet-frame thead th")).to_have_count(count)
    page.evaluate("location.hash = '#calls=kaarsen'")
    page.locator('[data-do="replace"]').click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(1)
    page.locator(".shortlist-told button").click()
    expect(page.locator('textarea[data-note="windmolens"]')).to_have_value("van mij")
    page.evaluate("location.hash = '#calls=../x'")
    expect(page.locator(".shortlist-told")).to_contain_text("geen lijstje dat we kunnen lezen")
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)


def test_a_call_that_is_gone_is_told_and_one_that_was_renamed_is_found(
    context: BrowserContext, page: Page, serve: Serve, example_built: Path
) -> None:
    context.add_init_script(
        "window.oproep = { following: { rename: async () => ({ call: { reuzen: 'windmolens' } }) } }"
    )
    page.goto(f"{serve(example_built)}{LIST}#calls=reuzen,weg-ermee")
    expect(page.locator(".sheet-frame thead th")).to_contain_text(["Windmolens"])
    expect(page.locator(".shortlist-gone")).to_contain_text("1 oproep van uw lijstje staat niet meer in deze catalogus")
    expect(page.locator(".shortlist-gone")).to_contain_text("weg-ermee")
    page.locator('[data-do="forget"]').click()
    expect(page.locator(".shortlist-gone")).to_be_hidden()
    expect(page.locator(".shortlist-way .count")).to_have_text("1")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_paper_there_is_a_sheet_and_nothing_else(
    language: str, page: Page, serve: Serve, example_built: Path
) -> None:
    opened(page, serve(example_built) + SHORTLIST[language], *EXAMPLES)
    page.locator("textarea").first.fill("Eigen woorden")
    page.emulate_media(media="print")
    for selector in (".main-nav", ".languages", ".shortlist-tools", ".shortlist-foot", ".sheet-frame", ".colophon"):
        expect(page.locator(selector)).to_be_hidden()
    paper = page.locator(".sheet-paper .sheet")
    expect(paper).to_have_count(2)
    assert paper.locator("thead th").count() == len(EXAMPLES)
    expect(page.get_by_text("Eigen woorden")).to_be_visible()
    expect(page.locator(".sheet-as-of")).to_contain_text("22 november 2026" if language == "nl" else "22 November 2026")
    assert paper.locator("button, textarea").count() == 0
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert sizes
    assert all(round(float(wide)) == 842 and round(float(high)) == 595 for wide, high in sizes)


def test_the_csv_is_read_as_it_was_shown(page: Page, serve: Serve, hostile: Path) -> None:
    opened(page, serve(hostile) + LIST, "vijandig", "opmaak")
    page.locator("textarea").first.fill('=HYPERLINK("x")\ntweede, regel')
    shown = titles(page)
    raw = downloaded(page, "csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [squeezed(each["Oproep"]) for each in rows] == [squeezed(title) for title in shown]
    assert sorted(each["Referentie"][:5] for each in rows) == ["'+cmd", "'=cmd"]
    assert rows[0]["Mijn notitie"] == '\'=HYPERLINK("x")\ntweede, regel'
    assert {len(each) for each in rows} == {len(rows[0])}
    assert not [cell for each in rows for cell in each.values() if cell[:1] in tuple("=+-@\t\r") and cell]
    assert all(each["Adres"].startswith("https://") for each in rows)


def test_in_the_markdown_nothing_that_was_typed_becomes_markup(page: Page, serve: Serve, hostile: Path) -> None:
    opened(page, serve(hostile) + LIST, "vijandig", "opmaak")
    page.locator("textarea").first.fill("# kop\n- streep\n1. een\n<b>x</b>")
    shown = titles(page)
    text = downloaded(page, "markdown").decode()
    html = markdown.markdown(text, extensions=["extra", "sane_lists"])
    assert {tag.lower() for tag in re.findall(r"<(\w+)", html)} == {"h1", "h2", "p", "a", "ul", "li", "strong"}
    assert html.count("<h2>") == 2
    assert html.count("<a ") == 2
    page.set_content(html)
    assert [squeezed(each) for each in page.locator("h2").all_text_contents()] == [squeezed(each) for each in shown]
    assert {"# kop", "- streep", "1. een", "<b>x</b>"} <= set(page.locator("li li").all_text_contents())


def test_the_calendar_holds_the_events_of_the_published_ones(page: Page, serve: Serve, example_built: Path) -> None:
    opened(page, serve(example_built) + LIST, *EXAMPLES)
    calendar = Calendar.from_ical(downloaded(page, "calendar"))
    assert not [mistake for component in calendar.walk() for mistake in component.errors]
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT") if isinstance(event, Event)}
    facts = json.loads((example_built / "data" / "calls.json").read_text(encoding="utf-8"))["calls"]
    current = [call["slug"] for call in facts if call["status"] not in ("closed", "cancelled")]
    files = [example_built / CALLS / f"{slug}.ics" for slug in current]
    published = {uid: event for file in files if file.exists() for uid, event in events(file).items()}
    assert published
    assert {uid: event.to_ical() for uid, event in found.items()} == {
        uid: event.to_ical() for uid, event in published.items()
    }
    assert any(event.walk("VALARM") for event in found.values())


def test_the_keyboard_is_enough(page: Page, serve: Serve, example_built: Path) -> None:
    page.goto(f"{serve(example_built)}{CALLS}index.html")

    def walk_to(selector: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        pytest.fail(f"no key leads to {selector}")

    walk_to(".call-row .keep")
    page.keyboard.press("Space")
    expect(page.locator(".keep:focus")).to_have_attribute("aria-pressed", "true")
    walk_to(".call-row .keep")
    page.keyboard.press("Enter")
    walk_to(".shortlist-bar a")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)
    walk_to(".sheet-frame")
    walk_to(".sheet-frame .sheet__remove")
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-frame thead th")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_twelve_calls_can_be_compared_by_everyone(
    scheme: str, width: int, browser: Browser, serve: Serve, built: Path
) -> None:
    """No rule of axe-core is broken, and the table scrolls in its frame while the page does not."""
    slugs = sorted(path.stem for path in (built / CALLS).glob("*.html") if path.stem != "index")[:12]
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(f"{serve(built)}{CALLS}index.html")
    keep(page, slugs[0]).click()
    assert Axe().run(page).response["violations"] == []
    opened(page, serve(built) + LIST, *slugs[:1])
    page.goto(f"{serve(built)}{LIST}#calls={','.join(slugs)}")
    page.reload()
    assert Axe().run(page).response["violations"] == []  # while it asks
    page.locator('[data-do="replace"]').click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(12)
    page.select_option("#shortlist-order", "hand")
    page.locator(".shortlist-share summary").click()
    assert Axe().run(page).response["violations"] == []
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room
    frame = page.locator(".sheet-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    frame.evaluate("frame => frame.scrollTo(2000, 0)")
    edge = frame.evaluate("frame => frame.getBoundingClientRect().left")
    labels = page.locator(".sheet-frame .sheet__label")
    assert (
        labels.evaluate_all("labels => labels.map(each => each.getBoundingClientRect().left)")
        == [edge] * labels.count()
    )
    page.locator('[data-do="clear"]').click()
    expect(page.locator(".shortlist-empty")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_it_works_from_a_disk(page: Page, example_built: Path) -> None:
    page.goto((example_built / CALLS / "index.html").as_uri())
    keep(page, "windmolens").click()
    page.locator(".shortlist-bar a").click()
    expect(page.locator(".sheet-frame thead th")).to_contain_text(["Windmolens"])
    assert b"Windmolens" in downloaded(page, "csv")
    assert b"BEGIN:VEVENT" in downloaded(page, "calendar")
    page.locator(".shortlist-share summary").click()
    assert page.locator("#shortlist-link").input_value().startswith("https://")


def test_where_nothing_is_stored_the_list_goes_along_in_the_address(
    context: BrowserContext, page: Page, serve: Serve, example_built: Path
) -> None:
    context.add_init_script(REFUSED)
    page.goto(f"{serve(example_built)}{CALLS}index.html")
    keep(page, "windmolens").click()
    keep(page, "vliegers").click()
    expect(page.locator(".shortlist-bar")).to_contain_text("Deze browser bewaart niets")
    page.locator(".shortlist-bar a").click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)
    expect(page.locator(".shortlist-unkept")).to_be_visible()
    page.locator(".languages a").last.click()
    expect(page.locator(".sheet-frame thead th")).to_have_count(2)


def test_what_the_store_holds_is_never_trusted(page: Page, serve: Serve, example_built: Path) -> None:
    page.goto(f"{serve(example_built)}{LIST}")
    key = "`oproep ${document.documentElement.dataset.catalogue} shortlist`"
    for value in (
        {"calls": [{"slug": "../x"}, {"slug": "windmolens", "title": 7, "note": None}, None, 3], "isByHand": "x"},
        {"calls": "windmolens"},
        None,
        7,
    ):
        page.evaluate(f"localStorage.setItem({key}, JSON.stringify({{ form: 1, value: {json.dumps(value)} }}))")
        page.reload()
        sound = isinstance(value, dict) and isinstance(value["calls"], list)
        expect(page.locator(".sheet-frame thead th")).to_have_count(1 if sound else 0)
