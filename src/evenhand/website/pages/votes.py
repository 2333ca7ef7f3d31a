"""What people prefer: the boards of votes, and one of them with its ratings, places and what they rest on."""

from urllib.parse import quote

from msgspec import Struct

from evenhand.records.votes import VoteBoard, VoteGroup, VoteList, VotePair
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.numbers import count, percent_chance, plain, share
from evenhand.wording.votes import board_words, group_words, interval_text, pair_words, places_text, rating_text


class Line(Struct, frozen=True, kw_only=True):
    """One model of a board, as written; `begins` marks the first of a tie."""

    rank: int
    name: str
    model: str
    rating: str
    interval: str
    places: str
    upper: int
    votes: int
    ties: str
    ahead: str
    tie: int
    begins: bool
    styled: str
    copeland: str
    borda: str


class Section(Struct, frozen=True, kw_only=True):
    """One group that votes join: what is said of it, and its models."""

    words: tuple[Sentence, ...]
    lines: tuple[Line, ...]
    styled: bool


class VotesPage(Page, kw_only=True):
    """The variables of `votes.html`; `pair_words` are empty where no two models were asked for."""

    board: VoteBoard
    words: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    pair: VotePair | None
    pair_words: tuple[Sentence, ...]
    left: str
    right: str


class VoteBoardsPage(Page, kw_only=True):
    """The variables of `vote_boards.html`."""

    found: VoteList


def vote_boards_page(found: VoteList, site: Site = HERE) -> str:
    """All boards."""
    page = VoteBoardsPage(
        title="What people prefer",
        description=f"{count(len(found.boards), 'board')} of preference votes, each on its own scale.",
        path="/votes",
        site=site,
        data="/api/v1/votes.json",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        found=found,
    )
    return render("vote_boards.html", page)


def votes_page(
    board: VoteBoard, pair: VotePair | None = None, left: str = "", right: str = "", site: Site = HERE
) -> str:
    """One board, and two of its models against each other where they were asked for."""
    address = f"/votes/{quote(board.board)}"
    asked = f"/{quote(pair.left.name, safe='')}/{quote(pair.right.name, safe='')}" if pair else ""
    page = VotesPage(
        title=f"{board.title}: what people prefer",
        description=f"{count(board.votes, 'vote')} between {count(board.models, 'model')}, rated with intervals.",
        path=address,
        site=site,
        data=f"/api/v1{address}{asked}.json",
        snapshot=f"Snapshot of {board.date}, catalog {board.version[:12]}.",
        board=board,
        words=board_words(board),
        sections=tuple(_section(group) for group in board.groups),
        pair=pair,
        pair_words=pair_words(pair) if pair else (),
        left=left,
        right=right,
    )
    return render("votes.html", page)


def _section(group: VoteGroup) -> Section:
    ties: set[int] = set()
    lines = []
    for place in group.places:
        lines.append(
            Line(
                rank=place.rank,
                name=place.name,
                model=place.model,
                rating=rating_text(place),
                interval=interval_text(place),
                places=places_text(place),
                upper=place.upper,
                votes=place.votes,
                ties=share(place.tie_share),
                ahead="" if place.ahead_of_next is None else percent_chance(place.ahead_of_next),
                tie=place.tie,
                begins=place.tie not in ties,
                styled="" if place.styled is None else f"{place.styled:,.0f} ({place.styled_rank})",
                copeland=plain(place.copeland),
                borda=share(place.borda),
            )
        )
        ties.add(place.tie)
    return Section(words=group_words(group), lines=tuple(lines), styled=bool(group.styles))
