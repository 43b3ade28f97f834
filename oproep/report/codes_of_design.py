"""What is wrong with the settings, the word files or the templates of a catalogue; who writes calls seldom meets it."""

from __future__ import annotations

from collections.abc import Mapping

CODES_OF_DESIGN: Mapping[str, str] = {
    "missing-file": "Without content/site.toml a folder is no catalogue.",
    "toml": (
        "The settings are written in TOML, and something in its punctuation is not as TOML wants it. Text stands "
        "between double quotes."
    ),
    "time-zone": "A time zone is named as the IANA database does: Europe/Brussels.",
    "region-code": "A region has the code of ISO 3166-2: that of its country, a hyphen and its own.",
    "path-form": "Another catalogue is named by the way to it on the same host: pages load nothing from elsewhere.",
    "part-form": (
        "The name of a part of a joined catalogue stands in the names of its index, which allow eight small letters "
        "or figures."
    ),
    "branch-form": "A branch is named as git allows it.",
    "web-editor": (
        "The web editor lacks something that it needs: a repository, a way to sign in, or the digest of a "
        "script that comes from another host. Add the key named, or remove [web_editor]."
    ),
    "script-form": (
        "A script is named by the way to it from the top of the site, or by its address with https, and ends in .js."
    ),
    "integrity-form": (
        "The digest of a script is written as browsers want it: the name of the method, a hyphen, and the "
        "digest in base 64."
    ),
    "accessibility-statement": (
        "The accessibility statement says how far the website meets the guidelines, but not all that goes with that: "
        "when and by whom it was found, and what is not accessible. Add it to [accessibility] in content/site.toml."
    ),
    "wcag-version": "A website is held against version 2.1 or 2.2 of WCAG, of which later ones include the earlier.",
    "path-word": (
        "A word that begins with ‘path-’ becomes part of addresses, so it has only small letters, figures and ‘-’."
    ),
    "words-form": "A word file is one of gettext, in UTF-8, with a header that names its language.",
    "words-brace": "In a word file braces mark what is filled in; a brace of the text itself is typed twice.",
    "words-missing": "A language lacks words that another has, and its pages would be half in another language.",
    "words-parts": "What is filled into a word in one language is left out in another, so its readers would miss it.",
    "template": "A page cannot be made, because its template asks for something that is not there.",
    "failed": (
        "The preview could not be made for a reason that is not in the content: the machine failed, or the program "
        "made a mistake."
    ),
}
