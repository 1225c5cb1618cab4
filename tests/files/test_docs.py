"""docs/files.md names every file and every column, as the code has them."""

from collections.abc import Iterator
from pathlib import Path

from guarantors.exchange import codebook
from guarantors.exchange.offered import OFFERS
from guarantors.exchange.sheet import Column
from guarantors.exchange.sheets import guarantor_table, stances, statements
from guarantors.exchange.tables import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "files.md"


def section(title: str, says: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"### {title}\n\n{says}\n\n| column | type | what it says |\n|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {column.kind} | {column.says.replace('|', '&#124;')} |"
    yield ""


def written() -> str:
    """The part of the page that lists the columns."""
    lines = [
        *section("`export.csv`", "The guarantor table.", guarantor_table.COLUMNS),
        *section("`<CODE>.csv`, `stances.csv`", "Stance records.", stances.COLUMNS),
        *section("`statements.csv`", "Statements.", statements.COLUMNS),
        "## Tables of the data package\n",
    ]
    for table in TABLES:
        key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        lines += section(f"`{table.name}`", table.says + key, tuple(item.column for item in table.attributes))
    return "\n".join([*lines, *section("`codebook`", codebook.SAYS, codebook.COLUMNS)])


def test_the_columns_are_those_of_the_files() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert text.split("## Columns\n\n")[1] == written()


def test_every_file_is_named() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert [offer.stem for offer in OFFERS if f"`{offer.stem}`" not in text and f"/{offer.stem}.csv" not in text] == []
