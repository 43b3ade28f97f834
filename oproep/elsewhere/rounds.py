"""Many addresses become as many answers: hosts side by side, each of them one question after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from oproep.elsewhere.asking import Answer, Asker

HOSTS_AT_ONCE = 16
LANES = 2  # questions to one host at a time


def ask_all(asker: Asker, addresses: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Every address with its answer, as they come in."""
    lanes = in_lanes(addresses)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for answers in pool.map(lambda lane: list(along(asker, lane)), lanes):
            yield from answers


def in_lanes(addresses: Iterable[str]) -> list[list[str]]:
    """Addresses of one host in at most two rows; the longest rows first, since they take longest."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(host_of(address), []).append(address)
    rows = [listed[lane::LANES] for listed in hosts.values() for lane in range(LANES)]
    return sorted(filter(None, rows), key=len, reverse=True)


def host_of(address: str) -> str:
    """Whose an address is."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def along(asker: Asker, lane: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """The addresses of a row, one after another; once an answer holds for the whole host, it is not asked again."""
    told: Answer | None = None
    for at, address in enumerate(lane):
        if told is None:
            if at:
                asker.sleep(asker.pause)
            answer = asker.ask(address)
            told = answer if answer.whole_host else None
        else:
            answer = told
        yield address, answer


def nobody_answered(answers: Iterable[Answer]) -> bool:
    """Not one host was heard: the network of this machine is down, and nothing is known of any address."""
    listed = list(answers)
    return bool(listed) and not any(answer.heard for answer in listed)
