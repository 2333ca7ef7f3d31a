"""A board by its path, so that a site of files can hold each as one: `/rank/even/verified/coding`."""

from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import PathParameter
from msgspec import structs

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.library import Library
from evenhand.records.board import Board

RankingId = Annotated[str, PathParameter(max_length=100, description="the ranking", examples=of.shown("even"))]
LaneId = Annotated[
    str, PathParameter(max_length=100, description="which scores are admitted", examples=of.shown("verified"))
]
CategoryId = Annotated[
    str,
    PathParameter(max_length=100, description="a category, or `overall`", examples=of.shown("overall", "coding")),
]


@answer("/rank/{ranking:str}/{lane:str}/{category:str}", "One board of a ranking")
async def one_board(
    library: NamedDependency[Library],
    ranking: RankingId,
    lane: LaneId,
    category: CategoryId,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> Board:
    """The ranked models, best first; `/rank` has the tracked but unranked ones too."""
    board = library.rank(category=category, ranking=ranking, lane=lane, weights=weights, chance_corrected=chance)
    return structs.replace(board, rows=tuple(row for row in board.rows if row.ranked))


HANDLERS = (one_board,)
