"""From what an editor types for an amount or a share, the exact value, or the words that put it right."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oproep.model.money import COUNT, CURRENCIES, MONEY, PERCENTAGE, Money
from oproep.model.problem import Wrong
from oproep.model.shape import Raw, Shape


def fault(shape: Shape[Any], raw: Raw) -> tuple[str, str]:
    with pytest.raises(Wrong) as caught:
        shape.read(raw)
    (found,) = caught.value.faults
    return found.code, found.fix


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("EUR 5 000 000", "EUR", "5000000"),
        ("EUR 5000000", "EUR", "5000000"),
        ("EUR5000000", "EUR", "5000000"),
        ("  EUR 250 000  ", "EUR", "250000"),
        ("EUR 1 234.5", "EUR", "1234.5"),
        ("EUR 1 234.50", "EUR", "1234.50"),
        ("EUR 0", "EUR", "0"),
        ("USD 1 000", "USD", "1000"),
        ("EUR 999 999 999 999 999", "EUR", "999999999999999"),
        ("EUR 2\u00a0752\u202f000\u2009000", "EUR", "2752000000"),  # as copied from a page or a spreadsheet
    ],
)
def test_an_amount_is_read_exactly(typed: str, currency: str, amount: str) -> None:
    money = MONEY.read(typed)
    assert money == Money(currency, Decimal(amount))
    assert MONEY.data(money) == {"currency": currency, "amount": amount}


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("€ 5.000.000", "Write EUR 5 000 000."),
        ("5.000.000,00 €", "Write EUR 5 000 000."),
        ("EUR 5,000,000", "Write EUR 5 000 000."),
        ("5000000 euro", "Write EUR 5 000 000."),
        ("EUR 5,50", "Write EUR 5.50."),
        ("€ 2,5 miljoen", "Write EUR 2 500 000."),
        ("EUR 9.9 billion", "Write EUR 9 900 000 000."),
        ("5 mio EUR", "Write EUR 5 000 000."),
        ("1.10", "Write EUR 1.10, with its own currency if it is not euro."),
        ("1_000_000", "Write the currency and the amount, spaces between thousands: EUR 5 000 000."),
        ("5 000 000", "Write EUR 5 000 000, with its own currency if it is not euro."),
        ("$5,000", "Write EUR 5 000, with its own currency if it is not euro."),
        ("EUR", "Write the currency and the amount: EUR 5 000 000."),
        ("veel", "Write the currency and the amount: EUR 5 000 000."),
        ("EUR 5 00 000", "Write the currency and the amount, spaces between thousands: EUR 5 000 000."),
        ("EUR -5", "Write the currency and the amount, spaces between thousands: EUR 5 000 000."),
        ("EUR 100 000 - 250 000", "Write the currency and the amount, spaces between thousands: EUR 5 000 000."),
        ("100.000 tot 250.000 euro", "Write the currency and the amount, spaces between thousands: EUR 5 000 000."),
        ("EUR 1 000 000 000 000 000", "Check the number of zeros."),
        ("EUR ٥", "Write the currency and the amount: EUR 5 000 000."),
    ],
)
def test_an_amount_in_another_form_is_put_right(typed: str, fix: str) -> None:
    assert fault(MONEY, typed) == ("money-form", fix)


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("eur 5", "Write EUR."),
        ("ERU 5", "Did you mean ‘EUR’?"),
        ("XXX 5", "Write one of: CHF, EUR, GBP, USD."),
    ],
)
def test_an_unknown_currency_is_named(typed: str, fix: str) -> None:
    code, found = fault(MONEY, typed)
    assert code == "currency"
    assert found == fix


def test_a_message_stays_short_however_long_the_amount() -> None:
    with pytest.raises(Wrong) as caught:
        MONEY.read("5" * 100_000)
    assert len(str(caught.value)) < 200
    assert len(caught.value.faults[0].fix) < 200


amounts = st.builds(
    Money,
    st.sampled_from(sorted(CURRENCIES)),
    st.decimals(min_value=0, max_value=999_999_999_999_999, places=2)
    | st.integers(min_value=0, max_value=10**15 - 1).map(Decimal),
)


@settings(deadline=None)
@given(amounts)
def test_an_amount_survives_being_written_and_read(money: Money) -> None:
    assert MONEY.read(str(money)) == money


@settings(deadline=None)
@given(
    st.from_regex(r"(€ ?|EUR )?[0-9]{1,3}([., ][0-9]{3}){0,4}([.,][0-9]{1,2})?( euro| miljoen| mio)?", fullmatch=True)
)
def test_a_remedy_that_names_an_amount_is_itself_an_amount(typed: str) -> None:
    try:
        MONEY.read(typed)
    except Wrong as error:
        if said := re.match(r"Write (EUR [0-9 .]+?)[.,]( |$)", error.faults[0].fix):
            MONEY.read(said[1])


@pytest.mark.parametrize(
    ("typed", "value"), [("75%", "75"), ("75 %", "75"), ("37,5%", "37.5"), ("100%", "100"), ("0.5%", "0.5")]
)
def test_a_percentage_is_read_exactly(typed: str, value: str) -> None:
    assert PERCENTAGE.read(typed) == Decimal(value)
    assert PERCENTAGE.data(Decimal(value)) == f"{value}%"


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("75", "Write 75%."),
        ("0.75", "Write a number and a percent sign: 75%."),
        ("500", "Write a number and a percent sign: 75%."),
        ("75 procent", "Write a number and a percent sign: 75%."),
        ("0%", "Write a share above 0% and at most 100%, such as 75%."),
        ("101%", "Write a share above 0% and at most 100%, such as 75%."),
    ],
)
def test_a_percentage_in_another_form_is_put_right(typed: str, fix: str) -> None:
    assert fault(PERCENTAGE, typed) == ("percent-form", fix)


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "twaalf", "1000000", "١٢"])
def test_a_count_is_a_whole_number(typed: str) -> None:
    assert fault(COUNT, typed) == ("count-form", "Write a whole number: 12.")
