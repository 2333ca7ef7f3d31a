"""Whether strong models chose hard tests, and which models can be compared."""

import numpy as np
import pytest
from tests.scoring.invented_scores import invented

from evenhand.scoring.posterior_draws import drawn
from evenhand.scoring.score_table import score_table
from evenhand.scoring.selection import connected, estimable, selection_index
from evenhand.scoring.withholding import withheld


def test_random_masks_have_no_selection():
    """Hiding without regard to strength gives an index near zero."""
    made = invented(60, 20, share=0.4, seed=41)
    draws = drawn(made.table, factors=1)
    index = selection_index(made.table, draws.ability().mean(axis=0), np.median(draws.difficulty(), axis=0))
    assert abs(index) < 0.2


def test_strong_models_on_hard_tests_are_seen():
    """When every model shows the tests of its own strength, the index is above a half."""
    made = invented(60, 20, share=1.0, seed=42)
    strength = made.theta[:, 0].argsort().argsort() / 60
    hardness = np.median(made.truth, axis=0).argsort()[::-1].argsort() / 20
    table = made.table.only(np.abs(strength[made.table.model] - hardness[made.table.benchmark]) < 0.25)
    draws = drawn(table, factors=1)
    index = selection_index(table, draws.ability().mean(axis=0), np.median(draws.difficulty(), axis=0))
    assert index > 0.5
    assert withheld(index, 0.2) == withheld(-index, 0.2) == "selective"
    assert not withheld(index, 0.4)
    assert not withheld(0.0, 0.0)
    assert withheld(0.0, 1.0, thin=True) == "thin table"


@pytest.mark.parametrize("cells", [([], [], []), ([0], [0], [50.0]), ([0, 1], [0, 0], [50.0, 60.0])])
def test_too_little_to_see_selection_is_zero(cells):
    """No cell, one cell and one benchmark have no correlation."""
    table = score_table(*cells, models=2, benchmarks=1)
    assert selection_index(table, np.array([0.0, 1.0]), np.array([0.5])) == 0.0


def test_unlinked_models_are_another_group():
    """Two models that share no chain of tests are apart; the group with more cells is the main one."""
    table = score_table([0, 0, 1, 1, 2], [0, 1, 1, 2, 3], [50.0] * 5, models=4, benchmarks=4)
    groups = connected(table)
    assert groups.model[0] == groups.model[1] == groups.main
    assert len({int(groups.model[0]), int(groups.model[2]), int(groups.model[3])}) == 3
    assert groups.benchmark[3] == groups.model[2]


def test_estimates_need_four_cells_in_the_main_group():
    """Three cells are too few, and four in a group of one's own do not help."""
    rows = [0] * 5 + [1] * 3 + [2] * 4
    columns = [0, 1, 2, 3, 4, 0, 1, 2, 5, 6, 7, 8]
    table = score_table(rows, columns, [50.0] * 12)
    assert estimable(table).tolist() == [True, False, False]
