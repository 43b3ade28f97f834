"""Amounts and percentages, exact: Decimal from the first character to the last, never float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from oproep.model.problem import did_you_mean, quoted, wrong
from oproep.model.shape import Json, Pattern, Raw, Shape, text_of

# ISO 4217, the currencies in use in 2026.
CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG "
    "HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR "
    "RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
    "TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG BGN".split()
)
AMOUNT = re.compile(r"([A-Za-z]{3}) ?([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:\.([0-9]{1,2}))?")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%")
SCALES = {"thousand": 3, "duizend": 3, "million": 6, "miljoen": 6, "mio": 6, "mln": 6, "billion": 9, "miljard": 9}
RECENT = 4096  # amounts that are not read again: calls have many in common
# What is said of an amount that is published.
CURRENCY, DECIMAL = "The currency (ISO 4217).", "The amount, exact: figures with a point, as text."
FIGURES = re.compile(r"[0-9][0-9., ]*")


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    currency: str
    amount: Decimal

    def __str__(self) -> str:
        """As an editor writes it: `EUR 5 000 000`."""
        return f"{self.currency} {self.amount:,f}".replace(",", " ")


def suggestion(text: str) -> str:
    """The way to write an amount that came in another form, where it can be guessed without doubt."""
    euro = bool(re.search(r"€|\beuros?\b|\bEUR\b", text, re.IGNORECASE))
    figures = FIGURES.findall(text)
    if not figures:
        return "Write the currency and the amount: EUR 5 000 000."
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", text)}
    scale = max((SCALES[word] for word in words if word in SCALES), default=0)
    number = re.sub(r"[.,]([0-9]{1,2})$", r"|\1", figures[0].strip(" .,"))
    whole, _, cents = number.partition("|")
    if len(figures) == 1 and "-" not in text and re.fullmatch(r"[0-9]{1,3}([., ][0-9]{3})*|[0-9]+", whole):
        amount = Decimal(re.sub(r"[^0-9]", "", whole) + (f".{cents}" if cents.strip("0") else "")).scaleb(scale)
        if amount < 10**15:
            amount = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount
            return f"Write {Money('EUR', amount)}{'' if euro else ', with its own currency if it is not euro'}."
    return "Write the currency and the amount, spaces between thousands: EUR 5 000 000."


@lru_cache(RECENT)
def read_money(typed: str) -> Money:
    """The amount written `EUR 5 000 000`; `Wrong` says what is the matter and, where it can, what was meant."""
    text = SPACES.sub(" ", typed)
    found = AMOUNT.fullmatch(text)
    if not found:
        raise wrong("money-form", f"{quoted(text)} is not an amount.", suggestion(text))
    currency, whole, cents = found[1], found[2].replace(" ", ""), found[3]
    if currency not in CURRENCIES:
        upper = currency.upper()
        fix = f"Write {upper}." if upper in CURRENCIES else did_you_mean(currency, {"EUR", "USD", "GBP", "CHF"})
        raise wrong("currency", f"{quoted(currency)} is not the code of a currency.", fix)
    if len(whole) > 15:
        raise wrong("money-form", f"{quoted(text)} is more than there is.", "Check the number of zeros.")
    return Money(currency, Decimal(f"{whole}.{cents}" if cents else whole))


class MoneyShape(Shape[Money]):
    """An amount with its currency: `EUR 5 000 000`."""

    def read(self, raw: Raw) -> Money:
        return read_money(text_of(raw))

    def data(self, value: Money) -> Json:
        return {"currency": value.currency, "amount": str(value.amount)}

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[A-Z]{3}\s*[0-9]{1,3}(\s*[0-9]{3})*(\.[0-9]{1,2})?$"}

    def published(self) -> dict[str, Json]:
        parts: dict[str, Json] = {
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": CURRENCY},
            "amount": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,2})?$", "description": DECIMAL},
        }
        return {"type": "object", "properties": parts, "required": ["currency", "amount"]}


class Percent(Shape[Decimal]):
    """A share of the costs: `75%`."""

    def read(self, raw: Raw) -> Decimal:
        text = text_of(raw)
        found = PERCENT.fullmatch(text)
        if not found:
            bare = re.fullmatch(r"[1-9][0-9]?|100", text)
            fix = f"Write {text}%." if bare else "Write a number and a percent sign: 75%."
            raise wrong("percent-form", f"{quoted(text)} is not a percentage.", fix)
        value = Decimal(found[1].replace(",", "."))
        if not 0 < value <= 100:
            raise wrong(
                "percent-form",
                f"{quoted(text)} is not between 0 and 100%.",
                "Write a share above 0% and at most 100%, such as 75%.",
            )
        return value

    def data(self, value: Decimal) -> Json:
        return f"{value}%"

    def schema(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[0-9]{1,3}([.,][0-9]{1,2})? ?%$"}

    def published(self) -> dict[str, Json]:
        return {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?%$"}


MONEY = MoneyShape()
PERCENTAGE = Percent()
COUNT = Pattern(r"^[0-9]{1,6}$", "count-form", "a number", "Write a whole number: 12.", longest=6, number=True)
