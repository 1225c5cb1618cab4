"""A data package loads back to the same record and the same package; a tampered one changes nothing."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from guarantors.exchange import package_in
from guarantors.exchange.dump import dump
from guarantors.exchange.load import read_and_check
from guarantors.models import Amendment, Proposal
from tests.exchange.files import istanbul, load_text
from tests.exchange.packages import but_the_chain, members, packed, rewritten, zipped
from tests.exchange.test_dump import emptied, with_a_history
from tests.exchange.test_restore import a_rich_history

pytestmark = pytest.mark.django_db
SHIPPED = ["budapest-1994", "g7-vilnius-2023", "istanbul-2022"]
YAML = "datasets/budapest-1994.yaml"


def load_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(content)
    call_command("load_dataset", path, stdout=io.StringIO(), stderr=io.StringIO())


def test_everything_loads_back_to_the_same_bytes(tmp_path: Path) -> None:
    load_text(tmp_path, istanbul(("title: Beijing Calls on", "title: Beijing calls on")))
    with_a_history()
    a_rich_history()
    slugs = [*SHIPPED, "history-2020", "rich-2020"]
    before, texts = zipped(None), [dump(slug) for slug in slugs]
    emptied()

    load_package(tmp_path, before)

    assert [dump(slug) for slug in slugs] == texts
    assert but_the_chain(zipped(None)) == but_the_chain(before)
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize("slug", SHIPPED)
def test_one_proposal_loads_back_to_the_same_bytes(tmp_path: Path, slug: str) -> None:
    before, text = zipped(slug), dump(slug)
    emptied()

    load_package(tmp_path, before)

    assert list(Proposal.objects.values_list("slug", flat=True)) == [slug]
    assert (dump(slug), but_the_chain(zipped(slug))) == (text, but_the_chain(before))


def test_loading_a_package_twice_changes_nothing(tmp_path: Path) -> None:
    before = zipped(None)

    load_package(tmp_path, before)

    assert zipped(None) == before


def test_a_fault_within_names_the_member_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    forged = {YAML: lambda text: text.replace(b"  status: ", b"  status: on_fire_", 1)}
    path.write_bytes(rewritten(zipped("budapest-1994"), forged, hashed=True))
    lines = dump("budapest-1994").split("\n")
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("  status: "))

    _, faults = read_and_check([path])

    assert str(faults[0]).startswith(f"{path}/{YAML}:{line}: budapest-1994: status: there is no “on_fire_")


def without(name: str) -> Callable[[bytes], bytes]:
    return lambda content: packed({key: text for key, text in members(content).items() if key != name})


def beside(name: str, text: bytes = b"x") -> Callable[[bytes], bytes]:
    return lambda content: packed({**members(content), name: text})


def twice(content: bytes) -> bytes:
    file = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("README.md", "Another.")
    return file.getvalue()


def listing(name: str) -> Callable[[bytes], bytes]:
    """The descriptor lists a member by that name."""

    def change(text: bytes) -> bytes:
        descriptor = json.loads(text)
        descriptor["resources"][0]["path"] = name
        return json.dumps(descriptor).encode()

    return lambda content: rewritten(content, {"datapackage.json": change})


def changed(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: rewritten(content, {name: lambda text: text.replace(old, new, 1)})


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (changed(YAML, b"Budapest", b"Bukarest"), f"{YAML}: is not what was packed: its hash is not the one in"),
        (changed("stances.csv", b"high", b"low"), "stances.csv: has "),
        (without("speakers.csv"), "speakers.csv: is missing"),
        (without("datapackage.json"), "datapackage.json: is missing"),
        (beside("datasets/more.yaml"), "datasets/more.yaml: datapackage.json does not list it"),
        (beside("../evil.yaml"), "“../evil.yaml” is not the name of a member"),
        (beside("/etc/passwd"), "“/etc/passwd” is not the name of a member"),
        (beside("C:\\evil"), "is not the name of a member"),
        (beside("a/b/c.csv"), "“a/b/c.csv” is not the name of a member"),
        (listing("../proposals.csv"), "datapackage.json: resource 1: path: is not the name of a member"),
        (listing("LICENSE"), "datapackage.json: resource 1: path: is not the name of a member"),
        (listing("actors.csv"), "datapackage.json: resource 2: path: actors.csv is listed twice"),
        (twice, "README.md: stands twice"),
        (changed("datapackage.json", b"{", b"["), "datapackage.json: is not JSON"),
        (lambda content: packed({"datapackage.json": b"[" * 100_000}), "datapackage.json: is not JSON"),
        (lambda content: packed({"datapackage.json": b"[]"}), "datapackage.json: resources: is not a list of files"),
        (lambda content: content[:-40], "the file is not a whole zip"),
        (lambda content: b"PK\x03\x04" + b"x" * 100, "the file is not a whole zip"),
        (lambda content: content[:2000] + b"x" * 200 + content[2200:], "is damaged"),
    ],
)
def test_a_tampered_package_is_refused_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tamper: Callable[[bytes], bytes], said: str
) -> None:
    content = zipped("budapest-1994")
    emptied()
    path = tmp_path / "package.zip"
    path.write_bytes(tamper(content))

    with pytest.raises(CommandError, match=r"^1 fault; nothing was written\.$"):
        call_command("load_dataset", path)

    assert said in capsys.readouterr().err
    assert not Proposal.objects.exists()


def test_a_zip_bomb_is_read_no_further_than_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_in, "LARGEST_FILE", 1024 * 1024)
    path = tmp_path / "bomb.zip"
    path.write_bytes(packed({"datapackage.json": b"0" * 50 * 1024 * 1024}))

    _, faults = read_and_check([path])

    assert path.stat().st_size < 100_000
    assert [str(fault) for fault in faults] == [f"{path}:1: datapackage.json: is larger than 1 MB unpacked."]


def test_many_members_that_are_large_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_in, "LARGEST_PACKAGE", 10_000)
    path = tmp_path / "large.zip"
    path.write_bytes(zipped("istanbul-2022"))
    assert "the file is larger than" in str(read_and_check([path])[1][0])

    monkeypatch.setattr(package_in, "LARGEST_PACKAGE", path.stat().st_size)
    assert "the package is larger than" in str(read_and_check([path])[1][0])

    monkeypatch.setattr(package_in, "MOST_MEMBERS", 10)
    assert "members; at most 10 are read" in str(read_and_check([path])[1][0])


def test_a_package_of_a_moment_says_that_it_does_not_load(tmp_path: Path) -> None:
    changed_at = Proposal.objects.get(slug="budapest-1994").changed_at
    path = tmp_path / "past.zip"
    path.write_bytes(zipped("budapest-1994", changed_at))

    _, faults = read_and_check([path])

    assert "holds no dataset: it was made for a known_at; take the one without" in str(faults[0])
