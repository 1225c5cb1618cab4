"""The site map of citations and of what other programs ask about the site."""

from django.urls import path

import guarantors.address.converters  # noqa: F401 - `actor`, `ref` and `form`
from guarantors.citing import citations, oembed, security_txt, sitemap

urlpatterns = [
    path(".well-known/security.txt", security_txt.security_txt, name="security_txt"),
    path("oembed", oembed.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemap.section, name="sitemap_further"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("statements/<ref:ref>.<form:form>", citations.statement, name="cite_statement"),
    path("sources/<ref:ref>.<form:form>", citations.source, name="cite_source"),
    path("<slug:slug>/cite.<form:form>", citations.proposal_view, name="cite_proposal"),
    path("<slug:slug>/<actor:code>.<form:form>", citations.guarantor_view, name="cite_guarantor"),
    path("<slug:slug>/<actor:code>/<ref:ref>.<form:form>", citations.stance, name="cite_stance"),
]
