"""The desk's part of the site map: `/desk/`. Each view asks for its right by `access.desk`."""

from django.urls import path

from guarantors.pages.desk import drafts, fill, home, log, queue, review, suggest

urlpatterns = [
    path("", home.home, name="desk"),
    path("log/", log.log, name="log"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:ident>/", log.draft, name="draft"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("fill/source/", fill.source, name="fill_source"),
    path("fill/speaker/", fill.speaker, name="fill_speaker"),
    path("review/", queue.queue, name="review_queue"),
    path("review/<uuid:ident>/", review.review, name="review"),
]
