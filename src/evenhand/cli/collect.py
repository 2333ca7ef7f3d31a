"""`evenhand collect`: bring the collected facts up to their sources."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from re import fullmatch

import click

from evenhand.catalog.saved import save_before_change
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Changes, Heading, Table, lines
from evenhand.cli.options import SourceName, day_of, json_option
from evenhand.cli.places import record_places
from evenhand.cli.waiting import progress
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting, RefusedRefresh
from evenhand.importers.fetching import Fetched, fetch, from_place, is_address, recorded, recording_of
from evenhand.importers.findings import Known, Report
from evenhand.importers.known import by_home
from evenhand.importers.runner import collect
from evenhand.importers.source import Importer
from evenhand.importers.sources import all_importers
from evenhand.records.facts import Unresolved
from evenhand.settings import public_folders

MOST_NAMES = 20
COMMIT = "[0-9a-fA-F]{7,40}"


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The day itself; a month is none.

    Raises:
        BadSetting: no day of the calendar, or one to come.

    """
    if value and day_of(value) != value:
        raise BadSetting(f"{value!r} is no day; give one such as 2026-04-23")
    return value or ""


def _hash(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The commit in small letters.

    Raises:
        BadSetting: not 7 to 40 hexadecimal digits.

    """
    if value is not None and not fullmatch(COMMIT, value):
        raise BadSetting(f"{value!r} is no commit; give 7 to 40 hexadecimal digits")
    return (value or "").casefold()


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
@click.option("--retrieved", metavar="DATE", callback=_day, help="The day on which PLACE was read at the source.")
@click.option("--commit", metavar="HASH", callback=_hash, help="The commit at which PLACE was read.")
@click.option("--dry-run", is_flag=True, help="Show the lines that would change and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    source: str | None,
    place: str | None,
    recordings: Path | None,
    data: Path | None,
    retrieved: str,
    commit: str,
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
    Without --data the rows of a source go to the folder of facts that describes it. When all sources were read from
    their addresses, the boards of that day are written down (`evenhand places`).
    """
    importers = _chosen(source, recordings)
    folders = public_folders()
    _refuse_together(place, recordings, dated=bool(retrieved or commit))
    known = folders if data is None or data in folders else (*folders, data)
    homes = {data: list(importers)} if data else by_home(importers, folders)

    def fetching(name: str, importer: Importer, facts: Known) -> Fetched:
        if place and is_address(place):
            return fetch((place,), importer, facts)
        if place:
            return from_place(Path(place), importer, facts, retrieved, commit)
        if recordings:
            return from_place(recording_of(name, recordings), importer, facts)
        return fetch(facts.source.fetch, importer, facts)

    if not dry_run:
        save_before_change(known)
    with progress(len(importers), quiet=as_json) as step:
        reports = [
            report
            for home, names in homes.items()
            for report in collect(
                {name: importers[name] for name in names}, fetching, known, home, dry_run=dry_run, progress=step
            )
        ]
    reports.sort(key=lambda report: report.source)
    if not (source or recordings or dry_run):
        record_places(open_catalog(known), known[-1])
    if source and reports[0].refused:
        raise RefusedRefresh(reports[0].refused)
    write_json(reports[0] if source else reports) if as_json else write(list(_page(reports)))
    if any(report.refused for report in reports):
        ctx.exit(1)


def _chosen(source: str | None, recordings: Path | None) -> Mapping[str, Importer]:
    """The named source, or all, or all that are recorded.

    Raises:
        RefusedRefresh: nothing is recorded.

    """
    importers = all_importers()
    if source:
        return {source: importers[source]}
    if recordings is None:
        return importers
    held = {name: importers[name] for name in recorded(importers, recordings)}
    if not held:
        raise RefusedRefresh(f"{recordings} holds no recording; they are called SOURCE.tar.xz, or SOURCE for a folder")
    return held


def _refuse_together(place: str | None, recordings: Path | None, *, dated: bool) -> None:
    """Refuse two places to read from, and a day or commit of what is no file.

    Raises:
        click.UsageError: the options do not go together.

    """
    if place and recordings:
        raise click.UsageError("PLACE and --from both say where to read; give one of them.")
    if dated and (not place or is_address(place)):
        raise click.UsageError(
            "--retrieved and --commit are for a file as PLACE; what an address gives is of today, "
            "what is recorded of the day in the source's description."
        )


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
    near = f"; near: {', '.join(name.nearest.split())}" if name.nearest else ""
    return f"{name.kind} {name.name} ({name.rows:,} rows){near}"


def _diff(report: Report) -> Iterator[Block]:
    for path, changed in report.diff.items():
        yield Heading(path)
        yield Changes(changed)
