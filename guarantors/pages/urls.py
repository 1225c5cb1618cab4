"""The site map. Fixed words come first, so that no proposal can hide a page: `load_dataset` refuses their slugs."""

from django.urls import path, register_converter

from guarantors.pages import (
    actor,
    actors,
    guarantor,
    guarantor_table,
    health,
    home,
    method,
    source,
    sources,
    statement,
    statements,
)


class ActorCode:
    """An actor's code: capitals and digits, as ISO 3166-1 alpha-3 or an organisation's own."""

    regex = "[A-Z][A-Z0-9]{0,11}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Ref(ActorCode):
    """The stable id of a statement or a source."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,119}"


register_converter(ActorCode, "actor")
register_converter(Ref, "ref")

urlpatterns = [
    path("", home.home, name="home"),
    path("method/", method.method, name="method"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<ref:ref>/", statement.statement, name="statement"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<ref:ref>/", source.source, name="source"),
    path("actors/", actors.actors, name="actors"),
    path("actors/<actor:code>/", actor.actor, name="actor"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("<slug:slug>/", guarantor_table.guarantor_table, name="guarantor_table"),
    path("<slug:slug>/<actor:code>/", guarantor.guarantor, name="guarantor"),
]
