"""A benchmark that a comparison leaves out, with why and what each side has of it."""

from collections.abc import Mapping

from evenhand.comparison.judge import Judge
from evenhand.comparison.matching import mismatch
from evenhand.records.comparison import LeftOutReason, Reading, SingleTest
from evenhand.records.facts import Benchmark
from evenhand.records.states import Side

NAMED = ("version", "context", "tools", "subset")


def single(
    judge: Judge,
    benchmark: Benchmark,
    reason: LeftOutReason,
    readings: Mapping[Side, Reading],
    outside: tuple[Side, ...] = (),
) -> SingleTest:
    """What is left out, from the score of one side or both; `outside` are the sides that the lane does not admit."""
    left, right = readings.get("left"), readings.get("right")
    return SingleTest(
        benchmark=benchmark.id,
        category=judge.category(benchmark),
        counted=judge.counts(benchmark, *(side.observation for side in readings.values())),
        reason=reason,
        left=left,
        right=right,
        outside=outside,
        detail=_detail(benchmark, left, right),
    )


def _detail(benchmark: Benchmark, left: Reading | None, right: Reading | None) -> str:
    """The two conditions that keep the sides apart, left then right, as `v6 / v5`; empty when none do."""
    if left is None or right is None:
        return ""
    reason = mismatch(benchmark, left.observation, right.observation) or ""
    name = "trials" if reason == "other metric" else next((name for name in NAMED if name in reason), "")
    prescribed = {"tools": benchmark.tools, "trials": "one"}.get(name, "unstated")
    values = [getattr(side.observation, name) or prescribed for side in (left, right)] if name else []
    return " / ".join(f"{name} {value}" for value in values)
