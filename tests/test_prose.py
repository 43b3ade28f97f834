"""From Markdown, friendly and hostile, safe HTML in bounded time, and what in it would not show as meant."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.reading.frontmatter import LONGEST_BODY, WrongAt
from oproep.reading.record import bounded
from oproep.rendering import prose
from oproep.rendering.prose import ProseMaker, Trouble, plain, sections
from oproep.rendering.timelimit import TookTooLong, within

HEADINGS = {"doelstellingen": "objectives", "objectives": "objectives", "l’objectif": "objectives", "budget": "budget"}
RECORDS = {"../funds/x.md": "../fondsen/x.html"}


@pytest.fixture(scope="module")
def maker() -> ProseMaker:
    return ProseMaker(HEADINGS)


def html(maker: ProseMaker, text: str) -> str:
    return str(maker.make(text, RECORDS.get)[0]).strip()


def troubles(maker: ProseMaker, text: str) -> list[tuple[str, str]]:
    return [(trouble.code, trouble.needle) for trouble in maker.make(text, RECORDS.get)[1]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Een *woord* en **nog** een.", "<p>Een <em>woord</em> en <strong>nog</strong> een.</p>"),
        ("'t is 's morgens 'n feest in de jaren '80", "<p>’t is ’s morgens ’n feest in de jaren ’80</p>"),
        ("('t) en \"'s avonds\"", "<p>(’t) en “’s avonds”</p>"),
        ("'een' en \"twee\" -- drie...", "<p>‘een’ en “twee” – drie…</p>"),
        ("foto's en Hans' auto", "<p>foto’s en Hans’ auto</p>"),
        ("[x](../funds/x.md)", '<p><a href="../fondsen/x.html">x</a></p>'),
        (
            "[x](https://a.be) <https://b.be>",
            '<p><a href="https://a.be">x</a> <a href="https://b.be">https://b.be</a></p>',
        ),
        ("[x](mailto:a@b.be) [y](tel:+32)", '<p><a href="mailto:a@b.be">x</a> <a href="tel:+32">y</a></p>'),
        ("<a@b.be>", '<p><a href="mailto:a@b.be">a@b.be</a></p>'),
        ("een  \ntwee", "<p>een<br>\ntwee</p>"),
        ("{{7*7}} {% raw %} ${7}", "<p>{{7*7}} {% raw %} ${7}</p>"),
        ("&lt;b&gt; &amp; &eacute; < >", "<p>&lt;b&gt; &amp; é &lt; &gt;</p>"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>"),
        ("<b title='s'>x</b> <b title=\"'t\">y</b>", '<p><b title="s">x</b> <b title="\'t">y</b></p>'),
        ("een<!-- weg -->twee", "<p>eentwee</p>"),
        ("|a|b|\n|-|-:|\n|1|2|", None),
    ],
)
def test_markdown_is_shown_as_it_is_meant(maker: ProseMaker, text: str, shown: str | None) -> None:
    found = html(maker, text)
    if shown is not None:
        assert found == shown
    else:
        assert '<th class="right">b</th>' in found
        assert "style" not in found


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "een <script>alert(1)</script> twee",
        "<iframe src=x></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
        "<style>p{}</style>",
        "<object data=x></object><embed src=x>",
        "<form action=x><input name=y><button>z</button></form>",
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=x>",
        "<b onclick=alert(1) onmouseover='alert(1)' style='color:red' class=panel id=main>x</b>",
        "<h2 id=main class=x>h</h2>",
        "<a id=main name=main href='https://a.be' target=_blank onclick=alert(1)>x</a>",
        "<p style='position:fixed'>x</p>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&#10;script:alert(1))",
        "<a href=' javascript:alert(1)'>x</a>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "[x](vbscript:x)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x]\n\n[x]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php x ?>",
        "<title></title><textarea></textarea><plaintext>",
        "<details open ontoggle=alert(1)>x</details>",
        '![x](x"onerror="alert(1))',
        "<img src=x onerror=alert(1)>",
        "[x](https://a.be \"' onclick='alert(1)\")",
        "{: #main .x onclick=alert(1) }",
        "## x {#main onclick=alert(1)}",
        "</div></main></body></html>",
    ],
)  # fmt: skip
def test_nothing_typed_becomes_more_than_text(maker: ProseMaker, text: str) -> None:
    found = html(maker, text).lower()
    tags = " ".join(part.partition(">")[0] for part in found.split("<")[1:])
    for forbidden in ("script", "iframe", "svg", "math", "style", "object", "embed", "form", "input", "meta", "link", "img",
                      'onclick="', 'onerror="', "onload", 'onmouseover="', "javascript:", "vbscript:", "data:", "target",
                      'id="main"', "name=", "panel", "!--", "title>", "textarea", "plaintext", "main>"):  # fmt: skip
        assert forbidden not in tags, found


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "a",
                " href=",
                "'",
                '"',
                "javascript:",
                "script",
                "/",
                "![",
                "](",
                ")",
                "\n",
                "&#x3c;",
                "<!--",
                "`",
                "on",
                "x=y",
                "<a",
                "<p",
                "svg",
                "\\",
                "\t",
            ]
        ),
        max_size=25,
    ).map("".join)
)
@settings(deadline=None, max_examples=200)
def test_no_mixture_of_marks_becomes_a_script(maker: ProseMaker, text: str) -> None:
    found = html(maker, text).lower()
    tags = [part.partition(">")[0] for part in found.split("<")[1:]]
    assert not [tag for tag in tags if tag.startswith(("script", "svg", "img")) or "javascript:" in tag]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](../funds/weg.md)", [("dead-link", "../funds/weg.md")]),
        ("[x](weg.html)", [("dead-link", "weg.html")]),
        ("[x](/weg)", [("dead-link", "/weg")]),
        ("[x](//evil.example)", [("dead-link", "//evil.example")]),
        ("[x](#weg)", [("dead-link", "#weg")]),
        ("## Doelstellingen\n\n[x](#objectives)", []),
        ("[x](javascript:alert(1))", [("link-scheme", "javascript:alert(1)")]),
        ("<a href='ftp://a.be'>x</a>", [("link-scheme", "ftp://a.be")]),
        ('`<a href="ftp://a.be">`', []),
        ("![x](https://a.be/x.png)", [("picture", "![")]),
        ("<img src=x>", [("picture", "<img")]),
        ("[x](../funds/x.md)", []),
        ("[x](https://a.be)", []),
    ],
)
def test_what_would_not_show_as_meant_is_told(maker: ProseMaker, text: str, found: list[tuple[str, str]]) -> None:
    assert troubles(maker, text) == found


def test_a_dead_link_leads_nowhere(maker: ProseMaker) -> None:
    assert html(maker, "[x](../funds/weg.md)") == "<p><a>x</a></p>"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Doelstellingen", "objectives"),
        ("Objectives", "objectives"),
        ("  OBJECTIVES ", "objectives"),
        ("L'objectif", "objectives"),
        ("Budget", "budget"),
        ("Wie komt in aanmerking?", "text-wie-komt-in-aanmerking"),
        ("Coördinatie & ‘zo’", "text-coordinatie-zo"),
        ("Foto's", "text-foto-s"),
        ("*Een* `twee` [drie](https://a.be) <b>vier</b> \\*", "text-een-twee-drie-vier"),
        ("中文", "text-part"),
        ("a" * 200, f"text-{'a' * 60}"),
    ],
)
def test_a_heading_has_an_anchor_of_its_words(maker: ProseMaker, heading: str, anchor: str) -> None:
    assert f'<h2 id="{anchor}">' in html(maker, f"## {heading}")


def test_headings_of_the_same_words_have_anchors_of_their_own(maker: ProseMaker) -> None:
    found = html(maker, "## Budget\n\n## Budget\n\n## Budget-2\n\n## Budget 2\n\n## Budget")
    anchors = [part.partition('"')[0] for part in found.split(' id="')[1:]]
    assert anchors == ["budget", "budget-2", "text-budget-2", "text-budget-2-2", "budget-3"]


def test_headings_begin_below_that_of_the_page(maker: ProseMaker) -> None:
    assert html(maker, "# a").startswith("<h2")
    assert html(maker, "# a\n\n###### b").count("<h6") == 1


def test_one_text_leaves_nothing_behind_for_the_next(maker: ProseMaker) -> None:
    first = html(maker, "## Budget\n\n[x][y][^1]\n\n[y]: https://a.be\n\n[^1]: noot")
    assert html(maker, "[x][y][^1]") == "<p>[x][y][^1]</p>"
    assert html(maker, "## Budget\n\n[x][y][^1]\n\n[y]: https://a.be\n\n[^1]: noot") == first


def test_the_text_of_safe_html_is_what_a_reader_reads() -> None:
    assert plain("<h2>Een</h2><p>twee &amp; <b>d</b>rie<br>vier</p>") == "Een twee & drie vier"


LINES = LONGEST_BODY // 30
HOSTILE = {
    "20 KB of [": "[" * 20_000,
    "footnotes that are not there": "[^1]" * 5_000,
    "tags that are not closed": "<a " * 8_000,
    "spread brackets": "[a " * 10_000,
    "brackets as many as may be": ("[a" + "b" * 70) * 500 + "](c",
    "links that are not closed": "[a](b" * 6_000,
    "closing brackets": "[a" * 450 + "](x" * 10_000,
    "footnotes as many as may be": "[^1]: b\n\n" + "[^1] " * 490,
    "deep quotes": "> " * 20_000 + "a",
    "quotes as deep as may be": ("> " * 49 + "a\n") * 400,
    "deep lists in a line": "- " * 20_000 + "a",
    "deep lists": "".join(" " * 4 * depth + "- a\n" for depth in range(140)),
    "lists as deep as may be": "".join("  " * 2 * depth + "- a\n" for depth in range(19)) * 40,
    "a wide table": "|a" * 6_000 + "\n" + "|-" * 6_000 + "\n" + "|a" * 6_000,
    "a long table": "|a|b|c|\n|-|-|-|\n" + "|x|y|z|\n" * 20_000,
    "stars": "*" * LONGEST_BODY,
    "runs of stars": ("*" * 199 + "a") * 200,
    "emphasis in emphasis": "*a**b " * (LONGEST_BODY // 6),
    "underscores": "_a__b " * (LONGEST_BODY // 6),
    "backslashes": "\\" * LONGEST_BODY,
    "backticks": "``a`" * (LONGEST_BODY // 4),
    "spaces": " " * LONGEST_BODY + "a",
    "empty headings": "#\n" * (LONGEST_BODY // 2),
    "underlines": "a\n=\n" * (LONGEST_BODY // 4),
    "rules": "-\n" * (LONGEST_BODY // 2),
    "quotation marks": "'" * LONGEST_BODY,
    "comments": "<!-- " * 8_000,
    "entities": "&#" * (LONGEST_BODY // 2),
    "one word": "a" * LONGEST_BODY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_or_done_in_time(maker: ProseMaker, name: str) -> None:
    text = HOSTILE[name][:LONGEST_BODY]
    before = time.monotonic()
    try:
        bounded(text, 5)
    except WrongAt as error:
        assert error.fault.code in {"too-many-marks", "body-too-long"}
        assert error.line >= 5
    else:
        maker.make(text, RECORDS.get)
    assert time.monotonic() - before < prose.SECONDS + 1


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """What the garbage collector calls loses an exception; the next one is a tenth of a second away."""
    gc.disable()
    yield
    gc.enable()


SLOW = "> 1. een\n>\n> - " + "*a**b " * 4_000


@pytest.mark.usefixtures("_no_collection")
def test_a_text_that_takes_too_long_is_told_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    maker = ProseMaker(HEADINGS)
    good = "1. een\n\n2. twee\n\n> drie[^1]\n\n[^1]: vier"
    before = html(maker, good)
    monkeypatch.setattr(prose, "SECONDS", 0.02)
    for _ in range(5):
        found, told = maker.make(SLOW, RECORDS.get)
        assert (str(found), [trouble.code for trouble in told]) == ("", ["prose-too-hard"])
    monkeypatch.undo()
    assert html(maker, good) == before


def test_a_text_that_is_nested_too_deep_is_told(maker: ProseMaker) -> None:
    assert maker.make("- " * 2_000 + "a", RECORDS.get)[1] == (
        Trouble(
            "prose-too-hard",
            "The text cannot be laid out in reasonable time.",
            "Remove what is nested, or brackets and marks that stand in a row.",
            "",
        ),
    )


def busy(seconds: float) -> str:
    """Works for so long and answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass
    return "done"


def test_work_within_its_time_is_answered() -> None:
    assert within(5, lambda: busy(0.001)) == "done"
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


@pytest.mark.usefixtures("_no_collection")
def test_the_time_limit_stops_work_and_nothing_that_comes_later() -> None:
    stopped = 0
    for turn in range(60):
        try:
            within(0.002, partial(busy, 0.004 + turn % 10 / 1000))  # a thread has its turn every 5 ms: about as long
        except TookTooLong:
            stopped += 1
    busy(0.3)  # an exception that came too late would be raised in here
    assert stopped


def test_the_time_limit_holds_where_an_exception_is_lost() -> None:
    lost = 0
    before = time.monotonic()

    def stubborn() -> None:
        nonlocal lost
        while lost < 2:
            try:
                busy(5)
            except TookTooLong:
                lost += 1
        busy(5)

    with pytest.raises(TookTooLong):
        within(0.02, stubborn)
    assert lost == 2
    assert time.monotonic() - before < 2


@pytest.mark.usefixtures("_no_collection")
def test_the_time_limit_holds_in_any_thread() -> None:
    caught: list[BaseException] = []

    def work() -> None:
        try:
            within(0.02, lambda: busy(5))
        except TookTooLong as error:
            caught.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(3)
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vooraf.\n\n## Budget\n\nGeld.\n\n### Deel\n\nMeer.\n\n## Andere\n\nX.", ["", "budget", "text-andere"]),
        ("## Budget\n\nGeld.[^1]\n\n[^1]: Noot.", ["budget", ""]),
        ("> ## Budget\n>\n> Aangehaald.\n\nNa.", [""]),
        ('<h2 title="a > b">Budget</h2><p title="<h2>">x<br>y</p><h2>Twee</h2>', ["", ""]),
        ("Alleen tekst.", [""]),
    ],
)
def test_a_text_falls_into_its_sections_and_none_of_it_is_lost(maker: ProseMaker, text: str, names: list[str]) -> None:
    whole = maker.make(text, RECORDS.get)[0]
    found = sections(whole)
    assert [name for name, _ in found] == names
    assert "".join(part for _, part in found) == whole
    for _, part in found:
        assert part.count("<blockquote>") == part.count("</blockquote>")
        assert part.count("<div") == part.count("</div>")
