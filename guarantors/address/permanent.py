"""Addresses that show in ten years what they show today: with the clocks of what is cited."""

from datetime import date, datetime

from guarantors.address.moments import written_moment


def of_statement(ref: str, moment: datetime) -> str:
    """A statement as we held it at that moment."""
    return f"/statements/{ref}/?known_at={written_moment(moment)}"


def of_stance(slug: str, code: str, ref: str, *, day: date, moment: datetime) -> str:
    """A stance record on its guarantor's page, on the day since which it counts, as recorded at that moment.

    A record that counts only from a later day (an imprecise date counts from its last) has no such day yet; the page
    shows it once that day has come.
    """
    as_of = f"as_of={day.isoformat()}&" if day <= moment.date() else ""
    return f"/{slug}/{code}/?{as_of}known_at={written_moment(moment)}#r-{ref}"


def of_source(ref: str, moment: datetime) -> str:
    """A source with the statements from it that we had at that moment."""
    return f"/sources/{ref}/?known_at={written_moment(moment)}"
