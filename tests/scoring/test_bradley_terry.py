"""Strengths from votes: against other tools, against what must hold, and at the edges."""

import csv
from pathlib import Path
from random import Random

import choix
import evalica
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vote_tables import connected_counts, drawn_counts

from evenhand.scoring import bradley_terry as bt
from evenhand.scoring import vote_counts as vc
from evenhand.scoring.social_choice import borda, copeland
from evenhand.scoring.vote_counts import Floats

GOLDEN = Path(__file__).parents[1] / "golden" / "votes" / "llmfao-golden.csv"
RAW = Path(__file__).parents[2] / "data" / "collected" / "evalica" / "votes" / "llmfao.csv"
MOST_ELO = 0.5


def published(algorithm: str) -> dict[str, float]:
    """Evalica's own published figures of the crowd votes, by name."""
    with GOLDEN.open(encoding="utf-8") as file:
        return {row["item"]: float(row["score"]) for row in csv.DictReader(file) if row["algorithm"] == algorithm}


def crowd() -> tuple[tuple[str, ...], Floats]:
    """The shipped crowd votes: names, and counts (N, N, 3)."""
    with RAW.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names, left, right = vc.indexed([row["left"] for row in rows], [row["right"] for row in rows])
    kinds = ("left_wins", "right_wins", "ties")
    parts = (
        vc.counted(left, right, np.full(len(rows), number), len(names), [float(row[kind]) for row in rows])
        for number, kind in enumerate(kinds)
    )
    return names, np.asarray(sum(parts), np.float64)


def test_published_rankings_of_evalica() -> None:
    """The crowd votes give the strengths and mean win rates that Evalica publishes of them."""
    names, counts = crowd()
    ours = bt.strengths(vc.preferred(counts))
    theirs = np.log([published("bradley_terry")[name] for name in names])
    assert bt.ELO * np.abs(ours - (theirs - theirs.mean())).max() < 0.001
    rates = [published("average_win_rate")[name] for name in names]
    assert borda(vc.preferred(counts)) == pytest.approx(rates, abs=1e-9)


def test_agreement_with_evalica_and_choix() -> None:
    """On drawn votes both tools give the same strengths within half an Elo."""
    counts, _ = drawn_counts(12, 4000, seed=1)
    votes = vc.preferred(counts)
    ours = bt.strengths(votes)
    names = [f"m{number:02d}" for number in range(12)]
    cells = [(*cell, counts[tuple(cell)]) for cell in np.argwhere(counts > 0)]
    words = (evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw)
    found = evalica.bradley_terry(
        [names[i] for i, *_ in cells],
        [names[j] for _, j, *_ in cells],
        [words[outcome] for _, _, outcome, _ in cells],
        weights=[float(count) for *_, count in cells],
        tolerance=1e-12,
        limit=10_000,
    )
    others = np.log(found.scores.reindex(names).to_numpy())
    assert bt.ELO * np.abs(ours - (others - others.mean())).max() < MOST_ELO
    dense = choix.ilsr_pairwise_dense(votes, alpha=1e-9, max_iter=1000)
    assert bt.ELO * np.abs(ours - (dense - dense.mean())).max() < MOST_ELO


def test_covariance_against_the_bootstrap_and_the_truth() -> None:
    """Sandwich errors are those of 600 bootstraps within a tenth, and intervals hold the strengths drawn from."""
    counts, strength = drawn_counts(10, 6000, seed=2, ties=0.0)
    at = bt.strengths(vc.preferred(counts))
    bread = bt.inverse(bt.information(vc.preferred(counts), at))
    errors = np.sqrt(np.diag(bt.covariance(bread, bt.scatter(counts, at), np.ones(10, np.bool_))))
    again = bt.bootstrap(counts, 600, seed=3).std(axis=0)
    assert errors == pytest.approx(again, rel=0.10)
    assert np.mean(np.abs(at - (strength - strength.mean())) < 2.5 * errors) >= 0.9


def test_bootstrap_gives_the_strengths_of_its_own_draws() -> None:
    """The short steps of a bootstrap end where Newton's end, also on a thin table."""
    counts, _ = drawn_counts(6, 90, seed=4)
    found = bt.bootstrap(counts, 40, seed=5)
    assert found.shape == (40, 6)
    assert np.abs(found.mean(axis=1)).max() < 1e-6
    random = np.random.default_rng(5)
    one, other = np.nonzero(np.triu(vc.preferred(counts) + vc.preferred(counts).T, 1))
    wins, ties = vc.won(counts), vc.tied(counts)
    chances = np.stack((wins[one, other], wins[other, one], ties[one, other]))
    for place, drawn in enumerate(bt.poisson_draws(chances.ravel(), 40, random).reshape(40, 3, -1)):
        votes = np.zeros((6, 6))
        votes[one, other], votes[other, one] = drawn[0] + drawn[2] / 2, drawn[1] + drawn[2] / 2
        assert np.abs(found[place] - bt.strengths(votes)).max() < 3e-3


def test_votes_of_one_voter_depend_on_each_other() -> None:
    """A voter who casts each vote ten times widens the errors by the root of ten, once voters are known."""
    random = np.random.default_rng(6)
    left, right = random.integers(4, size=300), random.integers(1, 4, size=300)
    right = (left + right) % 4
    cast = np.eye(3)[random.integers(3, size=300)]
    at, voter, among = np.zeros(4), np.arange(300), np.ones(4, np.bool_)
    bread = np.eye(4)
    alone = bt.covariance(bread, bt.scatter_by_voter(left, right, cast, voter, at), among)
    many = [np.repeat(each, 10, axis=0) for each in (left, right, cast, voter)]
    tenfold = bt.covariance(bread, bt.scatter_by_voter(*many, at), among)
    assert np.diag(tenfold) == pytest.approx(100 * np.diag(alone))


@settings(max_examples=60, deadline=None)
@given(connected_counts(), st.integers(2, 7))
def test_scale_and_mirror(counts: Floats, times: int) -> None:
    """Votes counted many times over change no strength; exchanged sides change nothing, exchanged outcomes the sign."""
    at = bt.strengths(vc.preferred(counts))
    assert bt.strengths(vc.preferred(counts * times)) == pytest.approx(at, abs=1e-4)
    mirrored = counts.transpose(1, 0, 2)[..., [vc.RIGHT, vc.LEFT, vc.TIE]]
    assert vc.preferred(mirrored) == pytest.approx(vc.preferred(counts))
    assert bt.strengths(vc.preferred(counts).T) == pytest.approx(-at, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(connected_counts())
def test_scores_are_met(counts: Floats) -> None:
    """At the strengths each model wins as many votes as expected: the likelihood has its summit there."""
    votes = vc.preferred(counts)
    at = bt.strengths(votes)
    chance = 1.0 / (1.0 + np.exp(at - at[:, None]))
    expected = ((votes + votes.T) * chance).sum(axis=1)
    assert expected == pytest.approx(votes.sum(axis=1), abs=1e-4)


@given(connected_counts(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_of_votes_says_nothing(counts: Floats, shuffled: Random) -> None:
    """Votes in another order are the same counts, and names in another order the same strengths."""
    order = list(range(len(counts)))
    shuffled.shuffle(order)
    turned = counts[np.ix_(order, order)]
    assert bt.strengths(vc.preferred(turned)) == pytest.approx(bt.strengths(vc.preferred(counts))[order], abs=1e-7)


def test_all_ties_and_one_model() -> None:
    """Where every vote is a tie all are level; one model alone is in the middle."""
    ties = np.zeros((3, 3, 3))
    ties[0, 1, 2] = ties[1, 2, 2] = 5.0
    assert bt.elo(bt.strengths(vc.preferred(ties))) == pytest.approx([1000.0] * 3)
    assert bt.elo(bt.strengths(np.zeros((1, 1)))) == pytest.approx([1000.0])


def test_models_that_no_vote_connects() -> None:
    """Components and one-way groups are found, and a fit over them ends."""
    counts = np.zeros((5, 5, 3))
    counts[0, 1, :2] = counts[2, 3, :2] = 4.0
    counts[4, 0, 0] = 7.0
    part = vc.components(counts)
    assert part[0] == part[1] == part[4] != part[2] == part[3]
    group = vc.mutual(counts)
    assert group[0] == group[1] != group[4]
    assert np.isfinite(bt.strengths(vc.preferred(counts))).all()


def test_names_and_outcomes() -> None:
    """Names are numbered as they are met; an unknown outcome is refused."""
    names, left, right = vc.indexed(["b", "a", "b"], ["a", "c", "c"])
    assert sorted(names) == ["a", "b", "c"]
    assert [(names[one], names[other]) for one, other in zip(left, right, strict=True)] == [
        ("b", "a"), ("a", "c"), ("b", "c"),
    ]  # fmt: skip
    counts = vc.counted(left, right, vc.outcomes(["left", "tie", "right"]), 3)
    assert counts.sum() == 3
    with pytest.raises(KeyError):
        vc.outcomes(["model_a"])


def test_checks_without_a_model() -> None:
    """Copeland counts opponents beaten less lost to, Borda the mean share of votes over the opponents met."""
    votes = np.array([[0.0, 3.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    assert copeland(votes).tolist() == [1.0, -1.0, 0.0]
    assert borda(votes) == pytest.approx([(0.75 + 0.5) / 2, 0.25, 0.5])
    assert np.isnan(borda(np.zeros((1, 1)))).all()
