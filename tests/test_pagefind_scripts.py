"""Pagefind's program as a script: what it was made of must be as expected, or the build says so."""

from __future__ import annotations

from base64 import b64decode

import pytest

from oproep.outputs.pagefind import Indexed, index
from oproep.outputs.pagefind_scripts import as_scripts, classic
from oproep.outputs.search_failed import SearchFailed
from tests.built_index import handed_over

MODULE = """const x=1;var at=()=>import.meta.url;async function get(a){return await fetch(a);}
var createInstance=()=>get,search=1;export{createInstance,search};
"""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """An index and its program, as Pagefind made them."""
    found = index([Indexed("nl/oproepen/a.html", "Een", "ondernemingen")], "nl")
    return found.words | found.program


def test_every_file_is_handed_over_as_it_was_made(made: dict[str, bytes]) -> None:
    scripts = as_scripts(made)
    assert scripts.keys() == {name if name == "pagefind.js" else f"{name}.js" for name in made}
    for name, data in made.items():
        if name != "pagefind.js":
            assert b64decode(handed_over(scripts[f"{name}.js"])) == data


def test_the_program_is_changed_where_it_must_be_and_nowhere_else(made: dict[str, bytes]) -> None:
    module = made["pagefind.js"].decode()
    script = as_scripts(made)["pagefind.js"].decode()
    head, _, tail = script.partition(module[: module.index("import.meta")])
    assert head == 'oproep.handOver(function(fetch){"use strict";'
    inside = tail[: tail.rindex("return{")].replace("document.baseURI", "import.meta.url").rstrip()
    assert module[module.index("import.meta") :].startswith(inside)
    assert "import.meta" not in script
    assert "export{" not in script


def test_the_smallest_program_that_is_taken() -> None:
    assert classic(MODULE) == (
        'oproep.handOver(function(fetch){"use strict";const x=1;var at=()=>document.baseURI;'
        "async function get(a){return await fetch(a);}\nvar createInstance=()=>get,search=1;"
        "\nreturn{createInstance,search};});\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("export{createInstance,search};", "", "exports"),
        ("export{createInstance,search};", "export{search};", "exports"),
        ("export{createInstance,search};", "export{createInstance as open,createInstance};", "exports"),
        ("export{createInstance,search};", "export{createInstance};var y;", "exports"),
        ("const x=1;", 'import {a} from "b";', "imports"),
        ("const x=1;", "export {x};", "imports"),
        ("const x=1;", 'const x=import("./y.js");', "imports"),
        ("import.meta.url", "import.meta.resolve('.')", "address"),
        ("import.meta.url", "document.baseURI", "address"),
        ("await fetch(a)", "await window.fetch(a)", "files"),
        ("await fetch(a)", "await globalThis.fetch (a)", "files"),
        ("await fetch(a)", "new XMLHttpRequest()", "files"),
        ("const x=1;", "const x=()=>XMLHttpRequest;", "files"),
    ],
)
def test_a_program_that_was_written_anew_stops_the_build(before: str, after: str, said: str) -> None:
    assert before in MODULE
    with pytest.raises(SearchFailed, match=said):
        classic(MODULE.replace(before, after))
