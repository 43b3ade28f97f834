"""What a page says goes out with what it will say: it is built once, read for days, and kept true by the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from oproep.model.status import Status, Timeline
from oproep.rendering.parts import CallCounts, TimedWords

Saying = tuple[str, ...]  # a text, and the moment it names if there is one


def instant(moment: datetime) -> str:
    """An instant by RFC 3339, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def timed(say: Callable[[datetime], Saying], now: datetime, changes: Iterable[datetime]) -> TimedWords:
    """What `say` says now, and what else it says from each later change on."""
    first = before = say(now)
    later = []
    for moment in sorted(changes):
        if moment > now and (said := say(moment)) != before:
            later.append((instant(moment), *said))
            before = said
    return TimedWords(text=first[0], iso=first[1] if len(first) > 1 else None, later=tuple(later))


def call_counts(lines: Iterable[Timeline], now: datetime) -> CallCounts:
    """How many of these are open and how many are announced, now and from each later turn on."""

    def counted(status: Status) -> tuple[int, int]:
        return int(status.is_open), int(status is Status.FORTHCOMING)

    opened, announced = Counter[datetime](), Counter[datetime]()
    for line in lines:
        before = (0, 0)
        for moment, status in line.turns(now):
            after = counted(status)
            opened[moment] += after[0] - before[0]
            announced[moment] += after[1] - before[1]
            before = after
    later, numbers = [], (opened.pop(now, 0), announced.pop(now, 0))
    first = numbers
    for moment in sorted(moment for moment in opened if opened[moment] or announced[moment]):
        numbers = (numbers[0] + opened[moment], numbers[1] + announced[moment])
        later.append((instant(moment), *numbers))
    return CallCounts(open=first[0], forthcoming=first[1], later=tuple(later))
