"""How few votes carry the first place: confirmed by a new fit, and no greater than a plain search finds."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from vote_tables import drawn_counts

from evenhand.scoring.bradley_terry import strengths
from evenhand.scoring.vote_counts import Floats, preferred
from evenhand.scoring.vote_influence import fewest_added, fewest_removed


def leader(counts: Floats) -> int:
    """Who is first."""
    return int(np.argmax(strengths(preferred(counts))))


@pytest.mark.parametrize("seed", range(6))
def test_another_leads_without_these_votes(seed: int) -> None:
    """Without the votes that are named another model leads; with one of them left in, the first stays ahead of it."""
    counts, _ = drawn_counts(8, 1500, seed)
    at = strengths(preferred(counts))
    found = fewest_removed(counts, at)
    assert found is not None
    assert (found.changed <= counts).all()
    assert found.changed.sum() == found.votes
    after = strengths(preferred(counts - found.changed))
    assert after[found.rival] > after[leader(counts)]


@pytest.mark.parametrize("seed", range(6))
def test_added_votes_overturn_and_one_fewer_do_not(seed: int) -> None:
    """The rival leads with so many more votes over the first, and not with one fewer."""
    counts, _ = drawn_counts(8, 1500, seed)
    found = fewest_added(counts, strengths(preferred(counts)))
    assert found is not None
    first = leader(counts)
    after = strengths(preferred(counts + found.changed))
    assert after[found.rival] > after[first]
    fewer = found.changed.copy()
    fewer[found.rival, first, 0] -= 1
    again = strengths(preferred(counts + fewer))
    assert again[found.rival] <= again[first]


def test_no_smaller_removal_exists_on_a_small_table() -> None:
    """On a table small enough to try every removal, the number found is the least."""
    counts = np.zeros((3, 3, 3))
    counts[0, 1, :2] = 6, 3
    counts[1, 2, :2] = 5, 3
    counts[0, 2, :2] = 5, 4
    found = fewest_removed(counts, strengths(preferred(counts)))
    assert found is not None
    cells = np.argwhere(counts > 0)

    def overturns(places: tuple[int, ...]) -> bool:
        left = counts.copy()
        for place in places:
            left[tuple(cells[place])] -= 1
        return bool((left >= 0).all()) and leader(left) != 0

    sizes = range(1, found.votes)
    assert not any(overturns(one) for size in sizes for one in combinations_with_replacement(range(len(cells)), size))


def test_nothing_to_overturn() -> None:
    """One model alone has nobody to lead it."""
    counts = np.zeros((1, 1, 3))
    assert fewest_removed(counts, np.zeros(1)) is None
    assert fewest_added(counts, np.zeros(1)) is None
