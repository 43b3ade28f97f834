"""The files of an index come in; classic scripts that hand them over go out: a browser loads those from a disk as well.

Pagefind's program is a module, and asks for its files with `fetch`; from a disk a browser allows neither (Pagefind's
issues 202 and 241). Its text is therefore changed in three places, each of which must be there as it is expected:
its exports are handed over instead, the address of the module is that of nothing, since it is told where its files
are, and `fetch` is what the page gives it. The rest of it stays as it was made.
"""

from __future__ import annotations

import re
from base64 import b64encode

from oproep.outputs.pagefind_bundle import ENGINE
from oproep.outputs.search_calls import handed_over
from oproep.outputs.search_failed import unknown_layout

EXPORTS = re.compile(r"export\{([\w$,]+)\};?\s*\Z")
OWN_ADDRESS = "import.meta.url"
ASKS = re.compile(r"(?<![\w$.])fetch\(")
NEEDED = {"createInstance"}  # of what it exports: what the page calls


def as_scripts(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files as scripts by their names: `wasm.nl.pagefind.js` hands over `wasm.nl.pagefind` as base64.

    Raises SearchFailed when the program is not as Pagefind 1.5 writes it: guessing would be a search that fails
    in some browser.
    """
    return dict(as_script(name, data) for name, data in files.items())


def as_script(name: str, data: bytes) -> tuple[str, bytes]:
    """One of them."""
    if name == ENGINE:
        return name, classic(data.decode()).encode()
    return f"{name}.js", handed_over(b64encode(data).decode())


def classic(module: str) -> str:
    """A module as a classic script, which hands over a function from what it is to use for `fetch` to its exports."""
    exports = EXPORTS.search(module)
    if not exports or not set(exports[1].split(",")) >= NEEDED:
        raise unknown_layout(f"{ENGINE} does not end in the exports it had")
    body = module[: exports.start()]
    if "import(" in body or re.search(r"\b(import|export)\s*[{*]", body):
        raise unknown_layout(f"{ENGINE} imports something, or exports it elsewhere")
    if body.count(OWN_ADDRESS) != body.count("import.meta") or OWN_ADDRESS not in body:
        raise unknown_layout(f"{ENGINE} asks for its own address in another way")
    if len(ASKS.findall(body)) != body.count("fetch(") or "fetch(" not in body or "XMLHttpRequest" in body:
        raise unknown_layout(f"{ENGINE} asks for its files in another way")
    inside = body.replace(OWN_ADDRESS, "document.baseURI")
    return f'oproep.handOver(function(fetch){{"use strict";{inside}\nreturn{{{exports[1]}}};}});\n'
