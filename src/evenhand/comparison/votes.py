"""Boards of preference votes: the one function behind their page, their JSON and their command."""

from collections.abc import Iterator, Sequence
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.catalog.snapshot import remembered
from evenhand.errors import BadSetting, NotOnBoard, UnknownBoard
from evenhand.records.facts import VoteCount
from evenhand.records.votes import (
    OneWay,
    Overturn,
    StyleEffect,
    VoteBoard,
    VoteFit,
    VoteGroup,
    VoteLine,
    VoteList,
    VotePair,
    VotePlace,
)
from evenhand.scoring.distributions import normal_cdf

if TYPE_CHECKING:
    from evenhand.scoring.vote_ratings import Ballots, RatedVotes

FEATURES = ("tokens", "headers", "lists", "bold")
ONE_WAY: dict[int, OneWay] = {-1: "below", 0: "", 1: "above"}
LOGIT = log(10.0) / 400.0
LEVEL = 0.95
MOST_NEAR = 5


def vote_list(catalog: Catalog) -> VoteList:
    """All boards by id."""
    lines = (_line(catalog, catalog.votes.of[name]) for name in sorted(catalog.votes.of))
    return VoteList(date=catalog.date, version=catalog.version, boards=tuple(lines))


def vote_board(catalog: Catalog, board: str) -> VoteBoard:
    """One board, rated: once for the content of a catalog.

    Raises:
        UnknownBoard: none has this id; holds the nearest.

    """
    return _fit(catalog, board).board


def vote_pair(catalog: Catalog, board: str, left: str, right: str) -> VotePair:
    """Two models of a board, each by the source's name or any name of our model.

    Raises:
        UnknownBoard: none has this id; holds the nearest.
        NotOnBoard: the board has no such model; holds the nearest names on it.
        BadSetting: both are one model.

    """
    fit = _fit(catalog, board)
    one, other = _place(catalog, fit.board, left), _place(catalog, fit.board, right)
    if one == other:
        name = fit.board.groups[one[0]].places[one[1]].name
        raise BadSetting(f"{left[:80]!r} and {right[:80]!r} are one model here, {name}; give two different models")
    return _pair(fit, one, other)


def _fit(catalog: Catalog, board: str) -> VoteFit:
    if board not in catalog.votes.of:
        raise UnknownBoard(board, nearest(board, catalog.votes.of) or tuple(sorted(catalog.votes.of)))
    return remembered(catalog, f"votes-{board}", VoteFit, lambda: _fitted(catalog, catalog.votes.of[board]))


def _fitted(catalog: Catalog, rows: tuple[VoteCount, ...]) -> VoteFit:
    from evenhand.scoring.vote_ratings import rated  # noqa: PLC0415 - numpy is not needed where the board is kept

    names = {name: model for row in rows for name, model in ((row.left, row.left_model), (row.right, row.right_model))}
    ordered = tuple(sorted(names))
    groups = rated(_ballots(rows, ordered), len(ordered))
    return VoteFit(
        board=_board(catalog, rows, names, ordered, groups),
        covariances=tuple(one.covariance for one in groups),
        reach=tuple(one.reach for one in groups),
        wins=tuple(one.wins for one in groups),
        ties=tuple(one.ties for one in groups),
    )


def _ballots(rows: Sequence[VoteCount], names: tuple[str, ...]) -> "Ballots":
    from evenhand.scoring.vote_ratings import Ballots  # noqa: PLC0415 - numpy is not needed where the board is kept

    place = {name: number for number, name in enumerate(names)}
    voters = {name: number for number, name in enumerate(dict.fromkeys(row.group for row in rows))}
    counted = _counted_features(rows)
    return Ballots(
        left=[place[row.left] for row in rows],
        right=[place[row.right] for row in rows],
        cast=[cast(row) for row in rows],
        voter=[] if "" in voters else [voters[row.group] for row in rows],
        features=(_features(rows, "left", counted), _features(rows, "right", counted)),
    )


def cast(row: VoteCount) -> tuple[int, int, int]:
    """The votes of a row: for left, for right, ties."""
    if row.winner:
        return int(row.winner == "left"), int(row.winner == "right"), int(row.winner == "tie")
    return row.left_wins or 0, row.right_wins or 0, row.ties or 0


def _counted_features(rows: Sequence[VoteCount]) -> tuple[str, ...]:
    """The features that every row states of both answers."""
    sides = {name: (f"left_{name}", f"right_{name}") for name in FEATURES}
    return tuple(
        name
        for name, fields in sides.items()
        if all(getattr(row, field) is not None for row in rows for field in fields)
    )


def _features(rows: Sequence[VoteCount], side: str, counted: tuple[str, ...]) -> list[list[float]]:
    return [[float(getattr(row, f"{side}_{name}")) for name in counted] for row in rows] if counted else []


def _board(
    catalog: Catalog,
    rows: tuple[VoteCount, ...],
    names: dict[str, str],
    ordered: tuple[str, ...],
    groups: "tuple[RatedVotes, ...]",
) -> VoteBoard:
    line = _line(catalog, rows)
    source = catalog.sources[line.source]
    lefts, rights, ties = (sum(each) for each in zip(*map(cast, rows), strict=True))
    voters = {row.group for row in rows}
    days = sorted({row.measured for row in rows if row.measured})
    told = _counted_features(rows)
    return VoteBoard(
        date=catalog.date,
        version=catalog.version,
        board=line.board,
        title=line.title,
        source=line.source,
        publisher=source.publisher,
        licence=source.licence,
        licence_class=source.licence_class,
        link=source.link,
        retrieved=line.retrieved,
        measured=(days[0], days[-1]) if days else (),
        notes=source.notes,
        models=line.models,
        votes=line.votes,
        ties=ties,
        pairs=len({frozenset((row.left, row.right)) for row in rows}),
        voters=None if "" in voters else len(voters),
        errors="by voter" if groups and groups[0].by_voter else "each vote alone",
        left_share=lefts / (lefts + rights) if lefts + rights else None,
        level=LEVEL,
        groups=tuple(_group(one, ordered, names, told) for one in groups),
    )


def _line(catalog: Catalog, rows: tuple[VoteCount, ...]) -> VoteLine:
    source = catalog.sources[rows[0].source]
    boards = {name for name, votes in catalog.votes.of.items() if name == rows[0].board or votes[0].source == source.id}
    files = [one.retrieved for one in catalog.files.of.get(source.id, ())]
    return VoteLine(
        board=rows[0].board,
        title=source.name if len(boards) == 1 else f"{source.name}: {rows[0].board}",
        source=source.id,
        licence=source.licence,
        retrieved=max(files, default=source.retrieved),
        models=len({name for row in rows for name in (row.left, row.right)}),
        votes=sum(sum(cast(row)) for row in rows),
    )


def _group(found: "RatedVotes", ordered: tuple[str, ...], names: dict[str, str], told: tuple[str, ...]) -> VoteGroup:
    called = [ordered[member] for member in found.members]
    places = tuple(_places(found, called, names))
    votes = sum(place.votes for place in places) // 2
    return VoteGroup(
        places=places,
        votes=votes,
        ties=sum(place.ties for place in places) // 2,
        first=tuple(place.name for place in places if place.best == 1),
        winner=len(places) > 1 and places[0].worst == 1,
        overturns=tuple(_overturns(found, called, votes)),
        styles=tuple(
            StyleEffect(feature=name, elo=one.elo, low=one.low, high=one.high)
            for name, one in zip(told, found.effects, strict=bool(found.effects))
        ),
    )


def _places(found: "RatedVotes", called: list[str], names: dict[str, str]) -> Iterator[VotePlace]:
    ties = _ties(found.best)
    apart = found.styled or (None,) * len(called)
    for place, name in enumerate(called):
        wins, even = sum(found.wins[place]), sum(found.ties[place])
        losses = sum(row[place] for row in found.wins)
        yield VotePlace(
            name=name,
            model=names[name],
            rating=found.ratings[place],
            low=found.lows[place],
            high=found.highs[place],
            rank=place + 1,
            best=found.best[place],
            worst=found.worst[place],
            upper=found.upper[place],
            tie=ties[place],
            votes=wins + losses + even,
            wins=wins,
            losses=losses,
            ties=even,
            tie_share=even / (wins + losses + even),
            ahead_of_next=found.ahead_of_next[place],
            one_way=ONE_WAY[found.one_way[place]],
            copeland=found.copeland[place],
            borda=found.borda[place],
            styled=apart[place],
            styled_rank=_rank(apart, place),
        )


def _rank(values: Sequence[float | None], place: int) -> int | None:
    """The rank of a value among those that are known, 1 the highest."""
    value = values[place]
    return None if value is None else 1 + sum(other is not None and other > value for other in values)


def _ties(best: Sequence[int]) -> list[int]:
    """Each model's tie, in the order of rank; a new one begins where the place of the last's first is out of reach."""
    found: list[int] = []
    first = 0
    for place, reach in enumerate(best):
        if not found or reach > first + 1:
            first = place
            found.append(found[-1] + 1 if found else 1)
        else:
            found.append(found[-1])
    return found


def _overturns(found: "RatedVotes", called: list[str], votes: int) -> Iterator[Overturn]:
    if found.removed:
        rival, number = found.removed
        yield Overturn(kind="removed", rival=called[rival], votes=number, share=number / votes)
    if found.added:
        rival, number = found.added
        yield Overturn(kind="added", rival=called[rival], votes=number, share=number / votes)


def _place(catalog: Catalog, board: VoteBoard, text: str) -> tuple[int, int]:
    """The group and the place in it of the model that a person named."""
    wanted = folded(text)
    found = naming.named(catalog, text)
    model = found.id if found else ""
    places = [
        (number, place, one) for number, group in enumerate(board.groups) for place, one in enumerate(group.places)
    ]
    for fits in (lambda one: folded(one.name) == wanted, lambda one: one.model and one.model == model):
        for number, place, one in places:
            if fits(one):
                return number, place
    names = [one.name for _, _, one in places]
    known = catalog.models[model] if model else None
    of_lab = (one.name for _, _, one in places if known and one.model and catalog.models[one.model].lab == known.lab)
    near = dict.fromkeys((*nearest(text, names), *(nearest(known.name, names) if known else ()), *of_lab))
    raise NotOnBoard(text, tuple(near)[:MOST_NEAR], known.name if known else "")


def _pair(fit: VoteFit, one: tuple[int, int], other: tuple[int, int]) -> VotePair:
    left, right = (fit.board.groups[group].places[place] for group, place in (one, other))
    apart, spread, direct = None, None, (0, 0, 0)
    if one[0] == other[0]:
        group, i, j = one[0], one[1], other[1]
        errors = fit.covariances[group]
        spread = sqrt(max(errors[i][i] + errors[j][j] - 2.0 * errors[i][j], 0.0)) * LOGIT
        direct = fit.wins[group][i][j], fit.wins[group][j][i], fit.ties[group][i][j]
        if left.rating is not None and right.rating is not None:
            apart = (left.rating - right.rating) * LOGIT
    known = apart is not None and bool(spread)
    reach = fit.reach[one[0]] * (spread or 0.0)
    return VotePair(
        board=fit.board,
        left=left,
        right=right,
        probability=None if apart is None else _chance(apart),
        low=_chance(apart - reach) if known and apart is not None else None,
        high=_chance(apart + reach) if known and apart is not None else None,
        ahead=normal_cdf(apart / spread) if known and apart is not None and spread else None,
        wins=direct[0],
        losses=direct[1],
        ties=direct[2],
    )


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + exp(-logit)) if logit >= 0.0 else exp(logit) / (1.0 + exp(logit))
