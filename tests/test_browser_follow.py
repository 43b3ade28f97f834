"""Following without an account: what a reader follows stays in the browser, and goes along by a link, a picture, a file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.front_door import build, copy_of_example

Serve = Callable[[Path], str]
MINE = {"nl": "nl/mijn-oproepen.html", "en": "en/my-calls.html"}
WIND = "theme:wind"
NOW = "2026-11-22T09:00:00Z"  # that of the example
REFUSE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(timezone_id="Europe/Brussels", accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return opened_at(context, NOW)


def opened_at(context: BrowserContext, now: str) -> Page:
    page = context.new_page()
    page.clock.set_fixed_time(now)
    return page


@pytest.fixture
def site(serve: Serve, example_built: Path) -> str:
    return serve(example_built)


def follow(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Follow this", exact=False).click()
    expect(page.locator(".follow")).to_contain_text("You follow this.")


def followed(page: Page) -> list[str]:
    found: list[str] = page.evaluate("oproep.following.all().map(([what]) => what)")
    return found


def rows(page: Page, name: str) -> list[str]:
    return page.locator(f'[data-list="{name}"] .call-row h3').all_inner_texts()


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("!document.querySelector('.mine-take').hidden && document.querySelector('#mine-link').value")


def test_what_is_followed_is_open_here_with_its_reason_and_stays(page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    ready(page, site + MINE["en"])
    coming = page.locator('[data-list="coming"]')
    expect(coming.locator(".call-row").first).to_be_visible()
    assert "Windmills against Don Quixote" in rows(page, "coming")
    expect(coming.locator(".mine-reason").first).to_have_text("You follow: Wind")
    page.reload()
    expect(coming.locator(".call-row").first).to_be_visible()
    page.goto(site + MINE["nl"])
    expect(coming.locator(".mine-reason").first).to_have_text("U volgt: Wind")
    expect(page.locator(".mine-way")).to_be_visible()


def test_the_calls_are_those_of_the_page_of_the_theme_and_in_its_order(page: Page, site: str) -> None:
    page.goto(site + "en/themes/wind.html")
    titles = page.locator(
        ".section--calls-open .call-row h3, .section--calls-forthcoming .call-row h3"
    ).all_inner_texts()
    over = page.locator(".section--calls-closed .call-row h3").all_inner_texts()
    follow(page, site + "en/themes/wind.html")
    ready(page, site + MINE["en"])
    expect(page.locator('[data-list="coming"] .call-row')).to_have_count(len(titles))
    assert sorted(rows(page, "coming")) == sorted(titles)
    page.locator(".mine-over summary").click()
    assert sorted(rows(page, "over")) == sorted(over)


def test_every_kind_can_be_followed_and_left(page: Page, site: str) -> None:
    for address in ("en/themes/wind.html", "en/beneficiaries/steden.html", "en/funds/luchtkastelen-2021-2027.html"):
        page.goto(site + address)
        button = page.locator(".follow button")
        button.click()
        expect(button).to_have_text("Stop following")
    assert followed(page) == [WIND, "beneficiary:steden", "fund:luchtkastelen-2021-2027"]
    page.goto(site + "en/themes/wind.html")
    page.locator(".follow button").click()
    expect(page.locator(".follow")).to_contain_text("You no longer follow this.")
    assert WIND not in followed(page)


def test_a_search_is_followed_with_its_words_and_filters(page: Page, site: str) -> None:
    page.goto(site + "en/search.html?q=paper&status=forthcoming")
    page.locator(".search-results .call-row").first.wait_for()
    found = page.locator(".search-results h3").all_inner_texts()
    page.get_by_role("button", name="Follow this search").click()
    assert followed(page) == ["?q=paper&status=forthcoming"]
    ready(page, site + MINE["en"])
    expect(page.locator('[data-list="coming"] .call-row')).to_have_count(len(found))
    assert sorted(rows(page, "coming")) == sorted(found)
    link = page.locator(".mine-searches a")
    expect(link).to_have_text("“paper” · Forthcoming")
    assert (link.get_attribute("href") or "").endswith("search.html?q=paper&status=forthcoming")
    page.get_by_role("button", name="Stop following “paper”").click()
    expect(page.locator(".mine-searches")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".mine-searches a")).to_have_count(1)


def test_one_chooses_by_the_keyboard_alone(page: Page, site: str) -> None:
    ready(page, site + MINE["en"])
    box = page.get_by_role("checkbox", name="Wind", exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()
    assert box.evaluate("each => each === document.activeElement"), "the focus stays where it was"
    page.keyboard.press("Space")
    expect(page.locator(".mine-told")).to_have_text("You no longer follow Wind.")
    assert followed(page) == []


def test_what_is_new_or_changed_is_told_once_and_nothing_is_missed(
    context: BrowserContext, serve: Serve, tmp_path: Path
) -> None:
    root = copy_of_example(tmp_path / "example")
    site = serve(build(root, tmp_path / "public", now="2026-11-22T09:00"))
    page = opened_at(context, "2026-11-22T09:00:00Z")
    follow(page, site + "en/themes/wind.html")
    ready(page, site + MINE["en"])
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()
    assert rows(page, "new") == [], "what is there when one begins to follow is not news"

    calls = root / "content" / "calls"
    windmills = (calls / "windmolens.md").read_text("utf-8")
    own = ("identifier:", "published:", "aliases:")
    lines = [
        line for line in windmills.replace("title: ", "title: Nieuwe ", 1).splitlines() if not line.startswith(own)
    ]
    new = "\n".join(lines).replace("\n---\n", "\npublished: 2026-11-20\n---\n", 1)  # dated before the last visit
    (calls / "nieuwe-molens.md").write_text(new + "\n", "utf-8")
    change = "changes: [{date: 2026-11-23, what: {nl: Verlengd, en: Extended}}]\n"
    (calls / "windmolens.md").write_text(windmills.replace("\n---\n", f"\n{change}---\n", 1), "utf-8")
    build(root, tmp_path / "public", now="2026-11-24T09:00")

    later = opened_at(context, "2026-11-24T09:00:00Z")
    later.goto(site + "en/index.html")
    number = later.locator(".mine-way [data-number]")
    ready(later, site + MINE["en"])
    news = later.locator('[data-list="new"] .call-row')
    expect(news).to_have_count(2)
    assert any("Nieuwe" in title for title in rows(later, "new"))
    later.reload()
    expect(news).to_have_count(2)  # the same day they stay
    expect(later.locator(".mine-since")).to_contain_text("22 November 2026")
    expect(number).to_be_hidden()  # they have been shown

    after = opened_at(context, "2026-11-26T09:00:00Z")
    ready(after, site + MINE["en"])
    expect(after.locator('[data-list="coming"] .call-row').first).to_be_visible()
    assert rows(after, "new") == []


def test_the_way_to_my_calls_says_how_many_are_new(context: BrowserContext, serve: Serve, tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "example")
    site = serve(build(root, tmp_path / "public", now="2026-11-22T09:00"))
    page = opened_at(context, "2026-11-22T09:00:00Z")
    follow(page, site + "en/themes/wind.html")
    call = root / "content" / "calls" / "windmolens.md"
    change = "changes: [{date: 2026-11-24, what: {nl: Verlengd, en: Extended}}]\n"
    call.write_text(call.read_text("utf-8").replace("\n---\n", f"\n{change}---\n", 1), "utf-8")
    build(root, tmp_path / "public", now="2026-11-24T09:00")
    later = opened_at(context, "2026-11-24T09:00:00Z")
    later.goto(site + "en/calls/index.html")
    expect(later.locator(".mine-way [data-number]")).to_have_text("1 new")
    ready(later, site + MINE["en"])
    later.get_by_role("button", name="I have seen this").click()
    expect(later.locator('[data-list="new"]')).to_be_hidden()


def test_what_was_renamed_is_still_followed(page: Page, serve: Serve, tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "example")
    site = serve(build(root, tmp_path / "public"))
    follow(page, site + "en/themes/wind.html")
    themes = root / "content" / "themes"
    for name in ("wind.md", "wind.en.md"):
        text = (themes / name).read_text("utf-8")
        if name == "wind.md":
            text = text.replace("\naliases: [", "\naliases: [wind, ", 1)
        (themes / name.replace("wind", "stormen")).write_text(text, "utf-8")
        (themes / name).unlink()
    for path in (root / "content").rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(
            re.sub(r"(?m)^(themes|related): .*", lambda line: line[0].replace("wind", "stormen"), text), "utf-8"
        )
    build(root, tmp_path / "public")
    ready(page, site + MINE["en"])
    expect(page.locator('[data-what="theme:stormen"] input')).to_be_checked()
    assert followed(page) == ["theme:stormen"]


def test_tabs_stay_in_step(context: BrowserContext, page: Page, site: str) -> None:
    ready(page, site + MINE["en"])
    other = opened_at(context, NOW)
    follow(other, site + "en/themes/wind.html")
    expect(page.locator(f'[data-what="{WIND}"] input')).to_be_checked()
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()


def test_what_could_not_be_fetched_is_not_told_as_nothing_and_is_no_visit(page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    page.route("**/facts.js", lambda route: route.abort())
    ready(page, site + MINE["en"])
    expect(page.locator(".mine-told")).to_contain_text("The calls cannot be loaded now.")
    expect(page.locator(".mine-none")).to_be_hidden()
    expect(page.locator('[data-list="coming"]')).to_be_hidden()
    assert page.evaluate("oproep.following.visits().visit") is None


def test_a_search_that_fails_takes_nothing_else_with_it(page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    page.evaluate("oproep.following.follow('?q=paper')")
    page.route("**/pagefind.*", lambda route: route.abort())
    ready(page, site + MINE["en"])
    expect(page.locator(".mine-told")).to_contain_text("“paper”")
    assert "Windmills against Don Quixote" in rows(page, "coming")
    page.unroute("**/pagefind.*")
    ready(page, site + MINE["nl"])
    expect(page.locator(".mine-told")).to_have_text("")


def test_a_tab_that_nobody_sees_is_no_visit(context: BrowserContext, page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    page.close()
    unseen = opened_at(context, NOW)
    unseen.add_init_script("Object.defineProperty(document, 'hidden', { get: () => !window.isSeen });")
    ready(unseen, site + MINE["en"])
    expect(unseen.locator('[data-list="coming"] .call-row').first).to_be_visible()
    assert unseen.evaluate("oproep.following.visits().visit") is None
    unseen.evaluate("window.isSeen = true; document.dispatchEvent(new Event('visibilitychange'))")
    unseen.wait_for_function("oproep.following.visits().visit")


# To another device


def test_a_link_takes_it_along_and_asks_first(browser: Browser, page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    page.goto(site + "en/search.html?q=paper, boats %26 more&theme=water")
    page.get_by_role("button", name="Follow this search").click()
    wanted = followed(page)
    ready(page, site + MINE["en"])
    link = page.locator("#mine-link").input_value()
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    ready(other, link)
    expect(other.locator(".mine-offer li")).to_have_count(2)
    assert followed(other) == []
    assert "#" not in other.url
    other.get_by_role("button", name="Add to what I follow").click()
    expect(other.locator(".mine-told")).to_have_text("Added to what you follow.")
    assert followed(other) == wanted
    assert not [url for url in asked if "wind" in url or "follow" in url.rpartition("/")[2].partition(".")[2]]
    # Another link, to somebody who follows something already.
    ready(other, site + MINE["en"] + "#follow=1,theme%3Awater")
    other.get_by_role("button", name="Leave all as it is").click()
    assert followed(other) == wanted
    other.goto(site + "en/index.html")
    ready(other, site + MINE["en"] + "#follow=1,theme%3Awater")
    other.get_by_role("button", name="Replace what I follow").click()
    assert followed(other) == ["theme:water"]
    other.get_by_role("button", name="Undo").click()
    assert followed(other) == wanted
    elsewhere.close()


def test_a_link_of_before_a_renaming_names_what_is_there_now(page: Page, site: str) -> None:
    """The theme was called “lucht” once."""
    ready(page, site + MINE["en"] + "#follow=1,theme%3Alucht,%3Ftheme%3Dlucht")
    expect(page.locator(".mine-offer li")).to_have_text(["Wind", "Wind"])
    page.get_by_role("button", name="Add to what I follow").click()
    assert followed(page) == [WIND, "?theme=wind"]
    expect(page.locator(f'[data-what="{WIND}"] input')).to_be_checked()


def test_who_has_answered_the_question_goes_on_from_there(page: Page, site: str) -> None:
    ready(page, site + MINE["en"] + "#follow=1,theme%3Awater")
    expect(page.locator(".mine-offer")).to_be_focused()
    page.get_by_role("button", name="Leave all as it is").press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_picture_is_the_link(page: Page, site: str) -> None:
    follow(page, site + "en/themes/wind.html")
    ready(page, site + MINE["en"])
    page.get_by_role("button", name="Show the QR code").click()
    drawn = page.locator(".mine-qr svg")
    expect(drawn).to_be_visible()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn.screenshot())))
    assert code.text == page.locator("#mine-link").input_value()
    assert code.text.endswith("#follow=1,theme%3Awind")


def test_a_file_takes_it_along(browser: Browser, page: Page, site: str, tmp_path: Path) -> None:
    follow(page, site + "en/themes/wind.html")
    ready(page, site + MINE["en"])
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8"))["follows"] == [WIND]
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    ready(other, site + MINE["en"])
    other.locator('input[type="file"]').set_input_files(file)
    other.get_by_role("button", name="Add to what I follow").click()
    assert followed(other) == [WIND]
    strange = tmp_path / "strange.json"
    for text in ("", "[]", "{}", '{"oproep": "following", "form": 9, "follows": ["theme:water"]}', "null", "�"):
        strange.write_text(text, "utf-8")
        other.locator('input[type="file"]').set_input_files(strange)
        expect(other.locator(".mine-told")).to_have_text("This holds nothing that we can read.")
    assert followed(other) == [WIND]
    elsewhere.close()


@pytest.mark.parametrize(
    "fragment",
    [
        "#follow=1,%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "#follow=2,theme%3Awater", "#follow=", "#follow=1,%E0%A4%A", "#follow=1,theme:../..",
        "#follow=1,theme:" + "a" * 90, "#follow=1,constructor:x", "#follow=1,__proto__:x", "#follow=1,theme:a:b", "#follow=1,,,,",
    ],
)  # fmt: skip
def test_a_hostile_link_brings_nothing(fragment: str, page: Page, site: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    ready(page, site + MINE["en"] + fragment)
    expect(page.locator(".mine-told")).to_have_text("This holds nothing that we can read.")
    expect(page.locator(".mine-offer")).to_be_hidden()
    assert (followed(page), dialogs) == ([], [])


def test_what_is_offered_is_text_and_no_more_than_can_be_followed(page: Page, site: str) -> None:
    many = ",".join(f"theme%3At{number}" for number in range(300))
    ready(page, f"{site}{MINE['en']}#follow=1,%3Fq%3D%3Cb%3Efat%3C%2Fb%3E,{many}")
    names = page.locator(".mine-offer li")
    expect(names).to_have_count(100)
    expect(names.first).to_have_text("“<b>fat</b>”")


# Where it is hard


@pytest.mark.parametrize(
    "spoilt",
    ["{", "[]", '{"form": 1, "value": {"follows": "x", "shown": 3, "visit": {"day": 5}}}', '{"form": 7, "value": {}}'],
)
def test_a_store_that_somebody_spoilt_is_as_good_as_empty(spoilt: str, page: Page, site: str) -> None:
    page.goto(site + "en/about.html")
    page.evaluate(
        "text => localStorage.setItem(`oproep ${document.documentElement.dataset.catalogue} following`, text)", spoilt
    )
    ready(page, site + MINE["en"])
    assert followed(page) == []


def test_an_older_form_is_brought_up_to_date(page: Page, site: str) -> None:
    page.goto(site + "en/about.html")
    old = json.dumps({"form": 0, "value": [WIND, "rubbish", "?q=paper"]})
    page.evaluate(
        "text => localStorage.setItem(`oproep ${document.documentElement.dataset.catalogue} following`, text)", old
    )
    ready(page, site + MINE["en"])
    assert followed(page) == [WIND, "?q=paper"]


def test_where_nothing_can_be_kept_it_works_for_this_page_and_says_so(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script(REFUSE)
    page = context.new_page()
    ready(page, site + MINE["en"])
    page.get_by_role("checkbox", name="Wind", exact=True).check()
    expect(page.locator(".mine-told")).to_contain_text("This browser keeps nothing.")
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()
    context.close()


def test_it_works_from_a_disk_words_too(browser: Browser, example_built: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    follow(page, (example_built / "en/themes/wind.html").as_uri())
    page.goto((example_built / "en/search.html").as_uri() + "?q=paper")
    page.get_by_role("button", name="Follow this search").click()
    ready(page, (example_built / MINE["en"]).as_uri())
    expect(page.locator(".mine-reason", has_text="“paper”").first).to_be_visible()
    expect(page.locator(".mine-reason", has_text="Wind").first).to_be_visible()
    link = page.locator("#mine-link").input_value()
    assert link.startswith("https://voorbeeld.example.org/some/base/en/my-calls.html#follow=1,")
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_everyone_can_use_it(scheme: str, width: int, browser: Browser, site: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    follow(page, site + "en/themes/wind.html")
    assert not Axe().run(page).response["violations"]
    page.goto(site + "en/search.html?q=paper")
    page.get_by_role("button", name="Follow this search").click()
    ready(page, site + MINE["en"] + "#follow=1,theme%3Awater")
    expect(page.locator(".mine-offer li")).to_have_count(1)
    expect(page.locator('[data-list="coming"] .call-row').first).to_be_visible()
    page.get_by_role("button", name="Show the QR code").click()
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    found = [f"{each['id']}: {each['nodes'][0]['html'][:150]}" for each in Axe().run(page).response["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_without_javascript_the_page_leads_to_lists_that_have_feeds(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + MINE["en"])
    expect(page.locator("noscript p")).to_contain_text("Following needs JavaScript.")
    page.get_by_role("link", name="Wind", exact=True).click()
    expect(page.locator("h1")).to_have_text("Wind")
    context.close()
