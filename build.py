"""The door to the catalogue: `python build.py --help` says what it can do."""

import sys
from importlib.util import find_spec

if sys.version_info < (3, 11) or not find_spec("click"):
    sys.stderr.write(
        f"The catalogue needs Python 3.11 or newer and its libraries; this is Python {sys.version.split()[0]}"
        f" ({sys.executable}).\nRun `make site` once: it puts the libraries into .venv and builds."
        " README.md has the same without make.\nAfter that, run the Python in .venv:"
        " `.venv/bin/python build.py`, or `.venv\\Scripts\\python build.py` on Windows.\n"
    )
    sys.exit(3)

from oproep.cli import main

if __name__ == "__main__":
    main()
