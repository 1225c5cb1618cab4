"""The Frictionless data package of one proposal or of all: a zip with the record's tables, their schemas and the rest.

The same record gives the same bytes: members have one order and no time, their rows are sorted, and nothing in them is
of the clock or of the database's own keys. The descriptor says besides where the site's own journal stood (`chain`):
whoever keeps the package can see later whether anything up to there was rewritten. `exchange.package_in` reads it back.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from guarantors.domain.dates import written_moment
from guarantors.exchange import codebook, package_schema
from guarantors.exchange.dump import dump
from guarantors.exchange.sheet import Sheet
from guarantors.exchange.tables import TABLES, Scope
from guarantors.exchange.tabular import LICENCE, LICENCE_ADDRESS, LICENCE_TITLE, csv_chunks
from guarantors.models import Proposal
from guarantors.queries.journal import head
from guarantors.queries.then import Then

DESCRIPTOR = "datapackage.json"
FREE = frozenset({DESCRIPTOR, "README.md", "LICENSE"})
"""The members that the descriptor does not list."""

SPOOLED = 8 * 1024 * 1024
"""So much of a file that is being made is held in memory; the rest is on disk."""

_LICENCE_TEXT = Path(__file__).resolve().parent.parent / "data" / "LICENSE"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can say: the same for every member of every package."""

_WHOLE = """\
The files in datasets/ are the record in dataset format 1, every version and both clocks included. Load them into an
installation of Guarantor Tracker with `manage.py load_dataset PACKAGE.zip`; a proposal that derives from another needs
that one on record or in the same package."""

_OF_A_MOMENT = """\
This package was made for a recorded moment (known_at). It holds what was on record then and no datasets, so it cannot
be loaded into an installation of Guarantor Tracker; the package without known_at can. Rows without a clock of their own
(titles, roles, the standing of a source) say what they said then; that a party, a clause or an event is on record at
all has no clock, so one that was added later is listed too."""

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Package:
    """What a package is of: `slug` is None for everything.

    `moment` is the recorded moment up to which it reaches: the last change, or `known_at` if that is earlier. Only a
    whole one, for which no moment was named, holds the datasets that load back; the others give the same in ten years.
    """

    slug: str | None
    title: str
    moment: datetime
    whole: bool
    scope: Scope
    slugs: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.slug or "guarantor-tracker"


def package(slug: str | None, known_at: datetime | None = None) -> Package:
    """The package of one proposal or, without a slug, of all. Raises `Proposal.DoesNotExist` where there is none."""
    found = Proposal.objects.all() if slug is None else Proposal.objects.filter(slug=slug)
    rows = sorted(found.values_list("slug", "pk", "title", "changed_at"))
    if not rows:
        raise Proposal.DoesNotExist(slug)
    changed_at = max(row[3] for row in rows)
    return Package(
        slug=slug,
        title=rows[0][2] if slug else "Guarantor Tracker: every proposal",
        moment=min(changed_at, known_at or changed_at),
        whole=known_at is None,
        scope=Scope(tuple(row[1] for row in rows), min(changed_at, known_at or changed_at), then=Then.of(known_at)),
        slugs=tuple(row[0] for row in rows),
    )


def write(made: Package, file: IO[bytes], *, address: str = "") -> None:
    """Write the package, a member at a time; `address` is the site's, and the package's homepage.

    The file must be one that can be sought in: a zip that is written straight to a pipe has other bytes.
    """
    resources: list[Resource] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content, resource in _resources(made):
            archive.writestr(_entry(name), content)
            digest = hashlib.sha256(content).hexdigest()
            resources.append(resource | {"bytes": len(content), "hash": f"sha256:{digest}"})
        archive.writestr(_entry(DESCRIPTOR), _json(_descriptor(made, resources, address)))
        archive.writestr(_entry("README.md"), _readme(made, address))
        archive.writestr(_entry("LICENSE"), _LICENCE_TEXT.read_bytes())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _resources(made: Package) -> Iterator[tuple[str, bytes, Resource]]:
    for table in TABLES:
        sheet = table.sheet(made.scope, table.name, table.says)
        yield _tabular(sheet, package_schema.schema(table), table.says)
    yield _tabular(codebook.sheet(), package_schema.codebook_schema(), codebook.SAYS)
    for slug in made.slugs if made.whole else ():
        path = f"datasets/{slug}.yaml"
        says = f"The record of {slug} in dataset format 1, every version: `manage.py load_dataset` reads it back."
        yield path, dump(slug).encode(), _resource(f"dataset-{slug}", path, says, "yaml", "application/yaml")


def _tabular(sheet: Sheet, schema: Mapping[str, Any], says: str) -> tuple[str, bytes, Resource]:
    path = f"{sheet.name}.csv"
    resource = _resource(sheet.name, path, says, "csv", "text/csv") | {
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": dict(schema),
    }
    return path, b"".join(csv_chunks(sheet)), resource


def _resource(name: str, path: str, says: str, ending: str, media: str) -> Resource:
    kind = {"format": ending, "mediatype": media, "encoding": "utf-8"}
    return {"name": name.lower(), "path": path, "title": name, "description": says, **kind}


def _descriptor(made: Package, resources: Sequence[Resource], address: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "profile": "data-package",
        "name": made.name,
        "title": made.title,
        "description": _describe(made),
        "version": written_moment(made.moment),
        "created": written_moment(made.moment),
        "known_at": written_moment(made.moment),
        "licenses": [{"name": LICENCE, "title": LICENCE_TITLE, "path": LICENCE_ADDRESS}],
        "contributors": [{"title": "Guarantor Tracker", "role": "publisher"}],
        "sources": [{"title": "The articles, documents and interviews listed in sources.csv"}],
        "keywords": ["security guarantees", "stances", "statements"],
        "resources": list(resources),
    }
    if address:
        found["homepage"] = address
    if last := head(known_at=made.moment, proposals=made.scope.proposals if made.slug else None):
        found["chain"] = {"number": last.number, "digest": f"sha256:{last.digest.hex()}"}
    return found


def _describe(made: Package) -> str:
    what = "every proposal" if made.slug is None else f"the proposal “{made.title}”"
    return (
        f"Who was asked to guarantee another state's security, what its officials said, and how its stance changed: "
        f"{what}, as recorded up to {written_moment(made.moment)}. Stances are editors' assessments of dated, cited "
        "statements, not positions declared by the states. Where nothing is on record, nothing is claimed."
    )


def _readme(made: Package, address: str) -> str:
    """Plain words for whoever opens the zip."""
    datasets = _WHOLE if made.whole else _OF_A_MOMENT
    tables = "\n".join(f"- {table.name}.csv: {table.says}" for table in TABLES)
    home = f"\nIt comes from {address}\n" if address else ""
    return f"""# {made.title}

{_describe(made)}
{home}
## Files

{tables}
- codebook.csv: {codebook.SAYS}
- datapackage.json: the columns of each table, with their types, constraints and keys, and the hash of each file. Its
  `chain` is the number of the last act of the site's journal that the package knows of, and its digest, which depends
  on every act before it: keep this package, and a rewritten history can be told from the one that you were given.

All files are UTF-8. An empty cell means that nothing is on record. Moments are UTC. A date as given (EDTF) may be a
month, a year or an interval; the days beside it say what it covers, and it counts from the last.

{datasets}

## Licence and citation

{LICENCE_TITLE} ({LICENCE}), {LICENCE_ADDRESS}; the text is in LICENSE. Quotations are short fragments of the sources
named and remain their authors'. Cite as: Guarantor Tracker, “{made.title}”, as recorded up to
{written_moment(made.moment)}.
"""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
