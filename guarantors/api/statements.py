"""`/api/v1/statements/`: what was said is read here, and handed in."""

from guarantors.api.reads.lists import ListView
from guarantors.api.writes.statements import HandIn


class StatementsView(HandIn, ListView):
    """GET is a page of the list, POST hands a statement in."""
