"""Where measuring takes place: a folder outside git with the catalogue, the peers, and a copy for everyone measured."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import EVERYONE, HERE, Contender
from benchmarks.peers.install import Installed, install

WORK = HERE / ".cache" / "bench"


@dataclass(frozen=True)
class Grounds:
    """The folder, how many calls, who takes part."""

    work: Path
    calls: int
    installed: Installed
    names: Sequence[str]

    @property
    def corpus(self) -> Path:
        """The catalogue, made when it is not there."""
        folder = self.work / f"corpus-{self.calls}"
        if not folder.exists():
            module = [sys.executable, "-m", "benchmarks.corpus", str(self.calls), str(folder)]
            subprocess.run(module, check=True, cwd=HERE)
        return folder

    def everyone(self) -> Iterator[Contender]:
        """Everyone who takes part, each with a folder made anew."""
        for kind in EVERYONE:
            folder = self.work / f"{kind.__name__.lower()}-{self.calls}"
            contender = kind(folder, self.installed)
            if self.names and kind.__name__.lower() not in self.names:
                continue
            if not contender.there():
                print(f"{contender.name} cannot be run here and is left out.", file=sys.stderr)
                continue
            contender.prepare(self.corpus)
            yield contender


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that every command here takes."""
    names = [kind.__name__.lower() for kind in EVERYONE]
    parser.add_argument("--work", type=Path, default=WORK, help=f"a folder for everything made here ({WORK})")
    parser.add_argument("--peers", type=Path, help="where the peers are or will be installed (WORK/peers)")
    parser.add_argument("--only", nargs="+", choices=names, default=[], help="who takes part (everyone)")


def grounds_of(asked: argparse.Namespace, calls: int) -> Grounds:
    """The grounds that the options ask for; installs the peers when they are not there."""
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    return Grounds(work, calls, install((asked.peers or work / "peers").resolve()), asked.only)
