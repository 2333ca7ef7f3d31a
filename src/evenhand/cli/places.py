"""`evenhand places`: a model's places over time, and the board of a day written down."""

from collections.abc import Iterable
from pathlib import Path

import click

from evenhand.catalog import naming
from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import write_places
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import ModelName, day_of, json_option, lane_options
from evenhand.cli.writing import write, write_json
from evenhand.comparison.place_history import place_history, placed_models
from evenhand.records.places import Basis, PlaceHistory, PlacePoint, PlaceRecord
from evenhand.settings import public_folders
from evenhand.wording import numbers
from evenhand.wording.places import history_words


@click.command("places")
@click.argument("model", type=ModelName(), required=False)
@lane_options
@click.option("--record", is_flag=True, help="Write the boards of today's facts down, all lanes.")
@click.option("--as-of", "days", multiple=True, metavar="DATE", help="With --record: of this day; may be repeated.")
@json_option
def command(
    model: str | None, ranking: str, lane: str | None, record: bool, days: tuple[str, ...], as_json: bool
) -> None:
    """Show where MODEL stood on the boards on file, oldest first, or write the boards of a day down.

    \b
    evenhand places gpt-5.5                              its places over time
    evenhand places --record                             `evenhand collect` does so when it has read all sources
    evenhand places --record --as-of 2026-06 --as-of 2026-07

    Boards lie in places/RANKING/LANE.csv in the folder of facts. --as-of computes a board with today's rules from what
    was known by that day; it is marked so, and never takes the place of a board that was recorded on its day.
    """
    if record:
        changed = record_places(open_catalog(public_folders()), public_folders()[-1], tuple(map(day_of, days)))
        said = [f"{path.parent.name}/{path.name} changed" for path in changed] or ["Nothing changed."]
        write(lines(said))
        return
    if days or not model:
        raise click.UsageError("name a model, or --record; --as-of goes with --record")
    catalog = open_catalog()
    found = place_history(catalog, naming.subject(catalog, model).model, ranking, lane)
    write_json(found) if as_json else write(_page(found))


def record_places(catalog: Catalog, folder: Path, days: Iterable[str] = ()) -> tuple[Path, ...]:
    """Write down the boards of every lane of the rankings that give intervals; gives the files that changed.

    Raises:
        OSError: the folder cannot be written.

    """
    wanted: list[tuple[Catalog, Basis]] = [(as_of(catalog, day), "as of") for day in days]
    rows = [row for seen, basis in wanted or [(catalog, "recorded")] for row in _boards(seen, basis)]
    return write_places(folder, rows)


def _boards(catalog: Catalog, basis: Basis) -> Iterable[PlaceRecord]:
    for ranking in catalog.rankings.values():
        for lane in ranking.lanes:
            yield from placed_models(catalog, ranking, lane, basis)


def _page(found: PlaceHistory) -> list[Block]:
    columns = ("Day", "Place", "From", "To", "Of", "Score", "Basis")
    return [
        Heading(f"{found.name}, ranking {found.ranking}, {found.lane} lane", 1),
        *lines([sentence.text for sentence in history_words(found)]),
        Table(columns, tuple(map(_row, reversed(found.points))), frozenset({1, 2, 3, 4, 5})),
    ]


def _row(point: PlacePoint) -> tuple[Cell, ...]:
    figures = (point.place, point.best, point.worst)
    return (
        Cell(point.date),
        *(Cell(numbers.UNKNOWN if figure is None else str(figure)) for figure in figures),
        Cell(str(point.of)),
        Cell(numbers.integer(point.score)),
        Cell(point.basis, "dim"),
    )
