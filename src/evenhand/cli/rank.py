"""`evenhand rank`: the board of a ranking."""

import csv
import sys

import click

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.options import as_of_option, catalog_seen, json_option, ranking_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.rank import rank
from evenhand.records.board import Board, BoardRow
from evenhand.wording import numbers
from evenhand.wording.names import category_label


@click.command("rank")
@ranking_options
@click.option("--category", default="overall", show_default=True, help="A category's board instead of the overall.")
@click.option("--unranked", "--all", "everyone", is_flag=True, help="Also list models that are tracked but unranked.")
@as_of_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
def command(
    ranking: str,
    lane: str | None,
    category: str,
    everyone: bool,
    as_of_day: str | None,
    as_json: bool,
    as_csv: bool,
    as_markdown: bool,
) -> None:
    """Show the board of a ranking: places with what they leave open, prices, context, confidence.

    In `even` a place is an interval: below every model that leads it like for like, above every one that it leads.
    """
    catalog, notes = catalog_seen(as_of_day)
    board = rank(catalog, ranking, lane, category)
    if as_json or as_csv:
        write_notes(notes)
        write_json(board) if as_json else _csv(board)
    else:
        write(noted(_page(board, everyone=everyone), notes), as_markdown=as_markdown)


def _page(board: Board, *, everyone: bool) -> list[Block]:
    seen = board.snapshot
    rows = [row for row in board.rows if row.ranked or everyone]
    hidden = len(board.rows) - len(rows)
    columns = ("Place", "Model", "Lab", *_value_columns(board), "Dots", "In", "Out", "Context", "Weights")
    title = f"{category_label(board.category)}, ranking {seen.ranking_name}, {seen.lane} lane"
    note = [f"{numbers.count(hidden, 'more model')} tracked but unranked; --unranked lists them."] if hidden else []
    return [
        Heading(title, 1),
        *lines([f"Catalog of {seen.date}, version {seen.catalog[:12]}."], style="dim"),
        Table(
            columns,
            tuple(_row(board, row, place) for place, row in enumerate(rows, 1)),
            frozenset({0, 3, 4, 5, 7, 8, 9}),
        ),
        *lines(note, style="dim"),
    ]


def _value_columns(board: Board) -> tuple[str, ...]:
    return ("Value", "Benchmarks") if board.snapshot.method == "classic" else ("Ahead / behind / open", "Benchmarks")


def _row(board: Board, row: BoardRow, order: int) -> tuple[Cell, ...]:
    return (
        Cell(_place(row, order) if row.ranked else "-"),
        Cell(row.name, "strong"),
        Cell(row.lab_name, "dim"),
        Cell(_value(board, row)),
        Cell(str(row.counted), "dim"),
        Cell("●" * row.dots),
        Cell(numbers.money(row.input)),
        Cell(numbers.money(row.output)),
        Cell(numbers.tokens(row.context_window)),
        Cell({True: "open", False: "", None: ""}[row.open_weights], "dim"),
    )


def _place(row: BoardRow, order: int) -> str:
    if row.place is None:
        return str(order)
    return str(row.place.best) if row.place.best == row.place.worst else f"{row.place.best}-{row.place.worst}"


def _value(board: Board, row: BoardRow) -> str:
    if board.snapshot.method == "classic":
        if board.category == "overall":
            return numbers.integer(row.overall)
        return numbers.average(row.categories[board.category].value)
    place = row.place
    return f"{place.ahead_of} / {place.behind} / {place.undecided}" if place else row.why_unranked


def _csv(board: Board) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        ["model", "name", "lab", "ranked", "best_place", "worst_place", "value", "dots", "input", "output", "context"]
    )
    for row in board.rows:
        place = (row.place.best, row.place.worst) if row.place else ("", "")
        out.writerow(
            [
                row.model,
                row.name,
                row.lab,
                row.ranked,
                *place,
                row.overall,
                row.dots,
                row.input,
                row.output,
                row.context_window,
            ]
        )
