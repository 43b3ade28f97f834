"""The one writer of files: what is the same is not touched, what is gone goes, and nothing that is not ours is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from oproep.outputs.artefact import Artefact
from oproep.site import publishing
from oproep.site.places import OURS, NotOurs, alone
from oproep.site.published import NO_KEY
from oproep.site.publishing import publish
from tests.front_door import EXAMPLE, ROOT, build, files, run, stamps

PAGES = {"index.html": b"one", "nl/a.html": b"two", "nl/x/b.html": b"three"}


def artefacts(pages: Iterable[tuple[str, bytes]]) -> Iterator[Artefact]:
    for address, content in pages:
        yield Artefact(address, NO_KEY, partial(list, [content]))


def published(out: Path, pages: dict[str, bytes]) -> tuple[int, int, int, int]:
    done = publish(artefacts(pages.items()), out)
    return done.added, done.changed, done.same, done.removed


def test_what_was_made_is_there_and_counted(tmp_path: Path) -> None:
    out = tmp_path / "public"
    assert published(out, PAGES) == (3, 0, 0, 0)
    assert files(out) == PAGES


def test_what_is_the_same_is_not_touched(tmp_path: Path) -> None:
    published(tmp_path, PAGES)
    before = stamps(tmp_path)
    assert published(tmp_path, PAGES) == (0, 0, 3, 0)
    assert stamps(tmp_path) == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    published(tmp_path, PAGES)
    before = stamps(tmp_path)
    assert published(tmp_path, {**PAGES, "nl/a.html": b"TWO"}) == (0, 1, 2, 0)
    after = stamps(tmp_path)
    assert {name for name, stamp in after.items() if stamp != before[name] and name.endswith(".html")} == {"nl/a.html"}


def test_what_is_gone_goes_with_the_folders_it_leaves_empty(tmp_path: Path) -> None:
    published(tmp_path, PAGES)
    assert published(tmp_path, {"index.html": b"one"}) == (0, 0, 1, 2)
    assert files(tmp_path) == {"index.html": b"one"}
    assert not (tmp_path / "nl").exists()


def test_a_page_may_become_a_folder_and_back(tmp_path: Path) -> None:
    for pages in ({"nl/a": b"page", "i.html": b""}, {"nl/a/b/c": b"deeper"}, {"nl": b"a file"}, {"nl/a": b"page"}):
        published(tmp_path, pages)
        assert files(tmp_path) == pages


def test_what_somebody_else_put_there_stays(tmp_path: Path) -> None:
    """`.gitignore` may be there first; a host's own file may be added to what is published."""
    (tmp_path / ".gitignore").write_text("*\n")
    published(tmp_path, PAGES)
    (tmp_path / "nl" / "CNAME").write_text("example.org")
    published(tmp_path, {"index.html": b"one"})
    assert files(tmp_path) == {".gitignore": b"*\n", "index.html": b"one", "nl/CNAME": b"example.org"}


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    before = stamps(tmp_path)
    with pytest.raises(NotOurs, match=r"thesis\.docx"):
        published(tmp_path, PAGES)
    assert stamps(tmp_path) == before
    assert list(tmp_path.iterdir()) == [tmp_path / "thesis.docx"]


@pytest.mark.parametrize(
    "address",
    ["../x.html", "/etc/x.html", "a/../../x.html", f"{OURS}/files.txt", "a\\b.html", "a:b.html", "a\nb.html", ""],
)
def test_an_address_that_leaves_the_folder_or_cannot_be_a_file_is_refused(tmp_path: Path, address: str) -> None:
    out = tmp_path / "public"
    with pytest.raises(ValueError, match="cannot be written"):
        published(out, {"index.html": b"one", address: b"bad"})
    assert list(tmp_path.iterdir()) == []


def test_an_address_is_written_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="written twice"):
        publish(artefacts([("a.html", b"1"), ("a.html", b"2")]), tmp_path)


def test_a_link_above_the_folder_is_left_alone(tmp_path: Path) -> None:
    """A host may keep what it serves behind a link, and the link is not ours."""
    real = tmp_path / "disk2" / "www"
    real.mkdir(parents=True)
    (tmp_path / "www").symlink_to(real)
    out = tmp_path / "www" / "site"
    published(out, PAGES)
    published(out, {**PAGES, "index.html": b"new"})
    assert (tmp_path / "www").is_symlink()
    assert files(real / "site") == {**PAGES, "index.html": b"new"}


def test_a_link_inside_the_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "public", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_text("mine")
    published(out, PAGES)
    shutil.rmtree(out / "nl")
    (out / "nl").symlink_to(elsewhere)
    published(out, PAGES)
    assert (elsewhere / "a.html").read_text() == "mine"
    assert files(out) == PAGES


def failing(pages: dict[str, bytes], error: BaseException) -> Iterator[tuple[str, bytes]]:
    yield from pages.items()
    raise error


@pytest.mark.parametrize("error", [RuntimeError("a mistake"), KeyboardInterrupt(), OSError(28, "No space left")])
def test_a_failure_on_the_way_leaves_no_trace(tmp_path: Path, error: BaseException) -> None:
    out = tmp_path / "public"
    with pytest.raises(type(error)):
        publish(artefacts(failing(PAGES, error)), out)
    assert not out.exists()
    published(out, PAGES)
    before = stamps(out)
    with pytest.raises(type(error)):
        publish(artefacts(failing({"index.html": b"other", "new.html": b"new"}, error)), out)
    assert stamps(out) == before
    assert files(out) == PAGES


def test_what_a_killed_build_left_half_way_is_healed(tmp_path: Path) -> None:
    """The list of both editions is written before the first file moves, so the next build knows what to remove."""
    published(tmp_path, PAGES)
    listed = tmp_path / OURS / "files.txt"
    listed.write_text(listed.read_text() + "nl/half.html\nnl/gone/c.html\n")
    (tmp_path / "nl" / "half.html").write_text("of an edition that never came")
    (tmp_path / OURS / "stage" / "nl").mkdir(parents=True)
    (tmp_path / OURS / "stage" / "nl" / "rest.html").write_text("still staged")
    published(tmp_path, PAGES)
    assert files(tmp_path) == PAGES
    assert [path.name for path in (tmp_path / OURS).iterdir()] == ["files.txt"]


# Through the front door


def test_a_record_that_goes_takes_its_pages_along(example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "public")
    before = files(out)
    for name in ("zeepbellen.md", "zeepbellen.en.md"):
        (example / "content" / "calls" / name).unlink()
    after = files(build(example, out))
    gone = {name for name in before.keys() - after.keys() if "pagefind" not in name}
    assert gone == {"nl/oproepen/zeepbellen.html", "en/calls/zeepbellen.html", "data/calls/zeepbellen.json"}
    fresh = build(example, tmp_path / "fresh")
    assert after == files(fresh), "what is left over from the edition before shows"


def test_a_folder_of_somebody_else_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    done = run("build", "--root", EXAMPLE, "--out", tmp_path)
    assert done.returncode == 2
    assert "thesis.docx" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("out", [".", "content", "templates"])
def test_the_catalogue_itself_is_never_published_into(example: Path, out: str) -> None:
    shutil.copytree(ROOT / "templates", example / "templates")
    before = files(example)
    done = run("build", "--root", example, "--out", example / out)
    assert done.returncode == 2, done.stderr
    assert files(example) == before


def test_a_file_where_a_folder_must_be_is_a_failure_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "disk").write_text("not a folder")
    done = run("build", "--root", EXAMPLE, "--out", tmp_path / "disk" / "public")
    assert done.returncode == 3
    assert done.stderr.startswith("The machine failed: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_failure_of_the_machine(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run("build", "--root", EXAMPLE, "--out", tmp_path / "public")
    tmp_path.chmod(0o700)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "taken"),
    [("aliases: [index]", "nl/oproepen/index.html"), ("aliases: [kaarsen]", "kaarsen.md")],
)
def test_two_things_that_want_one_address_are_refused(example: Path, tmp_path: Path, line: str, taken: str) -> None:
    path = example / "content" / "calls" / "vliegers.md"
    path.write_text(path.read_text().replace("---\n", f"---\n{line}\n", 1))
    done = run("build", "--root", example, "--out", tmp_path / "public")
    assert done.returncode == 1
    assert taken in done.stderr
    assert "content/calls/vliegers.md" in done.stderr
    assert not (tmp_path / "public").exists()


def test_two_builds_do_not_publish_into_one_folder_at_once(tmp_path: Path) -> None:
    out = build(EXAMPLE, tmp_path / "public")
    before = stamps(out)
    with alone(out):
        done = run("build", "--root", EXAMPLE, "--out", out, "--now", "2031-01-01T00:00")
    assert done.returncode == 3
    assert "another build is publishing" in done.stderr
    assert stamps(out) == before
    assert run("build", "--root", EXAMPLE, "--out", out, "--now", "2031-01-01T00:00").returncode == 0


def test_builds_of_one_catalogue_into_several_folders_take_turns(example: Path, tmp_path: Path) -> None:
    """They share what is kept between builds: whoever comes second waits."""
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda name: run("build", "--root", example, "--out", tmp_path / name), "abcd"))
    assert [each.returncode for each in done] == [0, 0, 0, 0], [each.stderr for each in done]


def test_nobody_else_publishes_while_files_move_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, refused = tmp_path / "out", []

    def move(*_: object) -> None:
        with pytest.raises(BlockingIOError), alone(out):
            pass
        refused.append(True)

    monkeypatch.setattr(publishing, "move_all", move)
    published(out, PAGES)
    assert refused
