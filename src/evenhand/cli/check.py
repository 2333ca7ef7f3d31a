"""`evenhand check`: every fact checked, and what there is counted."""

from collections import Counter

import click

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadCatalog
from evenhand.importers.known import faults_of_sources
from evenhand.records.counts import CatalogCounts
from evenhand.settings import data_folders


@click.command("check")
@json_option
def command(as_json: bool) -> None:
    """Check every file of facts and count what there is.

    Every fault is printed with its file, line, value and fix, and the exit code is 1; nothing is half-loaded.
    """
    catalog = load_catalog()
    faults = tuple(faults_of_sources(data_folders()))
    if faults:
        raise BadCatalog(faults)
    counts = counted(catalog)
    write_json(counts) if as_json else write(_page(counts))


def counted(catalog: Catalog) -> CatalogCounts:
    """What the catalog holds."""
    tiers = Counter(seen.tier for seen in catalog.observations)
    tests = [seen for seen in catalog.observations if catalog.benchmarks[seen.benchmark].kind != "composite"]
    return CatalogCounts(
        date=catalog.date,
        version=catalog.version,
        models=len(catalog.models),
        labs=len(catalog.labs),
        benchmarks=len(catalog.benchmarks),
        composites=sum(one.kind == "composite" for one in catalog.benchmarks.values()),
        observations=len(catalog.observations),
        outside_aggregators=sum(seen.tier != "E" for seen in tests),
        tiers=dict(sorted(tiers.items())),
        sources=dict(sorted(Counter(seen.source for seen in catalog.observations).items())),
        without_source=sum(seen.source not in catalog.sources for seen in catalog.observations),
        without_link=sum(not seen.link for seen in catalog.observations),
        offers=len(catalog.offers),
        providers=len(catalog.providers),
        listings=len(catalog.listings),
        speeds=len(catalog.speeds),
        rejected=dict(Counter(row.reason for row in catalog.rejections).most_common()),
    )


def _page(counts: CatalogCounts) -> list[Block]:
    rows = (
        ("Models", counts.models),
        ("Labs", counts.labs),
        ("Benchmarks", counts.benchmarks),
        ("of these composites, never evidence", counts.composites),
        ("Observations", counts.observations),
        ("of these outside the aggregator tier, composites not counted", counts.outside_aggregators),
        ("Observations without a source", counts.without_source),
        ("Observations without a link", counts.without_link),
        ("Offers with a price", counts.offers),
        ("Providers", counts.providers),
        ("Listings of comparison sites", counts.listings),
        ("Speed measurements", counts.speeds),
        ("Rows rejected, kept in the ledger", sum(counts.rejected.values())),
    )
    blocks: list[Block] = [
        Heading("The catalog is sound", 1),
        *lines([f"Date {counts.date}, version {counts.version}."], style="dim"),
        Table(("What", "Count"), tuple((Cell(name), Cell(f"{number:,}")) for name, number in rows), frozenset({1})),
    ]
    for title, table in (
        ("By trust tier", counts.tiers),
        ("By source", counts.sources),
        ("Rejected, by reason", counts.rejected),
    ):
        cells = tuple((Cell(name), Cell(f"{number:,}")) for name, number in table.items())
        blocks += [Heading(title), Table(("", "Rows"), cells, frozenset({1}))]
    return blocks
