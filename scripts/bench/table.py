"""The tables of a run, in Markdown: ratios first, since times belong to a machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .lighthouse import Seen

CONSTANT = "constant Django response, 10 kB"


@dataclass(slots=True)
class Run:
    """What was measured on one engine: `loads`, `costs` and `files` by size, `rates` in requests a second by name."""

    engine: str
    served: str
    loads: dict[str, Mapping[str, float]] = field(default_factory=dict)
    costs: dict[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    files: dict[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def document(runs: Sequence[Run], machine: Sequence[str], pages: Mapping[str, Seen] | str = "") -> str:
    """The whole of docs/bench.md; for `pages` the reason may stand why they were not measured."""
    parts = ["# What was measured", "", "Made by `make bench`. Read the ratios, not the times.", ""]
    parts += [f"- {line}" for line in machine]
    for run in runs:
        parts += ["", f"## {run.engine}", "", *_rates(run), "", *_costs(run), "", *_loads(run), "", *_files(run)]
        parts += ["", *(f"Left out: {reason}." for reason in run.left_out)] if run.left_out else []
    parts += ["", "## Pages on a telephone", "", *_pages(pages)] if pages else []
    return "\n".join(parts) + "\n"


def _pages(pages: Mapping[str, Seen] | str) -> list[str]:
    if isinstance(pages, str):
        return [f"Left out: {pages}."]
    rows = [
        [
            name,
            f"{seen.kilobytes:.0f}",
            f"{seen.without_fonts:.0f}",
            f"{seen.largest_paint:.2f}",
            f"{seen.shift:.3f}",
            " / ".join(map(str, seen.scores)),
        ]
        for name, seen in pages.items()
    ]
    scores = "performance / accessibility / best practices / SEO"
    return table(["Lighthouse, mobile", "kB", "without fonts", "largest paint, s", "layout shift", scores], rows)


def _rates(run: Run) -> list[str]:
    if not run.rates:
        return ["Requests a second were not measured."]
    constant = run.rates.get(CONSTANT)
    rows = [
        [name, f"{rate:,.0f}", f"{100 * rate / constant:.0f} %" if constant else "–"]
        for name, rate in run.rates.items()
    ]
    return table([f"requests a second, {run.served} records", "rate", "of the constant response"], rows)


def _costs(run: Run) -> list[str]:
    sizes = list(run.costs)
    if not sizes:
        return []
    rows = []
    for name in run.costs[sizes[0]]:
        cells = [run.costs[size][name] for size in sizes]
        first, last = cells[0]["ms"], max(cell["ms"] for cell in cells[1:] or cells)
        shown = [f"{cell['ms']:.1f} / {cell['queries_ms']:.1f} / {cell['queries']:.0f}" for cell in cells]
        rows.append([name, *shown, f"{last / first:.1f}" if first else "–"])
    heads = ["one read, nothing kept: processor ms / queries ms / queries", *sizes, "growth"]
    return table(heads, rows)


def _loads(run: Run) -> list[str]:
    rows = [
        [
            size,
            f"{load['records'] / load['load']:,.0f}",
            f"{2 * load['records'] / load['load']:,.0f}",
            f"{1e6 * load['own'] / load['records']:,.0f}",
        ]
        for size, load in run.loads.items()
    ]
    heads = ["load", "stance records a second", "statements and stances a second", "own processor µs a stance record"]
    return table(heads, rows) if rows else []


def _files(run: Run) -> list[str]:
    rows = [
        [f"{name}, {size}", f"{found['rows']:,.0f}", f"{found['rows'] / found['seconds']:,.0f}", f"{found['MB']:.0f}"]
        for size, files in run.files.items()
        for name, found in files.items()
    ]
    return (
        table(["one proposal as a file", "rows", "rows a second", "most MB of the process's own"], rows) if rows else []
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table; all columns but the first hold figures."""
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in [heads, *rows]]
    rule = "|---|" + "---:|" * (len(heads) - 1)
    lines = [f"| {' | '.join(row)} |" for row in escaped]
    return [lines[0], rule, *lines[1:]]
