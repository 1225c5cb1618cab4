"""Dates as people write them are kept in figures, and what is no date is left to be refused."""

import pytest

from guarantors.exchange.spoken import speaking
from guarantors.pages.desk.typed_dates import edtf


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("30 March 2022", "2022-03-30"),
        ("March 30, 2022", "2022-03-30"),
        ("30th Mar. 2022", "2022-03-30"),
        ("Mar 2022", "2022-03"),
        ("2022-3-5", "2022-03-05"),
        ("2022-03-28 / 2022-03-30", "2022-03-28/2022-03-30"),
        ("28 March 2022 to 30 March 2022", "2022-03-28/2022-03-30"),
        ("2022", "2022"),
        ("yesterday", "yesterday"),
        ("", ""),
    ],
)
def test_dates_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    assert edtf(typed) == kept


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("uk", "30 березня 2022", "2022-03-30"),
        ("uk", "березень 2022 р.", "2022-03"),
        ("fr", "1er février 2022", "2022-02-01"),
        ("de", "30. März 2022", "2022-03-30"),
        ("de", "28.3.2022 / 30.03.2022", "2022-03-28/2022-03-30"),
        ("pl", "30 MAR 2022", "2022-03-30"),
        ("tr", "30 Aralık 2022", "2022-12-30"),
        ("tr", "30 March 2022", "2022-03-30"),
        ("de", "30. Brumaire 2022", "30. Brumaire 2022"),
        ("", "3.4.2022", "3.4.2022"),
    ],
)
def test_dates_are_taken_as_the_language_of_the_page_writes_them(language: str, typed: str, kept: str) -> None:
    with speaking(language):
        assert edtf(typed) == kept
