"""The suite runs on two databases, and asks the second one less often where asking again proves little.

SQLite, the default, is asked everything. PostgreSQL runs every test too; but what is drawn at random, and what is read
day by day or link by link, is read there in a smaller choice: it has to find where the engines differ, in kinds of
value and kinds of question, and not once more where the code does. EVERYTHING=1 asks both alike.
"""

import os

from django.conf import settings

IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
IS_SECOND = IS_POSTGRESQL and os.environ.get("EVERYTHING") != "1"
"""Whether this run is on PostgreSQL, as the second of two."""

WITHOUT_A_DATABASE = [
    *("domain", "exchange/citations", "exchange/pictures", "scripts/test_audit.py", "scripts/test_messages.py"),
    *("test_deploy.py", "test_repository.py", "test_restart.py", "test_security_list.py", "test_settings.py"),
    *("test_wordings.py", "pages/desk/test_typed_dates.py"),
]
"""Tests that ask no database, and are run once."""

WORDS_ALONE = ["pages/test_words.py", "pages/desk/test_words.py"]
"""Tests that ask a database what others ask of both, and look at the words of the answer alone: run once too."""


def examples(many: int) -> int:
    """How many examples hypothesis tries: so many, and a third of them on PostgreSQL."""
    return many // 3 if IS_SECOND else many
