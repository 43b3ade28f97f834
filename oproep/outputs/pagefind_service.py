"""Records come in, one at a time; the installed Pagefind program writes its index of them into a folder.

It is spoken to over its pipe (`--service`: JSON in base64, a comma after each message) and not given
a folder of pages: a folder is walked in the order of the file system, which differs between machines,
and pages would have to be written only to be parsed again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from typing import IO

import pagefind_bin

from oproep.outputs.pagefind_chunks import SMALL
from oproep.outputs.search_failed import SearchFailed

LOOK = 0.05  # seconds between two looks at whether an answer is still wanted
SELDOM = 50  # questions between two
SMALL_CHUNKS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(SMALL)}  # one that did not know this would make larger ones


def nothing() -> None:
    """Nobody watches."""


class Service:
    """A running Pagefind that holds one index of one language."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        into: IO[bytes],
        out_of: IO[bytes],
        language: str,
        watch: Callable[[], None],
    ) -> None:
        self._process, self._into, self._out_of, self._watch = process, into, out_of, watch
        self._language = language
        self._asked = 0
        # `keep_index_url`: our addresses end in a file name, and stay as they are.
        config = {"force_language": language, "keep_index_url": True}
        self._index = self._ask("NewIndex", {"config": config}).get("index_id")

    def add(self, *, address: str, text: str, meta: Mapping[str, str]) -> None:
        """Put one record into the index. Its number there is the order in which it was added."""
        record = {"url": address, "content": text, "language": self._language}
        self._ask("AddRecord", {"index_id": self._index, **record, "meta": dict(meta)})

    def files(self) -> dict[str, bytes]:
        """Every file of the index, and all that Pagefind offers beside it, by its address.

        Asked to write them itself, Pagefind answers before the last bytes are on the disk, and a file may
        stay empty; so it hands them over.
        """
        files = self._ask("GetFiles", {"index_id": self._index}).get("files")
        return {str(file["path"]): b64decode(file["content"]) for file in (files if isinstance(files, list) else ())}

    def _ask(self, what: str, details: Mapping[str, object]) -> dict[str, object]:
        """The answer to one message; asked one at a time, so that no pipe fills up that nobody reads."""
        message = {"message_id": self._asked, "payload": {"type": what, **details}}
        answer = self._exchange(b64encode(json.dumps(message).encode()) + b",")
        reply = answer.get("payload") if isinstance(answer, dict) else None
        if not isinstance(reply, dict) or reply.get("type") == "Error":
            raise SearchFailed(f"Pagefind refused {details.get('url', what)}: {answer!r}")
        self._asked += 1
        return reply

    def _exchange(self, message: bytes) -> object:
        answer = bytearray()
        if self._asked % SELDOM == 0:
            self._watch()
        try:
            self._into.write(message)
            self._into.flush()
        except OSError as problem:
            raise self._died() from problem
        while not answer.endswith(b","):  # one question at a time, so nothing follows its answer
            while not ready(self._out_of):
                self._watch()
            part = os.read(self._out_of.fileno(), 1 << 16)
            if not part:
                raise self._died()
            answer += part
        try:
            return json.loads(b64decode(bytes(answer[:-1]), validate=True))
        except ValueError as problem:
            said = bytes(answer[:200])
            raise SearchFailed(f"Pagefind answered in a way this program does not know: {said!r}") from problem

    def _died(self) -> SearchFailed:
        return SearchFailed(f"Pagefind stopped at record {self._asked}, with exit code {self._process.wait()}.")


def ready(pipe: IO[bytes]) -> bool:
    """There is something to read, or will be soon; a system that cannot be asked makes its reader wait."""
    return sys.platform == "win32" or bool(select([pipe], [], [], LOOK)[0])


@contextmanager
def service(language: str, place: Path, watch: Callable[[], None] = nothing) -> Iterator[Service]:
    """Pagefind, started with nothing but our options, and ended when the block is left.

    It would read `pagefind.toml` and the like from the folder it starts in, and its options from the
    environment: so it starts in `place`, an empty folder, without them.
    """
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    surroundings |= SMALL_CHUNKS
    with tempfile.TemporaryFile() as complaints:  # a pipe could fill up
        try:
            process = subprocess.Popen(
                [pagefind_bin.get_executable(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd=place,
                env=surroundings,
            )
        except OSError as problem:
            raise SearchFailed(
                f"The search program Pagefind cannot be started ({problem}). `make site` installs it again."
            ) from problem
        with process:
            try:
                if process.stdin is not None and process.stdout is not None:  # both were asked for
                    yield Service(process, process.stdin, process.stdout, language, watch)
            except SearchFailed as problem:
                process.kill()
                process.wait()
                with suppress(OSError):  # what it never read would be sent once more
                    process.communicate()
                complaints.seek(0)
                said = complaints.read().decode(errors="replace").strip()[-500:]
                raise SearchFailed(f"{problem} It said: {said}" if said else str(problem)) from problem
            finally:
                process.kill()  # it holds nothing that is still wanted, and would wait for more
