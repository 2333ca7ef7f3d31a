"""Reports on real outcomes, worked out again from the raw files by other means."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from item_tables import GSM8K, OPENHANDS, columns, logs, plain, repository
from scipy.stats import binomtest, norm, permutation_test

from evenhand.comparison.item_results import compared, every_pair, summary
from evenhand.items.reading import items_at
from evenhand.records.own_results import OwnItem


def test_gsm8k_is_reproduced(tmp_path: Path) -> None:
    """Of the shipped outcomes of four systems: means, errors, and every pair's counts, p and agreement."""
    raw = columns(GSM8K)
    with items_at(logs(tmp_path, {name: plain(found) for name, found in raw.items()}, "gsm8k")) as items:
        means = {one.system.model: one for one in summary(items).means}
        pairs = every_pair(items, "gsm8k").pairs
        single = compared(items, "175b_verification", "6b_verification").pairs[0]
    for name, found in raw.items():
        share, n = sum(found.values()) / len(found), len(found)
        assert (means[name].items, means[name].mean) == (1319, pytest.approx(share))
        assert means[name].error == pytest.approx((share * (1 - share) / (n - 1)) ** 0.5)
    assert len(pairs) == 6
    for pair in pairs:
        left, right = raw[pair.left.model], raw[pair.right.model]
        seen = Counter((left[item], right[item]) for item in left)
        assert (pair.both, pair.left_only, pair.right_only, pair.neither) == tuple(
            seen[outcomes] for outcomes in ((1, 1), (1, 0), (0, 1), (0, 0))
        )
        expected = binomtest(seen[1, 0], seen[1, 0] + seen[0, 1]).pvalue
        assert pair.p_value == pytest.approx(float(expected), rel=1e-7)
        assert pair.agreement == pytest.approx((seen[1, 1] + seen[0, 0]) / 1319)
        assert pair.interval is not None
        differences = np.array([left[item] - right[item] for item in left])
        wald = norm.ppf(0.975) * differences.std() / 1319**0.5
        assert (pair.interval.low, pair.interval.high) == pytest.approx(
            (differences.mean() - wald, differences.mean() + wald), abs=1e-3
        )
    assert (single.both, single.left_only, single.right_only, single.neither) == (436, 306, 79, 498)


def test_openhands_is_reproduced_by_repository(tmp_path: Path) -> None:
    """Two runs of SWE-bench Verified, items of one repository as a cluster: mean, error, p over the repositories."""
    raw = columns(OPENHANDS)
    names = sorted(raw, key=lambda name: (-len(raw[name]), name))[:2]
    left, right = (raw[name] for name in names)
    runs = {
        name: [
            OwnItem(run="r", item=item, outcome=found, cluster=repository(item)) for item, found in raw[name].items()
        ]
        for name in names
    }
    with items_at(logs(tmp_path, runs, "swe-bench-verified")) as items:
        pair = compared(items, *names).pairs[0]
        again = every_pair(items, "swe-bench-verified").pairs[0]
        mean = next(one for one in summary(items).means if one.system.model == names[0])
    common = sorted(left.keys() & right.keys())
    differences = np.array([left[item] - right[item] for item in common])
    groups = np.array([repository(item) for item in common])
    clusters = np.unique(groups)
    sums = np.array([differences[groups == one].sum() for one in clusters])
    centred = np.array([(differences[groups == one] - differences.mean()).sum() for one in clusters])
    error = (len(clusters) / (len(clusters) - 1) * (centred**2).sum()) ** 0.5 / len(common)
    oracle = permutation_test((sums,), np.sum, permutation_type="samples", n_resamples=np.inf)
    assert (pair.items, pair.clusters, pair.p_method) == (len(common), len(clusters), "exact sign flips")
    assert pair.difference == pytest.approx(differences.mean())
    assert pair.error == pytest.approx(error, rel=1e-9)
    assert pair.p_value == pytest.approx(float(oracle.pvalue), rel=1e-9)
    assert {pair.left, pair.right} == {again.left, again.right}
    assert again.p_value == pytest.approx(pair.p_value)
    own = np.array([left[item] for item in sorted(left)])
    of = np.array([repository(item) for item in sorted(left)])
    parts = np.array([(own[of == one] - own.mean()).sum() for one in np.unique(of)])
    assert mean.error == pytest.approx((len(parts) / (len(parts) - 1) * (parts**2).sum()) ** 0.5 / len(own), rel=1e-9)
