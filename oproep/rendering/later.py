"""What a page says goes out with what it will say: it is built once, read for days, and kept true by the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from oproep.rendering.words import TimedWords

Saying = tuple[str, ...]  # a text, and the moment it names if there is one


def instant(moment: datetime) -> str:
    """An instant by RFC 3339, in UTC."""
    return f"{moment.isoformat()[:19]}Z"


def timed(say: Callable[[datetime], Saying], now: datetime, changes: Iterable[datetime]) -> TimedWords:
    """What `say` says now, and what else it says from each later change on."""
    first = before = say(now)
    later = []
    for moment in sorted(changes):
        if moment > now and (said := say(moment)) != before:
            later.append((instant(moment), *said))
            before = said
    return TimedWords(text=first[0], iso=first[1] if len(first) > 1 else None, later=tuple(later))
