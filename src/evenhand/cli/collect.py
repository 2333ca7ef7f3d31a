"""`evenhand collect`: bring the facts of one source up to its files."""

from pathlib import Path

import click

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import UnknownSource
from evenhand.importers.findings import Report
from evenhand.importers.price_runner import PRICE_SOURCES, PriceReport, collect_prices
from evenhand.importers.runner import collect
from evenhand.importers.score_sources import SCORE_SOURCES
from evenhand.settings import data_folders

SOURCES = (*SCORE_SOURCES, *PRICE_SOURCES)


@click.command("collect")
@click.argument("source", type=click.Choice(SOURCES), metavar="SOURCE")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The folder of facts to write."
)
@click.option("--dry-run", is_flag=True, help="Report what would change and write nothing.")
@json_option
def command(source: str, path: Path, data: Path | None, dry_run: bool, as_json: bool) -> None:
    """Bring the facts of SOURCE up to PATH, the file or folder that it publishes.

    Rows that cannot be admitted go to the ledger with their reason; a second run changes nothing; an empty
    or shrunken file is refused.
    """
    report = collected(source, path, data or data_folders()[0], dry_run=dry_run)
    write_json(report) if as_json else write(_page(report))


def collected(source: str, path: Path, data: Path, *, dry_run: bool) -> Report | PriceReport:
    """The report of whichever runner owns the source.

    Raises:
        UnknownSource: no importer has this name.
        RefusedRefresh: the file cannot be used, or gives far less than is on file.

    """
    if source in SCORE_SOURCES:
        return collect(source, path, data, dry_run=dry_run)
    if source in PRICE_SOURCES:
        return collect_prices(source, path, data, dry_run=dry_run)
    raise UnknownSource(source, SOURCES)


def _page(report: Report | PriceReport) -> list[Block]:
    taken = report.taken if isinstance(report, Report) else report.offers
    left = report.unresolved if isinstance(report, Report) else report.unmapped
    verb = "would change" if report.dry_run else "changed"
    rejected = tuple((Cell(reason), Cell(f"{number:,}")) for reason, number in report.rejected.items())
    blocks: list[Block] = [
        Heading(f"{report.source}: {taken:,} rows taken", 1),
        *lines([f"{len(report.changed)} files {verb}, {len(report.removed)} removed."]),
        *lines([*report.changed, *report.removed], bullet=True, style="dim"),
    ]
    if rejected:
        blocks += [Heading("Rejected, by reason"), Table(("", "Rows"), rejected, frozenset({1}))]
    if left:
        blocks += [Heading("Names that lead nowhere yet"), *lines(left, bullet=True)]
    return blocks
