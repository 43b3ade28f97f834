"""The folder of a catalogue comes in; it is shown in a browser, and again at every change, until Ctrl-C."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event, Thread

from oproep import report, site
from oproep.serve.answering import HOST, CannotServe, Preview, listen
from oproep.serve.building import Round, build_whenever
from oproep.serve.watching import watch_folders

__all__ = ["CannotServe", "serve"]

PREVIEW = Path(".cache", "preview")  # never public/: what is published is published by `build`
PATIENCE = 1.0  # seconds that a thread gets to end by itself


def serve(
    root: Path,
    port: int,
    open_browser: bool,  # noqa: FBT001 - what the command was asked
    clock: Callable[[], datetime],
    base_url: str | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Shows the catalogue at this port of this machine only; returns at Ctrl-C. Raises CannotServe.

    Three things go on at once, so that none waits for another: the browser is answered, folders are watched,
    and, in a thread of its own, the site is built. `clock` gives the moment of each build.
    """
    root = root.resolve()
    address = f"http://{HOST}:{port}/"
    preview = Preview(folder=root / PREVIEW, instead=report.as_page([], "The preview is being built …"))
    wanted, stop = Event(), Event()

    async def show_and_watch() -> None:
        listen(preview, port)
        say(f"The preview is at {address} (Ctrl-C ends it)")
        loop = asyncio.get_running_loop()

        def show(page: str | None) -> None:
            loop.call_soon_threadsafe(preview.show, page)

        build = Round(root=root, out=preview.folder, clock=clock, base_url=base_url or address, say=say, stop=stop)
        threads = [
            Thread(target=watch_folders, args=(partial(folders_of, root), wanted.set, stop, say), daemon=True),
            Thread(target=build_whenever, args=(wanted, stop, build, show), daemon=True),
        ]
        for thread in threads:
            thread.start()
        if open_browser:  # some desktops answer only once the browser is there
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        try:
            await asyncio.Event().wait()
        finally:
            stop.set()
            wanted.set()
            for thread in threads:
                thread.join(PATIENCE)

    try:
        asyncio.run(show_and_watch())
    except KeyboardInterrupt:
        say("The preview has ended.")


def folders_of(root: Path) -> tuple[Path, ...]:
    """What a page is made of: the content, and every folder of templates."""
    return (root / "content", *site.folders_of(root))
