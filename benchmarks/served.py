"""A folder served as static hosts do, with gzip for text, and what a browser took of it: bytes as sent, and raw."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMPRESSED = frozenset({".html", ".css", ".js", ".json", ".svg"})


@dataclass
class Taken:
    """Every file that was asked for since the last look: its address, its bytes as sent, and its own."""

    files: list[tuple[str, int, int]] = field(default_factory=list)

    def look(self) -> list[tuple[str, int, int]]:
        """What was taken since the last look."""
        taken, self.files = self.files, []
        return taken


class Host(SimpleHTTPRequestHandler):
    """Answers with the file at an address."""

    protocol_version = "HTTP/1.1"

    def __init__(self, taken: Taken, *args: object, **options: object) -> None:
        self.taken = taken
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, compressed if hosts do so; or nothing."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        raw = path.read_bytes()
        sent = gzip.compress(raw, 6) if path.suffix in COMPRESSED else raw
        self.taken.files.append((self.path, len(sent), len(raw)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if sent is not raw:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        with suppress(ConnectionError):  # a browser that has gone on to another page
            self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Taken]]:
    """The address of the folder for as long as this lasts, and what is taken of it."""
    taken = Taken()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, taken, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", taken
    finally:
        server.shutdown()
        server.server_close()
