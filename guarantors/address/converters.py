"""What may stand between the slashes of an address. Every site map imports this module for its names."""

from django.urls import register_converter

from guarantors.exchange.citations import WRITERS


class ActorCode:
    """An actor's code: capitals and digits, as ISO 3166-1 alpha-3 or an organisation's own."""

    regex = "[A-Z][A-Z0-9]{0,11}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Ref(ActorCode):
    """The stable id of a statement, a source or a stance record."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,119}"


class CitationForm(ActorCode):
    """The ending of a citation's address."""

    regex = "|".join(ending.replace(".", r"\.") for ending in WRITERS)


register_converter(ActorCode, "actor")
register_converter(Ref, "ref")
register_converter(CitationForm, "form")
