"""Whether a known flaw is told of what is locked: `pip-audit`, where its data can be had.

Which flaws are known is kept on the network. Where that cannot be asked, nothing is said of the packages, and this is
no failure of theirs.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90


def known_flaws(requirements: str) -> tuple[list[str], str]:
    """The flaws that are told of the packages of the file, and what could not be asked, if anything."""
    options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "5"]
    command = [str(Path(sys.executable).parent / "pip-audit"), "-r", requirements, *options]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return [], f"nothing was answered within {PATIENCE} seconds"
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return [], f"it could ask nobody ({last[:160]})"
    return told(packages)


def told(packages: list[dict[str, object]]) -> tuple[list[str], str]:
    """What pip-audit's answer comes to."""
    flaws = [
        f"{package['name']} {package['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none'}"
        for package in packages
        for flaw in package.get("vulns", [])  # type: ignore[attr-defined]
    ]
    unknown = [str(package["name"]) for package in packages if "skip_reason" in package]
    return flaws, f"nothing is told of {len(unknown)} of {len(packages)} packages" if unknown else ""
