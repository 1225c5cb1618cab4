"""`make bench`, `make bench QUICK=1`: measures and writes docs/bench.md (a quick run: var/bench/quick.md)."""

import argparse
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import postgres

from . import lighthouse, machine, peers, wrk
from .lighthouse import Seen
from .peers import Missing
from .sizes import CODE, SIZES, SLUG
from .table import CONSTANT, Run, document
from .wrk import Target

STANCES = "guarantors_stancerecord"


def main() -> int:
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="a minute's run, of ten thousand records")
    options.add_argument("--sizes", help=f"which to fill, the last is served: {', '.join(SIZES)}")
    options.add_argument("--engines", help="sqlite,postgresql,lighthouse; a quick run leaves out the last")
    options.add_argument("--output", type=Path)
    given = options.parse_args()
    sizes = (given.sizes or ("1k,10k" if given.quick else "1k,10k,100k,deep,1M")).split(",")
    output = given.output or (peers.HOME / "quick.md" if given.quick else peers.ROOT / "docs" / "bench.md")
    peers.HOME.mkdir(parents=True, exist_ok=True)
    runs: list[Run] = []
    pages: Mapping[str, Seen] | str = ""
    for engine in (given.engines or ("sqlite,postgresql" if given.quick else "sqlite,postgresql,lighthouse")).split(
        ","
    ):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="guarantors-bench-")))
            if engine == "lighthouse":
                pages = _pages(folder, runs=1 if given.quick else 3)
                continue
            if engine == "postgresql" and postgres.binaries() is None:
                runs.append(Run("PostgreSQL", sizes[-1], left_out=["PostgreSQL's binaries are not installed"]))
                continue
            server = stack.enter_context(postgres.server()) if engine == "postgresql" else None
            runs.append(_measure(server, folder, sizes, quick=given.quick))
            # After each engine, so that what was measured is kept whatever comes.
            output.write_text(document(runs, machine.described()))
    output.write_text(document(runs, machine.described(), pages))
    print(output.read_text())
    print(f"Written to {output}", file=sys.stderr)
    return 0


def _pages(folder: Path, runs: int) -> Mapping[str, Seen] | str:
    try:
        return lighthouse.measured(folder, runs)
    except Missing as reason:
        return str(reason)


def _measure(server: str | None, folder: Path, sizes: list[str], *, quick: bool) -> Run:
    run = Run("PostgreSQL" if server else "SQLite", sizes[-1])
    at, far, own = "", "", folder
    for size in sizes:
        own = folder / size
        own.mkdir()
        at = _database(server, own, size)
        settings = peers.site(at, own, keeps=False)
        print(f"== {run.engine}, {size}", file=sys.stderr, flush=True)
        run.loads[size] = _told("bench.fill", size, settings)
        told = _told("bench.cost", "5" if quick else "31", settings)
        run.costs[size], far = told["reads"], told["far"]
        run.files[size] = _told("bench.files", "1" if quick else "3", settings)
    if wrk.is_here():
        with _targets(run, at, own, far) as targets:
            run.rates, refused = wrk.rates(targets, runs=1 if quick else 5, seconds=1 if quick else 3)
            run.left_out += refused
    else:
        run.left_out.append("requests a second: wrk is not installed (Debian: wrk)")
    return run


def _database(server: str | None, folder: Path, size: str) -> str:
    if server is None:
        return f"sqlite:///{folder / 'tracker.sqlite3'}"
    import psycopg

    name = "bench_" + size.replace("-", "_").lower()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server.rsplit('/', 1)[0]}/{name}"


def _told(program: str, argument: str, settings: dict[str, str]) -> Any:
    command = [sys.executable, "-m", program, argument]
    environment = {**os.environ, **settings}
    done = subprocess.run(command, cwd=peers.ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


@contextmanager
def _targets(run: Run, at: str, folder: Path, far: str) -> Iterator[list[Target]]:
    """Every address that is measured, its server running."""
    table, part = f"/{SLUG}/", f"/{SLUG}/{CODE}/"
    changes, stances = f"/{SLUG}/changes/?from=2020-05-01&to=2020-06-01", "/api/v1/stances/?page_size=100"
    with ExitStack() as stack:
        kept = stack.enter_context(peers.ours(at, folder, keeps=True))
        made = stack.enter_context(peers.ours(at, folder, keeps=False))
        targets = [
            Target(CONSTANT, f"{kept}/bench/constant"),
            Target("table page of 200 rows, repeated", kept + table),
            Target("table page, 304", kept + table, (_known(kept + table),)),
            Target("guarantor page, repeated", kept + part),
            Target("changes page, repeated", kept + changes),
            Target("API list of 100 stances, repeated", kept + stances),
            Target("API list, 304", kept + stances, (_known(kept + stances),)),
            Target("table page, made anew", made + table),
            Target("guarantor page, made anew", made + part),
            Target("changes page, made anew", made + changes),
            Target("API list, made anew", made + stances),
            Target("API list far down, made anew", made + far),
            Target("DRF ModelSerializer list of 100", f"{made}/bench/stances/"),
        ]
        _add_peers(run, stack, targets, at, folder)
        yield targets


def _add_peers(run: Run, stack: ExitStack, targets: list[Target], at: str, folder: Path) -> None:
    if run.engine == "SQLite":
        try:
            file = Path(at.removeprefix("sqlite:///"))
            plain = stack.enter_context(peers.datasette(file, folder, quick=False))
            quick = stack.enter_context(peers.datasette(file, folder, quick=True))
            bare = "_size=100&_nocount=1&_nofacet=1&_nosuggest=1&_shape=array"
            targets += [
                Target("Datasette table page, as it comes", f"{plain}/{STANCES}"),
                Target("Datasette JSON of 100, as it comes", f"{plain}/{STANCES}.json?_size=100"),
                Target("Datasette JSON of 100, at its quickest", f"{quick}/{STANCES}.json?{bare}"),
            ]
        except Missing as reason:
            run.left_out.append(f"Datasette: {reason}")
        return
    try:
        directus = stack.enter_context(peers.directus(at, folder))
        name, bearer = "Directus list of 100", (f"Authorization: Bearer {peers.TOKEN}",)
        targets.append(Target(name, f"{directus}/items/{STANCES}?limit=100", bearer))
    except Missing as reason:
        run.left_out.append(f"Directus: {reason}")


def _known(address: str) -> str:
    """The header by which a client says that it has the answer already."""
    name, value = wrk.ENCODING.split(": ")
    with urllib.request.urlopen(urllib.request.Request(address, headers={name: value})) as response:
        return f"If-None-Match: {response.headers['ETag']}"


if __name__ == "__main__":
    sys.exit(main())
