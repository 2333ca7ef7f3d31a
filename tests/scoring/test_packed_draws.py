"""Draws that are compared all at once, against a plain loop."""

import random
from array import array
from itertools import compress

import pytest

from evenhand.scoring.packed_draws import Steps, chance_above, whole_places
from evenhand.scoring.ranks import chance_above as by_loop


@pytest.mark.parametrize("kind", ["f", "d"])
def test_floats_are_compared_as_in_a_loop(kind: str) -> None:
    """Scores from 0 to 100, many of them equal or at the ends."""
    draw = random.Random(kind)  # noqa: S311 - reproducible, not secret
    pool = [0.0, 100.0, 5e-324, 50.0, *(draw.uniform(0, 100) for _ in range(6))]
    for draws in (1, 3, 400):
        one, other = (array(kind, (draw.choice(pool) for _ in range(draws))) for _ in range(2))
        assert chance_above(one.tobytes(), other.tobytes(), one.itemsize) == by_loop(one, other)


def test_steps_are_compared_as_in_a_loop() -> None:
    """Against a limit and against each other, at the ends and at equality too."""
    draw = random.Random(3)  # noqa: S311 - reproducible, not secret
    for _ in range(60):
        one, other = ([draw.choice((0, 65535, draw.randrange(65536))) for _ in range(50)] for _ in range(2))
        least = draw.choice((0.0, -65535.0, 65535.0, draw.uniform(-7e4, 7e4), float(draw.choice(one))))
        assert Steps(one).above(least) == sum(step > least for step in one)
        apart = [a - b for a, b in zip(one, other, strict=True)]
        least = draw.choice((least, float(apart[0])))
        assert Steps(one).above(least, Steps(other)) == sum(step > least for step in apart)


def test_sums_of_steps() -> None:
    """The sum and the sum of squares."""
    steps = Steps([3, 4, 65535])
    assert (steps.total, steps.squares) == (65542, 25 + 65535**2)


@pytest.mark.parametrize("draws", [1, 2, 3, 31, 32, 33, 400, 65_536])
def test_sums_of_chosen_steps(draws: int) -> None:
    """Of those that are chosen, whatever their number; all of the highest still fit."""
    draw = random.Random(draws)  # noqa: S311 - reproducible, not secret
    steps = [draw.choice((0, 65535, draw.randrange(65536))) for _ in range(draws)]
    chosen = [draw.random() < 0.5 for _ in range(draws)]
    assert Steps(steps).total_where(whole_places(chosen)) == sum(compress(steps, chosen))
    assert Steps([65535] * draws).total_where(whole_places([True] * draws)) == 65535 * draws
    assert Steps(steps).total_where(whole_places([False] * draws)) == 0
