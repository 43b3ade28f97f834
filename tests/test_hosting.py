"""What a host is told: headers for its files, and whom to tell of a hole (RFC 9116)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sectxt import Parser

from tests.front_door import EXAMPLE, Html, build, pages

SECURITY = ".well-known/security.txt"


def security(out: Path) -> str:
    return (out / SECURITY).read_text("utf-8")


def expires(text: str) -> datetime:
    (line,) = (line for line in text.splitlines() if line.startswith("Expires: "))
    return datetime.fromisoformat(line.removeprefix("Expires: "))


def headers(out: Path) -> dict[str, dict[str, str]]:
    """The headers of each path."""
    found: dict[str, dict[str, str]] = {}
    path = ""
    for line in (out / "_headers").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
        else:
            path = line
            found[path] = {}
    return found


def test_somebody_can_be_told_of_a_hole(example_built: Path) -> None:
    text = security(example_built)
    judged = Parser(text.encode())
    assert judged.errors == []
    # What only its keeper could add: a signature, and a key to write to them with.
    assert {problem["code"] for problem in judged.recommendations} <= {"not_signed", "no_encryption"}
    assert "Contact: mailto:fouten@example.org\n" in text
    assert "Preferred-Languages: nl, en\n" in text
    assert f"Canonical: https://voorbeeld.example.org/some/base/{SECURITY}\n" in text


def test_without_an_address_the_place_for_mistakes_is_named_and_without_both_there_is_no_file(example: Path) -> None:
    settings = example / "content" / "site.toml"
    text = settings.read_text("utf-8").replace('email = "fouten@example.org"\n', "")
    settings.write_text(text, "utf-8")
    out = build(example, example / "public")
    assert "Contact: https://git.example.org/luchtpost/" in security(out)
    lines = text.splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith(("repo", "forge", "branch"))), "utf-8")
    out = build(example, example / "public")
    assert not (out / SECURITY).exists()


@pytest.mark.parametrize(
    ("now", "month"),
    [("2026-11-01T00:00", 11), ("2026-11-30T23:59", 11), ("2026-10-31T23:59", 10), ("2026-12-01T00:00", 12)],
)
def test_it_is_renewed_every_month_and_never_valid_for_more_than_a_year(
    now: str, month: int, example: Path, example_built: Path
) -> None:  # fmt: skip
    build(EXAMPLE, example / "public", now="2026-11-22T09:00")
    text = security(build(EXAMPLE, example / "public", now=now))
    moment = datetime.fromisoformat(f"{now}+01:00")
    assert moment + timedelta(days=329) < expires(text) <= moment + timedelta(days=365)
    assert (text == security(example_built)) is (month == 11)


def test_a_month_that_turns_is_noticed_where_nothing_else_is(example: Path) -> None:
    """A build that has nothing to do is told so before anything is read: the month must be among what it is told."""
    for path in (example / "content" / "calls").iterdir():
        path.unlink()
    out = example / "public"
    before = security(build(example, out, now="2026-11-22T09:00"))
    assert security(build(example, out, now="2026-11-29T09:00")) == before
    assert security(build(example, out, now="2026-12-02T09:00")) != before


def test_hosts_send_the_policy_that_pages_have_and_keep_them_out_of_frames(example_built: Path) -> None:
    found = headers(example_built)
    everywhere = found.pop("/some/base/*")
    assert (everywhere["X-Content-Type-Options"], everywhere["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert found.keys() == {f"/some/base/{path}" for path in ("", "index.html", "404.html", "nl/*", "en/*")}
    policies = {policy(page) for page in pages(example_built).values()}
    for lines in found.values():
        assert {lines["Content-Security-Policy"]} == {f"{one}; frame-ancestors 'none'" for one in policies}


def policy(page: Html) -> str:
    (found,) = (meta for meta in page.metas if meta.get("http-equiv") == "Content-Security-Policy")
    return found["content"]
