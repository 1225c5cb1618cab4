"""A dataset file as read: its proposal and its sections, entry by entry, with every fault of form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from guarantors.exchange.entries import Entry, read_entry
from guarantors.exchange.nodes import Fault, Node, Unreadable, parse, read
from guarantors.exchange.sections import FORMAT, NAMES, PROPOSAL, SECTIONS


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file. `sections` has every section of the format, empty where the file has none."""

    file: str
    proposal: Entry
    sections: Mapping[str, tuple[Entry, ...]]

    @property
    def slug(self) -> str:
        return str(self.proposal["slug"])


def read_dataset(path: Path) -> tuple[Dataset | None, list[Fault]]:
    """The file's entries and its faults of form; no dataset where the file as a whole cannot be read."""
    return _dataset(str(path), lambda: read(path))


def read_content(file: str, content: bytes) -> tuple[Dataset | None, list[Fault]]:
    """The same for a dataset that is already in memory; `file` is where faults say that it is."""
    return _dataset(file, lambda: parse(content))


def _dataset(file: str, read_root: Callable[[], Node]) -> tuple[Dataset | None, list[Fault]]:
    try:
        root = read_root()
    except Unreadable as error:
        return None, [Fault(file, error.line, "", error.reason + ".")]
    if not isinstance(root.value, dict):
        return None, [Fault(file, root.line, "", "the file is not a mapping of sections.")]
    faults = _faults_of_form(root.value, file)
    proposal = root.value.get("proposal")
    if proposal is None:
        return None, [*faults, Fault(file, 1, "", "proposal: is missing; a dataset is about one proposal.")]
    entry = read_entry(proposal, PROPOSAL, "slug", file, faults)
    sections = {name: _section(name, root.value.get(name), file, faults) for name in SECTIONS}
    return Dataset(file, entry, sections), faults


def _faults_of_form(given: Mapping[str, Node], file: str) -> list[Fault]:
    known = ("format", "proposal", *SECTIONS)
    faults = [
        Fault(file, node.line, "", f"{name[:60]}: there is no such section; the known ones: {', '.join(known)}.")
        for name, node in given.items()
        if name not in known
    ]
    stated = given.get("format")
    if stated is None or stated.value != str(FORMAT):
        line = stated.line if stated else 1
        faults.append(Fault(file, line, "", f"format: must be {FORMAT}, the one format that this version reads."))
    return faults


def _section(name: str, node: Node | None, file: str, faults: list[Fault]) -> tuple[Entry, ...]:
    if node is None or node.value is None:
        return ()
    if not isinstance(node.value, list):
        faults.append(Fault(file, node.line, "", f"{name}: is not a list of entries."))
        return ()
    key = NAMES.get(name, "id")
    return tuple(read_entry(item, SECTIONS[name], key, file, faults) for item in node.value)
