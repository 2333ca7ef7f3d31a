"""Where the figures come from, where sources disagree, and what people voted for."""

from litestar import Response, get
from litestar.di import NamedDependency

from evenhand.api import parameters as of
from evenhand.api.lists import listed
from evenhand.api.problems import MISSING, Asked
from evenhand.library import Library
from evenhand.records.disagreements import Disagreements
from evenhand.records.listed import Listed
from evenhand.records.sources import SourceLine, SourceProfile
from evenhand.records.votes import VoteBoard, VoteLine, VotePair


@get("/sources", responses=MISSING, summary="The sources")
async def sources(
    request: Asked, library: NamedDependency[Library], limit: of.Limit = of.MOST_ROWS, page: of.PageNumber = 1
) -> Response[Listed[SourceLine]]:
    """Every source with its licence and what it gave."""
    return listed(request, library, library.source_list().sources, limit, page)


@get("/sources/{name:str}", responses=MISSING, summary="One source")
async def source(library: NamedDependency[Library], name: of.SourceName) -> SourceProfile:
    """A source with its files and their hashes, reasons of refusal and names that lead to nothing."""
    return library.source(name)


@get("/disagreements", responses=MISSING, summary="Where sources disagree")
async def differing(
    library: NamedDependency[Library],
    kind: of.KindOfDisagreement = "",
    model: of.AboutModel = "",
    benchmark: of.AboutTest = "",
) -> Disagreements:
    """The same thing with different values, each row with its source, link, tier and day."""
    return library.disagreements(kind, model=model, benchmark=benchmark)


@get("/votes", responses=MISSING, summary="The boards of preference votes")
async def vote_boards(
    request: Asked, library: NamedDependency[Library], limit: of.Limit = of.MOST_ROWS, page: of.PageNumber = 1
) -> Response[Listed[VoteLine]]:
    """Every board with its source, licence and number of votes."""
    return listed(request, library, library.vote_list().boards, limit, page)


@get("/votes/{board:str}", responses=MISSING, summary="One board of preference votes")
async def votes(library: NamedDependency[Library], board: of.BoardName) -> VoteBoard:
    """Ratings on the Elo scale with intervals, places that are left open, checks, and what would change the first."""
    return library.votes(board)


@get("/votes/{board:str}/{left:str}/{right:str}", responses=MISSING, summary="Two models of a board of votes")
async def voted(
    library: NamedDependency[Library], board: of.BoardName, left: of.VotedModel, right: of.VotedModel
) -> VotePair:
    """How likely a vote prefers `left`, with its interval, and the votes between the two."""
    return library.vote_pair(board, left, right)


HANDLERS = (
    sources,
    source,
    differing,
    vote_boards,
    votes,
    voted,
)
