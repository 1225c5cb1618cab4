"""The words that were looked for, marked in the text that has them. Everything else is shown as the text that it is."""

from django.utils.html import format_html, format_html_join

from guarantors.domain.search import Query, pieces
from guarantors.pages.said import Mark


def marker(query: Query | None) -> Mark:
    """A function from a text to safe HTML, escaped piece by piece; without a query every text stays as it is."""
    if query is None:
        return str

    def mark(text: str) -> str:
        found = pieces(query, text)
        return format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text,) for piece in found)
        )

    return mark
