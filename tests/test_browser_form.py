"""The form for a new call in a real browser: filled in, checked, handed on, and read back by the program."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from oproep.model.call import Call
from oproep.model.hidden import hidden_in
from oproep.reading.record import read_bytes
from oproep.rendering.form_fields import form_of, rule_of
from tests.front_door import NOW, build, call, copy_of_example, kept_at
from tests.test_form import CASES, PAGES, SHAPES

Serve = Callable[[Path], str]
LANGUAGES = frozenset(PAGES)
every_language = pytest.mark.parametrize("language", PAGES)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
HOSTILE = [
    "no", "yes", "null", "~", "true", "12", "1.5", "017", "17:00", "1_000", "2026-02-30", "-", "--", "---", "- een", "? twee",
    ": drie", "a: b", "a:", "a #b", "#", "# kop", "'", "''", '"', "het is 's avonds", '"aangehaald" en meer', "{nl: x}",
    "[a, b]", "&anker", "*alias", "!!python/object", "!tag", "%TAG", "@apen", "`code`", "|", ">", ">-", "\\n", "\\", "{{7*7}}",
    "<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>", "😀 emoji 👩‍👩‍👧", "ﷺ", "e\u0301", "=1+1", "a, b, c",
    "...", "<<: *x", "key: [", "  spaties  rondom  ", "a\u00a0b", "regel\u2028einde", "0x1F", "1e3", ".inf", "on", "Off", "y", "N", "+32",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, kept on GitHub."""
    root = copy_of_example(tmp_path_factory.mktemp("form") / "root")
    return build(kept_at(root, "https://github.com/wolken/post"), root.parent / "public")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody with a clipboard, for whom GitHub is a page that answers anything."""
    context = browser.new_context(permissions=CLIPBOARD)

    def answer(route: Route) -> None:
        route.fulfill(status=200, body="a new file")

    context.route("https://github.com/**", answer)
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    """The form; nothing may go wrong in its scripts, nor against its policy."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" and "404" not in said.text else None)
    page.goto(address)
    expect(page.locator("#form")).to_be_visible()
    return page


def shown(page: Page) -> str:
    """The file as the page shows it, when nothing more comes."""
    page.wait_for_timeout(500)
    return page.locator("#form .form-shown code").text_content() or ""


def saved(page: Page) -> tuple[str, str]:
    """The name and the text of the file that is saved."""
    with page.expect_download() as waiting:
        page.click("[data-do=save]")
    return waiting.value.suggested_filename, waiting.value.path().read_text("utf-8")


def told(root: Path) -> list[dict[str, Any]]:
    """What `check` says of the example with what was added to it."""
    return json.loads(call("check", "--root", root, "--now", NOW, "--format", "json").stdout)  # type: ignore[no-any-return]


def record(text: str) -> Any:
    """What the program reads in a file."""
    found, problems = read_bytes(text.encode(), Path("proef.md"), "content/calls/proef.md", "calls", LANGUAGES)
    assert not problems, (problems, text)
    assert found
    return found


def fill_everything(page: Page) -> None:
    """A value in every field there is, as a person types it."""
    page.fill("#f-title", "Vliegende tapijten: ‘knopen’ & weven #1")
    page.fill("#f-summary", "Steun voor wie tapijten\nlaat vliegen.")
    first = page.locator("[data-form=deadline] .form-item").nth(0)
    first.locator("[data-day]").first.fill("2027-03-31")
    first.locator("[data-time]").first.fill("17:00")
    page.click("[data-form=deadline] [data-add]")
    second = page.locator("[data-form=deadline] .form-item").nth(1)
    second.locator("[data-day]").first.fill("2027-09-30")
    page.check("[data-stages]")
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true }")
    page.select_option("#f-fund", "luchtkastelen-2021-2027")
    for name in ("themes", "beneficiaries"):
        page.locator(f"[data-key={name}] input").nth(0).check()
    for path, text in {
        "budget-total": "5 miljoen euro", "budget-grant-min": "100.000", "budget-grant-max": "EUR 250 000",
        "budget-cofinancing-rate": "75", "budget-expected_grants": "12", "links-apply": "www.example.org/apply?a=1#b",
        "links-source": "https://example.org/call", "identifier": "LUFT-2027-TAP", "opens": "2026-12-01",
        "official_title": "Flying carpets", "notice": "Nog niet zeker", "notice-en": "Not certain yet",
        "keywords": "tapijt, weven,  knoop", "types_of_action": "Werk\nToelage: klein", "budget-note": "Bij wind", "budget-note-en": "If windy",
    }.items():  # fmt: skip
        page.fill(f"#f-{path}", text)
        page.locator(f"#f-{path}").blur()
    for name in ("parts", "documents", "countries", "known", "written", "events"):
        page.click(f"[data-key={name}] > p > [data-add]")
    page.locator("[data-key=parts] [data-key=label] input").nth(0).fill("Wol")
    page.locator("[data-key=parts] [data-key=label] input").nth(1).fill("Wool")
    page.locator("[data-key=parts] [data-key=amount] input").fill("EUR 1 000 000")
    page.locator("[data-key=documents] [data-key=label] input").nth(0).fill("Handleiding")
    page.locator("[data-key=documents] [data-key=url] input").fill("https://example.org/g.pdf")
    page.locator("[data-key=countries] select").select_option("BE-VLG")
    page.locator("[data-key=known] select").select_option("bureau-luchtkasteel")
    page.locator("[data-key=written] [data-key=person] input").fill("Aladdin van Voorbeeld")
    page.locator("[data-key=written] [data-key=phone] textarea").fill("+32 2 555 01 23\n+32 470 55 01 23")
    page.locator("[data-key=events] [data-key=title] input").nth(0).fill("Infosessie")
    page.locator("[data-key=events] [data-key=title] input").nth(1).fill("Information session")
    page.locator("[data-key=events] [data-key=starts] [data-day]").fill("2027-01-15")


@every_language
def test_a_call_is_filled_in_saved_checked_and_published(
    language: str, context: BrowserContext, site: Path, serve: Serve, example: Path, tmp_path: Path
) -> None:
    page = opened(context, serve(site) + PAGES[language])
    fill_everything(page)
    heading = {"nl": "## Doelstellingen\n", "en": "## Objectives\n"}[language]
    page.fill("#f-body", page.input_value("#f-body").replace(heading, heading + "\nHoger dan de *molen*.\n"))
    name, text = saved(page)
    assert name == "vliegende-tapijten-knopen-weven-1.md"
    assert "Contact" not in text, "a heading without text is not written"
    facts: Call = record(text).facts
    assert facts.title == "Vliegende tapijten: ‘knopen’ & weven #1"
    assert facts.language == language
    assert [str(moment.at) for moment in facts.deadline.moments] == ["2027-03-31 17:00", "2027-09-30"]
    assert facts.deadline.staged
    assert facts.budget
    assert facts.budget.grant
    assert (str(facts.budget.total), str(facts.budget.grant.min)) == ("EUR 5 000 000", "EUR 100 000")
    assert facts.links
    assert facts.links.apply == "https://www.example.org/apply?a=1#b"
    assert [each if isinstance(each, str) else each.person for each in facts.contacts] == [
        "bureau-luchtkasteel", "Aladdin van Voorbeeld",
    ]  # fmt: skip
    assert [label.texts for label in facts.types_of_action] == [(("und", "Werk"),), (("und", "Toelage: klein"),)]
    assert facts.keywords == (("nl", "tapijt"), ("nl", "weven"), ("nl", "knoop"))
    (example / "content" / "calls" / name).write_text(text, "utf-8", newline="\n")
    assert [problem for problem in told(example) if problem["severity"] == "error"] == []
    public = build(example, tmp_path / "public")
    folder = {"nl": "oproepen", "en": "calls"}[language]
    assert "<em>molen</em>" in (public / language / folder / name.replace(".md", ".html")).read_text("utf-8")


def test_the_smallest_call_is_a_title_and_a_kind_of_deadline(
    context: BrowserContext, site: Path, example: Path
) -> None:
    """From a disk as well."""
    page = opened(context, (site / PAGES["nl"]).as_uri())
    page.fill("#f-title", "Altijd wind")
    page.check("[name=deadline-kind][value=rolling]")
    name, text = saved(page)
    assert text.startswith("---\ntitle: Altijd wind\nlanguage: nl\ndeadline: rolling\n")
    (example / "content" / "calls" / name).write_text(text, "utf-8", newline="\n")
    assert [problem for problem in told(example) if problem["severity"] == "error"] == []
    page.click("[data-do=copy]")
    expect(page.locator(".form-told")).not_to_be_empty()


@pytest.mark.parametrize("field", ["title", "notice", "keywords", "official_title", "contact"])
def test_whatever_is_typed_is_read_back_as_that_text(
    field: str, context: BrowserContext, site: Path, example: Path
) -> None:
    """Hostile texts, and some that chance makes, through the writer of the page and the reader of the program."""
    page = opened(context, (site / PAGES["en"]).as_uri())
    chance = random.Random(field)  # noqa: S311 - the same texts each time
    letters = "ab é'\"\\:#-[]{},&*!|>%@`~?=+.0\u00a0\u2028😀\u0301_^$/<"
    texts = HOSTILE + ["".join(chance.choices(letters, k=chance.randint(1, 200))) for _ in range(300)]
    longest = 80 if field == "keywords" else 300
    texts = [text for text in texts if 0 < len(" ".join(text.split())) <= longest]
    said = page.evaluate(
        """([texts, field]) => texts.map((typed) => {
             const text = oproep.form.squeezed(typed);
             const values = {title: text, notice: {nl: text, en: text}, keywords: {nl: [text, "x"]}, official_title: text,
                             contact: [{person: text, role: {nl: text}}]};
             const key = field === "contact" ? "contacts" : field;
             const call = {title: "t", language: "nl", deadline: "unknown", [key]: values[field]};
             return oproep.form.markdown(call, [...new Set(["title", "language", "deadline", key])], typed);
           })""",
        [texts, field],
    )
    for number, (typed, text) in enumerate(zip(texts, said, strict=True)):
        squeezed = " ".join(typed.split())
        found = record(text)
        read = {
            "title": lambda facts: facts.title,
            "notice": lambda facts: dict(facts.notice.texts)["en"],
            "keywords": lambda facts: facts.keywords[0][1],
            "official_title": lambda facts: facts.official_title.texts[0][1],
            "contact": lambda facts: facts.contacts[0].person,
        }[field](found.facts)
        assert read == squeezed, text
        if number < len(HOSTILE):
            (example / "content" / "calls" / f"vijandig-{number}.md").write_text(text, "utf-8", newline="\n")
    errors = [problem for problem in told(example) if problem["severity"] == "error"]
    assert [problem for problem in errors if problem["code"] not in ("dead-link", "link-scheme", "picture")] == []


def test_hostile_texts_go_through_the_fields_themselves(context: BrowserContext, site: Path, example: Path) -> None:
    page = opened(context, (site / PAGES["nl"]).as_uri())
    page.check("[name=deadline-kind][value=unknown]")
    page.locator(".form-more").evaluate("fold => { fold.open = true }")
    for number, typed in enumerate(HOSTILE):
        page.fill("#f-title", typed)
        page.fill("#f-summary", f"{typed} " * 12)
        page.fill("#f-notice", typed)
        page.fill("#f-notice-en", typed)
        words = typed.replace("<img", "img")  # a text may have no pictures, as `check` would say
        page.fill("#f-body", f"{words}\n---\ntitle: anders\n---\n")
        page.fill("#f-name", f"vijandig-{number}")
        name, text = saved(page)
        found = record(text)
        squeezed = " ".join(typed.split())
        assert (found.facts.title, dict(found.facts.notice.texts)) == (squeezed, {"nl": squeezed, "en": squeezed})
        assert found.facts.summary == " ".join([squeezed] * 12)
        assert found.body == f"{words}\n---\ntitle: anders\n---".lstrip("\n")
        (example / "content" / "calls" / name).write_text(text, "utf-8", newline="\n")
    assert [problem for problem in told(example) if problem["severity"] == "error"] == []


def test_the_browser_judges_a_value_as_the_table_says(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["en"]).as_uri())
    asked = [[form_of(SHAPES[c["form"]]), dict(rule_of(SHAPES[c["form"]])), c["text"]] for c in CASES["forms"]]
    found = page.evaluate("asked => asked.map(([form, rule, text]) => oproep.form.judge(form, rule, text))", asked)
    wrong = [
        (case, fault)
        for case, fault in zip(CASES["forms"], found, strict=True)
        if (fault or {}).get("code") != case["code"]
        or ("meant" in case and (fault or {}).get("meant") != case["meant"])
    ]
    assert wrong == []


def test_the_browser_names_a_file_as_the_table_says(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["en"]).as_uri())
    rule = json.loads(page.locator("#form").get_attribute("data-rules") or "")["name"]
    named = page.evaluate(
        "([cases, rule]) => cases.map(c => oproep.form.nameFrom(c.title, rule))", [CASES["titles"], rule]
    )
    assert named == [case["name"] for case in CASES["titles"]]
    good = page.evaluate(
        "([cases, rule]) => cases.map(c => !oproep.form.judgeName(c.slug, rule))", [CASES["names"], rule]
    )
    assert good == [case["good"] for case in CASES["names"]]


def test_the_browser_judges_a_call_as_the_table_says(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["en"]).as_uri())
    found = page.evaluate(
        "cases => cases.map(c => [...new Set(oproep.form.between(c.call).map(f => f.code))])", CASES["calls"]
    )
    assert dict(zip([case["rule"] for case in CASES["calls"]], map(sorted, found), strict=True)) == {
        case["rule"]: sorted(case["codes"]) for case in CASES["calls"]
    }


def test_the_browser_forbids_the_characters_that_the_program_forbids(context: BrowserContext, site: Path) -> None:
    """Every character there is, but for halves of pairs, which a file cannot hold."""
    page = opened(context, (site / PAGES["en"]).as_uri())
    found = page.evaluate(
        """() => { const found = [];
             for (let c = 0; c < 0x110000; c += 1)
               if ((c < 0xd800 || c > 0xdfff) && oproep.form.hidden(String.fromCodePoint(c))) found.push(c);
             return found; }"""
    )
    assert found == [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and hidden_in(chr(c))]
    spaces = page.evaluate(
        "() => Array.from({length: 0x10000}, (_, c) => c).filter(c => !oproep.form.squeezed(String.fromCharCode(c)))"
    )
    assert [c for c in spaces if not hidden_in(chr(c))] == [
        c for c in range(0x10000) if not chr(c).split() and not hidden_in(chr(c))
    ]


def test_the_forge_opens_with_everything_filled_in(context: BrowserContext, site: Path, serve: Serve) -> None:
    page = opened(context, serve(site) + PAGES["en"])
    page.fill("#f-title", "Kites & ‘kites’ #2")
    page.check("[name=deadline-kind][value=until-spent]")
    with context.expect_page() as waiting:
        page.click("[data-do=open]")
    address = urlsplit(waiting.value.url)
    asked = parse_qs(address.query)
    assert address.path == "/wolken/post/new/main/content/calls"
    assert asked["filename"] == ["kites-kites-2.md"]
    assert asked["value"] == [shown(page)]


def test_what_is_too_long_for_an_address_is_copied(context: BrowserContext, site: Path, serve: Serve) -> None:
    page = opened(context, serve(site) + PAGES["en"])
    page.fill("#f-title", "Long")
    page.check("[name=deadline-kind][value=rolling]")
    page.fill("#f-body", "Many words. " * 900)
    with context.expect_page() as waiting:
        page.click("[data-do=open]")
    assert parse_qs(urlsplit(waiting.value.url).query) == {"filename": ["long.md"]}
    expect(page.locator(".form-told")).to_contain_text("long.md")
    page.bring_to_front()
    assert page.evaluate("navigator.clipboard.readText()") == shown(page)


def test_a_mistake_is_told_beside_its_field_and_above_the_buttons(
    context: BrowserContext, site: Path, serve: Serve
) -> None:
    page = opened(context, serve(site) + PAGES["en"])
    amount, fault = page.locator("#f-budget-total"), page.locator("#f-budget-total-fault")
    amount.fill("a lot")
    page.wait_for_timeout(600)
    expect(fault).to_be_hidden()  # somebody is still typing
    amount.blur()
    expect(fault).to_have_text("Write the currency and the amount, for example EUR 5 000 000.")
    expect(amount).to_have_attribute("aria-invalid", "true")
    assert "f-budget-total-fault" in (amount.get_attribute("aria-describedby") or "")
    page.click("[data-do=save]")
    errors = page.locator(".form-errors")
    expect(errors).to_be_focused()
    expect(errors.locator("a")).to_have_text(
        [
            "Title: Please fill this in.",
            "Deadline, No later than: Please fill this in.",
            "Budget, Total: Write the currency and the amount, for example EUR 5 000 000.",
        ]
    )
    errors.locator("a").nth(2).click()
    expect(amount).to_be_focused()
    amount.fill("EUR 5 000")
    page.wait_for_timeout(600)
    expect(fault).to_be_hidden()
    expect(errors.locator("a")).to_have_count(2)


def press_slowly(page: Page, selector: str) -> None:
    """A click of a hand: the button is down for a while."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(90)
    page.mouse.up()


def test_the_first_click_after_a_mistake_counts(context: BrowserContext, site: Path, serve: Serve) -> None:
    """What is told of the field that is left does not move the button from below the pointer."""
    page = opened(context, serve(site) + PAGES["en"])
    page.check("[name=deadline-kind][value=rolling]")
    page.fill("#f-title", "Kites")
    page.fill("#f-name", "Kites & such")
    page.wait_for_timeout(600)
    press_slowly(page, "[data-do=save]")
    expect(page.locator(".form-errors")).to_be_focused()
    page.fill("#f-name", "kites")
    page.locator("#f-summary").focus()
    page.locator("[data-key=known] > p > [data-add]").click()
    page.locator("[data-key=written] > p > [data-add]").click()
    page.locator("[data-key=written] [data-key=email] input").fill("nobody")
    press_slowly(page, "[data-key=written] > p > [data-add]")
    expect(page.locator("[data-key=written] .form-item")).to_have_count(2)
    expect(page.locator("[data-key=written] [data-key=email] .field__fault").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "at", "opens"),
    [
        ("nl", r"maandag 5 april 2027 om\s17:00\suur", "zaterdag 2 januari 2027"),
        ("en", r"Monday,? 5 April 2027 at\s17:00", "Saturday,? 2 January 2027"),
    ],
)
def test_a_date_is_said_in_words(
    language: str, at: str, opens: str, browser: Browser, site: Path, serve: Serve
) -> None:
    """In the language of the page, whatever the browser speaks, while it is typed."""
    context = browser.new_context(locale="en-US")
    page = opened(context, serve(site) + PAGES[language])
    first = page.locator("[data-form=deadline] .form-item")
    first.locator("[data-day]").first.focus()
    page.keyboard.type("04052027")
    first.locator("[data-time]").first.fill("17:00")
    said = first.locator("[data-key=at] .field__words")
    expect(said).to_have_text(re.compile(f"^{at}$"))
    expect(said).to_have_attribute("aria-live", "polite")
    page.fill("#f-opens", "2027-01-02")
    expect(page.locator("[data-key=opens] .field__words")).to_have_text(re.compile(f"^{opens}$"))
    first.locator("[data-day]").first.fill("2011-04-05")
    expect(said).to_contain_text({"nl": "voorbij", "en": "past"}[language])
    expect(first.locator("[data-key=at] .field__fault")).to_be_hidden()
    first.locator("[data-day]").first.fill("")
    expect(said).to_have_text("")
    context.close()


def test_a_text_of_a_word_processor_is_taken_over(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["nl"]).as_uri())
    page.fill(
        "#f-body",
        "Doelstellingen\nHet gaat om:\n•\teen\n\uf0b7\ttwee\n· drie\n–\tvier\n\n1)\teerst\n2)\tdan\nvoor\x0bna\nsub\xadsi\u200bdie\nDe Doelstellingen",
    )
    page.locator("#f-body").blur()
    expect(page.locator("#f-body")).to_have_value(
        "## Doelstellingen\nHet gaat om:\n\n- een\n- twee\n- drie\n- vier\n\n1. eerst\n2. dan\nvoor\nna\nsubsidie\nDe Doelstellingen"
    )
    told = page.locator("[data-body] .field__words")
    expect(told).to_have_text(
        "Overgenomen uit een tekstverwerker: 4 opsommingstekens, 2 genummerde regels, 1 titel, 1 regeleinde, "
        "2 onzichtbare tekens verwijderd."
    )
    page.fill("#f-body", "Een\ntwee\n\u202edrie")
    page.locator("#f-body").blur()
    expect(page.locator("#f-body-fault")).to_contain_text("(U+202E)")
    expect(page.locator("#f-body-fault")).to_contain_text("regel 3")
    expect(told).to_have_text("")


def test_nobody_has_checked_what_nobody_says_to_have_checked(context: BrowserContext, site: Path) -> None:
    """And who has done so today is not said to have done it tomorrow."""
    page = opened(context, (site / PAGES["nl"]).as_uri())
    page.fill("#f-title", "Wind")
    assert "verified" not in shown(page)
    page.get_by_label("Ik heb alles vandaag met deze pagina vergeleken").check()
    today = page.evaluate("oproep.form.today()")
    assert f"\nverified: {today}\n" in shown(page)
    page.reload()
    assert "title: Wind" in shown(page)
    assert "verified" not in shown(page)


@pytest.mark.parametrize(("language", "name"), [("nl", "Frans"), ("en", "French")])
def test_the_language_of_a_document_is_chosen_by_its_name(
    language: str, name: str, context: BrowserContext, site: Path
) -> None:
    page = opened(context, (site / PAGES[language]).as_uri())
    page.click("[data-key=documents] > p > [data-add]")
    page.locator("[data-key=documents] [data-key=label] input").first.fill("Guide")
    page.locator("[data-key=documents] [data-key=url] input").fill("https://example.org/g.pdf")
    page.locator("[data-key=documents] [data-key=language] select").select_option(label=name)
    page.fill("#f-links-source", "https://example.org/call")
    text = shown(page)
    assert "\n      language: fr\n" in text
    assert text.count("links:") == 1
    assert "source: https://example.org/call" in text


def test_numbers_are_written_as_the_guide_writes_them(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["en"]).as_uri())
    fill_everything(page)
    page.fill("#f-budget-expected_grants", "5")
    text = shown(page)
    assert "\n  expected_grants: 5\n" in text
    assert "\n    stage: 1\n" in text
    assert "\n    stage: 2\n" in text
    page.fill("#f-budget-expected_grants", "007")
    assert "expected_grants: '007'" in shown(page)


def test_a_second_date_before_the_first_is_a_mistake(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["en"]).as_uri())
    page.click("[data-form=deadline] [data-add]")
    dates = page.locator("[data-form=deadline] .form-item")
    dates.nth(0).locator("[data-day]").first.fill("2090-09-30")
    dates.nth(1).locator("[data-day]").first.fill("2090-03-31")
    page.locator("#f-title").focus()
    expect(dates.nth(1).locator("[data-key=at] .field__fault")).to_have_text(
        "This date is before the one above. Put the earliest first."
    )


@pytest.mark.parametrize("way", ["web", "disk"])
def test_a_reference_that_a_call_has_already_is_told(
    way: str, context: BrowserContext, site: Path, serve: Serve
) -> None:
    """Only once it is typed, and without a word where the index is lacking."""
    page = opened(context, (serve(site) if way == "web" else site.as_uri() + "/") + PAGES["nl"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    told = page.locator("[data-key=identifier] .field__words")
    page.fill("#f-title", "Molens")
    page.fill("#f-identifier", "luft 2026 mol01")
    assert not [address for address in asked if "pagefind" in address]
    page.locator("#f-identifier").blur()
    expect(told.locator("a")).to_have_attribute("href", re.compile(r"/nl/oproepen/windmolens\.html$"))
    page.fill("#f-identifier", "LUCHT-2021-NIETS")
    page.locator("#f-identifier").blur()
    expect(told).to_have_text("")


def test_without_an_index_nothing_is_told_of_a_reference(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto((site / PAGES["nl"]).as_uri())
    page.fill("#f-identifier", "LUFT-2026-MOL-01")
    page.locator("#f-identifier").blur()
    assert "identifier: LUFT-2026-MOL-01" in shown(page)
    expect(page.locator("[data-key=identifier] .field__words")).to_have_text("")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_name_of_the_file_is_seen_whole(width: int, browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = opened(context, (site / PAGES["nl"]).as_uri())
    page.fill("#f-title", "Samen sterk in de wijk 2027")
    page.wait_for_timeout(500)
    assert page.evaluate("(name => name.scrollWidth <= name.clientWidth)(document.getElementById('f-name'))")
    context.close()


def test_what_is_folded_is_named_and_what_must_be_is_marked(context: BrowserContext, site: Path) -> None:
    page = opened(context, (site / PAGES["nl"]).as_uri())
    names = page.locator("#form summary").all_inner_texts()
    assert len(set(names)) == len(names)
    assert "Welke ronde het is, datum vóór de verlenging" in names
    expect(page.locator("#form .field__required:visible")).to_have_count(2)
    for name in ("identifier", "opens", "documents", "events"):
        expect(page.locator(f"[data-key={name}]").first).to_be_visible()


def test_the_name_of_another_call_is_taken(context: BrowserContext, site: Path, serve: Serve) -> None:
    """An old name too: a page stands there."""
    page = opened(context, serve(site) + PAGES["nl"])
    for name in ("windmolens", "reuzen"):
        page.fill("#f-name", name)
        page.locator("#f-name").blur()
        expect(page.locator("#f-name-fault")).to_have_text(
            "Er is al een oproep met deze naam. Zet er bijvoorbeeld het jaar bij."
        )
        page.fill("#f-name", f"{name}-2")
        page.locator("#f-name").blur()
        expect(page.locator("#f-name-fault")).to_be_hidden()


def test_a_draft_is_kept_in_both_languages_until_it_is_cleared(
    context: BrowserContext, site: Path, serve: Serve
) -> None:
    page = opened(context, serve(site) + PAGES["nl"])
    fill_everything(page)
    before = shown(page)
    page.reload()
    assert shown(page) == before
    page.goto(serve(site) + PAGES["en"])
    assert shown(page) == before
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("[data-clear]")
    assert "Vliegende" not in shown(page)
    page.reload()
    assert "Vliegende" not in shown(page)
    expect(page.locator("#f-title")).to_have_value("")


def test_where_nothing_can_be_kept_the_form_works(browser: Browser, site: Path, serve: Serve) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page = opened(context, serve(site) + PAGES["en"])
    page.fill("#f-title", "Kites")
    assert "title: Kites" in shown(page)
    context.close()


def test_it_is_filled_in_with_the_keyboard(context: BrowserContext, site: Path, serve: Serve) -> None:
    """What is added has the cursor; what is removed leaves it beside."""
    page = opened(context, serve(site) + PAGES["en"])
    page.locator("[data-form=deadline] [data-add]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-form=deadline] .form-item").nth(1).locator("[data-day]").first).to_be_focused()
    remove = page.locator("[data-form=deadline] .form-item").nth(1).locator("[data-remove]")
    remove.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-form=deadline] .form-item")).to_have_count(1)
    expect(page.locator("[data-form=deadline] .form-item").first).to_be_focused()


@every_language
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everyone_can_use_it(
    language: str, width: int, scheme: Literal["light", "dark"], browser: Browser, site: Path, serve: Serve
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = opened(context, serve(site) + PAGES[language])
    fill_everything(page)
    page.fill("#f-budget-total", "?")
    page.click("[data-do=save]")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert (
        page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))")
        == 0
    )
    found = Axe().run(page)
    assert [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found.response["violations"]
    ] == []
    context.close()


@every_language
def test_without_javascript_there_is_a_way_by_hand(language: str, browser: Browser, site: Path, serve: Serve) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(site) + PAGES[language])
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator(".form-noscript")).to_be_visible()
    page.click(".form-by-hand summary")
    expect(page.locator(".form-by-hand pre")).to_contain_text("deadline: unknown")
    expect(page.locator(".form-by-hand a").first).to_have_attribute(
        "href", f"https://github.com/wolken/post/blob/main/{'BIJDRAGEN' if language == 'nl' else 'CONTRIBUTING'}.md"
    )
    context.close()
