"""The live search interface of the EU portal, asked page by page and politely; its answers are kept as files."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

INTERFACE = "https://api.tech.ec.europa.eu/search-api/prod/rest/search"
PAGE_SIZE = 100
MOST_PAGES = 100
LARGEST = 50_000_000  # bytes of one answer
PATIENCE = 60.0  # seconds for one answer
PAUSE = 2.0  # seconds between two questions
TRIES = 4
# Topics and external-action calls that are forthcoming or open.
QUERY = {
    "bool": {
        "must": [
            {"terms": {"type": ["1", "2"]}},
            {"terms": {"status": ["31094501", "31094502"]}},
        ]
    }
}


class CannotFetch(OSError):
    """The interface did not answer with something that can be used."""


def fetch(
    into: Path,
    interface: str = INTERFACE,
    *,
    sleep: Callable[[float], None] = time.sleep,
    patience: float = PATIENCE,
    say: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Every page of the answer, saved below `into` as it came. Raises CannotFetch; what was saved stays."""
    into.mkdir(parents=True, exist_ok=True)
    saved: list[Path] = []
    for number, raw in pages(interface, sleep, patience, say):
        path = into / f"page-{number}.json"
        path.write_bytes(raw)
        saved.append(path)
    return saved


def pages(
    interface: str, sleep: Callable[[float], None], patience: float, say: Callable[[str], None]
) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every page, until one has fewer results than there is room for."""
    for number in range(1, MOST_PAGES + 1):
        raw = ask(interface, number, sleep, patience, say)
        yield number, raw
        answer = json.loads(raw)
        total = answer.get("totalResults")
        if not answer["results"] or (isinstance(total, int) and number * PAGE_SIZE >= total):
            return
        sleep(PAUSE)
    raise CannotFetch(f"The answer has more than {MOST_PAGES} pages.")


def ask(
    interface: str, number: int, sleep: Callable[[float], None], patience: float, say: Callable[[str], None]
) -> bytes:
    """One page; asked again after a pause that doubles, when the answer fails, is cut off, or is not JSON."""
    said = ""
    for attempt in range(TRIES):
        if attempt:
            say(f"Page {number}: {said} Asking again.")
            sleep(PAUSE * 2**attempt)
        try:
            raw = post(f"{interface}?apiKey=SEDIA&text=***&pageSize={PAGE_SIZE}&pageNumber={number}", patience)
            if not isinstance(json.loads(raw)["results"], list):
                raise TypeError
        except urllib.error.HTTPError as error:
            said = f"The interface answered {error.code}."
            if 400 <= error.code < 500 and error.code != 429:
                break
        except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
            said = f"The answer failed ({type(error).__name__}: {error})."
        except (KeyError, TypeError):
            said = "The answer holds no results."
        else:
            return raw
    raise CannotFetch(f"Page {number}: {said}")


def post(url: str, patience: float) -> bytes:
    """The bytes that a form with our query is answered with."""
    edge = uuid.uuid5(uuid.NAMESPACE_URL, url).hex
    fields = {
        "query": json.dumps(QUERY),
        "languages": json.dumps(["en"]),
        "sort": json.dumps({"field": "sortStatus", "order": "ASC"}),
    }
    body = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{value}\r\n"
        for name, value in fields.items()
    )
    request = urllib.request.Request(  # noqa: S310 - the address is ours, or the test's
        url,
        data=f"{body}--{edge}--\r\n".encode(),
        headers={"Content-Type": f"multipart/form-data; boundary={edge}", "User-Agent": "Oproep (catalogue of calls)"},
    )
    with urllib.request.urlopen(request, timeout=patience) as answer:  # noqa: S310 - as above
        raw: bytes = answer.read(LARGEST + 1)
        length = answer.headers.get("Content-Length")
    if len(raw) > LARGEST:
        raise ValueError(f"more than {LARGEST} bytes")
    if length and len(raw) < int(length):
        raise ValueError(f"cut off after {len(raw)} of {length} bytes")
    return raw
