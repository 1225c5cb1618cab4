"""Dataset files for tests: the shipped one with replacements, loaded from a temporary file."""

from pathlib import Path

from guarantors.exchange.load import Loaded, load, read_and_check
from tests.world import DATA

ISTANBUL = DATA / "istanbul-2022.yaml"


def load_text(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "dataset.yaml"
    path.write_text(text, encoding="utf-8")
    datasets, faults = read_and_check([path])
    assert not [str(fault) for fault in faults if not fault.warning]
    return load(datasets, by="Ben")[0]


def istanbul(*replacements: tuple[str, str]) -> str:
    text = ISTANBUL.read_text(encoding="utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
