"""`evenhand changes`: what changed between two catalogs."""

from collections.abc import Iterator

import click

from evenhand.catalog.saved import Saved, save, saved
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import ModelName, day_of, json_option, lane_options, markdown_option
from evenhand.cli.writing import write, write_json
from evenhand.errors import BadSetting
from evenhand.library import Library
from evenhand.records.change_log import FAMILIES
from evenhand.records.changes import KINDS, CatalogChanges, ChangesReport, Evidence
from evenhand.settings import public_folders

MOST = 50
PLACES = frozenset(FAMILIES["places"])


@click.command("changes")
@click.option("--since", metavar="SINCE", help="The older catalog: a date, git revision, folder of facts or snapshot.")
@click.option("--until", metavar="UNTIL", help="The newer catalog, in the same forms [the facts as they are].")
@click.option(
    "--dated", is_flag=True, help="Two dates: the log of today's facts between them, by the facts' own dates."
)
@click.option("--model", type=ModelName(), help="Only changes of this model.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be repeated.")
@lane_options
@click.option("--all", "everything", is_flag=True, help=f"Print every change, not the first {MOST}.")
@click.option("--list", "listing", is_flag=True, help="Show the saved snapshots.")
@click.option("--keep", is_flag=True, help="Save a snapshot of the facts as they are, as before each collection.")
@json_option
@markdown_option
def command(
    since: str | None,
    until: str | None,
    dated: bool,
    model: str | None,
    kinds: tuple[str, ...],
    ranking: str,
    lane: str | None,
    everything: bool,
    listing: bool,
    keep: bool,
    as_json: bool,
    as_markdown: bool,
) -> None:
    """Show what changed between two catalogs: models, scores, prices, places, descriptions, rejections.

    \b
    evenhand changes --since 2026-10-01                        what was on file that day, and now
    evenhand changes --since 2026-10-01 --until 2026-11-01 --dated --kind "price change"
    evenhand changes --since HEAD~20 --model gpt-5.5           a git revision
    evenhand changes --since ../older/data                     a folder of facts
    evenhand changes --list                                    snapshots, saved before each collection
    evenhand changes --keep                                    saves one, as before an update of the facts

    A date is the last commit of that day or before where git keeps the facts, else the newest snapshot. Older forms of
    the files are read as far as they can be, and what is left out is said. A month or year counts whole: --since
    2026-10 is what was on file before its first day, --until 2026-10 on its last. Pages of changes on this machine show
    what was corrected or removed since the saved snapshots.
    """
    if keep:
        path = save(open_catalog(public_folders()), folders=public_folders())
        kept = next(one for one in saved() if one.path == path)
        write_json(kept) if as_json else write(lines([f"Kept: {path.name}."]), as_markdown=as_markdown)
        return
    if listing:
        write_json(saved()) if as_json else write(_listing(saved()), as_markdown=as_markdown)
        return
    if not since:
        raise BadSetting("name the older catalog: --since with a date, git revision, folder of facts or snapshot")
    if dated:
        day_of(since)  # refuses a day to come; the library counts a month or year whole
        until = day_of(until) if until else None
    report = Library(open_catalog()).changes(
        since,
        until or "",
        dated=dated,
        model=model or "",
        kinds=kinds,
        places=not kinds or not PLACES.isdisjoint(kinds),
        ranking=ranking,
        lane=lane,
    )
    if as_json:
        write_json(report)
    else:
        write(list(_page(report, everything=everything)), as_markdown=as_markdown)


def _page(report: ChangesReport, *, everything: bool) -> Iterator[Block]:
    found = report.changes
    yield Heading(f"Changes from {found.since.date} to {found.until.date}", 1)
    yield from lines([sentence.text for sentence in report.summary], style="dim")
    if found.counts:
        yield Table(
            ("Kind", "Changes"),
            tuple((Cell(kind), Cell(f"{count:,}")) for kind, count in found.counts.items()),
            frozenset({1}),
        )
    shown = len(report.words) if everything else MOST
    yield from _days(report, shown)
    left = len(report.words) - shown
    if left > 0:
        yield from lines([f"{left:,} more: --all prints them, --kind and --model choose."], style="dim")
    yield from _left_out(found)


def _days(report: ChangesReport, shown: int) -> Iterator[Block]:
    """The changes under their days, each with the place of its newer evidence, else of its older."""
    day = ""
    said: list[str] = []
    for change, sentence in list(zip(report.changes.changes, report.words, strict=True))[:shown]:
        if change.day != day:
            yield from lines(said, bullet=True)
            yield Heading(change.day)
            day, said = change.day, []
        evidence = getattr(change, "now", None) or getattr(change, "was", None)
        said.append(f"{sentence.text}{_place(evidence)}")
    yield from lines(said, bullet=True)


def _place(evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    where = f"{evidence.file}:{evidence.line}" if evidence.line else evidence.file
    return f" [{where}{', ' + evidence.link if evidence.link else ''}]"


def _left_out(found: CatalogChanges) -> Iterator[Block]:
    skipped = [*found.since.skipped, *found.until.skipped]
    if skipped:
        yield Heading("Left out in reading")
        yield from lines(skipped[:MOST], bullet=True)
        if len(skipped) > MOST:
            yield from lines([f"{len(skipped) - MOST:,} more; --json has them all."], style="dim")


def _listing(kept: tuple[Saved, ...]) -> list[Block]:
    if not kept:
        return lines(
            ["No snapshot is saved yet; `evenhand collect` saves one before it changes the facts, and --keep."]
        )
    rows = tuple((Cell(one.date), Cell(one.version[:12], "strong"), Cell(f"{one.size / 1000:,.0f} kB")) for one in kept)
    return [Heading("Saved snapshots", 1), Table(("Date", "Version", "Size"), rows, frozenset({2}))]
