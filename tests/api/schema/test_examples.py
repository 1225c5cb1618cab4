"""The examples of the description are what the API answers today. `EXAMPLES=write pytest` on this file writes them."""

import json
import os

import pytest

from guarantors.api.schema.examples import PATH
from tests.api.schema.recording import recorded


@pytest.mark.django_db
def test_the_examples_are_what_is_answered_today() -> None:
    found = recorded()
    if os.environ.get("EXAMPLES") == "write":
        PATH.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert json.loads(PATH.read_text(encoding="utf-8")) == found
