"""Holds the API's description against the rules of Redocly's linter: no error, and no warning.

The linter is installed from `scripts/openapi/package-lock.json` into a folder that git ignores, and needs Node.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINTER = ROOT / "scripts" / "openapi"
NODE = (18, 19)
"""What the linter needs."""


def missing() -> str:
    """Why it cannot be run here; empty where it can."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return "node and npm are not installed (Debian: nodejs, npm)"
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    found = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return "" if found >= NODE else f"node is {said.strip()}, and at least {NODE[0]}.{NODE[1]} is needed"


def main() -> int:
    lock, installed = LINTER / "package-lock.json", LINTER / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run(["npm", "ci", "--silent"], cwd=LINTER, check=True)
        installed.touch()
    with tempfile.TemporaryDirectory() as folder:
        description = Path(folder) / "openapi.yaml"
        write = [sys.executable, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", str(description)]
        subprocess.run(write, cwd=ROOT, check=True)
        redocly = [str(LINTER / "node_modules" / ".bin" / "redocly"), "lint", str(description)]
        done = subprocess.run(
            [*redocly, "--config", str(LINTER / "redocly.yaml"), "--format", "json"],
            cwd=folder,
            env={**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
            capture_output=True,
            text=True,
        )
    faults = re.findall(r'"severity": ?"(error|warn)"', done.stdout)
    if done.returncode or faults:
        print(done.stdout + done.stderr)
        return 1
    print("The API's description has neither errors nor warnings.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
