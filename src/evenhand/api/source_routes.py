"""Where the figures come from, where sources disagree, and what people voted for."""

from litestar import Response
from litestar.di import NamedDependency

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.api.lists import MANY, Part
from evenhand.library import Library
from evenhand.records.disagreements import Disagreements
from evenhand.records.listed import Listed
from evenhand.records.sources import SourceLine, SourceProfile
from evenhand.records.votes import VoteBoard, VoteLine, VotePair


@answer("/sources", "The sources", MANY)
async def sources(library: NamedDependency[Library], part: NamedDependency[Part]) -> Response[Listed[SourceLine]]:
    """Every source with its licence and what it gave."""
    return part.listed(library.source_list().sources)


@answer("/sources/{name:str}", "One source")
async def source(library: NamedDependency[Library], name: of.SourceName) -> SourceProfile:
    """A source with its files and their hashes, reasons of refusal and names that lead to nothing."""
    return library.source(name)


@answer("/disagreements", "Where sources disagree")
async def differing(
    library: NamedDependency[Library],
    kind: of.KindOfDisagreement = "",
    model: of.AboutModel = "",
    benchmark: of.AboutTest = "",
) -> Disagreements:
    """The same thing with different values, each row with its source, link, tier and day."""
    return library.disagreements(kind, model=model, benchmark=benchmark)


@answer("/votes", "The boards of preference votes", MANY)
async def vote_boards(library: NamedDependency[Library], part: NamedDependency[Part]) -> Response[Listed[VoteLine]]:
    """Every board with its source, licence and number of votes."""
    return part.listed(library.vote_list().boards)


@answer("/votes/{board:str}", "One board of preference votes")
async def votes(library: NamedDependency[Library], board: of.BoardName) -> VoteBoard:
    """Ratings on the Elo scale with intervals, places that are left open, checks, and what would change the first."""
    return library.votes(board)


@answer("/votes/{board:str}/{left:str}/{right:str}", "Two models of a board of votes")
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
