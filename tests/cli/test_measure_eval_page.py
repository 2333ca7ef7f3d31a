"""`evenhand measure eval`: how a run is printed where its answers tell no standard error."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from evenhand.cli import measure_eval
from evenhand.records.evaluation import Evaluated, EvaluatedModel

QUESTIONS = 5


@pytest.mark.parametrize(
    ("value", "metric", "epochs", "told"),
    [
        (0.0, "bbh accuracy", 1, "95% interval 0.0% to 43.4% (Wilson; 5 questions)."),
        (1.0, "bbh accuracy", 2, "95% interval 56.6% to 100.0% (Wilson; 5 questions)."),
        (0.5, "bbh accuracy", 1, "no standard error follows."),
        (1.0, "graded mean", 1, "no standard error follows."),
    ],
)
def test_equal_answers_have_no_error_of_zero(
    value: float, metric: str, epochs: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wilson's interval over questions stands there for a share, and an error of zero nowhere."""
    one = EvaluatedModel(
        label="m@here",
        model="",
        state="finished",
        planned=QUESTIONS * epochs,
        finished=QUESTIONS * epochs,
        metric=metric,
        value=value,
        error=0.0,
    )
    monkeypatch.setattr(measure_eval, "evaluate", lambda *_: Evaluated(benchmark="b", folder="logs", models=(one,)))
    monkeypatch.setattr(measure_eval, "_imported", lambda _: (None, ""))
    monkeypatch.setenv("EVENHAND_OWN", str(tmp_path))
    given = ["bbh:navigate", "m@http://127.0.0.1:9/v1", "--epochs", str(epochs)]
    ran = CliRunner().invoke(measure_eval.command, given, catch_exceptions=False)
    words = " ".join(ran.stdout.split())
    assert ran.exit_code == 0
    assert f"{metric} {value:.4g} N/A {one.planned} of {one.planned}" in words
    assert told in words
