"""What is wrong between records, or between two values of one, and why a reader would be misled."""

from __future__ import annotations

from collections.abc import Mapping

CODES_OF_RULES: Mapping[str, str] = {
    "dangling-slug": (
        "A record is named here that is not there: usually a slip of the hand, or its file is still to be made."
    ),
    "unknown-region": "A region can be shown only when content/site.toml says what it is called.",
    "duplicate-identifier": (
        "Two calls have the same official code: one of them is mistyped, or both are the same call."
    ),
    "alias-taken": "An old name can lead to one record only, and not where a record of that name stands.",
    "address-taken": "Two pages would have the same address. One of them needs another name.",
    "nameless": "A contact says which body, person or mailbox it is.",
    "two-currencies": "Amounts of one budget can be compared only in one currency.",
    "above-total": "A part cannot be more than the whole, nor all parts together.",
    "grant-order": "The least that a project may ask is above the most.",
    "cofinancing-order": "The share in exceptional cases is higher than the usual one, not lower.",
    "below-total": "The parts of a budget add up to less than its total. Perhaps one is missing, or one is mistyped.",
    "amount-small": (
        "Amounts are written in full: ‘EUR 3.2’ is three euros and twenty cents, and 3.2 million is ‘EUR 3 200 000’."
    ),
    "amount-differs": (
        "The text gives another amount than the facts do, and a reader sees both on one page. One of the two is "
        "wrong, or out of date."
    ),
    "event-late": (
        "An information session after the deadline helps nobody who wants to apply. Usually one of the two dates is "
        "of another year."
    ),
    "day-off": (
        "The deadline is in a weekend or on a public holiday. That happens, but it is also how a mistyped date "
        "often shows."
    ),
    "unchecked": (
        "Facts of an open call change at their source: extended deadlines, other amounts. Who has not looked for a "
        "year cannot promise that they still hold."
    ),
    "person-stays": (
        "Nobody has to write to a person about a call that is long over. Their name and address are theirs, and are "
        "kept no longer than they are of use."
    ),
    "near-title": (
        "Two calls of one year have nearly the same title: a reader cannot tell them apart, or they are the same call."
    ),
    "unused-contact": "A contact that nothing names is shown on no page, and grows old unseen.",
    "fund-without-calls": (
        "No call names this fund, so its page has none to show. That is right as long as the first is still to come."
    ),
    "not-https": (
        "An address with http can be read and changed on its way to the reader. Nearly every site has the same page "
        "with https."
    ),
    "headings-differ": (
        "A translation has the headings of its original, so that a link to a part of the page leads to the same "
        "part in both languages."
    ),
    "opens-late": "A call opens before its deadline, or nobody could apply.",
    "event-order": "An information session ends after it begins.",
    "deadline-order": "Several deadlines stand in the order of time, so that the next one is shown as the next.",
    "stage-order": "Stages are numbered 1, 2, … in the order of the list, or not at all.",
    "extension-order": "A deadline that was extended is later than it was before.",
    "time-skipped": (
        "In spring the clocks go from 2 to 3 o’clock, so a time between the two is never shown by any clock."
    ),
    "time-twice": "In autumn the hour from 2 to 3 o’clock comes twice, so nobody knows which of the two is meant.",
    "midnight": (
        "A deadline at 00:00 is over before that day begins, and most readers take it for its end. The date alone "
        "means the end of the day."
    ),
    "change-untold": (
        "The deadline or an amount is another than in the version committed before, or the call was withdrawn. "
        "‘changes’ tells those who noted the former, on the page and in feeds."
    ),
    "in-the-future": "A day on which something was done cannot be still to come.",
    "never-closes": (
        "A call without a date closes when the period of its fund is over. Without either it would be shown as open "
        "for ever."
    ),
    "language": "The catalogue has no such language. Its languages are those with a word file in templates/words/.",
    "fact-in-translation": (
        "Facts stand once, in the file of the record itself, so that two languages can never contradict each other. "
        "A translation has words alone."
    ),
    "no-original": (
        "A translation stands beside the record that it translates, and has the same name but for its language."
    ),
    "same-language": "A translation in the language of its original would be a second original.",
    "stale-translation": (
        "The original has changed since this translation was made from it, and readers are told so. Bring it up to "
        "date, then ‘accept’ it."
    ),
    "missing-translation": (
        "In one of the languages there are no words yet, so readers of it are shown those of another, and told so."
    ),
    "not-translated": (
        "This translation still says what its original says, in the original's language, or has no text where that has "
        "one. Its readers would take it for a translation."
    ),
    "bullet-typed": (
        "A word processor begins the items of a list with ‘•’. Markdown begins them with ‘- ’, and makes one long "
        "paragraph of lines that begin otherwise."
    ),
    "unseen-mark": (
        "A soft hyphen, or a space without width, came along when the text was copied. Nobody sees it, and search does "
        "not find the word that it stands in."
    ),
    "label-missing": "These words are there in one language and not in another, whose readers are shown the first.",
    "money-in-words": (
        "Words are shown as they are typed, so an amount in them is written as readers write it, and not as the "
        "keys do."
    ),
    "picture": (
        "Pictures are not published: without their words they say nothing to many readers, and on a stick they are "
        "lost."
    ),
    "link-scheme": (
        "A link in a text leads to a page (https:), a mailbox (mailto:) or a telephone (tel:), and to nothing else."
    ),
    "dead-link": "A link in the text leads to a record, a heading or a page that is not there.",
}
