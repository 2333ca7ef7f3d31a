"""`evenhand collect`: bring the collected facts up to their sources."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from evenhand.catalog.saved import save_before_change
from evenhand.cli.blocks import Block, Cell, Changes, Heading, Table, lines
from evenhand.cli.options import SourceName, json_option
from evenhand.cli.waiting import progress
from evenhand.cli.writing import write, write_json
from evenhand.errors import RefusedRefresh, UnknownSource
from evenhand.importers.fetching import Fetched, fetch, from_place, is_address, recorded, recording_of
from evenhand.importers.findings import Known, Report, Unresolved
from evenhand.importers.known import home_of
from evenhand.importers.runner import collect
from evenhand.importers.source import Importer
from evenhand.importers.sources import all_importers
from evenhand.settings import data_folders

MOST_NAMES = 20


@click.command("collect")
@click.argument("source", type=SourceName(), required=False)
@click.argument("place", required=False)
@click.option(
    "--from",
    "recordings",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with SOURCE.tar.xz or a folder SOURCE for each source.",
)
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The folder of facts to write."
)
@click.option("--retrieved", metavar="DATE", help="The day on which PLACE was read at the source.")
@click.option("--commit", metavar="HASH", help="The commit at which PLACE was read.")
@click.option("--dry-run", is_flag=True, help="Show the lines that would change and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    source: str | None,
    place: str | None,
    recordings: Path | None,
    data: Path | None,
    retrieved: str | None,
    commit: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the collected facts up to SOURCE, or up to all sources.

    PLACE is a file, a folder, an archive or an address; without it the addresses in the source's description are read.
    Only public addresses are read, proxies of the environment are not used, and what has not changed is not loaded
    again.

    \b
    evenhand collect                                all sources, from their addresses
    evenhand collect benchpress data.json           one source, from a file
    evenhand collect --from tests/recordings        all sources that are recorded there
    evenhand collect benchpress data.json --dry-run what would change, line by line

    Rows that cannot be admitted go to the ledger with their reason, names that lead nowhere to unresolved.csv with the
    nearest ids. A second run changes nothing. A source that comes empty or shrunken is refused and left as it is.
    """
    importers = _chosen(source, recordings)
    folders = data_folders()
    if place and is_address(place) and (retrieved or commit):
        raise click.UsageError("--retrieved and --commit are for files; what an address gives is of today.")
    home = data or (home_of(source, folders) if source else folders[0])
    known = folders if home in folders else (*folders, home)

    def fetching(name: str, importer: Importer, facts: Known) -> Fetched:
        if place and is_address(place):
            return fetch((place,), importer, facts)
        if place:
            return from_place(Path(place), importer, facts, retrieved or "", commit or "")
        if recordings:
            return from_place(recording_of(name, recordings), importer, facts)
        return fetch(facts.source.fetch, importer, facts)

    if not dry_run:
        save_before_change(known)
    with progress(len(importers), quiet=as_json) as step:
        reports = collect(importers, fetching, known, home, dry_run=dry_run, progress=step)
    if source and reports[0].refused:
        raise RefusedRefresh(reports[0].refused)
    write_json(reports[0] if source else reports) if as_json else write(list(_page(reports)))
    if any(report.refused for report in reports):
        ctx.exit(1)


def _chosen(source: str | None, recordings: Path | None) -> Mapping[str, Importer]:
    """The named source, or all, or all that are recorded.

    Raises:
        UnknownSource: no importer has this name.
        RefusedRefresh: nothing is recorded.

    """
    importers = all_importers()
    if source is None and recordings:
        importers = {name: importers[name] for name in recorded(importers, recordings)}
        if not importers:
            raise RefusedRefresh(
                f"{recordings} holds no recording; they are called SOURCE.tar.xz, or SOURCE for a folder"
            )
    if source is None:
        return importers
    if source not in importers:
        raise UnknownSource(source, tuple(importers))
    return {source: importers[source]}


def _page(reports: list[Report]) -> Iterator[Block]:
    """One table over all sources, then what each leaves for people; with a dry run the lines that would change."""
    rows = tuple(_row(report) for report in reports if not report.refused)
    columns = ("Source", "Scores", "Prices", "Speeds", "Facts", "Votes", "Rejected", "Unresolved", "Files")
    yield Heading("Collected" if not reports[0].dry_run else "What a collection would do", 1)
    yield Table(columns, rows, frozenset(range(1, 8)))
    refused = [f"{report.source}: {report.refused}" for report in reports if report.refused]
    if refused:
        yield Heading("Refused and left as they are")
        yield from lines(refused, bullet=True)
    for report in reports:
        yield from _left(report, alone=len(reports) == 1)
        if report.dry_run:
            yield from _diff(report)


def _row(report: Report) -> tuple[Cell, ...]:
    counts = (report.scores, report.prices, report.speeds, report.facts, report.votes)
    verb = "would change" if report.dry_run else "changed"
    files = len(report.changed) + len(report.removed)
    return (
        Cell(report.source, "strong"),
        *(Cell(f"{count:,}" if count else "") for count in counts),
        Cell(f"{sum(report.rejected.values()):,}"),
        Cell(f"{len(report.unresolved):,}"),
        Cell(f"{files} {verb}" if files else "as they are"),
    )


def _left(report: Report, *, alone: bool) -> Iterator[Block]:
    if not alone:
        return
    if report.rejected:
        rejected = tuple((Cell(reason), Cell(f"{number:,}")) for reason, number in report.rejected.items())
        yield Heading("Rejected, by reason")
        yield Table(("", "Rows"), rejected, frozenset({1}))
    if report.unresolved:
        yield Heading("Names that lead nowhere yet")
        most = sorted(report.unresolved, key=lambda name: -name.rows)
        yield from lines([_named(name) for name in most[:MOST_NAMES]], bullet=True)
        if len(most) > MOST_NAMES:
            rest = f"and {len(most) - MOST_NAMES:,} more: collected/{report.source}/unresolved.csv"
            yield from lines([rest], style="dim")


def _named(name: Unresolved) -> str:
    near = f"; near: {', '.join(name.nearest)}" if name.nearest else ""
    return f"{name.kind} {name.name} ({name.rows:,} rows){near}"


def _diff(report: Report) -> Iterator[Block]:
    for path, changed in report.diff.items():
        yield Heading(path)
        yield Changes(changed)
