"""What a measurement was made on, and with which versions."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from benchmarks.contenders import HERE

OUR_PARTS = ("jinja2", "markdown", "nh3", "pagefind-bin")


def machine(work: Path) -> dict[str, str]:
    """Names and values for a table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = ", ".join(f"{name} {metadata.version(name)}" for name in OUR_PARTS)
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores ({processor()}), {memory:.0f} GiB of memory, {platform.system()}",
        "disk": disk(work),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "our parts": parts,
        "our commit": commit(),
    }


def processor() -> str:
    """What the processor calls itself."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def disk(folder: Path) -> str:
    """The kind of file system a folder is on."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    real = str(folder.resolve())
    holding = [(place, kind) for place, kind in mounts if f"{real}/".startswith(f"{place.rstrip('/')}/")]
    return max(holding, key=lambda mount: len(mount[0]))[1]


def commit() -> str:
    """Which state of our program, `dirty` with changes that are in no commit; the page of the tables itself aside."""

    def told(*asked: str) -> str:
        command = ["git", *asked]
        return subprocess.run(command, cwd=HERE, check=False, capture_output=True, text=True).stdout.strip()

    changed = told("status", "--porcelain", "--untracked-files=no", "--", ":/", ":(top,exclude)docs")
    return f"{told('rev-parse', '--short', 'HEAD') or 'unknown'}{'-dirty' if changed else ''}"
