"""What answers to the same questions do to the error of a difference."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.scoring.paired_answers import Answers, answers, correlation, paired_error
from evenhand.scoring.standard_errors import binomial_error

COUNTS = st.builds(Answers, *[st.integers(0, 300)] * 4).filter(lambda found: found.items > 0)


@given(found=COUNTS)
def test_the_error_is_that_of_the_discordant_questions(found: Answers) -> None:
    """With binomial errors the variance is (p10 + p01 - (p10 - p01)^2) / n about the smoothed shares, never zero."""
    n = found.items
    one, other = (found.left_only + 0.5) / (n + 1), (found.right_only + 0.5) / (n + 1)
    errors = (binomial_error(100 * right / n, n) for right in (found.left, found.right))
    expected = 100 * np.sqrt((one + other - (one - other) ** 2) / n)
    assert paired_error(*errors, correlation(found)) == pytest.approx(expected, rel=1e-6)
    assert -1 <= correlation(found) <= 1


@given(found=COUNTS)
def test_the_mirror_changes_nothing(found: Answers) -> None:
    """Left and right exchanged give the same correlation, and so do right and wrong answers exchanged."""
    turned = Answers(found.both, found.right_only, found.left_only, found.neither)
    assert correlation(turned) == pytest.approx(correlation(found), abs=1e-12)


def test_many_questions_give_the_plain_correlation() -> None:
    """The halves vanish: with 40,000 questions it is numpy's coefficient to a thousandth."""
    random = np.random.default_rng(3)
    hard = random.normal(size=40_000)
    left, right = (random.normal(size=40_000) > hard).astype(int), (random.normal(0.4, 1, 40_000) > hard).astype(int)
    rows = [int("".join(map(str, side)), 2) for side in (left, right)]
    found = answers(*rows, (1 << 40_000) - 1)
    assert found.left_only == int(((left == 1) & (right == 0)).sum())
    assert correlation(found) == pytest.approx(float(np.corrcoef(left, right)[0, 1]), abs=1e-3)


def test_only_known_questions_are_counted() -> None:
    """Bits outside of the known ones count for neither side."""
    assert answers(0b1101, 0b0111, 0b1011) == Answers(both=1, left_only=1, right_only=1, neither=0)


def test_agreement_on_a_few_questions_is_no_certainty() -> None:
    """Two runs that agree on each of sixteen questions keep an error of six points."""
    found = Answers(8, 0, 0, 8)
    error = binomial_error(50.0, 16)
    assert paired_error(error, error, correlation(found)) == pytest.approx(6.0, abs=0.1)
