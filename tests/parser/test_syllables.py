"""Vietnamese syllables are recognised by spelling rules, without a word list."""

import unicodedata

import pytest

from scrapers.parser.grammar.syllables import is_syllable


@pytest.mark.parametrize("word", "hòa hoà quốc nghiêng giết gìn khuỷu oẳn ĐƯỜNG yêu uống nguệch quýt rượu".split())
def test_what_keeps_the_spelling_rules_is_a_syllable(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", "café cát̀ việch ghà kốc nghá tiêc năms Müller österreich quư bàí".split())
def test_what_breaks_them_is_none(word: str) -> None:
    assert not is_syllable(word)
