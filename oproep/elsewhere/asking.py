"""One address is asked whether it still leads somewhere: HEAD, then GET, a few times, and never impatiently.

Dead is only what says so itself: 404, 410, a host that does not exist. Everything else that is no answer (403, 429,
5xx, a time-out, a bad certificate) is unknown: many sites turn programs away, and readers get in.
"""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from oproep.elsewhere.connecting import Connection, NoSuchHost, NotPublic, Unreachable, number_of

PATIENCE = 20.0  # seconds for one answer
PAUSE = 1.0  # seconds between two questions to one host
TRIES = 3
MOST_TURNS = 8  # redirects that are followed
LONGEST_REST = 30.0  # seconds that are waited at most when a host asks for a rest
GONE = (404, 410)
TURNS = (301, 302, 303, 307, 308)
SAFE = "%/:=&?~#+!$,;'@()*[]-._"  # what stands in an address as it is


class Verdict(StrEnum):
    """What is known of an address."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


class Answer(NamedTuple):
    """What became of a question, in words."""

    verdict: Verdict
    said: str
    heard: bool = True  # something answered, if only to say whose number a name is
    whole_host: bool = False  # every other address of the host would get the same answer
    again: float | None = None  # seconds after which the next try may fare better


class NoPage(ValueError):
    """An address that no page of the web can have."""


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Asks, saying who asks. `private`: machines of the own network may be asked as well."""

    user_agent: str
    private: bool = False
    patience: float = PATIENCE
    pause: float = PAUSE
    sleep: Callable[[float], None] = time.sleep

    def ask(self, address: str) -> Answer:
        """What an address answers: the first answer that is sure, else the last."""
        answer = self.followed(address)
        for _ in range(TRIES - 1):
            if answer.again is None:
                break
            self.sleep(min(answer.again, LONGEST_REST))
            answer = self.followed(address)
        return answer

    def followed(self, address: str) -> Answer:
        """The answer of the page that an address leads to in the end."""
        here = address
        for turn in range(MOST_TURNS):
            answer, there = self.asked(here)
            if there is None:
                return answer._replace(whole_host=answer.whole_host and turn == 0)
            here = urljoin(here, there)
        return Answer(Verdict.UNKNOWN, f"leads on more than {MOST_TURNS} times")

    def asked(self, address: str) -> tuple[Answer, str | None]:
        """The answer of one page, or where it leads on to."""
        try:
            status, headers = self.met(address)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return self.failed(error), None
        if status in TURNS and headers["Location"]:
            return Answer(Verdict.UNKNOWN, named(status)), headers["Location"]
        return judged(status, headers["Retry-After"], self.pause), None

    def failed(self, error: Exception) -> Answer:
        """What is known of an address when no answer came."""
        match error:
            case NoSuchHost():
                return Answer(Verdict.DEAD, str(error), heard=False, whole_host=True, again=self.pause)
            case NotPublic():
                return Answer(Verdict.UNKNOWN, f"not asked: {error}", whole_host=True)
            case Unreachable():
                return Answer(Verdict.UNKNOWN, str(error), heard=False, whole_host=True, again=self.pause)
            case ssl.SSLError():
                said = getattr(error, "verify_message", "") or error.reason or type(error).__name__
                return Answer(Verdict.UNKNOWN, f"has no secure connection: {said}", whole_host=True)
            case TimeoutError():
                return Answer(Verdict.UNKNOWN, f"did not answer in {self.patience:g} seconds", again=self.pause)
            case NoPage():
                return Answer(Verdict.UNKNOWN, str(error))
        said = " ".join(str(error).split())[:80] or type(error).__name__
        return Answer(Verdict.UNKNOWN, f"did not answer ({said})", heard=False, again=self.pause)

    def met(self, address: str) -> tuple[int, http.client.HTTPMessage]:
        """Status and headers: by HEAD where that is answered well, else by GET, since some hosts know no HEAD."""
        parts = urlsplit(address)
        host, https = parts.hostname, parts.scheme == "https"
        if parts.scheme not in ("http", "https") or not host:
            raise NoPage(f"leads to {address[:80]}, which is no page of the web")
        port = parts.port or (443 if https else 80)
        number = number_of(host, port, private=self.private)
        connection = Connection(host, port, number, https=https, patience=self.patience)
        path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
        try:
            found = self.once(connection, "HEAD", path)
            if found[0] < 400:
                return found
        except (ssl.SSLError, Unreachable):
            raise
        except (OSError, http.client.HTTPException):
            pass
        return self.once(connection, "GET", path)

    def once(self, connection: Connection, method: str, path: str) -> tuple[int, http.client.HTTPMessage]:
        """The status and the headers of one answer; what a page holds is left where it is."""
        try:
            connection.connect()
            connection.request(method, path, headers={"User-Agent": self.user_agent, "Accept": "*/*"})
            answer = connection.getresponse()
            return answer.status, answer.headers
        finally:
            connection.close()


def judged(status: int, rest: str | None, pause: float) -> Answer:
    """What a status says of an address. `rest` is what the host asks to be left alone for, in seconds."""
    if status < 400:
        return Answer(Verdict.ALIVE, named(status))
    if status in GONE:
        return Answer(Verdict.DEAD, named(status))
    again = float(rest) if rest and rest.isdecimal() else pause
    return Answer(
        Verdict.UNKNOWN,
        named(status),
        whole_host=status == 429,
        again=again if status == 429 or status >= 500 else None,
    )


def named(status: int) -> str:
    """A status as people say it: 404 Not Found."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
