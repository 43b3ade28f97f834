"""The promises of the program, broken on purpose: other machines, failures, builds killed half-way, things dropped."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.built_index import shards_in
from tests.front_door import (
    EXAMPLE,
    LANGUAGES,
    NOW,
    ROOT,
    Html,
    build,
    copy_of_the_project,
    files,
    pages,
    run,
    stamps,
)

# 1. The same content, `now` and version give the same bytes


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    here = {"TZ": "Pacific/Kiritimati", "LANG": "nl_BE.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "PYTHONUTF8": "0"}
    made = []
    for name, surroundings, jobs, umask in (("a", here, "1", 0o022), ("b/some where/é", there, "4", 0o077)):
        root = copy_of_the_project(tmp_path / name)
        command = [sys.executable, "build.py", "build", "--now", NOW, "--jobs", jobs]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "", **surroundings}
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, umask=umask, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        made.append(files(root / "public"))
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
    assert any(name.endswith(".pf_index.js") for name in made[0])


def test_the_order_of_files_on_the_disk_does_not_matter(tmp_path: Path, example_built: Path) -> None:
    """A copy whose files were made in another order, with other times, is the same catalogue."""
    root = tmp_path / "shuffled"
    names = [path.relative_to(EXAMPLE) for path in sorted(EXAMPLE.rglob("*"), reverse=True) if path.is_file()]
    for at, name in enumerate(names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((EXAMPLE / name).read_bytes())
        os.utime(root / name, (at, at))
    assert files(build(root, tmp_path / "public")) == files(example_built)


def test_line_ends_of_another_system_change_nothing(example: Path, tmp_path: Path, example_built: Path) -> None:
    for path in example.rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert files(build(example, tmp_path / "public")) == files(example_built)


def test_the_moment_may_come_from_the_surroundings(tmp_path: Path, example_built: Path) -> None:
    """SOURCE_DATE_EPOCH (reproducible-builds.org) means what --now says, and an offset is understood."""
    epoch = "1795334400"  # 2026-11-22 08:00 UTC, 09:00 in Brussels
    assert files(build(EXAMPLE, tmp_path / "a", now=None, SOURCE_DATE_EPOCH=epoch)) == files(example_built)
    assert files(build(EXAMPLE, tmp_path / "b", now="2026-11-22T03:00-05:00")) == files(example_built)


def test_another_moment_changes_only_what_hangs_on_it(tmp_path: Path, example_built: Path) -> None:
    later = files(build(EXAMPLE, tmp_path / "public", now="2026-11-22T09:01"))
    before = files(example_built)
    different = {name for name in before if before[name] != later[name] and not name.startswith("data/")}
    assert different == {"edition.js", "luchtpost.zip"}, "the bundle holds the data too, and another size is told of it"


# 2. A failed or killed build never damages what is published


def published(example: Path, tmp_path: Path) -> tuple[Path, Mapping[str, object]]:
    """A published example, and its stamps."""
    out = build(example, tmp_path / "public")
    return out, stamps(out)


def test_a_build_with_nothing_new_touches_no_file(example: Path, tmp_path: Path) -> None:
    out, before = published(example, tmp_path)
    noted = (out / ".oproep" / "files.txt").stat().st_mtime_ns
    build(example, out)
    assert stamps(out) == before
    assert (out / ".oproep" / "files.txt").stat().st_mtime_ns == noted


def test_an_error_in_the_content_changes_nothing(example: Path, tmp_path: Path) -> None:
    out, before = published(example, tmp_path)
    path = example / "content" / "calls" / "kaarsen.md"
    path.write_text(path.read_text().replace("luchtkastelen-2021-2027", "luchtkastelen-2021-2028"))
    done = run("build", "--root", example, "--out", out)
    assert done.returncode == 1
    assert "content/calls/kaarsen.md:5:7: error: There is no content/funds/luchtkastelen-2021-2028.md" in done.stderr
    assert "Did you mean ‘luchtkastelen-2021-2027’?" in done.stderr
    assert stamps(out) == before


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{{ view.titel.text }}", "titel"),
        ("{{ view.title.text }", "unexpected '}'"),
        ("{{ t('no-such-word') }}", "no-such-word"),
        ("{% if view.title %}", "endif"),
        ("{{ view.title.text|nosuchfilter }}", "nosuchfilter"),
        ("{{ 1 // 0 }}", "division"),
    ],
)
def test_a_mistake_in_a_template_is_named_and_changes_nothing(
    example: Path, tmp_path: Path, wrong: str, said: str
) -> None:
    shutil.copytree(ROOT / "templates", example / "templates")
    out, before = published(example, tmp_path)
    path = example / "templates" / "pages" / "call.html"
    lines = path.read_text(encoding="utf-8").split("\n")
    line = next(at for at, text in enumerate(lines, 1) if 'class="lead__title"' in text)
    lines[line - 1] += wrong
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("build", "--root", example, "--out", out)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    found = re.search(r"templates/pages/call\.html:(\d+):1: error: (.*)", done.stderr)
    assert found, done.stderr
    assert said in found[2]
    if said != "endif":  # a block that is never closed is found at the end of the one around it
        assert int(found[1]) == line
    assert stamps(out) == before


def test_a_template_that_is_not_there_is_named(example: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", example / "templates")
    path = example / "templates" / "pages" / "call.html"
    path.write_text('{% extends "parts/layot.html" %}', encoding="utf-8")
    done = run("build", "--root", example, "--out", tmp_path / "public")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "templates/pages/call.html:1:1: error: " in done.stderr
    assert "parts/layot.html" in done.stderr


@pytest.mark.parametrize(
    "stand_in",
    ["def get_executable(): return '/nowhere/pagefind'", "def get_executable(): return '/bin/false'"],
    ids=["not there", "fails at once"],
)
def test_without_its_search_program_the_machine_has_failed(example: Path, tmp_path: Path, stand_in: str) -> None:
    out, before = published(example, tmp_path)
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "pagefind_bin.py").write_text(stand_in)
    page = example / "content" / "calls" / "kaarsen.md"
    page.write_text(page.read_text() + "\nMeer woorden.\n")
    done = run("build", "--root", example, "--out", out, PYTHONPATH=str(tmp_path / "shadow"))
    assert done.returncode == 3, done.stderr
    assert "Pagefind" in done.stderr
    assert "Traceback" not in done.stderr
    assert stamps(out) == before


# Runs the program and kills it, without a last word, at the n-th time it writes, moves or removes a file.
KILLED = """
import os, pathlib, signal, sys
from oproep.cli import commands
left = int(sys.argv.pop(1))
steps = 0
def counted(name):
    original = getattr(pathlib.Path, name)
    def step(*args, **kwargs):
        global steps
        steps += 1
        if steps == left:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **kwargs)
    return step
for name in ("write_bytes", "write_text", "replace", "unlink", "rmdir", "mkdir"):
    setattr(pathlib.Path, name, counted(name))
commands(standalone_mode=False)
print("steps", steps)
"""


def killed(root: Path, out: Path, step: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", KILLED, str(step), "build", "--root", str(root), "--out", str(out), "--now", NOW]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": ""}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def dead_links_met(site: Path, start: str = "index.html") -> list[str]:
    """What a reader who begins at the first page and follows every link does not find."""
    there, known = files(site), pages(site)
    dead, met, ahead = [], {start}, [start]
    while ahead:
        page = known[ahead.pop()]
        for tag, where, given in page.links:
            if ":" in where.split("/")[0] or given.get("rel") == "canonical":
                continue
            path, _ = page.target(where)
            if path not in there:
                dead.append(f"{page.address}: <{tag}> {where}")
            elif path in known and path not in met:
                met.add(path)
                ahead.append(path)
    return dead


def changed_example(example: Path) -> Path:
    """The example as another edition: a record more, one less, one renamed, and words on every page."""
    calls = example / "content" / "calls"
    for name in ("zeepbellen.md", "zeepbellen.en.md"):
        (calls / name).unlink()
    for name in ("vliegers.md", "vliegers.en.md"):
        (calls / name).rename(calls / name.replace("vliegers", "draken"))
    (calls / "nieuw.md").write_text("---\ntitle: Nieuw\nlanguage: nl\ndeadline: unknown\n---\n")
    settings = example / "content" / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Luchtpost", "Luchtpost 2"), encoding="utf-8")
    return example


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_heals_it(
    example: Path, tmp_path: Path, example_built: Path
) -> None:
    after_root = changed_example(example)
    one, other = files(example_built), files(build(after_root, tmp_path / "other"))
    out = Path(shutil.copytree(example_built, tmp_path / "public"))
    counted = re.search(r"^steps (\d+)$", killed(after_root, out, 0).stdout, re.MULTILINE)
    assert counted
    steps = int(counted[1])
    assert files(out) == other
    chance = random.Random(1)  # noqa: S311 - the same points each time
    for step in sorted(chance.sample(range(1, steps), 15)):
        shutil.rmtree(out)
        shutil.copytree(example_built, out)
        done = killed(after_root, out, step)
        assert done.returncode == -9, done.stderr
        found = files(out)
        torn = [name for name, data in found.items() if data not in (one.get(name), other.get(name))]
        assert not torn, f"half written at step {step} of {steps}"
        assert not dead_links_met(out), f"at step {step} of {steps}"
    # The last state stays as it is, and another edition is killed on top of it, before one is left alone.
    killed(EXAMPLE, out, steps // 2)
    assert not dead_links_met(out)
    build(after_root, out)
    assert files(out) == other
    assert [path.name for path in (out / ".oproep").iterdir()] == ["files.txt"]


# 3. Nothing is dropped silently


@pytest.mark.parametrize("name", ["content", "example"])
def test_what_goes_in_comes_out_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    root = ROOT if name == "content" else EXAMPLE
    out: Path = request.getfixturevalue("built" if name == "content" else "example_built")
    slugs = {path.stem for path in (root / "content" / "calls").glob("*.md") if "." not in path.stem}
    data = json.loads((out / "data" / "calls.json").read_text(encoding="utf-8"))
    assert {call["slug"] for call in data["calls"]} == slugs
    with (out / "data" / "calls.csv").open(encoding="utf-8", newline="") as rows:
        assert {row["slug"] for row in csv.DictReader(rows)} == slugs
    for language, folder in {"nl": "nl/oproepen", "en": "en/calls"}.items():
        page = (out / folder / "index.html").read_text(encoding="utf-8")
        listed = re.findall(r'class="call-row__title"><a href="[^"]*/([^"/]+)\.html"', page)
        assert sorted(listed) == sorted(slugs)
        assert slugs <= {path.stem for path in (out / folder).glob("*.html")}
        found = [slug for shard in shards_in(out, language) for slug in shard.slugs]
        assert sorted(found) == sorted(slugs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_can_be_reached_from_the_home_page(language: str, example_pages: Mapping[str, Html]) -> None:
    met, ahead = set[str](), [f"{language}/index.html"]
    while ahead:
        here = ahead.pop()
        if here in met or here not in example_pages or not here.startswith(f"{language}/"):
            continue
        met.add(here)
        page = example_pages[here]
        ahead.extend(page.target(where)[0] for tag, where, _ in page.links if tag in ("a", "form"))
    own = {page.address for page in example_pages.values() if page.lang == language and not page.leads_on}
    own -= {"index.html", "404.html"}
    assert met == own
