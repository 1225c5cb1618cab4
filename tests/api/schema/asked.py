"""What schemathesis cannot know from the description: names that are on record, and days that are past.

A request that is meant to be right gets them; one that is meant to be wrong stays as it is.
"""

from typing import Any

import schemathesis
from schemathesis.generation.modes import GenerationMode

KNOWN = {
    "as_of": "2022-03-30",
    "known_at": "2026-11-02",
    "recorded_since": "2026-11-02T00:00:00Z",
    "from": "2022-03-01",
    "to": "2022-03-30",
    "proposal": "istanbul-2022",
    "provision": "neutrality",
    "actor": "DEU",
    "statement": "deu-2022-03-30-hebestreit",
    "source": "wsj-2022-03-30",
}
"""What a parameter must name, or may not be later than."""


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Mend what the form alone cannot say; a cursor only ever comes from the page before."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE or not case.query:
        return
    for name, value in KNOWN.items():
        if case.query.get(name):
            case.query[name] = value
    if case.query.get("cursor"):
        del case.query["cursor"]
    if case.query.get("expand") and case.query.get("format") != "json":
        case.query.pop("format", None)  # only JSON has what rows name beside them
