"""Running text becomes the amounts that stand in it, as people write them: ‘5 miljoen euro’, ‘€2.5 million’."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from oproep.model.money import SCALES, Money

SIGNS = {"EUR": ("€", "euros", "euro"), "USD": ("$", "dollars", "dollar"), "GBP": ("£", "pounds", "pound", "pond")}
SHORT_SCALES = {"k": 3, "m": 6, "bn": 9, "b": 9}  # only close behind the figures
DECIMAL_COMMA = {"nl": True, "en": False}  # by language; another may write either
BESIDE = 30  # letters around an amount in which a range or an estimate shows
SPACE = r"[  \u00a0\u202f\u2009]"
GROUP = rf"(?:[.,'’]|{SPACE})[0-9]{{3}}"
FIGURES = rf"[0-9]{{1,3}}(?:{GROUP}){{1,5}}(?:[.,][0-9]{{1,2}})?(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
SEPARATED = re.compile(r"[0-9]{1,3}(?:([^0-9])[0-9]{3})(?:\1[0-9]{3})*(?:([.,])([0-9]{1,2}))?")
BETWEEN = rf"{SPACE}?(?:[-–—/]|(?:tot|to|à|and|en|or|of){SPACE}){SPACE}?"
RANGE_GOES_ON = re.compile(rf"{BETWEEN}[€$£]?{SPACE}?[0-9]")
RANGE_BEFORE = re.compile(rf"[0-9]{BETWEEN}[€$£]?(?:[A-Z]{{3}})?{SPACE}?$")
ABOUT = re.compile(
    r"\b(?:ongeveer|circa|ca\.?|zowat|zo'n|zo’n|bijna|ruim|meer dan|minder dan|rond|"
    r"about|approximately|approx\.?|around|almost|nearly|some|over|more than|less than|roughly)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An amount in a text. It may be rounded: half a `unit` away from the one that is meant."""

    money: Money
    unit: Decimal
    typed: str
    start: int
    end: int

    def says(self, money: Money) -> bool:
        """It is this amount, rounded or not."""
        away = abs(self.money.amount - money.amount)
        return self.money.currency == money.currency and (away == 0 or (self.unit > 1 and away * 2 <= self.unit))


@cache
def pattern(currency: str) -> re.Pattern[str]:
    """What an amount in this currency looks like; with its sign before it or its name behind it."""
    signs = "|".join(map(re.escape, (currency, *SIGNS.get(currency, ()))))
    scales = "|".join(sorted(SCALES, key=len, reverse=True))
    scale = rf"(?:{SPACE}?(?P<scale{{0}}>{scales})\b(?:(?<=mln|mio)\.)?|(?P<short{{0}}>bn|[kmb])\b)?"
    before = rf"(?:\b|(?<![^\s(‘“]))(?:{signs})\.?{SPACE}?(?P<figures1>{FIGURES})(?:,--?)?{scale.format(1)}"
    behind = rf"(?<![0-9.,])(?P<figures2>{FIGURES})(?:,--?)?{scale.format(2)}{SPACE}?(?:{signs})(?!\w|{SPACE}?[0-9])"
    return re.compile(f"{before}|{behind}", re.IGNORECASE)


def is_named_in(text: str, currency: str) -> bool:
    """The sign, the code or the name of a currency stands in a text."""
    return any(sign in text for sign in (currency, *SIGNS.get(currency, ())))


def amounts_in(text: str, language: str, currency: str) -> Iterator[Mention]:
    """Every amount in a currency, in order, but for ranges, estimates and what can be read in two ways."""
    for found in pattern(currency).finditer(text):
        start, end = found.span()
        before, after = text[max(start - BESIDE, 0) : start], text[end : end + BESIDE]
        if ABOUT.search(before) or RANGE_GOES_ON.match(after) or RANGE_BEFORE.search(before):
            continue
        figures = re.sub(SPACE, " ", found["figures1"] or found["figures2"])
        scale = found["scale1"] or found["scale2"] or found["short1"] or found["short2"] or ""
        power = {**SCALES, **SHORT_SCALES}.get(scale.lower(), 0)
        number = number_of(figures, language)
        if number is not None:
            exponent = number.as_tuple().exponent
            places = -exponent if isinstance(exponent, int) else 0
            yield Mention(
                money=Money(currency, number.scaleb(power)),
                unit=Decimal(1).scaleb(power - places) if power else Decimal(1),
                typed=found[0],
                start=start,
                end=end,
            )


def number_of(figures: str, language: str) -> Decimal | None:
    """The number that figures stand for in a language; None where they may stand for two."""
    if grouped := SEPARATED.fullmatch(figures):
        mark, cents = grouped[1], grouped[3]
        comma = DECIMAL_COMMA.get(language)
        alone = figures.count(mark) == 1 and cents is None
        if mark in ".," and alone and (comma is None or comma == (mark == ",")):
            return None  # 1,500 in Dutch: one and a half, or fifteen hundred
        whole = re.sub(r"[^0-9]", "", figures[: grouped.start(2)] if cents else figures)
        return Decimal(f"{whole}.{cents}" if cents else whole)
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]{1,2})?", figures):
        return Decimal(figures.replace(",", "."))
    return None
