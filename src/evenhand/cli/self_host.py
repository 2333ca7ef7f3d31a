"""`evenhand self-host`: what hosting open weights yourself would take, an estimate."""

from collections.abc import Iterator
from typing import Any

import click

from evenhand.catalog import naming
from evenhand.cli.blocks import Block, Cell, Heading, Style, Table, lines, noted
from evenhand.cli.hosting_options import hosting, hosting_options
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, json_option
from evenhand.cli.workload_options import workload, workload_size_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.self_hosting import self_hosting
from evenhand.records.self_hosting import SelfHosting, SelfHostingReport
from evenhand.wording.numbers import plain
from evenhand.wording.self_hosting import self_hosting_report, size, span_text

COLUMNS = ("Quantization", "Bits a parameter", "Weights, GB")


@click.command("self-host")
@click.argument("model", type=ModelName())
@hosting_options
@workload_size_options
@as_of_option
@json_option
def command(model: str, as_of_day: str | None, as_json: bool, **given: Any) -> None:  # noqa: ANN401 - numbers and names
    """Estimate what hosting MODEL yourself would take: memory, speed, cost, and when it is cheaper than a host.

    An estimate and never a price. Speed is that of your own measurements, else the most that memory bandwidth allows;
    what neither the catalog nor you know stays unknown. The machines below are invented examples, not devices.

    \b
    evenhand self-host gemma-4-12b
    evenhand self-host gemma-4-12b --quantization q4 --memory 24 --bandwidth 1000 --per-hour 0.5
    evenhand self-host gpt-oss-120b --quantization mxfp4 --active-parameters 5 --memory 80 --bandwidth 3000
        --tflops 400 --streams 16 --per-hour 2 --utilisation 50 --requests 3000000
    """
    machine = hosting(given)
    catalog, notes = catalog_seen(as_of_day)
    who = naming.subject(catalog, model).model
    found = self_hosting_report(self_hosting(catalog, who, machine, workload(None, **given)))
    if as_json:
        write_notes(notes)
        write_json(found)
    else:
        write(noted([Heading(f"Hosting {found.estimate.name} yourself", 1), *hosting_blocks(found)], notes))


def hosting_blocks(found: SelfHostingReport) -> Iterator[Block]:
    """What an estimate says, what the weights take in each format, and what it assumes."""
    seen = found.estimate
    yield from lines([f"Catalog of {seen.date}, version {seen.version[:12]}."], style="dim")
    yield from lines([sentence.text for sentence in found.words], bullet=True)
    if seen.formats:
        yield Heading("What the weights take", 3)
        yield Table(COLUMNS, tuple(_rows(seen)), frozenset({1, 2}))
    if found.assumptions:
        yield Heading("What this assumes", 3)
        yield from lines([sentence.text for sentence in found.assumptions], bullet=True, style="dim")


def _rows(seen: SelfHosting) -> Iterator[tuple[Cell, ...]]:
    for row in seen.formats:
        style: Style = "strong" if row.asked else ""
        yield (
            Cell(row.format, style),
            Cell(span_text(row.bits, plain)),
            Cell(span_text(row.gigabytes, size), style),
        )
