"""What is searched beside Pagefind: codes by their parts, and words to complete and mend others."""

from __future__ import annotations

import pytest

from oproep.outputs.search_identifiers import found
from oproep.outputs.search_vocabulary import counted, most_used


@pytest.mark.parametrize(
    "query", ["AMIF-2017-AG-INTE-01", "amif 2017 ag inte 01", "amif2017aginte01", "2017-AG", "inte-01", "AMIF/2017"]
)
def test_a_code_is_found_whole_or_in_part(query: str) -> None:
    assert found(query, "AMIF-2017-AG-INTE-01")


@pytest.mark.parametrize("query", ["", "-", "amif", "inte", "e01", "INTE-02", "migratie 2017", "2017-AG-INTE-01-bis"])
def test_a_word_is_not_taken_for_a_code(query: str) -> None:
    assert not found(query, "AMIF-2017-AG-INTE-01")


def test_a_code_without_digits_is_found_whole() -> None:
    assert found("eu-aid", "EU-AID")
    assert not found("eu-ai", "EU-AID")


def test_the_vocabulary_has_the_words_of_most_texts_first() -> None:
    texts = ["Burgerschap en asiel", "burgerschap, burgerschap 2017", "één asiel burgerschap_x"]
    assert most_used(counted(texts)) == ["burgerschap", "asiel"]
    assert counted(texts) == {"burgerschap": 3, "asiel": 2}
