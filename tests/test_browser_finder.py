"""“Is it for me?” in a real browser: the rule by its cases, and every call of two catalogues judged once more in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from oproep.model.place import covering

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "templates" / "static" / "js"
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests" / "finder-cases.json").read_text("utf-8"))
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)  # when the catalogues are built
AT = {"nl": "nl/iets-voor-mij.html", "en": "en/is-it-for-me.html"}
EXAMPLE_PROFILES = (
    "beneficiary=steden",
    "beneficiary=verenigingen&place=BE-VLG&theme=wind&amount=-100000&weeks=2",
    "place=NO&theme=water",
    "place=GB",
    "place=BE&amount=500000-2000000",
    "weeks=8&forthcoming=no",
    "theme=wind&theme=water&weeks=2",
)
REAL_PROFILES = (
    "beneficiary=lokale-overheden&beneficiary=overheden&place=BE-VLG&theme=klimaat-en-milieu&weeks=8",
    "beneficiary=scholen&amount=-100000",
    "beneficiary=ngos&theme=sociale-inclusie&theme=burgerschap&amount=2000000-5000000&forthcoming=no",
    "place=CH&amount=5000000-&weeks=26",
    "theme=klimaat-en-milieu&theme=sociale-inclusie&weeks=12",
)
Serve = Callable[[Path], str]
Call = dict[str, Any]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at the moment of the build that fails its test when a script fails or a request leaves for another host."""
    context = browser.new_context(
        locale="nl-BE", timezone_id="Europe/Brussels", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    opened = context.new_page()
    opened.clock.set_fixed_time(NOW)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    opened.on(
        "request", lambda sent: None if sent.url.startswith(("http://127.0.0.1", "file:")) else wrong.append(sent.url)
    )
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def example(serve: Serve, example_built: Path) -> str:
    return serve(example_built)


def opened(page: Page, address: str) -> None:
    """The page at an address, when it has answered."""
    page.goto(address)
    expect(page.locator("#finder-status")).not_to_be_empty()


def calls_of(site: Path) -> list[Call]:
    found: list[Call] = json.loads((site / "data" / "calls.json").read_text("utf-8"))["calls"]
    return found


# The rule, by its cases ----------------------------------------------------------------------------


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case["rule"] for case in CASES}) == len(CASES) >= 40


def test_the_rule_answers_what_the_table_says(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><html><body></body></html>")
    for name in ("oproep.js", "finder-rule.js"):
        page.add_script_tag(path=SCRIPTS / name)
    told = page.evaluate(
        """cases => cases.map(({ call, answers, now }) => {
          const moments = { closing_days: 14, announced: true, ...call.moments };
          const money = { currency: "", total: null, min: null, max: null };
          const whole = { labels: [], countries: [], undated: "", money, ...call, moments };
          whole.status = at => oproep.status(moments, at);
          const given = { beneficiary: [], theme: [], place: null, amount: null, weeks: 0, forthcoming: true, ...answers };
          if (given.amount && given.amount.to === null) given.amount = { ...given.amount, to: Infinity };
          const verdicts = oproep.finderVerdicts(whole, given, Date.parse(now || "2026-11-22T09:00:00Z"));
          return { verdicts, verdict: oproep.finderVerdict(verdicts) };
        })""",
        CASES,
    )
    page.close()
    wrong = [
        f"{case['rule']}: {answer}"
        for case, answer in zip(CASES, told, strict=True)
        if answer != {"verdicts": case["verdicts"], "verdict": case["verdict"]}
    ]
    assert not wrong, "\n".join(wrong)


# The same in Python, from the published data -------------------------------------------------------


def marks(call: Call, profile: str) -> list[str]:
    """What each answer says of a call, in the order of the questions."""
    given = parse_qs(profile)
    found = []
    for question, key in (("beneficiary", "beneficiaries"), ("place", "countries"), ("theme", "themes")):
        if question in given:
            wanted, named = set(given[question]), set(call.get(key) or ())
            if question == "place":
                found.append(mark_of_place(given["place"][0], named))
            else:
                found.append("unknown" if not named else "fits" if wanted & named else "out")
    if "amount" in given:
        found.append(mark_of_amount(given["amount"][0], call.get("budget") or {}))
    if "weeks" in given:
        found.append(mark_of_time(int(given["weeks"][0]), call["deadline"]))
    if "forthcoming" in given and call["status"] == "forthcoming":
        found.append("out")
    return found


def mark_of_place(place: str, named: set[str]) -> str:
    if {place, *covering(place)} & named:
        return "fits"
    may_be = {code for code in named if code.startswith(f"{place}-")}
    if "associated" in named and "EU" not in covering(place):
        may_be.add("associated")
    return "unknown" if may_be or not named else "out"


def mark_of_amount(wanted: str, budget: dict[str, Any]) -> str:
    least, most = (
        float(end) if end else other for end, other in zip(wanted.split("-"), (0, float("inf")), strict=True)
    )
    grant = budget.get("grant") or {}
    named = [each for each in (budget.get("total"), grant.get("min"), grant.get("max")) if each]
    if any(each["currency"] != "EUR" for each in named):
        return "unknown"
    total = float(budget["total"]["amount"]) if budget.get("total") else float("inf")
    if not grant.get("min") and not grant.get("max"):
        return "out" if total < least else "unknown"
    lowest = float(grant["min"]["amount"]) if grant.get("min") else 0.0
    highest = float(grant["max"]["amount"]) if grant.get("max") else total
    return "fits" if lowest <= most and highest >= least else "out"


def mark_of_time(weeks: int, deadline: dict[str, Any]) -> str:
    ends = [datetime.fromisoformat(end) for end in deadline["closes"]]
    if not ends:
        return "fits" if deadline["model"] == "rolling" else "unknown"
    return "fits" if max(ends) >= NOW + timedelta(weeks=weeks) else "out"


def expected(calls: list[Call], profile: str) -> dict[str, tuple[str, list[str]]]:
    """The group of every call that is not over, and its marks."""
    found = {}
    for call in calls:
        if call["status"] not in ("closed", "cancelled"):
            each = marks(call, profile)
            group = "out" if "out" in each else "perhaps" if "unknown" in each else "fits"
            found[call["slug"]] = (group, each)
    return found


def shown(page: Page) -> dict[str, tuple[str, list[str]]]:
    """The same as the page shows it, when all that can be opened is open."""
    for summary in page.locator("details.finder-out > summary").all():
        summary.click()
    for part in page.locator("details.finder-out").all():
        expect(part.locator(".call-row").first).to_be_visible()
    while more := [
        each for each in page.get_by_role("button", name=re.compile("^(Toon|Show)")).all() if each.is_visible()
    ]:
        more[0].click()
    rows: list[tuple[str, str, list[str]]] = page.locator(".finder .call-row").evaluate_all(
        """rows => rows.map(row => [
          row.querySelector("a").href.split("/").pop().replace(".html", ""),
          row.closest("[data-found]").dataset.found,
          Array.from(row.querySelectorAll(".reason"), each => each.className.split("--")[1]),
        ])"""
    )
    assert len({slug for slug, _, _ in rows}) == len(rows), "no call stands in two groups"
    return {slug: (group, each) for slug, group, each in rows}


@pytest.mark.parametrize("profile", EXAMPLE_PROFILES)
def test_every_call_of_the_example_is_where_its_facts_put_it(
    profile: str, page: Page, example: str, example_built: Path
) -> None:
    opened(page, f"{example}{AT['en']}?{profile}")
    assert shown(page) == expected(calls_of(example_built), profile)


@pytest.mark.parametrize("profile", REAL_PROFILES)
def test_every_call_of_the_content_is_where_its_facts_put_it(
    profile: str, page: Page, serve: Serve, built: Path
) -> None:
    opened(page, f"{serve(built)}{AT['nl']}?{profile}")
    assert shown(page) == expected(calls_of(built), profile)


def test_profiles_meet_every_verdict(example_built: Path, built: Path) -> None:
    """Or the two tests above would compare nothing with nothing."""
    sites = ((calls_of(example_built), EXAMPLE_PROFILES), (calls_of(built), REAL_PROFILES))
    for calls, profiles in sites:
        groups = {group for profile in profiles for group, _ in expected(calls, profile).values()}
        assert groups == {"fits", "perhaps", "out"}


# What the page says --------------------------------------------------------------------------------


def reasons(rows: Locator) -> list[str]:
    """The reasons in rows, without what a screen reader hears first; spaces that do not break count as others."""
    return [" ".join(each.split(": ", 1)[1].split()) for each in rows.locator(".reason").all_text_contents()]


def test_each_reason_is_told_in_words(page: Page, example: str) -> None:
    opened(page, f"{example}{AT['nl']}?beneficiary=verenigingen&place=BE-VLG&theme=wind&amount=-100000&weeks=2")
    shown(page)
    assert reasons(page.locator(".finder .call-row", has_text="Windmolens")) == [
        "Verenigingen", "Vlaanderen", "Wind", "€ 10.000 tot € 50.000 per project", "nog 8 dagen",
    ]  # fmt: skip


def test_what_is_not_known_is_kept_and_told(page: Page, example: str) -> None:
    opened(page, f"{example}{AT['en']}?amount=500000-2000000&weeks=2")
    group = page.locator("[data-found=perhaps]")
    expect(group.locator(".call-row")).not_to_have_count(0)
    assert {"not stated: the amount per project", "the amount is in GBP", "no deadline with a date"} <= {
        *reasons(group)
    }


def test_money_is_written_as_on_the_other_pages(page: Page, serve: Serve, built: Path) -> None:
    """The browser writes amounts; Python wrote the one in the same row."""
    for language, at in AT.items():
        opened(page, f"{serve(built)}{at}?amount=2000000-5000000")
        pairs: list[list[str]] = page.locator("[data-found=fits] .call-row").evaluate_all(
            """rows => rows.map(row => [row.querySelector(".reason").lastChild.data,
                                        [...row.querySelector(".call-row__budget").childNodes]
                                          .filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
                                          .pop().data])"""
        )
        assert len(pairs) > 3, language
        assert [one.split() for one, _ in pairs] == [other.split() for _, other in pairs]


def test_nothing_is_chosen_for_the_reader(page: Page, example: str) -> None:
    opened(page, example + AT["en"])
    expect(page.locator("#finder-status")).to_have_text("5 calls are open or announced")
    expect(page.locator(".finder .call-row")).to_have_count(0)
    expect(page.locator(".finder-message")).to_have_text("Answer a question: the calls that fit will come here.")


def test_the_count_follows_every_answer_and_is_told_once(page: Page, example: str) -> None:
    opened(page, example + AT["en"])
    page.evaluate(
        """() => {
          window.told = [];
          const line = document.querySelector("#finder-status");
          new MutationObserver(() => window.told.push(line.textContent)).observe(line, { childList: true });
        }"""
    )
    page.get_by_label("Water").check()
    expect(page.locator("#finder-status")).to_have_text("2 calls fit · 3 do not fit")
    page.get_by_label("Wind", exact=True).check()
    expect(page.locator("#finder-status")).to_have_text("5 calls fit")
    assert page.evaluate("window.told") == ["2 calls fit · 3 do not fit", "5 calls fit"]


def test_a_call_that_closes_meanwhile_fits_no_longer(page: Page, example: str) -> None:
    page.clock.set_fixed_time("2026-11-30T15:59:00Z")
    opened(page, f"{example}{AT['en']}?theme=wind")
    windmills = page.locator(".finder .call-row", has_text="Windmills")
    expect(windmills).to_have_count(1)
    page.clock.set_fixed_time("2026-11-30T16:00:00Z")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(windmills).to_have_count(0)


# The address ---------------------------------------------------------------------------------------


def test_the_answers_stand_in_the_address_and_come_back_from_it(page: Page, example: str) -> None:
    opened(page, example + AT["en"])
    page.get_by_label("Associations").check()
    page.get_by_label("Where is your organisation based?").select_option("BE-VLG")
    page.get_by_label("Water").check()
    page.get_by_label("€100,000 to €500,000").check()
    page.get_by_label("at least 8 weeks").check()
    page.get_by_role("checkbox", name=re.compile("^Include calls")).uncheck()
    wanted = [
        ("beneficiary", "verenigingen"), ("place", "BE-VLG"), ("theme", "water"), ("amount", "100000-500000"),
        ("weeks", "8"), ("forthcoming", "no"),
    ]  # fmt: skip
    assert parse_qsl(urlsplit(page.url).query) == wanted
    told = page.locator("#finder-status").inner_text()
    page.reload()
    expect(page.locator("#finder-status")).to_have_text(told)
    expect(page.get_by_label("Water")).to_be_checked()
    expect(page.get_by_label("at least 8 weeks")).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("^Include calls"))).not_to_be_checked()
    page.get_by_role("link", name="Nederlands").click()
    expect(page).to_have_url(f"{example}{AT['nl']}?{urlencode(wanted)}")
    expect(page.get_by_label("Waar is uw organisatie gevestigd?")).to_have_value("BE-VLG")


def test_back_takes_the_last_answer_back(page: Page, example: str) -> None:
    opened(page, example + AT["en"])
    page.get_by_label("Water").check()
    page.get_by_label("Wind", exact=True).check()
    expect(page.locator("#finder-status")).to_have_text("5 calls fit")
    page.go_back()
    expect(page.locator("#finder-status")).to_have_text("2 calls fit · 3 do not fit")
    expect(page.get_by_label("Wind", exact=True)).not_to_be_checked()
    page.go_back()
    expect(page.locator("#finder-status")).to_have_text("5 calls are open or announced")
    page.go_forward()
    expect(page.get_by_label("Water")).to_be_checked()
    page.locator(".finder .call-row a").first.click()
    expect(page.locator(".call-row a, h1").first).to_be_visible()
    page.go_back()
    expect(page.locator("#finder-status")).to_have_text("2 calls fit · 3 do not fit")


def test_an_old_name_of_a_theme_is_understood(page: Page, example: str) -> None:
    opened(page, f"{example}{AT['en']}?theme=lucht")
    expect(page.get_by_label("Wind", exact=True)).to_be_checked()
    expect(page.locator(".finder-message")).to_be_hidden()


def test_a_hostile_address_chooses_nothing_and_is_told(page: Page, example: str) -> None:
    evil = [
        ("theme", "<img src=x onerror=alert(1)>"), ("theme", "__proto__"), ("beneficiary", '"]'), ("place", "constructor"),
        ("place", "<script>"), ("amount", "1e9-NaN"), ("weeks", "-5"), ("forthcoming", "maybe"), ("x", "y" * 5000),
    ]  # fmt: skip
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    opened(page, f"{example}{AT['en']}?{urlencode(evil)}")
    expect(page.locator(".finder-message")).to_contain_text("Part of this link is unknown here.")
    expect(page.locator("#finder-status")).to_have_text("5 calls are open or announced")
    expect(page.locator(".finder-form [type=checkbox]:checked")).to_have_count(1)
    page.get_by_label("Water").check()
    expect(page.locator(".finder-message")).to_be_hidden()
    assert parse_qsl(urlsplit(page.url).query) == [("theme", "water")]


def test_the_link_can_be_copied(page: Page, example: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{example}{AT['en']}?theme=water")
    page.get_by_role("button", name="Copy a link to this result").click()
    expect(page.locator(".finder-copied")).to_have_text("The link has been copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copy a link to this result").click()
    expect(page.get_by_label("Copy this link:")).to_have_value(page.url)


def test_one_can_start_again(page: Page, example: str) -> None:
    opened(page, f"{example}{AT['en']}?theme=water&forthcoming=no")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("#finder-status")).to_have_text("5 calls are open or announced")
    assert urlsplit(page.url).query == ""
    expect(page.locator(".finder-form input").first).to_be_focused()


# For everyone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("nl", "light", 1280), ("en", "dark", 390), ("nl", "dark", 320)]
)
def test_the_answered_page_can_be_used_by_everyone(
    language: str, scheme: Any, width: int, page: Page, example: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, f"{example}{AT[language]}?theme=water&weeks=2&amount=500000-2000000")
    shown(page)
    broken = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in Axe().run(page).response["violations"]]
    assert broken == []
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert inner <= outer


def test_it_works_by_keyboard_alone(page: Page, example: str) -> None:
    opened(page, example + AT["en"])
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".finder-form input").first).to_be_focused()
    page.keyboard.press("Space")
    radio = page.locator("input[name=weeks]").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if radio.evaluate("each => each === document.activeElement"):
            break
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("at least 2 weeks")).to_be_checked()
    see = page.get_by_role("link", name="See them")
    expect(see).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(see).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#finder-result")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#finder-result").locator("a, summary").first).to_be_focused()


def test_what_has_the_focus_does_not_lie_below_the_bar(page: Page, example: str) -> None:
    page.set_viewport_size({"width": 390, "height": 640})
    opened(page, f"{example}{AT['nl']}?theme=water")
    page.locator("#main").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        below = page.evaluate(
            """() => {
              const focused = document.activeElement, bar = document.querySelector(".finder-bar");
              return !bar.contains(focused) && focused.closest(".finder-form")
                && focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
            }"""
        )
        assert not below


def test_it_works_from_a_disk(page: Page, example_built: Path) -> None:
    opened(page, (example_built / AT["en"]).as_uri() + "?theme=water")
    expect(page.locator("#finder-status")).to_have_text("2 calls fit · 3 do not fit")
    page.get_by_label("Wind", exact=True).check()
    expect(page.locator("#finder-status")).to_have_text("5 calls fit")
    assert page.url.endswith("?theme=water&theme=wind")
    page.locator(".finder .call-row a").first.click()
    expect(page.locator(".key__status .status")).to_be_visible()


def test_without_javascript_lists_lead_on(browser: Browser, example: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for language, text in (("nl", "Wie kan indienen"), ("en", "Who may apply")):
        page.goto(example + AT[language])
        expect(page.locator("#finder")).to_be_hidden()
        assert re.search(r"<noscript><p[^>]*>[^<]*JavaScript[^<]*</p></noscript>", page.content())
        expect(page.locator("#finder-lists").get_by_role("heading", name=text)).to_be_visible()
    page.locator("#finder-lists").get_by_role("link", name="Water").click()
    expect(page.locator("h1")).to_have_text("Water")
    context.close()


def test_calls_that_cannot_be_loaded_leave_the_lists(browser: Browser, example: str) -> None:
    page = browser.new_page()
    page.route(re.compile("pagefind/shards.js"), lambda route: route.abort())
    page.goto(f"{example}{AT['en']}?theme=water")
    expect(page.locator("#finder-status")).to_contain_text("cannot be loaded now")
    expect(page.locator("#finder-lists").get_by_role("link", name="Water")).to_be_visible()
    page.close()


def test_the_home_page_and_the_list_of_calls_lead_there(page: Page, example: str) -> None:
    for start in ("en/index.html", "en/calls/index.html"):
        page.goto(example + start)
        page.get_by_role("link", name="Is it for me? Answer a few short questions").click()
        expect(page.locator("h1")).to_have_text("Is it for me?")
