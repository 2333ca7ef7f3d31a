"""How often what is said comes true is read from the report, and from nowhere else."""

from evenhand.website.rows.accuracy_report import Gate, gates, read_gates

REPORT = """
| gate | figure | measured | must reach | |
|---|---|---|---|---|
| 2 | coverage, all columns | 0.895 | 0.88 to 0.92 | holds |
| S | coverage of places | 0.726 | at least 0.86 | **falls** |

## 2. Their 90% intervals
## S. Selective masks
"""


def test_figures_are_read_with_their_experiment() -> None:
    """Each row has its bounds, whether it holds, and the name that its section gives it."""
    assert read_gates(REPORT) == (
        Gate(
            experiment="Their 90% intervals",
            figure="coverage, all columns",
            measured="0.895",
            asked="0.88 to 0.92",
            holds=True,
        ),
        Gate(
            experiment="Selective masks",
            figure="coverage of places",
            measured="0.726",
            asked="at least 0.86",
            holds=False,
        ),
    )


def test_the_shipped_report_is_understood() -> None:
    """The report as it is written today gives figures for intervals and for the order of two models."""
    figures = {one.figure for one in gates()}
    assert {"coverage, all columns", "share right"} <= figures
