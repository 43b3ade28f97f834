"""What the program says of each key, to editors and to users of the data, is said in every language they are promised."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from oproep.guides import reference
from oproep.model import KINDS, published, skeleton
from oproep.model.keys import keys_below
from oproep.model.topic import Translation
from oproep.rendering.tongue import HELP
from oproep.site import read_tongues
from tests.front_door import ROOT

KEYS = {key.help for kind in (*KINDS.values(), Translation) for _, key in keys_below(kind)}
DECLARED = KEYS | {*skeleton.SENTENCES, *reference.SENTENCES} | published.sentences()


def test_every_sentence_about_a_key_is_said_in_dutch_and_none_is_left_over() -> None:
    with (ROOT / "templates" / "words" / "nl.po").open("rb") as file:
        translated = {str(word.id) for word in read_po(file) if word.context == HELP and word.string}
    assert translated == DECLARED


@pytest.mark.parametrize(("language", "said"), [("nl", "Het geld."), ("en", "The money.")])
def test_help_is_said_in_the_language_of_the_editor(language: str, said: str) -> None:
    tongues, _ = read_tongues((ROOT / "templates",), (language,))
    assert tongues[language].help("The money.") == said
