"""Every kind of page can be used by everyone: by what axe-core knows of WCAG 2.2, by keyboard, magnified, in forced colours.

What stands in KINDS is looked at in all of these ways at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.test_browser_pages import KINDS

Serve = Callable[[Path], str]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}  # 320 CSS px: 1280 px at 400 %
LANGUAGES = ("nl", "en")
PARTS = 8  # at most, in which a browser divides one control
ONE_OF_EACH = {kind: places.get("en", places["nl"]) for kind, places in KINDS.items()}

AXE = next(Path(axe_playwright_python.__file__).parent.glob("axe*.js")).read_text(encoding="utf-8")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},  # 2.5.8, which axe-core leaves out by itself
    "resultTypes": ["violations"],
}
# Nothing else depends on the colours.
RULES_OF_COLOUR = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def without_scripts(route: Route) -> None:
    """What a reader without JavaScript has; the browser itself still runs axe-core, so it is not switched off."""
    if route.request.resource_type == "script":
        route.fulfill(body="", content_type="text/javascript")
    elif route.request.resource_type == "document":
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<noscript>", "").replace("</noscript>", ""))
    else:
        route.continue_()


def opened(page: Page, address: str, *, scripts: bool = True) -> None:
    page.goto(address)
    if scripts and "?" in address:
        page.locator(".call-row").first.wait_for()


def broken(page: Page, rules: dict[str, Any]) -> Iterator[str]:
    for violation in page.evaluate("rules => axe.run(document, rules)", rules)["violations"]:
        nodes = "; ".join(f"{node['html'][:120]} {node['any'][:1]}" for node in violation["nodes"][:3])
        yield f"{violation['id']}: {violation['help']}: {nodes}"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_of_axe_is_broken(
    language: str, scripts: Any, browser: Browser, serve: Serve, example_built: Path
) -> None:
    """WCAG 2.2 A and AA, and its makers' best practice; wide and narrow, folds closed and open, light and dark."""
    base = serve(example_built)
    context = browser.new_context(color_scheme="light", viewport=WIDE)  # type: ignore[arg-type]
    if not scripts:
        context.route("**/*", without_scripts)
    page = context.new_page()
    found = []
    for places in KINDS.values():
        if language not in places:
            continue
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        opened(page, base + places[language], scripts=scripts)
        page.evaluate(AXE)
        found += [f"{places[language]}, wide: {each}" for each in broken(page, RULES)]
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.evaluate("document.querySelectorAll('details:not([hidden])').forEach(fold => { fold.open = true; })")
        found += [f"{places[language]}, narrow: {each}" for each in broken(page, RULES)]
        page.emulate_media(color_scheme="dark")
        found += [f"{places[language]}, dark: {each}" for each in broken(page, RULES_OF_COLOUR)]
    context.close()
    assert found == []


# Everything that a keyboard must reach, in the order of the document; and of what has it now: which, how it is seen.
WALK = """() => {
  const of = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(of)].filter(each => !each.disabled && each.tabIndex >= 0 &&
    each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert]"));
  const seen = new Set();
  window.walk = all.filter(each => {
    if (each.type !== "radio") return true;
    const first = !seen.has(each.name);
    seen.add(each.name);
    return first;
  });
  return walk.map(each => each.outerHTML.slice(0, 90));
}"""
STANDS = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.15], [0.5, 0.85]];
  const onTop = points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && (top === at || at.contains(top) || top.contains(at));
  });
  let ground = at.parentElement;
  const clear = "rgba(0, 0, 0, 0)";
  while (ground.parentElement && getComputedStyle(ground).backgroundColor === clear) ground = ground.parentElement;
  return {
    index: window.walk.indexOf(at), html: at.outerHTML.slice(0, 90), onTop,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    colours: [style.outlineColor, getComputedStyle(ground).backgroundColor], top: box.top, left: box.left,
  };
}"""


def luminance(colour: str) -> float:
    """Of a colour as a browser computes it, by WCAG 2.2; what is not painted is white."""
    parts = [float(part) for part in colour[colour.index("(") + 1 : -1].replace(",", " ").split() if part != "/"]
    if len(parts) == 4 and parts[3] == 0:
        return 1
    shares = [part / 255 for part in parts[:3]]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unseen(here: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a reader from seeing where the focus is."""
    if here["outline"] < 2:
        yield f"nothing shows that {here['html']} has the focus"
    elif contrast(*here["colours"]) < 3:
        yield f"the mark of focus of {here['html']} is too weak: {here['colours']}"
    if not here["onTop"]:
        yield f"{here['html']} has the focus, and lies below something or off the screen"


def walked(page: Page) -> Iterator[str]:
    """What is wrong on a walk with Tab over a page, from its beginning to its end."""
    wanted = page.evaluate(WALK)
    stops: list[int] = []
    for _ in range(PARTS * len(wanted)):
        if stops[-1:] == [len(wanted) - 1]:
            break
        page.keyboard.press("Tab")
        here = page.evaluate(STANDS)
        if stops[-1:] == [here["index"]]:  # the day, the month and the year of a date: parts of the browser's own
            continue
        stops.append(here["index"])
        if here["index"] < 0:
            yield f"reached {here['html']}, which nobody would look for"
        yield from unseen(here)
    if stops != list(range(len(wanted))):
        missed = [wanted[each] for each in range(len(wanted)) if each not in stops]
        yield f"the order is {stops}; never reached: {missed}"
    left = []
    for _ in range(PARTS):
        page.keyboard.press("Tab")
        left.append(page.evaluate(STANDS)["index"])
    if left.count(len(wanted) - 1) == PARTS:
        yield "the focus does not leave the page at its end"


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide", "narrow"])
def test_everything_is_reached_by_keyboard_and_seen(
    viewport: Any, scheme: Any, browser: Browser, serve: Serve, example_built: Path
) -> None:
    """In the order of the page, with a mark of at least 2 px and 3 to 1, never hidden, and on to the end (2.1, 2.4)."""
    base = serve(example_built)
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    found = []
    for address in ONE_OF_EACH.values():
        opened(page, base + address)
        found += [f"{address}: {each}" for each in walked(page)]
    context.close()
    assert found == []


def test_a_walk_sees_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<body style='margin: 0'><a href='#a' style='outline: none'>unseen</a> <button tabindex='2'>too soon</button>"
        "<div style='position: fixed; inset: 40% 0 0 0; background: #fff; z-index: 1'></div>"
        "<p style='margin-top: 60vh'><button style='outline: 3px solid #eee'>weak and covered</button></p></body>"
    )
    said = "\n".join(walked(page))
    page.close()
    for each in ("nothing shows that <a", "the order is", "is too weak", "lies below something"):
        assert each in said


def test_one_key_leads_past_the_head_of_a_page(browser: Browser, serve: Serve, example_built: Path) -> None:
    """On every page that has a head (2.4.1)."""
    page = browser.new_page(viewport=WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
    base = serve(example_built)
    for address in ONE_OF_EACH.values():
        opened(page, base + address)
        if not page.locator(".masthead").count():
            continue
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        expect(page.locator(".skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('.masthead')"), address
    page.close()


def test_the_head_of_a_page_is_walked_as_it_is_read(browser: Browser, serve: Serve, example_built: Path) -> None:
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]
    page.goto(serve(example_built) + KINDS["about"]["en"])
    places = page.evaluate(
        "[...document.querySelectorAll('.masthead :is(a, input, button)')].map(each => each.getBoundingClientRect())"
        ".map(box => [Math.round((box.top + box.height / 2) / 30), box.left])"
    )
    page.close()
    assert places == sorted(places)


# Text that is cut off by something around it that hides what does not fit.
CUT = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility() || text.parentElement.closest(".unseen, .skip")) continue;
    range.selectNodeContents(text);
    for (let each = text.parentElement; each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each), box = each.getBoundingClientRect();
      if (style.clipPath !== "none") break;
      const wide = ["hidden", "clip"].includes(style.overflowX), high = ["hidden", "clip"].includes(style.overflowY);
      for (const part of range.getClientRects())
        if ((wide && (part.right > box.right + 1 || part.left < box.left - 1)) ||
            (high && (part.bottom > box.bottom + 3 || part.top < box.top - 3)))
          found.add("cut off: " + each.outerHTML.slice(0, 70) + ": " + text.data.trim().slice(0, 40));
    }
  }
  return [...found];
}"""
# What can be used lies on something else that can be used.
MEET = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(each => each.checkVisibility() && !each.closest(".unseen, .skip"));
  const boxes = all.flatMap(each => [...each.getClientRects()].map(box => [each, box]));
  const found = [];
  boxes.forEach(([one, a], at) => boxes.slice(at + 1).forEach(([other, b]) => {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (one !== other && !one.contains(other) && !other.contains(one) && width > 2 && height > 6)
      found.push("on each other: " + one.outerHTML.slice(0, 70) + " and " + other.outerHTML.slice(0, 70));
  }));
  return found.slice(0, 5);
}"""
SIDEWAYS = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? ["scrolls sideways to " + document.documentElement.scrollWidth + " px"] : []"""
# 1.4.12: at least these must be bearable.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
TWICE = "html { font-size: 200% !important; }"


@pytest.mark.parametrize(
    ("viewport", "style"),
    [(NARROW, ""), (NARROW, SPACED), (WIDE, SPACED), (WIDE, TWICE)],
    ids=["zoom-400", "spaced-narrow", "spaced-wide", "text-200"],
)
def test_nothing_is_lost_when_text_takes_more_room(
    viewport: Any, style: str, browser: Browser, serve: Serve, example_built: Path
) -> None:
    """1.4.4, 1.4.10 and 1.4.12: nothing is cut off, covered, or to be scrolled to sideways."""
    base = serve(example_built)
    context = browser.new_context(viewport=viewport)
    page = context.new_page()
    found = []
    for address in ONE_OF_EACH.values():
        opened(page, base + address)
        page.evaluate(
            "style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);"
            " document.adoptedStyleSheets = [sheet];"
            " document.querySelectorAll('details:not([hidden])').forEach(fold => { fold.open = true; }); }",
            style,
        )
        found += [f"{address}: {each}" for script in (CUT, MEET, SIDEWAYS) for each in page.evaluate(script)]
    context.close()
    assert found == []


def test_what_is_lost_is_seen(browser: Browser) -> None:
    page = browser.new_page(viewport=NARROW)  # type: ignore[arg-type]
    page.set_content(
        "<body><p style='overflow: hidden; height: 1em'>words<br>more words</p>"
        "<p style='width: 400px'><a href='#a'>one</a><a href='#b' style='margin-left: -1.5em'>other</a></p></body>"
    )
    said = " ".join(each for script in (CUT, MEET, SIDEWAYS) for each in page.evaluate(script))
    page.close()
    for each in ("cut off", "on each other", "scrolls sideways"):
        assert each in said


# In forced colours backgrounds go: what is told apart only by them must have a line, or a colour of the system.
PAINTED = """() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  const told = [];
  const lined = style => parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none" &&
    style.borderTopColor !== style.backgroundColor;
  const say = (each, what) => told.push(what + ": " + each.outerHTML.slice(0, 90));
  const none = paint => paint === ground || /^rgba.*, 0.$/.test(paint);
  const seen = each => each.checkVisibility();
  for (const each of [...document.querySelectorAll("button, .button, select, textarea, input:not([type=checkbox], [type=radio])")].filter(seen))
    if (!lined(getComputedStyle(each))) say(each, "no line around it");
  for (const each of [...document.querySelectorAll(".status")].filter(seen)) {
    const mark = getComputedStyle(each, "::before");
    if (!each.textContent.trim()) say(each, "no words");
    if (none(mark.backgroundColor) && (none(mark.borderTopColor) || !parseFloat(mark.borderTopWidth)))
      say(each, "its mark is not seen");
  }
  for (const each of [...document.querySelectorAll("mark")].filter(seen))
    if (none(getComputedStyle(each).backgroundColor)) say(each, "not marked");
  const here = document.querySelector(".main-nav [aria-current]"), other = document.querySelector(".main-nav a:not([aria-current])");
  if (here && getComputedStyle(here).borderBottomColor === getComputedStyle(other).borderBottomColor)
    say(here, "not told from the others");
  for (const each of [...document.querySelectorAll("svg :is(path, circle, rect, line)")].filter(seen)) {
    const style = getComputedStyle(each);
    const paints = [style.fill, style.stroke].filter(paint => paint !== "none");
    if (each.closest(".bar, .mark") && paints.length && paints.every(none)) say(each, "not seen");
  }
  return told;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_everything_is_told_apart(
    scheme: Any, browser: Browser, serve: Serve, example_built: Path
) -> None:
    base = serve(example_built)
    context = browser.new_context(viewport=WIDE, forced_colors="active", color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for address in ONE_OF_EACH.values():
        opened(page, base + address)
        found += [f"{address}: {each}" for each in page.evaluate(PAINTED)]
        page.keyboard.press("Tab")
        page.evaluate("() => { window.walk = []; }")
        here = page.evaluate(STANDS)
        found += [f"{address}: {each}" for each in unseen(here)]
    context.close()
    assert found == []


def test_in_forced_colours_what_is_lost_is_seen(browser: Browser) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="light")
    page.set_content(
        "<body style='background: #fff'><button style='border: 0; background: #123'>Go</button><span class='status'></span>"
        "<mark style='forced-color-adjust: none; background: #fff'>found</mark>"
    )
    said = " ".join(page.evaluate(PAINTED))
    page.close()
    for each in ("no line around it", "no words", "its mark is not seen", "not marked"):
        assert each in said
