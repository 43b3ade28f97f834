"""A folder of pages, or a page that stands in for them all, goes to the browser, which reloads when told to.

livereload drops what changes within three seconds of a reload, and a page that is told to reload before its
web socket is open never hears of it. So here every page carries the stamp of the build that it came from: it
opens its socket under that stamp, and one whose stamp has passed is told to reload at once.
"""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any

# livereload stands on tornado, and hands on of it what is needed here.
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler, web
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher

HOST = "127.0.0.1"  # this machine only
RELOAD = {"command": "reload", "path": "*", "liveCSS": False}
MISSING = "404.html"


class CannotServe(Exception):
    """The address of the preview cannot be had; the message says what to do."""


class Preview:
    """What the browser is shown. Only the thread that answers it touches this."""

    def __init__(self, folder: Path, instead: str | None) -> None:
        self.folder = folder
        self.instead = instead  # a whole page, in place of every page
        self.stamp = token_hex(4)

    def show(self, instead: str | None) -> None:
        """A build has ended: from now on its pages, or the one instead of them; and every browser reloads, once."""
        self.instead = instead
        self.stamp = token_hex(4)
        Waiter.reload_waiters(RELOAD["path"])


class Waiter(LiveReloadHandler):  # type: ignore[misc]
    """The web socket of one page, which knows from which build the page came."""

    watcher = Watcher()  # asked for its last file when a reload is logged; it watches nothing

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def open(self, stamp: str) -> None:
        self.stamp = stamp

    def on_message(self, message: str) -> None:
        super().on_message(message)
        if self in self.waiters and self.stamp != self.preview.stamp:
            self.send_message(RELOAD)


class Injector(LiveScriptInjector):  # type: ignore[misc]
    """Puts livereload into a page: not inline, so that the policy of the page is the one that is published."""

    def __init__(self, preview: Preview, request: Any) -> None:
        super().__init__(request)
        self.preview = preview
        port = request.host.rpartition(":")[2]
        self.port = port if port.isdecimal() else "80"

    @property
    def script(self) -> bytes:
        """A tag. What livereload gets as its port goes into the address of its socket, and so does the stamp."""
        return f'<script defer src="/livereload.js?port={self.port}/{self.preview.stamp}"></script>\n'.encode()


class Answer(StaticFileHandler):  # type: ignore[misc]
    """A file of the preview; in place of a page, what stands in for all pages."""

    def initialize(self, preview: Preview) -> None:
        super().initialize(path=str(preview.folder), default_filename="index.html")
        self.preview = preview

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """None: nothing is stored that could be compared; and what stands in for a page is no file."""

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's
        if self.preview.instead is not None and PurePosixPath(path).suffix in ("", ".html"):
            self.finish(self.preview.instead)
        else:
            await super().get(path, include_body)

    def write_error(self, status_code: int, **about: Any) -> None:
        missing = self.preview.folder / MISSING
        if status_code == 404 and missing.is_file():
            self.finish(missing.read_bytes())
        else:
            super().write_error(status_code, **about)


def listen(preview: Preview, port: int) -> None:
    """Answers at this port from now on, in the loop that runs. Raises CannotServe."""
    application = web.Application(
        [
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/([0-9a-f]+)/livereload", Waiter, {"preview": preview}),
            (r"/(.*)", Answer, {"preview": preview}),
        ],
        transforms=[partial(Injector, preview)],
        log_function=lambda _: None,  # an editor has no use for a line per request
    )
    try:
        application.listen(port, address=HOST)
    except OSError as error:
        other = f"python build.py serve --port {port + 1 if port < 65535 else port - 1}"
        why = {
            errno.EADDRINUSE: "is taken, perhaps by another preview",
            errno.EACCES: "is kept by the system for its own programs",
        }.get(error.errno or 0, f"cannot be used ({error})")
        raise CannotServe(f"Port {port} {why}. Choose another: {other}") from error
