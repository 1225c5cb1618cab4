"""What became of a source since it was read, in words."""

from django.utils.translation import gettext_noop

from guarantors.domain.voice import SourceStatus
from guarantors.exchange.spoken import gettext as _

_BY_ITS_PUBLISHER = {
    SourceStatus.CORRECTED: gettext_noop("Corrected by its publisher"),
    SourceStatus.WITHDRAWN: gettext_noop("Withdrawn by its publisher"),
}


def of_source(status: SourceStatus) -> str:
    """What its publisher did; nothing where it stands."""
    return _(_BY_ITS_PUBLISHER[status]) if status in _BY_ITS_PUBLISHER else ""
