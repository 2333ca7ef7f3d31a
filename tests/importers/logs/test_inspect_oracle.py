"""Inspect's own reader as the oracle: run once, in a process of its own, over every fixture."""

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

import pytest
from inspect_logs import EVERY, FIXTURES, read

pytestmark = pytest.mark.skipif(find_spec("inspect_ai") is None, reason="inspect-ai is not installed")

SCRIPT = """
import json, sys
from inspect_ai.log import read_eval_log
from inspect_ai.scorer import value_to_float

number = value_to_float()

def tokens(sample, model):
    usages = [sample.model_usage[model]] if model in sample.model_usage else [
        event.output.usage for event in sample.events if event.event == "model" and event.output.usage
    ]
    read = sum(u.input_tokens + (u.input_tokens_cache_read or 0) + (u.input_tokens_cache_write or 0) for u in usages)
    return [read, sum(u.output_tokens for u in usages)] if usages else [None, None]

def told(path):
    log = read_eval_log(path)
    scores = [
        [s.scorer, s.name, {n: repr(m.value) for n, m in s.metrics.items()}, s.scored_samples]
        for s in log.results.scores
    ]
    samples = [
        [
            str(s.id), s.epoch, {n: number(v.value) for n, v in (s.scores or {}).items()}, tokens(s, log.eval.model),
            s.working_time if s.working_time is not None else s.total_time, s.output.completion,
        ]
        for s in log.samples or []
    ]
    reduced = [[str(s.sample_id), number(s.value)] for r in log.reductions or [] for s in r.samples]
    return {
        "model": log.eval.model, "task": log.eval.task, "completed": log.results.completed_samples, "scores": scores,
        "samples": samples, "reduced": reduced, "day": log.eval.created[:10], "status": log.status,
    }

print(json.dumps({path: told(path) for path in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What Inspect says about each fixture."""
    command = [sys.executable, "-c", SCRIPT, *map(str, EVERY)]
    answer = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300).stdout
    return {
        path.relative_to(FIXTURES).as_posix(): said
        for path, said in zip(EVERY, json.loads(answer).values(), strict=True)
    }


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name[-24:])
def test_runs_are_what_inspect_says(told: dict[str, Any], path: Any) -> None:
    """Value, standard error, number of samples, model, task and day are those that Inspect's reader gives."""
    said = told[path.relative_to(FIXTURES).as_posix()]
    runs, _ = read(path)
    [[scorer, name, metrics, scored]] = said["scores"]
    values = {run.metric: run.value for run in runs}
    assert scorer == name
    assert {metric: repr(float(value)) for metric, value in values.items()} == {
        metric: value for metric, value in metrics.items() if metric != "stderr"
    }
    for run in runs:
        assert repr(float(run.error)) == metrics["stderr"]
        assert run.n == (said["completed"] if scored is None else scored)
        assert (run.model, run.task) == (said["model"], said["task"])
        assert run.settings.get("status", "success") == said["status"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name[-24:])
def test_items_are_what_inspect_says(told: dict[str, Any], path: Any) -> None:
    """Each sample's score, tokens, seconds and answer are those that Inspect's reader gives, none more, none less."""
    said = told[path.relative_to(FIXTURES).as_posix()]
    (run,), items = read(path)
    scorer = run.key.split("/")[0]
    if not said["samples"]:
        assert sorted((item.item, item.outcome) for item in items) == sorted(map(tuple, said["reduced"]))
        return
    ours = {
        (item.item, item.attempt): (item.outcome, [item.input_tokens, item.output_tokens], item.seconds, item.output)
        for item in items
    }
    theirs = {
        (name, epoch): (scores[scorer], tokens, seconds, output)
        for name, epoch, scores, tokens, seconds, output in said["samples"]
    }
    assert len(ours) == len(items)
    assert ours == theirs
