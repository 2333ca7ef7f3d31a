"""Votes in words: who may be first, how few votes carry it, what the figures rest on."""

from collections.abc import Iterator

from evenhand.records.votes import Overturn, StyleEffect, VoteBoard, VoteGroup, VotePair, VotePlace
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say

NAMED = 4
# Below this probability a side is not named as the one that a pair leans to.
LEANS = 0.80
FEATURES = {"tokens": "length", "headers": "headings", "lists": "lists", "bold": "bold text"}


def board_words(board: VoteBoard) -> tuple[Sentence, ...]:
    """What a board rests on: how many votes, whose, how they were counted."""
    return tuple(_basis(board))


def group_words(group: VoteGroup) -> tuple[Sentence, ...]:
    """What follows for the models that votes join: the first place, and what would change it."""
    said = [_first(group), *(_overturn(one, group) for one in group.overturns)]
    return (*said, *(_style(one) for one in group.styles), *_open(group))


def pair_words(pair: VotePair) -> tuple[Sentence, ...]:
    """What the votes say about two models."""
    return tuple(_of_pair(pair))


def rating_text(place: VotePlace) -> str:
    """The rating, or why there is none: `1,172`, `above all`."""
    if place.one_way:
        return f"no limit, {place.one_way} the rest"
    return _whole(place.rating)


def interval_text(place: VotePlace) -> str:
    """The interval of a rating: `1,102 to 1,242`."""
    if place.low is None or place.high is None:
        return numbers.UNKNOWN
    return f"{_whole(place.low)} to {_whole(place.high)}"


def places_text(place: VotePlace) -> str:
    """The places that are left open: `3`, `1 to 29`."""
    return f"{place.best}" if place.best == place.worst else f"{place.best} to {place.worst}"


def _basis(board: VoteBoard) -> Iterator[Sentence]:
    by = " by {voters}" if board.voters else ""
    yield say(
        "votes.basis",
        "{votes}" + by + " between {models}, {ties} of them ties; read {day}, licence {licence}.",
        votes=(board.votes, numbers.count(board.votes, "vote")),
        voters=(board.voters, numbers.count(board.voters or 0, "voter")),
        models=(board.models, numbers.count(board.models, "model")),
        ties=(board.ties, f"{board.ties:,}"),
        day=board.retrieved,
        licence=board.licence,
    )
    if board.measured:
        yield say("votes.days", "Cast from {first} to {last}.", first=board.measured[0], last=board.measured[-1])
    yield _errors(board)
    if board.left_share is not None:
        yield say(
            "votes.side",
            "The answer shown left won {share} of the votes that were no tie.",
            share=(board.left_share, numbers.share(board.left_share)),
        )
    if len(board.groups) > 1:
        yield say(
            "votes.apart",
            "Votes join these models in {groups} that no vote connects: ratings of two groups cannot be compared.",
            groups=(len(board.groups), numbers.count(len(board.groups), "group")),
        )


def _errors(board: VoteBoard) -> Sentence:
    level = (board.level, numbers.share(board.level))
    if board.errors == "by voter":
        words = "Intervals are at {level} and allow for voters who differ: all votes of one voter count as one draw."
    else:
        words = "Intervals are at {level} and take each vote as a draw of its own."
    return say("votes.errors", words, level=level)


def _first(group: VoteGroup) -> Sentence:
    leader = group.places[0].name
    if group.winner:
        return say("votes.winner", "{first} is first: surely preferred to every other.", first=leader)
    if len(group.first) == 1:
        return say("votes.leader", "{first} may be first, and no other; its own place is not sure.", first=leader)
    rest = len(group.first) - NAMED
    if rest <= 1:
        return say("votes.tied", "Tied for first: {models}.", models=numbers.listed(group.first))
    return say(
        "votes.tied",
        "Tied for first: {models} and {rest}.",
        models=", ".join(group.first[:NAMED]),
        rest=(rest, numbers.count(rest, "more model")),
    )


def _overturn(one: Overturn, group: VoteGroup) -> Sentence:
    words = {
        "removed": "Without {votes}, {share} of all, {rival} would be first.",
        "added": "With {votes} for {rival} over {first}, {share} of all, {rival} would be first.",
    }
    return say(
        f"votes.{one.kind}",
        words[one.kind],
        votes=(one.votes, numbers.count(one.votes, "vote" if one.kind == "removed" else "more vote")),
        share=(one.share, share_text(one.share)),
        rival=one.rival,
        first=group.places[0].name,
    )


def share_text(share: float) -> str:
    """A share of one in per cent with two significant digits: `0.15%`, `3.4%`, `47%`."""
    return f"{numbers.plain(float(f'{100 * share:.2g}'))}%"


def _style(one: StyleEffect) -> Sentence:
    return say(
        "votes.style",
        "One standard difference of {feature} is worth {elo} Elo ({low} to {high}) to the answer with more of it.",
        feature=FEATURES.get(one.feature, one.feature),
        elo=(one.elo, numbers.signed(one.elo)),
        low=(one.low, numbers.signed(one.low)),
        high=(one.high, numbers.signed(one.high)),
    )


def _open(group: VoteGroup) -> Iterator[Sentence]:
    """Models whose votes leave something open."""
    one_way = tuple(place.name for place in group.places if place.one_way)
    if one_way:
        yield say(
            "votes.one-way",
            "All votes between {models} and the rest went one way, so that no finite rating is the most likely one.",
            models=numbers.listed(one_way),
        )
    bare = sum(place.low is None and not place.one_way for place in group.places)
    if bare:
        yield say(
            "votes.all-ties",
            "No interval for {count}: where every vote is a tie, nothing tells how far they would vary.",
            count=(bare, numbers.count(bare, "model")),
        )
    rated = [place for place in group.places if place.rating is not None]
    leader = next((place.name for place in rated if place.styled_rank == 1), "")
    if leader and leader != rated[0].name:
        yield say("votes.styled-first", "With style held apart {model} is first.", model=leader)


def _of_pair(pair: VotePair) -> Iterator[Sentence]:
    left, right = pair.left.name, pair.right.name
    if pair.probability is None:
        yield say(
            "votes.pair.open", "The votes do not say how far {left} and {right} are apart.", left=left, right=right
        )
    elif pair.low is None or pair.high is None:
        yield say(
            "votes.pair.bare",
            "A vote between {left} and {right} prefers {left} with probability {chance}, a tie as half a vote.",
            left=left,
            right=right,
            chance=(pair.probability, numbers.share(pair.probability)),
        )
    else:
        yield _chance(pair, pair.low, pair.high)
        yield _better(pair, pair.low, pair.high)
    yield _direct(pair)


def _chance(pair: VotePair, low: float, high: float) -> Sentence:
    return say(
        "votes.pair",
        "A vote between {left} and {right} prefers {left} with probability {chance} ({low} to {high}), "
        "a tie as half a vote.",
        left=pair.left.name,
        right=pair.right.name,
        chance=(pair.probability, numbers.share(pair.probability or 0.0)),
        low=(low, numbers.share(low)),
        high=(high, numbers.share(high)),
    )


def _better(pair: VotePair, low: float, high: float) -> Sentence:
    """Which is preferred, as sure as the interval and the probability say; mirrored when the sides are."""
    ahead = pair.ahead or 0.0
    name, chance = (pair.left.name, ahead) if ahead >= 0.5 else (pair.right.name, 1.0 - ahead)
    if low > 0.5 or high < 0.5:
        words = "{model} is preferred: its interval lies on one side of an even vote."
    elif chance >= LEANS:
        words = "This leans to {model}, preferred more often with probability {chance}, and is not sure."
    else:
        words = "Too close to call: {model} is preferred more often with probability {chance}."
    return say("votes.pair.better", words, model=name, chance=(chance, numbers.percent_chance(chance)))


def _direct(pair: VotePair) -> Sentence:
    if not pair.wins + pair.losses + pair.ties:
        return say(
            "votes.pair.none",
            "No vote was cast between {left} and {right}; this follows from their votes with others.",
            left=pair.left.name,
            right=pair.right.name,
        )
    return say(
        "votes.pair.direct",
        "Cast between these two: {wins} for {left}, {losses} for {right}, {ties}.",
        left=pair.left.name,
        right=pair.right.name,
        wins=(pair.wins, f"{pair.wins:,}"),
        losses=(pair.losses, f"{pair.losses:,}"),
        ties=(pair.ties, numbers.count(pair.ties, "tie")),
    )


def _whole(value: float | None) -> str:
    return numbers.UNKNOWN if value is None else f"{numbers.rounded(value, 0):,}".replace("-", numbers.MINUS)
