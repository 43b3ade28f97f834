"""From this machine, a Chromium and a Firefox that tests can drive: those it has, or else installed here.

`python tests/browser.py` prints what it found or did, and exits with 3 when there is no Chromium to be had.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE

VARIABLE = "OPROEP_BROWSER"
NONE_TO_BE_HAD = 3  # the exit code
REMEDY = (
    "The tests in a browser need Chromium, Chrome or Edge, and this machine has none that starts.\n"
    "Install one (Debian, Ubuntu: sudo apt-get install chromium; elsewhere from its maker's site),\n"
    f"or say where it is: {VARIABLE}=/path/to/chromium make test"
)

# A shell is Chromium without the window that nobody looks at: pages are laid out, drawn and run by the same program,
# in half the time.
SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
FIREFOX_VARIABLE = "OPROEP_FIREFOX"
FIREFOX_REMEDY = (
    "This machine has no Firefox that starts: what a bundle does in Firefox is not tested here.\n"
    "Install one (Debian: sudo apt-get install firefox-esr; elsewhere from its maker's site),\n"
    f"or say where it is: {FIREFOX_VARIABLE}=/path/to/firefox make test"
)

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
# A window prepares pages for its address bar, and one for what is opened next; that takes longer than a page of ours.
# The last such argument counts, so some of what Playwright says is said again.
UNNEEDED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "SpareRendererForSitePerProcess",
    "Translate",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
ARGUMENTS = ("--no-sandbox", "--disable-gpu", f"--disable-features={','.join(UNNEEDED)}")
MAC_APPS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
FIREFOX_COMMANDS = ("firefox-esr", "firefox")
FIREFOX_ELSEWHERE = {
    "darwin": ("/Applications/Firefox.app/Contents/MacOS/firefox",),
    "win32": ("C:/Program Files/Mozilla Firefox/firefox.exe",),
}


@dataclass(frozen=True)
class PackageManager:
    """How a system installs a browser: the steps in order, and whether they need the administrator."""

    steps: tuple[tuple[str, ...], ...]
    as_root: bool = True

    @property
    def command(self) -> str:
        return self.steps[0][0]


APT_UPDATE = ("apt-get", "update")
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")
CHROMIUM_MANAGERS = (
    PackageManager((APT_UPDATE, (*APT_INSTALL, "chromium-headless-shell"))),
    PackageManager(((*APT_INSTALL, "chromium"),)),
    PackageManager((("dnf", "install", "--assumeyes", "chromium"),)),
    PackageManager((("pacman", "--sync", "--refresh", "--needed", "--noconfirm", "chromium"),)),
    PackageManager((("apk", "add", "chromium"),)),
    PackageManager((("brew", "install", "--cask", "google-chrome"),), as_root=False),
    PackageManager((("winget", "install", "--exact", "--silent", "Google.Chrome"),), as_root=False),
)
FIREFOX_MANAGERS = (
    PackageManager((APT_UPDATE, (*APT_INSTALL, "firefox-esr"))),
    PackageManager((("dnf", "install", "--assumeyes", "firefox"),)),
    PackageManager((("pacman", "--sync", "--refresh", "--needed", "--noconfirm", "firefox"),)),
    PackageManager((("apk", "add", "firefox-esr"),)),
    PackageManager((("brew", "install", "--cask", "firefox"),), as_root=False),
    PackageManager((("winget", "install", "--exact", "--silent", "Mozilla.Firefox"),), as_root=False),
)
PLAYWRIGHT_DOWNLOAD = ((sys.executable, "-m", "playwright", "install", "chromium"),)
Steps = tuple[tuple[str, ...], ...]


class NoBrowserError(Exception):
    """There is no browser to test in; the message says how to get one."""


def named_by(variable: str) -> Path | None:
    """The program that somebody named; `NoBrowserError` if it is none that starts."""
    if not (named := os.environ.get(variable)):
        return None
    if (found := shutil.which(named)) is None or not starts(Path(found)):
        raise NoBrowserError(f"{variable} names {named!r}, which is not a program that starts.")
    return Path(found)


def find() -> Path | None:
    """The browser named by OPROEP_BROWSER, or the first that this machine has and that starts."""
    return named_by(VARIABLE) or next((program for program in installed() if starts(program)), None)


def find_firefox() -> Path | None:
    """The Firefox named by OPROEP_FIREFOX, or the first that this machine has and that starts."""
    if named := named_by(FIREFOX_VARIABLE):
        return named
    known = [program for name in FIREFOX_COMMANDS if (program := shutil.which(name))]
    places = map(Path, (*known, *FIREFOX_ELSEWHERE.get(sys.platform, ())))
    return next((program for program in places if program.is_file() and starts(program)), None)


def required() -> Path:
    """The browser to test in, or `NoBrowserError` with words that say how to get one."""
    if (program := find()) is None:
        raise NoBrowserError(REMEDY)
    return program


def installed() -> Iterator[Path]:
    """Every place where this system, or Playwright, may have put a browser, where there is a file."""
    yield from (Path(program) for name in SHELLS if (program := shutil.which(name)))
    if (own := of_playwright()) is not None:
        yield from shells_beside(own)
    yield from (Path(program) for name in COMMANDS if (program := shutil.which(name)))
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        apps = (folder / f"{app}.app/Contents/MacOS/{app}" for folder in folders for app in MAC_APPS)
        yield from filter(Path.is_file, apps)
    if sys.platform == "win32":
        roots = (Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ)
        yield from filter(Path.is_file, (root / name for root in roots for name in WINDOWS_PROGRAMS))
    if own is not None and own.is_file():
        yield own


def shells_beside(program: Path) -> Iterator[Path]:
    """The shells that Playwright fetched with a Chromium: `chromium-1255/…` has `chromium_headless_shell-1255/…`."""
    folder = program.parent.parent
    shells = folder.with_name(folder.name.replace("chromium-", "chromium_headless_shell-"))
    yield from (
        found for found in shells.glob("*/*headless*shell*") if found.suffix in ("", ".exe") and found.is_file()
    )


def of_playwright() -> Path | None:
    """Where Playwright keeps a Chromium of its own, or would if it had fetched one.

    Asked in a process apart: Playwright refuses to be started twice in one, and tests have started it.
    """
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    return Path(answer.stdout.strip()) if answer.stdout.strip() else None


def starts(program: Path) -> bool:
    """Whether the program answers: Ubuntu has a `chromium-browser` that only says to install a snap."""
    if sys.platform == "win32":  # there it would open a window instead of answering
        return program.is_file()
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def becoming_root() -> tuple[str, ...] | None:
    """What to put before a command so that it runs as the administrator without asking; None: it cannot."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    sudo = ("sudo", "--non-interactive")
    return sudo if subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0 else None


def ways_to_install(managers: tuple[PackageManager, ...]) -> Iterator[Steps]:
    """The package managers that are here and that we may use."""
    for manager in managers:
        before = becoming_root() if manager.as_root else ()
        if shutil.which(manager.command) and before is not None:
            yield tuple((*before, *step) for step in manager.steps)


def install(name: str, ways: tuple[Steps, ...], look: Callable[[], Path | None]) -> Path | None:
    """Tries each way in turn, saying so, until a browser starts."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "HOMEBREW_NO_AUTO_UPDATE": "1"}
    for steps in ways:
        for step in steps:
            print(f"{name} for the tests: none yet; running {' '.join(step)}", flush=True)
            done = subprocess.run(step, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, text=True, env=quiet, check=False)
            if done.returncode != 0:
                said = next((line for line in done.stderr.splitlines() if line.strip()), "it did not say why")
                print(f"  that did not work (exit code {done.returncode}): {said}", flush=True)
        if (program := look()) is not None:
            return program
    return None


def main() -> int:
    """0 when a Chromium is there, found or installed; 3 when none is. A Firefox is looked for, and not insisted on."""
    chromium: tuple[Steps, ...] = (*ways_to_install(CHROMIUM_MANAGERS), PLAYWRIGHT_DOWNLOAD)
    try:
        if (program := find() or install("Browser", chromium, find)) is None:
            raise NoBrowserError(REMEDY)
        print(f"Browser for the tests: {program}", flush=True)
        firefox = find_firefox() or install("Firefox", tuple(ways_to_install(FIREFOX_MANAGERS)), find_firefox)
        print(f"Firefox for the tests: {firefox}" if firefox else FIREFOX_REMEDY, flush=True)
    except NoBrowserError as problem:
        print(problem, file=sys.stderr)
        return NONE_TO_BE_HAD
    return 0


if __name__ == "__main__":
    sys.exit(main())
