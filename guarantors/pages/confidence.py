"""How sure the editors are of a level, in words."""

from django.utils.translation import gettext_noop

from guarantors.domain.stance import Confidence
from guarantors.exchange.spoken import gettext as _

_WORDS = {
    Confidence.HIGH: gettext_noop("high confidence"),
    Confidence.MEDIUM: gettext_noop("medium confidence"),
    Confidence.LOW: gettext_noop("low confidence"),
}


def in_words(confidence: Confidence) -> str:
    """`high confidence`: one message each, since the adjective follows its noun in gender and place."""
    return _(_WORDS[confidence])
