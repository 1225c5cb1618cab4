"""What an answer owes to the site's own code and settings, as one word: answers of two builds are never mixed up."""

import hashlib
from pathlib import Path

from django.conf import settings

_FOLDERS = ("config", "guarantors", "templates", "static")
_SETTINGS = (
    "DEMO",
    "HTTPS",
    "REVIEW",
    "REQUIRE_MFA",
    "SITE_URL",
    "SECURITY_CONTACT",
    "API_READS",
    "API_TOKEN_READS",
    "API_WRITES",
)
"""Those that readers can see the effect of, and that may differ between two servers of one code."""


def build() -> str:
    """The same word on each machine that runs the same code with the same settings, and on no other."""
    digest = hashlib.sha256(repr([(name, getattr(settings, name)) for name in _SETTINGS]).encode())
    base = Path(settings.BASE_DIR)
    for path in sorted([base / "requirements.txt", *(path for folder in _FOLDERS for path in _files(base / folder))]):
        digest.update(f"\0{path.relative_to(base)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
