"""A day becomes the reason why offices are closed on it, in the country that the catalogue's time zone is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from oproep.model.moment import LATEST

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY_AND_SUNDAY = frozenset({5, 6})
ENGLISH = "en_US"  # problems are told in English


@dataclass(frozen=True, kw_only=True)
class DaysOff:
    """The weekends and public holidays of a country, from the year `since` on."""

    zone: str
    since: int
    country: str = ""
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY  # places in WEEK
    holidays: Mapping[date, str] = field(default_factory=dict)

    def why(self, day: date) -> str | None:
        """Why offices are closed on this day; None when they are not."""
        if name := self.holidays.get(day):
            return f"{name}, a public holiday in {self.country}"
        return f"a {WEEK[day.weekday()]}" if day.weekday() in self.weekend else None


@cache
def days_off(zone: ZoneInfo, since: int) -> DaysOff:
    """Those of the country that a time zone belongs to; of a zone without one, such as UTC, every weekend."""
    code, country = country_of(zone.key)
    if not code:
        return DaysOff(zone=zone.key, since=since)
    from holidays import country_holidays  # takes longer to load than a small catalogue to check

    try:
        known = country_holidays(code)
    except NotImplementedError:  # a country that the library does not have
        return DaysOff(zone=zone.key, since=since, country=country)
    language = ENGLISH if ENGLISH in known.supported_languages else None
    found = country_holidays(code, years=range(since, LATEST + 1), language=language)
    return DaysOff(
        zone=zone.key, since=since, country=country, weekend=frozenset(known.weekend), holidays=dict(found.items())
    )


def country_of(zone: str) -> tuple[str, str]:
    """The ISO 3166 code and the English name of the country of a time zone, as the IANA database has them."""
    code = next((code for code, _, name, *_ in table("zone.tab") if name == zone), "")
    return code, next((name for found, name in table("iso3166.tab") if found == code), "")


def table(name: str) -> Iterator[list[str]]:
    """The rows of a table of the IANA time zone database."""
    from importlib.resources import files  # the tables are asked for once a year

    text = files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
