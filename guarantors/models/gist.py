"""Gists: what the newest view shows of a line, of what a guarantor said and of a whole proposal, kept ready.

They are drawn from the record by `gist_facts` once a publication is committed, and say nothing that the record does
not: any proposal's may be deleted and drawn again. A view of a past moment draws the same facts from the record itself.
`facts` is JSON as `gist_facts` writes it.
"""

from django.db import models
from django.db.models import Q

from guarantors.models.guarantor import Guarantor
from guarantors.models.proposal import Proposal, Provision


class LineGist(models.Model):
    """Of one stance over time, on the whole or on a provision; `last_day` is that of its last record.

    `past` is all of it (`gist_past.LinePast`), read where an earlier day is shown.
    """

    guarantor = models.ForeignKey(Guarantor, on_delete=models.CASCADE, related_name="+")
    provision = models.ForeignKey(Provision, null=True, on_delete=models.CASCADE, related_name="+")
    last_day = models.DateField()
    facts = models.TextField()
    past = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guarantor", "provision"], condition=Q(provision__isnull=False), name="line_has_one_gist"
            ),
            models.UniqueConstraint(
                fields=["guarantor"], condition=Q(provision__isnull=True), name="line_on_the_whole_has_one_gist"
            ),
        ]


class SaidGist(models.Model):
    """Of all statements made on behalf of one guarantor; `last_day` is that of the last, `past` all (a `SaidPast`).

    `counts` is JSON as `gist_counts` writes it: what the guarantor's own page counts.
    """

    guarantor = models.OneToOneField(Guarantor, on_delete=models.CASCADE, related_name="said_gist")
    last_day = models.DateField()
    facts = models.TextField()
    past = models.TextField()
    counts = models.TextField(default="{}")


class ProposalGist(models.Model):
    """Of a proposal: on which days how much changed on the whole or on a provision, and on the whole also what was said
    when, and what was searched (`carried.SourcesRead` as JSON in `sources`). `carried` counts the statements of each
    source, as JSON by its id; it is read when it is brought up to date.

    Of the gists of a proposal, that of the whole says which revision they say, and when that was published: of an older
    one they are not read.

    `format` is that of the facts of the whole proposal's gists (`gist_facts.FORMAT`): of another one they are not read.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    provision = models.ForeignKey(Provision, null=True, on_delete=models.CASCADE, related_name="+")
    format = models.PositiveSmallIntegerField()
    revision = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    facts = models.TextField()
    sources = models.TextField(default="{}")
    carried = models.TextField(default="{}")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "provision"], condition=Q(provision__isnull=False), name="provision_has_one_gist"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(provision__isnull=True), name="proposal_has_one_gist"
            ),
        ]
