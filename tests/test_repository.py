"""The house itself: who may import whom, how long a file may be, what a template may hold, what is written where."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

import guarantors
from tests.engines import WITHOUT_A_DATABASE

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "guarantors"

MAY_IMPORT = {
    "domain": set(),
    "models": {"domain"},
    "queries": {"domain", "models"},
    "actions": {"domain", "models"},
    "exchange": {"domain", "models", "queries", "actions"},
    "address": {"domain", "models", "queries", "actions", "exchange"},
}
"""DESIGN section 3: domain <- models <- {queries, actions} <- exchange <- address <- faces <- config."""

FACES = {"pages", "api", "citing", "feeds", "files", "admin", "management", "templatetags"}
WIRING = {"apps", "migrations", "__init__"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = ["guarantors", *path.relative_to(PACKAGE).parts[:-1]]
                base = ".".join([*package[: len(package) - node.level + 1], *([base] if base else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def rooms_imported(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported_modules(path) if name.startswith("guarantors.")}
    return {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


def breaches(path: Path) -> set[str]:
    """The rooms that this file imports and may not."""
    own = room(path)
    if own in WIRING:
        return set()
    allowed = MAY_IMPORT.get(own, {*MAY_IMPORT})
    return rooms_imported(path) - allowed - {own}


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    assert room(path) in {*MAY_IMPORT, *FACES, *WIRING}, "a new room: give it its place in DESIGN section 3"
    assert breaches(path) == set()


@pytest.mark.parametrize(
    ("place", "line", "found"),
    [
        ("domain/x.py", "from guarantors.models import Actor", {"models"}),
        ("queries/x.py", "from ..actions import rows", {"actions"}),
        ("actions/x.py", "import guarantors.queries.stances", {"queries"}),
        ("pages/x.py", "from guarantors import api", {"api"}),
        ("api/x.py", "from guarantors.pages.words import number", {"pages"}),
        ("address.py", "from guarantors.pages import home", {"pages"}),
        ("pages/x.py", "from guarantors import address", set()),
    ],
)
def test_a_breach_of_the_order_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, line: str, found: set[str]
) -> None:
    for path in SOURCES:
        copy = tmp_path / path.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.touch()
    (tmp_path / place).write_text(line, encoding="utf-8")
    monkeypatch.setattr("tests.test_repository.PACKAGE", tmp_path)

    assert breaches(tmp_path / place) == found


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").glob("*.py")), ids=lambda path: path.name)
def test_the_domain_knows_no_framework_no_clock_and_no_files(path: Path) -> None:
    modules = {name.split(".")[0] for name in imported_modules(path)}

    assert modules <= {
        "base64",
        "bisect",
        "calendar",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "guarantors",
        "hashlib",
        "heapq",
        "hmac",
        "http",  # the numbers of its statuses
        "ipaddress",
        "itertools",
        "json",  # as a form of text: what is hashed
        "random",  # seeded alone: `Random(SEED)` draws the same each time
        "re",
        "typing",
        "unicodedata",
        "urllib",  # taking an address apart
    }
    assert not re.search(r"\b(today|now|open)\(", path.read_text(encoding="utf-8"))


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def test_no_file_grows_without_a_second_room() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py")
        if "migrations" not in path.parts and (count := len(path.read_text(encoding="utf-8").splitlines())) > 250
    }
    assert long == {}


@pytest.mark.parametrize("path", tracked("templates/*.html"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_the_content_security_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|hx-on", text)
    # A data block (HTML, "the script element") is not run, so the policy does not concern it.
    assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\bsrc=)', text)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_no_file_names_a_machine_or_a_registry() -> None:
    words = ["/work" + "/", "farm" + "-", "." + "library/", "pypi" + ".org", "python" + "hosted", "npm" + "js.org"]
    words = ["/work" + "/", "farm" + "-", "." + "library/", "pypi" + ".org", "python" + "hosted", "npm" + "js.org"]
    forbidden = re.compile("|".join(re.escape(word) for word in words))
    named = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix not in {".woff2", ".png"}
        and forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert versions[0] == guarantors.__version__


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8").lower())

    assert len(blocks) > 10
    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_every_setting_is_explained() -> None:
    read = set()
    for name in (
        "config/settings.py",
        "config/environment.py",
        "gunicorn.conf.py",
        "guarantors/management/commands/serve.py",
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        read |= set(re.findall(r"""(?:env\.\w+|environ\.get|switch|rate|minutes|secret)\(\s*["']([A-Z_]+)["']""", text))
        read |= {f"{name}_FILE" for name in re.findall(r"""\bsecret\(["']([A-Z_]+)["']""", text)}
    explained = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))

    assert read - {"RUN_MAIN"} == explained


def test_the_shipped_flags_have_a_picture_for_those_without_one() -> None:
    assert (ROOT / "static" / "flags" / "none.svg").is_file()


def test_what_is_run_on_one_database_asks_none() -> None:
    places = [ROOT / "tests" / name for name in WITHOUT_A_DATABASE]
    files = [file for place in places for file in (place.rglob("*.py") if place.is_dir() else [place])]

    assert len(files) > len(places)
    asking = re.compile(r"mark\.django_db|from tests\.(scratch|world)")
    assert [file.name for file in files if asking.search(file.read_text(encoding="utf-8"))] == []
