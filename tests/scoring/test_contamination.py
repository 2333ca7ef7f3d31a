"""Signs that questions were seen: a drop across a cutoff, and a twin on which a model loses more than others."""

import random

import numpy as np
import pytest

from evenhand.scoring.contamination import dated_drop, twin_drop

MONTHS = [f"2024-{month:02}" for month in range(1, 13)]


def dated(drop: float, seed: int = 3) -> list[tuple[str, float]]:
    """Forty items a month; from July on the model's lead over the others is smaller by this."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    return [(month, draw.gauss(0.2 - drop * (month > "2024-06"), 0.3)) for month in MONTHS for _ in range(40)]


def test_a_drop_is_found_and_none_is_not() -> None:
    """A drop of 0.2 stands far over its error, no drop within it."""
    found, none = dated_drop(dated(0.2), "2024-06"), dated_drop(dated(0.0), "2024-06")
    assert found is not None
    assert none is not None
    assert found.drop == pytest.approx(0.2, abs=0.1)
    assert found.errors > 3.0 > abs(none.errors)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_error_is_the_clustered_one_of_a_regression() -> None:
    """Before and after as two groups, errors clustered by month: as statsmodels has it, group by group."""
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - its own import warns

    held = [(month, value) for month, value in dated(0.1) if month != "2024-06"]
    variance = 0.0
    for side in (True, False):
        rows = [(month, value) for month, value in held if (month < "2024-06") is side]
        values = np.array([value for _, value in rows])
        groups = np.array([MONTHS.index(month) for month, _ in rows])
        fit = OLS(values, np.ones(len(rows))).fit(
            cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True, "df_correction": False}
        )
        # statsmodels also multiplies by (n - 1) / (n - p), which is 1 for one mean.
        variance += float(fit.bse[0]) ** 2
    found = dated_drop(dated(0.1), "2024-06")
    assert found is not None
    assert found.error == pytest.approx(variance**0.5, rel=1e-9)


def test_the_month_of_the_cutoff_is_on_neither_side() -> None:
    """Whatever happened in that month changes nothing."""
    wild = [("2024-06", 100.0)] * 5
    assert dated_drop([*dated(0.1), *wild], "2024-06") == dated_drop(dated(0.1), "2024-06")


def test_too_few_months_say_nothing() -> None:
    """One month on a side gives no error."""
    assert dated_drop([("2024-01", 0.1), ("2024-02", 0.2), ("2024-04", 0.1)], "2024-03") is None
    assert dated_drop([], "2024-03") is None


def test_a_stricter_twin_costs_everyone() -> None:
    """What all models lose is no sign; what one loses beyond is, in standard errors of both."""
    usual = twin_drop(90.0, 85.0, 2.0, [3.0, 4.0, 5.0, 6.0, 7.0])
    more = twin_drop(90.0, 75.0, 2.0, [3.0, 4.0, 5.0, 6.0, 7.0])
    assert usual is not None
    assert more is not None
    assert usual.errors == pytest.approx(0.0)
    assert (more.drop, more.typical, more.others) == (15.0, 5.0, 5)
    assert more.errors == pytest.approx(10 / (4 + (1.4826 * 1.2533) ** 2 / 5) ** 0.5)


def test_few_others_say_nothing() -> None:
    """Four models do not tell what is usual."""
    assert twin_drop(90.0, 70.0, 2.0, [5.0] * 4) is None
