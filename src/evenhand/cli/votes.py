"""`evenhand votes`: boards of preference votes, on their own scale."""

import csv
import sys
from collections.abc import Iterable, Iterator

import click
from msgspec import structs

from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import KnownName, csv_option, json_option, markdown_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.records.votes import VoteBoard, VoteGroup, VoteList, VotePair, VotePlace
from evenhand.wording import numbers
from evenhand.wording.votes import board_words, group_words, interval_text, pair_words, places_text, rating_text

BOARDS = ("Board", "What", "Models", "Votes", "Read", "Licence")
COLUMNS = (
    "Rank", "Model", "Rating", "95% interval", "Places", "Rank (UB)", "Votes", "Ties", "Ahead of next", "Tie",
)  # fmt: skip
CHECKS = ("Copeland", "Borda")
STYLED = ("Style apart", "Rank then")


class BoardName(KnownName):
    """A board of votes; completes ids."""

    name = "board"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Ids of boards."""
        return open_catalog().votes.of


@click.command("votes")
@click.argument("board", type=BoardName(), required=False)
@click.argument("left", required=False)
@click.argument("right", required=False)
@json_option
@csv_option
@markdown_option
def command(
    board: str | None, left: str | None, right: str | None, as_json: bool, as_csv: bool, as_markdown: bool
) -> None:
    """Show what people preferred: the boards, one BOARD, or LEFT against RIGHT on it.

    Votes have a scale of their own (Elo) and never enter a score. Places are a simultaneous 95% set; models that
    cannot be told apart share a tie.
    """
    if left and not right:
        raise click.UsageError("name two models, or none")
    if as_csv and (left or not board):
        raise click.UsageError("--csv is a board's table: name one board and no models")
    catalog = open_catalog()
    if board and left and right:
        pair = vote_pair(catalog, board, left, right)
        write_json(pair) if as_json else write(_pair(pair), as_markdown=as_markdown)
    elif board:
        found = vote_board(catalog, board)
        if as_json or as_csv:
            write_json(found) if as_json else _csv(found)
        else:
            write(_page(found), as_markdown=as_markdown)
    else:
        every = vote_list(catalog)
        write_json(every) if as_json else write(_boards(every), as_markdown=as_markdown)


def _boards(found: VoteList) -> list[Block]:
    rows = tuple(
        (
            Cell(one.board, "strong"),
            Cell(one.title),
            Cell(f"{one.models:,}"),
            Cell(f"{one.votes:,}"),
            Cell(one.retrieved, "dim"),
            Cell(one.licence, "dim"),
        )
        for one in found.boards
    )
    head: list[Block] = [
        Heading("Boards of preference votes", 1),
        *lines([f"Catalog of {found.date}, version {found.version[:12]}."], style="dim"),
    ]
    return [*head, Table(BOARDS, rows, frozenset({2, 3}))] if rows else [*head, *lines(["There is none."])]


def _page(board: VoteBoard) -> list[Block]:
    blocks: list[Block] = [Heading(board.title, 1), *_source(board)]
    blocks += lines([one.text for one in board_words(board)])
    for number, group in enumerate(board.groups, 1):
        if len(board.groups) > 1:
            blocks.append(Heading(f"Group {number}: {numbers.count(len(group.places), 'model')}"))
        blocks += lines((one.text for one in group_words(group)), bullet=True)
        blocks.append(_table(group))
    return blocks


def _source(board: VoteBoard) -> list[Block]:
    return [
        *lines([f"Catalog of {board.date}, version {board.version[:12]}."], style="dim"),
        *lines([f"{board.publisher}, {board.link} (source {board.source})"], style="dim"),
    ]


def _table(group: VoteGroup) -> Table:
    styled = STYLED if group.styles else ()
    rows = tuple((*_cells(place), *(_styled(place) if styled else ()), *_checks(place)) for place in group.places)
    columns = (*COLUMNS, *styled, *CHECKS)
    return Table(columns, rows, frozenset(range(len(columns))) - {1})


def _cells(place: VotePlace) -> Iterator[Cell]:
    yield Cell(f"{place.rank}")
    yield Cell(place.name, "strong")
    yield Cell(rating_text(place))
    yield Cell(interval_text(place), "dim")
    yield Cell(places_text(place))
    yield Cell(f"{place.upper}", "dim")
    yield Cell(f"{place.votes:,}")
    yield Cell(numbers.share(place.tie_share), "dim")
    yield Cell("" if place.ahead_of_next is None else numbers.percent_chance(place.ahead_of_next))
    yield Cell(f"{place.tie}")


def _styled(place: VotePlace) -> tuple[Cell, Cell]:
    return Cell("" if place.styled is None else numbers.integer(place.styled)), Cell(
        f"{place.styled_rank or ''}", "dim"
    )


def _checks(place: VotePlace) -> tuple[Cell, Cell]:
    return Cell(numbers.plain(place.copeland), "dim"), Cell(numbers.share(place.borda), "dim")


def _pair(pair: VotePair) -> list[Block]:
    rows = tuple(tuple(_cells(place)) for place in (pair.left, pair.right))
    return [
        Heading(f"{pair.left.name} and {pair.right.name}: {pair.board.title}", 1),
        *_source(pair.board),
        *lines([one.text for one in pair_words(pair)]),
        Table(COLUMNS, rows, frozenset(range(len(COLUMNS))) - {1}),
    ]


def _csv(board: VoteBoard) -> None:
    fields = [field.name for field in structs.fields(VotePlace)]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["board", "source", "group", *fields])
    for number, group in enumerate(board.groups, 1):
        for place in group.places:
            values = structs.asdict(place)
            cells = ["" if values[name] is None else values[name] for name in fields]
            out.writerow([board.board, board.source, number, *cells])
