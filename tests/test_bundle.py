"""The offline bundle: all that is for readers, as it is published, in one file that is the same every time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.front_door import EXAMPLE, NOW, build, files, run

BUNDLE = "luchtpost.zip"  # the example is called so in its first language
OWN = {"README.txt", "SHA256SUMS.txt", "edition.js"}
FOR_HOSTS = {"_headers", ".well-known/security.txt", "404.html", "robots.txt", "sitemap.xml", BUNDLE, "edition.js"}


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a bundle by their names inside its folder."""
    with zipfile.ZipFile(path) as found:
        assert found.testzip() is None
        folder = path.stem + "/"
        assert all(name.startswith(folder) for name in found.namelist())
        return {name.removeprefix(folder): found.read(name) for name in found.namelist()}


def test_everything_for_readers_is_inside_to_the_byte(example_built: Path) -> None:
    inside, published = unpacked(example_built / BUNDLE), files(example_built)
    assert inside.keys() - OWN == published.keys() - FOR_HOSTS
    assert {name: data for name, data in inside.items() if name not in OWN} == {
        name: published[name] for name in published.keys() - FOR_HOSTS
    }


def test_every_link_of_a_page_inside_leads_to_a_file_inside(example_built: Path) -> None:
    inside = unpacked(example_built / BUNDLE)
    missing = []
    for name, data in inside.items():
        if name.endswith(".html"):
            for where in re.findall(r'(?:href|src)="([^"#?:]+)(?:[#?][^"]*)?"', data.decode()):
                target = (Path("/") / name).parent.joinpath(where).resolve().relative_to("/").as_posix()
                if target not in inside:
                    missing.append(f"{name}: {where}")
    assert not missing


def test_it_says_what_it_is_in_every_language_and_its_sums_hold(example_built: Path) -> None:
    inside = unpacked(example_built / BUNDLE)
    readme = inside["README.txt"].decode()
    assert readme.replace("\r\n", "").count("\n") == 0, "lines end as every editor understands"
    for text in (
        "kopie van 22 november 2026",
        "copy of 22 November 2026",
        "https://voorbeeld.example.org/some/base/",
        "CC BY",
        "SHA256SUMS.txt",
    ):
        assert text in readme
    lines = (line.split("  ", 1) for line in inside.pop("SHA256SUMS.txt").decode().splitlines())
    sums = {name: found for found, name in lines}
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in inside.items()}
    assert f"{len(sums)} " in readme


def test_no_path_inside_is_long(built: Path) -> None:
    """Windows still has trouble with 260 letters, of which whoever unpacks has used some."""
    with zipfile.ZipFile(built / "oproep.zip") as found:
        longest = max(found.namelist(), key=len)
    assert len(longest) <= 150, longest


def test_the_same_content_gives_the_same_bundle_warm_or_cold(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "public"
    build(example, out)
    call = example / "content" / "calls" / "windmolens.md"
    call.write_text(call.read_text("utf-8").replace("Don Quichot", "Sancho Panza"), "utf-8")
    (example / "content" / "calls" / "kaarsen.en.md").unlink()
    warm = (build(example, out) / BUNDLE).read_bytes()
    cold = (build(example, tmp_path / "cold", "--no-cache") / BUNDLE).read_bytes()
    assert warm == cold
    stood = (out / BUNDLE).stat().st_mtime_ns
    build(example, out)
    assert (out / BUNDLE).stat().st_mtime_ns == stood, "nothing changed, so it stays"


@pytest.mark.parametrize("harm", ["cut", "gone", "another"])
def test_a_bundle_that_somebody_harmed_is_made_anew(harm: str, example: Path, tmp_path: Path) -> None:
    out = build(example, tmp_path / "public")
    whole = (out / BUNDLE).read_bytes()
    if harm == "gone":
        (out / BUNDLE).unlink()
    else:
        (out / BUNDLE).write_bytes(whole[: len(whole) // 2] if harm == "cut" else bytes(len(whole)))
    build(example, out)
    assert (out / BUNDLE).read_bytes() == whole


def test_the_command_writes_what_was_built(example_built: Path, tmp_path: Path) -> None:
    out = tmp_path / "mee.zip"
    done = run("bundle", "--root", EXAMPLE, "--from", example_built, "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == (example_built / BUNDLE).read_bytes()
    assert "Unpack it" in done.stdout


def test_without_a_build_the_command_says_what_to_do(tmp_path: Path, example_built: Path) -> None:
    done = run("bundle", "--root", EXAMPLE, "--from", tmp_path, "--out", tmp_path / "x.zip")
    assert (done.returncode, (tmp_path / "x.zip").exists()) == (2, False)
    assert "python build.py build" in done.stderr
    broken = Path(shutil.copytree(example_built, tmp_path / "broken"))
    data = bytearray((broken / BUNDLE).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (broken / BUNDLE).write_bytes(bytes(data))
    done = run("bundle", "--root", EXAMPLE, "--from", broken, "--out", tmp_path / "x.zip")
    assert (done.returncode, (tmp_path / "x.zip").exists()) == (2, False)
    assert "damaged" in done.stderr


def test_outside_it_is_told_how_large_it_is_and_inside_that_it_is_a_copy(example_built: Path) -> None:
    told = re.compile(rb"detail: (\{.*\}) ")
    outside = json.loads(told.search((example_built / "edition.js").read_bytes())[1])  # type: ignore[index]
    inside = json.loads(told.search(unpacked(example_built / BUNDLE)["edition.js"])[1])  # type: ignore[index]
    assert outside == {**inside, "bundle": BUNDLE, "bytes": (example_built / BUNDLE).stat().st_size}
    assert inside["made"] == NOW[:10]
    assert inside["ends"] == sorted(inside["ends"])
    assert len(inside["ends"]) > 0
