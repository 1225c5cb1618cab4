"""`python -m tests.given_tokens`: prints tokens of Ada, who logs, and of Ben, who reviews, as JSON.

A program of its own, for a server on a database of its own: see `tests.serving`.
"""

import json
import os
import subprocess
import sys

from tests.serving import ROOT, Server


def tokens(server: Server) -> dict[str, str]:
    """Their tokens on that server, by name."""
    command = [sys.executable, "-m", "tests.given_tokens"]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()

    from guarantors.domain.roles import DeskRole
    from tests.tokens import token_of

    print(json.dumps({"ada": token_of(DeskRole.EDITOR), "ben": token_of(DeskRole.REVIEWER)}))
