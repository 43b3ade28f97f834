"""A ZIP file of our own making, judged by the readers that everybody has."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oproep.outputs.zip_file import Packed, Zip, packed

NAMES = st.from_regex(r"[a-zéß0-9 #&._-]{1,40}(/[a-zéß0-9 #&._-]{1,20}){0,3}", fullmatch=True)


def made(files: Iterable[tuple[str, bytes]]) -> bytes:
    found = Zip()
    parts = [part for name, content in files for part in found.add(name, packed(content))]
    return b"".join([*parts, *found.end()])


@given(st.dictionaries(NAMES, st.binary(max_size=2000) | st.text(max_size=500).map(str.encode), max_size=12))
def test_the_standard_library_reads_every_file_as_it_was(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made(files.items()))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == files
        for info in found.infolist():
            assert (info.date_time, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o100644)


def test_what_was_compressed_before_is_taken_over_as_it_stands() -> None:
    first = Zip()
    whole = b"".join([*first.add("a é.txt", packed(b"abc" * 100)), *first.add("b.txt", packed(b"")), *first.end()])
    again = Zip()
    parts: list[bytes] = []
    for name, member in first.members.items():
        data = whole[member.offset : member.offset + member.length]
        parts += again.add(name, Packed(member.crc, member.size, member.method, data))
    assert b"".join([*parts, *again.end()]) == whole


def test_the_same_files_give_the_same_bytes_and_text_is_compressed() -> None:
    files = [("index.html", b"<p>Oproep</p>" * 50), ("leeg.txt", b""), ("x.bin", bytes(range(256)))]
    assert made(files) == made(files)
    assert len(made(files)) < 1000


def test_many_files_are_found_by_every_reader(tmp_path: Path) -> None:
    """More than 65,535 files: the wide form for real."""
    path = tmp_path / "many.zip"
    path.write_bytes(made((f"{number % 100}/{number}.txt", b"x") for number in range(66_000)))
    with zipfile.ZipFile(path) as found:
        assert len(found.namelist()) == 66_000
        assert found.read("99/65999.txt") == b"x"
    if shutil.which("unzip"):
        done = subprocess.run(["unzip", "-tq", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError, match=r"huge\.txt"):
        list(Zip().add("huge.txt", Packed(0, 1 << 32, 0, b"")))
