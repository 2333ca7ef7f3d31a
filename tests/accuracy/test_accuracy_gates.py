"""A small part of `make bench-accuracy`: few folds, the same seeds, the same bounds."""

from functools import cache

import numpy as np
import pytest
from bench.accuracy import held_out_cells, left_out_tests, seed_pairs, simulation, small_counts
from bench.accuracy.baselines import capability_index
from bench.accuracy.gate import Figure, Gate
from bench.accuracy.metrics import calibration, came_true, explained
from bench.accuracy.page import write_page
from bench.accuracy.reliability import reliability_diagram
from bench.accuracy.simulated import simulated
from bench.accuracy.tables import benchpress, benchpress_folds, epoch, llm_stats
from bench.accuracy.whole_scores import selective

from evenhand.scoring.score_table import score_table

FOLDS = 3
LEFT_OUT = 6


def fallen(gate: Gate) -> list[str]:
    """What of a gate is out of its bounds, in words."""
    return [f"{figure.name}: {figure.written()}, {figure.bounds()}" for figure in gate.required if not figure.holds]


@cache
def cells() -> Gate:
    """Gate 1 on the first seed of folds, once."""
    return held_out_cells.cell_errors(FOLDS)


def test_tables_are_those_of_the_protocols() -> None:
    """Rows, columns and cells are as published, and the folds of each seed hide every cell once."""
    shapes = [(t.models, t.benchmarks, t.cells) for t in (benchpress()[0].table, epoch().table, llm_stats().table)]
    assert shapes == [(84, 133, 2604), (179, 38, 1324), (131, 98, 1630)]
    folds = np.array(list(benchpress_folds()))
    assert folds.sum() == 26_040
    assert (folds.reshape(10, 3, -1).sum(axis=1) == 1).all()
    assert [int(fold.sum()) for fold in folds[:3]] == [843, 843, 918]


def test_hidden_cells_of_benchpress() -> None:
    """Gate 1 holds on one seed of its folds, and own-set means are far behind."""
    assert fallen(cells()) == []
    own = next(figure for figure in cells().reported if "own-set" in figure.name)
    assert own.value > 3 * cells().required[0].value


def test_order_on_hidden_benchmarks() -> None:
    """Gate 5 holds on the same folds."""
    cells()
    assert fallen(held_out_cells.pair_order(FOLDS)) == []


def test_intervals_of_hidden_cells() -> None:
    """Gate 2 holds on the same folds."""
    cells()
    assert fallen(held_out_cells.cell_intervals(FOLDS)) == []


def test_left_out_tests() -> None:
    """Gate 6 holds on every sixth benchmark."""
    assert fallen(left_out_tests.gate(LEFT_OUT)) == []


def test_small_counts() -> None:
    """Gate 11 holds; the plain normal interval would fail it."""
    gate = small_counts.gate()
    assert fallen(gate) == []
    assert gate.reported[-1].value == pytest.approx(0.40, abs=0.005)


def test_seed_pages() -> None:
    """Gate 14 holds on the values that the pages print."""
    assert fallen(seed_pairs.gate(others=())) == []


def test_simulated_places() -> None:
    """Places of one simulated table with a selective mask are covered, and pairs are ordered far better than means."""
    gate = simulation.gate(1, ((60, 25),))
    figures = {figure.name: figure.value for figure in (*gate.required, *gate.reported)}
    assert figures["coverage of places"] >= 0.85
    assert figures["rank correlation with the truth"] > figures["the same, own-set means"] + 0.1


def test_selective_mask_hides_by_strength() -> None:
    """Strong models keep hard tests, weak ones easy ones, each the same number; without strength nobody chooses."""
    values = simulated(60, 30, np.random.default_rng(1))
    hardness, standing = -values.mean(axis=0), values.mean(axis=1)
    for strength, low, high in ((4.0, 0.8, 1.0), (0.0, -0.3, 0.3)):
        kept = selective(values, 0.25, strength, np.random.default_rng(2)).reshape(values.shape)
        assert (kept.sum(axis=1) == 8).all()
        means = (kept * hardness).sum(axis=1) / 8
        assert low <= np.corrcoef(means, standing)[0, 1] <= high


def test_calibration_of_known_probabilities() -> None:
    """Events drawn with the probabilities said are calibrated; the same said too boldly are not."""
    chance = np.random.default_rng(3)
    said = chance.random(40_000)
    came = chance.random(40_000) < said
    true = calibration(said, came)
    assert true.ece < 0.01
    assert true.brier == pytest.approx(1 / 6, abs=0.005)
    assert true.accuracy == pytest.approx(0.75, abs=0.01)
    assert calibration(np.where(said > 0.5, 0.99, 0.01), came).ece == pytest.approx(0.24, abs=0.01)
    assert came_true(said, came, 0.9)[0] == pytest.approx(0.95, abs=0.01)


def test_weights_count_predictions() -> None:
    """A prediction of weight two counts as two."""
    said, came = np.array([0.7, 0.9, 0.9, 0.2]), np.array([True, True, True, True])
    twice = calibration(said[[0, 1, 3]], came[[0, 1, 3]], [1.0, 2.0, 1.0])
    once = calibration(said, came)
    assert twice[:4] == pytest.approx(once[:4])


def test_explained_variance() -> None:
    """Perfect predictions explain all, the mean nothing."""
    truth = np.array([1.0, 2.0, 6.0])
    assert explained(truth, truth) == 1.0
    assert explained(truth, np.full(3, 3.0)) == 0.0


def test_capability_index_finds_its_own_parameters() -> None:
    """Scores made by the form of ECI give its order of models and its predictions back."""
    chance = np.random.default_rng(5)
    ability, hard = chance.normal(0, 1.5, 30), chance.normal(0, 1, 12)
    slope = np.append(1.0, chance.uniform(0.5, 2.0, 11))
    rows, columns = np.divmod(np.arange(360), 12)
    values = 100 / (1 + np.exp(-slope[columns] * (ability[rows] - hard[columns])))
    found = capability_index(score_table(rows, columns, values), anchor=0, penalty=1e-6)
    assert (np.argsort(found.capability) == np.argsort(ability)).all()
    assert found.predict(rows, columns) == pytest.approx(values, abs=0.2)


def test_figures_out_of_bounds_fall() -> None:
    """A figure holds within its bounds, at them, and not beyond; what could not be computed never holds."""
    assert Figure("a", 0.9, least=0.9, most=0.92).holds
    assert not Figure("a", 0.89, least=0.9).holds
    assert not Figure("a", 0.93, most=0.92).holds
    assert not Figure("a", float("nan"), most=0.92).holds
    assert not Gate("1", "t", "p", required=(Figure("a", 1.0, most=2.0), Figure("b", 3.0, most=2.0))).holds


def test_page_and_pictures(tmp_path, monkeypatch) -> None:
    """The page names each figure with its bound, says which fall, and its pictures are there."""
    monkeypatch.setattr("bench.accuracy.page.PAGE", tmp_path / "accuracy.md")
    monkeypatch.setattr("bench.accuracy.page.PICTURES", tmp_path)
    found = calibration([0.6, 0.95], [True, True])
    required = (Figure("good", 1.0, most=2.0), Figure("bad", 3.0, most=2.0))
    write_page(
        [Gate("7", "A title", "A protocol.", required, (Figure("aim", 1.0, least=4.0),), (), {"Who wins": found})]
    )
    text = (tmp_path / "accuracy.md").read_text("utf-8")
    assert "| 7 | good | 1.000 | at most 2 | holds |" in text
    assert "| 7 | bad | 3.000 | at most 2 | **falls** |" in text
    assert "| 7 | aim | 1.000 | at least 4 | not yet |" in text
    assert (tmp_path / "accuracy-who-wins.svg").read_text("utf-8") == reliability_diagram("Who wins", found) + "\n"
    assert "said 0.950, came true 1.000, 50.0% of the predictions" in reliability_diagram("Who wins", found)
