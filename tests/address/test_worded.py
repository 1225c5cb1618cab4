"""Days, numbers and the beginnings of sentences in the language of the page."""

import pytest

from guarantors.address.worded import capital
from guarantors.exchange.spoken import speaking


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("en", "it is locked", "It is locked"),
        ("en", "", ""),
        ("uk", "її немає", "Її немає"),
        ("tr", "iki açık", "İki açık"),
        ("tr", "ılımlı", "Ilımlı"),
        ("de", "in Kraft", "In Kraft"),
    ],
)
def test_a_sentence_begins_with_a_capital_of_its_language(code: str, text: str, said: str) -> None:
    with speaking(code):
        assert capital(text) == said
