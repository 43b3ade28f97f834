"""What is wrong with a single value, and in which form it is written."""

from __future__ import annotations

from collections.abc import Mapping

CODES_OF_VALUES: Mapping[str, str] = {
    "not-text": "One plain value belongs here, and a list or a group of keys was found.",
    "empty": "A key without words says nothing. Write them, or leave the key out.",
    "too-long": "The words are longer than the place where they are shown. Details belong in the text below the keys.",
    "too-many": "The list is longer than a page can show.",
    "twice": "The same thing stands twice in one list.",
    "unknown-word": "This key takes one word out of a fixed list. The message names the nearest, or all of them.",
    "date-form": (
        "A date is written year-month-day, as in 2026-03-31, so that 3 April and 4 March cannot be confused. Some "
        "keys take a time as well, others the day alone."
    ),
    "date-far": "The year is so far off that it must be a slip of the hand.",
    "time-form": (
        "A time follows its date after a space, in 24 hours: 2026-03-31 17:00. For the end of a day the time is "
        "left out."
    ),
    "period-form": "A period is two years with a hyphen between: 2021-2027.",
    "deadline-form": (
        "A deadline is a date, a date with a time, a list of those, or one of four words for a call without a date."
    ),
    "stage-form": "A stage is a number: 1 for the first, 2 for the second.",
    "money-form": (
        "An amount is the code of its currency and figures with spaces between the thousands: EUR 5 000 000. Each "
        "language then shows it in its own way."
    ),
    "currency": "A currency has a code of three capitals: EUR, USD, GBP.",
    "percent-form": "A share is a number from 1 to 100 with a percent sign: 75%.",
    "count-form": "A number is written in figures alone: 12.",
    "country-code": (
        "A country has two capitals (BE), a region the country’s and its own (BE-VLG). EU, EEA, associated and "
        "world are known too."
    ),
    "url-form": "An address is written whole, as a browser shows it, beginning with https://.",
    "email-form": "One e-mail address and nothing else belongs here.",
    "phone-form": (
        "A telephone number is written so that it works from any country, with spaces between its groups: +32 2 500 "
        "24 60."
    ),
    "slug-form": (
        "Another record is named by its file, without folder and without ‘.md’: small letters, figures and ‘-’."
    ),
    "language-code": "A language has a code of two small letters: nl, en, fr.",
    "label-language": (
        "Words inside a fact are written by language, so that each reader finds their own: {nl: Infosessie, en: "
        "Information session}. The codes are those of the catalogue’s languages."
    ),
    "translates-form": "The mark under ‘translates’ is made by the program. The command ‘accept’ writes it.",
}
