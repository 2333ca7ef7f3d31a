"""`docs/accuracy.md` and its pictures, from what was measured."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.reliability import reliability_diagram

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "accuracy.md"
PICTURES = DOCS / "pictures"

HEAD = """# Accuracy

Written by `make bench-accuracy`; do not edit. Every figure is measured on public data that lies in
`bench/accuracy/data/`, with fixed seeds, one thread. **Required** figures stop the command with an error when one
falls out of its bounds; **striven for** decides nothing. Settings of the model were chosen on Epoch's and LLM-Stats'
data or on cells hidden within the training part, never on the 30 folds that BenchPress reports on.

In words: hide scores that are known, predict them from the others, and look how far off the prediction is, how often
the interval holds the score, and how often the model that was said to be ahead really is.

| gate | figure | measured | must reach | |
|---|---|---|---|---|
"""

SOURCES = (
    (
        "BenchPress, 84 models x 133 benchmarks, 2,604 cells, 30 folds",
        "`microsoft/benchpress` at 108c099, 2026-06-26",
        "scores CDLA-Permissive-2.0, folds MIT",
    ),
    ("Epoch, 179 x 38, 1,324 cells", "`epoch-research/benchmark-stitching` at f87d3cc, 2025-12-03", "MIT"),
    (
        "LLM-Stats, 131 x 98, 1,630 cells",
        "`JonathanChavezTamales/llm-leaderboard` at 24a9ccf, 2025-10-16",
        "CC BY 4.0",
    ),
)


def write_page(gates: Sequence[Gate]) -> None:
    """Write the page and a picture for each reliability diagram."""
    table = "".join(_row(gate, figure) for gate in gates for figure in gate.required)
    sections = "".join(_section(gate) for gate in gates)
    PAGE.write_text(HEAD + table + _striven(gates) + sections + _sources(), encoding="utf-8")
    for gate in gates:
        for title, found in gate.diagrams.items():
            (PICTURES / _picture(title)).write_text(reliability_diagram(title, found) + "\n", encoding="utf-8")


def _row(gate: Gate, figure: Figure) -> str:
    kept = "holds" if figure.holds else "**falls**"
    return f"| {gate.number} | {figure.name} | {figure.written()} | {figure.bounds()} | {kept} |\n"


def _striven(gates: Sequence[Gate]) -> str:
    head = "\n## Striven for\n\n| gate | figure | measured | aim | reached |\n|---|---|---|---|---|\n"
    return head + "".join(_aim(gate, figure) for gate in gates for figure in gate.striven)


def _aim(gate: Gate, figure: Figure) -> str:
    reached = "yes" if figure.holds else "not yet"
    return f"| {gate.number} | {figure.name} | {figure.written()} | {figure.bounds()} | {reached} |\n"


def _section(gate: Gate) -> str:
    """One gate: protocol, figures, notes, pictures."""
    figures = "".join(f"| {figure.name} | {figure.written()} |\n" for figure in (*gate.required, *gate.reported))
    notes = "".join(f"\n{note}\n" for note in gate.notes)
    shown = (f"![{title}: what was said and what came true](pictures/{_picture(title)})" for title in gate.diagrams)
    pictures = "".join(f"\n{picture}\n" for picture in shown)
    return (
        f"\n## {gate.number}. {gate.title}\n\n{gate.protocol.strip()}\n\n| | |\n|---|---|\n{figures}{notes}{pictures}"
    )


def _sources() -> str:
    rows = "".join(f"| {' | '.join(row)} |\n" for row in SOURCES)
    head = "\n## The data\n\n| table | from | licence |\n|---|---|---|\n"
    return f"{head}{rows}\n`bench/accuracy/data/README.md` says what was cut from them, and by which script.\n"


def _picture(title: str) -> str:
    return f"accuracy-{re.sub('[^a-z]+', '-', title.lower()).strip('-')}.svg"
