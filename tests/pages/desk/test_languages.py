"""Names of languages at the desk: in the language of the page, and understood in any."""

import pytest

from guarantors.address.languages import OTHERS
from guarantors.exchange.spoken import speaking
from guarantors.pages.desk.languages import LANGUAGES, choices, code_of, name_of


def test_a_name_is_in_the_language_of_the_page() -> None:
    assert (name_of("fr"), name_of("FR"), name_of("tlh")) == ("French", "French", "tlh")
    with speaking("uk"):
        assert (name_of("fr"), name_of("FR"), name_of("tlh")) == ("французька", "французька", "tlh")


@pytest.mark.parametrize("offered_in", OTHERS)
def test_what_one_page_offers_every_other_understands(offered_in: str) -> None:
    with speaking(offered_in):
        offered = [name for _, name in choices()]
        assert [code_of(name) for name in LANGUAGES.values()] == list(LANGUAGES)

    assert [code_of(f" {name} ") for name in offered] == list(LANGUAGES)


@pytest.mark.parametrize(("typed", "code"), [("DE", "de"), ("ukrainian", "uk"), ("Klingon", "Klingon"), (" ", "")])
def test_a_code_and_any_other_text_stand(typed: str, code: str) -> None:
    assert code_of(typed) == code
