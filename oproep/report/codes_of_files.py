"""What is wrong with a file as a whole, or with the way its keys are laid out, and why that matters."""

from __future__ import annotations

from collections.abc import Mapping

CODES_OF_FILES: Mapping[str, str] = {
    "empty-file": "The file holds nothing. A record begins with its keys between two lines of ‘---’.",
    "missing-fence": (
        "The keys of a record stand between two lines with ‘---’ alone: the very first line, and one below the last "
        "key. One of the two is not there."
    ),
    "not-utf-8": (
        "The file was saved in an old encoding, so that letters with accents cannot be read. Every editor can save "
        "as UTF-8."
    ),
    "file-too-long": (
        "A record is a page that somebody reads, not a whole document. Link to long texts at their source."
    ),
    "body-too-long": (
        "The text below the keys is longer than a page can bear. Keep what an applicant must know, and link to the "
        "rest."
    ),
    "hidden-character": (
        "The text holds a letter that cannot be seen, and that can turn the order of what is read around. Such "
        "letters often come along when text is copied from a PDF or a chat."
    ),
    "file-name": (
        "The name of a file becomes the address of its page, so it has only small letters, figures and ‘-’, and "
        "ends in ‘.md’. A translation has its language before that: my-call.en.md."
    ),
    "unknown-folder": (
        "Each kind of record has a folder of its own below content/: calls, funds, themes, beneficiaries, contacts, "
        "pages. What stands elsewhere is not read."
    ),
    "out-of-place": (
        "A record is read only where its kind belongs, such as content/calls/, and not from a folder inside that one."
    ),
    "not-a-record": "Nothing is made of this file. Only records, which end in ‘.md’, stand in content/.",
    "symlink": "A link to another file breaks on other computers and in zips. The file itself belongs here.",
    "yaml": (
        "The keys are written in YAML, and something in its punctuation is not as YAML wants it. Most often a value "
        "needs quotes, or a space is missing or too many."
    ),
    "yaml-anchor": (
        "YAML takes ‘&’ and ‘*’ at the beginning of a value for signs of its own. Between quotes they are text again."
    ),
    "yaml-tag": "YAML takes ‘!’ at the beginning of a value for a sign of its own. Between quotes it is text again.",
    "two-documents": (
        "Between the first and the last ‘---’ another line begins a second group of keys. A record has one."
    ),
    "too-deep": (
        "Groups of keys stand inside groups inside groups, far deeper than any key asks for. Usually a bracket too "
        "many was typed."
    ),
    "too-many-keys": "There are more keys and values than a record can use.",
    "not-keys": "Keys were expected here, each with a colon and a value: ‘title: My call’. Something else was found.",
    "duplicate-key": "A key stands twice in one group, and only one of its values can hold.",
    "unknown-key": "No such key is known here: usually a slip of the hand. The list of keys says what each is called.",
    "missing-key": "A record of this kind cannot do without this key.",
    "unusual-form": "An import changes facts line by line, and cannot where several keys share a line.",
    "too-many-marks": (
        "A text with so many brackets or marks in a row takes minutes to lay out. They usually come along when text "
        "is copied."
    ),
    "prose-too-hard": (
        "The text is nested so deeply, or holds so many marks, that it cannot be laid out. Make it plainer."
    ),
}
