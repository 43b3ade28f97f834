"""Values become content lines of iCalendar (RFC 5545, section 3.1): escaped, folded, ended by CRLF.

Written here and not by a library: icalendar takes five times as long, and every call has several events in every
language. The tests read all of it back with that library, and with ical.js.
"""

from __future__ import annotations

import re
from datetime import date, datetime

LONGEST = 75  # octets of a line, its break not counted
BREAK = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\t": " "})


def text_value(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11): whatever breaks a line is escaped, no other control goes through."""
    return "\\n".join(CONTROL.sub("", part).translate(ESCAPES) for part in BREAK.split(text))


def bare(value: str) -> str:
    """A value that is no text, such as an address: nothing in it can end its line."""
    return CONTROL.sub("", BREAK.sub("", value))


def time_value(moment: date | datetime) -> str:
    """A UTC instant (RFC 5545, 3.3.5, form 2), or a day (3.3.4)."""
    return f"{moment:%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"


def content_line(name: str, value: str) -> str:
    """A line of this name, with its parameters, and value; no longer than 75 octets without a fold."""
    whole = f"{name}:{value}"
    if whole.isascii():
        if len(whole) <= LONGEST:
            return whole + "\r\n"
        first, rest = whole[:LONGEST], whole[LONGEST:]
        step = LONGEST - 1  # a space goes before what is folded
        return "\r\n ".join([first, *(rest[at : at + step] for at in range(0, len(rest), step))]) + "\r\n"
    return "\r\n ".join(folded(whole.encode())) + "\r\n"


def folded(line: bytes) -> list[str]:
    """The parts of a line, none of which ends within a letter."""
    parts, start, room = [], 0, LONGEST
    while start < len(line):
        end = min(start + room, len(line))
        while end < len(line) and line[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(line[start:end].decode())
        start, room = end, LONGEST - 1
    return parts


def text_line(name: str, text: str, language: str | None = None) -> str:
    """A line of text, marked with its language (RFC 5545, 3.2.10) when that is known."""
    return content_line(f"{name};LANGUAGE={language}" if language else name, text_value(text))


def time_line(name: str, moment: date | datetime) -> str:
    """A line that names an instant or a day."""
    return content_line(name if isinstance(moment, datetime) else f"{name};VALUE=DATE", time_value(moment))
