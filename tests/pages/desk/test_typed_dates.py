"""Dates as people write them are kept in figures, and what is no date is left to be refused."""

import pytest

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
