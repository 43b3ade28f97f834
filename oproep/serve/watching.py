"""Folders come in; out goes a call for everything that happens in them, however an editor saves its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

TICK = 200  # milliseconds between two looks at whether the folders themselves still stand
QUIET = 20  # milliseconds without a change that end a burst of them, such as a checkout
BURST = 800  # milliseconds after which a burst that does not end is told nevertheless
RETRY = 0.5  # seconds


def watch_folders(
    folders: Callable[[], Iterable[Path]], changed: Callable[[], None], stop: Event, say: Callable[[str], None]
) -> None:
    """Calls `changed` once when it has begun to watch, and then after each burst of changes, until `stop`.

    A folder may appear, go, or be replaced by another of its name: then the watch begins anew, and what
    happened in between is told with its beginning.
    """
    polling: bool | None = None  # as watchfiles sees fit
    while not stop.is_set():
        standing = {folder.resolve() for folder in folders() if folder.is_dir()}
        begun = False
        try:
            for changes in watch(
                *standing, watch_filter=None, debounce=BURST, step=QUIET, rust_timeout=TICK, yield_on_timeout=True,
                stop_event=stop, raise_interrupt=False, force_polling=polling,
            ):  # fmt: skip
                if not begun or any(matters(Path(path), standing) for _, path in changes):
                    changed()
                begun = True
                replaced = any(change is Change.deleted and Path(path) in standing for change, path in changes)
                if replaced or standing != {folder.resolve() for folder in folders() if folder.is_dir()}:
                    break
        except FileNotFoundError:  # a folder went between the look and the watch
            stop.wait(RETRY)
        except Exception as error:  # noqa: BLE001 - watchfiles has errors of its own; none may end the preview
            if polling is None:  # most often the system allows no more watches
                say(f"The system cannot tell what changes ({error}); looking for it every moment instead.")
            polling = True
            stop.wait(RETRY)


def matters(path: Path, folders: Iterable[Path]) -> bool:
    """It is not hidden, nor the copy that an editor makes before it saves."""
    inside = next((path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)), ())
    return not any(part.startswith((".", "#")) or part.endswith("~") for part in inside)
