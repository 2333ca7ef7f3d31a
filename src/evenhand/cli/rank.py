"""`evenhand rank`: the board of a ranking."""

import csv
import sys

import click

from evenhand.cli.blocks import Block, Cell, Table, lines, noted
from evenhand.cli.board_head import board_head
from evenhand.cli.first_fit import told_of_fit
from evenhand.cli.options import (
    CategoryName,
    as_of_option,
    catalog_seen,
    csv_option,
    json_option,
    markdown_option,
    ranking_options,
)
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.board_table import board_table
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.rank import rank
from evenhand.records.board import Board, BoardRow
from evenhand.wording import numbers
from evenhand.wording.board import board_words, count_words, hidden_words, marked, published_words
from evenhand.wording.estimates import estimate_text, place_text


@click.command("rank")
@ranking_options
@click.option(
    "--category",
    default="overall",
    show_default=True,
    type=CategoryName(),
    help="A category's board instead of the overall.",
)
@click.option("--unranked", "--all", "everyone", is_flag=True, help="Also list models that are tracked but unranked.")
@as_of_option
@json_option
@csv_option
@markdown_option
def command(
    ranking: str,
    lane: str | None,
    weights: tuple[str, ...],
    chance: bool,
    category: str,
    everyone: bool,
    as_of_day: str | None,
    as_json: bool,
    as_csv: bool,
    as_markdown: bool,
) -> None:
    """Show the board of a ranking: places with what they leave open, prices, context, confidence.

    In `even` a model is scored over all counted tests, measured where it took them and estimated where not, and its
    place is an interval over the draws of these scores. Other weights need no new fit: --weight coding=50.
    """
    catalog, notes = catalog_seen(as_of_day)
    rules = chosen_ranking(catalog, ranking, weights, chance_corrected=chance)
    with told_of_fit(catalog, rules, lane):
        board = rank(catalog, rules, lane, category)
    if as_json or as_csv:
        write_notes(notes)
        write_json(board) if as_json else _csv(board)
    else:
        write(noted(_page(board, everyone=everyone), notes), as_markdown=as_markdown)


def _page(board: Board, *, everyone: bool) -> list[Block]:
    rows = [row for row in board.rows if row.ranked or everyone]
    hidden = hidden_words(len(board.rows) - len(rows))
    columns = ("Place", "Model", "Lab", *_value_columns(board), "Dots", "In", "Out", "Context", "Weights")
    note = [f"{sentence.text} --unranked lists them." for sentence in hidden]
    return [
        *board_head(board.snapshot, board.category),
        *lines([sentence.text for sentence in (*board_words(board), count_words(board, tuple(rows)))]),
        Table(
            columns,
            tuple(_row(board, row, place) for place, row in enumerate(rows, 1)),
            frozenset({0, 3, 4, 5, 7, 8, 9}),
            tuple(map(columns.index, ("Lab", "Dots", "Weights", columns[4], "Context"))),
        ),
        *lines([one.text for one in published_words(tuple(rows))], style="dim"),
        *lines(note, style="dim"),
    ]


def _value_columns(board: Board) -> tuple[str, ...]:
    return ("Value", "Benchmarks") if board.snapshot.method == "classic" else ("Score", "Measured")


def _row(board: Board, row: BoardRow, order: int) -> tuple[Cell, ...]:
    return (
        Cell(_place(row, order) if row.ranked else "-"),
        Cell(row.name, "strong"),
        Cell(row.lab_name, "dim"),
        Cell(_value(board, row)),
        Cell(_evidence(board, row), "dim"),
        Cell("●" * row.dots),
        Cell(numbers.money(row.input)),
        Cell(numbers.money(row.output)),
        Cell(numbers.tokens(row.context_window)),
        Cell({True: "open", False: "", None: ""}[row.open_weights], "dim"),
    )


def _evidence(board: Board, row: BoardRow) -> str:
    return str(row.counted) if board.snapshot.method == "classic" else numbers.measured_share(row.measured_share)


def _place(row: BoardRow, order: int) -> str:
    return place_text(row.place) if row.place else str(order)


def _value(board: Board, row: BoardRow) -> str:
    if board.snapshot.method == "classic":
        if board.category == "overall":
            return marked(row.overall, numbers.integer(row.overall), published=row.published)
        return marked(row.overall, numbers.average(row.overall), published=row.published)
    if not row.ranked:
        return row.why_unranked
    return estimate_text(row.estimate) if row.estimate else numbers.UNKNOWN


def _csv(board: Board) -> None:
    csv.writer(sys.stdout, lineterminator="\n").writerows(board_table(board))
